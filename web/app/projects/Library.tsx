import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { IndicatorList, IndicatorView } from '../../../src/server/indicators.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useOpen } from './context.ts';
import { schemeName } from './words.ts';

const PAUSE = 200;
const SHOWN = 30;

/** The library of indicators: words are typed, arrows go through what is found, Enter takes it. */
export function Library({ close, take }: { readonly close: () => void; readonly take: (indicator: IndicatorView) => void }) {
  const { year, draft } = useOpen();
  const [words, setWords] = useState(draft.record.project.name.slice(0, 12));
  const [kind, setKind] = useState('');
  const [found, setFound] = useState<IndicatorList | null>(null);
  const [error, setError] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => field.current?.select(), []);
  useEffect(() => {
    const ending = new AbortController();
    const timer = window.setTimeout(async () => {
      try {
        const answer = await fetch(`/api/indicators?${new URLSearchParams({ words, kind })}`, { signal: ending.signal });
        if (!answer.ok) throw new Error('指标库没有回答，请再试。');
        setFound((await answer.json()) as IndicatorList);
        setError('');
      } catch (failure) {
        if (!ending.signal.aborted) setError(failure instanceof TypeError ? '连不上服务器，请再试。' : String((failure as Error).message));
      }
    }, PAUSE);
    return () => {
      window.clearTimeout(timer);
      ending.abort();
    };
  }, [words, kind]);
  const step = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + (event.key === 'ArrowDown' ? 1 : -1);
    (at < 0 ? field.current : buttons[Math.min(at, buttons.length - 1)])?.focus();
  };
  const shown = found?.indicators.slice(0, SHOWN) ?? [];
  return (
    <Dialog title="从指标库选" ok="关闭" close={close}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go from the field to what is found */}
      <div onKeyDown={step}>
        <p className="gap">
          <input
            ref={field}
            className="in wide"
            aria-label="查找指标"
            placeholder="写几个词，如 培训 人次、满意度"
            value={words}
            maxLength={100}
            onChange={(event) => setWords(event.target.value)}
          />
          <select className="in" aria-label="项目种类" value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="">各种项目</option>
            {found?.kinds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </p>
        {error && (
          <p role="alert" className="late">
            {error}
          </p>
        )}
        <p className="quiet" role="status">
          {found
            ? found.indicators.length === 0
              ? '没有找到，换个词，或选一种项目。'
              : `找到 ${found.indicators.length} 个。↓ 选，回车放进来。`
            : '正在查找……'}
        </p>
        <ul ref={list} className="choices">
          {shown.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => take(one)}>
                <strong>{one.name}</strong> {one.value}
                <span className="quiet">
                  {one.levels[schemeName(year)].level2}，{one.kind}；{one.evidence}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
