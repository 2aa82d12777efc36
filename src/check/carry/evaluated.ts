import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { nameLikeness } from '../../form/passage-name.ts';
import type { EvaluationNode } from '../../form/passage-node.ts';
import type { Paper } from '../../score/read.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { listedProjects } from '../performance/targetNames.ts';
import { factPlace, wordsPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

/** Names at least so alike are of one project; between the two nothing is said. */
const SAME = 0.8;
const OTHER = 0.5;

interface Evaluated {
  readonly node: EvaluationNode;
  readonly budget: Fact | null;
}

/** Whether the paper calls an amount the initial budget: 年初预算210万元. */
function isInitial(paper: Paper, block: number, { printed }: Fact): boolean {
  const own = paper.document.blocks[block];
  const text = own?.kind === 'paragraph' ? own.words.text.replace(/\s+/g, '') : '';
  const at = text.indexOf(printed);
  return at > 0 && /年初预算[^，。；\d]{0,8}$/.test(text.slice(0, at));
}

/** The projects that a paper evaluates, once each, with the initial budget where the text calls it so. */
function evaluatedIn(paper: Paper): Evaluated[] {
  const byProject = Map.groupBy(paper.passages.evaluations, ({ project }) => project);
  return [...byProject.values()].flatMap((nodes) => {
    const [node] = nodes;
    const budgets = nodes
      .flatMap(({ clauses }) => clauses)
      .flatMap(({ id, slots, block }) => {
        const fact = id === 'budget' ? paper.facts[slots.get('budget')?.fact ?? -1] : undefined;
        return fact && isInitial(paper, block, fact) ? [fact] : [];
      });
    return node ? [{ node, budget: budgets[0] ?? null }] : [];
  });
}

/** Every self-evaluated project stands in the budget of its year, with its initial amount, or was added during the year (F-5). */
export function evaluatedProjects({ earlier, later, sameScope }: Pair): Finding[] {
  if (!sameScope || earlier.identity.kind !== 'budget' || later.identity.kind !== 'final' || earlier.identity.year !== later.identity.year)
    return [];
  const listed = listedProjects(earlier.facts);
  if (!listed.length) return [];
  const added: EvaluationNode[] = [];
  const wrong = evaluatedIn(later).flatMap(({ node, budget }): Finding[] => {
    const near = listed
      .map((one) => ({ ...one, likeness: nameLikeness(one.name, node.name.text) }))
      .sort((a, b) => b.likeness - a.likeness);
    const [best, second] = near;
    if (!best || best.likeness < OTHER) {
      added.push(node);
      return [];
    }
    const clear = best.likeness >= SAME && (!second || second.likeness < best.likeness);
    if (!clear || !budget || Math.abs(budget.value - best.fact.value) <= budget.half + best.fact.half) return [];
    return [
      found('carry.evaluated-project', {
        severity: 'error',
        message: `${paperName(later)}自评写项目“${node.name.text}”年初预算${budget.printed}万元，${paperName(earlier)}公开的是${best.fact.printed}${best.fact.unit}。`,
        stated: `${budget.printed}万元`,
        expected: `${best.fact.printed}${best.fact.unit}`,
        difference: `${amountText(budget.value - best.fact.value)}万元`,
        suggestion: '年初预算按批复数写；年中调整过的，写全年预算数并说明调整。',
        places: [inFile(later, factPlace(budget)), inFile(earlier, factPlace(best.fact))],
      }),
    ];
  });
  if (!added.length) return wrong;
  return [
    ...wrong,
    found('carry.evaluated-project', {
      severity: 'info',
      message: `${paperName(later)}自评的${added.length}个项目在${paperName(earlier)}的项目表里没有：${added.map(({ name }) => `“${name.text}”`).join('、')}。`,
      stated: `${added.length}个`,
      suggestion: '属年中追加的，说明追加的时间和文号；名称变了的，按批复名称统一。',
      places: added.map(({ name }) => inFile(later, wordsPlace(name))),
    }),
  ];
}
