import type { Words } from '../document/document.ts';
import { sliceWords } from '../document/words.ts';
import type { Fact } from '../fact/fact.ts';
import { countOf, indicatorKind, quotedName } from '../form/passage-fact.ts';
import type { EvaluationWords } from '../form/passage-form.ts';
import type { EvaluationClause, EvaluationNode } from '../form/passage-node.ts';

export type ItemKind = 'execution' | 'quantity' | 'quality' | 'time' | 'cost' | 'benefit' | 'satisfaction';

/** An indicator of a project's evaluation. Numbers are points. */
export interface EvaluationItem {
  readonly kind: ItemKind;
  /** the level it stands under, as printed: 数量指标, 社会效益指标 */
  readonly level: string;
  /** the indicator with its target: 完成率100% */
  readonly target: Words;
  readonly weight: number | null;
  readonly weightFact: number | null;
  /** points printed for it; null where the text gives none */
  readonly got: number | null;
  readonly gotFact: number | null;
  /** words that say what was reached, with the points; null in a form, where the points have a cell */
  readonly result: Words | null;
  /** 未设置…指标: there is none, and yet a weight */
  readonly missing: boolean;
}

export interface Deduction {
  readonly item: Words;
  readonly points: number;
  readonly words: Words;
}

/** One mention's account of a project. Facts are indices into the reading's facts. */
export interface ProjectMention {
  readonly node: EvaluationNode;
  readonly budget: number | null;
  /** 全年预算, where the mention tells it from the initial one */
  readonly adjusted: number | null;
  readonly executed: number | null;
  readonly rates: readonly number[];
  readonly targetQuantity: number | null;
  readonly actualQuantities: readonly number[];
  readonly total: number | null;
  readonly grade: number | null;
}

/** All that a paper says of one project's evaluation. */
export interface ProjectEvaluation {
  /** the project's name as a table prints it, or else its first mention */
  readonly name: string;
  readonly mentions: readonly ProjectMention[];
  readonly items: readonly EvaluationItem[];
  readonly deductions: readonly Deduction[];
  /** the text says that all other indicators have full marks */
  readonly othersFull: boolean;
  /** n of 除上述n项外 */
  readonly exceptions: { readonly count: number; readonly words: Words } | null;
  /** 实际完成年度目标, and words that say it was reached only in part */
  readonly completed: Words | null;
  readonly partly: Words | null;
  /** less than the budget was spent, which costs points for execution */
  readonly executionLoss: boolean;
  /** paragraphs analyse it, not only a table or list */
  readonly analysed: boolean;
}

const factIn = (node: EvaluationNode, id: string, slot: string): number[] =>
  node.clauses.flatMap((clause) => (clause.id === id ? (clause.slots.get(slot)?.fact ?? []) : []));

function mentionOf(node: EvaluationNode): ProjectMention {
  const first = (id: string, slot: string): number | null => factIn(node, id, slot)[0] ?? null;
  return {
    node,
    budget: first('year-budget', 'budget') ?? first('adjusted', 'budget') ?? first('budget', 'budget'),
    adjusted: first('adjusted', 'budget'),
    executed: first('executed', 'executed'),
    rates: factIn(node, 'rate', 'rate'),
    targetQuantity: first('amounts', 'target'),
    actualQuantities: [...factIn(node, 'quantity', 'n'), ...factIn(node, 'amounts', 'actual')],
    total: first('total', 'total'),
    grade: first('grade', 'grade'),
  };
}

const pointsOf = (text: string | undefined): number | null => (text === undefined || !/^\d+(?:\.\d+)?$/.test(text) ? null : Number(text));

/** The indicators that clauses with weights and points describe. Points join the weight of the same level, in order. */
function itemsOf(clauses: readonly EvaluationClause[], words: EvaluationWords): EvaluationItem[] {
  const items: EvaluationItem[] = [];
  for (const clause of clauses) {
    if (clause.id !== 'weight' && clause.id !== 'missing') continue;
    const slot = clause.slots.get('item');
    const weight = clause.slots.get('weight');
    if (!slot) continue;
    const kind = indicatorKind(slot.words.text, words);
    if (!kind) continue;
    const from = slot.words.text.slice(kind.at).match(/^(?:中[^为]*)?为?[.．]?/)?.[0].length ?? 0;
    items.push({
      kind: kind.kind as ItemKind,
      level: kind.item,
      target: sliceWords(slot.words, kind.at + from),
      weight: pointsOf(weight?.words.text),
      weightFact: weight?.fact ?? null,
      got: null,
      gotFact: null,
      result: null,
      missing: clause.id === 'missing',
    });
  }
  for (const clause of clauses) {
    const got = clause.slots.get('got');
    const text = clause.slots.get('item')?.words.text;
    const kind = clause.id === 'got' && text !== undefined ? indicatorKind(text, words) : null;
    if (!kind || !got) continue;
    const name = quotedName(text ?? '');
    const told = name === null ? -1 : items.findIndex((item) => item.got === null && item.target.text.startsWith(`“${name}”`));
    const at = told >= 0 ? told : items.findIndex((item) => item.got === null && item.level === kind.item);
    const loose = at >= 0 ? at : items.findIndex((item) => item.got === null && item.kind === kind.kind);
    const item = items[loose];
    if (item) items[loose] = { ...item, got: pointsOf(got.words.text), gotFact: got.fact, result: clause.words };
    else if (!items.some((one) => one.kind === kind.kind && one.got === pointsOf(got.words.text)))
      items.push({
        kind: kind.kind as ItemKind,
        level: kind.item,
        target: clause.words,
        weight: null,
        weightFact: null,
        got: pointsOf(got.words.text),
        gotFact: got.fact,
        result: clause.words,
        missing: false,
      });
  }
  return items;
}

function formItems(clauses: readonly EvaluationClause[], words: EvaluationWords): EvaluationItem[] {
  return clauses.flatMap((clause): EvaluationItem[] => {
    const text = (name: string) => clause.slots.get(name)?.words;
    const points = (found: Words | undefined) => pointsOf(found?.text);
    if (clause.id === 'execution') {
      const { name, marks } = words.kinds.execution ?? { name: '', marks: [] };
      const weight = points(text('weight'));
      return weight === null || marks.length === 0
        ? []
        : [
            {
              kind: 'execution',
              level: name,
              target: clause.words,
              weight,
              weightFact: clause.slots.get('weight')?.fact ?? null,
              got: points(text('got')),
              gotFact: clause.slots.get('got')?.fact ?? null,
              result: null,
              missing: false,
            },
          ];
    }
    const name = text('indicator');
    if (clause.id !== 'indicator' || !name || points(text('weight')) === null) return [];
    const level = text('level2')?.text ?? text('level1')?.text ?? '';
    const kind = indicatorKind(level.endsWith('指标') ? level : `${level}指标`, words);
    return [
      {
        kind: (kind?.kind ?? 'quality') as ItemKind,
        level: kind?.item ?? level,
        target: name,
        weight: points(text('weight')),
        weightFact: clause.slots.get('weight')?.fact ?? null,
        got: points(text('got')),
        gotFact: clause.slots.get('got')?.fact ?? null,
        result: null,
        missing: false,
      },
    ];
  });
}

/** Puts the mentions of each project together, in the order of first mention. */
export function projectEvaluations(nodes: readonly EvaluationNode[], words: EvaluationWords): ProjectEvaluation[] {
  const groups = new Map<string, EvaluationNode[]>();
  for (const node of nodes) groups.set(node.project, [...(groups.get(node.project) ?? []), node]);
  return [...groups.values()].map((members): ProjectEvaluation => {
    const weighed = (node: EvaluationNode) => node.clauses.some(({ id }) => id === 'weight' || id === 'indicator');
    const told = members.filter(({ source }) => source === 'paragraph' || source === 'form');
    const analysis = told.find(weighed) ?? told[0];
    const clauses = analysis?.clauses ?? [];
    const first = (id: string) => clauses.find((clause) => clause.id === id);
    const except = first('except');
    const count = countOf(except?.slots.get('n')?.words.text ?? '');
    return {
      name: (members.find(({ source }) => source === 'table') ?? members[0])?.name.text ?? '',
      mentions: members.map(mentionOf),
      items: analysis?.source === 'form' ? formItems(clauses, words) : itemsOf(clauses, words),
      deductions: clauses.flatMap((clause): Deduction[] => {
        const item = clause.slots.get('item')?.words;
        const by = pointsOf(clause.slots.get('deduct')?.words.text);
        return clause.id === 'deduct' && item && by !== null ? [{ item, points: by, words: clause.words }] : [];
      }),
      othersFull: first('others-full') !== undefined,
      exceptions: except && count !== null ? { count, words: except.words } : null,
      completed: first('completed')?.words ?? null,
      partly: first('part-completed')?.words ?? null,
      executionLoss: clauses.some(({ id, slots }) => id === 'rate' && Number.parseInt(slots.get('rate')?.words.text ?? '100', 10) < 100),
      analysed: analysis !== undefined,
    };
  });
}

/** The number that a fact states, in its unit (money in 分). */
export const factValue = (fact: Fact): number => fact.value / 10 ** fact.scale;

/** What the printed parts of a score add up to, with the slack that their rounding leaves; null where the text does not say all of it. */
export function partsTotal({
  items,
  deductions,
  othersFull,
}: ProjectEvaluation): { readonly sum: number; readonly slack: number; readonly printed: number } | null {
  const weights = items.map(({ weight }) => weight);
  if (items.length === 0 || weights.some((weight) => weight === null)) return null;
  const stated = items.filter(({ got }) => got !== null);
  const all = stated.length === items.length;
  if (!all && !othersFull) return null;
  const sum = items.reduce((total, { got, weight }) => total + (got ?? weight ?? 0), 0);
  const taken = deductions
    .filter(({ item }) => !stated.some(({ level }) => item.text.includes(level)))
    .reduce((total, { points: by }) => total + by, 0);
  // points printed whole are exact; others are rounded to their last place
  const rounded = stated.filter(({ got }) => got !== null && !Number.isInteger(got));
  return { sum: sum - taken, slack: rounded.length * 0.005, printed: stated.length };
}
