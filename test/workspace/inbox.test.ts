import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Hono } from 'hono';
import { sql } from 'kysely';
import type { Finding } from '../../src/check/finding.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { Checker } from '../../src/server/checker.ts';
import { InboxQueue } from '../../src/server/inbox/queue.ts';
import { InboxService } from '../../src/server/inbox/service.ts';
import type { InboxShown } from '../../src/server/v1/inbox.ts';
import { putAnswer, takeTurn } from '../../src/store/inbox/check.ts';
import type { InboxEntry } from '../../src/store/inbox/read.ts';
import { verifyReceived } from '../../src/store/inbox/verify.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { samplePdf } from '../format/pdf/sample.ts';
import { SAMPLE, utf8 } from '../sample.ts';
import { onBothEngines } from '../store/engines.ts';
import { type County, county } from '../store/people.ts';
import { apiOver, Client, NO_PLANS } from './client.ts';

const { hash } = loadForms();
const checker = new Checker();
after(() => checker.close());

/** A new paragraph above, so that every line stands elsewhere. */
const later = (text: string): string => text.replace('第一部分 概况', '目录\n\n第一部分 概况');
/** A total and a share are wrong; in the second only the total. */
const FIRST = SAMPLE.replace('占100%', '占90%');
const SECOND = later(SAMPLE);

const running = (year: number, words: string): string =>
  `云川县水务局\n${year}年度单位预算公开\n\n第三部分 ${year}年度单位预算情况说明\n\n一、机关运行经费情况说明\n\n${year}年机关运行经费预算${words}\n`;

await onBothEngines((engine) => {
  let people: County;
  let api: Hono;
  let service: InboxService;
  let preparer: Client;

  before(async () => {
    people = await county(engine.store.db);
    service = new InboxService(checker, hash);
    await service.begin(engine.store.db);
    api = apiOver(() => engine.store, NO_PLANS, { inbox: service });
    preparer = await Client.entered(api, 'preparer');
  });
  after(() => service.close());

  const receive = async (client: Client, place: string, file: string, bytes: Uint8Array): Promise<string> => {
    const at = new URLSearchParams({ organisation: people.organisation[place]!, file });
    const { status, body } = await client.send('post', `/inbox?${at}`, bytes);
    assert.equal(status, 200, body.error);
    return String(body.id);
  };
  const view = async (client: Client, id: string): Promise<InboxShown> => {
    const { status, body } = await client.send('get', `/inbox/${id}`);
    assert.equal(status, 200, body.error);
    return body as unknown as InboxShown;
  };
  /** The paper when nothing waits any more. */
  const settled = async (client: Client, id: string): Promise<InboxShown> => {
    for (let n = 0; n < 900; n++) {
      const now = await view(client, id);
      const done = now.versions.every(({ state, compared }) => state === 'failed' || (state === 'checked' && compared !== 'waiting'));
      if (done) return now;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    assert.fail(`it is never checked: ${JSON.stringify((await view(client, id)).versions.map(({ report, ...one }) => one))}`);
  };
  const file = async (client: Client, path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await api.request(`http://localhost${path}`, { headers: { host: 'localhost', cookie: client.cookie } });
    assert.equal(response.status, 200, path);
    return new Uint8Array(await response.arrayBuffer());
  };

  test('received, checked, handled, mended in the next version, handed over', async () => {
    const id = await receive(preparer, '一中', '../../预算公开.txt', utf8(FIRST));
    assert.equal(await receive(preparer, '一中', '又一次.txt', utf8(FIRST)), id, 'the same file is received once');
    const first = await settled(preparer, id);
    assert.deepEqual(
      first.findings.map(({ finding, handling, first: since }) => [finding.code, handling, since]),
      [
        ['sum.hierarchy', 'open', 1],
        ['derive.share', 'open', 1],
      ],
    );
    assert.equal(first.versions[0]?.file, '预算公开.txt');
    assert.equal(first.versions[0]?.sha256, createHash('sha256').update(FIRST).digest('hex'));
    assert.equal(first.versions[0]?.report?.organisation, '云川县档案馆');
    const [hierarchy, share] = first.findings;
    const handle = (finding: string, handling: string, reason: string) =>
      preparer.send('put', `/inbox/${id}/findings/${finding}`, { handling, reason });
    assert.equal((await handle(hierarchy!.id, 'waived', ' ')).status, 422, 'to waive needs a reason');
    assert.equal((await handle(hierarchy!.id, 'waived', '表样如此，已与单位核实。')).status, 204);
    assert.equal((await handle(share!.id, 'accepted', '')).status, 204);
    assert.equal((await handle(share!.id, 'mended', '')).status, 422, 'only another version mends');

    const next = (bytes: Uint8Array, name = '预算公开（改）.txt') =>
      preparer.send('post', `/inbox/${id}/versions?${new URLSearchParams({ file: name })}`, bytes);
    assert.equal((await next(utf8(FIRST))).status, 409, 'the same file is no new version');
    assert.equal((await next(utf8(SECOND))).body.number, 2);
    const second = await settled(preparer, id);
    const states = ({ findings }: InboxShown) => Object.fromEntries(findings.map((one) => [one.finding.code, [one.handling, one.mended]]));
    assert.deepEqual(states(second), { 'sum.hierarchy': ['waived', null], 'derive.share': ['mended', 2] });
    assert.equal((await handle(share!.id, 'open', '')).status, 404, 'what is mended is past');

    const word = readDocument(await file(preparer, `/inbox/${id}/report?format=docx`), 'a.docx');
    const excel = readDocument(await file(preparer, `/inbox/${id}/report?format=xlsx`), 'a.xlsx');
    for (const document of [word, excel]) {
      const words = JSON.stringify(document.blocks);
      for (const expected of [
        second.versions[0]!.sha256,
        '表样如此，已与单位核实。',
        '第 2 版已改正',
        '放行',
        '已改正',
        '预算公开（改）.txt',
      ])
        assert.ok(words.includes(expected), expected);
    }
    assert.equal(new TextDecoder().decode(await file(preparer, `/inbox/${id}/versions/1/file`)), FIRST);
    assert.match(new TextDecoder().decode(await file(preparer, `/inbox/${id}/versions/2/text`)), /<a id="f0-0">/);
    const all = JSON.stringify(
      readDocument(await file(preparer, `/inbox-report?organisation=${people.organisation.一中}`), 'a.xlsx').blocks,
    );
    assert.ok(all.includes('云川县档案馆') && all.includes('放行'));

    // waived for other figures than it tells now
    await next(utf8(SECOND.replace('本年支出合计\t1100.00', '本年支出合计\t1200.00')));
    const third = await settled(preparer, id);
    assert.deepEqual(states(third)['sum.hierarchy'], ['open', null]);
    assert.equal(third.findings.find(({ id: own }) => own === hierarchy!.id)?.reason, '表样如此，已与单位核实。');
  });

  test('a PDF: its pages, and the file back with the findings as comments', async () => {
    const id = await receive(preparer, '一中', '预算公开.pdf', samplePdf());
    assert.equal((await settled(preparer, id)).versions[0]?.report?.format, 'pdf');
    const { body } = await preparer.send('get', `/inbox/${id}/versions/1/pages`);
    assert.ok((body.pages as unknown[]).length > 0);
    const picture = await api.request(`http://localhost/inbox/${id}/versions/1/pages/1?width=1400`, {
      headers: { host: 'localhost', cookie: preparer.cookie },
    });
    assert.deepEqual([picture.headers.get('content-type'), (await picture.bytes())[1]], ['image/png', 0x50]);
    assert.equal((await preparer.send('get', `/inbox/${id}/versions/1/pages/999`)).status, 422);
    assert.ok((await file(preparer, `/inbox/${id}/annotated`)).length > samplePdf().length);
  });

  test('what cannot be read says why and what to do, and is checked again when it is asked for', async () => {
    const id = await receive(preparer, '一中', '损坏.pdf', utf8('%PDF-1.4 cut off'));
    const { versions } = await settled(preparer, id);
    assert.equal(versions[0]?.state, 'failed');
    assert.match(versions[0]?.error ?? '', /[\u4e00-\u9fff]/);
    assert.equal((await preparer.send('get', `/inbox/${id}/report?format=docx`)).status, 409);
    assert.equal((await preparer.send('get', `/inbox/${id}/versions/1/text`)).status, 409);
    assert.equal((await preparer.send('post', `/inbox/${id}/check`)).status, 204);
    assert.equal((await settled(preparer, id)).versions[0]?.state, 'failed');
    assert.equal((await preparer.send('delete', `/inbox/${id}`)).status, 204);
    assert.equal((await preparer.send('get', `/inbox/${id}`)).status, 404);
  });

  test('papers about one organisation are held against each other; what is between them goes when one is mended or removed', async () => {
    const earlier = await receive(preparer, '一中', '2024.txt', utf8(running(2024, '90.00万元。')));
    const id = await receive(
      preparer,
      '一中',
      '2025.txt',
      utf8(running(2025, '110.00万元，比上年增加10.00万元，增长10%，主要原因是新增人员。')),
    );
    const across = ({ findings }: InboxShown) => findings.filter((one) => one.across);
    const [found] = across(await settled(preparer, id));
    assert.equal(found?.finding.code, 'carry.prior-year');
    assert.deepEqual(new Set(found?.finding.places.map((place) => place.file)), new Set([earlier, id]));
    assert.deepEqual(across(await settled(preparer, earlier)), [], 'it is shown at the later paper, which can be mended');
    const mended = utf8(running(2025, '100.00万元，比上年增加10.00万元，增长11.11%，主要原因是新增人员。'));
    await preparer.send('post', `/inbox/${id}/versions?file=2025.txt`, mended);
    assert.deepEqual(
      across(await settled(preparer, id)).map((one) => [one.handling, one.mended]),
      [['mended', 2]],
    );
    assert.equal((await preparer.send('delete', `/inbox/${earlier}`)).status, 204);
    assert.deepEqual(across(await settled(preparer, id)), []);
  });

  test('an inbox is its own organisation’s: nobody above, beside or below it sees anything', async () => {
    const at: Readonly<Record<string, string>> = {
      head: '一中',
      sibling: '二中',
      department: '教育局',
      bureau: '教科文科',
      'whole-bureau': '财政局',
    };
    const clients = new Map<string, Client>();
    for (const login of [...Object.keys(at), 'root', 'part-admin']) clients.set(login, await Client.entered(api, login));
    const ids = new Map<string, string>();
    for (const [login, place] of Object.entries(at))
      ids.set(place, await receive(clients.get(login)!, place, '收到.txt', utf8(`${FIRST}\n${place}`)));
    for (const [login, client] of clients) {
      for (const [place, id] of ids)
        assert.equal((await client.send('get', `/inbox/${id}`)).status, at[login] === place ? 200 : 404, `${login} ${place}`);
      const list = (await client.send('get', '/inbox')).body as unknown as InboxEntry[];
      assert.deepEqual([...new Set(list.map(({ organisation }) => organisation))], at[login] ? [people.organisation[at[login]!]] : []);
    }
    const { status } = await clients.get('department')!.send('post', `/inbox?organisation=${people.organisation.一中}&file=a`, utf8('x'));
    assert.equal(status, 403, 'a department does not put papers into the inbox of its unit');
    for (const [login, place] of Object.entries(at)) await settled(clients.get(login)!, ids.get(place)!);
    const { db } = engine.store;
    assert.equal((await verifyLog(db)).broken, null);
    const { files, faults } = await verifyReceived(db);
    assert.ok(files > 5 && faults.length === 0);
    await sql`alter table blob disable trigger blob_kept`.execute(db);
    await db
      .updateTable('blob')
      .set({ bytes: utf8('另一个') })
      .where('sha256', '=', createHash('sha256').update(`${FIRST}\n一中`).digest('hex'))
      .execute();
    assert.deepEqual((await verifyReceived(db)).faults, ['“收到.txt”第 1 版与校验值不符']);
  });

  test('what a file holds that no database keeps is left out; what cannot be kept at all fails alone', async () => {
    service.close();
    const odd = await receive(preparer, '一中', '怪.txt', utf8('怪'));
    const worse = await receive(preparer, '一中', '更怪.txt', utf8('更怪'));
    const turn = (await takeTurn(engine.store.db))!;
    const finding = {
      ...(await view(preparer, odd)).findings[0]?.finding,
      code: 'x',
      severity: 'error',
      message: '空\0字\ud800',
      places: [],
    };
    const answer = { error: null, findings: [finding as unknown as Finding], about: '', report: { a: '\0' }, page: '<p>\0\udfff' } as const;
    await putAnswer(engine.store.db, turn, answer, 'x', new Date());
    assert.equal((await view(preparer, odd)).findings[0]?.finding.message, '空字\ufffd');
    const broken = { receive: async () => ({ ...answer, report: { a: 1n } }) } as unknown as Checker;
    const queue = new InboxQueue(broken, 'x');
    await queue.begin(engine.store.db);
    assert.match((await settled(preparer, worse)).versions[0]?.error ?? '', /没有存下/);
    queue.close();
  });

  test('a server that ended while it checked goes on after its next start', async () => {
    service.close();
    const id = await receive(preparer, '一中', '重启.txt', utf8(later(later(FIRST))));
    assert.equal((await takeTurn(engine.store.db))?.paper, id, 'somebody took it');
    assert.equal((await view(preparer, id)).versions[0]?.state, 'checking');
    assert.equal(await takeTurn(engine.store.db), null, 'and nobody takes it twice');
    service = new InboxService(checker, hash);
    await service.begin(engine.store.db);
    assert.equal((await settled(preparer, id)).findings.length, 2);
  });
});
