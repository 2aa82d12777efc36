import type { Damage, Document, Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { RecordNode, TableFrame } from './reading.ts';
import { type Fields, fieldWords, readFields, type TokenRow, tokensOf } from './recordFields.ts';
import { type IndicatorLevels, isFirstLevel, labelWord, type RecordForm, type RecordForms, secondLevel } from './recordForm.ts';
import { readIndicatorRows, rowHeader } from './recordRows.ts';
import { readSummary, summaryHeader } from './recordSummary.ts';

/** Record nodes of a paper, the grids that belong to them, and what was displaced or lost in them. */
export interface ReadRecords {
  readonly records: RecordNode[];
  /** indexes in document.blocks of the grids that records were read from */
  readonly owned: Set<number>;
  readonly damage: Damage[];
}

interface Part {
  readonly frame: TableFrame;
  readonly rows: readonly TokenRow[];
}

/** Rows of one record, which may be spread over several grids. */
interface Candidate {
  readonly parts: readonly Part[];
  readonly title: Words | null;
}

const rowsOf = (frame: TableFrame): TokenRow[] => frame.grid.rows.map(tokensOf);

/** The rows of a grid cut before each row that begins a record anew. */
function cutAt(rows: readonly TokenRow[], begins: (row: TokenRow) => boolean): TokenRow[][] {
  const out: TokenRow[][] = [];
  for (const row of rows) {
    const current = out.at(-1);
    if (!current || (begins(row) && current.some(begins))) out.push([row]);
    else current.push(row);
  }
  return out;
}

/** A row whose first label is the project's name, alone or followed by other labels each with its value: no header of a table. */
const beginsRecord = (form: RecordForm) => {
  const words = fieldWords(form);
  const isLabel = (token: TokenRow[number] | undefined): boolean => token !== undefined && words.find(token.words.text) !== null;
  const names = (form.fields.name ?? []).map(labelWord);
  return (row: TokenRow): boolean =>
    form.layout === 'grid' &&
    names.includes(labelWord(row[0]?.words.text ?? '')) &&
    (row.length <= 3 || row.every((token, i) => isLabel(token) === (i % 2 === 0)));
};

/** Whether a grid can be the rest of a form whose beginning stands in the grid before it. */
function isRest(document: Document, before: TableFrame, next: TableFrame, form: RecordForm, levels: IndicatorLevels): boolean {
  const between = document.blocks.slice(before.block + 1, next.block);
  if (between.some(({ kind }) => kind !== 'mark')) return false;
  const rows = rowsOf(next);
  const words = fieldWords(form);
  if (rows.some(beginsRecord(form))) return false;
  return rows.some((row) =>
    row.some(({ words: { text } }) => isFirstLevel(levels, text) || secondLevel(levels, text) !== null || words.find(text) !== null),
  );
}

/** Rows, then the indicator table within them. */
function sectionsOf(form: RecordForm, rows: readonly TokenRow[]) {
  const words = fieldWords(form);
  const at = rows.findIndex((row) => rowHeader(form, row) !== null);
  const header = at < 0 ? null : rowHeader(form, rows[at] ?? []);
  if (!header) return { header: null, fields: rows, body: [] };
  const isField = (row: TokenRow): boolean => {
    const first = row[0]?.words;
    return first !== undefined && (words.inline(first) !== null || isFooter(form, first.text));
  };
  const end = rows.findIndex((row, i) => i > at && isField(row));
  const stop = end < 0 ? rows.length : end;
  // a header printed again on the next page is no indicator
  const body = rows.slice(at + 1, stop).filter((row) => rowHeader(form, row) === null);
  return { header, fields: [...rows.slice(0, at), ...rows.slice(stop)], body };
}

/** A label below the indicators: of the footer, or of a field that is no level. */
const isFooter = (form: RecordForm, text: string): boolean => fieldWords(form).find(text)?.kind === 'footer';

/** Whether the fields that were found are those of the form. */
const fits = (form: RecordForm, fields: ReadonlyMap<string, Words>, labels: ReadonlySet<string>): boolean =>
  form.needs.every((id) => fields.has(id) || labels.has(id)) && form.any.some((id) => fields.has(id) || labels.has(id));

/** Ids whose labels stand in the rows, with or without a value. */
function labelIds(form: RecordForm, rows: readonly TokenRow[]): Set<string> {
  const words = fieldWords(form);
  const out = new Set<string>();
  for (const { words: token } of rows.flat()) {
    const entry = words.find(token.text);
    if (!entry || entry.kind === 'half') continue;
    for (const id of 'ids' in entry ? entry.ids : [entry.id]) out.add(id);
  }
  return out;
}

/** Amount labels that have no column left for their value in a row where the other half has one: extraction lost a column. */
function lostAmounts(form: RecordForm, parts: readonly Part[], fields: Fields): Damage[] {
  if (!fields.has('term-total') || fields.has('annual-total')) return [];
  const words = fieldWords(form);
  for (const { rows, frame } of parts) {
    for (const row of rows) {
      const label = row.find(({ words: { text } }) => {
        const entry = words.find(text);
        return entry?.kind === 'field' && entry.id === 'annual-total';
      });
      const other = row.find(({ words: { text } }) => {
        const entry = words.find(text);
        return entry?.kind === 'field' && entry.id === 'term-total';
      });
      const value = row.find(({ column }) => other && label && column > other.column && column < label.column);
      if (label && other && value && label.column + value.column - other.column >= frame.grid.columns) {
        return [{ reason: '年度资金一列在提取时丢失，无法与实施期资金核对', places: [placeOf(label.words)] }];
      }
    }
  }
  return [];
}

function readCandidate(
  form: RecordForm,
  levels: IndicatorLevels,
  { parts, title }: Candidate,
): { node: RecordNode; damage: Damage[] } | null {
  const rows = parts.flatMap((part) => part.rows);
  if (rows.flat().some(({ words: { text } }) => form.not.includes(labelWord(text)))) return null;
  const { header, fields: fieldRows, body } = sectionsOf(form, rows);
  if (!header) return null;
  const width = Math.max(...parts.map(({ frame }) => frame.grid.columns));
  const fields = readFields(form, fieldRows, width);
  if (!fits(form, fields, labelIds(form, fieldRows))) return null;
  const { rows: indicators, damage } = readIndicatorRows(levels, header, body);
  const blocks = parts.map(({ frame }) => frame.block);
  return {
    node: { record: form.record, title, fields, rows: indicators, blocks: [Math.min(...blocks), Math.max(...blocks)] },
    damage: [...damage, ...lostAmounts(form, parts, fields)],
  };
}

/** How many words of a form stand in a grid: the form that has most is tried first. */
function affinity(form: RecordForm, rows: readonly TokenRow[]): number {
  return labelIds(form, rows).size + (rows.some((row) => rowHeader(form, row)) ? 2 : 0);
}

/**
 * Reads the forms of project targets in a paper. Fields are found by their labels, wherever the columns stand; a form may go on in
 * the next grid, and several forms may stand in one. Every grid that belongs to a record is in `owned`.
 */
export function readRecords(document: Document, frames: readonly TableFrame[], forms: RecordForms, _lexicon: Lexicon): ReadRecords {
  const out: ReadRecords = { records: [], owned: new Set(), damage: [] };
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i];
    if (!frame) continue;
    const rows = rowsOf(frame);
    const ranked = forms.forms.map((form) => ({ form, score: affinity(form, rows) })).sort((a, b) => b.score - a.score);
    for (const { form, score } of ranked) {
      if (score < 3) break;
      if (form.layout === 'summary') {
        const head = summaryHeader(form, rows);
        if (!head) continue;
        out.records.push(...readSummary(form, head, rows, frame));
        out.owned.add(frame.block);
        break;
      }
      const cuts = cutAt(rows, beginsRecord(form));
      const candidates: Candidate[] = cuts.map((cut, n) => ({ parts: [{ frame, rows: cut }], title: n === 0 ? frame.title : null }));
      let next = i + 1;
      while (next < frames.length) {
        const [before, after] = [frames[next - 1], frames[next]];
        const last = candidates.at(-1);
        if (!before || !after || !last || !isRest(document, before, after, form, forms.levels)) break;
        candidates[candidates.length - 1] = { ...last, parts: [...last.parts, { frame: after, rows: rowsOf(after) }] };
        next++;
      }
      const read = candidates.flatMap((candidate) => readCandidate(form, forms.levels, candidate) ?? []);
      if (read.length === 0) continue;
      for (const { node, damage } of read) {
        out.records.push(node);
        out.damage.push(...damage);
      }
      for (let block = i; block < next; block++) out.owned.add(frames[block]?.block ?? frame.block);
      i = next - 1;
      break;
    }
  }
  return out;
}
