import { amountText } from '../fact/amount.ts';
import type { RenderPaper } from '../form/render-facts.ts';
import { type FundingLevel, fundingLevels, type Plan } from './plan.ts';

/** 分 as 元, with 角分 only where there are any. */
const yuan = (fen: number): string => amountText(fen, '元', fen % 100 === 0 ? 0 : 2);

/** What a project costs in the year by level, in 分: of its lines. */
function annualLevels(plan: Plan, project: string): ReadonlyMap<FundingLevel, number> {
  const levels = new Map<FundingLevel, number>(fundingLevels.map((level) => [level, 0]));
  for (const { dims, level, fen } of plan.lines) if (dims.project === project) levels.set(level, (levels.get(level) ?? 0) + fen);
  return levels;
}

function funded(set: 'term' | 'annual', levels: ReadonlyMap<FundingLevel, number>): [string, string][] {
  const total = [...levels.values()].reduce((sum, fen) => sum + fen, 0);
  return [[`${set}-total`, yuan(total)], ...[...levels].map(([level, fen]): [string, string] => [`${set}-${level}`, yuan(fen)])];
}

/**
 * The paper with the money of its projects in 元 as target forms print it (term-total, annual-central …), which follows from the lines, and
 * with what it buys.
 */
export function fundedPaper(plan: Plan): RenderPaper {
  const projects = plan.paper.projects.map((project) => {
    const annual = annualLevels(plan, project.name);
    const term = plan.terms.find((own) => own.project === project.name)?.levels ?? annual;
    return { ...project, fields: new Map([...project.fields, ...funded('term', term), ...funded('annual', annual)]) };
  });
  const purchases = plan.purchases.map(({ unit = '', project, name, code, item, measure = '', quantity = '', price }) => ({
    unit,
    project,
    code: code || item,
    words: new Map([
      ['goods', name],
      ['code', code],
      ['measure', measure],
      ['quantity', quantity],
      ['price', price === undefined ? '' : amountText(price, '万元')],
    ]),
  }));
  return { ...plan.paper, projects, purchases };
}
