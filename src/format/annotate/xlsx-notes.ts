import { appended, escapeXml, rootPrefix, type Splice, spliced } from '../package/edit.ts';
import { Xml } from '../package/xml.ts';
import { COLOURS, type Note } from './note.ts';

/** Where the text of a note that stands in the file can go on. */
interface Kept {
  readonly author: number;
  readonly plain: string;
  /** puts more at its end */
  readonly grow: (more: string) => Splice[];
}

/** The notes of a sheet as they stand in the file. */
interface OldNotes {
  readonly authors: readonly string[];
  readonly byCell: ReadonlyMap<string, Kept>;
}

const FONT = '<family val="2"/><charset val="134"/>';
const run = (prefix: string, properties: string, text: string): string => {
  const named = `${properties}<rFont val="宋体"/>${FONT}`.replace(/<(\w)/g, `<${prefix}$1`);
  return `<${prefix}r><${prefix}rPr>${named}</${prefix}rPr><${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t></${prefix}r>`;
};

/** The words of the note that several remarks at one cell make, by which its box is measured. */
export const plainText = (notes: readonly Note[]): string => notes.map(({ title, text }) => `${title}\n${text}`).join('\n\n');

const richText = (notes: readonly Note[], prefix: string): string =>
  notes
    .map(
      ({ kind, title, text }, i) =>
        run(prefix, `<b/><sz val="9"/><color rgb="FF${COLOURS[kind]}"/>`, `${i ? '\n\n' : ''}${title}\n`) +
        run(prefix, '<sz val="9"/><color rgb="FF000000"/>', text),
    )
    .join('');

/** Reads the text of a note; the cursor stands in it and goes past its end. */
function readText(xml: Xml, part: Buffer, author: number): Kept {
  const { start, inside } = xml;
  const depth = xml.depth;
  const prefix = rootPrefix(part.toString('utf8', start, start + 40));
  let plain = '';
  let end = inside ?? xml.end;
  let bare: { readonly from: number; readonly to: number } | null = null;
  let from = end;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event === 'text') plain += xml.text();
    else if (event === 'open' && xml.depth === depth + 1) from = xml.start;
    else if (event === 'close' && xml.depth === depth && (xml.name === 'r' || xml.name === 't')) {
      end = xml.end;
      if (xml.name === 't') bare = { from, to: end };
    }
  }
  const grow = (more: string): Splice[] => {
    if (inside === null) return [{ from: start, to: end, text: `<${prefix}text>${more}</${prefix}text>` }];
    if (!bare) return [{ from: end, to: end, text: more }];
    // words without runs become one, so that others can follow
    const own = part.toString('utf8', bare.from, bare.to);
    return [{ ...bare, text: `<${prefix}r>${own}</${prefix}r>${more}` }];
  };
  return { author, plain, grow };
}

function readNotes(part: Buffer): OldNotes {
  const xml = new Xml(part);
  const authors: string[] = [];
  const byCell = new Map<string, Kept>();
  let cell = '';
  let author = 0;
  let inAuthor = false;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'text' && inAuthor) authors[authors.length - 1] += xml.text();
    if (event !== 'text') inAuthor = event === 'open' && xml.name === 'author';
    if (event !== 'open') continue;
    if (xml.name === 'author') authors.push('');
    else if (xml.name === 'comment') {
      cell = xml.attribute('ref') ?? '';
      author = Number(xml.attribute('authorId') ?? 0);
    } else if (xml.name === 'text') byCell.set(cell, readText(xml, part, author));
  }
  return { authors, byCell };
}

/** The notes of one sheet, being added to. */
export class SheetNotes {
  private readonly part: Buffer;
  private readonly old: OldNotes;

  constructor(part: Buffer) {
    this.part = part;
    this.old = readNotes(part);
  }

  /** What stands at a cell: nothing, a note, or a conversation, which Excel writes anew from another part. */
  at(cell: string): 'free' | 'note' | 'conversation' {
    const kept = this.old.byCell.get(cell);
    if (!kept) return 'free';
    return /^tc=/.test(this.old.authors[kept.author] ?? '') ? 'conversation' : 'note';
  }

  /** The words of the note that stands at a cell. */
  words(cell: string): string {
    return this.old.byCell.get(cell)?.plain ?? '';
  }

  /** The part with notes by cell: put behind the words of a note that stands there, else new. */
  written(notes: ReadonlyMap<string, readonly Note[]>, author: string): Buffer {
    const prefix = rootPrefix(this.part.toString('utf8'));
    const known = this.old.authors.indexOf(author);
    const id = known < 0 ? this.old.authors.length : known;
    const splices: Splice[] = [];
    let added = '';
    for (const [cell, remarks] of notes) {
      const kept = this.old.byCell.get(cell);
      const text = richText(remarks, prefix);
      if (kept) splices.push(...kept.grow(run(prefix, '<sz val="9"/>', '\n\n') + text));
      else added += `<${prefix}comment ref="${cell}" authorId="${id}"><${prefix}text>${text}</${prefix}text></${prefix}comment>`;
    }
    const grown = spliced(this.part, splices).toString('utf8');
    const authored = known < 0 ? within(grown, 'authors', `<${prefix}author>${escapeXml(author)}</${prefix}author>`) : grown;
    return Buffer.from(within(authored, 'commentList', added));
  }
}

/** A part with more as the last child of the one element of a name. */
function within(xml: string, name: string, more: string): string {
  const element = new RegExp(`<((?:[\\w.-]+:)?${name})(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</\\1>)`);
  return xml.replace(element, (whole) => appended(Buffer.from(whole), () => more));
}

export const newNotes = (namespace: string): string =>
  `<comments xmlns="${namespace}"><authors></authors><commentList></commentList></comments>`;
