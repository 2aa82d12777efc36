import { readFileSync, statSync } from 'node:fs';

const MAX_BYTES = 200 * 1024 * 1024;

const READ_ERRORS: Record<string, string> = {
  ENOENT: '找不到这个文件',
  EACCES: '没有读取这个文件的权限',
  EPERM: '没有读取这个文件的权限',
  EISDIR: '这是一个文件夹，不是文件',
  ELOOP: '符号链接成环，无法打开',
};

/** Bytes of a file, or why there are none, in Chinese. */
export function readBytes(path: string): Uint8Array | string {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return '这不是一个普通文件';
    if (stat.size > MAX_BYTES) return `文件太大（${Math.round(stat.size / 1024 / 1024)} MB，上限 ${MAX_BYTES / 1024 / 1024} MB）`;
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code) throw error;
    if (code === 'ENOENT' && path.includes('\ufffd')) return '文件名不是 UTF-8 编码，无法打开。请把文件改名后再试';
    return READ_ERRORS[code] ?? `无法读取这个文件（${code}）`;
  }
}
