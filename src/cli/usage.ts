import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Told to the user in Chinese; ends with exit code 2. */
export class UsageError extends Error {}

/** The folder in which the user typed the command: npm changes to the project's own, and says where it came from. */
const userFolder = (): string => process.env.INIT_CWD ?? process.cwd();

/** A file name as the user meant it. */
export const userPath = (name: string): string => resolve(userFolder(), name);

/** Arguments by Node's parser, with its complaints in Chinese. Throws UsageError. */
export function parse<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('ERR_PARSE_ARGS')) throw error;
    const option = /'(-[^' ]*)/.exec(String(error))?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(`没有 ${option} 这个选项。`);
    throw new UsageError(`选项 ${option} 的用法不对（缺少取值，或者不应有取值）。`);
  }
}

/** One of a closed list of words. */
export function choice<T extends string>(option: string, value: string | undefined, words: readonly T[], fallback: T): T {
  if (value === undefined) return fallback;
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`${option} 只能是 ${words.join('、')} 之一，不能是“${value}”。`);
  return found;
}

/** A whole number within bounds. */
export function wholeNumber(option: string, value: string | undefined, min: number, max: number): number | null {
  if (value === undefined) return null;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw new UsageError(`${option} 应是 ${min} 到 ${max} 之间的整数，不能是“${value}”。`);
  return number;
}

export const progress = (text: string): boolean => process.stderr.write(text);

/** Progress for many files: a running line on a terminal, a line now and then elsewhere. `what`: 校验, 编制. */
export function tell(what: string, done: number, total: number): void {
  if (total < 3) return;
  if (process.stderr.isTTY) progress(`\r已${what} ${done}/${total}${done === total ? '\n' : ''}`);
  else if (done % 50 === 0 || done === total) progress(`已${what} ${done}/${total}\n`);
}

/** What the system says of a file or folder that could not be written. */
const WRITE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: '没有写入的权限',
  EPERM: '没有写入的权限',
  ENOENT: '文件夹不存在',
  ENOTDIR: '路径里有一个文件，不是文件夹',
  EEXIST: '已有同名的文件',
  EISDIR: '这是一个文件夹',
  ENOSPC: '磁盘已满',
  EROFS: '磁盘只读',
};

/** The error of the system as one that tells the user what cannot be written. Throws it, or UsageError. */
export function refuseWriting(name: string, error: unknown): never {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  const code = String(error.code);
  throw new UsageError(`无法写入 ${name}：${WRITE_ERRORS[code] ?? code}。请换一个位置再试。`);
}

/** Writes to what the user calls `name`. Throws UsageError where that is not possible. */
export function writing(name: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    refuseWriting(name, error);
  }
}

/** The result, to a file or to the standard output. Throws UsageError where the file cannot be written. */
export function write(content: string | Uint8Array, out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(content);
    return;
  }
  writing(out, () => writeFileSync(userPath(out), content));
  progress(`已写入 ${out}\n`);
}
