import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, PGliteDialect } from 'kysely';
import { DURABLE_PARAMETERS, DurableFiles } from './durable.ts';
import { lockFolder } from './lock.ts';
import { PARSERS } from './types.ts';

/** PostgreSQL writes its log forward for ever unless it is told to begin anew; nothing else does so in a single process. */
const CHECKPOINT_MINUTES = 5;

/** A database in a folder, for this process alone. */
export interface Opened {
  readonly dialect: Dialect;
  /** after the last query */
  close(): Promise<void>;
}

/** Opens the database of a data folder, making it where there is none. Throws StoreUnavailable where another process has the folder. */
export async function openFolder(folder: string): Promise<Opened> {
  const unlock = lockFolder(folder);
  try {
    const pglite = await PGlite.create({
      fs: new DurableFiles(join(folder, 'pglite')),
      startParams: DURABLE_PARAMETERS,
      parsers: PARSERS,
      relaxedDurability: false,
    });
    const timer = setInterval(() => void pglite.exec('CHECKPOINT').catch(told), CHECKPOINT_MINUTES * 60_000);
    timer.unref();
    return {
      dialect: new PGliteDialect({ pglite }),
      async close() {
        clearInterval(timer);
        if (!pglite.closed) await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

const told = (error: unknown): boolean => process.stderr.write(`CHECKPOINT: ${String(error)}\n`);
