import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProjectPage, Saved } from '../../../src/server/v1/projects.ts';
import { Refused, send } from '../api/client.ts';
import { said } from '../api/use.ts';
import type { Source } from './edit.ts';

/** A pause in typing after which is saved, in milliseconds. */
const PAUSE = 1500;

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed' | 'conflict';

/** A project that is being written: saved by itself a moment after the last change, and at once where it is asked for. */
export interface Writing {
  /** null until it was read */
  readonly page: ProjectPage | null;
  readonly value: Source;
  /** why it could not be read */
  readonly error: string | null;
  readonly state: SaveState;
  /** what the server said against it */
  readonly message: string;
  /** of the last save */
  readonly savedAt: Date | null;
  /** version that the server has */
  readonly version: number;
  change(change: (value: Source) => Source): void;
  /** true where all that was written is saved now */
  save(): Promise<boolean>;
  /** reads it again: what was not saved is lost */
  reload(): Promise<void>;
  /** saves over what somebody else saved meanwhile */
  overwrite(): Promise<boolean>;
}

export function useProject(id: string): Writing {
  const [page, setPage] = useState<ProjectPage | null>(null);
  const [value, setValue] = useState<Source>({});
  const [error, setError] = useState<string | null>(null);
  const [state, setState] = useState<SaveState>('saved');
  const [message, setMessage] = useState('');
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const now = useRef({ value: {} as Source, version: 0, turn: 0, saved: 0, stopped: false });
  const timer = useRef(0);
  const running = useRef<Promise<boolean> | null>(null);

  const reload = useCallback(async () => {
    try {
      const read = await send<ProjectPage>('get', `/projects/${id}`);
      now.current = { value: read.data as Source, version: read.version, turn: 0, saved: 0, stopped: false };
      setPage(read);
      setValue(read.data as Source);
      setState('saved');
      setMessage('');
      setError(null);
    } catch (failure) {
      setError(said(failure));
    }
  }, [id]);

  const once = useCallback(async (): Promise<boolean> => {
    const { value: data, version, turn } = now.current;
    setState('saving');
    try {
      const done = await send<Saved>('put', `/projects/${id}`, { version, data });
      now.current.version = done.version;
      now.current.saved = turn;
      setSavedAt(new Date());
      setMessage('');
      setState(now.current.turn === turn ? 'saved' : 'changed');
      return true;
    } catch (failure) {
      const refused = failure instanceof Refused ? failure : null;
      const detail = refused?.detail as { version?: number } | null | undefined;
      setMessage(said(failure));
      // somebody else was first: nothing is saved over it unasked
      if (refused?.status === 409 && detail?.version !== undefined) {
        now.current.stopped = true;
        setState('conflict');
      } else setState('failed');
      return false;
    }
  }, [id]);

  const save = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    while (running.current) await running.current;
    if (now.current.stopped) return false;
    if (now.current.turn === now.current.saved) return true;
    running.current = once();
    const done = await running.current;
    running.current = null;
    return done && now.current.turn !== now.current.saved ? save() : done;
  }, [once]);

  const change = useCallback(
    (make: (value: Source) => Source) => {
      const next = make(now.current.value);
      now.current.value = next;
      now.current.turn++;
      setValue(next);
      setState((old) => (old === 'conflict' ? old : 'changed'));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), PAUSE);
    },
    [save],
  );

  const overwrite = useCallback(async (): Promise<boolean> => {
    const { version } = await send<ProjectPage>('get', `/projects/${id}`);
    now.current.version = version;
    now.current.stopped = false;
    now.current.turn++;
    return save();
  }, [id, save]);

  useEffect(() => {
    void reload();
  }, [reload]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void save();
    };
    const leaving = (event: BeforeUnloadEvent) => {
      if (now.current.turn !== now.current.saved) event.preventDefault();
    };
    window.addEventListener('keydown', keys);
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('keydown', keys);
      window.removeEventListener('beforeunload', leaving);
      // to another page of the app: what was written goes along
      void save();
    };
  }, [save]);
  return { page, value, error, state, message, savedAt, version: now.current.version, change, save, reload, overwrite };
}
