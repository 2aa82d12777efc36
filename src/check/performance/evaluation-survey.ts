import type { Finding } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding } from './evaluation-context.ts';
import { reportStart } from './evaluation-text.ts';
import { SURVEYED } from './survey.ts';

/** Satisfaction that got points in a report which nowhere says who was asked, how many, and how many answered; one finding for all. */
export function unsurveyed(context: EvaluationContext): Finding[] {
  const { document, projects } = context;
  const scored = projects.flatMap((project) =>
    project.items
      .filter(
        ({ kind, missing, got, weight }) => kind === 'satisfaction' && !missing && (got ?? (project.othersFull ? weight : 0) ?? 0) > 0,
      )
      .map((item) => ({ project, item })),
  );
  const from = reportStart(context);
  const told = document.blocks.some((block, b) => {
    if (b < from) return false;
    const cells =
      block.kind === 'paragraph' ? [block.words] : block.kind === 'grid' ? block.rows.flatMap((row) => row.map(({ words }) => words)) : [];
    return cells.some(({ text }) => SURVEYED.test(text.replace(/\s+/g, '')));
  });
  const [first] = scored;
  if (!first || told) return [];
  const inWords = scored.some(({ project }) => project.mentions.some(({ node }) => node.source === 'paragraph'));
  return [
    evaluationFinding('comply.satisfaction-survey', inWords ? 'warning' : 'info', {
      message: `${scored.length}个项目的满意度指标得了分，全文没有写怎样调查、发放和收回多少份：${[...new Set(scored.map(({ project }) => project.name))].join('、')}。`,
      stated: first.item.target.text,
      expected: '调查方式、样本数和结果',
      suggestion: '补充满意度调查的方式、对象、发放和收回份数、满意份数；没有调查的不应得分。',
      places: scored.map(({ project, item }) => wordsPlace(item.target, { table: null, row: project.name, column: item.level })),
    }),
  ];
}
