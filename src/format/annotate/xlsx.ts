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
import { newNotes, plainText, SheetNotes } from './xlsx-notes.ts';
import { readLayout } from './xlsx-sheet.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const COMMENTS = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const VML = 'application/vnd.openxmlformats-officedocument.vmlDrawing';

/** Remarks by the cell that they are put at. */
type ByCell = Map<string, Note[]>;

function add(cells: ByCell, cell: string, note: Note, remark: string): void {
  const said = remark ? { ...note, text: `${remark}\n${note.text}` } : note;
  cells.set(cell, [...(cells.get(cell) ?? []), said]);
}

/** The sheet and cell of a place; what has no cell of its own is told at the first, and that in `remark`. */
function spotOf({ line, page, sheet: name, cell }: Place, sheets: readonly SheetEntry[]) {
  const whole = line === null && page === null && cell === null && name === null;
  const sheet = whole ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : sheets.find((entry) => entry.name === name);
  if (!sheet || !parseCell(cell ?? 'A1')) return null;
  const remark = cell === null && !whole ? `（说的是工作表“${sheet.name}”的名称、页眉或页脚。）` : '';
  return { sheet, cell: cell ?? 'A1', remark };
}

/** The nearest cell to the right whose note is not a conversation. */
function freeCell(cell: string, notes: SheetNotes): string {
  const at = parseCell(cell);
  let free = cell;
  for (let column = at?.column ?? 0; at && notes.at(free) === 'conversation'; ) free = `${columnName(++column)}${at.row + 1}`;
  return free;
}

/** Remarks moved away from cells that hold conversations. */
function besideConversations(wanted: ByCell, old: SheetNotes): ByCell {
  const out: ByCell = new Map();
  for (const [cell, notes] of wanted) {
    const free = freeCell(cell, old);
    for (const note of notes) add(out, free, note, free === cell ? '' : `（说的是左边的单元格 ${cell}，那里已有批注对话。）`);
  }
  return out;
}

/** Puts notes into one worksheet: their words in its comments part, their boxes in its drawing. */
function annotateSheet(edit: PackageEdit, sheet: SheetEntry, wanted: ByCell, author: string): void {
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
  const cells = besideConversations(wanted, notes);
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
  const wanted = new Map<SheetEntry, ByCell>();
  const unplaced: Note[] = [];
  for (const note of notes) {
    const spot = spotOf(note.at, sheets);
    if (!spot) {
      unplaced.push(note);
      continue;
    }
    const cells: ByCell = wanted.get(spot.sheet) ?? new Map();
    wanted.set(spot.sheet, cells);
    add(cells, spot.cell, note, spot.remark);
  }
  if (wanted.size === 0) return { bytes, unplaced };
  for (const [sheet, cells] of wanted) annotateSheet(edit, sheet, cells, author);
  return { bytes: edit.save(date), unplaced };
}
