/**
 * What reading and checking a paper costs, by format, in processor time, each format in a process of its own:
 *   npm run -s bench -- [FILE|DIR]… [--seconds N]
 * Without files: the project's examples, printed as text, Word, Excel and web page. `reference` is a fixed piece of work measured in between;
 * times divided by it can be compared from machine to machine and under load. PDFs are also held against `pdftotext -layout`, if there is one.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkPaper } from '../src/check/check.ts';
import { walk } from '../src/cli/walk.ts';
import { prepareFormat, readDocument, writeText } from '../src/format/index.ts';
import { loadForms } from '../src/forms.ts';
import { readPaper } from '../src/score/read.ts';
import { examplePapers } from '../src/server/examples.ts';
import { printDocx } from '../test/print/docx.ts';
import { printHtml } from '../test/print/html.ts';
import { printXlsx } from '../test/print/xlsx.ts';

/** Milliseconds a paper. */
interface Measured {
  readonly document: number;
  readonly facts: number;
  readonly check: number;
  /** one pass of the reference, in the same process */
  readonly reference: number;
  /** the first time in a fresh process, forms and engine loaded */
  readonly cold: number;
  /** KB of a checked paper that is kept */
  readonly held: number;
  /** MB at the most */
  readonly peak: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    measure: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
  },
});

/** Processor time of this process so far, ms. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const load = async (paths: readonly string[]): Promise<{ name: string; bytes: Uint8Array }[]> => {
  const files = paths.map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
  for (const { bytes } of files) await prepareFormat(bytes);
  return files;
};

/** Half a megabyte of JSON written and read ten times. */
const REFERENCE = Array.from({ length: 5000 }, (_, i) => ({
  name: `科目${i}`,
  code: String(2010101 + i),
  fen: i * 977,
  place: [i, i + 7],
}));
const reference = (): void => {
  for (let i = 0; i < 10; i++) JSON.parse(JSON.stringify(REFERENCE));
};

/** Measures files of one format for so many seconds of processor time. */
async function measure(paths: readonly string[], seconds: number): Promise<Measured> {
  const files = await load(paths);
  const forms = loadForms();
  const sums = { document: 0, facts: 0, check: 0, reference: 0 };
  const timed = <T>(phase: keyof typeof sums, work: () => T): T => {
    const from = spent();
    const result = work();
    sums[phase] += spent() - from;
    return result;
  };
  const round = () => {
    timed('reference', reference);
    return files.map(({ name, bytes }) => {
      const document = timed('document', () => readDocument(bytes, name));
      const paper = timed('facts', () => readPaper(document, name, forms));
      return { paper, checked: timed('check', () => checkPaper(paper, forms)) };
    });
  };
  const papersTime = () => (sums.document + sums.facts + sums.check) / files.length;
  round();
  const cold = papersTime();
  for (let start = spent(); spent() - start < (seconds * 1000) / 3; ) round();
  Object.assign(sums, { document: 0, facts: 0, check: 0, reference: 0 });
  let rounds = 0;
  for (const start = spent(); spent() - start < seconds * 1000; rounds++) round();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = round();
  collect();
  const held = (process.memoryUsage().heapUsed - before) / kept.length / 1024;
  const each = (sum: number): number => sum / rounds / files.length;
  return {
    document: each(sums.document),
    facts: each(sums.facts),
    check: each(sums.check),
    reference: sums.reference / rounds,
    cold,
    held,
    peak: process.resourceUsage().maxRSS / 1024,
  };
}

const own = (...args: string[]): string =>
  execFileSync(process.execPath, [import.meta.filename, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const elapsed = (work: () => void): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

/** PDFs read once in a fresh process, its start-up subtracted, against `pdftotext -layout` on each, in turn: medians of five, elapsed ms. */
function againstPdftotext(paths: readonly string[]): string {
  const times = { own: [] as number[], theirs: [] as number[] };
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  try {
    for (let i = 0; i < 5; i++) {
      times.own.push(Number(own('--once', ...paths)));
      times.theirs.push(
        elapsed(() => {
          for (const path of paths) execFileSync('pdftotext', ['-layout', path, '-'], { stdio: [...stdio], maxBuffer: 1 << 28 });
        }),
      );
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'pdftotext is not installed: not compared';
    throw error;
  }
  const [ours, theirs] = [median(times.own), median(times.theirs)];
  return `${paths.length} PDFs once: ${ours.toFixed(0)} ms, pdftotext -layout ${theirs.toFixed(0)} ms, ratio ${(ours / theirs).toFixed(2)}`;
}

/** The example papers as files of four formats. */
async function printExamples(folder: string): Promise<void> {
  for (const { id, paper } of examplePapers(loadForms())) {
    const document = paper.reading?.document;
    if (!document) continue;
    const put = (ending: string, content: string | Uint8Array) => writeFileSync(join(folder, `${id}.${ending}`), content);
    put('txt', writeText(document));
    put('docx', await printDocx(document));
    put('xlsx', printXlsx(document));
    put('html', printHtml(document));
  }
}

async function compare(named: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  try {
    if (named.length === 0) await printExamples(folder);
    const { inputs } = await walk(named.length > 0 ? named : [folder]);
    const paths = inputs.map(({ path }) => path);
    const files = await load(paths);
    const formats = Map.groupBy(paths.keys(), (i) => readDocument(files[i]!.bytes, files[i]!.name).format);
    const head = [
      'format',
      'papers',
      'KB',
      'document',
      'facts',
      'check',
      'read/s',
      'check/s',
      'read:ref',
      'check:ref',
      'cold',
      'held KB',
      'peak MB',
    ];
    console.log(
      `ms of processor time a paper; read is document and facts, check all three; ref: a fixed piece of work\n${head.join('\t')}`,
    );
    for (const [format, indices] of formats) {
      const group = [...indices];
      const measured = JSON.parse(own('--measure', '--seconds', values.seconds, ...group.map((i) => paths[i]!))) as Measured;
      const { document, facts, check, cold, held, peak } = measured;
      const read = document + facts;
      const size = group.reduce((sum, i) => sum + files[i]!.bytes.length, 0) / group.length / 1024;
      const times = [document, facts, check].map((ms) => ms.toFixed(2));
      const rates = [1000 / read, 1000 / (read + check)].map((rate) => rate.toFixed(0));
      const ratios = [read, read + check].map((ms) => (ms / measured.reference).toFixed(2));
      console.log(
        [format, group.length, size.toFixed(0), ...times, ...rates, ...ratios, cold.toFixed(0), held.toFixed(0), peak.toFixed(0)].join(
          '\t',
        ),
      );
      if (format === 'pdf') console.log(againstPdftotext(group.map((i) => paths[i]!)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (values.measure) console.log(JSON.stringify(await measure(positionals, Number(values.seconds))));
else if (values.once) {
  const files = await load(positionals);
  console.log(elapsed(() => files.forEach(({ name, bytes }) => void readDocument(bytes, name))));
} else await compare(positionals);
