import { availableParallelism } from 'node:os';
import type { Finding, Severity } from '../check/finding.ts';
import { formsHash } from '../forms/files.ts';
import { compareFindings, SEVERITIES } from '../server/checked.ts';
import { reportHtml } from '../server/html.ts';
import { type DocumentReport, fullReport, type Report } from '../server/report.ts';
import { WorkerFailure } from '../server/workers/limits.ts';
import { reportWorkbook } from '../server/worksheet.ts';
import { Pool } from './pool.ts';
import { reportText } from './text.ts';
import { choice, parse, progress, tell, UsageError, wholeNumber, write } from './usage.ts';
import { type Input, walk } from './walk.ts';

/** From so many files on, threads pay for themselves. */
const MANY = 20;

/** `check FILE…|DIR…`: findings per paper and across the papers given. */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    format: { type: 'string' },
    jobs: { type: 'string' },
    timeout: { type: 'string' },
    'fail-on': { type: 'string' },
    out: { type: 'string' },
  });
  if (positionals.length === 0) throw new UsageError('请给出要校验的文件或文件夹。');
  const format = choice('--format', values.format, ['text', 'json', 'html', 'xlsx'] as const, 'text');
  if (format === 'xlsx' && values.out === undefined && process.stdout.isTTY)
    throw new UsageError('Excel 文件不能显示在屏幕上，请用 --out 给出文件名，例如 --out 问题清单.xlsx。');
  const failOn = choice('--fail-on', values['fail-on'], ['error', 'warning', 'info', 'never'] as const, 'error');
  const { inputs, skipped } = await walk(positionals);
  if (skipped > 0) progress(`跳过了 ${skipped} 个不支持的文件。\n`);
  if (inputs.length === 0) throw new UsageError('给出的文件夹里没有可以校验的文件。');
  const auto = inputs.length >= MANY ? Math.min(availableParallelism(), 4) : 1;
  const jobs = wholeNumber('--jobs', values.jobs, 1, 64) ?? auto;

  const seconds = wholeNumber('--timeout', values.timeout, 1, 3600) ?? undefined;

  const pool = new Pool(jobs, seconds);
  let count = 0;
  const answers = await Promise.all(
    inputs.map(async (input, index) => {
      const keep = jobs === 1 && inputs.length < MANY;
      const answer = await pool.check({ kind: 'check', input, index, html: format === 'html', keep });
      tell('校验', ++count, inputs.length);
      return answer;
    }),
  );
  const documents = answers.map(({ report }) => report);
  const groups = sameOrganisation(documents).map((members) => members.map((index) => inputs[index]!));
  const across = await Promise.all(groups.map((group) => compared(pool, group)));
  pool.close();

  const findings = across.flatMap((found) => found ?? []).sort(compareFindings);
  const report = fullReport(documents, findings, formsHash());
  const sections = answers.map(({ section }) => section);
  const render = {
    text: () => reportText(report),
    json: () => `${JSON.stringify(report)}\n`,
    html: () => reportHtml(sections, report),
    xlsx: () => reportWorkbook(report, new Date()),
  };
  write(await render[format](), values.out);
  return across.includes(null) ? 2 : exitCode(report, failOn);
}

/** Findings between papers of one organisation; null, told on stderr, where they could not be held against each other. */
async function compared(pool: Pool, inputs: readonly Input[]): Promise<readonly Finding[] | null> {
  try {
    return await pool.run<'across'>({ kind: 'across', inputs });
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    progress(`${inputs.map(({ name }) => name).join('、')} 之间未能核对：${error.message}。\n`);
    return null;
  }
}

/** Indices of papers that name one organisation, for each that has several; a paper given twice counts once. */
function sameOrganisation(documents: readonly DocumentReport[]): number[][] {
  const groups = new Map<string, Map<string, number>>();
  documents.forEach(({ organisation, sha256 }, index) => {
    if (organisation === null) return;
    const name = organisation.replace(/\s+/g, '');
    const group = groups.get(name) ?? new Map<string, number>();
    if (!group.has(sha256)) group.set(sha256, index);
    groups.set(name, group);
  });
  return [...groups.values()].filter((group) => group.size > 1).map((group) => [...group.values()]);
}

/** 2 where a file could not be used, else 1 where there are findings at or above the level, else 0. */
export function exitCode(report: Report, failOn: Severity | 'never'): number {
  if (report.documents.some((document) => document.error !== null)) return 2;
  if (failOn === 'never') return 0;
  const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const findings = [...report.documents.flatMap((document) => document.findings), ...report.across];
  return findings.some((finding) => grave.includes(finding.severity)) ? 1 : 0;
}
