import {
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  Tab,
  TextRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { Chart, Printable } from '../../document/layout.ts';
import { type Picture, picturesOf, pngOf } from '../chart/picture.ts';
import { chartBox, coverSize, titleSize } from '../print/fit.ts';
import { chartsOf, type Items, itemsOf, type Line } from '../print/items.ts';
import { DRAFT_STAMP, pageOf } from '../print/page.ts';
import { type Pages, pagesOf } from '../print/pages.ts';
import { closePitches, contentsPitch } from '../print/parts.ts';
import { captionPlaces } from '../print/place.ts';
import { type SetItem, type SetTable, type Sheet, sheetsOf } from '../print/sheets.ts';
import { bookmarksOf, Contents, marked } from './write-contents.ts';
import { packed } from './write-package.ts';
import { stylesXml, titleStyle, twips, twipsOf, type UsedSizes } from './write-styles.ts';
import { tableOf } from './write-table.ts';

/** What is known of a paper before its paragraphs are written. */
interface Plan {
  /** bookmarks at the titles that the contents name */
  readonly names: ReadonlyMap<Line, string>;
  readonly pages: Pages;
  readonly pictures: ReadonlyMap<Chart, Picture & { readonly png: Uint8Array }>;
  /** lines set closer than their style */
  readonly pitches: ReadonlyMap<Line, number>;
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

/** `turned`: the page of the table that the line belongs to; `pageBreakBefore`: it begins a page. */
function lineOf(line: Line, { names, pitches }: Plan, turned = false, pageBreakBefore = false): Paragraph {
  const { role, text, level } = line;
  const children = marked(text, names.get(line));
  const pitch = pitches.get(line);
  const closer: IParagraphOptions = pitch === undefined ? {} : { spacing: { line: twips(pitch), lineRule: LineRuleType.EXACT } };
  switch (role) {
    case 'table-title':
      return new Paragraph({ style: titleStyle(level !== null || names.has(line), titleSize(text, turned)), pageBreakBefore, children });
    case 'form-number':
      return new Paragraph({ style: text.endsWith('表') ? 'FormNumberRight' : 'FormNumber', pageBreakBefore, children });
    case 'chart':
      return new Paragraph({ style: 'Caption', children });
    case 'note':
      return new Paragraph({ style: 'TableNote', children });
    default:
      return level === null
        ? new Paragraph({ style: 'BodyText', ...closer, children })
        : new Paragraph({ ...closer, heading: HEADINGS[Math.min(level, HEADINGS.length) - 1] ?? HeadingLevel.HEADING_6, children });
  }
}

function captionsOf(captions: readonly Line[], turned: boolean): Paragraph[] {
  if (captions.length === 0) return [];
  const [left, middle, right] = captionPlaces(captions.map(({ text }) => text));
  const children = [left, new Tab(), middle, new Tab(), right].filter((child) => child !== '');
  return [new Paragraph({ style: turned ? 'TableCaptionTurned' : 'TableCaption', children: [new TextRun({ children })] })];
}

/** A chart as SVG, with a PNG for programs that draw none; nothing where the table has no chart. */
function chartOf({ chart }: SetTable, { pictures }: Plan, pageBreakBefore: boolean): Paragraph[] {
  const picture = chart && pictures.get(chart);
  if (!picture) return [];
  const { width, height } = chartBox(chart);
  const transformation = { width: (width * 96) / 25.4, height: (height * 96) / 25.4 };
  const fallback = { type: 'png', data: picture.png } as const;
  const id = String([...pictures.keys()].indexOf(chart) + 1);
  const altText = { id, name: picture.alt.split('，')[0] ?? '', description: picture.alt };
  const image = new ImageRun({ type: 'svg', data: new TextEncoder().encode(picture.svg), transformation, fallback, altText });
  return [new Paragraph({ style: 'Chart', pageBreakBefore, children: [image] })];
}

function tableBlocks(table: SetTable, plan: Plan): FileChild[] {
  const captions = table.head.filter(({ role }) => role === 'caption');
  const titles = table.head.filter(({ role }) => role !== 'caption');
  const fresh = plan.pages.breaks.has(table);
  return [
    ...chartOf(table, plan, fresh),
    ...titles.map((line, i) => lineOf(line, plan, table.fit.turned, i === 0 && !table.chart && fresh)),
    ...captionsOf(captions, table.fit.turned),
    tableOf(table),
    ...table.notes.map((line) => lineOf(line, plan)),
  ];
}

const blocksOf = (item: SetItem, plan: Plan): FileChild[] => (item.kind === 'table' ? tableBlocks(item, plan) : [lineOf(item, plan)]);

const pageNumber = (style: string): Footer =>
  new Footer({ children: [new Paragraph({ style, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })] })] });

const FOOTER_FROM_EDGE = 23;
const HEADER_FROM_EDGE = 15;

/** The page of a section; headers and footers that it does not name go on from the section before. */
function section(turned: boolean, children: FileChild[], more: Partial<ISectionOptions> = {}, start?: number): ISectionOptions {
  const page = pageOf(turned);
  return {
    ...more,
    properties: {
      page: {
        // the library swaps the sides of a page that is turned
        size: {
          width: twipsOf(pageOf(false).width),
          height: twipsOf(pageOf(false).height),
          orientation: turned ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twipsOf(page.top),
          bottom: twipsOf(page.bottom),
          left: twipsOf(page.left),
          right: twipsOf(page.right),
          header: twipsOf(HEADER_FROM_EDGE),
          footer: twipsOf(Math.min(FOOTER_FROM_EDGE, page.bottom - 12)),
        },
        ...(start === undefined ? {} : { pageNumbers: { start } }),
      },
    },
    children,
  };
}

const stamped = (): Header =>
  new Header({ children: [new Paragraph({ style: 'Header', children: [new TextWatermark({ text: DRAFT_STAMP, font: '宋体' })] })] });

function frontOf({ cover, contents }: Items, { names, pages }: Plan): FileChild[][] {
  const title = cover.map((text, i) => new Paragraph({ style: i === 0 ? 'CoverFirst' : 'Title', text }));
  return [title, contents ? [new Contents(contents, names, pages)] : []].filter(({ length }) => length > 0);
}

function sizesOf({ cover, contents }: Items, sheets: readonly Sheet[]): UsedSizes {
  const tables = sheets.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'table' ? item : [])));
  const titles = tables.flatMap(({ head, fit }) =>
    head.flatMap(({ role, text }) => (role === 'table-title' ? titleSize(text, fit.turned) : [])),
  );
  return {
    cover: coverSize(cover),
    cells: [...new Set(tables.map(({ fit }) => fit.size))],
    titles: [...new Set(titles)],
    contents: contentsPitch(contents),
  };
}

async function picturesWithPng(items: Items): Promise<Plan['pictures']> {
  const pictures = new Map<Chart, Picture & { readonly png: Uint8Array }>();
  for (const [chart, picture] of await picturesOf(chartsOf(items))) pictures.set(chart, { ...picture, png: await pngOf(picture) });
  return pictures;
}

/** A paper as a Word file in the manner of GB/T 9704: styles, a table of contents, turned pages for wide tables; the same paper makes the same bytes. */
export async function writeDocx(printable: Printable): Promise<Uint8Array> {
  const { title, organisation, date, draft } = printable.edition;
  const items = itemsOf(printable);
  const sheets = sheetsOf(items.body);
  const plan: Plan = {
    names: bookmarksOf(items.contents),
    pages: pagesOf(sheets),
    pictures: await picturesWithPng(items),
    pitches: new Map(sheets.flatMap((sheet) => [...closePitches(sheet.items)])),
  };
  const front = frontOf(items, plan).map((children) => section(false, children));
  const body = sheets.map(({ turned, items: held }, i) =>
    section(
      turned,
      held.flatMap((item) => blocksOf(item, plan)),
      i === 0 ? { footers: { default: pageNumber('Footer'), even: pageNumber('FooterEven') } } : {},
      i === 0 ? 1 : undefined,
    ),
  );
  const [first, ...rest] = [...front, ...body];
  const document = new Document({
    title,
    creator: organisation,
    lastModifiedBy: organisation,
    evenAndOddHeaderAndFooters: true,
    sections: first ? [{ ...first, ...(draft ? { headers: { default: stamped(), even: stamped() } } : {}) }, ...rest] : [],
  });
  return packed(document, stylesXml(sizesOf(items, sheets)), date);
}
