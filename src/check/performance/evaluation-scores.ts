import type { Fact } from '../../fact/fact.ts';
import { countOf } from '../../form/passage-fact.ts';
import type { GradeBand } from '../../form/passage-form.ts';
import { factValue, type ProjectEvaluation, partsTotal } from '../../score/evaluation.ts';
import { gradeOf, mean, SLACK, weightedMean } from '../../score/scoring.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding, factAt, inOrder, namePlace, placesOfFacts, pointsText } from './evaluation-context.ts';

const half = (fact: Fact): number => (fact.scale === 0 ? 0 : fact.half / 10 ** fact.scale);
const totals = (context: EvaluationContext, project: ProjectEvaluation): Fact[] =>
  project.mentions.flatMap(({ total }) => factAt(context, total) ?? []);

/** A project's score is the sum of its indicators' points (F-7). Every total that the parts cannot make is named. */
export function scoreTotals(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const parts = partsTotal(project);
    const printed = totals(context, project);
    if (!parts || printed.length === 0) return [];
    const wrong = printed.filter((fact) => Math.abs(factValue(fact) - parts.sum) > parts.slack + half(fact) + SLACK);
    // where one of several totals fits, the totals contradict each other: that is said of them as repeats of one fact
    if (wrong.length === 0 || wrong.length < printed.length) return [];
    const [first] = wrong;
    if (!first) return [];
    const stated = project.items.filter(({ got }) => got !== null);
    const list = project.items.map(({ level, got, weight }) => `${level}${pointsText(got ?? weight ?? 0)}`).join(' + ');
    const less = project.deductions.length ? `，另扣${project.deductions.map(({ points }) => pointsText(points)).join('、')}分` : '';
    return [
      evaluationFinding('sum.evaluation-score', 'error', {
        message: `项目“${project.name}”综合得分${first.printed}分，按所列各项复算：${list}${less}，合计${pointsText(parts.sum)}分，相差${pointsText(factValue(first) - parts.sum)}分。`,
        stated: first.printed,
        expected: pointsText(parts.sum),
        difference: pointsText(factValue(first) - parts.sum),
        culprit: 0,
        suggestion: '核对各项得分与综合得分：或改正综合得分，或补写漏列的扣分项及原因，汇总表与等级同步修改。',
        places: [
          ...placesOfFacts(
            context,
            printed.map(({ id }) => id),
          ),
          ...stated.flatMap(({ result, gotFact }) =>
            result
              ? [wordsPlace(result, { table: null, row: project.name, column: null }, Math.max(0, result.text.length - 30))]
              : placesOfFacts(context, [gotFact]),
          ),
        ],
      }),
    ];
  });
}

/** Mentions of a project whose grade is not that of the score beside it. */
function wrongGrades(
  context: EvaluationContext,
  project: ProjectEvaluation,
): { readonly score: Fact; readonly grade: Fact; readonly due: GradeBand }[] {
  return project.mentions.flatMap((mention) => {
    const score = factAt(context, mention.total);
    const grade = factAt(context, mention.grade);
    const due = score && grade ? gradeOf(factValue(score), context.words.grades) : null;
    return score && grade && due && !due.words.includes(grade.printed) ? [{ score, grade, due }] : [];
  });
}

/** The grade printed with a score is that of its band (F-8). */
export function gradesOfScores(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const wrong = wrongGrades(context, project);
    const [first] = wrong;
    if (!first) return [];
    return [
      evaluationFinding('derive.grade', 'error', {
        message: `项目“${project.name}”得分${first.score.printed}分，等级写为“${first.grade.printed}”；${first.due.from}分及以上应为“${first.due.grade}”。`,
        stated: first.grade.printed,
        expected: first.due.grade,
        suggestion: '按得分改正等级，并核对各等级项目个数。当地另有等级标准的，请注明标准。',
        places: placesOfFacts(
          context,
          wrong.flatMap(({ grade, score }) => [grade.id, score.id]),
        ),
        culprit: 0,
      }),
    ];
  });
}

/** A project has one grade, where its mentions have one score. */
export function gradesAgree(context: EvaluationContext): Finding[] {
  const bandOf = (text: string) => context.words.grades.find(({ words }) => words.includes(text))?.grade ?? text;
  return context.projects.flatMap((project) => {
    const grades = project.mentions.flatMap(({ grade }) => factAt(context, grade) ?? []);
    const other = grades.find((grade) => bandOf(grade.printed) !== bandOf(grades[0]?.printed ?? ''));
    const [first] = grades;
    // differing scores are named themselves, and their grades follow
    if (!first || !other || wrongGrades(context, project).length > 0 || new Set(totals(context, project).map(factValue)).size > 1)
      return [];
    return [
      evaluationFinding('agree.grade', 'error', {
        message: `项目“${project.name}”的评价等级一处为“${first.printed}”，另一处为“${other.printed}”。`,
        stated: `${first.printed} / ${other.printed}`,
        suggestion: '按得分统一等级。',
        places: placesOfFacts(
          context,
          grades.map(({ id }) => id),
        ),
      }),
    ];
  });
}

/** The number of projects of each grade is what the list and the analyses show (F-8, F-18). */
export function gradeCounts(context: EvaluationContext): Finding[] {
  const { projects, passages, words } = context;
  const bandOf = (text: string): string | null => words.grades.find((band) => band.words.includes(text))?.grade ?? null;
  const claims = passages.claims.filter(({ id, set }) => id === 'grade-count' && set === 'self-evaluated');
  const graded = projects.map((project) => ({
    project,
    by: project.mentions.flatMap((mention) => {
      const fact = factAt(context, mention.grade);
      const grade = fact && bandOf(fact.printed);
      return fact && grade ? [{ grade, fact, text: mention.node.source === 'paragraph' || mention.node.source === 'form' }] : [];
    }),
  }));
  const known = graded.filter(({ by }) => by.length > 0);
  if (claims.length === 0 || known.length === 0) return [];
  const stated = new Map<string, number>();
  for (const claim of claims) {
    const grade = bandOf(claim.slots.get('grade')?.words.text ?? '');
    const count = countOf(claim.slots.get('n')?.words.text ?? '');
    if (grade && count !== null) stated.set(grade, count);
  }
  const whole = [...stated.values()].reduce((sum, count) => sum + count, 0);
  // the analysis in words counts before the table; each view must fit the stated numbers
  const views = [true, false].map((text) =>
    known.map(({ project, by }) => ({ project, hit: by.find((one) => one.text === text) ?? by[0] })),
  );
  for (const view of views) {
    const counts = new Map<string, number>();
    for (const { hit } of view) if (hit) counts.set(hit.grade, (counts.get(hit.grade) ?? 0) + 1);
    const complete = view.length === whole;
    const off = [...new Set([...counts.keys(), ...stated.keys()])].filter((grade) => {
      const seen = counts.get(grade) ?? 0;
      const said = stated.get(grade) ?? 0;
      return seen > said || (complete && seen < said);
    });
    if (off.length === 0) continue;
    const shown = off.map((grade) => `等级“${grade}”文中写${stated.get(grade) ?? 0}个、逐项数得${counts.get(grade) ?? 0}个`).join('，');
    const claimPlaces = claims
      .filter((claim) => off.includes(bandOf(claim.slots.get('grade')?.words.text ?? '') ?? ''))
      .map((claim) => wordsPlace(claim.words));
    const projectPlaces = view.flatMap(({ hit }): FindingPlace[] => {
      const fact = hit && off.includes(hit.grade) ? hit.fact : null;
      return fact ? placesOfFacts(context, [fact.id]).map((place) => ({ ...place, text: `等级为“${fact.printed}”` })) : [];
    });
    return [
      evaluationFinding('agree.grade-count', 'error', {
        message: `各等级项目个数与逐个项目的评价等级不一致：${shown}。`,
        stated: [...stated].map(([grade, count]) => `${count}${grade}`).join(''),
        expected: [...stated.keys()].map((grade) => `${counts.get(grade) ?? 0}${grade}`).join(''),
        suggestion: '先统一每个项目在汇总表和正文中的得分、等级，再重新统计各等级个数。',
        places: inOrder([...claimPlaces, ...projectPlaces.slice(0, 8)]),
      }),
    ];
  }
  return [];
}

/** The mean score of a summary table is the plain or amount-weighted mean of its projects' scores (F-10). */
export function averageScore(context: EvaluationContext): Finding[] {
  return context.passages.tables.flatMap((table) => {
    const stated = factAt(context, table.rows.find(({ kind }) => kind === 'total')?.cells.get('got')?.fact ?? null);
    if (table.form !== 'evaluation-summary' || !stated || stated.kind !== 'score') return [];
    const rows = context.projects.flatMap((project) => {
      const mention = project.mentions.find(({ node }) => node.source === 'table' && node.list === table.block);
      const score = mention ? factAt(context, mention.total) : null;
      if (!mention || !score) return [];
      const texts = [...totals(context, project).map(factValue), partsTotal(project)?.sum ?? factValue(score)];
      return [
        {
          mention,
          score,
          last: texts.find((value) => value !== factValue(score)) ?? factValue(score),
          budget: factAt(context, mention.budget)?.value ?? 0,
          spent: factAt(context, mention.executed)?.value ?? 0,
        },
      ];
    });
    if (rows.length < 2 || rows.length !== table.rows.filter(({ kind, cells }) => kind !== 'total' && cells.size > 0).length) return [];
    const scores = rows.map(({ score }) => factValue(score));
    const average = mean(scores) ?? 0;
    const ways = [scores, rows.map(({ last }) => last)].flatMap((values) => [
      mean(values),
      weightedMean(
        values,
        rows.map(({ budget }) => budget),
      ),
      weightedMean(
        values,
        rows.map(({ spent }) => spent),
      ),
    ]);
    const sum = scores.reduce((total, score) => total + score, 0);
    // printed scores are rounded, and so is the mean
    const slack = half(stated) + 0.005;
    if ([...ways, sum].some((way) => way !== null && Math.abs(way - factValue(stated)) <= slack + SLACK)) return [];
    return [
      evaluationFinding('derive.average-score', 'error', {
        message: `汇总表平均得分${stated.printed}分，由表中${rows.length}个项目得分复算，算术平均为${pointsText(average)}分（合计${pointsText(sum)}分），按预算加权为${pointsText(ways[1] ?? 0)}分，均不相符。`,
        stated: stated.printed,
        expected: pointsText(average),
        difference: pointsText(factValue(stated) - average),
        suggestion: '按全部项目得分重新计算平均得分，加权计算的应注明权重。',
        places: [
          ...placesOfFacts(context, [stated.id]),
          ...[rows[0], rows.at(-1), ...rows.filter(({ score, last }) => last !== factValue(score))].flatMap((row) =>
            row ? placesOfFacts(context, [row.score.id]) : [],
          ),
        ],
        culprit: 0,
      }),
    ];
  });
}

/** A project below full marks says for what it lost points. */
export function deductionReasons(context: EvaluationContext): Finding[] {
  const others = context.projects.some(({ items }) => items.length > 0);
  return context.projects.flatMap((project) => {
    const score = totals(context, project)[0];
    const explained =
      project.deductions.length > 0 ||
      project.items.some(({ got, weight }) => got !== null && weight !== null && got < weight) ||
      project.executionLoss;
    // a summary in words without indicators, as the template of final accounts has it, gives no single deductions
    const due = project.analysed ? project.items.length > 0 : others;
    if (!score || !due || explained || factValue(score) >= 100 || scoreTotals({ ...context, projects: [project] }).length > 0) return [];
    const mention = project.mentions.find(({ total }) => total === score.id);
    return [
      evaluationFinding('comply.deduction-reason', 'warning', {
        message: `项目“${project.name}”得${score.printed}分，扣${pointsText(100 - factValue(score))}分，全文没有说明扣在哪一项、为什么。`,
        stated: score.printed,
        suggestion: '补充该项目各指标得分、扣分原因和改进措施。',
        places: [...placesOfFacts(context, [score.id]), ...(mention ? [namePlace(mention)] : [])],
      }),
    ];
  });
}

/** Indicators that were not set and keep a weight; one finding for all projects. */
export function missingIndicators(context: EvaluationContext): Finding[] {
  const missing = context.projects.flatMap(({ name, items }) => items.filter((item) => item.missing).map((item) => ({ name, item })));
  const places = context.projects.flatMap(({ mentions }) =>
    mentions.flatMap(({ node }) =>
      node.clauses
        .filter(({ id }) => id === 'missing')
        .map(({ words }) => wordsPlace(words, { table: null, row: node.name.text, column: null })),
    ),
  );
  if (missing.length === 0) return [];
  return [
    evaluationFinding('comply.indicator-unset', 'warning', {
      message: `${missing.length}个项目（${missing.map(({ name }) => name).join('、')}）未设置${missing[0]?.item.level ?? '指标'}，却仍给分值并按部分得分计算。没有的指标不应有分值。`,
      stated: '未设置，仍设分值',
      expected: '设置该指标，或将分值分配给其他指标',
      suggestion: '补设与项目资金相匹配的指标，或在批复绩效目标时把分值调给其他指标，并重新计算得分。',
      places: inOrder(places),
    }),
  ];
}

/** An execution target other than 100 % where the other projects have 100 % (the executed rate written as the target). */
export function executionTargets(context: EvaluationContext): Finding[] {
  const targets = context.projects.flatMap((project) =>
    project.items
      .filter(({ kind, weight }) => kind === 'execution' && weight !== null)
      .flatMap((item) => {
        const rate = /(\d+(?:\.\d+)?)%/.exec(item.target.text)?.[1];
        return rate ? [{ project, item, rate }] : [];
      }),
  );
  const full = targets.filter(({ rate }) => Number(rate) === 100);
  if (full.length < 2) return [];
  return targets
    .filter(({ rate }) => Number(rate) !== 100)
    .map(({ project, item, rate }) => {
      const clause = project.mentions
        .flatMap(({ node }) => node.clauses)
        .find(({ id, slots }) => id === 'weight' && slots.get('weight')?.fact === item.weightFact);
      return evaluationFinding('comply.execution-target', 'warning', {
        message: `项目“${project.name}”年初设定的预算执行率为${rate}%，其余${full.length}个项目均为100%；这应是实际执行率，不是年初目标。`,
        stated: `${rate}%`,
        expected: '100%',
        suggestion: '年初指标值改为100%，实际执行率写在完成情况中。',
        places: clause
          ? [wordsPlace(clause.words, { table: null, row: project.name, column: null }, Math.max(0, clause.words.text.length - 30))]
          : [],
      });
    });
}

/** Hints on scoring: a cost under its ceiling lost points; the number of exceptions differs from those listed. */
export function scoringHints(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) => {
    const deducted = project.items.filter(({ got, weight }) => got !== null && weight !== null && got < weight);
    const spot = { table: null, row: project.name, column: null };
    const cost = deducted.filter(
      ({ kind, target, result }) => kind === 'cost' && /[≤<]/.test(target.text) && result && keepsCeiling(target.text, result.text),
    );
    return [
      ...cost.map((item) =>
        evaluationFinding('derive.cost-score', 'info', {
          message: `项目“${project.name}”${item.level}“${item.target.text}”，实际未超上限，却只得${pointsText(item.got ?? 0)}分。满足上限的成本指标通常得满分。`,
          suggestion: '说明扣分规则，或按满分计算。',
          places: item.result ? [wordsPlace(item.result, spot, Math.max(0, item.result.text.length - 30))] : [],
        }),
      ),
      ...(project.exceptions && deducted.length > 0 && project.exceptions.count !== deducted.length
        ? [
            evaluationFinding('agree.exceptions', 'info', {
              message: `项目“${project.name}”写“除上述${project.exceptions.count}项外”，前文列明扣分的有${deducted.length}项。`,
              stated: String(project.exceptions.count),
              expected: String(deducted.length),
              suggestion: '核对扣分项数。',
              places: [wordsPlace(project.exceptions.words, spot)],
            }),
          ]
        : []),
    ];
  });
}

function keepsCeiling(target: string, result: string): boolean {
  const ceiling = /[≤<](\d+(?:\.\d+)?)/.exec(target)?.[1];
  const actual = /实际(?:成本|支出)?(?:为)?(\d+(?:\.\d+)?)/.exec(result.replace(/实际得分.*$/, ''))?.[1];
  return ceiling !== undefined && actual !== undefined && Number(actual) <= Number(ceiling);
}
