import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { PaperEntry } from '../../../src/store/query/paper.ts';
import { rolesOver, type Tree } from '../../../src/store/rights/tree.ts';
import type { HeldRole, State } from '../../../src/store/schema.ts';
import { type Loaded, useRead } from '../api/use.ts';
import { InboxLine } from '../inbox/InboxLine.tsx';
import { inboxesOf } from '../inbox/words.ts';
import { Nothing, Shown } from '../parts/States.tsx';
import { Left, Open, StateTag } from '../parts/StateTag.tsx';
import { titleOf } from '../parts/words.ts';
import { holds, useSession } from '../session/session.ts';
import { Reminders } from './Reminders.tsx';

/** The states in which a paper waits for somebody with a role. */
const MINE: Readonly<Record<HeldRole, readonly State[]>> = {
  preparer: ['draft', 'returned', 'approved'],
  head: ['draft', 'returned', 'approved'],
  department: ['submitted'],
  bureau: ['submitted'],
  admin: [],
};

/** What is urgent first: the nearest deadline, then what has most errors. */
const byUrgency = (a: PaperEntry, b: PaperEntry): number =>
  (a.deadline ?? '9999').localeCompare(b.deadline ?? '9999') || b.open.error - a.open.error || b.year - a.year;

export default function Desk() {
  const { session } = useSession();
  const organisations = useRead<Organisation[]>('/organisations');
  const papers = useRead<PaperEntry[]>('/papers');
  const [all, setAll] = useState(false);
  return (
    <>
      <div className="head">
        <h1>工作台</h1>
        <Segmented
          aria-label="范围"
          options={['等我处理', '全部']}
          value={all ? '全部' : '等我处理'}
          onChange={(value) => setAll(value === '全部')}
        />
        {holds(session, 'preparer') && (
          <Link to="/papers/new">
            <Button type="primary">新建文本</Button>
          </Link>
        )}
      </div>
      <Reminders />
      {inboxesOf(session).length > 0 && <InboxLine />}
      <Shown of={organisations}>{(known) => <List known={known} papers={papers} all={all} />}</Shown>
    </>
  );
}

function List({ known, papers, all }: { known: readonly Organisation[]; papers: Loaded<PaperEntry[]>; all: boolean }) {
  const { session } = useSession();
  const tree: Tree = new Map(known.map((one) => [one.id, one]));
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const roles = (paper: PaperEntry) => [...rolesOver(tree, session, paper.organisation)];
  const waits = (paper: PaperEntry) => roles(paper).some((role) => MINE[role].includes(paper.state));
  return (
    <Shown of={papers}>
      {(entries) => {
        const own = entries.filter((paper) => roles(paper).some((role) => role !== 'admin'));
        const shown = (all ? own : own.filter(waits)).sort(byUrgency);
        if (own.length === 0) return <Nothing>{emptyWords(holds(session, 'preparer'), holds(session, 'admin'))}</Nothing>;
        if (shown.length === 0) return <Nothing>没有等你处理的文本。要看别的，请选“全部”。</Nothing>;
        return (
          <div className="scroll">
            <table className="list cards">
              <thead>
                <tr>
                  <th>单位</th>
                  <th>文本</th>
                  <th>状态</th>
                  <th>公开期限</th>
                  <th>未处理的问题</th>
                  <th>未处理的批注</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((paper) => (
                  <tr key={paper.id}>
                    <td>{names.get(paper.organisation)}</td>
                    <td>
                      <Link to={`/papers/${paper.id}`}>{titleOf(paper)}</Link>
                    </td>
                    <td data-name="状态">
                      <StateTag state={paper.state} />
                    </td>
                    <td data-name="公开期限">{paper.deadline ? <Left paper={paper} /> : <span className="quiet">批复日期未登记</span>}</td>
                    <td data-name="问题">
                      <Open open={paper.open} />
                    </td>
                    <td data-name="批注">{paper.comments}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Shown>
  );
}

const emptyWords = (prepares: boolean, administers: boolean): string =>
  prepares
    ? '还没有文本。点“新建文本”，从上年文本、空白或填好的工作簿开始。'
    : administers
      ? '这里没有你经手的文本。要开始用，请先在“单位”里建单位，再在“账号”里给编制人建账号。'
      : '还没有报送给你的文本。';
