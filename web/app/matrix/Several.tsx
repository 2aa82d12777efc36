import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { OverviewRow } from '../../../src/store/query/overview.ts';
import type { PaperEntry } from '../../../src/store/query/paper.ts';
import type { Outcome } from '../../../src/store/work/bulk.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Ask } from '../parts/Ask.tsx';
import { titleOf } from '../parts/words.ts';

/** Approves or returns the chosen papers at once, and tells what became of each. */
export function Several(props: {
  readonly papers: readonly PaperEntry[];
  readonly rows: readonly OverviewRow[];
  readonly choose: (chosen: ReadonlySet<string>) => void;
  readonly reload: () => Promise<void>;
}) {
  const { papers, rows } = props;
  const doing = useDoing();
  const [told, setTold] = useState<{ readonly done: string; readonly outcomes: readonly { name: string; error: string | null }[] } | null>(
    null,
  );
  const waiting = rows.flatMap(({ paper, state }) => (paper && state === 'submitted' ? [paper] : []));
  const act = async (verb: 'approve' | 'return', done: string, more: object = {}) => {
    const names = new Map(rows.flatMap(({ paper, name }) => (paper ? [[paper.id, `${name} ${titleOf(paper)}`] as const] : [])));
    const asked = papers.map(({ id, version }) => ({ id, version }));
    const outcomes = await send<Outcome[]>('post', `/reviews/${verb}`, { papers: asked, ...more });
    setTold({ done, outcomes: outcomes.map(({ id, error }) => ({ name: names.get(id) ?? '', error })) });
    props.choose(new Set(outcomes.flatMap(({ id, error }) => (error === null ? [] : [id]))));
    await props.reload();
  };
  if (waiting.length === 0 && !told) return null;
  return (
    <section aria-label="批量审核">
      <div className="gap">
        {waiting.length > 0 && (
          <Button onClick={() => props.choose(new Set(papers.length === waiting.length ? [] : waiting.map(({ id }) => id)))}>
            {papers.length === waiting.length ? '都不选' : `选中全部待审核（${waiting.length}）`}
          </Button>
        )}
        {papers.length > 0 && (
          <>
            <Button type="primary" loading={doing.busy !== ''} onClick={() => void doing.run('approve', () => act('approve', '已批准'))}>
              批准选中（{papers.length}）
            </Button>
            <Ask
              label="退回选中"
              title={`退回 ${papers.length} 份文本`}
              hint="退回原因，每份的编制人都看得到"
              act={(reason) => act('return', '已退回', { reason })}
            />
            <span className="quiet">有放行的错误或没有处理的批注的，不会批量批准。</span>
          </>
        )}
      </div>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      {told && (
        <div className="entry" role="status">
          {told.outcomes.map(({ name, error }) => (
            <p key={name} className={error ? 'late' : undefined}>
              {name}：{error ?? told.done}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}
