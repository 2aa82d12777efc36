import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { ProjectEntry, Saved } from '../../../src/server/v1/projects.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { rolesOver, type Tree } from '../../../src/store/rights/tree.ts';
import { send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { useSession } from '../session/session.ts';
import { Exchange } from './Exchange.tsx';
import { NATURE_OPTIONS, NATURES } from './words.ts';
import './projects.css';

const READERS = ['preparer', 'head', 'department'] as const;

/** The projects of an organisation: those that one writes, or examines as the department above. */
export default function Projects() {
  const { session } = useSession();
  const organisations = useRead<Organisation[]>('/organisations');
  const [query, setQuery] = useSearchParams();
  return (
    <Shown of={organisations}>
      {(known) => {
        const tree: Tree = new Map(known.map((one) => [one.id, one]));
        const roles = (id: string) => rolesOver(tree, session, id);
        const own = known.filter(({ id }) => READERS.some((role) => roles(id).has(role)));
        const chosen = own.find(({ id }) => id === query.get('organisation')) ?? own.find(({ id }) => roles(id).has('preparer')) ?? own[0];
        if (!chosen)
          return (
            <>
              <h1>项目</h1>
              <Nothing>项目由单位的编制人填写，单位负责人和主管部门查看。你没有这些角色，需要的请联系管理员。</Nothing>
            </>
          );
        return (
          <List
            key={chosen.id}
            organisation={chosen}
            own={own}
            choose={(id) => setQuery({ organisation: id })}
            writable={roles(chosen.id).has('preparer') && !chosen.closed}
          />
        );
      }}
    </Shown>
  );
}

const STATES = {
  '': '各种状态',
  targets: '有目标',
  untargeted: '没有目标',
  monitored: '已监控',
  unmonitored: '没有监控',
  evaluated: '已自评',
  unevaluated: '没有自评',
} as const;
type Wanted = keyof typeof STATES;

type Year = ProjectEntry['years'][number];
const IS: Readonly<Record<Wanted, (year: Year | undefined) => boolean>> = {
  '': () => true,
  targets: (year) => (year?.indicators ?? 0) > 0,
  untargeted: (year) => (year?.indicators ?? 0) === 0,
  monitored: (year) => Boolean(year?.monitored),
  unmonitored: (year) => !year?.monitored,
  evaluated: (year) => year?.score !== undefined && year.score !== null,
  unevaluated: (year) => !year?.score,
};

function List(props: {
  readonly organisation: Organisation;
  readonly own: readonly Organisation[];
  readonly choose: (id: string) => void;
  readonly writable: boolean;
}) {
  const { organisation, own, writable } = props;
  const list = useRead<ProjectEntry[]>(`/organisations/${organisation.id}/projects`);
  const [making, setMaking] = useState(false);
  const [words, setWords] = useState('');
  const [year, setYear] = useState('');
  const [nature, setNature] = useState('');
  const [state, setState] = useState<Wanted>('');
  const [grade, setGrade] = useState('');
  const entries = list.value ?? [];
  const years = [...new Set(entries.flatMap((one) => one.years.map((own) => own.year)))].sort((a, b) => b - a);
  const grades = [...new Set(entries.flatMap((one) => one.years.flatMap((own) => own.grade ?? [])))];
  const shownYear = (one: ProjectEntry) => (year === '' ? one.years.at(-1) : one.years.find((own) => String(own.year) === year));
  const asked = words.trim().toLowerCase();
  const shown = entries.filter(
    (one) =>
      (year === '' || shownYear(one)) &&
      (nature === '' || one.nature === nature) &&
      IS[state](shownYear(one)) &&
      (grade === '' || shownYear(one)?.grade === grade) &&
      (asked === '' || `${one.code} ${one.name}`.toLowerCase().includes(asked)),
  );
  return (
    <>
      <div className="head">
        <h1>项目</h1>
        {own.length > 1 ? (
          <Pick
            label="单位"
            options={own.map(({ id, name }) => ({ value: id, label: name }))}
            value={organisation.id}
            onChange={props.choose}
          />
        ) : (
          <span>{organisation.name}</span>
        )}
        {writable && (
          <Button type="primary" onClick={() => setMaking(true)}>
            新建项目
          </Button>
        )}
      </div>
      <Shown of={list}>
        {(all) =>
          all.length === 0 ? (
            <Nothing>
              {organisation.name}还没有项目。
              {writable ? '点“新建项目”从空白写起；已有绩效工作簿的，在下面上传。' : '由单位的编制人填写。'}
            </Nothing>
          ) : (
            <>
              <search className="gap">
                <input
                  className="in wide"
                  type="search"
                  aria-label="按编码或名称查找"
                  placeholder="编码或名称"
                  value={words}
                  onChange={(event) => setWords(event.target.value)}
                />
                <Pick
                  label="年度"
                  options={[{ value: '', label: '最近一年' }, ...years.map((one) => ({ value: String(one), label: `${one}年` }))]}
                  value={year}
                  onChange={setYear}
                />
                <Pick label="类别" options={[{ value: '', label: '各种类别' }, ...NATURE_OPTIONS]} value={nature} onChange={setNature} />
                <Pick
                  label="状态"
                  options={Object.entries(STATES).map(([value, label]) => ({ value, label }))}
                  value={state}
                  onChange={(next) => setState(next as Wanted)}
                />
                <Pick
                  label="等级"
                  options={[{ value: '', label: '各个等级' }, ...grades.map((one) => ({ value: one, label: one }))]}
                  value={grade}
                  onChange={setGrade}
                />
                <span role="status" className="quiet">
                  {shown.length} 个{shown.length < all.length && `（共 ${all.length} 个）`}
                </span>
              </search>
              {shown.length === 0 ? (
                <Nothing>没有这样的项目。换个条件，或清空查找的词。</Nothing>
              ) : (
                <Table entries={shown} yearOf={shownYear} />
              )}
            </>
          )
        }
      </Shown>
      {list.value && <Exchange organisation={organisation} years={years} writable={writable} reload={list.reload} />}
      {making && <NewProject organisation={organisation.id} close={() => setMaking(false)} />}
    </>
  );
}

function Table({
  entries,
  yearOf,
}: {
  readonly entries: readonly ProjectEntry[];
  readonly yearOf: (one: ProjectEntry) => Year | undefined;
}) {
  return (
    <div className="scroll">
      <table className="list cards">
        <thead>
          <tr>
            <th>名称</th>
            <th>编码</th>
            <th>类别</th>
            <th>年度</th>
            <th>全年预算（万元）</th>
            <th>执行率</th>
            <th>状态</th>
            <th>自评得分</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((one) => {
            const year = yearOf(one);
            return (
              <tr key={one.id}>
                <td>
                  <Link to={`/projects/${one.id}${year ? `?year=${year.year}` : ''}`}>{one.name}</Link>
                  {one.problems > 0 && <span className="late">（{one.problems} 处要改）</span>}
                </td>
                <td data-name="编码">{one.code}</td>
                <td data-name="类别">{NATURES[one.nature]}</td>
                <td data-name="年度">{year?.year}</td>
                <td data-name="全年预算">{year?.adjusted}</td>
                <td data-name="执行率">{year?.rate && `${year.rate}%`}</td>
                <td>
                  <span className="gap">
                    <Tag tone={year?.indicators ? 'good' : 'plain'}>{year?.indicators ? `目标 ${year.indicators} 项` : '没有目标'}</Tag>
                    {year?.monitored && (
                      <Tag tone={year.warnings > 0 ? 'warn' : 'good'}>{year.warnings > 0 ? `监控预警 ${year.warnings}` : '已监控'}</Tag>
                    )}
                    {year?.evaluated && <Tag tone={year.score ? 'good' : 'warn'}>{year.score ? '已自评' : '自评没填全'}</Tag>}
                  </span>
                </td>
                <td data-name="自评得分">{year?.score && `${year.score}${year.grade ? `，${year.grade}` : ''}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Asks what a project cannot do without; all else is written on its page. */
function NewProject({ organisation, close }: { readonly organisation: string; readonly close: () => void }) {
  const [name, setName] = useState('');
  const [nature, setNature] = useState('specific');
  const [year, setYear] = useState(String(new Date().getFullYear()));
  const doing = useDoing();
  const navigate = useNavigate();
  const finish = () =>
    void doing.run('create', async () => {
      if (!/^20\d\d$/.test(year)) throw new Error('年度是四位数字，如 2025。');
      const { id } = await send<Saved>('post', `/organisations/${organisation}/projects`, {
        data: { name: name.trim(), nature, years: [{ year: Number(year) }] },
      });
      await navigate(`/projects/${id}?year=${year}`);
    });
  return (
    <Dialog title="新建项目" ok="新建" busy={doing.busy !== ''} close={close} finish={finish}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          finish();
        }}
      >
        <label className="field">
          项目名称
          <input className="in" value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="field">
          项目类别
          <select className="in" value={nature} onChange={(event) => setNature(event.target.value)}>
            {NATURE_OPTIONS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          年度
          <input className="in" inputMode="numeric" value={year} maxLength={4} onChange={(event) => setYear(event.target.value)} />
        </label>
        <button type="submit" hidden />
      </form>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </Dialog>
  );
}
