import { Button, Checkbox, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { DifferenceView } from '../../../src/server/v1/publication.ts';
import { useRead } from '../api/use.ts';
import { Nothing, Shown } from '../parts/States.tsx';
import { StateTag } from '../parts/StateTag.tsx';
import { titleOf } from '../parts/words.ts';
import { Figures } from './Figures.tsx';
import { Lines } from './Lines.tsx';
import { useSteps } from './steps.ts';
import './difference.css';

/** What changed between two editions, or since last year: `home` is the address of the paper that is compared. */
export default function Difference({ home }: { readonly home: '/papers' | '/published' }) {
  const { id = '' } = useParams();
  const [asked, ask] = useSearchParams();
  const other = asked.get('with') === 'year' ? 'year' : 'version';
  const query = new URLSearchParams({ with: other });
  for (const name of ['number', 'from']) if (asked.has(name)) query.set(name, asked.get(name)!);
  const view = useRead<DifferenceView>(`/papers/${id}/differences?${query}`);
  return (
    <>
      <div className="gap">
        <Link to={`${home}/${id}`}>回到文本</Link>
        <Segmented
          aria-label="与什么比"
          options={[
            { value: 'version', label: '与以前的版本比' },
            { value: 'year', label: '与上年比' },
          ]}
          value={other}
          onChange={(value) => ask({ ...(asked.has('number') ? { number: asked.get('number')! } : {}), with: String(value) })}
        />
      </div>
      <Shown of={view}>{(found) => <Found key={query.toString()} view={found} />}</Shown>
    </>
  );
}

const sideWords = ({ year, number, published }: DifferenceView['before'], years: boolean): string =>
  `${years ? `${year}年` : ''}第 ${number} 版${published ? `（${published} 公开）` : ''}`;

function Found({ view }: { readonly view: DifferenceView }) {
  const { before, after, figures, lines } = view;
  const changed = lines.filter(({ kind }) => kind !== 'same').length;
  const years = before.year !== after.year;
  const [tab, setTab] = useState<'figures' | 'lines'>(figures.length > 0 ? 'figures' : 'lines');
  const [only, setOnly] = useState(true);
  const steps = useSteps(tab === 'figures' ? figures.length : changed);
  return (
    <>
      <div className="head">
        <h1>
          {view.organisation} {titleOf({ ...view, year: after.year })}：{years ? '与上年相比' : '改了什么'}
        </h1>
        <StateTag state={after.state} />
      </div>
      <p>
        原来：{sideWords(before, years)}；现在：{sideWords(after, years)}。{years && '年份随年度变动的不算变动。'}
      </p>
      {after.correction && !years && (
        <p className="entry">
          <strong>勘误说明：</strong>
          {after.correction}
        </p>
      )}
      <div className="gap steps">
        <Segmented
          aria-label="比什么"
          options={[
            { value: 'figures', label: `数（${figures.length}）` },
            { value: 'lines', label: `文字和表格（${changed}）` },
          ]}
          value={tab}
          onChange={(value) => {
            setTab(value as 'figures' | 'lines');
            steps.go(-1);
          }}
        />
        {tab === 'lines' && (
          <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
            只看变动
          </Checkbox>
        )}
        <Button onClick={() => steps.move(-1)} disabled={steps.count === 0}>
          上一处（K）
        </Button>
        <Button onClick={() => steps.move(1)} disabled={steps.count === 0}>
          下一处（J）
        </Button>
        <span role="status" className="quiet">
          {steps.at >= 0 ? `第 ${steps.at + 1} 处，` : ''}共 {steps.count} 处
        </span>
      </div>
      {figures.length + changed === 0 ? (
        <Nothing>两份文本的数、文字和表格都相同。</Nothing>
      ) : tab === 'figures' ? (
        <Figures figures={figures} at={steps.at} />
      ) : (
        <Lines lines={lines} only={only} at={steps.at} />
      )}
    </>
  );
}
