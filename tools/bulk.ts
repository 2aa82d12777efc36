/**
 * What compiling costs: one department from its plan to all files, cold and warm, and many units in one run of the command.
 *   npm run -s bulk -- [--units N] [--to docx,pdf,html,xlsx,json] [--seed S] [--jobs N] [--form SET] [--keep DIR]
 * The plans are those of the proof's invented departments. Peak memory is that of all processes together, sampled (Linux).
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

/** MB that a process and those below it hold; 0 where the system does not tell. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  const held = new Map<number, number>();
  for (const name of process.platform === 'linux' ? readdirSync('/proc') : []) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/PPid:\s*(\d+)/.exec(status)?.[1]));
      held.set(Number(name), Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // it has ended since
    }
  }
  const isBelow = (id: number | undefined): boolean => id !== undefined && (id === root || isBelow(parents.get(id)));
  return [...held].reduce((sum, [id, own]) => (isBelow(id) ? sum + own : sum), 0);
}

/** Runs `mingzhang compile`; seconds by the clock, and MB at the most. */
async function run(args: readonly string[]): Promise<{ readonly seconds: number; readonly peak: number; readonly code: number | null }> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'compile', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, INIT_CWD: process.cwd() },
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryOf(child.pid ?? 0));
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  return { seconds: (performance.now() - start) / 1000, peak, code };
}

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
console.log(`one department, cold: ${cold.seconds.toFixed(2)} s, at most ${cold.peak.toFixed(0)} MB`);

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
  `${values.units} units (${lines} lines): ${many.seconds.toFixed(1)} s, at most ${many.peak.toFixed(0)} MB; ${files.length} files, ${(size / 1024 / 1024).toFixed(0)} MB; exit ${many.code}`,
);
if (values.keep === '') rmSync(folder, { recursive: true });
process.exitCode = many.code === 0 ? 0 : 1;
