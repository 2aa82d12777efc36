import { relationsOf } from '../../../src/format/package/relations.ts';
import { Xml } from '../../../src/format/package/xml.ts';
import { openZip } from '../../../src/format/package/zip.ts';
import { columnName } from '../../../src/format/tidy/sheet.ts';

/** A note of a cell, read back from the parts of a workbook. */
export interface CellNote {
  text: string;
  readonly author: string;
  /** corners of its box: column, pixels, row, pixels, twice */
  readonly anchor: readonly number[];
}

/** The notes of the n-th sheet by cell, in the order of the file. Throws where a note has no box, or a box no note. */
export function cellNotes(bytes: Uint8Array, sheet: number): Map<string, CellNote> {
  const zip = openZip(bytes);
  const relations = relationsOf(zip, `xl/worksheets/sheet${sheet}.xml`);
  const part = (type: string): Uint8Array => zip.read(relations.find((relation) => relation.type === type)!.target)!;
  const drawing = Buffer.from(part('vmlDrawing')).toString();
  const boxes = new Map<string, number[]>();
  for (const [, anchor, row, column] of drawing.matchAll(/<x:Anchor>([^<]*)<[\s\S]*?<x:Row>(\d+)<\/x:Row>\s*<x:Column>(\d+)</g))
    boxes.set(`${columnName(Number(column))}${Number(row) + 1}`, anchor!.split(',').map(Number));
  const notes = new Map<string, CellNote>();
  const authors: string[] = [];
  const xml = new Xml(part('comments'));
  let note: CellNote | null = null;
  let inAuthor = false;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'text' && inAuthor) authors.push(xml.text());
    if (event === 'text' && note) note.text += xml.text();
    if (event === 'text') continue;
    inAuthor = event === 'open' && xml.name === 'author';
    if (event !== 'open' || xml.name !== 'comment') continue;
    const cell = xml.attribute('ref')!;
    const anchor = boxes.get(cell);
    if (!anchor || notes.has(cell)) throw new Error(`${cell}: ${anchor ? 'two notes' : 'no box'}`);
    note = { text: '', author: authors[Number(xml.attribute('authorId'))] ?? '', anchor };
    notes.set(cell, note);
  }
  if (boxes.size !== notes.size) throw new Error('a box without a note');
  return notes;
}
