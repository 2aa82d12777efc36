import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { GridProblem } from '../../../src/plan/grid/check.ts';
import type { GridForm } from '../../../src/plan/grid/form.ts';
import { Nothing } from '../parts/States.tsx';
import type { Draft, DraftView } from './draft.ts';
import type { Wish } from './Sheet.tsx';

/** The words of the paper as a form: above each where it stands in the paper. */
export function Texts(props: {
  readonly form: GridForm;
  readonly draft: Draft;
  readonly view: DraftView;
  readonly problems: readonly GridProblem[];
  readonly wish: Wish | null;
}) {
  const { form, draft, view, wish } = props;
  const own = useRef<HTMLDivElement>(null);
  const named = new Map(form.given.texts.map((one) => [one.key, one]));
  const found = new Map(props.problems.filter(({ sheet }) => sheet === 'texts').map((one) => [one.row, one]));
  useEffect(() => {
    if (wish) own.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wish.row)}"]`)?.focus();
  }, [wish]);
  if (view.rows.texts.length === 0) return <Nothing>这套表样没有要本单位写的文字。</Nothing>;
  return (
    <section aria-label="文字" ref={own}>
      <div className="gap tools">
        <Button size="small" disabled={!view.undoable} onClick={() => draft.undo()}>
          撤销
        </Button>
        <Button size="small" disabled={!view.redoable} onClick={() => draft.redo()}>
          重做
        </Button>
        <span className="quiet">要由本单位写的话。数字、增减由明账写，这里只写内容和原因。</span>
      </div>
      <div className="texts">
        {view.rows.texts.map(({ key, cells }) => {
          const { name = key, more = '' } = named.get(key) ?? {};
          const problem = found.get(key);
          return (
            <label key={key} className="entry text">
              <strong>{name}</strong> <span className="quiet">{more}</span>
              <textarea
                data-key={key}
                className={problem ? 'bad' : ''}
                rows={Math.min(8, Math.max(2, Math.ceil((cells.text ?? '').length / 60)))}
                value={cells.text ?? ''}
                aria-invalid={problem !== undefined}
                onChange={(event) =>
                  draft.change([{ kind: 'texts', key, column: 'text', from: cells.text ?? '', to: event.target.value }], true)
                }
              />
              {problem && <span className="late">{problem.message}</span>}
            </label>
          );
        })}
      </div>
    </section>
  );
}
