import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../error.ts';

/** SQLITE_BUSY: another process holds the file. */
const BUSY = 5;

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === BUSY;

/** Who wrote down that it holds the folder; the lock itself is the system's, so what stands here may be old. */
function holder(file: string): string {
  try {
    return `（进程 ${readFileSync(file, 'utf8').trim()}）`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Takes a folder for this process alone, until it is given back or the process ends in whatever way: the system forgets the lock then. Node has
 * no file locks of its own; SQLite's exclusive transaction is one on every platform. Throws StoreUnavailable where another process has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = join(folder, 'owner');
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new StoreUnavailable(
      `数据文件夹 ${folder} 正被另一个明账进程${holder(owner)}使用，两个进程同时写会丢失数据。请先停止那个进程，或者用环境变量 MINGZHANG_DATA 换一个文件夹。`,
    );
  }
  writeFileSync(owner, `${process.pid}\n`);
  return () => lock.close();
}
