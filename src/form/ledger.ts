import type { Damage, Document, Grid, Words } from '../document/document.ts';
import { joinWords, placeOf, placesOf, sliceWords } from '../document/words.ts';
import type { Place } from '../fact/place.ts';
import type { PassageReading } from './passage.ts';
import type { PassageForms, TableForm } from './passage-form.ts';
import { plainWords } from './passage-pattern.ts';
import type { RecordNode } from './reading.ts';
import { fieldWords } from './recordFields.ts';
import { isFirstLevel, labelWord, type RecordForm, type RecordForms, secondLevel } from './recordForm.ts';
import { columnIds } from './recordRows.ts';

/** What a reader took from a document: stretches of its lines, pages or cells. */
class Taken {
  readonly #stretches = new Map<string, Place[]>();

  static #source = ({ line, page, sheet, cell }: Place): string => [line, page, sheet, cell].join('|');

  add(words: Words): void {
    for (const place of placesOf(words)) {
      const key = Taken.#source(place);
      this.#stretches.set(key, [...(this.#stretches.get(key) ?? []), place]);
    }
  }

  /** The words that nobody took, in one piece from the first to the last of them; null where all are taken. */
  rest(words: Words): Words | null {
    let [first, last] = [words.text.length, -1];
    for (const { at, length, place } of words.pieces) {
      const stretches = (this.#stretches.get(Taken.#source(place)) ?? []).filter(({ from, to }) => from < place.to && place.from < to);
      const replaced = place.to - place.from !== length;
      for (let i = at; i < at + length; i++) {
        const [from, to] = replaced ? [place.from, place.to] : [place.from + i - at, place.from + i - at + 1];
        if (words.text[i]?.trim() === '' || stretches.some((one) => one.from <= from && to <= one.to)) continue;
        first = Math.min(first, i);
        last = i;
      }
    }
    return last < 0 ? null : sliceWords(words, first, last + 1);
  }
}

type IsLabel = (text: string) => boolean;

/** The letters of a label, in order: those of one set from top to bottom may come to us in another order. */
const letters = (text: string): string => [...text].sort().join('');
const LONGEST_SHUFFLED = 6;

/** Whether a cell is a label of a project form: of a field, a column, a level or a group of them. */
function recordLabels(form: RecordForm, { levels }: RecordForms): IsLabel {
  const words = fieldWords(form);
  const groups = new Set([...form.groups, ...form.unit].map(labelWord));
  const shuffled = new Set([...groups, ...columnIds(form).keys()].map(letters));
  return (text) => {
    const own = labelWord(text);
    return (
      words.find(text) !== null ||
      groups.has(own) ||
      columnIds(form).has(own) ||
      isFirstLevel(levels, text) ||
      secondLevel(levels, text) !== null ||
      form.unit.some((unit) => own.startsWith(unit) && /^[（(]/.test(own.slice(unit.length))) ||
      (own.length <= LONGEST_SHUFFLED && shuffled.has(letters(own)))
    );
  };
}

/** The cells of a grid that are neither taken nor labels. A label broken over two cells of a column is one. */
function unreadCells({ rows }: Grid, taken: Taken, isLabel: IsLabel): Words[] {
  const left = rows.flat().flatMap(({ words, column, row }) => {
    const rest = words.text.trim() ? taken.rest(words) : null;
    return rest && !isLabel(rest.text) ? [{ words: rest, column, row }] : [];
  });
  const broken = new Set<Words>();
  for (const upper of left) {
    const lower = left.find(({ column, row, words }) => column === upper.column && row > upper.row && !broken.has(words));
    if (!lower || broken.has(upper.words) || !isLabel(joinWords([upper.words, lower.words]).text)) continue;
    broken.add(upper.words).add(lower.words);
  }
  return left.flatMap(({ words }) => (broken.has(words) || !/[\p{L}\p{N}]/u.test(words.text) ? [] : [words]));
}

/** What of the grids of project forms no field and no indicator took up. */
function unreadInRecords(records: readonly RecordNode[], document: Document, forms: RecordForms): Words[] {
  const taken = new Taken();
  const labels = new Map<number, IsLabel>();
  for (const record of records) {
    for (const words of [...record.fields.values(), ...record.rows.flatMap((row) => [...row.values()])]) taken.add(words);
    const form = forms.forms.find(({ record: id }) => id === record.record);
    for (let block = record.blocks[0]; form && block <= record.blocks[1]; block++) labels.set(block, recordLabels(form, forms));
  }
  return [...labels].flatMap(([block, isLabel]) => {
    const grid = document.blocks[block];
    return grid?.kind === 'grid' ? unreadCells(grid, taken, isLabel) : [];
  });
}

/** Whether a cell is a label of an evaluation table: of a column, a field, a row, or of the columns together. */
function tableLabels(tables: readonly TableForm[]): IsLabel {
  const words = new Set(
    tables.flatMap(({ columns, fields, below, rows, total, groups }) => [
      ...[columns, fields, below, rows].flatMap((lists) => Object.values(lists).flat()),
      ...total,
      ...groups,
    ]),
  );
  return (text) => {
    const own = plainWords({ text, pieces: [] }).text;
    return [own, own.replace(/（[^）]*）$/, '')].some((label) => words.has(label) || words.has(label.replace(/：$/, '')));
  };
}

/** What of the tables of a self-evaluation stands in no row and no field. */
function unreadInTables({ tables, evaluations }: PassageReading, document: Document, forms: PassageForms): Words[] {
  const taken = new Taken();
  for (const { rows, fields } of tables) {
    for (const words of fields.values()) taken.add(words);
    for (const { label, cells } of rows) for (const words of [label, ...[...cells.values()].map((slot) => slot.words)]) taken.add(words);
  }
  for (const { name, source, clauses } of evaluations) {
    if (source !== 'table' && source !== 'form') continue;
    taken.add(name);
    for (const { slots } of clauses) for (const { words } of slots.values()) taken.add(words);
  }
  const isLabel = tableLabels(forms.tables);
  return [...new Set(tables.map(({ block }) => block))].flatMap((block) => {
    const grid = document.blocks[block];
    return grid?.kind === 'grid' ? unreadCells(grid, taken, isLabel) : [];
  });
}

/** Grids whose header names levels of indicators, which no form and no table took for its own. */
function unknownForms(document: Document, owned: ReadonlySet<number>, forms: RecordForms): Words[] {
  const heads = new Set(
    forms.forms.flatMap(({ rows }) => [rows.level1, rows.level2, rows.name].flatMap((words) => words ?? [])).map(labelWord),
  );
  return document.blocks.flatMap((block, i) => {
    if (block.kind !== 'grid' || owned.has(i)) return [];
    const row = block.rows.find((cells) => cells.filter(({ words }) => heads.has(labelWord(words.text))).length > 1);
    const head = row?.find(({ words }) => words.text.trim());
    return head ? [head.words] : [];
  });
}

const told = (reason: string, words: readonly Words[]): Damage[] =>
  words.length ? [{ reason, places: words.map((one) => placeOf(one)) }] : [];

/**
 * What of the project forms and evaluation tables of a paper did not come into any record, told so that nothing is lost in silence:
 * cells that no field, indicator or label took up, and tables of indicators whose form is not known.
 */
export function unreadInForms(
  document: Document,
  records: readonly RecordNode[],
  passages: PassageReading,
  owned: ReadonlySet<number>,
  forms: { readonly records: RecordForms; readonly passages: PassageForms },
): Damage[] {
  return [
    ...told('项目绩效目标表中这些内容不属于任何已知栏目，没有读入项目记录，请对照原件', unreadInRecords(records, document, forms.records)),
    ...told('绩效自评表中这些内容不属于任何已知栏目，没有读入自评记录，请对照原件', unreadInTables(passages, document, forms.passages)),
    ...told('这张表列有绩效指标，但表样没有认出，内容没有读入项目记录，请对照原件', unknownForms(document, owned, forms.records)),
  ];
}
