import { amountOf, isMoneyUnit, type MoneyUnit } from '../fact/amount.ts';
import { parseDecimal } from '../fact/decimal.ts';
import { rememberedFor } from '../lexicon/remember.ts';
import { nameCore, nameLikeness } from './passage-name.ts';
import type { RawNode } from './passage-project.ts';

/** Names must be at least so alike to be one project's; an equal amount adds, a different one takes away. */
const ALIKE = 0.6;
const AMOUNT = 0.3;

export interface PrintedMoney {
  readonly fen: number;
  readonly half: number;
}

/** An amount as printed with its unit (1500万元), or in a table with the table's unit. */
export function moneyOf(printed: string, unit: MoneyUnit = '万元'): PrintedMoney | null {
  const match = /^([-−－]?[\d,]+(?:\.\d+)?)(\D*)$/.exec(printed);
  const value = match?.[1] ? parseDecimal(match[1]) : null;
  const own = match?.[2] ?? '';
  return value && amountOf(value, isMoneyUnit(own) ? own : unit);
}

/** The year's budget of a mention (not that of several years), and what was spent. */
const amountsOf = rememberedFor((node: RawNode): { readonly budget: PrintedMoney | null; readonly executed: PrintedMoney | null } => {
  const text = (id: string, slot: string): string | undefined =>
    node.clauses.find((clause) => clause.id === id)?.slots.get(slot)?.words.text;
  const budget = text('year-budget', 'budget') ?? text('budget', 'budget') ?? text('adjusted', 'budget');
  const executed = text('executed', 'executed');
  return { budget: budget ? moneyOf(budget) : null, executed: executed ? moneyOf(executed) : null };
});

const meet = (a: PrintedMoney | null, b: PrintedMoney | null): number =>
  a && b ? (Math.abs(a.fen - b.fen) <= Math.min(a.half, 50_000) + Math.min(b.half, 50_000) ? 1 : -1) : 0;

/** How likely two mentions speak of one project. */
function likeness(a: RawNode, b: RawNode): number {
  const [x, y] = [amountsOf(a), amountsOf(b)];
  return nameLikeness(a.name.text, b.name.text) + AMOUNT * meet(x.budget, y.budget);
}

/** The name by which a project is known: the core that most mentions use, the longest of equals. */
function commonName(nodes: readonly RawNode[]): string {
  const counts = new Map<string, number>();
  for (const { name } of nodes) counts.set(nameCore(name.text), (counts.get(nameCore(name.text)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b.length - a.length)[0]?.[0] ?? '';
}

/**
 * Joins the mentions of each project. Mentions of one list are different projects; across lists the most alike go together,
 * by name and by amount. Returns the project's name for each node, in order.
 */
export function joinMentions(nodes: readonly RawNode[]): string[] {
  const lists = new Map<string, RawNode[]>();
  for (const node of nodes) lists.set(`${node.source}${node.list}`, [...(lists.get(`${node.source}${node.list}`) ?? []), node]);
  const clusters: RawNode[][] = [];
  for (const members of [...lists.values()].sort((a, b) => b.length - a.length)) {
    const before = clusters.slice();
    const pairs = members.flatMap((node) =>
      before.map((cluster) => ({ node, cluster, score: Math.max(...cluster.map((other) => likeness(node, other))) })),
    );
    const placed = new Set<RawNode>();
    const taken = new Set<RawNode[]>();
    for (const { node, cluster, score } of pairs.sort((a, b) => b.score - a.score)) {
      if (score < ALIKE || placed.has(node) || taken.has(cluster)) continue;
      cluster.push(node);
      placed.add(node);
      taken.add(cluster);
    }
    for (const node of members) if (!placed.has(node)) clusters.push([node]);
  }
  const names = new Map<RawNode, string>();
  for (const cluster of clusters) {
    const name = commonName(cluster);
    const full = clusters.some((other) => other !== cluster && commonName(other) === name) ? (cluster[0]?.name.text ?? name) : name;
    for (const node of cluster) names.set(node, full);
  }
  return nodes.map((node) => names.get(node) ?? node.name.text);
}
