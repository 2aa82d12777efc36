import type { TextCode } from './graphic.ts';
import { finite } from './package.ts';

/** A character with the place where it begins and the width it takes, in the space of its text. */
export interface Spot {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A gap up to this share of the font's height is that of a wide letter, not of a space. */
const LETTER = 0.28;

const NARROW = /[iljftrI.,:;'|!()[\]{}`/\\ -]/;
const BROAD = /[mwMW@%]/;

/** Width of a sign in shares of its font's height, as most fonts have it: fonts themselves are not read. */
function usualWidth(sign: string): number {
  if (sign >= '\u2000') return 1;
  if (BROAD.test(sign)) return 0.85;
  if (NARROW.test(sign)) return 0.33;
  return /[A-Z]/.test(sign) ? 0.68 : 0.5;
}

/** Steps between `count` characters from a list such as “3.2 g 4 1.6”: `g n d` stands for n steps of d. Null where none are given. */
export function stepsOf(list: string | null, count: number): number[] | null {
  const words = list?.trim().split(/[\s,]+/) ?? [];
  const steps: number[] = [];
  for (let i = 0; i < words.length && steps.length < count; i++) {
    const word = words[i] ?? '';
    const repeated = word === 'g' || word === 'G';
    const value = finite((repeated ? words[i + 2] : word) ?? null, Number.NaN);
    const times = repeated ? finite(words[i + 1] ?? null) : 1;
    if (repeated) i += 2;
    if (Number.isNaN(value)) continue;
    for (let n = Math.min(times, count - steps.length); n > 0; n--) steps.push(value);
  }
  return steps.length > 0 ? steps : null;
}

/**
 * The characters of a piece of writing. Where fewer steps are given than wanted, the last goes on; where none are, each character follows
 * the one before it in the direction of reading (degrees clockwise). `turned`: the way each character stands.
 */
export function spotsOf(code: TextCode, size: number, reading: number, turned: number): Spot[] {
  const signs = [...code.text];
  const stepsX = stepsOf(code.stepsX, signs.length - 1);
  const stepsY = stepsOf(code.stepsY, signs.length - 1);
  const way = { x: cosine(reading), y: sine(reading) };
  const level = { x: cosine(turned), y: sine(turned) };
  let { x, y } = code;
  return signs.map((text, i) => {
    const usual = usualWidth(text) * size;
    const free = stepsX === null && stepsY === null;
    const dx = free ? way.x * usual : (stepsX?.[i] ?? stepsX?.at(-1) ?? 0);
    const dy = free ? way.y * usual : (stepsY?.[i] ?? stepsY?.at(-1) ?? 0);
    const advance = dx * level.x + dy * level.y;
    const spot = { text, x, y, width: i < signs.length - 1 && advance > 0 && advance < usual + size * LETTER ? advance : usual };
    x += dx;
    y += dy;
    return spot;
  });
}

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
