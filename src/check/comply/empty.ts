import type { Reading, ReadTable } from '../../form/reading.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';
import { plainText } from './stretch.ts';

/** 本表无数据, 我单位没有…，本表为空, 无使用政府性基金…的支出 */
const NO_DATA = /无数据|为空|空表|没有|无使用|未安排|未发生|不涉及|无此项|无(?:政府性基金|国有资本)|无相关|本(?:年度?|部门|单位)无/;
/** 没有…的单位，本表无数据: a note of the form, true of whoever it fits. */
const CONDITIONAL = /没有[^，。]*的(?:单位|部门)|如(?:无|没有)|若(?:无|没有)/;
const NUMBER = /^-?[\d,]*\d(?:\.\d+)?$/;

/** Figures in the body of a table, line numbers and codes left out. */
function figures(table: ReadTable): string[] {
  const values = new Set(table.columns.filter(({ role }) => role === 'value').map(({ index }) => index));
  return table.grid.rows
    .slice(table.headRows)
    .filter((cells) => !isNumbering(cells.map((cell) => cell.words.text.trim()).filter(Boolean)))
    .flatMap((cells) => cells.filter((cell) => values.has(cell.column)).map((cell) => cell.words.text.replace(/\s+/g, '')))
    .filter((text) => NUMBER.test(text));
}

/** 1 2 3 4 …: the numbers of the columns. */
const isNumbering = (texts: readonly string[]): boolean =>
  texts.length > 1 &&
  texts.every(
    (text, i) => i === 0 || !/^\d+$/.test(text) || !/^\d+$/.test(texts[i - 1] ?? '') || Number(text) === Number(texts[i - 1]) + 1,
  ) &&
  texts.filter((text) => /^\d{1,2}$/.test(text)).length >= texts.length - 1;

const place = (table: ReadTable): FindingPlace | null => {
  const words = table.title ?? table.grid.rows.flat().find((cell) => cell.words.pieces.length > 0)?.words;
  return words ? wordsPlace(words, { table: table.title?.text ?? null, row: null, column: null }) : null;
};

const noteOf = (reading: Reading, table: ReadTable): string[] => {
  const next = reading.document.blocks[table.block + 1];
  return [
    ...table.notes.map(({ text }) => text),
    ...(next?.kind === 'paragraph' && next.words.text.length < 60 ? [next.words.text] : []),
  ].map(plainText);
};

/** Tables that were printed without any figure and without a note that says why (143号: 没有数据的表格应当列出空表并说明). */
export const emptyTable: Check = (reading) => {
  const places = reading.tables
    .filter(
      (table) =>
        table.title &&
        figures(table).length === 0 &&
        !noteOf(reading, table).some((note) => NO_DATA.test(note)) &&
        !table.grid.rows
          .slice(table.headRows)
          .flat()
          .some((cell) => NO_DATA.test(cell.words.text)),
    )
    .flatMap((table) => place(table) ?? []);
  if (places.length === 0) return [];
  return [
    found('comply.empty-table', {
      severity: 'warning',
      message: `${quoted(places.map(({ text }) => text))}没有数据，也没有说明，共${places.length}张。没有数据的表应列出空表并加以说明。`,
      stated: '空表，无说明',
      expected: '空表下注明“本表无数据”及原因',
      suggestion: '在表下注明本年度没有此项收支',
      places,
    }),
  ];
};

/** 注：本表无数据 under a table that has data. */
export const noteContradicts: Check = (reading) =>
  reading.tables.flatMap((table) => {
    const note = table.notes.find(
      ({ text }) => /本表(?:无|没有)数据|本表为空|空表/.test(plainText(text)) && !CONDITIONAL.test(plainText(text)),
    );
    const filled = figures(table).filter((text) => /[1-9]/.test(text));
    if (!note || filled.length === 0) return [];
    return found('comply.note-contradicts', {
      severity: 'error',
      message: `“${table.title?.text.trim() ?? '该表'}”注明“${note.text.trim()}”，表中却有${quoted(filled)}等数据。`,
      stated: note.text.trim(),
      expected: '有数据的表不应注明无数据',
      culprit: 0,
      suggestion: '核对该表：有数据的删去注，没有数据的清空',
      places: [
        wordsPlace(note, { table: table.title?.text ?? null, row: null, column: null }),
        ...[place(table)].filter((p) => p !== null),
      ],
    });
  });
