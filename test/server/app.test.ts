import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { createApp } from '../../src/server/app.ts';
import { loadAssets } from '../../src/server/assets.ts';
import { Checker } from '../../src/server/checker.ts';
import { Library } from '../../src/server/library.ts';
import { planService } from '../../src/server/plans/service.ts';
import { ProjectService } from '../../src/server/projects/service.ts';
import { LIMITS } from '../../src/server/workers/limits.ts';
import { SAMPLE } from '../sample.ts';

const forms = loadForms();
const assets = loadAssets();
const checker = new Checker();
const app = (own = checker) =>
  createApp({
    library: new Library(own, []),
    forms,
    plans: planService(forms),
    projects: new ProjectService(),
    assets,
    hosts: ['localhost'],
  });
type App = ReturnType<typeof app>;

const get = (server: App, path: string, headers: Record<string, string> = {}) =>
  server.request(`http://localhost${path}`, { headers: { host: 'localhost', ...headers } });
const send = (server: App, files: File[], headers: Record<string, string> = {}) => {
  const form = new FormData();
  for (const file of files) form.append('files', file);
  return server.request('http://localhost/api/papers', {
    method: 'POST',
    body: form,
    headers: { host: 'localhost', origin: 'http://localhost', ...headers },
  });
};
const paper = (name = '预算.txt', text = SAMPLE) => new File([text], name);

test('pages come with a policy that allows no inline script, and nothing outside web/ is served', async () => {
  const server = app();
  const page = await get(server, '/');
  assert.equal(page.status, 200);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.equal(page.headers.get('x-frame-options'), 'DENY');
  const html = await page.text();
  assert.doesNotMatch(html, /<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  for (const [, link] of html.matchAll(/(?:src|href)="(\/web\/[^"]+)"/g)) assert.equal((await get(server, link!)).status, 200, link);
  for (const path of ['/web/../package.json', '/web/%2e%2e/package.json', '/web/..%2fpackage.json', '/web/paper', '/package.json']) {
    assert.equal((await get(server, path)).status, 404, path);
  }
});

test('another host name is not answered', async () => {
  assert.equal((await get(app(), '/', { host: 'evil.example' })).status, 421);
});

test('upload → list → paper → HTML → number → report → delete', async () => {
  const server = app();
  const created = await send(server, [paper()]);
  assert.equal(created.status, 201);
  const { papers } = await created.json();
  const { id, organisation, counts } = papers[0];
  assert.equal(organisation, '云川县档案馆');
  assert.ok(counts.error > 0);

  const list = await (await get(server, '/api/papers')).json();
  assert.deepEqual(
    list.papers.map((entry: { id: string }) => entry.id),
    [id],
  );

  const detail = await (await get(server, `/api/papers/${id}`)).json();
  assert.equal(detail.findings.length, counts.error + counts.warning + counts.info);

  const html = await (await get(server, `/api/papers/${id}/html`)).text();
  const wrong = /data-n="(\d+)"[^>]*>1100\.00</.exec(html);
  assert.ok(wrong, 'the wrong total can be pressed');
  assert.match(html, /<mark class="error" data-notes="f\d+-\d+/);

  const meaning = await (await get(server, `/api/papers/${id}/numbers/${wrong[1]}`)).json();
  assert.equal(meaning.printed, '1100.00');
  assert.ok(
    meaning.facts[0].dimensions.some(
      (dimension: { name: string; value: string }) => dimension.name === '年度' && dimension.value === '2025',
    ),
  );
  assert.ok(
    meaning.facts.some((fact: { relations: { holds: boolean }[] }) => fact.relations.some((relation) => !relation.holds)),
    'a relation that fails is told',
  );
  assert.equal((await get(server, `/api/papers/${id}/numbers/99999`)).status, 404);

  const report = await get(server, `/api/papers/${id}/report.html`);
  assert.match(report.headers.get('content-disposition') ?? '', /^attachment/);
  const worksheet = await get(server, `/api/papers/${id}/report.xlsx`);
  const grid = readDocument(new Uint8Array(await worksheet.arrayBuffer()), 'a.xlsx').blocks.find(({ kind }) => kind === 'grid');
  assert.equal(grid?.kind === 'grid' && grid.rows.length - 1, detail.findings.length);

  const remove = () =>
    server.request(`http://localhost/api/papers/${id}`, { method: 'DELETE', headers: { host: 'localhost', origin: 'http://localhost' } });
  assert.equal((await remove()).status, 204);
  assert.equal((await remove()).status, 404);
});

test('the same file again is one paper; another of the same name gets a number; a path in a name is cut', async () => {
  const server = app();
  await send(server, [paper(), paper(), paper('预算.txt', `${SAMPLE}\n附注`), paper('..\\..\\x/y.txt', `${SAMPLE}\n又`)]);
  const list = await (await get(server, '/api/papers')).json();
  assert.deepEqual(
    list.papers.map((entry: { file: string }) => entry.file),
    ['y.txt', '预算（2）.txt', '预算.txt'],
  );
});

test('bad uploads get a clear answer in Chinese', async () => {
  const server = app();
  const empty = await (await send(server, [paper('空.txt', '')])).json();
  assert.match(empty.papers[0].error, /空/);
  const cases: [Response, number][] = [
    [await send(server, []), 400],
    [
      await server.request('http://localhost/api/papers', {
        method: 'POST',
        body: '{}',
        headers: { host: 'localhost', 'content-type': 'application/json' },
      }),
      415,
    ],
    [
      await server.request('http://localhost/api/papers', {
        method: 'POST',
        body: 'x',
        headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'multipart/form-data; boundary=b' },
      }),
      400,
    ],
    [await send(server, [new File([new Uint8Array(21 * 1024 * 1024)], '大.txt')]), 413],
    [await get(server, '/api/papers/none'), 404],
    [await get(server, '/api/none'), 404],
  ];
  for (const [response, status] of cases) {
    assert.equal(response.status, status);
    assert.match((await response.json()).error, /[\u4e00-\u9fff]/);
  }
});

test('another site cannot upload', async () => {
  assert.equal((await send(app(), [paper()], { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' })).status, 403);
});

test('while a slow file is read, others are read and the list is answered; then it gets a message', async () => {
  const server = app(new Checker({ ...LIMITS, seconds: 6 }));
  const slow = send(server, [paper('慢.txt', `2025年收入预算1.00万元${'，其中工资1.00万元'.repeat(200_000)}。`)]);
  const quick = await (await send(server, [paper()])).json();
  assert.equal(quick.papers[0].error, null);
  const files = async (): Promise<string[]> =>
    (await (await get(server, '/api/papers')).json()).papers.map((entry: { file: string }) => entry.file);
  assert.deepEqual(await files(), ['预算.txt']);
  const { papers } = await (await slow).json();
  assert.match(papers[0].error, /超时（超过 6 秒）.*拆分/);
  assert.deepEqual(await files(), ['预算.txt', '慢.txt']);
});

test('papers of one organisation are held against each other, until one of them is deleted', async () => {
  const server = app();
  const files = ['1.txt', '2.txt'].map((name) =>
    paper(name, readFileSync(new URL(`../findings/carry.prior-year/bad/${name}`, import.meta.url), 'utf8')),
  );
  const { papers } = await (await send(server, files)).json();
  const across = async () => (await (await get(server, '/api/papers')).json()).across.length;
  assert.ok((await across()) > 0);
  await server.request(`http://localhost/api/papers/${papers[1].id}`, {
    method: 'DELETE',
    headers: { host: 'localhost', origin: 'http://localhost' },
  });
  assert.equal(await across(), 0);
});
