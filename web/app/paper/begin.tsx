import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { FormChoice } from '../../../src/server/plans/examples.ts';
import type { FormYear } from '../../../src/store/query/form-year.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { PaperEntry } from '../../../src/store/query/paper.ts';
import type { Scope } from '../../../src/store/schema.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { SCOPES, titleOf } from '../parts/words.ts';

interface Beginning {
  readonly organisation: Organisation;
  readonly busy: boolean;
  readonly begin: (body: object) => void;
}

/** The form sets that plans can be made for, newest first. */
function useForms(): readonly FormChoice[] {
  const [forms, setForms] = useState<readonly FormChoice[]>([]);
  useEffect(() => {
    fetch('/api/plans')
      .then((answer) => answer.json() as Promise<{ forms: FormChoice[] }>)
      .then(
        ({ forms: known }) => setForms(known.toSorted((a, b) => b.year - a.year)),
        () => undefined,
      );
  }, []);
  return forms;
}

/** The form set that is registered for a region, a year and a kind; '' where none is. */
const registered = (formYears: readonly FormYear[] | null, { region }: Organisation, year: number, kind: string): string =>
  formYears?.find((one) => one.region === region && one.year === year && one.kind === kind)?.form ?? '';

/** 从上年文本开始. */
export function FromLast({ organisation, busy, begin }: Beginning) {
  const papers = useRead<PaperEntry[]>(`/papers?organisation=${organisation.id}`);
  const formYears = useRead<FormYear[]>('/form-years');
  const forms = useForms();
  const [chosen, setChosen] = useState('');
  const [form, setForm] = useState<string | null>(null);
  const [amounts, setAmounts] = useState(false);
  const own = papers.value ?? [];
  const taken = (paper: PaperEntry): boolean =>
    own.some(({ year, kind, scope }) => year === paper.year + 1 && kind === paper.kind && scope === paper.scope);
  const open = own.filter((paper) => !taken(paper)).sort((a, b) => b.year - a.year);
  const last = open.find(({ id }) => id === chosen) ?? open[0];
  if (!last)
    return (
      <section className="pick entry">
        <h2>从上年文本开始</h2>
        <p className="quiet">{papers.value === null ? (papers.error ?? '正在读取……') : '这个单位还没有可以接着编的文本。'}</p>
      </section>
    );
  const set = form ?? registered(formYears.value, organisation, last.year + 1, last.kind);
  const fitting = forms.filter(({ kind }) => kind === last.kind);
  return (
    <section className="pick entry">
      <h2>从上年文本开始</h2>
      <div className="gap">
        <Pick
          label="上年文本"
          options={open.map((paper) => ({ value: paper.id, label: titleOf(paper) }))}
          value={last.id}
          onChange={setChosen}
        />
        <Pick
          label="新文本的表样"
          options={[{ value: '', label: '表样与上年相同' }, ...fitting.map(({ id, name }) => ({ value: id, label: name }))]}
          value={set}
          onChange={setForm}
        />
        <Pick
          label="本年金额"
          options={[
            { value: 'blank', label: '本年金额留空，逐笔填' },
            { value: 'kept', label: '先沿用上年金额，再改' },
          ]}
          value={amounts ? 'kept' : 'blank'}
          onChange={(value) => setAmounts(value === 'kept')}
        />
        <Button
          type="primary"
          loading={busy}
          onClick={() => begin({ from: 'last', paper: last.id, form: set === '' ? null : set, amounts })}
        >
          {`编制${titleOf({ ...last, year: last.year + 1 })}`}
        </Button>
      </div>
      <p className="quiet">
        单位、项目、绩效指标、支出行的科目和文字照抄上年，上年的金额记为“上年数”，资产等存量数照抄。预算调整不抄；本年金额留空时，采购和实施期金额也留空。文字里的年份、原因请逐段核对。
      </p>
    </section>
  );
}

/** 空白开始. */
export function FromNothing({ organisation, busy, begin }: Beginning) {
  const forms = useForms();
  const [chosen, setChosen] = useState('');
  const [year, setYear] = useState(0);
  const [scope, setScope] = useState<Scope>(organisation.kind === 'department' ? 'department' : 'unit');
  const form = forms.find(({ id }) => id === chosen) ?? forms[0];
  if (!form) return null;
  const own = year || form.year;
  return (
    <section className="pick entry">
      <h2>空白开始</h2>
      <div className="gap">
        <Pick label="表样" options={forms.map(({ id, name }) => ({ value: id, label: name }))} value={form.id} onChange={setChosen} />
        <label>
          年度{' '}
          <input
            className="choose year"
            type="number"
            min={2000}
            max={2100}
            value={own}
            onChange={(event) => setYear(Number(event.target.value))}
          />
        </label>
        <Pick
          label="编报范围"
          options={(['unit', 'department'] as const).map((value) => ({ value, label: SCOPES[value] }))}
          value={scope}
          onChange={(value) => setScope(value as Scope)}
        />
        <Button loading={busy} onClick={() => begin({ from: 'nothing', form: form.id, year: own, scope })}>
          空白开始
        </Button>
      </div>
      <p className="quiet">单位名称已经填好（部门的连同所属单位），其余内容在页面上填，或者从 Excel 里复制粘贴。</p>
    </section>
  );
}
