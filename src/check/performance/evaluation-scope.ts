import { sliceWords } from '../../document/words.ts';
import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { countOf } from '../../form/passage-fact.ts';
import { moneyOf } from '../../form/passage-join.ts';
import type { EvaluationClaim } from '../../form/passage-node.ts';
import { plainWords } from '../../form/passage-pattern.ts';
import { factValue } from '../../score/evaluation.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding, factAt, inOrder, namePlace, placesOfFacts } from './evaluation-context.ts';

const meets = (a: Pick<Fact, 'value' | 'half'>, b: Pick<Fact, 'value' | 'half'>): boolean =>
  Math.abs(a.value - b.value) <= Math.min(a.half, 500_000) + Math.min(b.half, 500_000);

const scopes = ({ passages }: EvaluationContext, set = 'self-evaluated'): EvaluationClaim[] =>
  passages.claims.filter(({ id, set: of }) => id.endsWith('-scope') && of === set);

/** Facts of self-evaluated amounts by stage, whole scope only. */
function amounts({ facts }: EvaluationContext, stage: string | undefined): Fact[] {
  return facts.filter(
    ({ concept, dims }) =>
      concept === 'project-amount' &&
      dims.set === 'self-evaluated' &&
      dims.stage === stage &&
      dims.item === undefined &&
      dims.fund === undefined,
  );
}

/** The amount named as budgeted is the executed one (F-18): said of the budget while budget and execution differ. */
export function amountNamed(context: EvaluationContext): Finding[] {
  const budgets = amounts(context, 'original');
  const spent = amounts(context, 'actual');
  const budget = budgets[0];
  const executed = spent[0];
  if (!budget || !executed || meets(budget, executed)) return [];
  return scopes(context).flatMap((claim) => {
    const fact = factAt(context, claim.slots.get('amount')?.fact ?? null);
    if (!fact || !/预算(?:安排|批复)/.test(claim.sentence.text) || !meets(fact, executed) || meets(fact, budget)) return [];
    return [
      evaluationFinding('agree.evaluation-amount', 'warning', {
        message: `文中称对预算安排的项目资金开展自评，金额写为${fact.printed}${fact.unit}；这是实际支出数，自评项目的预算为${amountText(budget.value)}万元。`,
        stated: fact.printed,
        expected: `${amountText(budget.value)}（预算）`,
        difference: amountText(fact.value - budget.value),
        suggestion: '写预算数，或注明所列为实际支出数。',
        places: [
          wordsPlace(claim.words),
          ...placesOfFacts(
            context,
            [...budgets, ...spent].map(({ id }) => id),
          ),
        ],
        culprit: 0,
      }),
    ];
  });
}

/** What the paper states as project expenditure of the year's final accounts. */
export const projectExpenditures = ({ facts }: Pick<EvaluationContext, 'facts'>): Fact[] =>
  facts.filter(
    ({ concept, dims }) =>
      concept === 'expenditure' &&
      dims.nature === 'project' &&
      dims.stage === 'actual' &&
      dims.fund === undefined &&
      dims.function === undefined &&
      dims.measure === undefined &&
      dims.project === undefined &&
      dims.economic === undefined,
  );

/** "All projects" were self-evaluated, yet their execution is less than the project expenditure of the final accounts (F-6). */
export function coverage(context: EvaluationContext): Finding[] {
  const projects = projectExpenditures(context);
  const [whole] = projects;
  if (!whole) return [];
  const executed = amounts(context, 'actual')[0];
  return scopes(context).flatMap((claim) => {
    const fact = factAt(context, claim.slots.get('amount')?.fact ?? null);
    if (!fact || !/所有|全部项目|全面/.test(claim.sentence.text) || fact.value + fact.half >= whole.value - whole.half) return [];
    if (executed && !meets(fact, executed) && !amounts(context, 'original').some((budget) => meets(budget, fact))) return [];
    const share = Math.round((1000 * fact.value) / whole.value) / 10;
    return [
      evaluationFinding('comply.evaluation-coverage', 'warning', {
        message: `文中称对所有项目资金全面开展自评，涉及${fact.printed}${fact.unit}；决算项目支出为${whole.printed}万元，只占${share}%。`,
        stated: fact.printed,
        expected: whole.printed,
        difference: amountText(fact.value - whole.value),
        suggestion: '补充未自评的项目，或说明未纳入自评的资金（如涉密、上年结转）及原因，并改正“所有项目”的说法。',
        places: [
          wordsPlace(claim.words),
          ...placesOfFacts(
            context,
            projects.slice(0, 4).map(({ id }) => id),
          ),
        ],
      }),
    ];
  });
}

const countOfClaim = (claim: EvaluationClaim): number | null => countOf(claim.slots.get('n')?.words.text ?? '');

/** The number of projects approved at the start of the year, against all of that year's projects as self-evaluated. */
export function approvedCount(context: EvaluationContext): Finding[] {
  const all = scopes(context).filter((claim) => factAt(context, claim.slots.get('n')?.fact ?? null)?.dims.item === undefined);
  const wide = all.find(({ sentence }) => /年初预算(?:安排|批复)/.test(sentence.text));
  const total = wide ? countOfClaim(wide) : null;
  if (!wide || total === null) return [];
  return context.passages.claims
    .filter(({ id }) => id === 'approved')
    .flatMap((claim) => {
      const count = countOfClaim(claim);
      if (count === null || count === total) return [];
      return [
        evaluationFinding('agree.evaluation-count', 'warning', {
          message: `此处写年初预算批复项目${count}个，自评部分写年初预算安排的项目${total}个。`,
          stated: `${count}个`,
          expected: `${total}个`,
          suggestion: '统一项目个数；口径不同（如不含所属单位）的应注明。',
          places: [wordsPlace(claim.words), ...all.map((one) => wordsPlace(one.words))],
          culprit: 0,
        }),
      ];
    });
}

/** A project whose whole amount stands in the final accounts as basic expenditure of a kin item, or its function's basic part. */
export function basicAsProject(context: EvaluationContext): Finding[] {
  const basic = context.facts.filter(
    ({ kind, dims, where, value }) =>
      kind === 'money' &&
      dims.nature !== 'project' &&
      value > 0 &&
      where.node === 'table' &&
      (dims.economic !== undefined || (dims.nature === 'basic' && dims.function !== undefined)),
  );
  return context.projects.flatMap((project) => {
    const mention = project.mentions.find(({ executed }) => executed !== null);
    const executed = factAt(context, mention?.executed ?? null);
    // an amount of few digits meets others by chance
    if (!mention || !executed || String(executed.value).replace(/0+$/, '').length < 4) return [];
    const name = project.mentions.map(({ node }) => node.name.text).join('|');
    const items = context.words.kin.filter((rule) => rule.project.some((word) => name.includes(word))).flatMap(({ item }) => item);
    const same = basic.filter((fact) => fact.value === executed.value);
    const kin = same.filter(({ dims, where }) => dims.economic !== undefined && items.some((item) => where.row?.includes(item)));
    if (kin.length === 0) return [];
    const scope = scopes(context).find((claim) => claim.slots.has('amount'));
    return [
      evaluationFinding('agree.nature', 'warning', {
        message: `“${project.name}”${executed.printed}万元在自评中作为项目支出，决算表把同一金额列在基本支出（${kin[0]?.where.row ?? ''}）。`,
        stated: '项目支出',
        expected: '基本支出（按决算表）',
        suggestion: '核实这笔资金的性质：属人员经费的不列入项目自评，属项目的调整决算列支。',
        places: [
          ...placesOfFacts(context, [executed.id]),
          namePlace(mention),
          ...placesOfFacts(
            context,
            same.map(({ id }) => id),
          ),
          ...fundPlaces(context, scope),
        ],
      }),
    ];
  });
}

const fundPlaces = ({ passages }: EvaluationContext, scope: EvaluationClaim | undefined): FindingPlace[] =>
  scope
    ? passages.claims
        .filter(({ id, block, slots }) => id === 'fund' && block === scope.block && slots.get('fund')?.words.text === '一般公共预算')
        .slice(0, 1)
        .map(({ words }) => wordsPlace(words))
    : [];

/** A heading that ends with an amount which its section's total contradicts. */
export function headingAmounts(context: EvaluationContext): Finding[] {
  return context.sections.flatMap((section) => {
    const heading = plainWords(section.heading);
    const printed = /[^\d.,](\d[\d,]*\.\d+)(万元)?$/.exec(heading.text)?.[1];
    const own = printed ? moneyOf(printed) : null;
    if (!printed || !own) return [];
    const scope = context.passages.claims.find(({ id, block }) => id.endsWith('-scope') && section.from < block && block < section.to);
    const amount = scope?.slots.get('budget') ?? scope?.slots.get('amount');
    const fact = factAt(context, amount?.fact ?? null);
    if (!scope || !fact || Math.abs(fact.value - own.fen) <= fact.half + own.half) return [];
    return [
      evaluationFinding('agree.heading-amount', 'warning', {
        message: `标题“${heading.text}”所列金额${printed}与本节“${scope.words.text}”不一致${/万元$/.test(heading.text) ? '' : '，且未写单位'}。`,
        stated: printed,
        expected: fact.printed,
        difference: amountText(own.fen - fact.value),
        suggestion: '删去标题中的金额，或与正文一致并写明单位和口径。',
        places: [wordsPlace(heading), wordsPlace(scope.words)],
        culprit: 0,
      }),
    ];
  });
}

/** 实际完成年度目标, while quantity or execution show a part only. */
export function completionClaims(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const { completed, partly } = project;
    if (!completed) return [];
    const pairs = project.mentions.flatMap((mention) => {
      const target = factAt(context, mention.targetQuantity);
      const actual = mention.actualQuantities.map((id) => factAt(context, id)).find((fact) => fact !== null) ?? null;
      return target && actual && factValue(actual) < factValue(target) ? [{ target, actual }] : [];
    });
    const [pair] = pairs;
    if (!pair && !partly) return [];
    const budget = factAt(context, project.mentions.find((mention) => mention.executed !== null)?.budget ?? null);
    const executed = factAt(context, project.mentions.find((mention) => mention.executed !== null)?.executed ?? null);
    const shortfall = pair ? `数量目标${pair.target.printed}、完成${pair.actual.printed}` : `文中又写“${partly?.text}”`;
    const money = budget && executed && executed.value < budget.value ? `，预算${budget.printed}万元、支出${executed.printed}万元` : '';
    return [
      evaluationFinding('agree.completion', 'warning', {
        message: `项目“${project.name}”写“${completed.text}”，但${shortfall}${money}，只是部分完成。`,
        stated: completed.text,
        expected: '部分完成年度目标',
        suggestion: '按实际完成情况改写，并说明未完成的原因。',
        places: [
          wordsPlace(completed),
          ...(partly ? [wordsPlace(partly)] : []),
          ...(pair ? placesOfFacts(context, [pair.actual.id, pair.target.id]) : []),
        ],
        culprit: 0,
      }),
    ];
  });
}

/** The departmental evaluation has the number and amount of the self-evaluation: two different activities (hint). */
export function sameEvaluations(context: EvaluationContext): Finding[] {
  const [self] = scopes(context).filter((claim) => claim.slots.has('amount'));
  const [department] = scopes(context, 'department-evaluated');
  const text = (claim: EvaluationClaim | undefined, slot: string) => claim?.slots.get(slot)?.words.text;
  if (!self || !department || text(self, 'n') !== text(department, 'n') || text(self, 'amount') !== text(department, 'amount')) return [];
  return [
    evaluationFinding('agree.department-evaluation', 'info', {
      message: '部门评价的项目个数、金额与单位自评完全相同。部门评价是另选项目的重点评价，应有单独的评价报告。',
      suggestion: '区分单位自评与部门评价，写明部门评价的项目和结果。',
      places: inOrder([wordsPlace(self.words), wordsPlace(department.words)]),
    }),
  ];
}

/** A result given as its threshold: 满意率达≥90% (hint). */
export function thresholdResults({ document, passages, sections }: EvaluationContext): Finding[] {
  const from = Math.min(...passages.claims.map(({ block }) => block), ...passages.evaluations.flatMap(({ blocks }) => blocks));
  const places = document.blocks.flatMap((block, b): FindingPlace[] => {
    if (b < from || block.kind !== 'paragraph' || sections.some(({ from: head }) => head === b)) return [];
    const plain = plainWords(block.words);
    return [...plain.text.matchAll(/(?:[率度]达到?|增加了?|提高了?|实现了?|下降了?)[^，。；为]{0,24}?[≥≤]\d+(?:\.\d+)?%?/g)]
      .filter(({ index }) => !/指标|设置分值/.test(plain.text.slice(Math.max(0, index - 12), index + 60)))
      .map((match) => wordsPlace(sliceWords(plain, match.index, match.index + match[0].length)));
  });
  if (places.length === 0) return [];
  return [
    evaluationFinding('comply.threshold-result', 'info', {
      message: `${places.length}处把指标值（≥、≤）当作完成结果；完成情况应写实际值。`,
      suggestion: '写实际完成值。',
      places,
    }),
  ];
}
