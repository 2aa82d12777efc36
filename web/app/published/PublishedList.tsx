import { Link } from 'react-router';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { PaperEntry } from '../../../src/store/query/paper.ts';
import { useRead } from '../api/use.ts';
import { Nothing, Shown } from '../parts/States.tsx';
import { StateTag } from '../parts/StateTag.tsx';
import { titleOf } from '../parts/words.ts';

/** Everything that was published. */
export default function PublishedList() {
  const papers = useRead<PaperEntry[]>('/papers');
  const organisations = useRead<Organisation[]>('/organisations');
  return (
    <>
      <header className="top">
        <strong>明账</strong>
        <nav aria-label="主导航">
          <Link to="/">登录工作区</Link>
        </nav>
      </header>
      <main className="content">
        <h1>已公开的文本</h1>
        <Shown of={papers}>
          {(entries) => {
            const out = entries.filter(({ state }) => state === 'published' || state === 'corrected' || state === 'withdrawn');
            if (out.length === 0) return <Nothing>还没有公开的文本。</Nothing>;
            return (
              <div className="scroll">
                <table className="list cards">
                  <thead>
                    <tr>
                      <th>单位</th>
                      <th>文本</th>
                      <th>状态</th>
                    </tr>
                  </thead>
                  <tbody>
                    {out.map((paper) => (
                      <tr key={paper.id}>
                        <td>{organisations.value?.find(({ id }) => id === paper.organisation)?.name}</td>
                        <td>
                          <Link to={`/published/${paper.id}`}>{titleOf(paper)}</Link>
                        </td>
                        <td>
                          <StateTag state={paper.state} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            );
          }}
        </Shown>
      </main>
    </>
  );
}
