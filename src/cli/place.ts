import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreUnavailable } from '../store/error.ts';
import { openStore, type Store, type StorePlace } from '../store/store.ts';
import { UsageError, userPath } from './usage.ts';

/** Beside the program, unless MINGZHANG_DATA names another folder; a PostgreSQL server where DATABASE_URL names one. */
export function storePlace(): StorePlace {
  const named = process.env.MINGZHANG_DATA?.trim();
  const folder = named ? userPath(named) : join(fileURLToPath(new URL('../..', import.meta.url)), '.mingzhang');
  const url = process.env.DATABASE_URL?.trim();
  return url ? { url, folder } : { folder };
}

/** Opens the store that there is for one command. Throws UsageError where there is none, or it cannot be had. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const place = storePlace();
  if (place.url === undefined && !existsSync(place.folder))
    throw new UsageError(`没有工作区：文件夹 ${place.folder} 不存在。数据在别处时，请设好环境变量 MINGZHANG_DATA 或 DATABASE_URL。`);
  let store: Store;
  try {
    store = await openStore(place);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new UsageError(error.message);
    throw error;
  }
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
