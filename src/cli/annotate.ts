import { existsSync, realpathSync } from 'node:fs';
import { extname } from 'node:path';
import { type Annotated, annotate as annotateFile } from '../format/annotate/index.ts';
import { FormatError, prepareFormat } from '../format/index.ts';
import { loadForms } from '../forms.ts';
import { notesOf } from '../server/notes.ts';
import { checkBytes } from '../server/paper.ts';
import { documentReport, fullReport } from '../server/report.ts';
import { placeWords } from '../server/words.ts';
import { exitCode } from './check.ts';
import { readBytes } from './file.ts';
import { choice, parse, progress, UsageError, userPath, write } from './usage.ts';

const AUTHOR = '明账';

/** 2025-03-01T16:00:00+08:00 where the user is. */
function localTime(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const two = (n: number): string => String(Math.trunc(Math.abs(n))).padStart(2, '0');
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Throws UsageError where the new file would not open, or would take the place of the old one. */
function checkTarget(file: string, out: string): void {
  const [from, to] = [userPath(file), userPath(out)];
  if (from === to || (existsSync(to) && realpathSync(to) === realpathSync(from)))
    throw new UsageError('--out 不能是原文件，请另起一个文件名。');
  if (extname(from).toLowerCase() !== extname(to).toLowerCase())
    throw new UsageError(`--out 的扩展名应与原文件一致（${extname(from) || '没有扩展名'}），否则打不开。`);
}

function told({ unplaced }: Annotated, count: number): string {
  if (count === 0) return '没有发现问题，原样复制。\n';
  const lost = unplaced.map(({ title, at }) => `  ${title}（${placeWords(at)}）\n`).join('');
  return `放入批注 ${count - unplaced.length} 条。\n${lost ? `${unplaced.length} 条在文件里找不到位置，没有放入：\n${lost}` : ''}`;
}

/** `annotate FILE --out F`: the same file with each finding as a comment at its place. Exit codes as those of check. */
export async function annotate(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' }, 'fail-on': { type: 'string' } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('annotate 每次给一个文件加批注。');
  if (values.out === undefined) throw new UsageError('请用 --out 给出新文件的名字。');
  const failOn = choice('--fail-on', values['fail-on'], ['error', 'warning', 'info', 'never'] as const, 'error');
  const bytes = readBytes(userPath(file));
  if (typeof bytes === 'string') throw new UsageError(`${file}：${bytes}。`);
  checkTarget(file, values.out);
  await prepareFormat(bytes);
  const forms = loadForms();
  const paper = checkBytes(bytes, file, forms);
  if (paper.error !== null) throw new UsageError(`${paper.error}。`);
  const notes = notesOf(paper.findings);
  let result: Annotated;
  try {
    result = await annotateFile(bytes, file, notes, AUTHOR, localTime(new Date()));
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${error.message}。`);
    throw error;
  }
  write(result.bytes, values.out);
  progress(told(result, notes.length));
  return exitCode(fullReport([documentReport(paper)], [], forms.hash), failOn);
}
