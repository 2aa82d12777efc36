import { Alert, Button, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { draftOf } from '../../../src/performance/unfinished.ts';
import type { Scheme } from '../../../src/score/scheme.ts';
import type { PerformanceRules } from '../../../src/server/v1/performance-rules.ts';
import { type Json, send } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Ask } from '../parts/Ask.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { Basics } from './Basics.tsx';
import { ProjectContext } from './context.ts';
import { Evaluation } from './Evaluation.tsx';
import { at, withYear } from './edit.ts';
import { Money } from './Money.tsx';
import { Monitoring } from './Monitoring.tsx';
import { Targets } from './Targets.tsx';
import { useProject, type Writing } from './use-project.ts';
import { Years } from './Years.tsx';
import './projects.css';

export type Rules = Json<PerformanceRules>;

/** One project through its life, in tabs. */
export default function Project() {
  const { id = '' } = useParams();
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { readonly id: string }) {
  const writing = useProject(id);
  const rules = useRead<Rules>('/performance-rules');
  if (writing.error)
    return (
      <>
        <Alert
          type="error"
          showIcon
          title={writing.error}
          role="alert"
          action={<Button onClick={() => void writing.reload()}>再试一次</Button>}
        />
        <p>
          <Link to="/projects">回到项目列表</Link>
        </p>
      </>
    );
  return (
    <Shown of={rules}>
      {(known) => (writing.page ? <Whole id={id} writing={writing} rules={known} /> : <Nothing>正在读取……</Nothing>)}
    </Shown>
  );
}

const TABS = ['basics', 'money', 'targets', 'monitoring', 'evaluation', 'years'] as const;

function Whole({ id, writing, rules }: { readonly id: string; readonly writing: Writing; readonly rules: Rules }) {
  const { value, change, save } = writing;
  const page = writing.page!;
  const [query, setQuery] = useSearchParams();
  const draft = draftOf(value, page.owner);
  const years = draft.record.years.map(({ year }) => year);
  const asked = Number(query.get('year'));
  const year = years.includes(asked) ? asked : (years.at(-1) ?? new Date().getFullYear());
  const written = Array.isArray(value.years) ? value.years : [];
  const place = written.findIndex((one) => at(one, ['year']) === year);
  const tab = TABS.find((one) => one === query.get('tab')) ?? 'basics';
  const go = (next: Readonly<Record<string, string>>) => setQuery({ ...Object.fromEntries(query), ...next }, { replace: true });
  const schemeOf = (of: number): Scheme => rules.schemes.find((one) => one.id === (page.schemes[of] ?? 'cn')) ?? rules.schemes[0]!;
  const problems = draft.problems.length;
  const addYear = (next: number) => {
    change((old) => withYear(old, next));
    go({ year: String(next) });
  };
  const needing = (part: ReactNode) => (place < 0 ? <Nothing>还没有年度。先在上面点“加一个年度”。</Nothing> : part);
  return (
    <ProjectContext
      value={{
        id,
        owner: page.owner,
        value,
        draft,
        writable: page.writable,
        year,
        at: place,
        record: draft.record.years.find((one) => one.year === year) ?? null,
        scheme: schemeOf(year),
        form: page.forms[year] ?? '',
        change,
        save,
      }}
    >
      <div className="head">
        <h1>{String(value.name ?? '') || '（没有名称）'}</h1>
        <span className="quiet">
          <Link to={`/projects?organisation=${page.organisation}`}>{page.owner}</Link> {String(value.code ?? '')}
        </span>
        {years.length > 0 && (
          <Pick
            label="年度"
            options={years.map((one) => ({ value: String(one), label: `${one}年` }))}
            value={String(year)}
            onChange={(next) => go({ year: next })}
          />
        )}
        {page.writable && <AddYear years={years} add={addYear} />}
        {page.writable && <State writing={writing} />}
        {page.writable && <Remove id={id} writing={writing} />}
        {!page.writable && <span className="tag">只读</span>}
      </div>
      <Conflict writing={writing} />
      {problems > 0 && (
        <p className="entry">
          <strong>还有 {problems} 处要填或要改</strong>，在各页的格子下面写着；改好之前不能打印和导出，但内容会保存。
        </p>
      )}
      <Tabs
        destroyOnHidden
        activeKey={tab}
        onChange={(next) => {
          void save();
          go({ tab: next });
        }}
        items={[
          { key: 'basics', label: '基本', children: <Basics /> },
          { key: 'money', label: '资金', children: needing(<Money />) },
          { key: 'targets', label: '绩效目标', children: needing(<Targets rules={rules} />) },
          { key: 'monitoring', label: '监控', children: needing(<Monitoring />) },
          { key: 'evaluation', label: '自评', children: needing(<Evaluation />) },
          { key: 'years', label: '历年', children: <Years schemeOf={schemeOf} go={(of) => go({ year: String(of), tab: 'evaluation' })} /> },
        ]}
      />
    </ProjectContext>
  );
}

/** When it was saved, or what keeps it from being. */
function State({ writing }: { readonly writing: Writing }) {
  const { state, savedAt, message, save } = writing;
  const words = {
    saved: savedAt ? `已保存 ${savedAt.toLocaleTimeString('zh-CN', { hour12: false })}` : '已保存',
    changed: '有改动，马上保存……',
    saving: '正在保存……',
    failed: message,
    conflict: '没有保存',
  }[state];
  return (
    <span role="status" className={state === 'failed' || state === 'conflict' ? 'late' : 'quiet'}>
      {words}{' '}
      {state === 'failed' && (
        <Button size="small" onClick={() => void save()}>
          再试一次
        </Button>
      )}
    </span>
  );
}

function Conflict({ writing }: { readonly writing: Writing }) {
  if (writing.state !== 'conflict') return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={writing.message}
      action={
        <span className="gap">
          <Button onClick={() => void writing.reload()}>看最新的（放弃我的改动）</Button>
          <Button danger onClick={() => void writing.overwrite()}>
            用我的覆盖
          </Button>
        </span>
      }
    />
  );
}

function AddYear({ years, add }: { readonly years: readonly number[]; readonly add: (year: number) => void }) {
  const next = years.length > 0 ? Math.max(...years) + 1 : new Date().getFullYear();
  return (
    <Ask
      label="加一个年度"
      title="加一个年度"
      hint="年度，四位数字。指标和目标照搬，资金、监控、自评从空白开始。"
      kind="line"
      initial={String(next)}
      act={async (words) => {
        const year = Number(words);
        if (!/^20\d\d$/.test(words)) throw new Error('年度是四位数字，如 2025。');
        if (years.includes(year)) throw new Error(`已有 ${year} 年。`);
        add(year);
      }}
    />
  );
}

function Remove({ id, writing }: { readonly id: string; readonly writing: Writing }) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState('');
  const navigate = useNavigate();
  const remove = async () => {
    try {
      await writing.save();
      await send('delete', `/projects/${id}?version=${writing.version}`);
      await navigate('/projects');
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return (
    <>
      <Button type="text" onClick={() => setAsking(true)}>
        删除
      </Button>
      {asking && (
        <Dialog title="删除这个项目" ok="删除" danger close={() => setAsking(false)} finish={() => void remove()}>
          <p>各年的资金、目标、监控和自评一起删除，列表里不再有它。日志里留有删除前的内容。</p>
          {error && <Alert type="error" showIcon title={error} role="alert" />}
        </Dialog>
      )}
    </>
  );
}
