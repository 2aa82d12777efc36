import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Tx } from '../log/append.ts';
import { snapshot } from '../log/verify.ts';
import { SCHEMA } from '../migrations/index.ts';
import type { Store } from '../store.ts';
import { packed, type Row, TABLES, type Table, tables } from './tables.ts';

/** Rows that are read at once; files come one by one. */
const atOnce = (table: Table): number => (table === 'blob' ? 1 : 1000);

/** All rows of a table, by its key. */
async function* rowsOf(tx: Tx, table: Table): AsyncGenerator<Row> {
  const key = sql.join(TABLES[table].map((column) => sql.ref(column)));
  const size = atOnce(table);
  // a cursor reads on where it stopped, in the one moment that the transaction sees
  await sql`declare backup no scroll cursor for select * from ${sql.table(table)} order by ${key}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(size)} from backup`.execute(tx);
    yield* rows;
    if (rows.length < size) break;
  }
  await sql`close backup`.execute(tx);
}

/** The lines of a backup: header, rows, footer. */
async function* linesOf(tx: Tx, made: Date, counted: (rows: number) => void): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({ mingzhang: 'backup', schema: SCHEMA, made: made.toISOString() });
  let rows = 0;
  for (const table of tables)
    for await (const row of rowsOf(tx, table)) {
      rows++;
      yield line({ table, row: Object.fromEntries(Object.entries(row).map(([column, value]) => [column, packed(value)])) });
    }
  counted(rows);
  yield `${JSON.stringify({ rows, sha256: hash.digest('hex') })}\n`;
}

/** The whole store of one moment, for either engine, while others go on working. */
function backupStream({ db }: Store, made: Date, write: (lines: Readable) => Promise<void>): Promise<number> {
  return snapshot(db, async (tx) => {
    let count = 0;
    await write(
      Readable.from(
        linesOf(tx, made, (rows) => {
          count = rows;
        }),
      ),
    );
    return count;
  });
}

/** Writes a backup to a file that only its owner can read: it holds password hashes and the key of the installation. Gives the rows in it. */
export async function writeBackup(store: Store, file: string, made: Date): Promise<number> {
  const part = `${file}.part`;
  try {
    const rows = await backupStream(store, made, (lines) => pipeline(lines, createGzip(), createWriteStream(part, { mode: 0o600 })));
    const handle = await open(part, 'r+');
    await handle.sync();
    await handle.close();
    await rename(part, file);
    return rows;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
