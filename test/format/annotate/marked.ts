import { Xml } from '../../../src/format/package/xml.ts';
import { openZip } from '../../../src/format/package/zip.ts';

/** A comment of a Word file, read back from its XML: the words it is bound to, its own words, what stands around its marks. */
export interface Marked {
  words: string;
  text: string;
  author: string;
  readonly parents: Set<string>;
}

const isWordRun = (around: readonly string[]): boolean => around.includes('r');

/** The comments of a Word file by id. Throws where marks do not come in the order start, end, reference. */
export function markedWords(bytes: Uint8Array): Map<string, Marked> {
  const zip = openZip(bytes);
  const comments = new Map<string, Marked>();
  const xml = new Xml(zip.read('word/comments.xml')!);
  let current: Marked | null = null;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'open' && xml.name === 'comment') {
      current = { words: '', text: '', author: xml.attribute('author') ?? '', parents: new Set() };
      comments.set(xml.attribute('id')!, current);
    } else if (event === 'open' && xml.name === 'p' && current?.text) current.text += '\n';
    else if (event === 'text' && current) current.text += xml.text();
  }
  const body = new Xml(zip.read('word/document.xml')!);
  const open = new Set<Marked>();
  const ended = new Set<string>();
  const around: string[] = [];
  for (let event = body.next(); event !== 'end'; event = body.next()) {
    if (event === 'close') around.pop();
    if (event === 'text' && around.at(-1) === 't' && isWordRun(around)) for (const mark of open) mark.words += body.text();
    if (event !== 'open') continue;
    const id = body.attribute('id') ?? '';
    const comment = comments.get(id);
    if (/^comment(?:Range|Reference)/.test(body.name)) {
      if (!comment) throw new Error(`no comment ${id}`);
      if (body.name === 'commentRangeStart') open.add(comment);
      else if (body.name === 'commentRangeEnd') {
        if (!open.delete(comment)) throw new Error(`comment ${id} ends before it begins`);
        ended.add(id);
      } else if (!ended.has(id)) throw new Error(`comment ${id} is referred to before it ends`);
      comment.parents.add(around.at(-1) ?? '');
    } else if (body.name === 'tab') for (const mark of open) mark.words += '\t';
    else if (body.name === 'br') for (const mark of open) mark.words += '\n';
    around.push(body.name);
  }
  return comments;
}

/** Names of parts that differ between two files, or stand in one alone. */
export function changedParts(before: Uint8Array, after: Uint8Array): string[] {
  const [old, now] = [openZip(before), openZip(after)];
  const same = (name: string): boolean => {
    const [a, b] = [old.read(name), now.read(name)];
    return a !== null && b !== null && Buffer.compare(a, b) === 0;
  };
  return [...new Set([...old.names, ...now.names])].filter((name) => !same(name)).sort();
}
