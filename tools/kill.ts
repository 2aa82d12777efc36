// kill −9 in the middle of writing: what was acknowledged must be there afterwards, and the log's chain must hold.
//   npm run -s kill -- [--times 200] [--seed 1] [--engine pglite|postgres|both]
// A writer process changes a store as fast as it can and says what was acknowledged; at a random moment it is killed, with PostgreSQL the
// server too. Then the store is opened again and held against what the writer had said. Exit 1 where anything is lost.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyLog } from '../src/store/log/verify.ts';
import { openStore, type Store, type StorePlace } from '../src/store/store.ts';
import { TestServer } from '../test/store/server.ts';
import type { Acknowledged } from './kill/writer.ts';
import { random } from './random.ts';

const LONGEST = 400;

/** Writes until it is killed, some milliseconds after its first acknowledged change; gives all that was acknowledged. */
function killed(place: StorePlace, after: number, alsoKill: () => Promise<void>): Promise<Acknowledged[]> {
  const writer = fork(new URL('./kill/writer.ts', import.meta.url), [JSON.stringify(place)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said: Acknowledged[] = [];
  let errors = '';
  writer.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  let dying: Promise<void> | null = null;
  return new Promise((resolve, reject) => {
    writer.on('message', (message: Acknowledged) => {
      said.push(message);
      dying ??= new Promise((done) => setTimeout(done, after)).then(async () => {
        writer.kill('SIGKILL');
        await alsoKill();
      });
    });
    writer.on('exit', (_, signal) => {
      if (signal === 'SIGKILL' && dying) dying.then(() => resolve(said), reject);
      else reject(new Error(`the writer ended by itself: ${errors}`));
    });
  });
}

/** What is missing of what was acknowledged. */
async function lost({ db }: Store, said: readonly Acknowledged[]): Promise<string[]> {
  const wrong: string[] = [];
  const values = new Map<string, number>();
  for (const { id, value } of said) values.set(id, Math.max(value, values.get(id) ?? 0));
  const rows = await db.selectFrom('plan_record').select(['id', 'data', 'version']).execute();
  const kept = new Map(rows.map(({ id, data }) => [id, (data as { data: number }).data]));
  // a change that was made but not yet said may be there too
  for (const [id, value] of values) if ((kept.get(id) ?? -1) < value) wrong.push(`${id}: ${kept.get(id)} instead of ${value}`);
  const { broken } = await verifyLog(db);
  if (broken) wrong.push(broken.message);
  return wrong;
}

/** Kills so many times on one engine; gives what was lost and how many changes were acknowledged. */
export async function killTimes(
  engine: 'pglite' | 'postgres',
  times: number,
  seed: number,
): Promise<{ acknowledged: number; wrong: string[] } | string> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-kill-'));
  const server = engine === 'postgres' ? await TestServer.start({ durable: true }) : null;
  if (typeof server === 'string') return server;
  const place = server ? { url: server.url, folder } : { folder };
  const next = random(seed);
  const all: Acknowledged[] = [];
  const wrong: string[] = [];
  try {
    for (let n = 0; n < times && wrong.length === 0; n++) {
      const said = await killed(place, next() * LONGEST, async () => {
        await server?.end('SIGKILL');
      });
      all.push(...said);
      await server?.run();
      const store = await openStore(place);
      wrong.push(...(await lost(store, all)).map((what) => `kill ${n + 1}: ${what}`));
      await store.close();
    }
    return { acknowledged: all.length, wrong };
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { times: { type: 'string' }, seed: { type: 'string' }, engine: { type: 'string' } } });
  const [times, seed] = [Number(values.times ?? 200), Number(values.seed ?? 1)];
  for (const engine of ['pglite', 'postgres'] as const) {
    if (values.engine !== undefined && values.engine !== 'both' && values.engine !== engine) continue;
    const start = performance.now();
    const result = await killTimes(engine, times, seed);
    const seconds = Math.round((performance.now() - start) / 1000);
    if (typeof result === 'string') console.log(`${engine}: skipped, ${result}`);
    else {
      console.log(
        `${engine}: killed ${times} times (seed ${seed}), ${result.acknowledged} changes acknowledged, ${result.wrong.length} lost, ${seconds} s`,
      );
      for (const what of result.wrong) console.log(`  ${what}`);
      if (result.wrong.length > 0) process.exitCode = 1;
    }
  }
}
