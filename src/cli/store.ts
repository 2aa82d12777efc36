import { restoreBackup } from '../store/backup/restore.ts';
import { writeBackup } from '../store/backup/write.ts';
import { StoreError, StoreUnavailable } from '../store/error.ts';
import { verifyReceived } from '../store/inbox/verify.ts';
import { verifyLog } from '../store/log/verify.ts';
import type { Store } from '../store/store.ts';
import { verifyEditions } from '../store/work/manifest.ts';
import { storePlace, withStore } from './place.ts';
import { parse, progress, refuseWriting, UsageError, userPath } from './usage.ts';

/** `backup --out F`: everything in one file, for either engine. */
export async function backup(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' } });
  const { out } = values;
  if (out === undefined || positionals.length > 0) throw new UsageError('请用 --out 给出备份文件的名字，例如 --out 明账备份.gz。');
  return withStore(async (store) => {
    try {
      const rows = await writeBackup(store, userPath(out), new Date());
      progress(`已备份 ${rows} 条记录到 ${out}。文件里有口令的校验值和签名私钥，请妥善保管。\n`);
      return 0;
    } catch (error) {
      return refuseWriting(out, error);
    }
  });
}

/** What is wrong with the log and the published editions, on stdout; 1 where something is. */
async function verified({ db }: Store, known: readonly string[]): Promise<number> {
  const log = await verifyLog(db, known);
  if (log.broken) {
    process.stdout.write(`日志校验不通过：${log.broken.message}。\n`);
    return 1;
  }
  const { editions, faults } = await verifyEditions(db);
  for (const fault of faults) process.stdout.write(`公开版本校验不通过：${fault}。\n`);
  const received = await verifyReceived(db);
  for (const fault of received.faults) process.stdout.write(`收到的文件校验不通过：${fault}。\n`);
  if (faults.length + received.faults.length > 0) return 1;
  const head = log.head === '' ? '' : `，末条校验值 ${log.head}`;
  process.stdout.write(
    `日志 ${log.entries} 条，前后相接${head}；公开版本 ${editions} 个，文件、清单和签名相符；收到的文件 ${received.files} 个，与校验值相符。\n`,
  );
  return 0;
}

/** `restore F`: a backup into an empty place, then verified. */
export async function restore(args: string[]): Promise<number> {
  const { positionals } = parse(args, {});
  const [file, other] = positionals;
  if (file === undefined || other !== undefined) throw new UsageError('请给出一个备份文件。');
  try {
    const { store, rows } = await restoreBackup(storePlace(), userPath(file));
    progress(`已恢复 ${rows} 条记录。\n`);
    try {
      return await verified(store, []);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreError || error instanceof StoreUnavailable) throw new UsageError(error.message);
    throw error;
  }
}

/** `verify [--known HASH…]`: the chain of the log, the published editions, the received files. */
export async function verify(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { known: { type: 'string', multiple: true } });
  if (positionals.length > 0) throw new UsageError(`verify 不需要“${positionals.join(' ')}”。`);
  const known = values.known ?? [];
  const wrong = known.find((hash) => !/^[0-9a-f]{64}$/.test(hash));
  if (wrong !== undefined) throw new UsageError(`“${wrong}”不是校验值：应是 verify 打印过的 64 位十六进制数。`);
  return withStore((store) => verified(store, known));
}
