import { fail, fieldsOf, isMissing, keysOf, listOf, type Node, oneOf, textOf, wholeOf } from '../form/yaml.ts';
import { fenOf, projectOf, termOf, words } from '../plan/read.ts';
import { yearsOf } from '../score/project.ts';
import { DEFAULT_FORM, DEFAULT_SCHEME } from './defaults.ts';
import { pointsOrNull } from './read-fields.ts';
import { indicatorsOf } from './read-indicator.ts';
import { levelOf, yearRecordOf } from './read-year.ts';
import type { Attribute, DepartmentEvaluation, DepartmentMoney, PerformanceRecords, ProjectRecord, StatedSummary } from './record.ts';

const ATTRIBUTES: readonly (readonly [RegExp, Attribute])[] = [
  [/一次性/, 'one-off'],
  [/经常性/, 'recurring'],
  [/延续性|阶段/, 'continuing'],
];

export const attributeOf = (fields: ReadonlyMap<string, string>): Attribute | null =>
  ATTRIBUTES.find(([words]) => words.test(fields.get('attribute') ?? ''))?.[1] ?? null;

const MONTHS = [3, 6, 9, 10, 12];

/** Hebei's 资金支出计划: the fields plan-3 … plan-12, in percent. */
function spendingOf(fields: ReadonlyMap<string, string>, path: string): ProjectRecord['spending'] {
  return MONTHS.flatMap((month) => {
    const text = fields.get(`plan-${month}`);
    if (text === undefined) return [];
    const share = /^\d{1,3}(?:\.\d+)?%?$/.test(text) ? Number(text.replace('%', '')) : Number.NaN;
    return share >= 0 && share <= 100
      ? [{ month, share }]
      : fail({ value: text, path: `${path}.fields.plan-${month}` }, '0至100之间的百分数');
  });
}

/** Whether an indicator is missing is a flag, and none of its words. */
function withoutFlags(node: Node): Node {
  const { indicators, ...more } = node.value as Readonly<Record<string, unknown>>;
  if (!Array.isArray(indicators)) return node;
  const worded = indicators.map((one) => {
    if (typeof one !== 'object' || one === null) return one;
    const { missing, ...words } = one as Readonly<Record<string, unknown>>;
    return words;
  });
  return { ...node, value: { ...more, indicators: worded } };
}

/** One project of the records. Throws NodeError. */
export function projectRecordOf(node: Node, organisation: string): ProjectRecord {
  fieldsOf(node);
  const project = projectOf(withoutFlags(node), ['department', 'years']);
  const field = fieldsOf(node);
  const indicators = indicatorsOf(field('indicators'));
  const goal = project.fields.get('annual-goal') ?? project.fields.get('goal') ?? '';
  const years = listOf(field('years')).map((item) => yearRecordOf(item, indicators, goal));
  years.forEach(({ year, place }, i) => {
    const before = years[i - 1];
    if (before && before.year >= year) fail({ value: year, path: `${place}.year` }, `晚于${before.year}的年度（各年按先后排列，不能重复）`);
  });
  return {
    project,
    department: textOf(field('department'), organisation),
    attribute: attributeOf(project.fields),
    term: yearsOf(project.fields.get('term')),
    termFunding: termOf(node)[0]?.levels ?? null,
    spending: spendingOf(project.fields, node.path),
    years,
    place: node.path,
  };
}

function departmentMoneyOf(node: Node): DepartmentMoney {
  const field = fieldsOf(node, ['nature', 'original', 'adjusted', 'executed', 'appropriation']);
  const amounts = (of: (key: string) => Node) => ({
    original: fenOf(of('original')),
    adjusted: fenOf(of('adjusted')),
    executed: fenOf(of('executed')),
  });
  return {
    nature: oneOf(field('nature'), ['basic', 'project']),
    ...amounts(field),
    appropriation: isMissing(field('appropriation'))
      ? null
      : amounts(fieldsOf(field('appropriation'), ['original', 'adjusted', 'executed'])),
  };
}

function departmentOf(node: Node): DepartmentEvaluation | null {
  if (isMissing(node)) return null;
  const field = fieldsOf(node, ['money', 'levels']);
  return {
    money: listOf(field('money')).map(departmentMoneyOf),
    levels: listOf(field('levels')).map(levelOf),
    place: node.path,
  };
}

/** {average: 92.98, grades: {优: 10, 中: 2}}. */
function statedOf(node: Node): StatedSummary {
  if (isMissing(node)) return { average: null, grades: new Map() };
  const field = fieldsOf(node, ['average', 'grades']);
  const grades = field('grades');
  return {
    average: pointsOrNull(field('average')),
    grades: new Map(isMissing(grades) ? [] : keysOf(grades).map((grade) => [grade, wholeOf(fieldsOf(grades)(grade))])),
  };
}

const FIELDS = ['organisation', 'scope', 'year', 'form', 'scheme', 'units', 'projects', 'department', 'stated', 'texts'];

/**
 * Records of performance from their YAML or JSON; a project is written as in a plan, with its years beside. Amounts are 元, points 分.
 * Throws NodeError naming the path, what stands there and what should, where they cannot be used.
 */
export function readRecords(node: Node): PerformanceRecords {
  const field = fieldsOf(node, FIELDS);
  const organisation = textOf(field('organisation'));
  const projects = listOf(field('projects')).map((item) => projectRecordOf(item, organisation));
  projects.forEach(({ project: { name }, place }, i) => {
    if (projects.findIndex((other) => other.project.name === name) < i)
      fail({ value: name, path: `${place}.name` }, '与其他项目不同的名称（同一项目只有一条记录）');
  });
  return {
    organisation,
    scope: oneOf(field('scope'), ['unit', 'department'], 'department'),
    year: wholeOf(field('year')),
    form: textOf(field('form'), DEFAULT_FORM),
    scheme: textOf(field('scheme'), DEFAULT_SCHEME),
    units: listOf(field('units')).map((item) => {
      const unit = fieldsOf(item, ['code', 'name']);
      return { code: textOf(unit('code'), ''), name: textOf(unit('name')) };
    }),
    projects,
    department: departmentOf(field('department')),
    stated: statedOf(field('stated')),
    texts: isMissing(field('texts')) ? new Map() : words(field('texts')),
  };
}
