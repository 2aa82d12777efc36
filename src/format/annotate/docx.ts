import { readWord } from '../docx/read.ts';
import type { Traced } from '../docx/trace.ts';
import { appended, escapeXml, PackageEdit, plainUtf8, XML_HEAD } from '../package/edit.ts';
import { relationsOf } from '../package/relations.ts';
import { Xml } from '../package/xml.ts';
import { Marks } from './docx-marks.ts';
import { Places } from './docx-place.ts';
import { type Annotated, COLOURS, type Note } from './note.ts';
import { mainNamespace, relationNamespace, rootTag } from './office.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const COMMENTS = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml';

/** Plain paragraphs whatever the file's default style is: no indent, no wide lines, small letters. */
const PARAGRAPH =
  '<w:pPr><w:spacing w:before="0" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="left"/></w:pPr>';

const run = (text: string, properties: string): string =>
  `<w:r><w:rPr>${properties}<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

function commentXml({ kind, title, text }: Note, remark: string, head: string): string {
  const mark = '<w:r><w:annotationRef/></w:r>';
  const first = `<w:p>${PARAGRAPH}${mark}${run(title, `<w:b/><w:bCs/><w:color w:val="${COLOURS[kind]}"/>`)}</w:p>`;
  const lines = [...(remark ? [remark] : []), ...text.split('\n')].filter((line) => line !== '');
  return `<w:comment${head}>${first}${lines.map((line) => `<w:p>${PARAGRAPH}${run(line, '<w:color w:val="000000"/>')}</w:p>`).join('')}</w:comment>`;
}

/** The first id that no comment has. */
function freeId(comments: Uint8Array | null): number {
  let next = 0;
  if (!comments) return next;
  const xml = new Xml(comments);
  for (let event = xml.next(); event !== 'end'; event = xml.next())
    if (event === 'open' && xml.name === 'comment') next = Math.max(next, (Number(xml.attribute('id')) || 0) + 1);
  return next;
}

/**
 * Puts notes into a Word file as comments, each around exactly the words of its place. Comments that stand there are kept. What stands in
 * headers, footers, notes at the foot and text boxes, where Word has no comments, is told beside the nearest words of the body.
 * Throws FormatError as reading does.
 */
export function annotateDocx(bytes: Uint8Array, notes: readonly Note[], author: string, date: string): Annotated {
  const edit = new PackageEdit(bytes);
  const traced: Traced[] = [];
  const { main, body, noteIds } = readWord(edit.zip, traced);
  const places = new Places(traced, noteIds);
  const xml = plainUtf8(body);
  const root = xml.toString('utf8', 0, 20_000);
  const namespace = mainNamespace(root, WORD);
  const binding = ` xmlns:w="${namespace}"`;
  const bound = (part: string): string => (rootTag(part).includes(binding) ? '' : binding);
  const marks = new Marks(xml, bound(root));
  const known = relationsOf(edit.zip, main).find(({ type }) => type === 'comments')?.target;
  const old = known === undefined ? null : edit.read(known);
  const list = old ?? new TextEncoder().encode(`${XML_HEAD}<w:comments${binding}></w:comments>`);
  const own = bound(plainUtf8(list).toString('utf8'));
  const unplaced: Note[] = [];
  const comments: string[] = [];
  let id = freeId(old);
  for (const note of notes) {
    const anchor = places.find(note.at);
    if (!anchor) {
      unplaced.push(note);
      continue;
    }
    marks.add(id, anchor);
    // Word shows the time as it is written, whatever the zone
    const by = `w:author="${escapeXml(author)}" w:date="${date.slice(0, 19)}Z" w:initials="${escapeXml(author.slice(0, 2))}"`;
    const head = `${own} w:id="${id}" ${by}`;
    comments.push(commentXml(note, anchor.remark, head));
    id++;
  }
  if (comments.length === 0) return { bytes, unplaced };
  edit.write(main, marks.written());
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const part = old && known ? known : edit.freeName(`${folder}comments`, 'xml', 0);
  edit.write(
    part,
    appended(list, () => comments.join('')),
  );
  if (!old) {
    edit.relate(main, `${relationNamespace(namespace)}/comments`, part);
    edit.declare(part, COMMENTS);
  }
  return { bytes: edit.save(date), unplaced };
}
