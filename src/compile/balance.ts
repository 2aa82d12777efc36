import { Search, type Target } from './balance-search.ts';

/** A figure to be printed: a sum of lines. */
export interface Sum {
  /** indices of the lines that it sums; a line may stand in it once only */
  readonly lines: readonly number[];
  /**
   * What is printed elsewhere and shows that it is not its nearest value, so that it moves last of all: `exact`, itself in 元; `rate`, a rate
   * that follows from it, scored as well
   */
  readonly shown: 'exact' | 'rate' | null;
}

/** What became of one sum, in 分: both are multiples of the step. */
export interface BalancedSum {
  /** rounded by itself, half away from zero */
  readonly nearest: number;
  readonly balanced: number;
}

/** `fen` in steps, half away from zero. */
export const nearestStep = (fen: number, step: number): number => Math.sign(fen) * Math.floor((Math.abs(fen) * 2 + step) / (step * 2));

/** Lines that always stand in the same sums act as one. */
interface Atom {
  fen: number;
  /** the sums that it is part of */
  readonly sums: readonly number[];
}

function atomsOf(lines: readonly number[], sums: readonly Sum[]): Atom[] {
  const within: number[][] = lines.map(() => []);
  sums.forEach((sum, s) => {
    for (const line of sum.lines) within[line]?.push(s);
  });
  const atoms = new Map<string, Atom>();
  lines.forEach((fen, line) => {
    const own = within[line] ?? [];
    // what is received and what is taken back keep their signs apart
    const key = `${Math.sign(fen)} ${own.join(' ')}`;
    const atom = atoms.get(key);
    if (atom) atom.fen += fen;
    else if (own.length > 0 && fen !== 0) atoms.set(key, { fen, sums: own });
  });
  return [...atoms.values()];
}

/** What a step of a sum that is printed exactly elsewhere weighs against others. */
const EXACT = 30;
/** What a step of a sum weighs whose rate shows it: a rate in 0.01 % tells a step of so many. */
const RATE = 1000;
const TOLD = 10_000;

/** Larger sums move later, and the total of all last: people hold it against what was approved. */
const weightOf = (atoms: number, most: number): number => (1 + Math.sqrt(atoms) * 2) * (atoms === most ? 10 : 1);

function targetOf(fen: number, step: number, weight: number, shown: Sum['shown']): Target {
  const nearest = nearestStep(fen, step);
  const distance = (fen - nearest * step) / step;
  const toward = Math.sign(distance);
  // beside a rate, the other neighbour is as wrong when the sum lies almost halfway
  if (shown === 'rate') return { nearest, toward, farther: 1, weight: weight + RATE * Math.min(1, TOLD / Math.max(1, Math.abs(nearest))) };
  return { nearest, toward, farther: 1.001 - 2 * Math.abs(distance), weight: weight * (shown === 'exact' ? EXACT : 1) };
}

/** Sums of the same atoms are one and the same figure: the first of them, by sum. */
function representatives(members: readonly (readonly number[])[]): number[] {
  const first = new Map<string, number>();
  return members.map((atoms, s) => {
    const key = atoms.join(' ');
    if (!first.has(key)) first.set(key, s);
    return first.get(key) ?? s;
  });
}

/**
 * 舍位平衡: sums of exact lines, rounded so that every relation which holds between the exact sums holds between the rounded ones too, as each
 * is the sum of what its lines were rounded to, together. Each becomes one of the two whole steps beside its exact value, unless that cannot
 * be reached, then the least beyond; as many as possible are what they would be rounded by themselves, large sums before small ones. Zero
 * stays zero, and no sum of lines of one sign changes it. The same lines and sums always give the same answer.
 *
 * `lines`: 分. `step`: 分 in one unit of the last printed place (10,000 for 万元 with two decimals).
 */
export function balance(lines: readonly number[], sums: readonly Sum[], step: number): BalancedSum[] {
  const atoms = atomsOf(lines, sums);
  const members: number[][] = sums.map(() => []);
  atoms.forEach((atom, a) => {
    for (const s of atom.sums) members[s]?.push(a);
  });
  const first = representatives(members);
  const shown = new Map(sums.flatMap((sum, s) => (sum.shown ? [[first[s], sum.shown] as const] : [])));
  const most = Math.max(...members.map(({ length }) => length));
  const targets = members.map((own, s): Target => {
    const fen = own.reduce((sum, a) => sum + (atoms[a]?.fen ?? 0), 0);
    return first[s] === s ? targetOf(fen, step, weightOf(own.length, most), shown.get(s) ?? null) : targetOf(fen, step, 0, null);
  });
  const search = new Search(
    atoms.map(({ fen, sums: own }) => ({ exact: fen / step, start: nearestStep(fen, step), sums: own.filter((s) => first[s] === s) })),
    targets,
  );
  const steps = search.run();
  return members.map((own, s) => ({
    nearest: (targets[s]?.nearest ?? 0) * step,
    balanced: own.reduce((sum, a) => sum + (steps[a] ?? 0), 0) * step,
  }));
}
