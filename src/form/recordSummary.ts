import type { Words } from '../document/document.ts';
import type { RecordNode, TableFrame } from './reading.ts';
import type { TokenRow } from './recordFields.ts';
import { labelWord, labelWords, type RecordForm } from './recordForm.ts';

/** The header of a summary: where each field and each pair of indicator columns stands. */
export interface SummaryHeader {
  readonly rows: number;
  /** column → field id */
  readonly fields: ReadonlyMap<number, string>;
  readonly pairs: readonly { readonly level: Words | null; readonly name: number; readonly value: number }[];
  /** header cell that carries the unit */
  readonly unit: Words | null;
}

const idOf = (lists: Readonly<Record<string, readonly string[]>>, text: string): string | null =>
  Object.entries(lists).find(([, words]) => words.some((word) => labelWords(text).includes(labelWord(word))))?.[0] ?? null;

/** The group heading above a column: the last one of the rows above that begins at or left of it. */
function groupAbove(rows: readonly TokenRow[], row: number, column: number): Words | null {
  for (let r = row - 1; r >= 0; r--) {
    const group = (rows[r] ?? []).filter((token) => token.column <= column).at(-1);
    if (group && /指标$/.test(labelWord(group.words.text))) return group.words;
  }
  return null;
}

/** Reads the header of a summary table; null where the grid is none: several pairs of indicator and value. */
export function summaryHeader(form: RecordForm, rows: readonly TokenRow[]): SummaryHeader | null {
  const at = rows.findIndex((row) => row.filter(({ words }) => idOf(form.rows, words.text) === 'value').length > 1);
  if (at < 0 || at > 4) return null;
  const fields = new Map<number, string>();
  let unit: Words | null = null;
  for (const { words, column } of rows.slice(0, at + 1).flat()) {
    const id = idOf(form.fields, words.text);
    if (id && ![...fields.values()].includes(id)) fields.set(column, id);
    if (!unit && /（万?元）/.test(words.text.replace(/[(]/g, '（').replace(/[)]/g, '）'))) unit = words;
  }
  const pairs = (rows[at] ?? []).flatMap(({ words, column }) => {
    if (idOf(form.rows, words.text) !== 'name') return [];
    const value = (rows[at] ?? []).find((token) => token.column > column && idOf(form.rows, token.words.text) === 'value');
    return value ? [{ level: groupAbove(rows, at, column), name: column, value: value.column }] : [];
  });
  const ids = [...fields.values()];
  return form.needs.every((id) => ids.includes(id)) ? { rows: at + 1, fields, pairs, unit } : null;
}

/** The records of a summary: a row with an amount begins one, rows without add indicators. Rows of units hold `organisation` instead of `name`. */
export function readSummary(form: RecordForm, header: SummaryHeader, rows: readonly TokenRow[], frame: TableFrame): RecordNode[] {
  const out: { fields: Map<string, Words>; rows: Map<string, Words>[] }[] = [];
  for (const tokens of rows.slice(header.rows)) {
    const at = (column: number): Words | undefined => tokens.find((token) => token.column === column)?.words;
    const fields = new Map([...header.fields].flatMap(([column, id]) => (at(column) ? [[id, at(column) as Words] as const] : [])));
    if (fields.has('total') || fields.has('code')) {
      if (header.unit) fields.set('money-unit', header.unit);
      out.push({ fields, rows: [] });
    }
    const indicators = header.pairs.flatMap(({ level, name, value }) => {
      const cells = new Map<string, Words>();
      for (const [id, words] of [
        ['name', at(name)],
        ['value', at(value)],
        ['level1', level],
      ] as const)
        if (words) cells.set(id, words);
      return cells.has('name') || cells.has('value') ? [cells] : [];
    });
    out.at(-1)?.rows.push(...indicators);
  }
  return out.map(({ fields, rows: indicators }): RecordNode => {
    const name = fields.get('name');
    const code = fields.get('code')?.text.replace(/\s+/g, '') ?? '';
    if (name && indicators.length === 0 && (code.length < 10 || name.text === frame.organisation?.text)) {
      fields.delete('name');
      fields.set('organisation', name);
    }
    return { record: form.record, title: frame.title, fields, rows: indicators, blocks: [frame.block, frame.block] };
  });
}
