import { StoreError } from '../../store/error.ts';
import { changePassword, csrfToken, endSession, login, type Session, sessionOf, sessions } from '../../store/people/session.ts';
import { accounts, createAccount, resetPassword, saveAccount } from '../../store/query/account.ts';
import { events } from '../../store/query/event.ts';
import { createOrganisation, organisations, putRegion, regions, saveOrganisation } from '../../store/query/organisation.ts';
import { type Endpoint, Entered, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

/** Who is logged in, as the page shows it; `csrf` goes with every change. */
const sessionView = ({ id, actor, name, mustChange }: Session, token: string) => ({
  id,
  ...actor,
  name,
  mustChange,
  csrf: csrfToken(token),
});

export type SessionView = ReturnType<typeof sessionView>;

/** Endpoints that need a session have one. */
const own = (session: Session | null): Session => {
  if (!session) throw new Error('an endpoint without session');
  return session;
};

export const peopleEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/login',
    summary: '登录',
    access: 'public',
    body: schemas.login,
    async handle({ db, body, address, agent, now }) {
      const token = await login(db, body, { address, agent }, now);
      const session = await sessionOf(db, token, now);
      if (!session) throw new StoreError('unknown', '登录没有成功，请再试一次。');
      return new Entered(token, sessionView(session, token));
    },
  }),
  endpoint({
    method: 'get',
    path: '/session',
    summary: '当前登录的人',
    access: 'change',
    handle: async ({ session, token }) => sessionView(own(session), token),
  }),
  endpoint({
    method: 'delete',
    path: '/session',
    summary: '退出',
    access: 'change',
    async handle({ db, session }) {
      await endSession(db, own(session), own(session).id);
      return new Entered(null, null);
    },
  }),
  endpoint({
    method: 'get',
    path: '/sessions',
    summary: '自己的各次登录',
    access: 'session',
    handle: ({ db, session }) => sessions(db, own(session)),
  }),
  endpoint({
    method: 'delete',
    path: '/sessions/{id}',
    summary: '让自己的一次登录失效',
    access: 'session',
    handle: ({ db, session, params }) => endSession(db, own(session), params.id!),
  }),
  endpoint({
    method: 'put',
    path: '/password',
    summary: '改自己的口令',
    access: 'change',
    body: schemas.password,
    handle: ({ db, session, body, now }) => changePassword(db, own(session), body.old, body.fresh, now),
  }),
  endpoint({ method: 'get', path: '/regions', summary: '地区', access: 'public', handle: ({ db }) => regions(db) }),
  endpoint({
    method: 'put',
    path: '/regions',
    summary: '登记地区',
    access: 'session',
    body: schemas.region,
    handle: ({ db, actor, body }) => putRegion(db, actor, body),
  }),
  endpoint({ method: 'get', path: '/organisations', summary: '单位', access: 'public', handle: ({ db }) => organisations(db) }),
  endpoint({
    method: 'post',
    path: '/organisations',
    summary: '新建单位',
    access: 'session',
    body: schemas.newOrganisation,
    handle: ({ db, actor, body }) => createOrganisation(db, actor, body),
  }),
  endpoint({
    method: 'put',
    path: '/organisations/{id}',
    summary: '修改单位',
    access: 'session',
    body: schemas.organisation,
    handle: ({ db, actor, params, body: { version, ...given } }) => saveOrganisation(db, actor, params.id!, version, given),
  }),
  endpoint({
    method: 'get',
    path: '/accounts',
    summary: '自己管理的账号',
    access: 'session',
    handle: ({ db, actor }) => accounts(db, actor),
  }),
  endpoint({
    method: 'post',
    path: '/accounts',
    summary: '新建账号，初始口令只显示这一次',
    access: 'session',
    body: schemas.newAccount,
    handle: ({ db, actor, body }) => createAccount(db, actor, body),
  }),
  endpoint({
    method: 'put',
    path: '/accounts/{id}',
    summary: '修改账号的姓名、角色，停用或启用',
    access: 'session',
    body: schemas.account,
    handle: ({ db, actor, params, body: { version, ...given } }) => saveAccount(db, actor, params.id!, version, given),
  }),
  endpoint({
    method: 'post',
    path: '/accounts/{id}/password',
    summary: '重设口令，新口令只显示这一次',
    access: 'session',
    handle: async ({ db, actor, params }) => ({ password: await resetPassword(db, actor, params.id!) }),
  }),
  endpoint({
    method: 'get',
    path: '/log',
    summary: '日志，新的在前',
    access: 'session',
    query: schemas.log,
    handle: ({ db, actor, query }) => events(db, actor, query),
  }),
];
