import { amountText } from '../fact/amount.ts';
import { type Dimension, type Dims, dimensions, factKey, withDims } from '../fact/dimension.ts';
import type { Compiled } from './compile.ts';
import type { BalancedFigure } from './facts.ts';

/** Why a figure is printed as it is: what it is exactly, what it would be by itself, and which sum it gave way to. */
export interface Explanation {
  /** of the fact, see `factKey` */
  readonly key: string;
  /** table, row and column, or section, wherever it stands */
  readonly places: readonly string[];
  /** 分 */
  readonly exact: number;
  readonly nearest: number;
  readonly balanced: number;
  readonly reason: string;
}

/** A whole that is printed with all its parts along one dimension. */
interface Division {
  readonly whole: BalancedFigure;
  readonly parts: readonly BalancedFigure[];
}

const wan = (fen: number): string => `${amountText(fen)}万元`;

/** What is printed next above a figure along a dimension, and what stands beside the figure under it. */
function divisionAlong(figure: BalancedFigure, dimension: Dimension, figures: readonly BalancedFigure[]): Division | null {
  const without = (dims: Dims): string => factKey('', withDims(dims, { [dimension]: 'all' }));
  const alike = figures.filter(({ concept, dims }) => concept === figure.concept && without(dims) === without(figure.dims));
  const own = new Set(figure.sources);
  const wholes = alike.filter(({ sources }) => sources.length > own.size && figure.sources.every((source) => sources.includes(source)));
  const whole = wholes.sort((a, b) => a.sources.length - b.sources.length)[0];
  if (!whole) return null;
  // the largest figures inside the whole that do not overlap make it up, or there is no division
  const taken = new Set(figure.sources);
  const parts = [figure];
  const inside = alike
    .filter((other) => other !== whole && other !== figure && other.sources.every((source) => whole.sources.includes(source)))
    .sort((a, b) => b.sources.length - a.sources.length);
  for (const other of inside) {
    if (other.sources.some((source) => taken.has(source))) continue;
    parts.push(other);
    for (const source of other.sources) taken.add(source);
  }
  return taken.size === whole.sources.length ? { whole, parts } : null;
}

/** Every division in which a figure is the whole or a part, smallest first. */
function divisionsOf(figure: BalancedFigure, figures: readonly BalancedFigure[]): Division[] {
  return dimensions.flatMap((dimension) => divisionAlong(figure, dimension, figures) ?? []).sort((a, b) => a.parts.length - b.parts.length);
}

function reasonOf(figure: BalancedFigure, figures: readonly BalancedFigure[], nameOf: (figure: BalancedFigure) => string): string {
  if (figure.exact === figure.balanced) return `原数正好是 ${wan(figure.exact)}，没有舍入。`;
  if (figure.balanced === figure.nearest) return `${wan(figure.nearest)}是原数四舍五入的结果，没有调整。`;
  const moved = `原数四舍五入是 ${wan(figure.nearest)}，舍位平衡后印 ${wan(figure.balanced)}`;
  for (const { whole, parts } of divisionsOf(figure, figures)) {
    const alone = parts.reduce((sum, part) => sum + part.nearest, 0);
    if (alone === whole.balanced) continue;
    return `${moved}：“${nameOf(whole)}”印 ${wan(whole.balanced)}，它的 ${parts.length} 个部分各自四舍五入相加是 ${wan(alone)}，差 ${wan(whole.balanced - alone)}，由这一项（和其他项）进位或舍去补齐。`;
  }
  return `${moved}：它与同表、同文的其他数有几重加总关系，各自四舍五入不能同时成立，这样调整的数最少。`;
}

/** The explanations of all figures that were moved, in the order in which the paper states them; `all`: of every figure. */
export function explain({ figures, stated }: Compiled, all = false): Explanation[] {
  const places = new Map<string, string[]>();
  for (const { concept, dims, where } of stated) {
    const key = factKey(concept, dims);
    places.set(key, [...(places.get(key) ?? []), where]);
  }
  const printed = [...figures].filter(([key]) => places.has(key));
  const list = printed.map(([, figure]) => figure);
  const nameOf = ({ concept, dims }: BalancedFigure): string => places.get(factKey(concept, dims))?.[0] ?? '';
  return printed
    .filter(([, { balanced, nearest }]) => all || balanced !== nearest)
    .map(([key, figure]) => ({
      key,
      places: [...new Set(places.get(key) ?? [])],
      exact: figure.exact,
      nearest: figure.nearest,
      balanced: figure.balanced,
      reason: reasonOf(figure, list, nameOf),
    }));
}
