import { canonicalOf } from '../../check/canonical.ts';
import { type Explanation, explain } from '../../compile/explain.ts';
import type { PlanOutput } from '../../compile/outputs.ts';
import { amountText } from '../../fact/amount.ts';
import { factKey } from '../../fact/dimension.ts';
import type { Forms } from '../../forms.ts';
import { type Leaves, leavesOf } from '../../plan/leaves.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Paper } from '../../score/read.ts';
import type { CheckedPaper } from '../checked.ts';
import { FILE, sheetNames } from './problems.ts';

/** Why a printed figure is what it is. */
export interface Why {
  /** 2,144,210.00元 */
  readonly exact: string;
  /** 万元, rounded by itself, and as it is printed */
  readonly nearest: string;
  readonly balanced: string;
  readonly moved: boolean;
  readonly reason: string;
  /** what of the plan it sums, largest first, in 元; of many lines those that count most */
  readonly sums: readonly { readonly place: string; readonly amount: string }[];
  /** how many there are in all */
  readonly lines: number;
  /** table, row and column, or section, wherever it stands */
  readonly places: readonly string[];
}

/** Lines that are listed of those that a figure sums. */
const LISTED = 12;

/** 2144210.00 as 2,144,210.00. */
const grouped = (decimal: string): string => decimal.replace(/\d(?=(?:\d{3})+\.)/g, '$&,');

/** 基本支出!B4 as 基本支出 第4行; in a plan that is no workbook lines[3] as 基本支出 第4笔. */
function lineWords(place: string, { paper }: Plan, sheets: ReadonlyMap<string, string>): string {
  const [, sheet, row] = /^(.*)!\D+(\d+)$/s.exec(place) ?? [];
  if (sheet !== undefined) return `${sheet} 第${row}行`;
  const [, project, list = '', index] = /^(?:projects\[(\d+)\]\.)?([a-z]+)\[(\d+)\]/.exec(place.replace(FILE, '')) ?? [];
  const name = project === undefined ? sheets.get(list) : `项目“${paper.projects[Number(project)]?.name}”`;
  return name === undefined ? place : `${name} 第${Number(index) + 1}笔`;
}

/** What of the plan a figure sums, largest first. */
function sumsOf(
  sources: readonly number[],
  { sources: amounts, places }: Leaves,
  nameOf: (place: string) => string,
): Pick<Why, 'sums' | 'lines'> {
  const lines = sources.flatMap((source) => (amounts[source] ? [{ fen: amounts[source], place: nameOf(places[source] ?? '') }] : []));
  lines.sort((a, b) => Math.abs(b.fen) - Math.abs(a.fen));
  const sums = lines.slice(0, LISTED).map(({ fen, place }) => ({ place, amount: `${grouped(amountText(fen, '元'))}元` }));
  return { sums, lines: lines.length };
}

/** The explanation of the figure that a fact of a paper that was read back states, where it is one. */
export function explanationsOf(
  { compiled }: Pick<PlanOutput, 'compiled'>,
  reading: Paper,
): (fact: Paper['facts'][number]) => Explanation | undefined {
  const canonical = canonicalOf(reading);
  const explained = new Map(explain(compiled, true).map((one) => [one.key, one]));
  // what means the same money may be asked for by several names: 合计 of what has only one part
  const byMeaning = new Map<string, Explanation>();
  for (const { concept, dims } of compiled.stated) {
    const one = explained.get(factKey(concept, dims));
    const meaning = canonical.key({ concept, dims });
    const known = byMeaning.get(meaning);
    if (one) byMeaning.set(meaning, { ...one, places: [...new Set([...(known?.places ?? []), ...one.places])] });
  }
  return (fact) => byMeaning.get(canonical.key(fact)) ?? explained.get(factKey(fact.concept, fact.dims));
}

/** Explanations of the figures behind the numbers of a paper that was read back, by index of number. */
export function whys(
  { compiled, plan }: Pick<PlanOutput, 'compiled' | 'plan'>,
  { reading }: CheckedPaper,
  lexicon: Forms['lexicon'],
): Map<number, Why> {
  const found = new Map<number, Why>();
  if (!reading) return found;
  const leaves = leavesOf(plan);
  const sheets = sheetNames(lexicon);
  const nameOf = (place: string): string => lineWords(place, plan, sheets);
  const explanation = explanationsOf({ compiled }, reading);
  const numbers = new Map(reading.numbers.map((use, n) => [`${use.place.line} ${use.place.from}`, n]));
  for (const fact of reading.facts) {
    const n = numbers.get(`${fact.place.line} ${fact.place.from}`);
    const one = explanation(fact);
    if (n === undefined || !one || one.balanced !== fact.value) continue;
    found.set(n, {
      exact: `${grouped(amountText(one.exact, '元'))}元`,
      nearest: `${amountText(one.nearest)}万元`,
      balanced: `${amountText(one.balanced)}万元`,
      moved: one.balanced !== one.nearest,
      reason: one.reason,
      ...sumsOf(compiled.figures.get(one.key)?.sources ?? [], leaves, nameOf),
      places: one.places,
    });
  }
  return found;
}
