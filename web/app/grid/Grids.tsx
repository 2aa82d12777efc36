import './grid.css';
import { Alert, Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { KindId } from '../../../src/plan/workbook/kind.ts';
import { Waiting } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { useSession } from '../session/session.ts';
import { Conflicts } from './Conflicts.tsx';
import type { Draft, DraftView } from './draft.ts';
import { ProblemList } from './ProblemList.tsx';
import { Sheet, type Wish } from './Sheet.tsx';
import { pathsOf } from './stored.ts';
import { Texts } from './Texts.tsx';
import { planTotals } from './totals.ts';
import { type Editing, useDraft, useEditing, useProblems } from './useDraft.ts';
import { codesOf, yuanOf } from './values.ts';

/** Saves what is typed, before something is done that needs it. */
export type Flush = () => Promise<void>;

interface Props {
  readonly paper: string;
  /** told the plan's version after every saving, and when others changed it */
  readonly saved: (version: number) => void;
  /** told how to save at once */
  readonly hold: (flush: Flush | null) => void;
  /** a cell that is to be shown, its row as the server names it */
  readonly goal: Goal | null;
}

/** A cell of the plan that somebody wants to see; a new object for each wish. */
export interface Goal {
  readonly sheet: KindId;
  readonly row: string;
  readonly column: string;
}

/** 编制内容: the plan of a paper in grids. */
export default function Grids(props: Props) {
  const { session } = useSession();
  const { editing, error, again } = useEditing(props.paper, session.login);
  if (error) return <Alert type="error" showIcon title={error} action={<Button onClick={again}>再试一次</Button>} role="alert" />;
  return editing ? <Whole {...props} editing={editing} /> : <Waiting />;
}

function Whole({ paper, saved, hold, goal, editing: { draft, form } }: Props & { readonly editing: Editing }) {
  const view = useDraft(draft, saved);
  const { problems, current } = useProblems(paper, view);
  const codes = useMemo(() => codesOf(form.lists), [form]);
  const sheets = form.sheets.filter(({ id, wanted }) => id !== 'cover' && (wanted || view.base.rows[id].length > 0));
  const [shown, setShown] = useState<KindId>(sheets.find(({ id }) => id === 'lines')?.id ?? sheets[0]!.id);
  const [wish, setWish] = useState<(Wish & { readonly sheet: KindId }) | null>(null);
  useEffect(() => {
    hold(() => draft.save());
    return () => hold(null);
  }, [draft, hold]);
  const jump = ({ sheet, row, column }: Goal) => {
    if (sheet === 'cover') return;
    setShown(sheet);
    setWish((last) => ({ sheet, row, column, times: (last?.times ?? 0) + 1 }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a goal is shown once
  useEffect(() => {
    if (goal) jump({ ...goal, row: pathsOf(view.base)(goal.row) });
  }, [goal]);
  const wished = wish?.sheet === shown ? wish : null;
  const sheet = sheets.find(({ id }) => id === shown) ?? sheets[0]!;
  const wrong = Map.groupBy(problems, (problem) => problem.sheet);
  return (
    <div className="preparing">
      <div className="gap">
        <nav aria-label="编制内容的各张表" className="sheets">
          {sheets.map(({ id, name }) => (
            <button key={id} type="button" aria-pressed={id === sheet.id} onClick={() => setShown(id)}>
              {name}
              {wrong.has(id) && <span className="count" title={`${wrong.get(id)!.length} 个问题`}>{`${wrong.get(id)!.length}`}</span>}
            </button>
          ))}
        </nav>
        <Saved view={view} draft={draft} />
      </div>
      <Conflicts conflicts={view.conflicts} draft={draft} form={form} codes={codes} rows={view.rows} />
      <div className="two">
        <div>
          {sheet.id === 'texts' ? (
            <Texts form={form} draft={draft} view={view} problems={problems} wish={wished} />
          ) : (
            <Sheet key={sheet.id} sheet={sheet} form={form} codes={codes} draft={draft} view={view} problems={problems} wish={wished} />
          )}
          <p className="sums">
            {planTotals(view.rows).map(([name, { fen }]) => (
              <span key={name}>
                {name} <strong>{yuanOf(fen)}</strong> 元
              </span>
            ))}
          </p>
        </div>
        <ProblemList problems={problems} current={current} form={form} rows={view.rows} jump={jump} />
      </div>
    </div>
  );
}

/** Whether what is on the page is with the server: always seen. */
function Saved({ view, draft }: { readonly view: DraftView; readonly draft: Draft }) {
  const { state, conflicts, strays } = view;
  const pending = draft.dirty;
  const [tone, text] =
    conflicts.length > 0
      ? (['warn', '没有保存：有冲突，请选一个'] as const)
      : state.kind === 'unsaved' && pending
        ? (['bad', `没有保存：${state.message}`] as const)
        : strays.length > 0
          ? (['warn', `${strays.length} 行还没有选项目，没有保存`] as const)
          : state.kind === 'saving' || pending
            ? (['busy', '正在保存……'] as const)
            : (['good', '已保存'] as const);
  return (
    <div role="status" className="saved">
      <Tag tone={tone}>{text}</Tag>
      {state.kind === 'unsaved' && pending && conflicts.length === 0 && (
        <Button size="small" onClick={() => void draft.save()}>
          现在保存
        </Button>
      )}
    </div>
  );
}
