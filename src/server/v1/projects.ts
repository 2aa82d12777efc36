import { formYears, putFormYear } from '../../store/query/form-year.ts';
import { projects, putEvaluation, putProject } from '../../store/query/project.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

export const projectEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/organisations/{id}/projects',
    summary: '一个单位的项目和各项目的监控、自评',
    access: 'session',
    query: schemas.years,
    handle: ({ db, actor, params, query }) => projects(db, actor, params.id!, query.year),
  }),
  endpoint({
    method: 'put',
    path: '/organisations/{id}/projects',
    summary: '新建或保存一个项目',
    access: 'session',
    body: schemas.project,
    handle: ({ db, actor, params, body }) => putProject(db, actor, { ...body, organisation: params.id! }),
  }),
  endpoint({
    method: 'put',
    path: '/projects/{id}/evaluations',
    summary: '保存一个项目的监控或自评',
    access: 'session',
    body: schemas.evaluation,
    handle: ({ db, actor, params, body }) => putEvaluation(db, actor, { ...body, project: params.id! }),
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
