import { Kysely } from 'kysely';
import { openFolder } from './engine/pglite.ts';
import { openServer } from './engine/postgres.ts';
import { migrate } from './migrations/index.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

/** One database, its schema up to date. */
export interface Store {
  readonly engine: 'pglite' | 'postgres';
  readonly db: Db;
  close(): Promise<void>;
}

/** Where a database is: a PostgreSQL server (DATABASE_URL), or else a folder. */
export interface StorePlace {
  readonly url?: string;
  readonly folder: string;
}

/** `schema`: the state that the schema is brought to, the newest without it. Throws StoreUnavailable. */
export async function openStore({ url, folder }: StorePlace, schema?: string): Promise<Store> {
  const { dialect, close } = url ? await openServer(url) : await openFolder(folder);
  const db = new Kysely<Database>({ dialect });
  const end = async (): Promise<void> => {
    await db.destroy();
    await close();
  };
  try {
    await migrate(db, schema);
  } catch (error) {
    await end();
    throw error;
  }
  return { engine: url ? 'postgres' : 'pglite', db, close: end };
}
