import { goalOfYear, indicatorName } from '../../score/indicator.ts';
import { type Project, projectKey } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { fieldPlace, goalPlace, listed, nameOf } from '../performance/spots.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

const FEWEST = 4;
/** A change of money that targets must answer. */
const LARGE = 0.2;

interface Twice {
  readonly before: Project;
  readonly now: Project;
}

/** The projects that both of two successive budgets have under one name, each once in both. */
function twiceOf({ earlier, later }: Pair): Twice[] {
  if (earlier.identity.kind !== 'budget' || later.identity.kind !== 'budget' || (later.identity.year ?? 0) - 1 !== earlier.identity.year)
    return [];
  const byName = (projects: readonly Project[]) =>
    Map.groupBy(
      projects.filter(({ name, record }) => name && record.record !== 'whole-target'),
      ({ name }) => projectKey(name?.text ?? ''),
    );
  const before = byName(earlier.projects);
  return [...byName(later.projects)].flatMap(([key, [now, ...more]]) => {
    const [first, ...rest] = before.get(key) ?? [];
    return first && now && !more.length && !rest.length ? [{ before: first, now }] : [];
  });
}

const goalsOf = ({ indicators }: Project): string[] =>
  indicators.flatMap((indicator) => {
    const goal = goalOfYear(indicator);
    return goal && indicatorName(indicator) ? [`${indicatorName(indicator)}${goal.value.text}`] : [];
  });

/** Targets copied from last year: every indicator and value is the same although the money changed by a fifth or more. */
export function copiedTargets(pair: Pair): Finding[] {
  const { earlier, later } = pair;
  return twiceOf(pair).flatMap(({ before, now }): Finding[] => {
    const [old, own] = [before.funding.annual.total, now.funding.annual.total];
    const goals = goalsOf(now);
    if (!old || !own || goals.length < FEWEST || goals.join('|') !== goalsOf(before).join('|')) return [];
    if (Math.abs(own.amount.fen - old.amount.fen) < old.amount.fen * LARGE || old.amount.fen <= 0) return [];
    const first = now.indicators.find((indicator) => goalOfYear(indicator));
    const place = first && goalPlace(now, first);
    return [
      found('carry.copied-target', {
        severity: 'warning',
        message: `${paperName(later)}项目“${nameOf(now)}”的${goals.length}个指标和指标值与${paperName(earlier)}完全相同，资金却由${old.words.text.trim()}${old.unit}变为${own.words.text.trim()}${own.unit}。`,
        stated: '与上年相同',
        expected: '与本年资金相匹配的指标值',
        suggestion: '按本年资金和任务重新设定指标值。',
        places: [
          ...(place ? [inFile(later, place)] : []),
          inFile(later, fieldPlace(now, own.words, '年度资金总额')),
          inFile(earlier, fieldPlace(before, old.words, '年度资金总额')),
        ],
      }),
    ];
  });
}

/** Projects of one year called one-off in two successive budgets (F-14). */
export function oneOffTwice(pair: Pair): Finding[] {
  const { earlier, later } = pair;
  const hits = twiceOf(pair).flatMap(({ before, now }) =>
    before.attribute && now.attribute && [before, now].every(({ attribute, term }) => /一次性/.test(attribute?.text ?? '') && term === 1)
      ? [{ before, now, was: before.attribute, is: now.attribute }]
      : [],
  );
  if (!hits.length) return [];
  return [
    found('carry.one-off', {
      severity: 'warning',
      message: `${listed(hits.map(({ now }) => `“${nameOf(now)}”`))}在${paperName(earlier)}和${paperName(later)}都列为一年期的一次性项目。连续两年安排的，一般是经常性或延续性项目。`,
      stated: '一次性项目',
      expected: '经常性项目或延续性项目',
      suggestion: '核对项目属性；确属一次性、因上年未完成而结转的，在项目概况中说明。',
      places: hits.flatMap(({ before, now, was, is }) => [
        inFile(later, fieldPlace(now, is, '项目属性')),
        inFile(earlier, fieldPlace(before, was, '项目属性')),
      ]),
    }),
  ];
}
