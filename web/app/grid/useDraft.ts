import { useEffect, useState, useSyncExternalStore } from 'react';
import type { GridProblem } from '../../../src/plan/grid/check.ts';
import type { GridForm } from '../../../src/plan/grid/form.ts';
import type { PlanRecord } from '../../../src/store/query/plan.ts';
import { Refused, send } from '../api/client.ts';
import { said } from '../api/use.ts';
import { Clash, Draft, type DraftView, type Port } from './draft.ts';
import { pathsOf } from './stored.ts';

/** After the last key, in ms. */
const REST = 800;
const POLL = 8000;
const AGAIN = 5000;

/** A plan that is being edited, with the form set that its grids follow. */
export interface Editing {
  readonly draft: Draft;
  readonly form: GridForm;
}

/** Drafts that hold what the server has not: they outlive their page, also where a login ran out in between. */
const unsaved = new Map<string, Editing>();

const told = (error: unknown): unknown =>
  error instanceof Refused && error.status === 0 ? new Error('断网，改动还在本页，恢复后自动保存') : error;

function portOf(paper: string): Port {
  return {
    async save(changes) {
      try {
        return (await send<{ value: { plan: number; added: string[] } }>('patch', `/papers/${paper}/plan`, { changes })).value;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const state = error.detail !== null && typeof error.detail === 'object' && 'state' in error.detail;
        if (error.status === 409 && !state) throw new Clash(error.message);
        throw told(error);
      }
    },
    read: (version) =>
      send<Awaited<ReturnType<Port['read']>>>('get', `/papers/${paper}/grid/records${version < 0 ? '' : `?known=${version}`}`).catch(
        (error: unknown) => Promise.reject(told(error)),
      ),
  };
}

interface Opened {
  readonly version: number;
  readonly records: readonly PlanRecord[];
  readonly form: GridForm | null;
}

async function open(paper: string): Promise<Editing> {
  const { version, records, form } = await send<Opened>('get', `/papers/${paper}/grid`);
  if (!form) throw new Error('这份文本的表样已经没有了，请联系管理员。');
  return { draft: new Draft(portOf(paper), version, records, form.given), form };
}

/** The plan of a paper to be edited; `account`: who edits it. */
export function useEditing(paper: string, account: string) {
  const own = `${account} ${paper}`;
  const [editing, setEditing] = useState<Editing | null>(unsaved.get(own) ?? null);
  const [error, setError] = useState('');
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again
  useEffect(() => {
    if (editing) return;
    let left = false;
    open(paper).then(
      (found) => !left && setEditing(found),
      (failure: unknown) => !left && setError(said(failure)),
    );
    return () => {
      left = true;
    };
  }, [paper, editing, tries]);
  useEffect(() => {
    if (!editing) return;
    unsaved.delete(own);
    return () => {
      if (!editing.draft.dirty) return;
      unsaved.set(own, editing);
      void editing.draft.save().then(() => !editing.draft.dirty && unsaved.delete(own));
    };
  }, [editing, own]);
  const again = () => {
    setError('');
    setTries((n) => n + 1);
  };
  return { editing, error, again };
}

/** The draft as it is now; saves it by itself, takes in what others change, and warns who leaves too early. */
export function useDraft(draft: Draft, saved: (version: number) => void): DraftView {
  const view = useSyncExternalStore(draft.subscribe, () => draft.view);
  const { rows, state, conflicts } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of rows begins the rest anew
  useEffect(() => {
    if (!draft.dirty || conflicts.length > 0) return;
    const timer = setTimeout(() => void draft.save(), state.kind === 'unsaved' ? AGAIN : REST);
    return () => clearTimeout(timer);
  }, [draft, rows, conflicts, state]);
  useEffect(() => {
    const poll = setInterval(() => {
      if (document.visibilityState === 'visible') void draft.refresh();
    }, POLL);
    const back = () => void draft.save();
    const leave = (event: BeforeUnloadEvent) => {
      if (draft.dirty) event.preventDefault();
    };
    window.addEventListener('online', back);
    window.addEventListener('beforeunload', leave);
    return () => {
      clearInterval(poll);
      window.removeEventListener('online', back);
      window.removeEventListener('beforeunload', leave);
    };
  }, [draft]);
  const { version } = view.base;
  const [first] = useState(version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each version
  useEffect(() => {
    if (version !== first) saved(version);
  }, [version]);
  return view;
}

/** What is wrong with what is saved, at the rows of the page; asked again after every saving. */
export function useProblems(paper: string, { base }: DraftView): { readonly problems: readonly GridProblem[]; readonly current: boolean } {
  const [found, setFound] = useState<{ version: number; problems: readonly GridProblem[] }>({ version: -1, problems: [] });
  useEffect(() => {
    let left = false;
    send<typeof found>('get', `/papers/${paper}/grid/problems`).then(
      ({ version, problems }) => {
        // of another version: what others changed comes in first, and asks again
        if (left || version !== base.version) return;
        const named = pathsOf(base);
        setFound({ version, problems: problems.map((one) => ({ ...one, row: named(one.row) })) });
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [paper, base]);
  return { problems: found.problems, current: found.version === base.version };
}
