import type { Block, Damage, Document, Mark } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { append } from '../lists.ts';
import { mainPart, type Relation, relationsOf } from '../package/relations.ts';
import { Xml } from '../package/xml.ts';
import { isZip, openZip, type Zip } from '../package/zip.ts';
import { markContents } from '../tidy/contents.ts';
import { isPageNumber, isStamp } from '../txt/marks.ts';
import { readBox, readFlow } from './flow.ts';
import { Numbering } from './numbering.ts';
import { FlowSpots } from './spots.ts';
import { type Noted, newStory, type Story } from './story.ts';
import { Styles } from './styles.ts';
import type { Traced } from './trace.ts';

const EMPTY = 'Word 文件里没有正文，可能已损坏或不是公开文本。请用 Word 或 WPS 打开检查，另存为 .docx 后再试';

const SAID: Readonly<Record<Noted, string>> = {
  revised: '文件带有修订标记，按全部接受修订后的内容读取；公开前请接受或拒绝全部修订',
  hidden: '文件含有隐藏文字，打印时看不见，没有读取；公开前请删除',
  picture: '文件里有大幅图片，图片上的文字和表格没有读取；请把其中的表格改为可编辑的表格，或先做文字识别（OCR）',
  object: '文件里嵌入了 Excel 等对象，对象里的表格没有读取；请把它转成 Word 表格，或把原 Excel 文件一并提供',
  foreign: '文件里嵌入了其他文件的内容，没有读取；请打开后另存一份再试',
};
const MACROS = '文件带有宏，宏没有运行；公开文件不应带宏，请另存为不含宏的 .docx';

/** Whether the bytes hold a Word file. */
export const isDocx = (bytes: Uint8Array): boolean => isZip(bytes) && openZip(bytes).names.some((name) => name.startsWith('word/'));

const partOf = (zip: Zip, relations: readonly Relation[], type: string): Uint8Array | null => {
  const target = relations.find((relation) => relation.type === type)?.target;
  return target === undefined ? null : zip.read(target);
};

/** The first element of a name in a part; the cursor stands in it. */
function within(bytes: Uint8Array, name: string): Xml {
  const xml = new Xml(bytes);
  for (let event = xml.next(); event !== 'end'; event = xml.next()) if (event === 'open' && xml.name === name) return xml;
  throw new FormatError(EMPTY);
}

/** Words of headers and footers, each once: most recur for first, odd and even pages. */
function margins(zip: Zip, relations: readonly Relation[], story: () => Story): Mark[] {
  const marks: Mark[] = [];
  const seen = new Set<string>();
  let ordinal = 0;
  for (const { type, target } of relations) {
    if (type !== 'header' && type !== 'footer') continue;
    const bytes = zip.read(target);
    if (!bytes) continue;
    ordinal++;
    const xml = within(bytes, type === 'header' ? 'hdr' : 'ftr');
    for (const block of readFlow(xml, story(), new FlowSpots(`h${ordinal}`))) {
      const words = block.kind === 'grid' ? block.rows.flat().map((cell) => cell.words) : [block.words];
      for (const line of words) {
        const key = `${type} ${line.text}`;
        if (!line.text || seen.has(key)) continue;
        seen.add(key);
        const stamped = isStamp(line.text) || (block.kind === 'mark' && block.mark === 'watermark');
        marks.push({ kind: 'mark', mark: stamped ? 'watermark' : isPageNumber(line.text) ? 'page-number' : type, words: line });
      }
    }
  }
  return marks;
}

/** Notes at the foot of pages or the end, as paragraphs. `ids`: takes type and id of each. */
function notes(zip: Zip, relations: readonly Relation[], story: () => Story, ids: string[]): Block[] {
  const blocks: Block[] = [];
  let ordinal = 0;
  for (const type of ['footnotes', 'endnotes']) {
    const bytes = partOf(zip, relations, type);
    if (!bytes) continue;
    const xml = new Xml(bytes);
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open' || (xml.name !== 'footnote' && xml.name !== 'endnote')) continue;
      // lines that separate notes from text have a type
      const special = xml.attribute('type');
      if (special !== null && special !== 'normal') {
        xml.skip();
        continue;
      }
      ids.push(`${xml.name}${xml.attribute('id') ?? ''}`);
      append(blocks, readFlow(xml, story(), new FlowSpots(`n${++ordinal}`)));
    }
  }
  return blocks;
}

/**
 * Reads a Word file: paragraphs with the ordinals of their lists, tables, text boxes, notes; headers, footers and watermarks as marks.
 * Places are paths (see Spots). Revisions are accepted, comments and hidden text left out, and said in `damage`.
 * Throws FormatError where the file is broken, locked, or larger inside than any paper.
 */
export const readDocx = (bytes: Uint8Array): Document => readWord(openZip(bytes), null).document;

/** A Word file as read, and where its main part is. */
export interface WordFile {
  readonly document: Document;
  readonly main: string;
  readonly body: Uint8Array;
  /** type and id of the notes n1, n2 … (footnote3) */
  readonly noteIds: readonly string[];
}

/** Reads an opened Word file; `traced` takes where its paragraphs come from, in those of the body as offsets in its main part. */
export function readWord(zip: Zip, traced: Traced[] | null): WordFile {
  const main = mainPart(zip, 'word/document.xml');
  const body = zip.read(main);
  if (!body) throw new FormatError(EMPTY);
  const relations = relationsOf(zip, main);
  const styles = new Styles(partOf(zip, relations, 'styles'));
  const numbering = new Numbering(partOf(zip, relations, 'numbering'));
  const noted = new Set<Noted>();
  const story = (): Story => newStory(styles, numbering, noted, traced, readBox);
  const noteIds: string[] = [];
  const xml = within(body, 'body');
  const flow = readFlow(xml, story(), new FlowSpots(''));
  while (xml.next() !== 'end');
  const blocks = [...margins(zip, relations, story), ...markContents(flow), ...notes(zip, relations, story, noteIds)];
  if (!blocks.some((block) => block.kind === 'grid' || block.words.text)) throw new FormatError(EMPTY);
  const said = [...[...noted].map((note) => SAID[note]), ...(zip.names.some((name) => /vbaProject\.bin$/i.test(name)) ? [MACROS] : [])];
  const document: Document = { format: 'docx', blocks, damage: said.map((reason): Damage => ({ reason, places: [] })) };
  return { document, main, body, noteIds };
}
