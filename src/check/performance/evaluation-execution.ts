import { sliceWords } from '../../document/words.ts';
import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { plainWords } from '../../form/passage-pattern.ts';
import type { EvaluationItem, ProjectEvaluation } from '../../score/evaluation.ts';
import type { Finding } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding, factAt, namePlace, placesOfFacts } from './evaluation-context.ts';
import { projectExpenditures } from './evaluation-scope.ts';

interface Execution {
  readonly budget: Fact;
  readonly executed: Fact;
}

const pairOf = (context: EvaluationContext, budget: number | null | undefined, executed: number | null | undefined): Execution | null => {
  const [b, e] = [factAt(context, budget ?? null), factAt(context, executed ?? null)];
  return b && e && b.kind === 'money' && e.kind === 'money' ? { budget: b, executed: e } : null;
};
const unspent = ({ budget, executed }: Execution) => ({ value: budget.value - executed.value, half: budget.half + executed.half });
const rateText = ({ budget, executed }: Execution): string => `${Math.round((10000 * executed.value) / budget.value) / 100}%`;

/** Budget of the whole year and execution of one project; null where no mention tells both. */
const wholeYear = (context: EvaluationContext, { mentions }: ProjectEvaluation): Execution | null =>
  mentions.map(({ adjusted, executed }) => pairOf(context, adjusted, executed)).find((pair) => pair !== null) ?? null;

/** Budget of the whole year and execution of project expenditure: the department's, by its table of execution. */
function departmentProjects(context: EvaluationContext): Execution | null {
  for (const { form, rows } of context.passages.tables) {
    if (form !== 'evaluation-execution') continue;
    const row = rows.find(({ kind, cells }) => kind === 'project' && cells.size > 0);
    const pair = pairOf(context, row?.cells.get('adjusted')?.fact ?? row?.cells.get('revenue')?.fact, row?.cells.get('executed')?.fact);
    if (pair) return pair;
  }
  return null;
}

/** Budget and execution of all self-evaluated projects: of the sentence on all, or of the summary's total. */
function evaluatedProjects(context: EvaluationContext): Execution | null {
  const claims = context.passages.claims.filter(({ id, set }) => id === 'self-scope' && set === 'self-evaluated');
  const told = claims
    .map(({ slots }) => pairOf(context, slots.get('budget')?.fact, slots.get('executed')?.fact))
    .find((pair) => pair !== null);
  if (told) return told;
  const total = context.passages.tables
    .filter(({ form }) => form === 'evaluation-summary')
    .flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'total'))[0];
  return pairOf(context, total?.cells.get('budget')?.fact, total?.cells.get('executed')?.fact);
}

/**
 * One base for the whole report (F-4): a part of the projects cannot leave more unspent than all of them. Where it does, the department's
 * rate stands on the adjusted budget and the projects' on the initial one.
 */
export function executionBase(context: EvaluationContext): Finding[] {
  const [whole, part] = [departmentProjects(context), evaluatedProjects(context)];
  if (!whole || !part || part.executed.value - part.executed.half > whole.executed.value + whole.executed.half) return [];
  const [left, own] = [unspent(whole), unspent(part)];
  const fits = ({ value, half }: typeof own): boolean => value - half <= left.value + left.half;
  const each = context.projects.map((project) => wholeYear(context, project));
  const ofYear = each.every((pair) => pair !== null)
    ? each.map(unspent).reduce((sum, one) => ({ value: sum.value + one.value, half: sum.half + one.half }))
    : null;
  if (fits(own) || (ofYear && fits(ofYear))) return [];
  const stated = /执行率(?:为|达到?|是)?\d[\d.]*%/g;
  const claims = context.document.blocks.flatMap((block) => {
    if (block.kind !== 'paragraph') return [];
    const plain = plainWords(block.words);
    return /全年支出|支出决算/.test(plain.text)
      ? [...plain.text.matchAll(stated)].map((match) => wordsPlace(sliceWords(plain, match.index, match.index + match[0].length)))
      : [];
  });
  return [
    evaluationFinding('agree.execution-base', 'warning', {
      message: `部门项目支出全年预算${whole.budget.printed}万元、支出${whole.executed.printed}万元，执行率${rateText(whole)}；自评项目都在其中，预算${part.budget.printed}万元、支出${part.executed.printed}万元，执行率${rateText(part)}，没花完的${amountText(own.value)}万元比全部项目的${amountText(left.value)}万元还多。两处用了不同的预算口径（全年预算、年初预算）。`,
      stated: rateText(part),
      expected: '同一口径的执行率',
      difference: `${amountText(own.value - left.value)}万元`,
      suggestion: '执行率一律以全年预算数为分母；用年初预算数的，在全文注明并统一。',
      places: [...placesOfFacts(context, [part.budget.id, part.executed.id, whole.budget.id, whole.executed.id]), ...claims],
    }),
  ];
}

/** Project expenditure that was self-evaluated is part of that of the final accounts (F-6). */
export function evaluatedPart(context: EvaluationContext): Finding[] {
  const part = evaluatedProjects(context);
  const all = projectExpenditures(context);
  const whole = all.find(({ where }) => where.node === 'table') ?? all[0];
  if (!part || !whole || part.executed.value - part.executed.half <= whole.value + whole.half) return [];
  return [
    evaluationFinding('sum.evaluated-part', 'warning', {
      message: `自评项目实际支出${part.executed.printed}万元，大于决算的项目支出${whole.printed}万元。`,
      stated: part.executed.printed,
      expected: `不大于${whole.printed}`,
      difference: amountText(part.executed.value - whole.value),
      suggestion: '核对自评项目的支出数；有不属于本部门决算的资金（如转移支付、其他部门项目）的应注明。',
      places: placesOfFacts(context, [part.executed.id, whole.id]),
    }),
  ];
}

/** Full marks are odd where less than this share of the budget was spent. */
export const LOW = 0.6;
/** Words that tell why less money did the whole work. */
export const SAVED = /节约|节省|结余|招标|中标|核减|审减|议价|质保金|尾款|跨年|分期|次年|下年|按合同|按进度|收回|压减|降价/;
const isFull = ({ got, weight }: EvaluationItem, { othersFull }: ProjectEvaluation): boolean =>
  got === null ? othersFull : got === weight;

/** Every indicator but execution at full marks while little of the money was spent, and no word on how that went. */
export function fullAtLowExecution(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const own = project.mentions
      .map((mention) => ({ mention, pair: pairOf(context, mention.budget, mention.executed) }))
      .filter(({ pair }) => pair !== null && pair.budget.value > 0);
    // some mentions tell only the initial budget
    const hit = own.find(({ mention }) => mention.adjusted !== null) ?? own[0];
    const others = project.items.filter(({ kind }) => kind !== 'execution');
    const told = project.mentions
      .flatMap(({ node }) => node.blocks)
      .some((b) => {
        const block = context.document.blocks[b];
        return block?.kind === 'paragraph' && SAVED.test(block.words.text.replace(/\s+/g, ''));
      });
    if (!hit?.pair || hit.pair.executed.value >= hit.pair.budget.value * LOW || others.length < 3 || told) return [];
    if (project.deductions.length || others.some((item) => item.missing || !isFull(item, project))) return [];
    return [
      evaluationFinding('derive.full-score', 'warning', {
        message: `项目“${project.name}”预算${hit.pair.budget.printed}万元只执行${rateText(hit.pair)}，其他${others.length}项指标却全部满分，也没有说明为什么少花钱仍办成了事。`,
        stated: '其他指标满分',
        suggestion: '按实际完成值评分；确因节约、招标降价或跨年付款的，写明原因。',
        places: [namePlace(hit.mention), ...placesOfFacts(context, [hit.pair.budget.id, hit.pair.executed.id])],
      }),
    ];
  });
}

/** Words and dates that tell what is to be done. */
const MEND =
  /改进|措施|加强|强化|今后|下一步|将|拟|计划|尽快|督促|完善|调整|细化|提前|协调|整改|建立|跟踪|申请|优化|落实|加快|推进|建议|规范|补[植充建做办发]|20\d\d年|\d+月/;

/** Rows of an evaluation form that lost points and give no reason, or a reason and no mend (偏差原因分析及改进措施). */
export function deviationReasons(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project): Finding[] =>
    project.mentions.flatMap(({ node }): Finding[] => {
      if (node.source !== 'form') return [];
      const lost = node.clauses.filter(({ id, slots }) => {
        const [got, weight] = ['got', 'weight'].map((name) => Number(slots.get(name)?.words.text ?? Number.NaN));
        return id === 'indicator' && got !== undefined && weight !== undefined && got < weight;
      });
      const reason = (clause: (typeof lost)[number]): string => clause.slots.get('reason')?.words.text.replace(/\s+/g, '') ?? '';
      const name = (clause: (typeof lost)[number]): string => clause.slots.get('indicator')?.words.text ?? '';
      const blank = lost.filter((clause) => /^(?:无|\/|-|—)*$/.test(reason(clause)));
      const unmended = lost.filter((clause) => !blank.includes(clause) && !MEND.test(reason(clause)));
      const say = (clauses: typeof lost, severity: 'warning' | 'info', what: string): Finding[] =>
        clauses.length
          ? [
              evaluationFinding('comply.deviation-reason', severity, {
                message: `项目“${project.name}”的自评表有${clauses.length}项扣了分，${what}：${clauses.map((clause) => `“${name(clause)}”`).join('、')}。`,
                stated: reason(clauses[0] as (typeof lost)[number]) || '空白',
                expected: '偏差原因和改进措施',
                suggestion: '逐项写明没有达到指标值的原因，以及什么时候、怎样改进。',
                places: clauses.map((clause) =>
                  wordsPlace(clause.slots.get('indicator')?.words ?? clause.words, {
                    table: project.name,
                    row: name(clause),
                    column: '三级指标',
                  }),
                ),
              }),
            ]
          : [];
      return [...say(blank, 'warning', '没有写偏差原因和改进措施'), ...say(unmended, 'info', '只有原因，没有改进措施')];
    }),
  );
}
