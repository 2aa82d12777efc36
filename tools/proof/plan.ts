import { createHash } from 'node:crypto';
import type { FormSet } from '../../src/form/form.ts';
import type { Catalogue } from '../../src/lexicon/codes.ts';
import { placesCarriedOver } from '../../src/plan/problems/structure.ts';
import { type Department, drawDepartment, projectItems } from './department.ts';
import { Draw } from './draw.ts';
import { finalLine } from './final.ts';
import { givenFacts, priorFacts } from './given.ts';
import { basicLines, type Line, type Purse } from './lines.ts';
import { yuan } from './money.ts';
import { drawProjects, type Project } from './projects.ts';
import { textsOf } from './texts.ts';

/** A plan as its YAML would hold it, for readPlan. */
export type PlanNode = Readonly<Record<string, unknown>>;

/** What a form set asks for beyond all others. */
interface Habit {
  readonly scope: 'unit' | 'department';
  /** the fund that its general public budget is made of */
  readonly general: string;
  readonly funds: readonly string[];
  /** it has a place for what was carried over */
  readonly carried: boolean;
  readonly published: number;
  readonly costFirst: boolean;
}

const OWN = ['institution-income', 'business-income', 'superior-subsidy', 'affiliate-remittance', 'other-income'];
const BUDGET: Habit = {
  scope: 'department',
  general: 'general',
  funds: ['managed-funds', 'state-capital', 'special-account', ...OWN],
  carried: true,
  published: 0,
  costFirst: false,
};
const FINAL: Habit = { ...BUDGET, funds: ['managed-funds', 'state-capital', ...OWN] };

/** By province and kind; a form set that is not told apart is taken as its kind. */
function habitOf(set: FormSet): Habit {
  if (set.kind === 'final') return FINAL;
  const records = set.records.size > 0;
  const whole = [...set.records.values()].some(({ per }) => per === 'paper');
  return {
    ...BUDGET,
    carried: placesCarriedOver(set),
    scope: set.name.includes('单位') ? 'unit' : 'department',
    general: whole ? 'general-appropriation' : 'general',
    published: records ? (whole ? 1 : 0.4) : 0,
    costFirst: whole,
  };
}

/** Where projects get their money from: this year's general budget first of all. */
function pursesOf(draw: Draw, { general, funds, carried: hasCarried }: Habit): Purse[] {
  const others = draw.some(funds, draw.pick([0, 0, 1, 1, 2, 4]));
  const carried = hasCarried && draw.chance(0.5) ? [{ fund: general, origin: 'carried-over' } as const] : [];
  return [
    ...Array.from({ length: 3 }, (): Purse => ({ fund: general, origin: 'this-year' })),
    ...carried,
    ...others.map(
      (fund): Purse => ({ fund, origin: hasCarried && fund === 'managed-funds' && draw.chance(0.2) ? 'carried-over' : 'this-year' }),
    ),
  ];
}

const lineNode = (set: FormSet, draw: Draw, department: Department, line: Line): Record<string, unknown> => {
  const { fen, ...members } = line;
  return { ...members, yuan: yuan(fen), ...(set.kind === 'final' ? finalLine(draw, department.grain, line).fields : {}) };
};

/** A seed of its own for each paper, so that any of them can be made again by itself. */
export const paperSeed = (seed: number, paper: number): number => createHash('sha256').update(`${seed} ${paper}`).digest().readUInt32LE(0);

/** A plausible year of an invented department, for a form set. The same seed always gives the same plan. */
export function drawPlan(seed: number, set: FormSet, codes: Catalogue): PlanNode {
  const draw = new Draw(seed);
  const habit = habitOf(set);
  const department = drawDepartment(draw, set.year, habit.scope, codes);
  const general = (line: Line): Line => (line.fund === 'general' ? { ...line, fund: habit.general } : line);
  const basic = department.units.flatMap((unit) => basicLines(draw, department, unit)).map(general);
  const projects = drawProjects(draw, department, projectItems(department), pursesOf(draw, habit), habit);
  const lines = [...basic, ...projects.flatMap((project) => project.lines)];
  const finals = new Draw(draw.below(2 ** 31));
  const planned = (list: readonly Line[]): Record<string, unknown>[] => list.map((line) => lineNode(set, finals, department, line));
  const basicNodes = planned(basic);
  const projectNodes = projects.map((project) => ({ project, lines: planned(project.lines) }));
  const adjustments = [
    ...basicNodes.flatMap((node) => adjustmentOf(draw, node, '')),
    ...projectNodes.flatMap(({ project, lines: own }) => own.flatMap((node) => adjustmentOf(draw, node, project.name))),
  ];
  return {
    form: set.id,
    organisation: department.organisation,
    scope: department.scope,
    year: department.year,
    units: department.units,
    texts: textsOf(draw, set, department),
    indicators: wholeIndicators(draw),
    lines: basicNodes,
    projects: projectNodes.map(({ project, lines: own }) => projectNode(project, own)),
    adjustments,
    ...givenFacts(draw, set, department, lines, projects),
    prior: priorFacts(draw, set, department, lines),
  };
}

const projectNode = ({ fen: _, lines: __, ...project }: Project, lines: readonly unknown[]): Record<string, unknown> => ({
  ...project,
  lines,
});

/** The change that makes a line's original budget what was paid and carried over. */
function adjustmentOf(draw: Draw, node: Record<string, unknown>, project: string): Record<string, unknown>[] {
  const fen = (key: string): number => Math.round(Number(node[key] ?? 0) * 100);
  const difference = fen('yuan') + fen('carried-out') - fen('original');
  if (node.original === undefined || difference === 0) return [];
  const { yuan: _, original: __, 'carried-out': ___, level: ____, ...members } = node;
  return [
    {
      ...members,
      ...(project ? { project } : {}),
      date: `2024-${String(draw.within(3, 12)).padStart(2, '0')}-15`,
      document: `预算调整〔2024〕${draw.within(1, 90)}号`,
      reason: '年中按实际执行情况调整',
      yuan: yuan(difference),
    },
  ];
}

const wholeIndicators = (draw: Draw): Record<string, string>[] => [
  { level1: '投入管理指标', level2: '工作目标管理', name: '年度履职目标相关性', value: '相关' },
  { level1: '投入管理指标', level2: '预算和财务管理', name: '预算执行率', value: `≥${draw.within(90, 99)}%` },
  { level1: '产出指标', level2: '重点工作任务完成', name: '开展业务指导次数', value: `≥${draw.within(2, 30)}次` },
  { level1: '效益指标', level2: '满意度', name: '服务对象满意度', value: `≥${draw.within(85, 98)}%` },
];
