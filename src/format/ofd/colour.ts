import type { Xml } from '../package/xml.ts';
import { finite } from './package.ts';

/** A colour by its lightness, 0 black to 255 white. */
export interface Colour {
  readonly grey: number;
  /** its darkest channel: white only where this is light */
  readonly least: number;
  /** 0 transparent … 1 */
  readonly alpha: number;
}

export const BLACK: Colour = { grey: 0, least: 0, alpha: 1 };

const channel = (word: string): number => (word.startsWith('#') ? Number.parseInt(word.slice(1), 16) || 0 : finite(word));

/** The colour of the element just opened: one channel is grey, three RGB, four CMYK. A pattern or shade is taken as black. */
export function colourOf(xml: Xml): Colour {
  const alpha = finite(xml.attribute('Alpha'), 255) / 255;
  const value = xml.attribute('Value')?.trim();
  const channels = value ? value.split(/[\s,]+/).map(channel) : [0];
  const [c = 0, m = 0, y = 0, k = 0] = channels;
  const rgb = channels.length === 4 ? [c, m, y].map((ink) => 255 - Math.min(255, ink + k)) : channels;
  return { grey: rgb.reduce((sum, light) => sum + light, 0) / rgb.length, least: Math.min(...rgb.slice(0, 4)), alpha };
}
