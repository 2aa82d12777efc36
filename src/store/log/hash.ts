import { createHash } from 'node:crypto';
import type { Event } from '../schema.ts';

/** Every column but the hash itself, in the order in which they are hashed. */
const HASHED = ['seq', 'at', 'account', 'actor', 'verb', 'noun', 'target', 'organisation', 'data', 'previous'] as const;

/** SHA-256 over the entry as a JSON list: no two entries have the same text. */
export const eventHash = (event: Omit<Event, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify(HASHED.map((column) => event[column])))
    .digest('hex');
