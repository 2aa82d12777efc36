import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { Hono } from 'hono';
import { endpoints } from '../../src/server/v1/index.ts';
import { receiveFile } from '../../src/store/inbox/receive.ts';
import { createProject, projects } from '../../src/store/query/project.ts';
import { type State, states } from '../../src/store/schema.ts';
import { onBothEngines } from '../store/engines.ts';
import { type County, county } from '../store/people.ts';
import { type Answer, apiOver, Client, NO_PLANS, paperIn } from './client.ts';

/**
 * Who may do what to a paper, in which states (draft submitted returned approved published corrected withdrawn by first letter), written down
 * apart from the program: the roles are those over the paper's own organisation, everybody else has what `public` has.
 */
const ALLOWED = `
              preparer  head     department  bureau  public
read          dsrapcw   dsrapcw  sapcw       sapcw   pcw
version       dsrapcw   dsrapcw  sapcw       sapcw   pcw
plan          dsrapcw   dsrapcw  sa          sa      -
grid          dsrapcw   dsrapcw  sa          sa      -
records       dsrapcw   dsrapcw  sa          sa      -
problems      dsrapcw   dsrapcw  sa          sa      -
origin        dsrapcw   dsrapcw  sa          sa      -
preview       dsrapcw   dsrapcw  sa          sa      -
workbook      dsrapcw   dsrapcw  sa          sa      -
page          dsrapcw   dsrapcw  sapcw       sapcw   pcw
taken         dsrapcw   dsrapcw  sa          -       -
save          dr        -        -           -       -
take          dr        -        -           -       -
import        dr        -        -           -       -
check         dr        dr       -           -       -
handle        dr        dr       -           -       -
comment       dsra      dsra     s           sa      -
settle        dsra      dsra     s           sa      -
approval      dsra      dsra     s           sa      -
sign          -         dr       -           -       -
submit        dr        dr       -           -       -
return        -         -        s           sa      -
approve       -         -        s           s       -
publish       a         a        -           -       -
schedule      a         a        -           -       -
differences   dsrapcw   dsrapcw  sapcw       sapcw   pcw
manifest      dsrapcw   dsrapcw  sapcw       sapcw   pcw
signature     dsrapcw   dsrapcw  sapcw       sapcw   pcw
correct       pw        pw       -           -       -
withdraw      -         p        -           p       -
`;

const STALE = 999_999;
const nobody = randomUUID();
/** One request for each line above, such that who may is told of something else that is wrong: nothing changes. */
const REQUESTS: Readonly<Record<string, (id: string) => [method: string, path: string, body?: unknown]>> = {
  read: (id) => ['get', `/papers/${id}`],
  version: (id) => ['get', `/papers/${id}/versions/1`],
  plan: (id) => ['get', `/papers/${id}/plan`],
  grid: (id) => ['get', `/papers/${id}/grid`],
  records: (id) => ['get', `/papers/${id}/grid/records`],
  problems: (id) => ['get', `/papers/${id}/grid/problems`],
  origin: (id) => ['get', `/papers/${id}/findings/${nobody}/origin`],
  preview: (id) => ['get', `/papers/${id}/preview`],
  workbook: (id) => ['get', `/papers/${id}/workbook`],
  page: (id) => ['get', `/papers/${id}/versions/1/page`],
  taken: (id) => ['get', `/papers/${id}/projects`],
  take: (id) => ['post', `/papers/${id}/projects`, { seen: 'x' }],
  save: (id) => ['patch', `/papers/${id}/plan`, { changes: [{ id: nobody, kind: 'lines', position: 0, data: 1, version: 1 }] }],
  import: (id) => ['put', `/papers/${id}/plan?version=${STALE}&file=a.yaml`, new Uint8Array([49])],
  check: (id) => ['post', `/papers/${id}/check`],
  handle: (id) => ['put', `/papers/${id}/findings/${nobody}`, { handling: 'accepted', reason: '' }],
  comment: (id) => ['post', `/papers/${id}/comments`, { answers: nobody, place: {}, text: 'x' }],
  settle: (id) => ['put', `/papers/${id}/comments/${nobody}`, { settled: true }],
  approval: (id) => ['put', `/papers/${id}/approval`, { version: STALE, approvedOn: null, approval: '' }],
  sign: (id) => ['post', `/papers/${id}/sign`, { version: STALE }],
  submit: (id) => ['post', `/papers/${id}/submit`, { version: STALE }],
  approve: (id) => ['post', `/papers/${id}/approve`, { version: STALE }],
  return: (id) => ['post', `/papers/${id}/return`, { version: STALE, reason: 'x' }],
  correct: (id) => ['post', `/papers/${id}/correct`, { version: STALE, reason: 'x' }],
  withdraw: (id) => ['post', `/papers/${id}/withdraw`, { version: STALE, reason: 'x' }],
  publish: (id) => ['post', `/papers/${id}/publish`, { version: STALE, date: '2025-03-01' }],
  schedule: (id) => ['put', `/papers/${id}/schedule`, { version: STALE, date: '2025-04-01' }],
  // of editions put there without files there is nothing to compare: who may read is told that, others that there is no paper
  differences: (id) => ['get', `/papers/${id}/differences?with=version`],
  manifest: (id) => ['get', `/papers/${id}/versions/1/manifest`],
  signature: (id) => ['get', `/papers/${id}/versions/1/signature`],
};

/** Whether an answer says that the verb was open to this person in this state. */
function open({ status, body }: Answer): boolean {
  if (status === 401 || status === 403) return false;
  if (status === 404 && body.error === '没有这份文本。') return false;
  return !(status === 409 && body.detail && 'state' in body.detail);
}

/** Routes that have no states: who may, by role; `all` is everybody, `in` whoever is logged in. */
const PLAIN = `
get /session                   in
delete /session                in
get /sessions                  in
delete /sessions/{id}          in
put /password                  in
get /regions                   all
put /regions                   root
get /organisations             all
post /organisations            root
put /organisations/{id}        root part-admin
get /accounts                  in
post /accounts                 root part-admin
put /accounts/{id}             root part-admin
post /accounts/{id}/password   root part-admin
get /log                       root
get /organisations/{id}/projects preparer head department
post /organisations/{id}/papers preparer
post /organisations/{id}/projects preparer
get /projects/{id}             preparer head department
put /projects/{id}             preparer
delete /projects/{id}          preparer
get /projects/{id}/target      preparer head department
get /projects/{id}/evaluation  preparer head department
get /organisations/{id}/performance preparer head department
put /organisations/{id}/performance preparer
get /organisations/{id}/performance/workbook preparer head department
put /organisations/{id}/performance/workbook preparer
get /organisations/{id}/performance/report preparer head department
get /performance-rules         in
get /form-years                all
put /form-years                root
get /papers                    all
post /papers                   in
get /installation              all
get /installation/key          all
get /published                 all
get /overview                  in
get /overview/workbook         in
get /duties                    in
put /duties                    root whole-bureau
put /exemptions                root whole-bureau
post /reviews/approve          in
post /reviews/return           in
get /reminders                 in
post /login                    all
get /papers/{id}/versions/{number}/files/{name} all
get /inbox                     in
post /inbox                    preparer head
get /inbox-report              in
get /inbox/{id}                preparer head
post /inbox/{id}/versions      preparer head
post /inbox/{id}/check         preparer head
put /inbox/{id}/findings/{finding} preparer head
get /inbox/{id}/report         preparer head
get /inbox/{id}/annotated      preparer head
get /inbox/{id}/versions/{number}/file preparer head
get /inbox/{id}/versions/{number}/text preparer head
get /inbox/{id}/versions/{number}/pages preparer head
get /inbox/{id}/versions/{number}/pages/{page} preparer head
get /inbox/{id}/versions/{number}/pages/{page}/fontless preparer head
delete /inbox/{id}             preparer head
`;

const [head, ...lines] = ALLOWED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const may = (verb: string, role: string, state: State): boolean =>
  (lines.find(([name]) => name === verb)?.[head!.indexOf(role) + 1] ?? '').includes(state[0]!);

await onBothEngines((engine) => {
  let people: County;
  let api: Hono;
  const clients = new Map<string, Client>();
  const papers = new Map<string, string>();
  const PLACES = ['一中', '二中', '种子站'];

  before(async () => {
    people = await county(engine.store.db);
    api = apiOver(() => engine.store, NO_PLANS);
    for (const login of Object.keys(people.actor)) clients.set(login, await Client.entered(api, login));
    clients.set('public', new Client(api));
    for (const place of PLACES)
      for (const [index, state] of states.entries())
        papers.set(`${place} ${state}`, await paperIn(engine.store.db, people.organisation[place]!, 2010 + index, state));
  });

  /** The role that somebody has over a place, as a person would say it. */
  const ROLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    preparer: { 一中: 'preparer' },
    head: { 一中: 'head' },
    department: { 一中: 'department', 二中: 'department' },
    bureau: { 一中: 'bureau', 二中: 'bureau' },
    'whole-bureau': { 一中: 'bureau', 二中: 'bureau', 种子站: 'bureau' },
    root: {},
    public: {},
  };

  test('every verb on papers, by every role, on own, sibling and foreign organisations, in every state', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const [login, at] of Object.entries(ROLES))
      for (const place of PLACES)
        for (const state of states)
          for (const [verb, request] of Object.entries(REQUESTS)) {
            const [method, path, body] = request(papers.get(`${place} ${state}`)!);
            const answer = await clients.get(login)!.send(method, path, body);
            // reading a file of a plan comes before the right to put it in: the workers find it wrong, and nobody gets further
            const expected =
              verb === 'import'
                ? may('read', at[place] ?? 'public', state) || may('read', 'public', state)
                : may(verb, at[place] ?? 'public', state) || may(verb, 'public', state);
            const allowed = open(answer) && !(login === 'public' && answer.status === 401);
            if (allowed !== (expected && !(login === 'public' && verb === 'import')))
              wrong.push(`${login} ${verb} ${place} ${state}: ${answer.status} ${answer.body.error ?? ''}`);
            asked++;
          }
    assert.deepEqual(wrong, []);
    assert.equal(asked, 7 * 3 * 7 * Object.keys(REQUESTS).length);
  });

  test('routes without states', async () => {
    const { organisation, actor } = people;
    const held = [{ role: 'preparer', organisation: organisation.一中 }];
    const data = { name: '食堂', nature: 'specific', years: [{ year: 2025 }] };
    const project = await createProject(engine.store.db, actor.preparer!, organisation.一中!, data);
    assert.deepEqual((await projects(engine.store.db, actor.head!, organisation.一中!))[0]?.data, data);
    const school = { region: '140199', parent: organisation.教育局, section: null, kind: 'unit', code: '', name: '一中' };
    const PLAIN_REQUESTS: Readonly<Record<string, unknown>> = {
      'put /password': { old: 'wrong', fresh: 'wrong' },
      'put /regions': { code: '140199', name: '云川县' },
      'post /organisations': { ...school, parent: null, kind: 'department', name: '一中' },
      'put /organisations/{id}': { ...school, version: STALE, closed: false },
      'post /accounts': { login: 'preparer', name: 'x', held },
      'put /accounts/{id}': { version: STALE, name: 'x', held, disabled: false },
      'post /organisations/{id}/papers': { from: 'nothing', form: 'x', year: 2025, scope: 'unit' },
      'put /duties': { region: '140199', year: 2025, owed: [] },
      'put /exemptions': { organisation: organisation.一中, year: 2025, kind: 'final', reason: '涉密' },
      'post /reviews/approve': { papers: [{ id: nobody, version: 1 }] },
      'post /reviews/return': { papers: [{ id: nobody, version: 1 }], reason: 'x' },
      'post /organisations/{id}/projects': { data: {} },
      'put /projects/{id}': { data, version: STALE },
      'put /organisations/{id}/performance': { year: 2025, scheme: 'cn', version: STALE },
      'put /organisations/{id}/performance/workbook': new Uint8Array([49]),
      'put /form-years': { region: '140199', year: 2025, kind: 'budget', form: 'x' },
      'post /login': { login: 'nobody-here', password: 'x' },
      'post /papers': new Uint8Array([49]),
      'post /inbox': new Uint8Array([49]),
      'post /inbox/{id}/versions': new Uint8Array([49]),
      'put /inbox/{id}/findings/{finding}': { handling: 'open', reason: '' },
    };
    const received = { name: 'a.txt', bytes: new Uint8Array([50]) };
    const inbox = await receiveFile(engine.store.db, actor.preparer!, organisation.一中!, received, new Date());
    const QUERIES: Readonly<Record<string, string>> = {
      'post /inbox': `?organisation=${organisation.一中}&file=a.txt`,
      'post /inbox/{id}/versions': '?file=a.txt',
      'get /inbox/{id}/report': '?format=docx',
      'get /inbox-report': `?organisation=${organisation.一中}`,
      'delete /projects/{id}': `?version=${STALE}`,
      'get /projects/{id}/target': '?year=2025',
      'get /projects/{id}/evaluation': '?year=2025',
      'get /organisations/{id}/performance/workbook': '?year=2025&purpose=targets',
      'put /organisations/{id}/performance/workbook': '?file=a.xlsx',
      'get /organisations/{id}/performance/report': '?year=2025',
    };
    const wrong: string[] = [];
    for (const line of PLAIN.trim().split('\n')) {
      const [method, path, ...who] = line.trim().split(/\s+/) as [string, string, ...string[]];
      for (const login of [...Object.keys(ROLES), 'part-admin']) {
        if (`${method} ${path}` === 'delete /session') continue;
        // who may takes it away: only the others are asked
        if (`${method} ${path}` === 'delete /inbox/{id}' && who.includes(login)) continue;
        const id = path.startsWith('/inbox')
          ? inbox.id
          : path.startsWith('/projects')
            ? project
            : path.startsWith('/organisations')
              ? organisation.一中!
              : path.startsWith('/sessions')
                ? nobody
                : actor.preparer!.account;
        if (path === '/accounts/{id}/password' && who.includes(login)) continue;
        const target = path.startsWith('/papers/{id}')
          ? `/papers/${papers.get('一中 published')}/versions/1/files/none`
          : path === '/papers' && method === 'post'
            ? `/papers?organisation=${organisation.一中}&file=a.yaml`
            : path
                .replace('{id}', id)
                .replace('{finding}', nobody)
                .replace(/\{\w+\}/g, '1') + (QUERIES[`${method} ${path}`] ?? '');
        const { status, body } = await clients.get(login)!.send(method, target, PLAIN_REQUESTS[`${method} ${path}`]);
        const unknown = status === 404 && (/^\/(?:accounts|projects)/.test(path) || /^收件箱里没有/.test(body.error ?? ''));
        const allowed = status !== 401 && status !== 403 && !unknown;
        const expected = who.includes('all') || (who.includes('in') && login !== 'public') || who.includes(login);
        if (allowed !== expected) wrong.push(`${login} ${method} ${path}: ${status}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('lists show what one may read, and nothing else', async () => {
    for (const [login, at] of Object.entries(ROLES)) {
      const { body } = await clients.get(login)!.send('get', '/papers');
      const shown = new Set((body as unknown as { id: string }[]).map(({ id }) => id));
      for (const [key, id] of papers) {
        const [place, state] = key.split(' ') as [string, State];
        assert.equal(shown.has(id), may('read', at[place] ?? 'public', state) || may('read', 'public', state), `${login} ${key}`);
      }
    }
  });
});

test('no route is without a line in these tables', () => {
  const named = new Set(
    PLAIN.trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).slice(0, 2).join(' ')),
  );
  for (const request of Object.values(REQUESTS)) {
    const [method, path] = request('{id}');
    named.add(
      `${method} ${path.replace(/\?.*/, '').replace(`/findings/${nobody}`, '/findings/{finding}').replace(`/comments/${nobody}`, '/comments/{comment}').replace('/versions/1', '/versions/{number}')}`,
    );
  }
  assert.deepEqual(
    endpoints.map(({ method, path }) => `${method} ${path}`).filter((route) => !named.has(route)),
    [],
  );
});
