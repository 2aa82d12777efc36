import {
  ahead,
  allOf,
  checkedOf,
  eachOf,
  fail,
  fieldsOf,
  isMissing,
  keysOf,
  mappingOf,
  type Node,
  oneOf,
  textOf,
  together,
  uniqueIn,
  wholeOf,
} from '../form/yaml.ts';
import { fenOf, projectOf, termLevelsOf, words } from '../plan/read.ts';
import { yearsOf } from '../score/project.ts';
import { DEFAULT_FORM, DEFAULT_SCHEME } from './defaults.ts';
import { pointsOrNull } from './read-fields.ts';
import { indicatorsOf } from './read-indicator.ts';
import { levelOf, yearRecordOf } from './read-year.ts';
import {
  type Attribute,
  type DepartmentEvaluation,
  type DepartmentMoney,
  type PerformanceRecords,
  type ProjectClass,
  type ProjectRecord,
  projectClasses,
  type StatedSummary,
} from './record.ts';

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
  const planned = MONTHS.filter((month) => fields.has(`plan-${month}`));
  return allOf(
    planned.map((month) => () => {
      const text = fields.get(`plan-${month}`) ?? '';
      const share = /^\d{1,3}(?:\.\d+)?%?$/.test(text) ? Number(text.replace('%', '')) : Number.NaN;
      return share <= 100 ? { month, share } : fail({ value: text, path: `${path}.fields.plan-${month}` }, '0至100之间的百分数');
    }),
  );
}

const classOf = (node: Node): ProjectClass | null => (isMissing(node) ? null : oneOf(node, projectClasses));

/** The class that a plan has for a project: a plan knows no projects of persons or of daily operation, and has to have one. */
export const planNature = (own: ProjectClass | null): 'operating' | 'specific' =>
  own === null || own === 'specific' ? 'specific' : 'operating';

/** A project as a plan has it: whether an indicator is missing is a flag, and none of its words; its class is one of two. */
function planProject(node: Node, own: ProjectClass | null): Node {
  const { indicators, ...more } = node.value as Readonly<Record<string, unknown>>;
  const worded = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    const { missing, ...words } = one as Readonly<Record<string, unknown>>;
    return words;
  };
  return {
    ...node,
    value: { ...more, nature: planNature(own), indicators: Array.isArray(indicators) ? indicators.map(worded) : indicators },
  };
}

/** Years stand in order, each once. */
function inOrder(node: Node): void {
  let before = Number.NEGATIVE_INFINITY;
  eachOf(node, ({ value: item, path }) => {
    const year = typeof item === 'object' && item !== null && 'year' in item ? item.year : null;
    if (typeof year !== 'number') return;
    if (year <= before) fail({ value: year, path: `${path}.year` }, `晚于${before}的年度（各年按先后排列，不能重复）`);
    before = year;
  });
}

/** One project of the records. Throws NodeError. */
export function projectRecordOf(node: Node, organisation: string): ProjectRecord {
  const field = fieldsOf(node);
  const own = ahead(() => classOf(field('nature')));
  const project = ahead(() => projectOf(planProject(node, own.known), ['department', 'years']));
  const indicators = ahead(() => indicatorsOf(field('indicators')));
  const fields = ahead(() => words(field('fields'))).known ?? new Map<string, string>();
  const goal = fields.get('annual-goal') ?? fields.get('goal') ?? '';
  return together<ProjectRecord>({
    project: () => checkedOf(project.read, indicators.read),
    department: () => textOf(field('department'), organisation),
    attribute: () => attributeOf(fields),
    class: own.read,
    term: () => yearsOf(fields.get('term')),
    termFunding: () => termLevelsOf(field('term')),
    spending: () => spendingOf(fields, node.path),
    years: () =>
      checkedOf(
        () => eachOf(field('years'), (item) => yearRecordOf(item, indicators.known, goal)),
        () => inOrder(field('years')),
      ),
    place: () => node.path,
  });
}

const AMOUNTS = ['original', 'adjusted', 'executed'];
const amountsOf = (field: (key: string) => Node) => ({
  original: () => fenOf(field('original')),
  adjusted: () => fenOf(field('adjusted')),
  executed: () => fenOf(field('executed')),
});

const departmentMoneyOf = (node: Node): DepartmentMoney =>
  mappingOf<DepartmentMoney>(node, ['nature', ...AMOUNTS, 'appropriation'], (field) => ({
    nature: () => oneOf(field('nature'), ['basic', 'project']),
    ...amountsOf(field),
    appropriation: () => (isMissing(field('appropriation')) ? null : mappingOf(field('appropriation'), AMOUNTS, amountsOf)),
  }));

const departmentOf = (node: Node): DepartmentEvaluation | null =>
  isMissing(node)
    ? null
    : mappingOf<DepartmentEvaluation>(node, ['money', 'levels'], (field) => ({
        money: () => eachOf(field('money'), departmentMoneyOf),
        levels: () => eachOf(field('levels'), levelOf),
        place: () => node.path,
      }));

/** {average: 92.98, grades: {优: 10, 中: 2}}. */
const statedOf = (node: Node): StatedSummary =>
  isMissing(node)
    ? { average: null, grades: new Map() }
    : mappingOf<StatedSummary>(node, ['average', 'grades'], (field) => ({
        average: () => pointsOrNull(field('average')),
        grades: () => {
          if (isMissing(field('grades'))) return new Map();
          const count = fieldsOf(field('grades'));
          const counts = Object.fromEntries(keysOf(field('grades')).map((grade) => [grade, () => wholeOf(count(grade))]));
          return new Map(Object.entries(together<Record<string, number>>(counts)));
        },
      }));

const FIELDS = ['organisation', 'scope', 'year', 'form', 'scheme', 'units', 'projects', 'department', 'stated', 'texts'];

/**
 * Records of performance from their YAML or JSON; a project is written as in a plan, with its years beside. Amounts are 元, points 分.
 * Throws NodeError naming the path, what stands there and what should, where they cannot be used, of all that is wrong.
 */
export function readRecords(node: Node): PerformanceRecords {
  return mappingOf<PerformanceRecords>(node, FIELDS, (field) => {
    const organisation = ahead(() => textOf(field('organisation')));
    return {
      organisation: organisation.read,
      scope: () => oneOf(field('scope'), ['unit', 'department'], 'department'),
      year: () => wholeOf(field('year')),
      form: () => textOf(field('form'), DEFAULT_FORM),
      scheme: () => textOf(field('scheme'), DEFAULT_SCHEME),
      units: () =>
        eachOf(field('units'), (item) =>
          mappingOf(item, ['code', 'name'], (unit) => ({ code: () => textOf(unit('code'), ''), name: () => textOf(unit('name')) })),
        ),
      projects: () =>
        checkedOf(
          () => eachOf(field('projects'), (item) => projectRecordOf(item, organisation.known ?? '')),
          () => uniqueIn(field('projects'), 'name', '与其他项目不同的名称（同一项目只有一条记录）'),
        ),
      department: () => departmentOf(field('department')),
      stated: () => statedOf(field('stated')),
      texts: () => words(field('texts')),
    };
  });
}
