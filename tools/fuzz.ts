/**
 * Reads and checks damaged papers of every format, in workers with the limits of production, and counts how they end.
 *   npm run fuzz -- [--files N] [--seed S] [--jobs J]      exit 1 where one crashed or hung
 *   npm run fuzz -- --only N [--seed S] --out FILE         writes the N-th file of a run, to look into it
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { WorkerFailure } from '../src/server/workers/limits.ts';
import { WorkerPool } from '../src/server/workers/pool.ts';
import type { FuzzTask, Outcome } from './fuzz/task.ts';

/** Files of one task: few enough that all of them together stay far from the limit of time. */
const BATCH = 25;
/** Milliseconds from which on a file is told of. */
const SLOW = 5000;

type End = Outcome['end'] | 'hung';
type Ended = Omit<Outcome, 'end'> & { readonly end: End };

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    only: { type: 'string' },
    out: { type: 'string' },
  },
});
const seed = Number(values.seed);

if (values.only !== undefined) {
  const { mutant } = await import('./fuzz/mutant.ts');
  const { format, bytes } = mutant(seed, Number(values.only));
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), values.out ?? `fuzz-${seed}-${values.only}.${format}`);
  writeFileSync(file, bytes);
  console.log(`${file}: ${format}, ${bytes.length} bytes`);
} else {
  const outcomes = await fuzzed(Number(values.files), Number(values.jobs));
  print(outcomes);
  if (outcomes.some(({ end }) => end === 'crashed' || end === 'hung')) process.exitCode = 1;
}

async function fuzzed(files: number, jobs: number): Promise<Ended[]> {
  const pool = new WorkerPool<FuzzTask, Outcome[]>(new URL('./fuzz/worker.ts', import.meta.url), jobs);
  let done = 0;
  const batches = Array.from({ length: Math.ceil(files / BATCH) }, (_, i) => ({ from: i * BATCH, to: Math.min(files, (i + 1) * BATCH) }));
  const outcomes = await Promise.all(
    batches.map(async ({ from, to }) => {
      const ended = await run(pool, from, to);
      done += to - from;
      if (done % 1000 < BATCH) process.stderr.write(`${done}/${files}\n`);
      return ended;
    }),
  );
  pool.close();
  return outcomes.flat();
}

/** A batch that breaks a limit is done again file by file: the one that breaks it alone has failed. */
async function run(pool: WorkerPool<FuzzTask, Outcome[]>, from: number, to: number): Promise<Ended[]> {
  try {
    return await pool.run({ seed, from, to });
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    if (to - from > 1) return (await Promise.all(Array.from({ length: to - from }, (_, i) => run(pool, from + i, from + i + 1)))).flat();
    const end = error.kind === 'time' ? 'hung' : 'crashed';
    return [{ index: from, format: '?', end, says: `${error.message}\n${error.detail}`, ms: 0 }];
  }
}

function print(outcomes: readonly Ended[]): void {
  const ends: readonly End[] = ['read', 'refused', 'crashed', 'hung'];
  console.log(['format'.padEnd(8), 'files'.padStart(8), ...ends.map((end) => end.padStart(8)), 'ms/file'.padStart(8)].join(' '));
  const line = (name: string, own: readonly Ended[]): void => {
    const counts = ends.map((end) => own.filter((outcome) => outcome.end === end).length);
    const mean = own.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, own.length);
    console.log([name.padEnd(8), ...[own.length, ...counts].map((n) => String(n).padStart(8)), mean.toFixed(0).padStart(8)].join(' '));
  };
  for (const [format, own] of Map.groupBy(outcomes, ({ format }) => format)) line(format, own);
  line('all', outcomes);
  const refused = Map.groupBy(
    outcomes.filter(({ end }) => end === 'refused'),
    ({ says }) => says.replace(/\d+/g, 'N'),
  );
  console.log('\nrefused with');
  for (const [says, own] of [...refused].sort((a, b) => b[1].length - a[1].length))
    console.log(`${String(own.length).padStart(8)}  ${says}`);
  const failures = outcomes.filter(({ end, ms }) => end === 'crashed' || end === 'hung' || ms >= SLOW);
  for (const { index, format, end, says, ms } of failures) console.log(`\n${end} ${format} --only ${index} (${ms.toFixed(0)} ms)\n${says}`);
}
