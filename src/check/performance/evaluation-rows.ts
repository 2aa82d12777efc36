import type { Words } from '../../document/document.ts';
import type { EvaluationClause } from '../../form/passage-node.ts';
import { parseDay } from '../../score/day.ts';
import type { ProjectEvaluation } from '../../score/evaluation.ts';
import { directionOf, isScore, measuredScore } from '../../score/rule.ts';
import { numberOf, parseValue, type TargetValue } from '../../score/value.ts';
import type { Code } from '../codes.ts';
import type { Finding, Severity } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding, factAt, placesOfFacts, pointsText } from './evaluation-context.ts';
import { isBounded } from './indicatorRules.ts';

/** A row of a filled self-evaluation form (项目支出绩效自评表). */
interface FormRow {
  readonly name: Words;
  readonly target: TargetValue;
  readonly actual: TargetValue;
  readonly actualWords: Words | null;
  readonly weight: number;
  readonly got: number;
  readonly reason: string;
}

const number = (words: Words | undefined): number | null => (words && /^\d+(?:\.\d+)?$/.test(words.text) ? Number(words.text) : null);

function rowOf({ id, slots }: EvaluationClause): FormRow[] {
  const words = (name: string): Words | undefined => slots.get(name)?.words;
  const [name, target, weight, got] = [words('indicator'), words('target'), number(words('weight')), number(words('got'))];
  if (id !== 'indicator' || !name || !target || weight === null || got === null) return [];
  const actualWords = words('actual') ?? null;
  const reason = (words('reason')?.text ?? '').replace(/\s+|^(?:无|\/|-|—)+$/g, '');
  return [{ name, target: parseValue(target.text), actual: parseValue(actualWords?.text ?? ''), actualWords, weight, got, reason }];
}

/** A rule for one row: what is wrong with it, to follow “指标”; null where nothing is. */
interface RowRule {
  readonly code: Code;
  readonly severity: Severity;
  readonly suggestion: string;
  test(row: FormRow): string | null;
}

/** Points as the scoring rule makes them, in points; null where target and result cannot be compared. */
function fairPoints({ target, actual, weight }: FormRow): number | null {
  if (directionOf(target) === 'judged' || actual.text === '') return null;
  // more than an exact target is judged by people
  if (directionOf(target) === 'exact' && (numberOf(actual) ?? 0) > (numberOf(target) ?? 0)) return null;
  const promised = { annual: target, direction: directionOf(target), weight: weight * 100, missing: false };
  const score = measuredScore(promised, weight * 100, { actual: actual.text, attained: null, share: null, lowTarget: false }, { over: [] });
  return isScore(score) ? score.points / 100 : null;
}

/** What rounding to whole points may add. */
const ROUNDED = 0.5;
/** From this multiple of a target on, what was reached says more of the target than of the work. */
const FAR = 2;

/** Words by which things and people are counted: 个 and 家 count the same. */
const COUNTER = /^(?:人次|[个家户名人项件次场期批所处座台套辆份块条篇宗栋间位支幅本])$/;

/** Whether a result's date is later than the last day promised. */
function isLate({ target, actual }: FormRow): boolean {
  const [due, done] = [parseDay(target.text), parseDay(actual.text)];
  return due !== null && done !== null && done.first > due.last;
}

const RULES: readonly RowRule[] = [
  {
    code: 'derive.indicator-score',
    severity: 'warning',
    suggestion: '按实际完成值与指标值的比例计分，并写明偏差原因和改进措施。',
    test: (row) => {
      const fair = fairPoints(row);
      if (row.got > row.weight) return null;
      if (isLate(row) && row.got === row.weight)
        return `要求${row.target.text}，实际${row.actual.text}才完成，却得满分${pointsText(row.got)}`;
      return fair !== null && row.got > fair + ROUNDED
        ? `指标值${row.target.text}，实际${row.actual.text}，${directionOf(row.target) === 'down' ? '超过上限' : '没有达到'}，按比例应得${pointsText(fair)}分，却得${pointsText(row.got)}分`
        : null;
    },
  },
  {
    code: 'comply.result-missing',
    severity: 'warning',
    suggestion: '写明实际完成值，没有完成值的不应得分。',
    test: ({ actual, got }) => (actual.text === '' && got > 0 ? `没有写实际完成值，却得${pointsText(got)}分` : null),
  },
  {
    code: 'comply.threshold-result',
    severity: 'info',
    suggestion: '写实际完成值，不写指标值。',
    test: ({ actual }) => (actual.comparator && actual.number ? `的实际完成值写成“${actual.text}”，是指标值的写法` : null),
  },
  {
    code: 'comply.over-fulfilment',
    severity: 'info',
    suggestion: '说明大幅超额的原因；属年初指标值偏低的，按规定适当扣分，下年据此调高目标。',
    test: ({ target, actual, got, weight, reason }) => {
      const [promised, reached] = [numberOf(target), numberOf(actual)];
      const same = target.unit === actual.unit || actual.unit === '';
      const over = promised !== null && reached !== null && promised > 0 && same && reached >= promised * FAR;
      return over && directionOf(target) === 'up' && got === weight && reason === ''
        ? `指标值${target.text}，实际${actual.text}，为指标值的${pointsText(reached / promised)}倍，没有说明原因`
        : null;
    },
  },
  {
    code: 'comply.indicator-unit',
    severity: 'info',
    suggestion: '实际完成值与指标值用同一单位。',
    test: ({ target, actual }) => {
      const measured = target.number && actual.number && target.unit !== '' && actual.unit !== '' && target.unit !== actual.unit;
      const counted = COUNTER.test(target.unit) && COUNTER.test(actual.unit);
      return measured && !counted && target.kind !== 'money' && actual.kind !== 'money' && directionOf(target) !== 'judged'
        ? `指标值为${target.text}，实际完成值为${actual.text}，单位不同`
        : null;
    },
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'warning',
    suggestion: '这类比率最高为100%，核对实际完成值。',
    test: ({ name, actual }) =>
      actual.kind === 'percent' && isBounded(name.text) && (numberOf(actual) ?? 0) > 100 ? `实际完成值为${actual.text}，不可能` : null,
  },
];

/** What the rows of self-evaluation forms say against themselves; one finding of a project for each rule. */
export function formRows(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const rows = project.mentions.flatMap(({ node }) => (node.source === 'form' ? node.clauses.flatMap(rowOf) : []));
    return RULES.flatMap(({ code, severity, suggestion, test }): Finding[] => {
      const hits = rows.flatMap((row) => {
        const says = test(row);
        return says === null ? [] : [{ row, says }];
      });
      if (!hits.length) return [];
      return [
        evaluationFinding(code, severity, {
          message: `项目“${project.name}”的自评表：${hits.map(({ row, says }) => `“${row.name.text}”${says}`).join('；')}。`,
          stated: hits[0]?.row.actual.text || '空白',
          suggestion,
          places: hits.map(({ row }) =>
            wordsPlace(row.actualWords ?? row.name, { table: project.name, row: row.name.text, column: '实际完成值' }),
          ),
        }),
      ];
    });
  });
}

/** An indicator never gets more than its points. */
export function scoreBounds(context: EvaluationContext): Finding[] {
  const over = ({ items }: ProjectEvaluation) => items.filter(({ got, weight }) => got !== null && weight !== null && got > weight);
  return context.projects.flatMap((project) =>
    over(project).map((item) =>
      evaluationFinding('derive.score-bound', 'error', {
        message: `项目“${project.name}”的“${item.level}”分值${pointsText(item.weight ?? 0)}分，却得${pointsText(item.got ?? 0)}分，得分不能超过分值。`,
        stated: pointsText(item.got ?? 0),
        expected: `不超过${pointsText(item.weight ?? 0)}`,
        difference: pointsText((item.got ?? 0) - (item.weight ?? 0)),
        culprit: 0,
        suggestion: '更正该项得分和总分；分值写错的更正分值。',
        places: placesOfFacts(context, [item.gotFact, item.weightFact]),
      }),
    ),
  );
}

/** A project spends no more than its budget of the whole year (预算法第十三条). */
export function overspent(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const pairs = project.mentions.flatMap(({ adjusted, executed }) => {
      const [budget, spent] = [factAt(context, adjusted), factAt(context, executed)];
      return budget && spent && budget.kind === 'money' && spent.value - spent.half > budget.value + budget.half ? [{ budget, spent }] : [];
    });
    const [first] = pairs;
    if (!first) return [];
    return [
      evaluationFinding('sum.execution-bound', 'warning', {
        message: `项目“${project.name}”全年预算${first.budget.printed}万元，执行数${first.spent.printed}万元，执行数大于全年预算。`,
        stated: first.spent.printed,
        expected: `不大于${first.budget.printed}`,
        suggestion: '年中追加的资金计入全年预算数；没有追加的，核对执行数。',
        places: placesOfFacts(context, [first.spent.id, first.budget.id]),
      }),
    ];
  });
}
