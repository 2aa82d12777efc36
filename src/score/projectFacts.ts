import { placeOf } from '../document/words.ts';
import { parseAmount } from '../fact/amount.ts';
import type { Dims } from '../fact/dimension.ts';
import type { FactSink } from '../form/reading.ts';
import { labelKey } from '../lexicon/lexicon.ts';
import { type Funding, type Money, type Project, projectName } from './project.ts';

/** Sources that the dimension `item` names (forms/lexicon/dimensions.yaml), and those that are funds. */
const ITEMS: Readonly<Record<string, Dims>> = {
  central: { item: 'central' },
  provincial: { item: 'provincial' },
  local: { item: 'local' },
  'self-raised': { item: 'self-raised' },
  other: { item: 'other-funding' },
  appropriation: { fund: 'appropriation' },
  'this-year': { fund: 'appropriation', origin: 'this-year' },
  'carried-over': { origin: 'carried-over' },
  government: { fund: 'government' },
  'special-account': { fund: 'special-account' },
  'unit-funds': { fund: 'unit-funds' },
};

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  central: '中央财政资金',
  provincial: '省级财政资金',
  local: '市县（区）财政资金',
  'self-raised': '单位自筹',
  other: '其他资金',
  appropriation: '财政资金',
  'this-year': '当年财政拨款',
  'carried-over': '上年结转资金',
  government: '政府预算资金',
  'special-account': '财政专户管理资金',
  'unit-funds': '单位资金',
};

function addMoney(
  sink: FactSink,
  concept: string,
  dims: Dims,
  { amount, words, unit }: Money,
  table: string | null,
  row: string,
  column: string | null,
): void {
  sink.add({
    concept,
    dims,
    kind: 'money',
    value: amount.fen,
    scale: 0,
    half: amount.half,
    printed: words.text.replace(/\s+/g, ''),
    unit,
    place: placeOf(words),
    where: { node: 'record', table, row, column },
  });
}

function addFunding(sink: FactSink, dims: Dims, { total, sources }: Funding, table: string, set: 'term' | 'annual'): void {
  const column = set === 'term' ? '实施期' : '年度';
  if (total) addMoney(sink, 'project-funding', { ...dims, set }, total, table, '资金总额', column);
  for (const [source, money] of sources) {
    addMoney(sink, 'project-funding', { ...dims, ...ITEMS[source], set }, money, table, SOURCE_NAMES[source] ?? source, column);
  }
}

/** Budget of a whole department's form: its total, basic and project expenditure. */
function addWhole(sink: FactSink, dims: Dims, project: Project): void {
  const { total } = project.funding.annual;
  const table = project.record.title?.text ?? '整体绩效目标表';
  if (total) addMoney(sink, 'uses', dims, total, table, '部门预算总额', null);
  for (const [source, money] of project.funding.annual.sources) {
    addMoney(sink, 'uses', { ...dims, ...ITEMS[source] }, money, table, SOURCE_NAMES[source] ?? source, null);
  }
  for (const [nature, label] of [
    ['basic', '基本支出'],
    ['project', '项目支出'],
  ] as const) {
    const words = project.record.fields.get(nature);
    const money = words && total ? moneyLike(project, nature) : null;
    if (money) addMoney(sink, 'expenditure', { ...dims, nature }, money, table, label, null);
  }
}

function moneyLike(project: Project, id: string): Money | null {
  const words = project.record.fields.get(id);
  const unit = project.funding.annual.total?.unit;
  const amount = words && unit ? parseAmount(words.text, unit) : null;
  return words && unit && amount ? { amount, words, unit } : null;
}

/** The unit of a summary's row, by its code: a department and its head unit may bear one name. */
const unitDims = ({ code, department }: Project): Dims => ({ organisation: `${code?.text ?? ''}${department?.name ?? ''}` });

/**
 * Adds the amounts of project targets: project-funding{project, set: term | annual, item | fund}, as the form prints them; the total has
 * neither item nor fund. Forms of one name are told apart by their unit. Whole-department forms give uses and expenditure.
 */
export function recordFacts(projects: readonly Project[], year: string, sink: FactSink): void {
  const names = projects.map(({ name }) => (name ? projectName(name.text) : ''));
  for (const [i, project] of projects.entries()) {
    const dims: Dims = { ...(year ? { year } : {}), stage: 'original' };
    if (project.record.record === 'whole-target') addWhole(sink, dims, project);
    const name = names[i];
    if (!name) {
      // a unit's row of a summary: the projects of the unit together
      const { total } = project.funding.annual;
      const table = project.record.title?.text ?? '项目绩效目标汇总表';
      if (project.record.record === 'target-summary' && total) {
        addMoney(
          sink,
          'project-funding',
          { ...dims, set: 'annual', ...unitDims(project) },
          total,
          table,
          project.department?.name ?? '合计',
          '资金总额',
        );
      }
      continue;
    }
    const twice = names.indexOf(name) !== names.lastIndexOf(name);
    const named: Dims = {
      ...dims,
      project: labelKey(name),
      ...(twice && project.unit ? { organisation: project.unit.text.replace(/\s+/g, '') } : {}),
    };
    addFunding(sink, named, project.funding.term, name, 'term');
    addFunding(sink, named, project.funding.annual, name, 'annual');
  }
}
