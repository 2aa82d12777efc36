import { useCallback, useEffect, useState } from 'react';
import { Refused, send } from './client.ts';

export const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a page shows of an address of the API. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly error: string | null;
  reload(): Promise<void>;
}

/** Reads an address of the API, again when it changes or `reload` is called; what was read stays on the page meanwhile. */
export function useRead<T>(path: string): Loaded<T> {
  const [state, setState] = useState<{ path: string; value: T | null; error: string | null }>({ path, value: null, error: null });
  const reload = useCallback(async () => {
    try {
      setState({ path, value: await send<T>('get', path), error: null });
    } catch (error) {
      setState((old) => ({ path, value: old.path === path ? old.value : null, error: said(error) }));
    }
  }, [path]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const own = state.path === path;
  return { value: own ? state.value : null, error: own ? state.error : null, reload };
}

/** One thing done at a time, with what became of it. */
export interface Doing {
  /** name of what is being done, '' when nothing is */
  readonly busy: string;
  readonly error: Refused | null;
  clear(): void;
  /** true where it was done */
  run(name: string, act: () => Promise<unknown>): Promise<boolean>;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState('');
  const [error, setError] = useState<Refused | null>(null);
  const run = async (name: string, act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(name);
    setError(null);
    try {
      await act();
      return true;
    } catch (failure) {
      setError(failure instanceof Refused ? failure : new Refused(0, said(failure)));
      return false;
    } finally {
      setBusy('');
    }
  };
  return { busy, error, clear: () => setError(null), run };
}
