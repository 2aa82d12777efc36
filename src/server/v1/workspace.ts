import { existsSync } from 'node:fs';
import { StoreUnavailable } from '../../store/error.ts';
import { FIRST_LOGIN, firstAdministrator } from '../../store/people/first.ts';
import { openStore, type Store, type StorePlace } from '../../store/store.ts';

/**
 * The store of a server. Where there is one already it is opened at the start; otherwise when somebody first asks for it, so that who only
 * checks papers neither waits for a database nor has one.
 */
export class Workspace {
  private readonly place: StorePlace;
  private readonly whenOpened: (store: Store) => Promise<void>;
  private opened: Promise<Store> | null = null;

  /** `whenOpened`: what goes on then with what was left half done */
  constructor(place: StorePlace, whenOpened: (store: Store) => Promise<void>) {
    this.place = place;
    this.whenOpened = whenOpened;
  }

  /** Rejects with StoreUnavailable; the next who asks tries again. */
  open(): Promise<Store> {
    this.opened ??= this.make().catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** The store where it is open or being opened, else null. */
  get present(): Promise<Store> | null {
    return this.opened;
  }

  /** At the start of the server, which goes on without a workspace where it cannot be opened. */
  begin(): void {
    if (this.place.url === undefined && !existsSync(this.place.folder)) return;
    this.open().catch((error: unknown) => {
      const why =
        error instanceof StoreUnavailable ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`工作区没有打开：${why}\n示例文本和上传校验照常可用。\n`);
    });
  }

  async close(): Promise<void> {
    const store = await this.opened?.catch(() => null);
    await store?.close();
  }

  private async make(): Promise<Store> {
    const store = await openStore(this.place);
    const password = await firstAdministrator(store.db);
    if (password !== null)
      process.stdout.write(`工作区已建立。管理员账号 ${FIRST_LOGIN}，口令 ${password}\n口令只显示这一次，请记下；第一次登录时须改口令。\n`);
    await this.whenOpened(store);
    return store;
  }
}
