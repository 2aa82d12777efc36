import { WorkerFailure } from '../server/workers/limits.ts';
import { Pool } from './pool.ts';
import { READ_FORMATS } from './task.ts';
import { choice, parse, UsageError, userPath, write } from './usage.ts';

/** `read FILE`: tables, facts, explained and unexplained numbers, damage. */
export async function read(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string' }, out: { type: 'string' } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('read 每次读一个文件。');
  const format = choice('--format', values.format, READ_FORMATS, 'text');
  const pool = new Pool(1);
  try {
    const answer = await pool.run<'read'>({ kind: 'read', input: { path: userPath(file), name: file }, format });
    if ('error' in answer) throw new UsageError(`${answer.error}。`);
    write(answer.text, values.out);
    return 0;
  } catch (error) {
    if (error instanceof WorkerFailure) throw new UsageError(`${file}：${error.message}。`);
    throw error;
  } finally {
    pool.close();
  }
}
