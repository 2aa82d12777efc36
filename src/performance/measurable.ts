import type { Code } from '../check/codes.ts';
import type { Severity } from '../check/finding.ts';
import { besideBudget, isCap, isTotalCost, UNIT_PRICE } from '../check/performance/costCap.ts';
import { dueWeights, groupOf, missingGroups } from '../check/performance/indicatorGroups.ts';
import { indicatorRules } from '../check/performance/indicatorRules.ts';
import { SURVEY } from '../check/performance/survey.ts';
import { type Amount, amountText } from '../fact/amount.ts';
import { type IndicatorClass, indicatorClass } from '../score/indicator.ts';
import { parseValue, type TargetValue } from '../score/value.ts';

/** An indicator as somebody is typing it: any of it may still be blank. */
export interface DraftIndicator {
  /** the second level: 数量指标, 经济成本指标 … */
  readonly level: string;
  readonly name: string;
  readonly value: string;
  /** what will prove the value */
  readonly evidence?: string;
  /** of a value in words: the grades, apart by ； or | or lines */
  readonly grades?: string;
  /** points of 100 */
  readonly weight?: number;
}

/** What is known of the project that an indicator is for. */
export interface DraftProject {
  readonly name?: string;
  /** its money of the year */
  readonly budget?: Amount;
}

export type DraftField = 'level' | 'name' | 'value' | 'evidence' | 'grades' | 'weight';

/** What keeps an indicator from being measured, or would make it better; code and severity are those of the check of papers. */
export interface Advice {
  readonly code: Code;
  readonly severity: Severity;
  readonly field: DraftField;
  readonly message: string;
  readonly mend: string;
}

interface Typed {
  readonly draft: DraftIndicator;
  readonly name: string;
  readonly class: IndicatorClass | null;
  readonly value: TargetValue;
  readonly graded: boolean;
}

const GRADES = 3;
const isGraded = (text: string | undefined): boolean => (text ?? '').split(/[|；;\n]/).filter((part) => part.trim()).length >= GRADES;
const LEVEL: Code = 'comply.indicator-level';

/** The laws that papers are checked by. */
const ruled = ({ class: kind, graded, value, name }: Typed): Advice[] =>
  indicatorRules.flatMap(({ code, severity, suggestion, test }) => {
    const says = test({ class: kind, graded }, value, name);
    return says === null
      ? []
      : [{ code, severity, field: code === LEVEL ? 'level' : 'value', message: `${says.replace(/^的/, '')}。`, mend: suggestion }];
  });

/** A blank or unknown level, name or value. */
function blanks({ draft, name, class: kind, value }: Typed): Advice[] {
  const out: Advice[] = [];
  if (kind === null || kind === 'other') {
    out.push({
      code: 'comply.indicator-level',
      severity: 'warning',
      field: 'level',
      message: draft.level.trim() ? `没有“${draft.level.trim()}”这样的二级指标。` : '没有选二级指标。',
      mend: '从数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、服务对象满意度中选一个。',
    });
  }
  if (!name) {
    out.push({
      code: 'comply.indicator-missing',
      severity: 'warning',
      field: 'name',
      message: '没有指标名称。',
      mend: '写明衡量什么，如“培训人次”“验收合格率”。',
    });
  }
  if (!value.text) {
    out.push({
      code: 'comply.indicator-value',
      severity: 'warning',
      field: 'value',
      message: '没有指标值。',
      mend: '写比较符号、数和单位，如“≥30家”“≤50万元”“=100%”“9月底前”。',
    });
  }
  return out;
}

/** A number without sign or unit; words without grades. */
function unread({ value, graded }: Typed): Advice[] {
  const out: Advice[] = [];
  if (value.number && !value.comparator && !value.upper) {
    out.push({
      code: 'comply.indicator-comparator',
      severity: 'warning',
      field: 'value',
      message: `指标值“${value.text}”没有比较符号，多了、少了算不算完成说不清。`,
      mend: `越多越好写“≥${value.text}”，越少越好写“≤${value.text}”，必须正好写“=${value.text}”。`,
    });
  }
  if (value.number && value.kind === 'count' && !value.unit) {
    out.push({
      code: 'comply.indicator-unit',
      severity: 'warning',
      field: 'value',
      message: `指标值“${value.text}”没有计量单位。`,
      mend: `在数后写单位，如“${value.text}个”“${value.text}人次”“${value.text}%”“${value.text}万元”。`,
    });
  }
  if (value.text && value.kind === 'text' && !graded) {
    out.push({
      code: 'comply.indicator-value',
      severity: 'warning',
      field: 'grades',
      message: `指标值“${value.text}”是定性的，没有写怎样算达成、部分达成、未达成。`,
      mend: '能计量的改成数；不能计量的写三级评判标准，以“；”分开，如“制度齐备且有执行记录；制度齐备但执行有缺项；主要制度缺失”。',
    });
  }
  return out;
}

/** What will prove the value. */
function unproved({ draft, class: kind }: Typed): Advice[] {
  const evidence = draft.evidence?.trim() ?? '';
  if (kind === 'satisfaction' && !SURVEY.test(evidence)) {
    return [
      {
        code: 'comply.satisfaction-survey',
        severity: 'warning',
        field: 'evidence',
        message: '满意度没有写怎样调查。',
        mend: '写明问卷、回访或第三方调查，以及准备发放的份数，如“入户问卷200份”。',
      },
    ];
  }
  return evidence
    ? []
    : [
        {
          code: 'comply.indicator-value',
          severity: 'info',
          field: 'evidence',
          message: '没有写数据来源。',
          mend: '写明年底用什么证明，如签到表、验收单、支付凭证、系统统计。',
        },
      ];
}

/** A cost that caps the whole project's money (relation F-12). */
function costly({ class: kind, value, name }: Typed, { name: project = '', budget }: DraftProject): Advice[] {
  if (kind !== 'cost' || !budget || !value.amount || !isCap(value) || UNIT_PRICE.test(name)) return [];
  const beside = besideBudget(value.amount, budget);
  if (beside === 'fits' || (beside === 'below' && !isTotalCost(name, project))) return [];
  const money = `${amountText(budget.fen)}万元`;
  return [
    {
      code: 'agree.cost-target',
      severity: beside === 'below' ? 'error' : 'warning',
      field: 'value',
      message: `成本上限“${value.text}”${beside === 'below' ? `低于项目资金${money}，按预算执行必然超标` : `高于项目资金${money}，起不到控制作用`}。`,
      mend: `总成本写“≤${money}”；只是其中一部分费用的，在名称里写明是哪一部分。`,
    },
  ];
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** One piece of advice for each field and code: the gravest. */
function gravest(advice: readonly Advice[]): Advice[] {
  const sorted = [...advice].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const seen = new Set<string>();
  return sorted.filter(({ code, field }) => {
    const key = `${code}|${code === 'comply.indicator-value' && field === 'evidence' ? field : ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Says of a draft indicator what keeps it from being measured, gravest first; nothing where it can be measured. */
export function measurable(draft: DraftIndicator, project: DraftProject = {}): Advice[] {
  const typed: Typed = {
    draft,
    name: draft.name.replace(/\s+/g, ''),
    class: indicatorClass(draft.level.trim() || undefined),
    value: parseValue(draft.value),
    graded: isGraded(draft.grades),
  };
  return gravest([...blanks(typed), ...ruled(typed), ...unread(typed), ...unproved(typed), ...costly(typed, project)]);
}

/** Whether advice leaves an indicator measurable: hints do. */
export const canMeasure = (advice: readonly Advice[]): boolean => advice.every(({ severity }) => severity === 'info');

/** What the indicators of one project lack together: groups that have none, and points that do not make what is due. */
export function measurableTogether(drafts: readonly DraftIndicator[]): Advice[] {
  const missing = missingGroups(drafts.map(({ level }) => groupOf(indicatorClass(level.trim() || undefined), level)));
  const weights = drafts.flatMap(({ weight }) => weight ?? []);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const due = dueWeights(total, false);
  return [
    ...(missing.length
      ? [
          {
            code: 'comply.indicator-missing',
            severity: 'info',
            field: 'level',
            message: `缺${missing.join('、')}指标。`,
            mend: '绩效指标应包括产出、成本、效益和服务对象满意度。',
          } as const,
        ]
      : []),
    ...(weights.length && total !== due
      ? [
          {
            code: 'sum.weights',
            severity: 'error',
            field: 'weight',
            message: `各项指标分值合计${total}分，应为90分（预算执行率另占10分）。`,
            mend: '调整分值，使合计为90分；不给预算执行率计分的，合计为100分。',
          } as const,
        ]
      : []),
  ];
}
