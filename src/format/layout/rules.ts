import type { Box } from '../../fact/place.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A ruling line: `at` its place across (y of a level one, x of an upright one), `from` … `to` along. */
export interface Rule {
  readonly level: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A filled shape as thin as this (points) is a line. */
const THIN = 3;
const STRAIGHT = 0.6;
/** Lines as light as this are not seen. */
export const WHITE = 250;

/** a b c d e f: x to a·x + c·y + e, y to b·x + d·y + f */
export type Matrix = readonly [number, number, number, number, number, number];
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** `inner` first, then `outer`. */
export const compose = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

/** The smallest box around points. */
export function boxOf(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The lines that a shape is: one for a thin bar, else one per level or upright side of a stroked one. */
export function rulesOf(shape: readonly Point[], stroked: boolean): Rule[] {
  if (shape.length < 2) return [];
  const { x, y, width, height } = boxOf(shape);
  if (height <= THIN && width > height) return [{ level: true, at: y + height / 2, from: x, to: x + width }];
  if (width <= THIN && height > width) return [{ level: false, at: x + width / 2, from: y, to: y + height }];
  if (!stroked) return [];
  const rules: Rule[] = [];
  for (let i = 1; i < shape.length; i++) {
    const [a, b] = [shape[i - 1], shape[i]];
    if (!a || !b) continue;
    if (Math.abs(a.y - b.y) < STRAIGHT) rules.push({ level: true, at: (a.y + b.y) / 2, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
    else if (Math.abs(a.x - b.x) < STRAIGHT)
      rules.push({ level: false, at: (a.x + b.x) / 2, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) });
  }
  return rules;
}
