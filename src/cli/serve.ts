import { start } from '../server/start.ts';
import { storePlace } from './place.ts';
import { parse, UsageError, wholeNumber } from './usage.ts';

/** `serve`: the page on a local address, until it is told to stop. */
export async function serve(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { port: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`serve 不需要“${positionals.join(' ')}”。`);
  const fixed = wholeNumber('端口', values.port ?? process.env.PORT?.trim() ?? undefined, 0, 65535);
  try {
    return await start(fixed, storePlace());
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
