import { duties, exemptions, putDuties, putExemption } from '../../store/query/duty.ts';
import { overview } from '../../store/query/overview.ts';
import { reminders } from '../../store/query/reminder.ts';
import { approveSeveral, returnSeveral } from '../../store/work/bulk.ts';
import { today } from '../../store/work/deadline.ts';
import { Download, type Endpoint, endpoint } from './endpoint.ts';
import { overviewWorkbook } from './overview-sheet.ts';
import * as schemas from './schemas.ts';

export const overviewEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/overview',
    summary: '由自己审核的部门、单位一年的全部文本：到哪一步、还剩几天',
    access: 'session',
    query: schemas.years,
    handle: ({ db, actor, query, now }) => overview(db, actor, query.year, today(now)),
  }),
  endpoint({
    method: 'get',
    path: '/overview/workbook',
    summary: '进度总览，作为 Excel',
    access: 'session',
    query: schemas.overviewSheet,
    async handle({ db, actor, query: { year, section, sort }, now }) {
      const whole = await overview(db, actor, year, today(now));
      const rows = whole.rows.filter((row) => section === '' || row.section === section);
      const left = ({ next }: (typeof rows)[number]): number => next?.left ?? Number.POSITIVE_INFINITY;
      const sorted = sort === 'left' ? rows.toSorted((a, b) => (left(a) === left(b) ? 0 : left(a) - left(b))) : rows;
      const bytes = await overviewWorkbook(whole, sorted, now);
      return new Download(`${whole.year}年进度总览.xlsx`, 'application/octet-stream', bytes);
    },
  }),
  endpoint({
    method: 'get',
    path: '/duties',
    summary: '各地区各年度应编的文本，和免编的单位',
    access: 'session',
    handle: async ({ db }) => ({ duties: await duties(db), exemptions: await exemptions(db) }),
  }),
  endpoint({
    method: 'put',
    path: '/duties',
    summary: '登记一个地区一个年度应编的文本，替换原来的',
    access: 'session',
    body: schemas.duties,
    handle: ({ db, actor, body: { region, year, owed } }) => putDuties(db, actor, region, year, owed),
  }),
  endpoint({
    method: 'put',
    path: '/exemptions',
    summary: '登记一个单位一个年度免编，reason 为空是取消',
    access: 'session',
    body: schemas.exemption,
    handle: ({ db, actor, body }) => putExemption(db, actor, body),
  }),
  endpoint({
    method: 'post',
    path: '/reviews/approve',
    summary: '批准几份没有错误、没有未处理批注的文本，逐份说明结果',
    access: 'session',
    body: schemas.several,
    handle: ({ db, actor, body }) => approveSeveral(db, actor, body.papers),
  }),
  endpoint({
    method: 'post',
    path: '/reviews/return',
    summary: '因同一个原因退回几份文本，逐份说明结果',
    access: 'session',
    body: schemas.severalReasoned,
    handle: ({ db, actor, body }) => returnSeveral(db, actor, body.papers, body.reason),
  }),
  endpoint({
    method: 'get',
    path: '/reminders',
    summary: '等自己办的事和要到期的文本',
    access: 'session',
    handle: ({ db, actor, now }) => reminders(db, actor, today(now)),
  }),
];
