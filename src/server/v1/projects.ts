import { type YearSummary, yearSummaries } from '../../performance/summary.ts';
import { type DraftProblem, draftOf } from '../../performance/unfinished.ts';
import { StoreError } from '../../store/error.ts';
import { formYears, putFormYear } from '../../store/query/form-year.ts';
import {
  createProject,
  deleteProject,
  type ProjectRow,
  performanceYears,
  project,
  projects,
  saveProject,
} from '../../store/query/project.ts';
import type { Db } from '../../store/store.ts';
import type { Call } from './endpoint.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { type PerformanceRules, schemeIn, usualForm } from './performance-rules.ts';
import { organisationNamed, printed, recordsValue } from './records.ts';
import * as schemas from './schemas.ts';

/** A project as a list shows it. */
export interface ProjectEntry extends Pick<ProjectRow, 'id' | 'code' | 'name'> {
  readonly nature: 'operating' | 'specific';
  readonly unit: string;
  /** places that still have to be mended */
  readonly problems: number;
  readonly years: readonly YearSummary[];
}

/** A project as its page shows it: all of the record, and what is wrong in it. */
export interface ProjectPage extends Omit<ProjectRow, 'changed'> {
  readonly changed: string;
  readonly writable: boolean;
  readonly owner: string;
  readonly problems: readonly DraftProblem[];
  /** scheme of scoring by year, where another than the ministry's was chosen */
  readonly schemes: Readonly<Record<string, string>>;
  /** form set by year that targets are printed in: registered for the region, or its province's */
  readonly forms: Readonly<Record<string, string>>;
}

/** What was saved: its version, and what is wrong in it all the same. */
export interface Saved {
  readonly id: string;
  readonly version: number;
  readonly problems: readonly DraftProblem[];
}

type Years = Awaited<ReturnType<typeof performanceYears>>;
const schemeOf = (years: Years, year: number): unknown =>
  (years.find((one) => one.year === year)?.data as { scheme?: unknown } | undefined)?.scheme;

function entry({ id, code, name, data }: ProjectRow, owner: string, rules: PerformanceRules, years: Years): ProjectEntry {
  const { record, problems } = draftOf(data, owner);
  const { nature, unit } = record.project;
  return {
    id,
    code,
    name,
    nature,
    unit,
    problems: problems.length,
    years: yearSummaries(record, (year) => schemeIn(rules, schemeOf(years, year))),
  };
}

/** The form set that an organisation's targets of a year are printed in: registered for its region, or its province's. '': there is none. */
async function formOf(db: Db, rules: PerformanceRules, organisation: string, year: number): Promise<string> {
  const { region } = await organisationNamed(db, organisation);
  const registered = (await formYears(db)).find((one) => one.region === region && one.kind === 'budget' && one.year === year);
  return registered?.form ?? usualForm(rules, region, year);
}

async function page({ db, actor, params, performance }: Call): Promise<ProjectPage> {
  const { changed, ...row } = await project(db, actor, params.id!);
  const { name } = await organisationNamed(db, row.organisation);
  const years = await performanceYears(db, actor, row.organisation);
  const { record, problems } = draftOf(row.data, name);
  const forms = await Promise.all(
    record.years.map(async ({ year }): Promise<[string, string]> => [String(year), await formOf(db, performance, row.organisation, year)]),
  );
  const schemes = years.flatMap(({ year }) => {
    const id = schemeOf(years, year);
    return typeof id === 'string' ? [[String(year), id]] : [];
  });
  return {
    ...row,
    changed: changed.toISOString(),
    owner: name,
    problems,
    schemes: Object.fromEntries(schemes),
    forms: Object.fromEntries(forms),
  };
}

export const projectEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/organisations/{id}/projects',
    summary: '一个单位的项目和各项目各年的情况',
    access: 'session',
    async handle({ db, actor, params, performance }): Promise<ProjectEntry[]> {
      const rows = await projects(db, actor, params.id!);
      const years = await performanceYears(db, actor, params.id!);
      const { name } = await organisationNamed(db, params.id!);
      return rows.map((row) => entry(row, name, performance, years));
    },
  }),
  endpoint({
    method: 'post',
    path: '/organisations/{id}/projects',
    summary: '新建一个项目',
    access: 'session',
    body: schemas.newProject,
    async handle({ db, actor, params, body }): Promise<Saved> {
      const id = await createProject(db, actor, params.id!, body.data);
      return { id, version: 1, problems: draftOf(body.data, '').problems };
    },
  }),
  endpoint({ method: 'get', path: '/projects/{id}', summary: '一个项目的全部记录', access: 'session', handle: page }),
  endpoint({
    method: 'put',
    path: '/projects/{id}',
    summary: '保存一个项目；别人先改过的会指出来',
    access: 'session',
    body: schemas.project,
    async handle({ db, actor, params, body }): Promise<Saved> {
      const version = await saveProject(db, actor, { id: params.id!, ...body });
      return { id: params.id!, version, problems: draftOf(body.data, '').problems };
    },
  }),
  endpoint({
    method: 'delete',
    path: '/projects/{id}',
    summary: '删除一个项目',
    access: 'session',
    query: schemas.removal,
    handle: ({ db, actor, params, query }) => deleteProject(db, actor, params.id!, query.version),
  }),
  endpoint({
    method: 'get',
    path: '/projects/{id}/target',
    summary: '项目的绩效目标表：网页、Word、PDF',
    access: 'session',
    query: schemas.print,
    async handle({ db, actor, params, query, plans, performance }) {
      const row = await project(db, actor, params.id!);
      const form = query.form || (await formOf(db, performance, row.organisation, query.year));
      if (!performance.targets.some(({ id }) => id === form)) throw new StoreError('unknown', '没有这种绩效目标表，请选一套表样。');
      const value = await recordsValue(db, actor, row.organisation, query.year, [row]);
      return printed(await plans.record<'target'>({ kind: 'target', value, form, format: query.format }), query.format);
    },
  }),
  endpoint({
    method: 'get',
    path: '/projects/{id}/evaluation',
    summary: '项目的绩效自评表：网页、Word、PDF',
    access: 'session',
    query: schemas.print,
    async handle({ db, actor, params, query, plans }) {
      const row = await project(db, actor, params.id!);
      const value = await recordsValue(db, actor, row.organisation, query.year, [row]);
      return printed(
        await plans.record<'sheet'>({ kind: 'sheet', value: { ...value, department: null }, format: query.format }),
        query.format,
      );
    },
  }),
  endpoint({ method: 'get', path: '/form-years', summary: '各地区各年度用的表样', access: 'public', handle: ({ db }) => formYears(db) }),
  endpoint({
    method: 'put',
    path: '/form-years',
    summary: '登记一个地区一个年度用的表样',
    access: 'session',
    body: schemas.formYear,
    handle: ({ db, actor, body }) => putFormYear(db, actor, body),
  }),
];
