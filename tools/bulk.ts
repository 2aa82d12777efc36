/**
 * What compiling costs: one department from its plan to all files, cold and warm, and many units in one run of the command.
 *   npm run -s bulk -- [--units N] [--to docx,pdf,html,xlsx,json] [--seed S] [--jobs N] [--form SET] [--keep DIR]
 * The plans are those of the proof's invented departments. Processor time and peak memory are those of all
 * processes together, sampled (Linux).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dump } from 'js-yaml';
import { compile } from '../src/compile/compile.ts';
import { editionOf, outputFormats, writeOutput } from '../src/compile/outputs.ts';
import { formSets } from '../src/form/load.ts';
import { loadForms } from '../src/forms.ts';
import { planOf } from './proof/paper.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '300' },
    to: { type: 'string', default: outputFormats.join(',') },
    seed: { type: 'string', default: '7' },
    jobs: { type: 'string', default: '' },
    form: { type: 'string', default: '' },
    keep: { type: 'string', default: '' },
  },
});
const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const WARM = 10;

/** What a process has used so far. */
interface Used {
  readonly parent: number;
  readonly megabytes: number;
  /** seconds of processor time */
  readonly work: number;
}

/** Every process of the machine; none where the system does not tell. */
function processes(): Map<number, Used> {
  const found = new Map<number, Used>();
  for (const name of process.platform === 'linux' ? readdirSync('/proc') : []) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // user and system time in hundredths, after the name in brackets
      const times = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      found.set(Number(name), {
        parent: Number(/PPid:\s*(\d+)/.exec(status)?.[1]),
        megabytes: Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024,
        work: times.reduce((sum, time) => sum + Number(time) / 100, 0),
      });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error; // it has ended since
    }
  }
  return found;
}

/** What a run of the command took. */
interface Run {
  readonly code: number | null;
  /** by the clock */
  readonly seconds: number;
  /** processor time of all its processes */
  readonly work: number;
  /** MB of all its processes together, at the most */
  readonly peak: number;
}

/** Runs `mingzhang compile`, looking at its processes ten times a second. */
async function run(args: readonly string[]): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'compile', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, INIT_CWD: process.cwd() },
  });
  const work = new Map<number, number>();
  let peak = 0;
  const watch = setInterval(() => {
    const all = processes();
    const isBelow = (id: number | undefined): boolean => id !== undefined && (id === child.pid || isBelow(all.get(id)?.parent));
    const own = [...all].filter(([id]) => isBelow(id));
    for (const [id, used] of own) work.set(id, used.work);
    peak = Math.max(
      peak,
      own.reduce((sum, [, { megabytes }]) => sum + megabytes, 0),
    );
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  return { code, seconds, work: [...work.values()].reduce((sum, one) => sum + one, 0), peak };
}

const costs = ({ seconds, work, peak }: Run): string =>
  `${seconds.toFixed(1)} s by the clock, ${work.toFixed(1)} s of processor time, at most ${peak.toFixed(0)} MB`;

const forms = loadForms();
const sets = formSets(forms.sets);
/** every paper of the seed, or those of one form set */
const numbers = (count: number): number[] => {
  const at = sets.findIndex(({ id }) => id === values.form);
  return Array.from({ length: count }, (_, k) => (at < 0 ? k : k * sets.length + at));
};
const seed = Number(values.seed);
const folder = values.keep === '' ? mkdtempSync(join(tmpdir(), 'mingzhang-bulk-')) : values.keep;
const plans = join(folder, 'plans');
mkdirSync(plans, { recursive: true });
let lines = 0;
for (const k of numbers(Number(values.units))) {
  const { node, plan } = planOf(seed, k, forms);
  lines += plan.lines.length;
  writeFileSync(join(plans, `${String(k).padStart(4, '0')}.yaml`), dump(node));
}

const [first = ''] = readdirSync(plans);
const cold = await run([join(plans, first), '--out', join(folder, 'one'), '--to', values.to]);
console.log(`one department, cold: ${costs(cold)}`);

const { plan, set } = planOf(seed, numbers(1)[0] ?? 0, forms);
const wanted = outputFormats.filter((format) => values.to.split(',').includes(format));
const whole = async (): Promise<number> => {
  const start = performance.now();
  const output = { compiled: compile(plan, set, forms), edition: editionOf(plan, set, false), set };
  for (const format of wanted) await writeOutput(output, format, forms);
  return performance.now() - start;
};
const times: number[] = [];
for (let i = 0; i < WARM; i++) times.push(await whole());
console.log(`one department, warm: ${(times.toSorted((a, b) => a - b)[0] ?? 0).toFixed(0)} ms (${wanted.join(', ')})`);

const many = await run([plans, '--out', join(folder, 'out'), '--to', values.to, ...(values.jobs ? ['--jobs', values.jobs] : [])]);
const files = readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const size = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
console.log(
  `${values.units} units (${lines} lines): ${costs(many)}; ${files.length} files, ${(size / 1024 / 1024).toFixed(0)} MB; exit ${many.code}`,
);
if (values.keep === '') rmSync(folder, { recursive: true });
process.exitCode = many.code === 0 ? 0 : 1;
