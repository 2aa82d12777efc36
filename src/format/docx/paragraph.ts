import type { Block } from '../../document/document.ts';
import { append } from '../lists.ts';
import { propertyPattern, type Xml } from '../package/xml.ts';
import type { Story } from './story.ts';
import { noProperties, type Properties, readProperties } from './styles.ts';

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

const RUN = propertyPattern('rPr', 'vanish');

/** Text of a run; hidden runs and instructions of fields are left out. */
function readRun(xml: Xml, out: RawParagraph, story: Story, path: string): void {
  const depth = xml.depth;
  let hidden = false;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
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
        for (event = xml.next(); xml.depth >= inside; event = xml.next()) if (event === 'text' && shown) out.text += xml.text();
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
      case 'sym':
        if (shown) out.text += SYMBOLS[(xml.attribute('char') ?? '').toUpperCase()] ?? '';
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
}

/** Text boxes and lettering of a drawing; of two ways to draw the same the first is taken. */
function readDrawing(xml: Xml, out: RawParagraph, story: Story, path: string): void {
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'Fallback') xml.skip();
    else if (xml.name === 'textpath') out.art.push(xml.attribute('string') ?? '');
    else if (xml.name === 'txbxContent') append(out.boxes, story.box(xml, `${path}b${out.drawn++}`));
  }
}

/** Reads w:p; the cursor stands in it and goes past its end. `path`: where it stands, for its text boxes. */
export function readParagraph(xml: Xml, story: Story, path: string): RawParagraph {
  const out: RawParagraph = { text: '', properties: noProperties(), boxes: [], art: [], contents: story.fields.within('TOC'), drawn: 1 };
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    switch (xml.name) {
      case 'pPr':
        readProperties(xml, out.properties);
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
