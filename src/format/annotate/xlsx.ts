import type { Place } from '../../fact/place.ts';
import { PackageEdit, plainUtf8, rootPrefix, spliced, XML_HEAD } from '../package/edit.ts';
import { relationsOf } from '../package/relations.ts';
import { columnName } from '../tidy/sheet.ts';
import { readXlsx } from '../xlsx/read.ts';
import { parseCell } from '../xlsx/sheet.ts';
import { readWorkbook, type SheetEntry } from '../xlsx/workbook.ts';
import type { Annotated, Note } from './note.ts';
import { mainNamespace, relationNamespace } from './office.ts';
import { type Box, grownDrawing, newDrawing } from './xlsx-box.ts';
import { type CellNote, newNotes, plainText, SheetNotes } from './xlsx-notes.ts';
import { readLayout } from './xlsx-sheet.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const COMMENTS = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const VML = 'application/vnd.openxmlformats-officedocument.vmlDrawing';

/** The sheet and cell of a place; what has no cell of its own is told at the first. */
function spotOf(place: Place, sheets: readonly SheetEntry[]): { readonly sheet: SheetEntry; readonly cell: string } | null {
  const whole = place.line === null && place.page === null && place.cell === null && place.sheet === null;
  const sheet = whole ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : sheets.find(({ name }) => name === place.sheet);
  const cell = place.cell ?? 'A1';
  return sheet && parseCell(cell) ? { sheet, cell } : null;
}

/** The nearest cell to the right whose note is not a conversation. */
function freeCell(cell: string, notes: SheetNotes): string {
  const at = parseCell(cell);
  let free = cell;
  for (let column = at?.column ?? 0; at && notes.at(free) === 'conversation'; ) free = `${columnName(++column)}${at.row + 1}`;
  return free;
}

/** Remarks by the cell that they are put at. */
function byCell(wanted: ReadonlyMap<string, readonly Note[]>, old: SheetNotes, sheet: string): Map<string, CellNote> {
  const out = new Map<string, CellNote>();
  const moved = (from: string, to: string): string => (from === to ? '' : `（说的是左边的单元格 ${from}，那里已有批注对话。）`);
  for (const [cell, notes] of wanted) {
    const free = freeCell(cell || 'A1', old);
    const remark = cell === '' ? `（说的是工作表“${sheet}”的名称、页眉或页脚。）` : moved(cell, free);
    const before = out.get(free);
    out.set(free, { notes: [...(before?.notes ?? []), ...notes], remark: [before?.remark, remark].filter(Boolean).join('\n') });
  }
  return out;
}

/** Puts notes into one worksheet: their words in its comments part, their boxes in its drawing. */
function annotateSheet(edit: PackageEdit, sheet: SheetEntry, wanted: ReadonlyMap<string, readonly Note[]>, author: string): void {
  const xml = plainUtf8(edit.read(sheet.part) ?? new Uint8Array());
  const text = xml.toString('utf8', 0, 20_000);
  const namespace = mainNamespace(text, MAIN);
  const relations = relationNamespace(namespace);
  const layout = readLayout(xml);
  const known = relationsOf(edit.zip, sheet.part);
  const target = known.find(({ type }) => type === 'comments')?.target;
  const part = target ?? edit.freeName('xl/comments', 'xml', 1);
  const old = target === undefined ? null : edit.read(target);
  const notes = new SheetNotes(old ? plainUtf8(old) : Buffer.from(XML_HEAD + newNotes(namespace)));
  const cells = byCell(wanted, notes, sheet.name);
  edit.write(part, notes.written(cells, author));
  if (!old) {
    edit.relate(sheet.part, `${relations}/comments`, part);
    edit.declare(part, COMMENTS);
  }

  const boxes = [...cells].map(([cell, note]): Box & { readonly kept: boolean } => {
    const words = notes.words(cell);
    const { row, column } = parseCell(cell) ?? { row: 0, column: 0 };
    return { row, column, text: (words ? `${words}\n\n` : '') + plainText(note), kept: notes.at(cell) === 'note' };
  });
  const [grown, added] = [boxes.filter(({ kept }) => kept), boxes.filter(({ kept }) => !kept)];
  const drawingPart = known.find(({ id }) => id === layout.drawing)?.target;
  const drawing = drawingPart === undefined ? null : edit.read(drawingPart);
  if (drawingPart !== undefined && drawing) {
    edit.write(drawingPart, grownDrawing(plainUtf8(drawing).toString('utf8'), added, grown, layout));
    return;
  }
  const name = edit.freeName('xl/drawings/vmlDrawing', 'vml', 1);
  edit.write(name, newDrawing(boxes, layout));
  edit.declareEnding('vml', VML);
  const id = edit.relate(sheet.part, `${relations}/vmlDrawing`, name);
  const reference = `<${rootPrefix(text)}legacyDrawing xmlns:r="${relations}" r:id="${id}"/>`;
  edit.write(sheet.part, spliced(xml, [{ from: layout.place, to: layout.place, text: reference }]));
}

/**
 * Puts notes into a workbook as notes of cells; several at one cell are one. Notes and conversations that stand there are kept.
 * A note of Excel has no date. Throws FormatError as reading does.
 */
export function annotateXlsx(bytes: Uint8Array, notes: readonly Note[], author: string, date: string): Annotated {
  readXlsx(bytes); // what cannot be read whole is not changed
  const edit = new PackageEdit(bytes);
  const { sheets } = readWorkbook(edit.zip);
  const wanted = new Map<SheetEntry, Map<string, Note[]>>();
  const unplaced: Note[] = [];
  for (const note of notes) {
    const spot = spotOf(note.at, sheets);
    if (!spot) {
      unplaced.push(note);
      continue;
    }
    const cells = wanted.get(spot.sheet) ?? new Map<string, Note[]>();
    wanted.set(spot.sheet, cells);
    const cell = note.at.cell === null && note.at.sheet !== null ? '' : spot.cell;
    cells.set(cell, [...(cells.get(cell) ?? []), note]);
  }
  if (wanted.size === 0) return { bytes, unplaced };
  for (const [sheet, cells] of wanted) annotateSheet(edit, sheet, cells, author);
  return { bytes: edit.save(date), unplaced };
}
