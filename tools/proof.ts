/**
 * Compiles papers of invented departments, writes and reads them again, and plants faults in them.
 *   npm run proof -- [--papers N] [--faults N] [--seed S] [--formats txt,docx,pdf,html,xlsx,ofd] [--only K,K…] [--threads N] [--list N] [--json]
 * A clean paper is read back fact by fact and has no finding; a fault that some relation or rule must notice is caught by a finding at its
 * place. `--only`: these papers alone, by the numbers that a report names. `--plan`: print the plan of the paper named by --only.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dump } from 'js-yaml';
import { loadForms } from '../src/forms.ts';
import { isFormat, WRITERS } from './proof/formats.ts';
import { planOf } from './proof/paper.ts';
import { reportOf, reportText } from './proof/report.ts';
import { prove } from './proof/run.ts';

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '60' },
    faults: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    formats: { type: 'string', default: 'txt' },
    only: { type: 'string', default: '' },
    threads: { type: 'string', default: String(availableParallelism()) },
    list: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    plan: { type: 'boolean', default: false },
  },
});
const formats = values.formats.split(',').filter((name) => name !== '');
const unknown = formats.find((name) => !isFormat(name));
if (unknown !== undefined) {
  console.error(`no writer for ${unknown}; there are ${Object.keys(WRITERS).join(', ')}`);
  process.exit(2);
}
const only = values.only.split(',').flatMap((k) => (k === '' ? [] : Number(k)));
if (values.plan) {
  const forms = loadForms();
  for (const k of only) process.stdout.write(dump(planOf(Number(values.seed), k, forms).node));
  process.exit(0);
}
const start = Date.now();
const papers = only.length > 0 ? only : Array.from({ length: Number(values.papers) }, (_, k) => k);
const outcomes = await prove(
  { seed: Number(values.seed), papers, faults: Number(values.faults), formats: formats.filter(isFormat), threads: Number(values.threads) },
  (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} / ${papers.length}`);
  },
);
const report = reportOf(outcomes);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
const seconds = ((Date.now() - start) / 1000).toFixed(1);
if (values.json) console.log(JSON.stringify({ ...report, seconds, memory }, null, 1));
else process.stdout.write(`${reportText(report, Number(values.list))}${seconds} s, at most ${memory} MB\n`);
process.exitCode = report.broken.length + report.failures.length > 0 ? 1 : 0;
