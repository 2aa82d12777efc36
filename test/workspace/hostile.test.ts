import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { trustedProxies } from '../../src/server/v1/address.ts';
import { endpoints } from '../../src/server/v1/index.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { onBothEngines } from '../store/engines.ts';
import { type County, county } from '../store/people.ts';
import { type Answer, apiOver, Client, NO_PLANS, paperIn } from './client.ts';

const CHINESE = /[\u4e00-\u9fff]/;
const SCRIPT = `<script>alert(1)</script><img src=x onerror=alert(1)>"'\`\${7*7}'; drop table event; --`;

await onBothEngines((engine) => {
  let people: County;
  let preparer: Client;
  let root: Client;
  let paper: string;
  const api = apiOver(() => engine.store, NO_PLANS);

  before(async () => {
    people = await county(engine.store.db);
    preparer = await Client.entered(api, 'preparer');
    root = await Client.entered(api, 'root');
    paper = await paperIn(engine.store.db, people.organisation.一中!, 2025, 'draft');
  });

  const refused = ({ status, body }: Answer, expected: number, what: string): void => {
    assert.equal(status, expected, `${what}: ${status} ${body.error}`);
    assert.match(body.error ?? '', CHINESE, what);
  };

  test('a change without the token, or from another site, is not done', async () => {
    const ask = (more: Record<string, string>) =>
      preparer.send('post', `/papers/${paper}/comments`, { answers: null, place: {}, text: 'x' }, more);
    refused(await ask({ 'x-csrf-token': '' }), 403, 'no token');
    refused(await ask({ 'x-csrf-token': root.csrf }), 403, 'the token of another session');
    refused(await ask({ 'x-csrf-token': 'é'.repeat(43) }), 403, 'a token of other characters');
    refused(await ask({ origin: 'http://evil.example' }), 403, 'origin');
    refused(await ask({ origin: 'null' }), 403, 'null origin');
    refused(await ask({ 'sec-fetch-site': 'cross-site' }), 403, 'cross-site');
    const login = { login: 'preparer', password: 'x' };
    refused(await new Client(api).send('post', '/login', login, { origin: 'http://evil.example' }), 403, 'login from elsewhere');
    refused(await new Client(api).send('post', '/login', login, { 'content-type': 'text/plain' }), 415, 'login as a form');
    assert.equal((await ask({ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' })).status, 200);
  });

  test('forged cookies are nobody', async () => {
    const client = new Client(api);
    const own = preparer.cookie.split('=')[1]!;
    for (const value of [
      '',
      'x',
      own.slice(1),
      `${own}x`,
      own.toUpperCase(),
      "' or '1'='1",
      'a'.repeat(100_000),
      '%00',
      '../../etc/passwd',
    ]) {
      client.cookie = `mingzhang=${value}`;
      client.csrf = preparer.csrf;
      refused(await client.send('get', '/session'), 401, value.slice(0, 20));
      refused(await client.send('post', '/accounts', {}), 401, value.slice(0, 20));
    }
    const { headers } = await preparer.send('get', '/session');
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  test('every route that takes a body refuses wrong ones, and every id that is none', async () => {
    const bodies = [
      '',
      '{',
      '[]',
      'null',
      '1',
      '"x"',
      '{"__proto__":{"a":1}}',
      `{"x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      '{"login":"a\\u0000"}',
      '{"login":1,"password":{}}',
    ];
    const raw = (client: Client, method: string, path: string, body: string, type = 'application/json') =>
      api.request(`http://localhost${path}`, {
        method: method.toUpperCase(),
        headers: { host: 'localhost', 'content-type': type, cookie: client.cookie, 'x-csrf-token': client.csrf },
        body,
      });
    for (const { method, path, body, file } of endpoints) {
      const id = path.startsWith('/papers') ? paper : randomUUID();
      const real = path
        .replace('{id}', id)
        .replace('{number}', '1')
        .replace('{name}', 'x')
        .replace(/\{\w+\}/g, randomUUID());
      if (body)
        for (const text of bodies) {
          const response = await raw(root, method, real, text);
          assert.equal(response.status, 422, `${method} ${path} ${text.slice(0, 30)}`);
          assert.match(((await response.json()) as { error: string }).error, CHINESE);
        }
      if (body) assert.equal((await raw(root, method, real, 'x', 'multipart/form-data')).status, 415, `${method} ${path}`);
      if (file) assert.ok([415, 422].includes((await raw(root, method, real, 'x', 'multipart/form-data')).status), `${method} ${path}`);
      if (path.includes('{id}'))
        for (const wrong of ['1', 'null', "1'or'1", '%00', '..%2f..', `${id}x`, '%F0%9F%92%A9', 'a'.repeat(5000)]) {
          const { status } = await root.send(
            method,
            path
              .replace('{id}', wrong)
              .replace('{number}', '1')
              .replace('{name}', 'x')
              .replace(/\{\w+\}/g, randomUUID()),
            body || file ? {} : undefined,
          );
          assert.ok([400, 404, 415, 422].includes(status), `${method} ${path} ${wrong.slice(0, 20)}: ${status}`);
        }
    }
  });

  test('bodies that are too large are refused before they are read', async () => {
    const large = new Uint8Array(21 * 1024 * 1024);
    refused(await preparer.send('post', `/papers?organisation=${people.organisation.一中}`, large), 413, 'file');
    refused(
      await preparer.send('post', `/papers/${paper}/comments`, { answers: null, place: {}, text: 'x'.repeat(3_000_000) }),
      413,
      'JSON',
    );
    refused(await preparer.send('post', `/papers/${paper}/comments`, { answers: null, place: {}, text: 'x'.repeat(5000) }), 422, 'text');
  });

  test('script and control characters in every text field: kept as text, or refused', async () => {
    const { value } = (await preparer.send('post', `/papers/${paper}/comments`, { answers: null, place: { table: SCRIPT }, text: SCRIPT }))
      .body;
    assert.ok(value);
    const response = await api.request(`http://localhost/papers/${paper}`, { headers: { host: 'localhost', cookie: preparer.cookie } });
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    const { comments } = (await response.json()) as { comments: { text: string; place: object }[] };
    assert.deepEqual(comments.find(({ text }) => text === SCRIPT)?.place, { table: SCRIPT });
    const made = await root.send('post', '/organisations', {
      region: '140199',
      parent: null,
      section: null,
      kind: 'department',
      code: '',
      name: SCRIPT,
    });
    assert.equal(made.body.name, SCRIPT);
    for (const text of ['a\u0001b', 'a\u007fb', '\ud800'])
      refused(await preparer.send('post', `/papers/${paper}/comments`, { answers: null, place: {}, text }), 422, JSON.stringify(text));
    refused(await root.send('post', '/accounts', { login: '../x', name: 'x', held: [] }), 422, 'login');
  });

  test('script in every other text field comes back as JSON, as it was sent, to be shown as text', async () => {
    const own = people.organisation.一中!;
    const fields: readonly [client: Client, method: string, path: string, body: object, where: string][] = [
      [root, 'put', '/regions', { code: '140198', name: SCRIPT.slice(0, 60) }, '/regions'],
      [
        root,
        'post',
        '/accounts',
        { login: 'scripted', name: SCRIPT.slice(0, 60), held: [{ role: 'preparer', organisation: own }] },
        '/accounts',
      ],
      [root, 'put', '/form-years', { region: '140199', year: 2025, kind: 'budget', form: SCRIPT }, '/form-years'],
      [root, 'put', '/exemptions', { organisation: own, year: 2024, kind: 'final', reason: SCRIPT }, '/duties'],
      [preparer, 'post', `/organisations/${own}/projects`, { data: { name: SCRIPT, [SCRIPT]: SCRIPT } }, `/organisations/${own}/projects`],
      [
        preparer,
        'patch',
        `/papers/${paper}/plan`,
        { changes: [{ id: null, kind: 'texts', position: null, data: { [SCRIPT]: SCRIPT }, version: 0 }] },
        `/papers/${paper}/plan`,
      ],
    ];
    for (const [client, method, path, body, where] of fields) {
      const { status, body: answer } = await client.send(method, path, body);
      assert.ok(status < 300, `${path}: ${status} ${answer.error}`);
      const response = await api.request(`http://localhost${where}`, { headers: { host: 'localhost', cookie: client.cookie } });
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/, where);
      assert.ok((await response.text()).includes(JSON.stringify(SCRIPT).slice(1, 40)), where);
    }
    const { version } = (await preparer.send('get', `/papers/${paper}`)).body.paper as { version: number };
    const dated = await preparer.send('put', `/papers/${paper}/approval`, { version, approvedOn: '2025-03-01', approval: SCRIPT });
    assert.equal(dated.status, 200, dated.body.error);
    assert.equal(((await preparer.send('get', `/papers/${paper}`)).body.paper as { approval: string }).approval, SCRIPT);
    const { headers } = await preparer.send('get', `/overview/workbook?section=${encodeURIComponent(SCRIPT)}`);
    assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="report"; filename\*=UTF-8''[\w%.-]+$/);
    assert.match(headers.get('content-security-policy') ?? '', /^sandbox/);
  });

  test('questions that are none are refused', async () => {
    for (const path of [
      '/published?words=%00',
      '/published?year=1999',
      '/published?skip=-1',
      '/published?x=1',
      `/papers/${paper}/differences`,
      `/papers/${paper}/differences?with=x`,
      `/papers/${paper}/differences?with=version&number=0`,
      '/overview?year=x',
      '/overview/workbook?sort=%27',
    ])
      refused(await root.send('get', path), 422, path);
    refused(await preparer.send('put', `/papers/${paper}/schedule`, { version: 1, date: '2025-02-30' }), 422, 'no such day');
    const several = Array.from({ length: 201 }, () => ({ id: paper, version: 1 }));
    refused(await root.send('post', '/reviews/approve', { papers: several }), 422, 'too many at once');
  });

  test('of the same account and the same organisation made twice at once, one is refused', async () => {
    const held = [{ role: 'preparer', organisation: people.organisation.一中 }];
    const unit = { region: '140199', parent: null, section: null, kind: 'department', code: '', name: '同时新建的单位' };
    for (const [path, body] of [
      ['/accounts', { login: 'twice', name: '同时新建', held }],
      ['/organisations', unit],
    ] as const) {
      const answers = await Promise.all([1, 2, 3].map(() => root.send('post', path, body)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409], path);
      for (const answer of answers) if (answer.status === 409) assert.match(answer.body.error ?? '', CHINESE);
    }
  });

  test('names of files lead nowhere else', async () => {
    const published = await paperIn(engine.store.db, people.organisation.一中!, 2024, 'published');
    for (const name of ['..%2f..%2fpackage.json', '%2e%2e%2fx', 'C:%5cx', '%00', 'a%0d%0aset-cookie:x', '....//']) {
      const { status } = await new Client(api).send('get', `/papers/${published}/versions/1/files/${name}`);
      assert.ok(status === 404 || status === 422, `${name}: ${status}`);
    }
    for (const number of ['0', '-1', '1e9', '1.5', '99999999999', 'x'])
      assert.equal((await new Client(api).send('get', `/papers/${published}/versions/${number}`)).status, 422);
  });

  test('an address that tries many logins is slowed down, and the log is whole after all of this', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 40; n++)
      answers.push((await new Client(api).send('post', '/login', { login: `nobody${n}`, password: 'x' })).status);
    assert.ok(answers.includes(429));
    const comparisons: number[] = [];
    for (let n = 0; n < 40; n++)
      comparisons.push((await new Client(api).send('get', `/papers/${randomUUID()}/differences?with=version`)).status);
    assert.deepEqual([...new Set(comparisons)], [404, 429], 'what costs seconds cannot be asked for without end');

    // behind a proxy that is believed, one client is slowed down and the next is not; without it the header says nothing
    let tried = 0;
    const asked = async (over: typeof api, forwarded: string): Promise<number> => {
      const init = {
        method: 'POST',
        headers: { host: 'localhost', 'content-type': 'application/json', 'x-forwarded-for': forwarded },
        // another login each time: one alone is locked after five
        body: JSON.stringify({ login: `other${++tried}`, password: 'x' }),
      };
      return (await over.request('http://localhost/login', init, { incoming: { socket: { remoteAddress: '10.0.0.1' } } })).status;
    };
    const behind = apiOver(() => engine.store, NO_PLANS, { proxies: trustedProxies('10.0.0.0/8') });
    const [open, one] = [apiOver(() => engine.store, NO_PLANS), '203.0.113.1'];
    for (let n = 0; n < 20; n++) await Promise.all([asked(behind, `198.51.100.${n}, ${one}`), asked(open, `198.51.100.${n}`)]);
    assert.equal(await asked(behind, `198.51.100.99, ${one}`), 429, 'whatever it writes before its address');
    assert.notEqual(await asked(behind, '203.0.113.2'), 429);
    assert.equal(await asked(open, '203.0.113.2'), 429);
    assert.equal((await verifyLog(engine.store.db)).broken, null);
  });
});
