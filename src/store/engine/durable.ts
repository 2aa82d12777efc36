import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What Emscripten hands to a file system that is asked to put a file on disk. */
interface OpenFile {
  readonly nfd: number;
}

type Options = Parameters<NodeFS['init']>[1];

/**
 * Files of a folder, put on disk when PostgreSQL asks for it. PGlite's own NodeFS leaves fsync out, so that a commit would survive the end of
 * the process but not that of the machine.
 */
export class DurableFiles extends NodeFS {
  override async init(pg: PGlite, options: Options): Promise<{ emscriptenOpts: Options }> {
    const { emscriptenOpts } = await super.init(pg, options);
    const sync = ({ NODEFS }: { NODEFS: { stream_ops: object } }): void => {
      Object.assign(NODEFS.stream_ops, {
        fsync: ({ nfd }: OpenFile): number => {
          fsyncSync(nfd);
          return 0;
        },
      });
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), sync as never] } };
  }
}

/**
 * PGlite's parameters with fsync on. `fdatasync` does nothing under Emscripten, hence the method; there is no background writer that would need
 * large buffers, and one connection reads little at a time.
 */
export const DURABLE_PARAMETERS: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'synchronous_commit=on', 'shared_buffers=32MB', 'TimeZone=UTC'].flatMap((set) => ['-c', set]),
];
