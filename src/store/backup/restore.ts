import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { StoreError } from '../error.ts';
import type { Tx } from '../log/append.ts';
import { isSchema, migrate } from '../migrations/index.ts';
import { openStore, type Store, type StorePlace } from '../store.ts';
import { FORMER, type Footer, type Header, type Row, TABLES, type Table, unpacked } from './tables.ts';

const AT_ONCE = 200;

const refused = (message: string): StoreError => new StoreError('invalid', message);
const NO_BACKUP = '不是明账的备份文件，或者文件已损坏';

/** Lines of text, however the bytes are cut. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const chunk of chunks) {
    const [first, ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    parts.push(first ?? '');
    for (const next of more) {
      yield parts.join('');
      parts.splice(0, parts.length, next);
    }
  }
  const rest = parts.join('');
  if (rest !== '') yield rest;
}

/** The lines of a backup as values. Throws StoreError where the file is none. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly value: unknown }> {
  const unzipped = createGunzip();
  const source = createReadStream(file).on('error', (error) => unzipped.destroy(error));
  try {
    for await (const text of splitLines(source.pipe(unzipped))) yield { text, value: JSON.parse(text) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw refused(`没有这个文件：${file}。`);
    if (error instanceof SyntaxError || code.startsWith('Z_')) throw refused(`${NO_BACKUP}。`);
    throw error;
  } finally {
    source.destroy();
  }
}

async function headerOf(file: string): Promise<Header> {
  for await (const { value } of linesOf(file)) {
    const header = value as Partial<Header> | null;
    if (header?.mingzhang !== 'backup' || typeof header.schema !== 'string') break;
    if (!isSchema(header.schema)) throw refused('备份是由更新版本的明账做的，请升级明账后再恢复。');
    return header as Header;
  }
  throw refused(`${NO_BACKUP}。`);
}

/** Puts rows of one table in, some at a time. */
class Inserter {
  private readonly tx: Tx;
  private table: Table | null = null;
  private rows: Row[] = [];
  count = 0;

  constructor(tx: Tx) {
    this.tx = tx;
  }

  async add(table: Table, row: Row): Promise<void> {
    if (table !== this.table || this.rows.length >= (table === 'blob' ? 1 : AT_ONCE)) await this.flush();
    this.table = table;
    this.rows.push(Object.fromEntries(Object.entries(row).map(([column, value]) => [column, unpacked(value)])));
    this.count++;
  }

  async flush(): Promise<void> {
    if (this.table !== null && this.rows.length > 0)
      await this.tx
        .insertInto(this.table)
        .values(this.rows as never)
        .execute();
    this.rows = [];
  }
}

async function isEmpty(tx: Tx): Promise<boolean> {
  const [organisation, account, event] = [
    await tx.selectFrom('organisation').select('id').limit(1).executeTakeFirst(),
    await tx.selectFrom('account').select('id').limit(1).executeTakeFirst(),
    await tx.selectFrom('event').select('seq').limit(1).executeTakeFirst(),
  ];
  return !organisation && !account && !event;
}

/** Reads all lines into a database that has the schema of the backup; all of it or nothing. Gives the rows. */
const fill = (store: Store, file: string): Promise<number> =>
  store.db.transaction().execute(async (tx) => {
    if (!(await isEmpty(tx)))
      throw refused('要恢复到的数据库里已有数据。请用环境变量 MINGZHANG_DATA 换一个空文件夹，或用 DATABASE_URL 换一个空数据库。');
    await tx.deleteFrom('event_head').execute();
    const inserter = new Inserter(tx);
    const hash = createHash('sha256');
    let footer: Footer | null = null;
    for await (const { text, value } of linesOf(file)) {
      const line = value as { readonly table?: string; readonly row?: Row } & Partial<Footer>;
      if (line.sha256 !== undefined) footer = line as Footer;
      else hash.update(`${text}\n`);
      if (line.table === undefined || line.row === undefined) continue;
      if (!Object.hasOwn(TABLES, line.table) && !FORMER.includes(line.table)) throw refused(`${NO_BACKUP}。`);
      await inserter.add(line.table as Table, line.row);
    }
    await inserter.flush();
    if (footer?.rows !== inserter.count || footer.sha256 !== hash.digest('hex')) throw refused('备份文件不完整或被改动过，没有恢复。');
    return inserter.count;
  });

/** Restores a backup into an empty place, of either engine, and gives the opened store. Throws StoreError, StoreUnavailable. */
export async function restoreBackup(place: StorePlace, file: string): Promise<{ store: Store; rows: number }> {
  const { schema } = await headerOf(file);
  const store = await openStore(place, schema);
  try {
    const rows = await fill(store, file);
    await migrate(store.db);
    return { store, rows };
  } catch (error) {
    await store.close();
    throw error;
  }
}
