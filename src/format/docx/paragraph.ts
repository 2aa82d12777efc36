import type { Block } from '../../document/document.ts';
import { append } from '../lists.ts';
import { propertyPattern, type Xml } from '../package/xml.ts';
import type { Story } from './story.ts';
import { noProperties, type Properties, readProperties } from './styles.ts';
import { Trace } from './trace.ts';

/** A paragraph as it stands in the file, revisions accepted. */
export interface RawParagraph {
  text: string;
  readonly properties: Properties;
  /** blocks of its text boxes */
  readonly boxes: Block[];
  /** words drawn as a picture: watermarks */
  readonly art: string[];
  /** it stands inside an automatic table of contents */
  contents: boolean;
  /** text boxes so far, and one */
  drawn: number;
  /** where its characters come from, where that is wanted */
  readonly trace: Trace | null;
}

/** Signs of symbol fonts that forms use: boxes, ticks and bullets. */
const SYMBOLS: Readonly<Record<string, string>> = {
  F052: '☑',
  '0052': '☑',
  F0FE: '☑',
  '00FE': '☑',
  F0A3: '□',
  '00A3': '□',
  F0A8: '□',
  '00A8': '□',
  F06F: '□',
  F0FC: '√',
  F050: '√',
};

/** Signs of the font Symbol, which uses some of the same numbers. */
const SYMBOL_FONT: Readonly<Record<string, string>> = { F0B3: '≥', F0A3: '≤', F0B4: '×', F0B1: '±', F0B9: '≠', F0D7: '·', F0B7: '·' };

const symbolOf = (font: string, char: string): string => (font === 'Symbol' ? SYMBOL_FONT : SYMBOLS)[char.toUpperCase()] ?? '';

const RUN = propertyPattern('rPr', 'vanish');

/** Text of a run; hidden runs and instructions of fields are left out. */
function readRun(xml: Xml, out: RawParagraph, story: Story, path: string): void {
  const depth = xml.depth;
  let hidden = false;
  out.trace?.openRun(xml);
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.depth === depth + 1) out.trace?.openPart(xml, out.text.length);
    const shown = !hidden && story.fields.shown;
    switch (xml.name) {
      case 'rPr':
        xml.properties(RUN, () => {
          hidden = !/^(?:0|false|off)$/.test(xml.attribute('val') ?? '');
        });
        if (hidden) story.noted.add('hidden');
        break;
      case 't': {
        const inside = xml.depth;
        for (event = xml.next(); xml.depth >= inside; event = xml.next()) {
          if (event !== 'text' || !shown) continue;
          out.text += xml.text();
          out.trace?.readText(xml);
        }
        break;
      }
      case 'tab':
      case 'ptab':
        if (shown) out.text += '\t';
        break;
      case 'br':
      case 'cr':
        if (shown) out.text += '\n';
        break;
      case 'noBreakHyphen':
        if (shown) out.text += '-';
        break;
      case 'footnoteReference':
      case 'endnoteReference':
        out.trace?.refer(`${xml.name.slice(0, -9)}${xml.attribute('id') ?? ''}`);
        xml.skip();
        break;
      case 'sym':
        if (shown) out.text += symbolOf(xml.attribute('font') ?? '', xml.attribute('char') ?? '');
        break;
      case 'fldChar':
        story.fields.mark(xml.attribute('fldCharType') ?? '');
        xml.skip();
        break;
      case 'instrText': {
        const inside = xml.depth;
        for (event = xml.next(); xml.depth >= inside; event = xml.next()) if (event === 'text') story.fields.instruct(xml.text());
        break;
      }
      case 'drawing':
      case 'pict':
      case 'object':
      case 'AlternateContent':
        readDrawing(xml, out, story, path);
        break;
      case 'ruby':
      case 'rubyBase':
      case 'r':
        break;
      default:
        xml.skip();
    }
    if (story.fields.within('TOC')) out.contents = true;
  }
  out.trace?.closeRun(xml, out.text.length);
}

/** A picture of so many square EMU (60 cm², 360,000 EMU to the centimetre) may hold a table; a seal or a logo is smaller, and what is drawn in lines (SVG) is no scan. */
const LARGE = 60 * 360_000 ** 2;

/** Text boxes and lettering of a drawing; of two ways to draw the same the first is taken. */
function readDrawing(xml: Xml, out: RawParagraph, story: Story, path: string): void {
  const depth = xml.depth;
  let area = 0;
  let pictures = 0;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'Fallback') xml.skip();
    else if (xml.name === 'extent') area = Number(xml.attribute('cx')) * Number(xml.attribute('cy'));
    else if (xml.name === 'blip' && area >= LARGE) pictures++;
    else if (xml.name === 'svgBlip' && area >= LARGE) pictures--;
    else if (xml.name === 'OLEObject') story.noted.add('object');
    else if (xml.name === 'textpath') out.art.push(xml.attribute('string') ?? '');
    else if (xml.name === 'txbxContent') append(out.boxes, story.box(xml, `${path}b${out.drawn++}`));
  }
  if (pictures > 0) story.noted.add('picture');
}

/** Reads w:p; the cursor stands in it and goes past its end. `path`: where it stands, for its text boxes. */
export function readParagraph(xml: Xml, story: Story, path: string): RawParagraph {
  const trace = story.traced ? new Trace(xml) : null;
  const contents = story.fields.within('TOC');
  const out: RawParagraph = { text: '', properties: noProperties(), boxes: [], art: [], contents, drawn: 1, trace };
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event === 'close') trace?.leave(xml);
    if (event !== 'open') continue;
    switch (xml.name) {
      case 'pPr':
        readProperties(xml, out.properties);
        trace?.begin(xml);
        break;
      case 'r':
        readRun(xml, out, story, path);
        break;
      case 'del':
      case 'moveFrom':
        story.noted.add('revised');
        xml.skip();
        break;
      case 'ins':
      case 'moveTo':
        story.noted.add('revised');
        break;
      case 'oMath':
      case 'oMathPara':
        trace?.enter(xml);
        break;
      case 'rt':
      case 'sdtPr':
      case 'rPr':
      case 'Fallback':
        xml.skip();
        break;
    }
  }
  return out;
}
