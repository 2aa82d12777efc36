import { remembered } from '../lexicon/remember.ts';

/** Words around a project's name that do not tell projects apart. */
const AROUND =
  /^(?:20\d\d年(?:度)?|我(?:市|县|区|局|单位|部门|省)|本(?:市|县|区|局|单位|部门|级)|其中[：:]?|[①-⑳]|\d{1,2}[、.．])+|(?:(?:专项)?(?:项目|经费|费用|资金|工作|支出|用|类|补助))+$/gu;

/** A project's name without year, owner and common endings; the name itself where nothing would be left. */
export const nameCore = remembered((name): string => {
  const plain = name
    .replace(/[\s“”"《》]/g, '')
    .replace(/[(]/g, '（')
    .replace(/[)]/g, '）');
  const core = plain.replace(AROUND, '');
  return core.length >= 2 ? core : plain;
});

/** One stretch of two texts laid side by side: equal (`a` = `b`), or differing; '' where one has nothing. */
export interface Stretch {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

/** Two texts laid side by side along their longest common subsequence. */
function alignTexts(a: string, b: string): Stretch[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const stretches: Stretch[] = [];
  const push = (partA: string, partB: string, same: boolean): void => {
    const last = stretches.at(-1);
    if (last && last.same === same) stretches[stretches.length - 1] = { a: last.a + partA, b: last.b + partB, same };
    else stretches.push({ a: partA, b: partB, same });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) push(a[i++] ?? '', b[j++] ?? '', true);
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) push(a[i++] ?? '', '', false);
    else push('', b[j++] ?? '', false);
  }
  return stretches;
}

/** How alike two project names are, 0 … 1: the common signs by the shorter name, less where they lie scattered. */
export function nameLikeness(a: string, b: string): number {
  const [x, y] = [nameCore(a), nameCore(b)];
  if (x === y) return 1;
  const inside = x.includes(y) || y.includes(x);
  const common = inside
    ? Math.min(x.length, y.length)
    : alignTexts(x, y)
        .filter(({ same, a: part }) => same && part.length > 1)
        .reduce((sum, { a: part }) => sum + part.length, 0);
  const short = Math.min(x.length, y.length);
  const long = Math.max(x.length, y.length);
  return (0.8 * common) / short + (0.19 * common) / long;
}

/**
 * Where two names of one thing differ in more than length: a stretch replaced by another (防火道路, 防火通路), or one sign lost inside.
 * null where one is only a shorter form of the other.
 */
export function nameDifference(a: string, b: string): { readonly a: string; readonly b: string } | null {
  const [x, y] = [nameCore(a), nameCore(b)];
  if (x === y || x.includes(y) || y.includes(x)) return null;
  const stretches = alignTexts(x, y);
  for (const [i, { a: left, b: right, same }] of stretches.entries()) {
    if (same) continue;
    const before = stretches[i - 1]?.a ?? '';
    const after = stretches[i + 1]?.a ?? '';
    const inside = before.length > 0 && after.length > 0;
    const replaced = left.length > 0 && right.length > 0 && (before + after).length >= 4 && left.length <= 4 && right.length <= 4;
    const lost = inside && left.length + right.length === 1;
    if ((replaced && (inside || after.length >= 3)) || lost)
      return { a: before.slice(-2) + left + after.slice(0, 2), b: before.slice(-2) + right + after.slice(0, 2) };
  }
  return null;
}
