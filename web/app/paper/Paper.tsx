import { Tabs } from 'antd';
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { PlanProblem } from '../../../src/plan/plan.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { PaperView } from '../../../src/store/work/read.ts';
import type { Json } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import type { Flush, Goal } from '../grid/Grids.tsx';
import { Shown, Waiting } from '../parts/States.tsx';
import { Left, StateTag } from '../parts/StateTag.tsx';
import { Tag } from '../parts/Tag.tsx';
import { titleOf } from '../parts/words.ts';
import { Actions } from './Actions.tsx';
import { Findings } from './Findings.tsx';
import { Preview } from './Preview.tsx';
import { Problems } from './problems.tsx';
import { Versions } from './Versions.tsx';

const Grids = lazy(() => import('../grid/Grids.tsx'));

export type View = Json<PaperView>;
/** Where a comment points to, as `place` of the API. */
export type CommentPlace = Readonly<Record<string, string | number | null>>;

/** One paper: what may be done with it, what is wrong with it, how it looks, its versions. */
export default function Paper() {
  const { id = '' } = useParams();
  const view = useRead<View>(`/papers/${id}`);
  const organisations = useRead<Organisation[]>('/organisations');
  return (
    <Shown of={view}>
      {(paper) => (
        <Whole
          key={id}
          view={paper}
          name={organisations.value?.find((one) => one.id === paper.paper.organisation)?.name ?? ''}
          reload={view.reload}
        />
      )}
    </Shown>
  );
}

const Told = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <p className="entry">
    <strong>{name}：</strong>
    {children}
  </p>
);

function Whole({ view, name, reload }: { readonly view: View; readonly name: string; readonly reload: () => Promise<void> }) {
  const { paper, editions, findings, comments, deadline, verbs } = view;
  const edition = editions[0]!;
  const prepares = verbs.includes('save');
  // what was begun on the page is filled in first
  const [tab, setTab] = useState(prepares && edition.checked === null ? 'plan' : 'findings');
  const [goal, setGoal] = useState<Goal | null>(null);
  const flush = useRef<Flush | null>(null);
  const hold = useCallback((next: Flush | null) => {
    flush.current = next;
  }, []);
  const [version, setVersion] = useState(0);
  const saved = useCallback(
    (next: number) => {
      setVersion(next);
      void reload();
    },
    [reload],
  );
  const [problems, setProblems] = useState<readonly PlanProblem[]>([]);
  const [place, setPlace] = useState<CommentPlace>({});
  const open = findings.filter(({ handling }) => handling === 'open').length;
  const unsettled = comments.filter(({ settled }) => !settled).length;
  const inWork = ['draft', 'submitted', 'returned', 'approved'].includes(edition.state);
  return (
    <>
      <div className="head">
        <h1>
          {name} {titleOf(paper)}
        </h1>
        <StateTag state={edition.state} />
        <span className="quiet">第 {edition.number} 版</span>
        {edition.signed_by && inWork && <Tag tone="good">负责人已签字</Tag>}
        {inWork && <Left paper={{ ...paper, deadline }} />}
      </div>
      {edition.state === 'returned' && <Told name="退回原因">{edition.reason}</Told>}
      {inWork && edition.correction && <Told name="勘误说明">{edition.correction}</Told>}
      {edition.due_on && (
        <Told name="排期公开">
          {edition.due_on} 由系统公开
          {deadline && edition.due_on > deadline && <span className="late">，晚于公开期限 {deadline}</span>}
        </Told>
      )}
      {edition.due_problem && <Told name="排期公开没有成功">{edition.due_problem}请退回改正，或者重新排期、手工公开。</Told>}
      <Actions view={view} reload={reload} setProblems={setProblems} flush={async () => flush.current?.()} />
      {problems.length > 0 && <Problems problems={problems} />}
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          ...(prepares
            ? [
                {
                  key: 'plan',
                  label: '编制内容',
                  children: (
                    <Suspense fallback={<Waiting />}>
                      <Grids paper={paper.id} saved={saved} hold={hold} goal={goal} />
                    </Suspense>
                  ),
                },
              ]
            : []),
          {
            key: 'findings',
            label: `问题（${open}）`,
            children: (
              <Findings
                view={view}
                reload={reload}
                show={(at) => {
                  setGoal({ ...at });
                  setTab('plan');
                }}
                comment={(at) => {
                  setPlace(at);
                  setTab('preview');
                }}
              />
            ),
          },
          {
            key: 'preview',
            label: `文本和批注（${unsettled}）`,
            children: <Preview view={view} reload={reload} place={place} setPlace={setPlace} saved={version} active={tab === 'preview'} />,
          },
          {
            key: 'versions',
            label: `版本（${editions.length}）`,
            children: <Versions paper={paper.id} editions={editions} home="/papers" />,
          },
        ]}
      />
    </>
  );
}
