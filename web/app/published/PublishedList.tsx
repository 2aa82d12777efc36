import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { publishedPapers } from '../../../src/store/query/published.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { StateTag } from '../parts/StateTag.tsx';
import { PAPERS, titleOf } from '../parts/words.ts';
import { Top } from './Top.tsx';

type Found = Awaited<ReturnType<typeof publishedPapers>>;

/** Everything that was published, to be searched by anybody; what is searched for stands in the address. */
export default function PublishedList() {
  const [asked, ask] = useSearchParams();
  const query = new URLSearchParams();
  for (const name of ['words', 'year', 'kind', 'skip']) if (asked.get(name)) query.set(name, asked.get(name)!);
  const papers = useRead<Found>(`/published?${query}`);
  const [words, setWords] = useState(asked.get('words') ?? '');
  const set = (changes: Record<string, string>) => {
    const next = new URLSearchParams(query);
    next.delete('skip');
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    ask(next);
  };
  return (
    <>
      <Top />
      <main className="content">
        <h1>已公开的文本</h1>
        <search>
          <form
            className="gap"
            onSubmit={(event) => {
              event.preventDefault();
              set({ words: words.trim() });
            }}
          >
            <Input
              type="search"
              aria-label="单位名称"
              placeholder="单位名称，可以只写几个字"
              maxLength={100}
              value={words}
              style={{ width: 260 }}
              onChange={(event) => setWords(event.target.value)}
            />
            <Pick
              label="年度"
              options={[
                { value: '', label: '全部年度' },
                ...(papers.value?.years ?? []).map((year) => ({ value: String(year), label: `${year}年` })),
              ]}
              value={asked.get('year') ?? ''}
              onChange={(year) => set({ year })}
            />
            <Pick
              label="种类"
              options={[{ value: '', label: '预算和决算' }, ...Object.entries(PAPERS).map(([value, label]) => ({ value, label }))]}
              value={asked.get('kind') ?? ''}
              onChange={(kind) => set({ kind })}
            />
            <Button htmlType="submit" type="primary">
              查找
            </Button>
          </form>
        </search>
        <Shown of={papers}>
          {(found) => (
            <List
              found={found}
              skip={Number(asked.get('skip') ?? 0)}
              searched={query.size > 0}
              turn={(skip) => set({ skip: skip ? String(skip) : '' })}
            />
          )}
        </Shown>
      </main>
    </>
  );
}

function List(props: { readonly found: Found; readonly skip: number; readonly searched: boolean; readonly turn: (skip: number) => void }) {
  const { found, skip } = props;
  const { total, entries } = found;
  if (total === 0) return <Nothing>{props.searched ? '没有找到。请换几个字，或者选别的年度。' : '还没有公开的文本。'}</Nothing>;
  return (
    <>
      <div className="scroll">
        <table className="list cards">
          <caption>
            共 {total} 份{total > entries.length && `，第 ${skip + 1} 至 ${skip + entries.length} 份`}
          </caption>
          <thead>
            <tr>
              <th>单位</th>
              <th>文本</th>
              <th>状态</th>
              <th>公开日期</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((paper) => (
              <tr key={paper.id}>
                <td>
                  {paper.organisation}
                  <span className="quiet">（{paper.region}）</span>
                </td>
                <td>
                  <Link to={`/published/${paper.id}`}>{titleOf(paper)}</Link>
                </td>
                <td>
                  <StateTag state={paper.state} />
                  {paper.number > 1 && <span className="quiet"> 第 {paper.number} 版</span>}
                </td>
                <td data-name="公开日期">{paper.published_on}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="gap">
        {skip > 0 && <Button onClick={() => props.turn(Math.max(0, skip - 100))}>上一页</Button>}
        {skip + entries.length < total && <Button onClick={() => props.turn(skip + entries.length)}>下一页</Button>}
      </div>
    </>
  );
}
