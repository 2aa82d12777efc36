import { createContext, useContext } from 'react';
import type { SessionView } from '../../../src/server/v1/people.ts';
import type { HeldRole } from '../../../src/store/schema.ts';

export interface Entered {
  readonly session: SessionView;
  enter(session: SessionView | null): void;
}

export const SessionContext = createContext<Entered | null>(null);

/** Who is logged in; only in pages that are shown to somebody who is. */
export function useSession(): Entered {
  const entered = useContext(SessionContext);
  if (!entered) throw new Error('a page for people who are logged in');
  return entered;
}

export const holds = ({ held }: SessionView, ...roles: readonly HeldRole[]): boolean => held.some(({ role }) => roles.includes(role));
