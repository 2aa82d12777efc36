import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import { openStore, type Store, type StorePlace } from '../../src/store/store.ts';
import { TestServer } from './server.ts';

/** What a suite gets: the store, empty but for its schema, and where it is. */
export interface Engine {
  readonly name: 'pglite' | 'postgres';
  store: Store;
  place: StorePlace;
  /** opens the same place again, as a new start of the program would */
  reopen(): Promise<void>;
  /** an empty place of the same kind, and such a place opened */
  emptyPlace(): Promise<StorePlace>;
  another(): Promise<Store>;
}

/** Databases of one server, a new one for each who asks. */
async function newDatabase(server: TestServer): Promise<string> {
  const name = `d${Date.now()}${Math.floor(Math.random() * 1e6)}`;
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.url.replace(/\/postgres$/, `/${name}`);
}

/** The same tests on both engines: PGlite in a folder, and a real PostgreSQL, skipped with a reason where it cannot be had. */
export async function onBothEngines(suite: (engine: Engine) => void): Promise<void> {
  const folders: string[] = [];
  const folder = (): string => folders[folders.push(mkdtempSync(join(tmpdir(), 'mingzhang-store-'))) - 1]!;
  const server = await TestServer.start();
  const run = (name: Engine['name'], skip: string | false, place: () => Promise<StorePlace>): void => {
    describe(name, { skip }, () => {
      const others: Store[] = [];
      const engine: Engine = {
        name,
        store: null as never,
        place: null as never,
        async reopen() {
          await engine.store.close();
          engine.store = await openStore(engine.place);
        },
        emptyPlace: place,
        async another() {
          const store = await openStore(await engine.emptyPlace());
          others.push(store);
          return store;
        },
      };
      before(async () => {
        engine.place = await place();
        engine.store = await openStore(engine.place);
      });
      after(async () => {
        for (const store of [engine.store, ...others]) await store.close();
      });
      suite(engine);
    });
  };
  // making a database costs seconds, copying an empty one does not
  let template: Promise<string> | null = null;
  const made = async (): Promise<string> => {
    const own = folder();
    await (await openStore({ folder: own })).close();
    return own;
  };
  run('pglite', false, async () => {
    template ??= made();
    const own = folder();
    cpSync(await template, own, { recursive: true });
    return { folder: own };
  });
  run('postgres', typeof server === 'string' ? server : false, async () => ({
    folder: folder(),
    url: await newDatabase(server as TestServer),
  }));
  after(async () => {
    if (server instanceof TestServer) await server.stop();
    for (const name of folders) rmSync(name, { recursive: true, force: true });
  });
}
