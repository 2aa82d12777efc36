import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { Overview, OverviewRow } from '../../../src/store/query/overview.ts';
import { address } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { useSession } from '../session/session.ts';
import { Grid } from './Grid.tsx';
import { maySayOwed } from './owed.ts';
import { Several } from './Several.tsx';

/** Departments and units × papers of a year, also those that are not begun: state, findings, days left. */
export default function Matrix() {
  const [year, setYear] = useState('');
  const view = useRead<Overview>(`/overview${year ? `?year=${year}` : ''}`);
  return (
    <>
      <h1>进度总览</h1>
      <Shown of={view}>{(found) => <Whole key={found.year} view={found} setYear={setYear} reload={view.reload} />}</Shown>
    </>
  );
}

function Whole(props: { readonly view: Overview; readonly setYear: (year: string) => void; readonly reload: () => Promise<void> }) {
  const { view, reload } = props;
  const { session } = useSession();
  const organisations = useRead<Organisation[]>('/organisations');
  const [section, setSection] = useState('');
  const [sort, setSort] = useState<'tree' | 'left'>('tree');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const sections = [...new Set(view.rows.map((row) => row.section).filter(Boolean))];
  const rows = view.rows.filter((row) => section === '' || row.section === section);
  const query = new URLSearchParams({ year: String(view.year), section, sort });
  const shown = rows.flatMap(({ paper }) => (paper && chosen.has(paper.id) ? [paper] : []));
  return (
    <>
      <div className="gap">
        <Pick
          label="年度"
          options={[...new Set([view.year, ...view.years])].map((one) => ({ value: String(one), label: `${one}年` }))}
          value={String(view.year)}
          onChange={props.setYear}
        />
        {sections.length > 1 && (
          <Pick
            label="审核科室"
            options={[{ value: '', label: '全部科室' }, ...sections.map((name) => ({ value: name, label: name }))]}
            value={section}
            onChange={setSection}
          />
        )}
        <Pick
          label="排序"
          options={[
            { value: 'tree', label: '按部门、单位' },
            { value: 'left', label: '按剩余天数' },
          ]}
          value={sort}
          onChange={(value) => setSort(value as 'tree' | 'left')}
        />
        <Button href={address(`/overview/workbook?${query}`)}>导出 Excel</Button>
        {maySayOwed(session, organisations.value ?? []) && <Link to="/duties">应编文本</Link>}
      </div>
      <Summary rows={rows} />
      {!view.defined && (
        <p className="entry">还没有登记 {view.year} 年的应编文本，所以还没有开始编的不在下面。财政局或管理员可以在“应编文本”里登记。</p>
      )}
      <Several papers={shown} rows={rows} choose={setChosen} reload={reload} />
      {rows.length === 0 ? <Nothing>还没有由你审核的文本。</Nothing> : <Grid rows={rows} sort={sort} chosen={chosen} choose={setChosen} />}
    </>
  );
}

function Summary({ rows }: { readonly rows: readonly OverviewRow[] }) {
  const count = (test: (row: OverviewRow) => boolean): number => rows.filter(test).length;
  const late = count(({ next }) => next !== null && next.left < 0);
  return (
    <p>
      未开始 {count(({ state, exempt }) => state === 'none' && exempt === '')}，编制中{' '}
      {count(({ state }) => state === 'draft' || state === 'returned')}，待审核 {count(({ state }) => state === 'submitted')}，已批准待公开{' '}
      {count(({ state }) => state === 'approved')}，已公开 {count(({ state }) => state === 'published')}
      {late > 0 && <span className="late">，超期 {late}</span>}
    </p>
  );
}
