import type { Document } from '../../document/document.ts';
import { joinWords } from '../../document/words.ts';
import { comparePlaces } from '../../fact/place.ts';
import type { Words } from '../../document/document.ts';
import type { Fact } from '../../fact/fact.ts';
import type { PassageReading } from '../../form/passage.ts';
import type { EvaluationWords } from '../../form/passage-form.ts';
import type { EvaluationClause } from '../../form/passage-node.ts';
import type { Section } from '../../form/reading.ts';
import type { ProjectEvaluation, ProjectMention } from '../../score/evaluation.ts';
import type { Finding, FindingPlace, Law, Severity } from '../finding.ts';
import { factPlace, NOWHERE, wordsPlace } from '../place.ts';

/** All that the checks of evaluation look at. */
export interface EvaluationContext {
  readonly document: Document;
  readonly sections: readonly Section[];
  readonly facts: readonly Fact[];
  readonly year: number | null;
  readonly passages: PassageReading;
  readonly projects: readonly ProjectEvaluation[];
  readonly words: EvaluationWords;
}

interface Said {
  readonly message: string;
  readonly places: readonly FindingPlace[];
  readonly stated?: string;
  readonly expected?: string;
  readonly difference?: string;
  readonly culprit?: number | null;
  readonly suggestion: string;
}

const PERFORMANCE = '财预〔2020〕10号《项目支出绩效评价管理办法》';
/** Law, title and basis of each code of this folder's evaluation checks. */
export const evaluationCodes = {
  'agree.project-name': { law: 'agree', title: '同一项目名称不一致', basis: '' },
  'agree.evaluation-amount': { law: 'agree', title: '绩效自评资金口径不一致', basis: '预算法实施条例第二十条' },
  'agree.project-count': { law: 'agree', title: '项目个数不一致', basis: '' },
  'agree.grade-count': { law: 'agree', title: '各等级项目个数与评价结果不一致', basis: PERFORMANCE },
  'agree.heading-amount': { law: 'agree', title: '标题所列金额与正文不一致', basis: '' },
  'agree.completion': { law: 'agree', title: '称完成年度目标，所列结果却未完成', basis: PERFORMANCE },
  'agree.classification': { law: 'agree', title: '同一笔资金在决算表列基本支出，自评列项目', basis: '预算法实施条例第二十条' },
  'agree.department-evaluation': { law: 'agree', title: '部门评价与单位自评完全相同', basis: PERFORMANCE },
  'sum.evaluation-score': { law: 'sum', title: '评价得分不等于各项得分之和', basis: PERFORMANCE },
  'derive.average-score': { law: 'derive', title: '平均得分不能由各项目得分复算', basis: PERFORMANCE },
  'derive.grade': { law: 'derive', title: '评价等级与得分不符', basis: PERFORMANCE },
  'derive.sign': { law: 'derive', title: '增减方向词与正负号矛盾', basis: '' },
  'comply.coverage': { law: 'comply', title: '自评未覆盖全部项目支出', basis: PERFORMANCE },
  'comply.report-date': { law: 'comply', title: '报告日期不可能', basis: '' },
  'comply.missing-table': { law: 'comply', title: '引用的附表未附', basis: '' },
  'comply.project-analysis': { law: 'comply', title: '自评项目缺少分析', basis: PERFORMANCE },
  'comply.deduction-reason': { law: 'comply', title: '扣分没有说明原因', basis: PERFORMANCE },
  'comply.number-format': { law: 'comply', title: '数字书写格式错误', basis: '' },
  'comply.revenue-parts': { law: 'comply', title: '把支出分类写成收入构成', basis: '预算法第二十七条' },
  'perf.copied-indicator': { law: 'comply', title: '绩效指标与本项目无关，疑为复制其他项目', basis: '财预〔2015〕88号《中央部门预算绩效目标管理办法》' },
  'perf.indicator-level': { law: 'comply', title: '绩效指标归类错误', basis: '财预〔2021〕101号' },
  'perf.missing-indicator': { law: 'comply', title: '未设置的指标仍占分值', basis: PERFORMANCE },
  'perf.execution-target': { law: 'comply', title: '把实际执行率当作年初目标', basis: PERFORMANCE },
  'perf.cost-deduction': { law: 'derive', title: '成本未超上限仍被扣分', basis: PERFORMANCE },
  'perf.exceptions': { law: 'agree', title: '扣分项数与所列不符', basis: PERFORMANCE },
  'perf.threshold-result': { law: 'comply', title: '以指标值代替实际完成值', basis: PERFORMANCE },
} as const satisfies Record<string, { readonly law: Law; readonly title: string; readonly basis: string }>;
export type EvaluationCode = keyof typeof evaluationCodes;

export const evaluationFinding = (code: EvaluationCode, severity: Severity, said: Said): Finding => ({
  code,
  severity,
  ...evaluationCodes[code],
  stated: '',
  expected: '',
  difference: '',
  culprit: null,
  ...said,
});

export const factAt = ({ facts }: Pick<EvaluationContext, 'facts'>, id: number | null): Fact | null => (id === null ? null : (facts[id] ?? null));

/** The place of a fact, with words around its number where it stands in a sentence. */
export function clausePlace(clause: EvaluationClause, slot: string): FindingPlace | null {
  const words = clause.slots.get(slot)?.words;
  if (!words) return null;
  const at = clause.words.text.lastIndexOf(words.text);
  const whole = clause.words.text;
  // the words that end with the number, at most 40 signs of them, on the number's own line
  const place = wordsPlace(words);
  const from = Math.max(0, at - 30);
  return { ...place, text: whole.slice(from, at + words.text.length + 4) };
}

/** The place of a project's name, as printed, in a mention. */
export const namePlace = ({ node }: ProjectMention): FindingPlace => wordsPlace(node.name, { ...NOWHERE, row: node.name.text });

export const placesOfFacts = (context: Pick<EvaluationContext, 'facts'>, ids: readonly (number | null | undefined)[]): FindingPlace[] => {
  const seen = new Set<number>();
  return ids.flatMap((id) => {
    if (id === null || id === undefined || seen.has(id)) return [];
    seen.add(id);
    const fact = context.facts[id];
    return fact ? [namedPlace(fact)] : [];
  });
};

/** A fact's place; where the fact knows its row, the row stands before the number. */
function namedPlace(fact: Fact): FindingPlace {
  const place = factPlace(fact);
  return fact.where.node === 'passage' && fact.where.row ? { ...place, text: place.text } : place;
}

/** Places in reading order, each once. */
export function inOrder(places: readonly FindingPlace[]): FindingPlace[] {
  const seen = new Set<string>();
  return [...places].sort(comparePlaces).filter((place) => {
    const key = `${place.line}|${place.page}|${place.from}|${place.to}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Points as text, at most two decimals: 78.6, 93.86. */
export const pointsText = (points: number): string => String(Math.round(points * 100) / 100);

/** Amounts and counts as words for a place: several words of one block. */
export const joined = (words: readonly Words[]): Words => joinWords(words);
