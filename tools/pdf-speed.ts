import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { prepareFormat, readDocument } from '../src/format/index.ts';

// node bin/run.mjs tools/pdf-speed.ts FOLDER: the PDFs of a folder read once in one process, its start-up subtracted, against
// `pdftotext -layout` on the same files. Each is measured ROUNDS times in processes of its own, in turn; medians are compared.
const ROUNDS = 5;
const [folder, once] = process.argv.slice(2);
if (!folder) throw new Error('usage: pdf-speed.ts FOLDER');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.pdf'))
  .map((name) => `${folder}/${name}`);

const timed = (run: () => void): number => {
  const from = performance.now();
  run();
  return performance.now() - from;
};
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

if (once === 'once') {
  const bytes = files.map((file) => readFileSync(file));
  await prepareFormat(bytes[0] ?? new Uint8Array());
  const spent = timed(() => bytes.forEach((own, i) => void readDocument(own, files[i] ?? '')));
  process.stdout.write(`${spent} ${process.resourceUsage().maxRSS}`);
} else {
  const own: number[] = [];
  const theirs: number[] = [];
  let memory = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [spent, rss] = execFileSync(process.execPath, [import.meta.filename, folder, 'once'], { encoding: 'utf8' })
      .split(' ')
      .map(Number);
    own.push(spent ?? 0);
    memory = Math.max(memory, rss ?? 0);
    theirs.push(
      timed(() =>
        files.forEach(
          (file) => void execFileSync('pdftotext', ['-layout', file, '-'], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 }),
        ),
      ),
    );
  }
  const ratio = median(own) / median(theirs);
  process.stdout.write(
    `${files.length} files: ${median(own).toFixed(0)} ms, pdftotext -layout ${median(theirs).toFixed(0)} ms, ratio ${ratio.toFixed(2)}, peak ${Math.round(memory / 1024)} MB\n`,
  );
}
