// What pages take while a county works: units with a budget and final accounts in each of three years, people who read, review and write.
//   npm run -s load -- [--units 300] [--seconds 60] [--readers 50] [--writers 20] [--engine pglite|postgres|both] [--seed 1] [--county FOLDER]
// `--county`: with PGlite the county is kept there, and taken from there the next time: making 300 units takes minutes.
// Every page is first opened by one person alone, then by all together; the ratio of the two says what the others cost. Readers think 3 s, writers
// 2 s on average. A fifth of the readers are reviewers, the others have not logged in. Exit 1 where a page failed. Linux: each person has an
// address of 127.0.0.0/8 of their own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { loadForms } from '../src/forms.ts';
import { verifyLog } from '../src/store/log/verify.ts';
import { openStore, type StorePlace } from '../src/store/store.ts';
import { TestServer } from '../test/store/server.ts';
import { type County, type CountySize, makeCounty } from './load/county.ts';
import { Person, type Taken, think } from './load/person.ts';
import { random } from './random.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const READER_THINKS = 3000;
const WRITER_THINKS = 2000;
/** Times that one person alone opens each page. */
const ALONE = 20;
const MB = 1024 * 1024;

export interface LoadOptions {
  readonly engine: 'pglite' | 'postgres';
  readonly units: number;
  readonly years: readonly number[];
  readonly seconds: number;
  readonly readers: number;
  readonly writers: number;
  readonly seed: number;
  /** where the county is kept (PGlite); without it a folder that goes when it is done */
  readonly keep?: string;
  readonly tell: (what: string) => void;
}

export interface Load {
  readonly papers: number;
  /** MB of the database, and of them the files of published papers */
  readonly size: { readonly database: number; readonly files: number };
  readonly alone: readonly Taken[];
  readonly together: readonly Taken[];
  /** entries of the log; null where its chain is broken */
  readonly events: number | null;
}

interface PlanRecord {
  readonly id: string;
  readonly kind: string;
  readonly position: number | null;
  readonly data: unknown;
  readonly version: number;
}

type Draw = () => number;
type Pause = () => Promise<void>;
const oneOf = <T>(draw: Draw, list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;

/** What a citizen opens: the list, a paper, its text; now and then a file. */
async function read(person: Person, { published }: County, years: readonly number[], draw: Draw): Promise<void> {
  const id = oneOf(draw, published);
  const version = `/papers/${id}/versions/1`;
  switch (Math.floor(draw() * 5)) {
    case 0:
      await person.open('公开文本的目录', [`/papers?year=${oneOf(draw, years)}&state=published`, '/organisations']);
      return;
    case 1:
      await person.open('公开文本的网页', [`${version}/page`]);
      return;
    case 2: {
      const { files } = JSON.parse(String(await person.open('一个版本的文件和校验值', [version]))) as { files: { name: string }[] };
      await person.open('下载一个文件', [`${version}/files/${encodeURIComponent(oneOf(draw, files).name)}`]);
      return;
    }
    default:
      await person.open('一份公开文本', [`/papers/${id}`, '/organisations']);
  }
}

/** What a reviewer opens: all papers of a year, one that was handed in, its text; now and then writes a comment. */
async function review(person: Person, { submitted }: County, years: readonly number[], draw: Draw, pause: Pause): Promise<void> {
  const mine = JSON.parse(String(await person.open('进度总览', [`/papers?year=${Math.max(...years)}`, '/organisations']))) as {
    id: string;
    state: string;
  }[];
  const waiting = mine.filter(({ state }) => state === 'submitted').map(({ id }) => id);
  if (waiting.length === 0) throw new Error(`a reviewer sees none of ${submitted.length} papers that were handed in`);
  const id = oneOf(draw, waiting);
  await person.open('审核一份文本', [`/papers/${id}`, '/organisations']);
  await pause();
  await person.open('预览一份文本', [`/papers/${id}/preview`]);
  await pause();
  if (draw() < 0.3)
    await person.open('写批注', [`/papers/${id}/comments`], 'POST', { answers: null, place: { table: '1' }, text: '请核对。' });
}

/** What a preparer does: opens the paper, saves a record as it is typed, checks now and then. */
async function write(person: Person, paper: string, draw: Draw): Promise<void> {
  const chance = draw();
  if (chance < 0.1) await person.open('校验', [`/papers/${paper}/check`], 'POST');
  else if (chance < 0.2) await person.open('打开编制内容', [`/papers/${paper}/plan`, `/papers/${paper}`]);
  else {
    const { records } = await person.ask<{ records: PlanRecord[] }>('GET', `/papers/${paper}/plan`);
    const record = oneOf(draw, records);
    await person.open('保存一处改动', [`/papers/${paper}/plan`], 'PATCH', { changes: [record] });
  }
}

/** A server of the product over a store that is there. */
async function serve(place: StorePlace): Promise<{ base: URL; end(): Promise<void> }> {
  const env = { ...process.env, DATABASE_URL: place.url ?? '', MINGZHANG_DATA: place.folder };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += String(part);
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  return {
    base: new URL(address),
    end() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

function folderSize(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

async function sizes({ url, folder }: StorePlace): Promise<Load['size']> {
  const store = await openStore({ ...(url ? { url } : {}), folder });
  try {
    const { rows } = await sql<{ all: number }>`select pg_database_size(current_database()) as all`.execute(store.db);
    const { rows: files } = await sql<{ all: number }>`select pg_total_relation_size('blob') as all`.execute(store.db);
    const database = url ? rows[0]!.all : folderSize(folder);
    return { database: database / MB, files: files[0]!.all / MB };
  } finally {
    await store.close();
  }
}

/** The county that a folder tells of, or a new one. */
async function countyIn(place: StorePlace, { engine, tell, ...size }: LoadOptions & CountySize): Promise<County> {
  const file = join(place.folder, 'county.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as County;
  const store = await openStore(place);
  const county = await makeCounty(store.db, loadForms(), size, (done, of) => {
    if (done % 100 === 0 || done === of) tell(`${engine}: ${done} of ${of} papers`);
  }).finally(() => store.close());
  writeFileSync(file, JSON.stringify(county));
  return county;
}

/** Makes the county, lets the people work, gives what each page took. A string says why it cannot be done here. */
export async function load(options: LoadOptions): Promise<Load | string> {
  const { engine, years, seconds, readers, seed, tell } = options;
  const server = engine === 'postgres' ? await TestServer.start({ durable: true }) : null;
  if (typeof server === 'string') return server;
  const keep = engine === 'pglite' ? options.keep : undefined;
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'mingzhang-load-'));
  const place: StorePlace = server ? { url: server.url, folder } : { folder };
  try {
    const reviewers = Math.max(1, Math.round(readers / 5));
    const county = await countyIn(place, { ...options, reviewers });
    const size = await sizes(place);
    const { base, end } = await serve(place);
    const draw = random(seed);
    const all: Person[] = [];
    const person = (): Person => {
      const next = new Person(base, `127.0.${1 + Math.floor(all.length / 200)}.${2 + (all.length % 200)}`);
      all.push(next);
      return next;
    };
    const citizens = Array.from({ length: readers - reviewers }, person);
    const bureau = county.reviewers.map((login) => ({ login, person: person() }));
    const preparers = county.writers.map((one) => ({ ...one, person: person() }));
    try {
      for (const { person: one, login } of [...bureau, ...preparers]) await one.enter(login);
      // everybody's next step, and how long he thinks before it
      const steps: (readonly [(pause: Pause) => Promise<void>, number])[] = [
        ...citizens.map((one) => [() => read(one, county, years, draw), READER_THINKS] as const),
        ...bureau.map(({ person: one }) => [(pause: Pause) => review(one, county, years, draw, pause), READER_THINKS] as const),
        ...preparers.map(({ person: one, paper }) => [() => write(one, paper, draw), WRITER_THINKS] as const),
      ];
      const samples = [steps[0]!, steps[citizens.length]!, steps.at(-1)!];
      const once = async (): Promise<Taken[]> => {
        for (const [step] of samples) for (let n = 0; n < ALONE; n++) await step(async () => {});
        return all.flatMap(({ taken }) => taken.splice(0));
      };
      // the first time everything is loaded and compiled
      await once();
      const alone = await once();
      tell(`${engine}: ${steps.length} people for ${seconds} s`);
      const until = Date.now() + seconds * 1000;
      await Promise.all(
        steps.map(async ([step, mean]) => {
          while (true) {
            await think(mean, draw);
            if (Date.now() >= until) return;
            await step(() => think(mean, draw));
          }
        }),
      );
      const together = all.flatMap(({ taken }) => taken);
      for (const one of all) one.leave();
      await end();
      const store = await openStore(place);
      const { entries, broken } = await verifyLog(store.db).finally(() => store.close());
      return { papers: county.papers, size, alone, together, events: broken ? null : entries };
    } finally {
      await end();
    }
  } finally {
    await server?.stop();
    if (keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** The value below which a share of them lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function table({ alone, together }: Load): string[] {
  const first = Map.groupBy(alone, ({ page }) => page);
  const pages = Map.groupBy(together, ({ page }) => page);
  const head = 'page: n, failed; p50 ms, p99 ms, largest ms; kB; p50 alone ms; ratio of the two';
  const lines = [...pages].map(([page, taken]) => {
    const times = taken.map(({ milliseconds }) => milliseconds);
    const failed = taken.filter(({ status }) => status === 0 || status >= 400).length;
    const single = quantile(
      (first.get(page) ?? []).map(({ milliseconds }) => milliseconds),
      0.5,
    );
    const p50 = quantile(times, 0.5);
    const size = Math.round(
      quantile(
        taken.map(({ bytes }) => bytes),
        0.5,
      ) / 1024,
    );
    const [a, b, c] = [p50, quantile(times, 0.99), Math.max(...times)].map(Math.round);
    return `  ${page}: ${taken.length}, ${failed}; ${a}, ${b}, ${c}; ${size}; ${Math.round(single)}; ${(p50 / single).toFixed(1)}`;
  });
  return [head, ...lines];
}

if (import.meta.main) {
  const options = { units: '300', seconds: '60', readers: '50', writers: '20', seed: '1', engine: 'both', county: '' };
  const { values } = parseArgs({
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, { type: 'string' as const, default: value }])),
  });
  const number = (name: keyof typeof options): number => Number(values[name]);
  for (const engine of ['pglite', 'postgres'] as const) {
    if (values.engine !== 'both' && values.engine !== engine) continue;
    const result = await load({
      engine,
      units: number('units'),
      years: [2023, 2024, 2025],
      seconds: number('seconds'),
      readers: number('readers'),
      writers: number('writers'),
      seed: number('seed'),
      ...(values.county ? { keep: String(values.county) } : {}),
      tell: (what) => process.stderr.write(`${what}\n`),
    });
    if (typeof result === 'string') {
      console.log(`${engine}: skipped, ${result}`);
      continue;
    }
    const { papers, size, together, events } = result;
    console.log(
      `${engine}: ${papers} papers; ${Math.round(size.database)} MB, of them files ${Math.round(size.files)} MB; log of ${events} entries`,
    );
    for (const line of table(result)) console.log(line);
    if (events === null || together.some(({ status }) => status === 0 || status >= 400)) process.exitCode = 1;
  }
}
