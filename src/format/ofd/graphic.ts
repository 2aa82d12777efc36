import { compose, type Matrix } from '../layout/rules.ts';
import type { Xml } from '../package/xml.ts';
import { type Colour, colourOf } from './colour.ts';
import { finite, numbersOf, textWithin, within } from './package.ts';

/** A piece of writing with the place of its first character, and the steps from each to the next (null: none are given). */
export interface TextCode {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly stepsX: string | null;
  readonly stepsY: string | null;
}

interface Placed {
  /** from the graphic's own space to that around it, millimetres downwards */
  readonly matrix: Matrix;
  /** drawing parameters by ID */
  readonly param: string | null;
  readonly fill: Colour | null;
  readonly stroke: Colour | null;
  /** 0 transparent … 1 */
  readonly alpha: number;
}

export interface TextGraphic extends Placed {
  readonly kind: 'text';
  /** height of the font and how far it is widened */
  readonly size: number;
  readonly widened: number;
  /** degrees clockwise: the way from one character to the next, and that of each character */
  readonly reading: number;
  readonly turned: number;
  readonly filled: boolean;
  readonly codes: readonly TextCode[];
}

export interface ShapeGraphic extends Placed {
  readonly kind: 'shape';
  readonly filled: boolean;
  readonly stroked: boolean;
  readonly data: string;
}

/** A picture fills the unit square of its matrix. */
export interface PictureGraphic extends Placed {
  readonly kind: 'picture';
}

export interface GroupGraphic extends Placed {
  readonly kind: 'group';
  readonly graphics: readonly Graphic[];
}

export interface CompositeGraphic extends Placed {
  readonly kind: 'composite';
  readonly resource: string;
}

/** What stands on a page, in a template, a composite drawing or an annotation. */
export type Graphic = TextGraphic | ShapeGraphic | PictureGraphic | GroupGraphic | CompositeGraphic;

/** Where the element just opened stands: its matrix first, then the corner of its boundary. */
function placed(xml: Xml, picture = false): Placed {
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(xml.attribute('Boundary') ?? '');
  const written = xml.attribute('CTM');
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(written ?? '1 0 0 1 0 0');
  const own: Matrix = written === null && picture ? [width, 0, 0, height, 0, 0] : [a, b, c, d, e, f];
  return {
    matrix: compose(own, [1, 0, 0, 1, x, y]),
    param: xml.attribute('DrawParam'),
    fill: null,
    stroke: null,
    alpha: finite(xml.attribute('Alpha'), 255) / 255,
  };
}

/** The graphics within the element just opened: a layer, a block, the content of a composite drawing, an appearance. Invisible ones are left out. */
export function graphicsWithin(xml: Xml): Graphic[] {
  const out: Graphic[] = [];
  within(xml, (name) => {
    if (xml.attribute('Visible') === 'false') return false;
    if (name === 'TextObject') out.push(textOf(xml));
    else if (name === 'PathObject') out.push(pathOf(xml));
    else if (name === 'ImageObject') {
      out.push({ kind: 'picture', ...placed(xml, true) });
      return false;
    } else if (name === 'CompositeObject') {
      out.push({ kind: 'composite', ...placed(xml), resource: xml.attribute('ResourceID') ?? '' });
      return false;
    } else if (name === 'PageBlock' || name === 'Layer') out.push(groupOf(xml));
    else return false;
    return true;
  });
  return out;
}

/** The element just opened as a group: a layer, or the appearance of an annotation within its boundary. */
export const groupOf = (xml: Xml): GroupGraphic => ({ kind: 'group', ...placed(xml), graphics: graphicsWithin(xml) });

/** Reads the colours within an element, and hands on what else stands there. */
function coloursWithin(xml: Xml, tell: (name: string) => boolean): Pick<Placed, 'fill' | 'stroke'> {
  let fill: Colour | null = null;
  let stroke: Colour | null = null;
  within(xml, (name) => {
    if (name === 'FillColor') fill = colourOf(xml);
    else if (name === 'StrokeColor') stroke = colourOf(xml);
    else return tell(name);
    return false;
  });
  return { fill, stroke };
}

/** The standard writes a sign that XML does not allow, or a space, as a backslash and four hexadecimal digits. */
const unescaped = (text: string): string =>
  text.replace(/\\([\da-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** What stands between tags; line breaks there are of an indented file. */
const written = (text: string): string => unescaped(/[\r\n]/.test(text) ? text.trim() : text);

function textOf(xml: Xml): TextGraphic {
  const head = {
    ...placed(xml),
    size: finite(xml.attribute('Size'), 3.5),
    widened: finite(xml.attribute('HScale'), 1),
    reading: finite(xml.attribute('ReadDirection')),
    turned: finite(xml.attribute('CharDirection')),
    filled: xml.attribute('Fill') !== 'false',
  };
  const codes: TextCode[] = [];
  const colours = coloursWithin(xml, (name) => {
    if (name !== 'TextCode') return false;
    const last = codes.at(-1);
    const place = {
      x: finite(xml.attribute('X'), last?.x),
      y: finite(xml.attribute('Y'), last?.y),
      stepsX: xml.attribute('DeltaX'),
      stepsY: xml.attribute('DeltaY'),
    };
    codes.push({ ...place, text: written(textWithin(xml)) });
    return true;
  });
  return { kind: 'text', ...head, ...colours, codes };
}

function pathOf(xml: Xml): ShapeGraphic {
  const head = { ...placed(xml), filled: xml.attribute('Fill') === 'true', stroked: xml.attribute('Stroke') !== 'false' };
  let data = '';
  const colours = coloursWithin(xml, (name) => {
    if (name !== 'AbbreviatedData') return false;
    data = textWithin(xml);
    return true;
  });
  return { kind: 'shape', ...head, ...colours, data };
}
