import {
  BuilderElement,
  FileChild,
  HighlightColor,
  InternalHyperlink,
  Paragraph,
  type ParagraphChild,
  Run,
  Tab,
  TextRun,
  XmlComponent,
} from 'docx';
import { GAP } from '../../document/gap.ts';
import type { Entry, Items, Line } from '../print/items.ts';
import type { Pages } from '../print/pages.ts';

/** An element with one attribute or none. */
const element = (name: string, attribute = '', value = '', children: readonly BuilderElement[] = []): BuilderElement =>
  new BuilderElement({ name, ...(attribute ? { attributes: { is: { key: attribute, value } } } : {}), children });

/** The names of the bookmarks at the lines that the contents name. */
export function bookmarksOf(contents: Items['contents']): ReadonlyMap<Line, string> {
  const names = new Map<Line, string>();
  for (const { target } of contents?.entries ?? []) if (target) names.set(target, `_Toc${String(names.size + 1).padStart(8, '0')}`);
  return names;
}

/** Words in runs of their own where they mark what is missing in a draft, highlighted. */
const runsOf = (text: string): TextRun[] =>
  text
    .split(GAP)
    .filter(Boolean)
    .map((part) => new TextRun({ text: part, ...(GAP.test(part) ? { highlight: HighlightColor.YELLOW } : {}) }));

/** The words of a line inside its bookmark, if it has one. */
export function marked(text: string, name: string | undefined): ParagraphChild[] {
  const words = runsOf(text);
  if (!name) return words;
  const id = { key: 'w:id', value: String(Number(name.slice(4))) };
  return [
    new BuilderElement({ name: 'w:bookmarkStart', attributes: { id, name: { key: 'w:name', value: name } } }) as unknown as ParagraphChild,
    ...words,
    new BuilderElement({ name: 'w:bookmarkEnd', attributes: { id } }) as unknown as ParagraphChild,
  ];
}

/** The instruction of a field. */
class Instruction extends XmlComponent {
  constructor(text: string) {
    super('w:instrText');
    this.root.push(text);
  }
}

const sign = (type: 'begin' | 'separate' | 'end'): Run => new Run({ children: [element('w:fldChar', 'w:fldCharType', type)] });
const begin = (instruction: string): Run[] => [sign('begin'), new Run({ children: [new Instruction(instruction)] }), sign('separate')];

/** Headings of levels 1 and 2 and titles of tables, by their outline levels; linked. */
const INSTRUCTION = 'TOC \\o "1-2" \\h \\z \\u';

function entryOf({ text, target }: Entry, names: ReadonlyMap<Line, string>, pages: Pages): ParagraphChild[] {
  const name = target ? names.get(target) : undefined;
  const page = target ? pages.numbers.get(target) : undefined;
  if (!name || page === undefined) return [new TextRun(text)];
  const number = [...begin(`PAGEREF ${name} \\h`), new TextRun(String(page)), sign('end')];
  return [new InternalHyperlink({ anchor: name, children: [new TextRun(text), new Run({ children: [new Tab()] }), ...number] })];
}

/**
 * An automatic table of contents whose entries and page numbers stand already, so that Word need not ask to update it; 更新目录 does.
 */
export class Contents extends FileChild {
  constructor({ heading, entries }: NonNullable<Items['contents']>, names: ReadonlyMap<Line, string>, pages: Pages) {
    super('w:sdt');
    const part = element('w:docPartObj', '', '', [element('w:docPartGallery', 'w:val', 'Table of Contents'), element('w:docPartUnique')]);
    this.root.push(element('w:sdtPr', '', '', [part]));
    const last = entries.length - 1;
    const paragraphs = entries.map(
      (entry, i) =>
        new Paragraph({
          style: `TOC${Math.min(2, entry.level)}`,
          children: [...(i === 0 ? begin(INSTRUCTION) : []), ...entryOf(entry, names, pages), ...(i === last ? [sign('end')] : [])],
        }),
    );
    this.root.push(
      new BuilderElement({ name: 'w:sdtContent', children: [new Paragraph({ style: 'TOCHeading', text: heading }), ...paragraphs] }),
    );
  }
}
