import type { Font } from 'opentype.js';
import { type FONTS, fontBytes } from '../fonts.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
const rounded = (px: number): number => Math.round(px * 100) / 100;

/** A sign of a font in one size: its outline from the start of the baseline, and how far the next one is from it; px. */
interface Sign {
  readonly path: string;
  readonly advance: number;
}

/** The outlines of a font's signs; each is looked up once. */
class Outlines {
  private readonly signs = new Map<string, Sign>();
  private readonly font: Font;

  constructor(font: Font) {
    this.font = font;
  }

  /** What stands below the middle of a line, px. */
  drop(size: number): number {
    return ((this.font.ascender + this.font.descender) / 2 / this.font.unitsPerEm) * size;
  }

  /** Throws no error where the font lacks the sign: it has an empty box for that. */
  sign(sign: string, size: number): Sign {
    const key = `${sign}${size}`;
    const known = this.signs.get(key);
    if (known) return known;
    const glyph = this.font.charToGlyph(sign);
    const found = {
      path: glyph.getPath(0, 0, size).toPathData(2),
      advance: ((glyph.advanceWidth ?? 0) / this.font.unitsPerEm) * size,
    };
    this.signs.set(key, found);
    return found;
  }
}

const fonts = new Map<keyof typeof FONTS, Promise<Outlines>>();

async function open(font: keyof typeof FONTS): Promise<Outlines> {
  const { default: opentype } = await import('opentype.js');
  return new Outlines(opentype.parse(fontBytes(font).buffer, { lowMemory: true }));
}

/** The font, opened when it is wanted first (0.1 s). */
function outlinesOf(font: keyof typeof FONTS): Promise<Outlines> {
  const known = fonts.get(font) ?? open(font);
  fonts.set(font, known);
  return known;
}

const numberOf = (attributes: string, pattern: RegExp, group = 1): number => Number(pattern.exec(attributes)?.[group] ?? 0);
/** How much of a text stands left of its place. */
const BEFORE: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };

/** An element of text, as ECharts writes it, as outlines. */
function outlined(outlines: Outlines, attributes: string, text: string): string {
  const size = numberOf(attributes, /font-size:([\d.]+)px/);
  const moved = /translate\((\S+) (\S+)\)/;
  const signs = [...unescaped(text)].map((sign) => outlines.sign(sign, size));
  const width = signs.reduce((sum, { advance }) => sum + advance, 0);
  const x = numberOf(attributes, moved) + numberOf(attributes, / x="([^"]+)"/);
  const y = numberOf(attributes, moved, 2) + numberOf(attributes, / y="([^"]+)"/) + outlines.drop(size);
  const fill = /fill="([^"]+)"/.exec(attributes)?.[1] ?? '#000';
  let from = -width * (BEFORE[/text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start'] ?? 0);
  const paths = signs.map(({ path, advance }) => {
    const at = rounded(from);
    from += advance;
    return path === '' ? '' : `<path transform="translate(${at} 0)" d="${path}"/>`;
  });
  return `<g transform="translate(${rounded(x)} ${rounded(y)})" fill="${fill}">${paths.join('')}</g>`;
}

/** A drawing of ECharts (each text in the middle of its line, moved at most) with the outlines of a font instead of its words. */
export async function withOutlines(svg: string, font: keyof typeof FONTS): Promise<string> {
  const outlines = await outlinesOf(font);
  return svg.replace(/<text([^>]*)>([^<]*)<\/text>/g, (_, attributes: string, text: string) => outlined(outlines, attributes, text));
}
