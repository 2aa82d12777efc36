import { amountText } from '../../src/fact/amount.ts';
import { APPROPRIATED } from '../../src/plan/plan.ts';
import type { Department } from './department.ts';
import type { Draw } from './draw.ts';
import { type Line, type Purse, projectLines } from './lines.ts';
import { projectNames } from './names.ts';

/** A generated project. */
export interface Project {
  readonly name: string;
  readonly code: string;
  readonly unit: string;
  readonly nature: 'operating' | 'specific';
  readonly published: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly indicators: readonly Readonly<Record<string, string>>[];
  readonly lines: readonly Line[];
  readonly fen: number;
}

/** Words that all of the form sets ask projects for. */
function fieldsOf(draw: Draw, department: Department, name: string): Record<string, string> {
  const quarters = draw.pick([
    ['10', '40', '80', '100'],
    ['20', '50', '80', '100'],
    ['0', '30', '90', '100'],
  ]);
  return {
    department: `${department.units[0]?.code.slice(0, 3)}-${department.organisation}`,
    attribute: '一次性项目',
    term: '1年',
    overview: `组织实施${name}。`,
    basis: '年度重点工作安排',
    necessity: `改善${name}所涉业务的工作条件`,
    measures: '建立项目管理制度，按合同约定付款',
    plan: '一季度完成采购，二至三季度组织实施，四季度完成验收',
    'term-goal': `完成${name}并通过验收`,
    'annual-goal': `完成${name}并通过验收`,
    purpose: `用于${name}。`,
    goal: `按期完成${name}，保证质量。`,
    ...Object.fromEntries(['plan-3', 'plan-6', 'plan-10', 'plan-12'].map((key, i) => [key, quarters[i] ?? ''])),
  };
}

/** Indicators by the levels that a form set knows: since 2021 cost stands at the first level (Henan), before that at the second. */
function indicatorsOf(draw: Draw, name: string, fen: number, year: number, costFirst: boolean): Record<string, string>[] {
  const about = (level1: string, level2: string, indicator: string, value: string) => ({
    level1,
    ...(costFirst ? {} : { level2 }),
    name: `${name}${indicator}`,
    description: `${name}${indicator}`,
    value,
    evidence: '年度工作计划',
  });
  const cost = about(costFirst ? '成本指标' : '产出指标', '成本指标', '费用总额', `≤${amountText(fen, '万元')}万元`);
  const output = [
    about('产出指标', '数量指标', '完成数量', `≥${draw.within(1, 40)}项`),
    about('产出指标', '质量指标', '验收合格率', '100%'),
    about('产出指标', '时效指标', '完成时间', `${year}年12月底前`),
  ];
  const effect = [
    about('效益指标', '社会效益指标', '受益镇村数量', `≥${draw.within(3, 60)}个`),
    about('满意度指标', '服务对象满意度指标', '服务对象满意度', `≥${draw.within(85, 98)}%`),
  ];
  return costFirst ? [cost, ...output, ...effect] : [...output, cost, ...effect];
}

/** The projects of a department, each of one unit and one purse. `published`: the share that has a target form. */
export function drawProjects(
  draw: Draw,
  department: Department,
  items: readonly string[],
  purses: readonly Purse[],
  options: { readonly published: number; readonly costFirst: boolean },
): Project[] {
  const count = draw.chance(0.05) ? 0 : draw.within(1, draw.chance(0.8) ? 5 : 20);
  return projectNames(draw, count).flatMap((name, i): Project[] => {
    const unit = draw.pick(department.units);
    const purse = draw.pick(purses);
    const lines = projectLines(draw, department, unit, purse, items);
    if (lines.length === 0) return [];
    const fen = lines.reduce((sum, line) => sum + line.fen, 0);
    // the target form of Hebei has no place for money that is no appropriation
    const published = fen > 0 && (options.costFirst || APPROPRIATED.includes(purse.fund)) && draw.chance(options.published);
    return [
      {
        name,
        code: `990100${String(department.year % 100).padStart(2, '0')}${String(10_000 + i).padStart(13, '0')}`,
        unit: department.units.length > 1 ? unit.name : '',
        nature: draw.pick(['operating', 'specific']),
        published,
        fields: fieldsOf(draw, department, name),
        indicators: indicatorsOf(draw, name, fen, department.year, options.costFirst),
        lines,
        fen,
      },
    ];
  });
}
