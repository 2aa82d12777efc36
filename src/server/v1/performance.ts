import { DEFAULT_SCHEME } from '../../performance/defaults.ts';
import { StoreError } from '../../store/error.ts';
import { loadTree } from '../../store/query/organisation.ts';
import { importProjects, performanceYears, projects, putPerformanceYear, stateOf } from '../../store/query/project.ts';
import { demand } from '../../store/rights/allowed.ts';
import { Download, type Endpoint, endpoint } from './endpoint.ts';
import { madeOf, organisationNamed, printed, recordsValue } from './records.ts';
import * as schemas from './schemas.ts';

/** What an upload would do, to be looked at before it is done. */
export interface ImportView {
  readonly year: number;
  /** by which the second request says that this was seen */
  readonly seen: string;
  readonly projects: readonly { readonly name: string; readonly what: 'new' | 'replaced' }[];
  /** names of projects that the file does not have: they stay */
  readonly left: readonly string[];
  readonly done: boolean;
}

export const performanceEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/performance-rules',
    summary: '计分办法和绩效目标表的表样',
    access: 'session',
    handle: async ({ performance }) => performance,
  }),
  endpoint({
    method: 'get',
    path: '/organisations/{id}/performance',
    summary: '一个单位各年的计分办法',
    access: 'session',
    handle: async ({ db, actor, params }) =>
      (await performanceYears(db, actor, params.id!)).map(({ year, version, data }) => ({
        year,
        version,
        scheme: (data as { scheme?: string }).scheme ?? DEFAULT_SCHEME,
      })),
  }),
  endpoint({
    method: 'put',
    path: '/organisations/{id}/performance',
    summary: '选一个年度的计分办法',
    access: 'session',
    body: schemas.performanceYear,
    async handle({ db, actor, params, body: { year, scheme, version }, performance }) {
      if (!performance.schemes.some(({ id }) => id === scheme)) throw new StoreError('invalid', '没有这种计分办法。');
      const before = (await performanceYears(db, actor, params.id!)).find((one) => one.year === year)?.data ?? {};
      return { version: await putPerformanceYear(db, actor, params.id!, { year, version, data: { ...before, scheme } }) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/organisations/{id}/performance/workbook',
    summary: '绩效工作簿：目标申报、监控、自评',
    access: 'session',
    query: schemas.workbook,
    async handle({ db, actor, params, query: { year, purpose }, plans, now }) {
      const value = await recordsValue(db, actor, params.id!, year, await projects(db, actor, params.id!));
      const { name, bytes } = madeOf(await plans.record<'records-workbook'>({ kind: 'records-workbook', value, purpose, written: now }));
      return new Download(name, 'application/octet-stream', bytes);
    },
  }),
  endpoint({
    method: 'get',
    path: '/organisations/{id}/performance/report',
    summary: '绩效自评工作总结报告：网页、Word、PDF',
    access: 'session',
    query: schemas.print,
    async handle({ db, actor, params, query: { year, format }, plans }) {
      const value = await recordsValue(db, actor, params.id!, year, await projects(db, actor, params.id!));
      return printed(await plans.record<'report'>({ kind: 'report', value, format }), format);
    },
  }),
  endpoint({
    method: 'put',
    path: '/organisations/{id}/performance/workbook',
    summary: '导入绩效工作簿或绩效记录：先说明会替换什么，带 seen 再发一次才导入',
    access: 'session',
    query: schemas.recordsUpload,
    file: true,
    async handle({ db, actor, params, query: { file, seen }, file: bytes, plans }): Promise<ImportView> {
      const id = params.id!;
      const { name } = await organisationNamed(db, id);
      demand(await loadTree(db), actor, 'project.write', id);
      const given = madeOf(await plans.record<'records'>({ kind: 'records', bytes, file }));
      if (given.organisation !== name)
        throw new StoreError('invalid', `文件是“${given.organisation}”的，不是“${name}”的。请核对单位和文件。`);
      const [rows, years] = [await projects(db, actor, id), await performanceYears(db, actor, id)];
      const names = given.projects.map((one) => String(one.name));
      if (seen !== '') await importProjects(db, actor, id, { projects: given.projects, year: given.year, data: given.rest }, seen);
      return {
        year: given.year,
        seen: stateOf(rows, years),
        projects: names.map((own) => ({ name: own, what: rows.some((row) => row.name === own) ? 'replaced' : 'new' })),
        left: rows.filter((row) => !names.includes(row.name)).map((row) => row.name),
        done: seen !== '',
      };
    },
  }),
];
