import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { StoreUnavailable } from '../error.ts';
import type { Opened } from './pglite.ts';
import { PARSERS } from './types.ts';

/** `unique nulls not distinct` came with it. */
const OLDEST = 15;
const CONNECTIONS = 10;

const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => PARSERS[id] ?? pg.types.getTypeParser(id, format as 'text'),
};

/** Where a server is, without the password. */
function named(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Opens a database of a PostgreSQL server. Throws StoreUnavailable where it does not answer or is too old. */
export async function openServer(url: string): Promise<Opened> {
  if (!URL.canParse(url)) throw new StoreUnavailable('环境变量 DATABASE_URL 应形如 postgres://用户:口令@主机:5432/数据库。');
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, types, options: '-c synchronous_commit=on -c TimeZone=UTC' });
  // a connection that breaks while it is idle is replaced; queries tell of their own
  pool.on('error', (error) => {
    if (!pool.ending) process.stderr.write(`PostgreSQL: ${error.message}\n`);
  });
  try {
    const { rows } = await pool.query<{ version: number }>("select current_setting('server_version_num')::int / 10000 as version");
    const version = rows[0]?.version ?? 0;
    if (version < OLDEST) throw new StoreUnavailable(`PostgreSQL ${version} 太旧，需要 ${OLDEST} 或更高版本。`);
  } catch (error) {
    await pool.end();
    if (error instanceof StoreUnavailable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(`连不上数据库 ${named(url)}（${reason}）。请检查环境变量 DATABASE_URL 和数据库是否在运行。`);
  }
  return {
    dialect: new PostgresDialect({ pool }),
    async close() {
      if (!pool.ended) await pool.end();
    },
  };
}
