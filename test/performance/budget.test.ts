import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';
import { compile } from '../../src/compile/compile.ts';
import { writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { withRecords } from '../../src/performance/with-records.ts';
import { type LoadedPlan, loadPlan, problemsOf } from '../../src/plan/load.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const FILE = 'examples/huairen-budget-2025/plan.yaml';

interface Line {
  yuan: number;
}
interface Project {
  name: string;
  nature: string;
  fields?: Record<string, string>;
  indicators?: Record<string, string>[];
  term?: Record<string, number>;
  lines: Line[];
}
interface Budget {
  organisation: string;
  scope: string;
  year: number;
  projects: Project[];
}

const fresh = (): Budget => load(readFileSync(FILE, 'utf8')) as Budget;

/** What a budget says of its projects, as records of performance. */
function recordsOf({ organisation, scope, year, projects }: Budget) {
  return {
    organisation,
    scope,
    year,
    projects: projects.map(({ lines, ...project }) => ({
      ...project,
      years: [{ year, money: [{ original: lines.reduce((sum, { yuan }) => sum + yuan, 0) }] }],
    })),
  };
}

/** The budget without what the records hold. */
const withoutTargets = (budget: Budget): Budget => ({
  ...budget,
  projects: budget.projects.map(({ fields, indicators, term, ...project }) => project),
});

const loaded = (plan: unknown, records: unknown): LoadedPlan =>
  withRecords(
    loadPlan(utf8(JSON.stringify(plan)), 'plan.json', forms),
    { file: 'performance.json', bytes: utf8(JSON.stringify(records)) },
    forms,
  );
const textOf = ({ plan, set }: LoadedPlan): string => writeText(compile(plan ?? assert.fail(), set ?? assert.fail(), forms).document);
const problems = (given: LoadedPlan): string[] => problemsOf(given, forms).map(({ place, message }) => `${place}: ${message}`);

describe('a budget whose targets stand in the records alone', () => {
  const budget = fresh();
  const records = recordsOf(budget);

  test('is the same paper as one that has them itself', () => {
    const taken = loaded(withoutTargets(budget), records);
    assert.deepEqual(problems(taken), []);
    assert.equal(textOf(taken), textOf(loadPlan(readFileSync(FILE), FILE, forms)));
  });
  test('with the value that a year promises', () => {
    const [first = assert.fail(), ...others] = records.projects;
    const name = first.indicators?.[0]?.name ?? '';
    const years = [...first.years.map((year) => ({ ...year, values: { [name]: '≥12个' } }))];
    const text = textOf(loaded(withoutTargets(budget), { ...records, projects: [{ ...first, years }, ...others] }));
    assert.match(text, new RegExp(`${name}.*≥12个`));
  });
  test('may state them too, when they are the same', () => assert.deepEqual(problems(loaded(budget, records)), []));
});

describe('a budget that differs from the records', () => {
  const CASES: readonly (readonly [string, (budget: Budget) => void, RegExp])[] = [
    [
      'in money',
      ({ projects }) => Object.assign(projects[0]?.lines[0] ?? {}, { yuan: 9_000_100 }),
      /lines\[0\]\.yuan: 项目“.*”的预算是9000100\.00元，绩效记录是9000000\.00元/,
    ],
    [
      'in a target',
      ({ projects }) => Object.assign(projects[0]?.indicators?.[0] ?? {}, { value: '≥9个' }),
      /指标1: 指标“接入监管的行业数量”写的是≥9个，绩效记录是≥10个/,
    ],
    [
      'in an indicator',
      ({ projects }) => Object.assign(projects[0]?.indicators?.[0] ?? {}, { name: '行业' }),
      /没有绩效记录里的指标“接入监管的行业数量”/,
    ],
    ['in words', ({ projects }) => Object.assign(projects[0]?.fields ?? {}, { 'annual-goal': '另一个' }), /这里写的“另一个”与绩效记录/],
    ['in projects', ({ projects }) => projects.shift(), /绩效记录里有2025年的项目“我市全域多行业视频智能监管”，计划里没有/],
  ];
  for (const [what, change, says] of CASES) {
    test(what, () => {
      const budget = fresh();
      change(budget);
      const found = problems(loaded(budget, recordsOf(fresh())));
      assert.ok(
        found.some((one) => says.test(one)),
        found.join('\n'),
      );
    });
  }
});
