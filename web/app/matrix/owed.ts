import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { HeldRole } from '../../../src/store/schema.ts';

type Held = { readonly held: readonly { readonly role: HeldRole; readonly organisation: string | null }[] };

/** Whether the page offers to say what is owed: to a finance bureau, and to administrators of everything. The server decides. */
export const maySayOwed = ({ held }: Held, organisations: readonly Organisation[]): boolean =>
  held.some(
    ({ role, organisation }) =>
      (role === 'admin' && organisation === null) ||
      ((role === 'bureau' || role === 'admin') && organisations.some(({ id, kind }) => id === organisation && kind === 'bureau')),
  );
