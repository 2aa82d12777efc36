import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

export const MB = 1024 * 1024;
export const MAX_FILE = 20 * MB;
const MAX_FILES = 50;

/** Refuses requests whose body is longer, before it is read. */
export const uploadLimit = (bytes: number): MiddlewareHandler =>
  bodyLimit({ maxSize: bytes, onError: (c) => c.json({ error: `一次上传的文件合计不能超过 ${bytes / MB} MB。` }, 413) });

/** The files of a form, or the answer that says in Chinese what is wrong with it. */
export async function uploadedFiles(c: Context): Promise<File[] | Response> {
  if (!/^multipart\/form-data/i.test(c.req.header('content-type') ?? '')) return c.json({ error: '请以文件上传的方式提交。' }, 415);
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch (error) {
    if (error instanceof TypeError) return c.json({ error: '上传的内容不完整，请重新上传。' }, 400);
    throw error;
  }
  const files = form.getAll('files').filter((value): value is File => value instanceof File);
  if (files.length === 0) return c.json({ error: '没有收到文件。' }, 400);
  if (files.length > MAX_FILES) return c.json({ error: `一次最多上传 ${MAX_FILES} 个文件。` }, 400);
  const large = files.find((file) => file.size > MAX_FILE);
  return large ? c.json({ error: `“${large.name}”太大（上限 ${MAX_FILE / MB} MB）。` }, 413) : files;
}

/** A file name without folders and control characters. */
export const cleanName = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .slice(0, 200) || '未命名';
