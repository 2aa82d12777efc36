import type { Actor } from '../rights/actor.ts';
import { demand } from '../rights/allowed.ts';
import type { Event } from '../schema.ts';
import type { Db } from '../store.ts';
import { loadTree } from './organisation.ts';

const AT_ONCE = 200;

/** Entries of the log before one of them, newest first; for administrators of the whole installation. */
export async function events(
  db: Db,
  actor: Actor,
  { before, target }: { readonly before?: number; readonly target?: string },
): Promise<Event[]> {
  demand(await loadTree(db), actor, 'log.read', null);
  let query = db.selectFrom('event').selectAll().orderBy('seq', 'desc').limit(AT_ONCE);
  if (before !== undefined) query = query.where('seq', '<', before);
  if (target !== undefined) query = query.where('target', '=', target);
  return query.execute();
}
