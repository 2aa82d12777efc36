import type { Point } from '../layout/rules.ts';

/** A run of straight lines; one with a curve in it is no ruling line. */
export interface Shape {
  readonly points: readonly Point[];
  readonly curved: boolean;
}

/** How many numbers follow each operator of a path: move and start, line, quadratic and cubic curve, arc, close. */
const OPERANDS: Readonly<Record<string, number>> = { M: 2, S: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };
const CURVES = 'QBA';
const WORD = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]/g;

/** The shapes of a path's data, such as “M 0 0 L 10 0 C”; a path that breaks off is read up to there. `segment` is told of each operator. */
export function shapesOf(data: string, segment: () => void): Shape[] {
  const shapes: Shape[] = [];
  let points: Point[] = [];
  let curved = false;
  const end = (): void => {
    if (points.length > 1) shapes.push({ points, curved });
    points = [];
    curved = false;
  };
  let operator = '';
  let operands: number[] = [];
  const act = (): void => {
    segment();
    if (operator === 'M' || operator === 'S') end();
    if (CURVES.includes(operator)) curved = true;
    if (operator !== 'C') points.push({ x: operands.at(-2) ?? 0, y: operands.at(-1) ?? 0 });
    else if (points[0]) points.push(points[0]);
    operands = [];
  };
  for (const [word] of data.matchAll(WORD)) {
    if (word >= 'A') {
      if (OPERANDS[word] === undefined) break;
      operator = word;
      operands = [];
      if (word === 'C') act();
    } else {
      operands.push(Number(word));
      if (operands.length === OPERANDS[operator]) act();
    }
  }
  end();
  return shapes;
}
