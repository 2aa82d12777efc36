import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StoreUnavailable } from '../error.ts';
import type { Database } from '../schema.ts';
import people from './0001-people.ts';
import papers from './0002-papers.ts';
import log from './0003-log.ts';
import publication from './0004-publication.ts';
import inbox from './0005-inbox.ts';
import projects from './0006-projects.ts';

/** In the order of their names; one that is published is never changed, only followed by another. */
const MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  '0001-people': people,
  '0002-papers': papers,
  '0003-log': log,
  '0004-publication': publication,
  '0005-inbox': inbox,
  '0006-projects': projects,
};

const migration = (statements: readonly string[]): Migration => ({
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

/** The newest migration's name: what a backup says it was made with. */
export const SCHEMA = Object.keys(MIGRATIONS).at(-1)!;

/** Whether there is such a state of the schema. */
export const isSchema = (name: string): boolean => Object.hasOwn(MIGRATIONS, name);

/**
 * Brings a database up to a state of the schema, the newest without one; two servers that start together do it once. Throws StoreUnavailable
 * where the database is newer than the program.
 */
export async function migrate(db: Kysely<Database>, to: string = SCHEMA): Promise<void> {
  const provider = {
    getMigrations: async () => Object.fromEntries(Object.entries(MIGRATIONS).map(([name, statements]) => [name, migration(statements)])),
  };
  const { error } = await new Migrator({ db, provider }).migrateTo(to);
  if (error instanceof Error && /corrupted migrations/.test(error.message))
    throw new StoreUnavailable('数据库是由更新版本的明账建立的，请升级明账后再打开。');
  if (error) throw error;
}
