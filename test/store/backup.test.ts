import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Finding } from '../../src/check/finding.ts';
import { restoreBackup } from '../../src/store/backup/restore.ts';
import { packed, TABLES, type Table, tables } from '../../src/store/backup/tables.ts';
import { writeBackup } from '../../src/store/backup/write.ts';
import { putAnswer, takeTurn } from '../../src/store/inbox/check.ts';
import { receiveFile } from '../../src/store/inbox/receive.ts';
import { change } from '../../src/store/log/append.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { putDuties, putExemption } from '../../src/store/query/duty.ts';
import { SYSTEM } from '../../src/store/rights/actor.ts';
import type { State } from '../../src/store/schema.ts';
import { openStore, type Store, type StorePlace } from '../../src/store/store.ts';
import { verifyEditions } from '../../src/store/work/manifest.ts';
import { createPaper, putCheck } from '../../src/store/work/paper.ts';
import { publishPaper } from '../../src/store/work/publish.ts';
import { approvePaper, correctPaper, submitPaper } from '../../src/store/work/steps.ts';
import { onBothEngines } from './engines.ts';
import { county, PLAN } from './people.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingzhang-backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Every row of every table that is kept. */
async function content({ db }: Store): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of tables) {
    let query = db.selectFrom(table as 'organisation').selectAll();
    for (const column of TABLES[table as Table]) query = query.orderBy(column as 'id');
    all[table] = (await query.execute()).map((row) =>
      JSON.stringify(Object.entries(row).map(([column, value]) => [column, packed(value)])),
    );
  }
  return all;
}

const FINDING: Finding = {
  ...{ code: 'sum.hierarchy', law: 'sum', severity: 'error', title: '合计不符', message: '合计不符', stated: '1', expected: '2' },
  ...{ difference: '-1', culprit: null, suggestion: '', basis: '', places: [] },
};

/** A county with a published paper of two files, and a received one. */
async function filled({ db }: Store): Promise<void> {
  const { organisation, actor } = await county(db);
  const id = await createPaper(db, actor.preparer!, {
    organisation: organisation.一中!,
    year: 2025,
    kind: 'budget',
    scope: 'unit',
    form: PLAN.form,
    plan: PLAN,
  });
  await receiveFile(db, actor.preparer!, organisation.一中!, { name: '收到.txt', bytes: new TextEncoder().encode('收到') }, new Date());
  const turn = (await takeTurn(db))!;
  await putAnswer(db, turn, { error: null, findings: [FINDING], about: '', report: { year: 2025 }, page: '<p>' }, 'x', new Date());
  await putCheck(db, actor.preparer!, id, { plan: 1, findings: [], facts: [] });
  await submitPaper(db, actor.head!, { id, version: null });
  await approvePaper(db, actor.bureau!, { id, version: null });
  const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 256);
  const files = [bytes, new Uint8Array()].map((own, n) => ({ name: `${n}.bin`, format: 'bin', bytes: own }));
  const owed = { kind: 'budget', organisation_kind: 'unit', scope: 'unit', hand_in: '2025-02-20' } as const;
  await putDuties(db, actor['whole-bureau']!, '140199', 2025, [owed]);
  await putExemption(db, actor.root!, { organisation: organisation.二中!, year: 2025, kind: 'final', reason: '涉密' });
  await publishPaper(db, actor.head!, { id, version: null }, { plan: 1, files, date: '2025-03-01', forms: 'x' }, new Date('2025-03-02'));
  await correctPaper(db, actor.head!, { id, version: null }, '更正附表');
}

/** Backups by engine: PGlite's suite runs before PostgreSQL's. `head`: the last hash of the log. */
const backups = new Map<string, { readonly file: string; readonly content: Record<string, unknown[]>; readonly head: string }>();

await onBothEngines((engine) => {
  const file = join(folder, `${engine.name}.gz`);
  before(() => filled(engine.store));

  /** Restores one engine's backup into an empty place of the same or the other, and holds everything against what was there. */
  async function restored(from: string, place: StorePlace): Promise<void> {
    const { file: own, content: expected, head } = backups.get(from)!;
    const { store, rows } = await restoreBackup(place, own);
    assert.ok(isDeepStrictEqual(await content(store), expected));
    assert.ok(rows > 50);
    const log = await verifyLog(store.db, [head]);
    assert.deepEqual([log.broken, log.head], [null, head]);
    assert.deepEqual(await verifyEditions(store.db), { editions: 1, faults: [] });
    await store.close();
    await assert.rejects(restoreBackup(place, own), /已有数据/);
  }

  test('written, and restored into an empty place of the same engine', async () => {
    const rows = await writeBackup(engine.store, file, new Date());
    backups.set(engine.name, { file, content: await content(engine.store), head: (await verifyLog(engine.store.db)).head });
    assert.ok(rows > 50);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await restored(engine.name, await engine.emptyPlace());
  });

  if (engine.name === 'postgres')
    test('from one engine to the other, in both directions', async () => {
      await restored('pglite', await engine.emptyPlace());
      await restored('postgres', { folder: join(folder, 'from-postgres') });
    });

  if (engine.name === 'postgres')
    test('a store of the schema before is brought up to date: a correction in work keeps why it was made', async () => {
      const place = await engine.emptyPlace();
      const old = await openStore(place, '0003-log');
      const [region, unit, paper] = ['140199', randomUUID(), randomUUID()];
      await old.db.insertInto('region').values({ code: region, name: '云川县' }).execute();
      await old.db
        .insertInto('organisation')
        .values({ id: unit, region, parent: null, section: null, kind: 'department', code: '', name: '甲局' })
        .execute();
      await old.db
        .insertInto('paper')
        .values({ id: paper, organisation: unit, year: 2025, kind: 'budget', scope: 'department', plan: null, approved_on: null })
        .execute();
      const edition = (number: number, state: State, reason: string) =>
        old.db
          .insertInto('edition')
          .values({
            id: randomUUID(),
            paper,
            number,
            state,
            reason,
            checked: null,
            signed_by: null,
            published_on: null,
            manifest: null,
            signature: null,
          })
          .execute();
      await edition(1, 'corrected', '');
      await edition(2, 'published', '');
      await edition(3, 'draft', '第三次');
      const corrected = (number: number, reason: string) => ({
        verb: 'correct',
        noun: 'paper',
        target: paper,
        data: { edition: number - 1, number, reason },
      });
      await change(old.db, SYSTEM, async () => ({ value: null, happened: [corrected(2, '第二次'), corrected(3, '第三次')] }));
      await old.close();
      const store = await openStore(place);
      const editions = await store.db.selectFrom('edition').select(['correction', 'reason']).orderBy('number').execute();
      assert.deepEqual(
        editions.map(({ correction, reason }) => [correction, reason]),
        [
          ['', ''],
          ['第二次', ''],
          ['第三次', ''],
        ],
      );
      await assert.rejects(store.db.updateTable('edition').set({ correction: 'x' }).where('number', '=', 2).execute(), /不能改动/);
      await store.close();
    });

  test('a file that is cut off, changed or no backup is refused whole', async () => {
    const text = gunzipSync(readFileSync(file)).toString();
    const bad = (name: string, bytes: Uint8Array): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const place = await engine.emptyPlace();
    const cases: [string, RegExp][] = [
      [bad('short', readFileSync(file).subarray(0, 5000)), /已损坏/],
      [bad('rows', gzipSync(text.replace(/\n.*\n$/, '\n'))), /不完整/],
      [bad('changed', gzipSync(text.replace('甲head', '乙head'))), /不完整或被改动/],
      [bad('table', gzipSync(text.replace('"table":"region"', '"table":"pg_class"'))), /不是明账的备份/],
      [bad('newer', gzipSync(text.replace(/"schema":"[^"]*"/, '"schema":"9999-later"'))), /更新版本/],
      [bad('text', Buffer.from('hello')), /不是明账的备份/],
      [join(folder, 'none'), /没有这个文件/],
    ];
    for (const [name, message] of cases) await assert.rejects(restoreBackup(place, name), message, name);
    const { store } = await restoreBackup(place, file);
    await store.close();
  });
});
