import { propertyPattern, Xml } from '../package/xml.ts';

/** What a style or a paragraph's own properties say of it; null where they are silent. */
export interface Properties {
  style: string | null;
  /** 1 highest; 0: body text */
  level: number | null;
  numId: string | null;
  numLevel: number | null;
  /** the mark at its end was deleted: it goes on in the next paragraph */
  joined: boolean;
}

interface Style extends Properties {
  name: string;
}

const HEADING = /^(?:heading|标题)\s*([1-9])$/i;
const CONTENTS = /^(?:toc|目录)\s*[1-9]$/i;

const PARAGRAPH = propertyPattern('pPr', 'pStyle', 'outlineLvl', 'ilvl', 'numId', 'del', 'moveFrom');

/** Reads w:pPr; the cursor stands in it and goes past its end. */
export const readProperties = (xml: Xml, into: Properties): void =>
  xml.properties(PARAGRAPH, (name) => {
    const value = xml.attribute('val');
    if (name === 'pStyle') into.style = value;
    else if (name === 'outlineLvl') into.level = Number(value ?? 9) < 9 ? Number(value) + 1 : 0;
    else if (name === 'ilvl') into.numLevel = Number(value ?? 0);
    else if (name === 'numId') into.numId = value;
    else into.joined = true;
  });

export const noProperties = (): Properties => ({ style: null, level: null, numId: null, numLevel: null, joined: false });

/** The paragraph styles of a Word file. */
export class Styles {
  private readonly styles = new Map<string, Style>();
  private readonly parents = new Map<string, string>();

  constructor(bytes: Uint8Array | null) {
    if (bytes) this.load(new Xml(bytes));
  }

  /** A paragraph's properties with what its style and the styles below it add. */
  resolve(own: Properties): Properties {
    if (own.style === null) return own;
    const out = { ...own };
    let style: string | null = own.style;
    for (let steps = 0; style !== null && steps < 20; steps++) {
      const known = this.styles.get(style);
      if (!known) break;
      out.level ??= known.level;
      if (out.numId === null) {
        out.numId = known.numId;
        out.numLevel ??= known.numLevel;
      }
      style = this.parents.get(style) ?? null;
    }
    return out;
  }

  /** Whether a style is one of an automatic table of contents. */
  isContents(style: string | null): boolean {
    return style !== null && CONTENTS.test(this.styles.get(style)?.name ?? style);
  }

  private load(xml: Xml): void {
    let id = '';
    let style: Style = { ...noProperties(), name: '' };
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      switch (xml.name) {
        case 'style':
          id = xml.attribute('styleId') ?? '';
          style = { ...noProperties(), name: '' };
          this.styles.set(id, style);
          break;
        case 'name': {
          style.name = xml.attribute('val') ?? '';
          const level = HEADING.exec(style.name)?.[1];
          if (level) style.level ??= Number(level);
          break;
        }
        case 'basedOn':
          this.parents.set(id, xml.attribute('val') ?? '');
          break;
        case 'pPr':
          readProperties(xml, style);
          break;
        case 'styles':
          break;
        default:
          xml.skip();
      }
    }
  }
}
