import type { Document } from '../../src/document/document.ts';
import { escapeHtml } from '../../src/format/html/index.ts';
import type { Glyph } from '../../src/format/layout/page.ts';
import type { Drawing, Sheet } from '../format/pdf/paper.ts';
import { zipped } from './parts.ts';
import { sheetsOf } from './sheets.ts';

const NAMESPACE = 'http://www.ofdspec.org/2016';
const head = '<?xml version="1.0" encoding="UTF-8"?>';
const MM = 25.4 / 72;
const mm = (points: number): number => Math.round(points * MM * 1e4) / 1e4;

/** An element of an OFD part, with its prefix; attributes as they stand. */
export const el = (name: string, attributes: string, ...inner: string[]): string =>
  `<ofd:${name}${attributes ? ` ${attributes}` : ''}>${inner.join('')}</ofd:${name}>`;

/** A whole part. */
export const part = (name: string, ...inner: string[]): string => head + el(name, `xmlns:ofd="${NAMESPACE}"`, ...inner);

/** Steps with runs of one value as “g n value”. */
function packed(steps: readonly number[]): string {
  const out: string[] = [];
  for (let i = 0; i < steps.length; ) {
    let end = i + 1;
    while (end < steps.length && steps[end] === steps[i]) end++;
    out.push(end - i > 2 ? `g ${end - i} ${steps[i]}` : steps.slice(i, end).join(' '));
    i = end;
  }
  return out.join(' ');
}

/** How producers write: a line as one object in millimetres, each character as one, or everything in points under one matrix. */
export type Habit = 'line' | 'character' | 'points';

const grey = (light: number): string => `<ofd:FillColor Value="${new Array(3).fill(Math.round(light * 255)).join(' ')}"/>`;

function textObject({ text, x, y, size = 12, angle = 0, grey: light = 0 }: Extract<Drawing, { text: string }>, habit: Habit): string {
  const radians = (-angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const advance = (sign: string): number => (sign >= '\u2000' ? size : size / 2);
  const signs = [...text];
  const steps = signs.slice(0, -1).map(advance);
  if (habit === 'points') {
    const code = el('TextCode', `X="0" Y="0" DeltaX="${packed(steps)}"`, escapeHtml(text));
    const matrix = [cos * MM, sin * MM, -sin * MM, cos * MM, x * MM, y * MM].join(' ');
    return el('TextObject', `ID="9" Boundary="0 0 210 297" CTM="${matrix}" Font="3" Size="${size}"`, grey(light), code);
  }
  const turn = angle ? ` CTM="${cos} ${sin} ${-sin} ${cos} 0 0"` : '';
  const object = (words: string, delta: string, from: number): string =>
    el(
      'TextObject',
      `ID="9" Boundary="${mm(x + from * cos)} ${mm(y - size + from * sin)} ${mm(size * words.length)} ${mm(size * 1.2)}"${turn} Font="3" Size="${mm(size)}"`,
      grey(light),
      '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>20</ofd:Glyphs></ofd:CGTransform>',
      el('TextCode', `X="${turn ? mm(size * sin) : 0}" Y="${turn ? mm(size * cos) : mm(size)}"${delta}`, escapeHtml(words)),
    );
  if (habit === 'line') return object(text, signs.length > 1 ? ` DeltaX="${packed(steps.map(mm))}"` : '', 0);
  let from = 0;
  return signs
    .map((sign) => {
      const own = object(sign, '', from);
      from += advance(sign);
      return own;
    })
    .join('');
}

const path = (box: readonly number[], data: string, attributes = '', colour = ''): string =>
  el('PathObject', `ID="9" Boundary="${box.map(mm).join(' ')}" ${attributes}`, colour, el('AbbreviatedData', '', data));

/** A stroked line (points). */
export const lineObject = ([x1, y1, x2, y2]: readonly [number, number, number, number]): string =>
  path([x1, y1, x2 - x1, y2 - y1], `M 0 0 L ${mm(x2 - x1)} ${mm(y2 - y1)}`, 'LineWidth="0.25"');

/** Characters of one line as one object, each where it stands (points). */
export function run(glyphs: readonly Glyph[]): string {
  const first = glyphs[0];
  if (!first) return '';
  const { x, baseline, size, grey: light } = first;
  const steps = glyphs.slice(1).map((glyph, i) => mm(glyph.x - (glyphs[i]?.x ?? 0)));
  const words = escapeHtml(glyphs.map(({ text }) => text).join(''));
  const right = glyphs.at(-1)?.right ?? x;
  return el(
    'TextObject',
    `ID="9" Boundary="${mm(x)} ${mm(baseline - size)} ${mm(right - x)} ${mm(size * 1.2)}" Font="3" Size="${mm(size)}"`,
    grey(light / 255),
    el('TextCode', `X="0" Y="${mm(size)}"${steps.length > 0 ? ` DeltaX="${packed(steps)}"` : ''}`, words),
  );
}

/** What stands in a layer for a drawing. */
export function graphic(drawing: Drawing, habit: Habit = 'line'): string {
  if ('text' in drawing) return textObject(drawing, habit);
  if ('picture' in drawing) {
    const [x, y, width, height] = drawing.picture.map(mm);
    return el('ImageObject', `ID="9" CTM="${width} 0 0 ${height} 0 0" Boundary="${x} ${y} ${width} ${height}" ResourceID="8"`);
  }
  if ('bar' in drawing) {
    const [, , width = 0, height = 0] = drawing.bar.map(mm);
    const data = `M 0 0 L ${width} 0 L ${width} ${height} L 0 ${height} C`;
    return path(drawing.bar, data, 'Stroke="false" Fill="true"', '<ofd:FillColor Value="0 0 0"/>');
  }
  return lineObject(drawing.line);
}

/** Words as one object at a fixed place, as the attributes of their TextCode and of the object say. */
export const text = (words: string, code: string, attributes = ''): string =>
  el('TextObject', `ID="5" Boundary="20 30 100 10" Font="3" Size="4"${attributes}`, el('TextCode', `X="0" Y="4" ${code}`, words));

/** A path in a box at a fixed place, with its colours. */
export const frame = (attributes: string, data: string, inner = ''): string =>
  el('PathObject', `ID="6" Boundary="20 20 80 20" ${attributes}`, inner, el('AbbreviatedData', '', data));

/** What a package holds besides its pages. */
export interface Extra {
  readonly habit?: Habit;
  /** within CommonData */
  readonly common?: string;
  /** within Document, after the pages */
  readonly document?: string;
  /** before the content of each page, and within its layer */
  readonly page?: string;
  readonly layer?: string;
  readonly parts?: Readonly<Record<string, string>>;
}

/** The content of a page or template page. */
export const page = (content: string, before = '', layer = ''): string =>
  part('Page', before, el('Content', '', el('Layer', `ID="2" Type="Body"${layer}`, content)));

/** The size of a page (points). */
export const areaOf = (width: number, height: number): string => el('Area', '', el('PhysicalBox', '', `0 0 ${mm(width)} ${mm(height)}`));

/** An OFD package of pages, given as what stands in their layers. */
export function ofdFile(pages: readonly string[], extra: Extra = {}): Uint8Array {
  const entry = el('DocBody', '', el('DocInfo', '', el('DocID', '', '0')), el('DocRoot', '', 'Doc_0/Document.xml'));
  const listed = pages.map((_, i) => `<ofd:Page ID="${100 + i}" BaseLoc="Pages/Page_${i}/Content.xml"/>`);
  return zipped({
    'OFD.xml': head + el('OFD', `xmlns:ofd="${NAMESPACE}" Version="1.1" DocType="OFD"`, entry),
    'Doc_0/Document.xml': part(
      'Document',
      el(
        'CommonData',
        '',
        el('PageArea', '', el('PhysicalBox', '', '0 0 210 297')),
        el('PublicRes', '', 'PublicRes.xml'),
        extra.common ?? '',
      ),
      el('Pages', '', ...listed),
      extra.document ?? '',
    ),
    'Doc_0/PublicRes.xml': part('Res', el('Fonts', '', '<ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/>')),
    ...Object.fromEntries(pages.map((xml, i) => [`Doc_0/Pages/Page_${i}/Content.xml`, xml])),
    ...extra.parts,
  });
}

/** Sheets of drawings as an OFD package. */
export const ofd = (sheets: readonly Sheet[], extra: Extra = {}): Uint8Array =>
  ofdFile(
    sheets.map(({ width = 595, height = 842, draw }) =>
      page(
        draw.map((drawing) => graphic(drawing, extra.habit)).join('\n') + (extra.layer ?? ''),
        (extra.page ?? '') + areaOf(width, height),
      ),
    ),
    extra,
  );

/** A document printed as an OFD package. */
export const printOfd =
  (habit: Habit) =>
  (document: Document): Uint8Array =>
    ofd(sheetsOf(document), { habit });
