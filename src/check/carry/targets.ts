import { nameLikeness } from '../../form/passage-name.ts';
import type { Paper } from '../../score/read.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

const ALIKE = 0.6;

/** Words of last year's evaluation of a project that state the same cost cap. */
function sameCap(paper: Paper, name: string, cap: string) {
  const digits = cap.replace(/[^\d.]/g, '');
  for (const node of paper.passages.evaluations) {
    if (nameLikeness(node.project, name) < ALIKE && nameLikeness(node.name.text, name) < ALIKE) continue;
    for (const clause of node.clauses) {
      const match = /成本|费用|支出/.exec(clause.words.text);
      const at = clause.words.text.search(new RegExp(`[≤<]\\s*${digits.replace('.', '\\.')}\\s*万元`));
      if (match && at >= 0) return { words: clause.words, at };
    }
  }
  return null;
}

/** A cost target taken over from last year although this year's budget of the project is another amount. */
export function staleCaps({ earlier, later }: Pair): Finding[] {
  if (earlier.identity.kind !== 'final' || later.identity.kind !== 'budget' || (later.identity.year ?? 0) - 1 !== earlier.identity.year)
    return [];
  return later.projects.flatMap((project): Finding[] => {
    const annual = project.funding.annual.total;
    const name = project.name?.text.replace(/\s+/g, '') ?? '';
    for (const indicator of project.indicators) {
      const goal = indicator.annual ?? indicator.term;
      if (indicator.class !== 'cost' || !goal?.value.amount || !annual || goal.value.amount.fen === annual.amount.fen) continue;
      const last = sameCap(earlier, name, goal.value.text);
      if (!last) continue;
      return [
        found('carry.stale-target', {
          severity: 'error',
          message: `${paperName(later)}项目“${name}”的成本指标为“${goal.value.text}”，与${paperName(earlier)}自评中该项目上年的成本指标相同，而本年预算是${annual.words.text.trim()}${annual.unit}。`,
          stated: goal.value.text,
          expected: `与本年预算${annual.words.text.trim()}${annual.unit}相当`,
          culprit: 0,
          suggestion: '按本年预算重新设定成本指标，并更新绩效目标表的填报日期。',
          places: [
            inFile(
              later,
              wordsPlace(goal.words, { table: project.record.title?.text ?? null, row: indicator.name?.text ?? null, column: '指标值' }),
            ),
            inFile(later, wordsPlace(annual.words, { table: project.record.title?.text ?? null, row: '年度资金总额', column: null })),
            inFile(earlier, wordsPlace(last.words, undefined, last.at, Math.min(last.words.text.length, last.at + 12))),
          ],
        }),
      ];
    }
    return [];
  });
}
