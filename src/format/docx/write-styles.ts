import { AROUND, CHART_SPACE, leadOf, PART } from '../print/fit.ts';
import { PITCH, pageOf, SIZE, textWidth } from '../print/page.ts';
import { CONTENTS_TITLE } from '../print/parts.ts';
import type { CellPlace } from '../print/place.ts';

/** Twentieths of a pt. */
export const twips = (points: number): number => Math.round(points * 20);
export const twipsOf = (mm: number): number => Math.round((mm * 1440) / 25.4);

/** The faces of GB/T 9704, and what stands in where one is missing. */
export const FACES = {
  title: { name: '方正小标宋简体', instead: '华文中宋' },
  fang: { name: '仿宋_GB2312', instead: '仿宋' },
  hei: { name: '黑体', instead: 'SimHei' },
  kai: { name: '楷体_GB2312', instead: '楷体' },
  song: { name: '宋体', instead: 'SimSun' },
} as const;
const LATIN = 'Times New Roman';

export const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A paragraph style; what is left out comes from the style it is based on. Lengths in pt. */
interface Style {
  readonly name: string;
  readonly base?: string;
  readonly next?: string;
  readonly keep?: boolean;
  readonly newPage?: boolean;
  /** stops of tabs: [kind, from the left in twips, leader] */
  readonly tabs?: readonly (readonly ['center' | 'right', number, 'dot' | 'none'])[];
  readonly line?: number;
  /** lines as high as what stands in them */
  readonly grows?: boolean;
  readonly before?: number;
  readonly after?: number;
  /** characters by which the first line is indented */
  readonly first?: number;
  readonly left?: number;
  readonly right?: number;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  /** level of a heading, 1 highest */
  readonly level?: number;
  readonly face?: keyof typeof FACES;
  readonly size?: number;
  readonly bold?: boolean;
}

const tag = (name: string, attributes: Readonly<Record<string, string | number | undefined>>): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : `w:${key}="${value}"`));
  return written.length > 0 ? `<w:${name} ${written.join(' ')}/>` : '';
};
const wrapped = (name: string, inside: string): string => (inside ? `<w:${name}>${inside}</w:${name}>` : '');

const runXml = ({ face, size, bold }: Style): string => {
  const fonts = face && { hint: 'eastAsia', ascii: LATIN, hAnsi: LATIN, eastAsia: FACES[face].name, cs: LATIN };
  return (
    (fonts ? tag('rFonts', fonts) : '') +
    (bold === undefined ? '' : `<w:b${bold ? '' : ' w:val="0"'}/><w:bCs${bold ? '' : ' w:val="0"'}/>`) +
    (size ? tag('sz', { val: size * 2 }) + tag('szCs', { val: size * 2 }) : '')
  );
};

const optional = (points: number | undefined): number | undefined => (points === undefined ? undefined : twips(points));

/** Properties of a paragraph, in the order of the schema (ECMA-376 part 1, 17.3.1.26). */
const paragraphXml = ({
  keep,
  newPage,
  tabs = [],
  line,
  grows = false,
  before,
  after,
  first,
  left,
  right,
  align,
  level,
  size = SIZE.three,
}: Style): string =>
  (keep ? '<w:keepNext/><w:keepLines/>' : '') +
  (newPage ? '<w:pageBreakBefore/>' : '') +
  wrapped('tabs', tabs.map(([val, pos, leader]) => tag('tab', { val, leader: leader === 'none' ? undefined : leader, pos })).join('')) +
  tag('spacing', {
    before: optional(before),
    after: optional(after),
    line: optional(line),
    lineRule: line === undefined ? undefined : grows ? 'auto' : 'exact',
  }) +
  tag('ind', {
    left: optional(left),
    right: optional(right),
    firstLineChars: first === undefined ? undefined : first * 100,
    firstLine: first === undefined ? undefined : twips(first * size),
  }) +
  (align ? tag('jc', { val: align }) : '') +
  (level ? tag('outlineLvl', { val: level - 1 }) : '');

/** Names that Word gives itself; all others are ours. */
const BUILT_IN = /^(?:Normal|Title|Body Text|TOC Heading|toc \d|heading \d|header|footer|caption)$/;

const styleXml = ([id, style]: readonly [string, Style]): string =>
  `<w:style w:type="paragraph"${id === 'Normal' ? ' w:default="1"' : ''}${BUILT_IN.test(style.name) ? '' : ' w:customStyle="1"'} w:styleId="${id}">` +
  tag('name', { val: style.name }) +
  (id === 'Normal' ? '' : tag('basedOn', { val: style.base ?? 'Normal' })) +
  (style.next ? tag('next', { val: style.next }) : '') +
  `<w:qFormat/>${wrapped('pPr', paragraphXml(style))}${wrapped('rPr', runXml(style))}</w:style>`;

const heading = (level: number, face: keyof typeof FACES, more: Partial<Style> = {}): readonly [string, Style] => [
  `Heading${level}`,
  { name: `heading ${level}`, next: 'BodyText', keep: true, first: 2, level, face, size: SIZE.three, bold: level === 4, ...more },
];

const right = (turned: boolean): number => twipsOf(textWidth(pageOf(turned)));

const captions = (turned: boolean): Style => ({
  name: turned ? '表标注（横页）' : '表标注',
  keep: true,
  tabs: [
    ['center', Math.round(right(turned) / 2), 'none'],
    ['right', right(turned), 'none'],
  ],
  line: AROUND.caption.line,
  after: AROUND.caption.space,
  face: 'song',
  size: AROUND.caption.size,
});

const entries = (level: 1 | 2, line: number): readonly [string, Style] => [
  `TOC${level}`,
  {
    name: `toc ${level}`,
    tabs: [['right', right(false), 'dot']],
    line,
    left: level === 1 ? 0 : 2 * SIZE.four,
    face: level === 1 ? 'hei' : 'fang',
    size: SIZE.four,
  },
];

const tableTitle: Partial<Style> = {
  keep: true,
  line: AROUND['table-title'].line,
  before: AROUND['table-title'].space,
  first: 0,
  align: 'center',
  face: 'title',
  size: AROUND['table-title'].size,
};
const formNumber = AROUND['form-number'];

const PARAGRAPHS: readonly (readonly [string, Style])[] = [
  ['Normal', { name: 'Normal', line: PITCH, face: 'fang', size: SIZE.three }],
  ['BodyText', { name: 'Body Text', first: 2, align: 'both' }],
  ['CoverFirst', { name: '封面首行', base: 'Title', next: 'Title', before: 170 }],
  [
    'TOCHeading',
    { name: 'TOC Heading', line: CONTENTS_TITLE.line, after: CONTENTS_TITLE.space, align: 'center', face: 'title', size: SIZE.two },
  ],
  heading(1, 'title', { newPage: true, line: PART.line, after: PART.space, first: 0, align: 'center', size: SIZE.two }),
  heading(2, 'hei'),
  heading(3, 'kai'),
  heading(4, 'fang'),
  heading(5, 'fang'),
  heading(6, 'fang'),
  ['TableHeading', { name: '表题', base: 'Heading2', next: 'Normal', ...tableTitle }],
  ['TableTitle', { name: '附表题', next: 'Normal', ...tableTitle }],
  ['FormNumber', { name: '表号', keep: true, line: formNumber.line, before: formNumber.space, face: 'hei', size: formNumber.size }],
  ['FormNumberRight', { name: '表号（右）', base: 'FormNumber', align: 'right' }],
  ['TableCaption', captions(false)],
  ['TableCaptionTurned', captions(true)],
  ['Chart', { name: '图', next: 'Caption', keep: true, line: 12, grows: true, before: CHART_SPACE, align: 'center', size: SIZE.five }],
  [
    'Caption',
    {
      name: 'caption',
      keep: true,
      line: AROUND.chart.line,
      before: AROUND.chart.space,
      align: 'center',
      face: 'hei',
      size: AROUND.chart.size,
    },
  ],
  ['TableNote', { name: '表注', line: AROUND.note.line, before: AROUND.note.space, align: 'both', face: 'song', size: AROUND.note.size }],
  ['Header', { name: 'header', line: 12, face: 'song', size: 9 }],
  ['Footer', { name: 'footer', line: 18, right: SIZE.four, align: 'right', face: 'song', size: SIZE.four }],
  ['FooterEven', { name: '页脚（双页）', base: 'Footer', left: SIZE.four, right: 0, align: 'left' }],
];

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
/** The style of the words in a cell, by where they stand and their size. */
export const cellStyle = (place: CellPlace, size: number): string => `Cell${capital(place)}${size * 10}`;

const CELLS: Readonly<Record<CellPlace, Style>> = {
  head: { name: '表头', align: 'center', bold: true },
  left: { name: '表文', align: 'left' },
  center: { name: '表中', align: 'center' },
  right: { name: '表数', align: 'right' },
};

const cellStyles = (size: number): (readonly [string, Style])[] =>
  (Object.keys(CELLS) as CellPlace[]).map((place) => [
    cellStyle(place, size),
    { ...CELLS[place], name: `${CELLS[place].name}${size}磅`, line: leadOf(size), face: 'song', size },
  ]);

/** The style of a table's title; `listed`: the contents name it. */
export const titleStyle = (listed: boolean, size: number): string =>
  `${listed ? 'TableHeading' : 'TableTitle'}${size === tableTitle.size ? '' : size}`;

/** Titles too long for one line in the usual size. */
const longTitles = (size: number): (readonly [string, Style])[] =>
  size === tableTitle.size
    ? []
    : [
        [titleStyle(true, size), { name: `表题${size}磅`, base: titleStyle(true, SIZE.small), size }],
        [titleStyle(false, size), { name: `附表题${size}磅`, base: titleStyle(false, SIZE.small), size }],
      ];

const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
const borders = SIDES.map((side) => tag(side, { val: 'single', sz: 4, space: 0, color: 'auto' })).join('');
const margins = (inside: number): string =>
  wrapped('tblCellMar', ['top', 'left', 'bottom', 'right'].map((side, i) => tag(side, { w: i % 2 ? inside : 0, type: 'dxa' })).join(''));

/** Thin lines around every cell. */
const TABLES = `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>${tag('tblInd', { w: 0, type: 'dxa' })}${margins(108)}</w:tblPr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="PaperTable"><w:name w:val="公开报表"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>${wrapped('tblBorders', borders)}${margins(57)}</w:tblPr></w:style>`;

const DEFAULTS = `<w:docDefaults><w:rPrDefault><w:rPr>${runXml({ name: '', face: 'fang', size: SIZE.three })}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`;
const raised = (id: string, name: string): string =>
  `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${name}"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`;
const CHARACTERS = `<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>${raised('FootnoteReference', 'footnote reference')}${raised('EndnoteReference', 'endnote reference')}`;

/** Sizes of type that a paper uses, in pt. */
export interface UsedSizes {
  readonly cover: number;
  readonly cells: readonly number[];
  readonly titles: readonly number[];
  /** distance of the entries of the contents, in pt */
  readonly contents: number;
}

/** The part word/styles.xml of a paper. */
export function stylesXml({ cover, cells, titles, contents }: UsedSizes): string {
  const title: Style = { name: 'Title', line: 52, align: 'center', face: 'title', size: cover };
  const paragraphs = [
    ['Title', title] as const,
    ...PARAGRAPHS,
    entries(1, contents),
    entries(2, contents),
    ...titles.flatMap(longTitles),
    ...cells.flatMap(cellStyles),
  ];
  return `<w:styles xmlns:w="${MAIN}">${DEFAULTS}${paragraphs.map(styleXml).join('')}${CHARACTERS}${TABLES}</w:styles>`;
}
