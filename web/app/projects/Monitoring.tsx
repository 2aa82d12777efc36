import { Alert, Button } from 'antd';
import { useState } from 'react';
import { monitoringState } from '../../../src/performance/monitor.ts';
import { pointsText } from '../../../src/score/points.ts';
import { today } from '../../../src/store/work/deadline.ts';
import { Nothing } from '../parts/States.tsx';
import { useOpen } from './context.ts';
import { entryAt, listAt, nameOf, put, putEntry, textAt } from './edit.ts';
import { Cell, Field } from './fields.tsx';

/** 绩效运行监控: at a date, what was paid and reached, what is expected, and what is worth a warning. */
export function Monitoring() {
  const { value, year, at, writable, change } = useOpen();
  const path = ['years', at, 'monitoring'] as const;
  const all = listAt(value, path);
  const now = today(new Date());
  const date = now.startsWith(`${year}-`) ? now : `${year}-07-31`;
  const add = () => {
    change((old) => put(old, [...path, all.length], { date }));
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-monitoring="${all.length}"] input`)?.focus());
  };
  return (
    <>
      {all.length === 0 && (
        <Nothing>
          {year}年还没有监控。{writable && '到了监控时点（一般是 7 月底），点“加一次监控”，写付了多少钱、各指标完成到哪里。'}
        </Nothing>
      )}
      {all.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a monitoring is told from others by its place: its date is being typed
        <At key={i} index={i} date={textAt(one, ['date'])} />
      ))}
      {writable && (
        <p className="gap">
          <Button type={all.length === 0 ? 'primary' : 'default'} onClick={add}>
            加一次监控
          </Button>
        </p>
      )}
    </>
  );
}

function At({ index, date }: { readonly index: number; readonly date: string }) {
  const { value, year, at, record, draft, scheme, writable, set, change } = useOpen();
  const path = ['years', at, 'monitoring', index] as const;
  const progress = [...path, 'progress'];
  const [asked, setAsked] = useState(false);
  const own = record?.monitoring.find((one) => one.date === date && one.place.includes('monitoring'));
  const state = record && own && monitoringState(draft.record, record, own, scheme);
  return (
    <section className="entry" data-monitoring={index} aria-label={`${date} 监控`}>
      <div className="fields">
        <Field label="监控日期" path={[...path, 'date']} kind="date" />
        <Field label="累计支付（元）" path={[...path, 'paid']} kind="money" hint="年初至今；没有支付填 0" />
        <Field label="预计全年支付（元）" path={[...path, 'forecast']} kind="money" hint="不知道就留空" />
      </div>
      <div className="scroll">
        <table className="list sheet">
          <caption>指标完成情况</caption>
          <thead>
            <tr>
              <th>指标</th>
              <th>年度指标值</th>
              <th>已完成</th>
              <th>预计年底</th>
              <th>偏差原因</th>
              <th>改进措施</th>
            </tr>
          </thead>
          <tbody>
            {(record?.indicators ?? [])
              .filter(({ missing }) => !missing)
              .map(({ name, annual }, i) => {
                const entry = entryAt(value, progress, name);
                const cell = (key: string, label: string, wide = 'short') => (
                  <Cell
                    label={`${label} ${i + 1}`}
                    path={[...progress, entry, key]}
                    wide={wide}
                    set={(next) => change((old) => putEntry(old, progress, name, [key], next))}
                  />
                );
                return (
                  <tr key={name}>
                    <td>{name}</td>
                    <td data-name="年度指标值">{annual.text}</td>
                    <td data-name="已完成">{cell('reached', '已完成')}</td>
                    <td data-name="预计年底">{cell('forecast', '预计年底')}</td>
                    <td data-name="偏差原因">{cell('deviation', '偏差原因', 'wide')}</td>
                    <td data-name="改进措施">{cell('measure', '改进措施', 'wide')}</td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </div>
      {state && (
        <p>
          全年已过 {pointsText(state.elapsed)}%{state.planned !== null && `，计划支付 ${pointsText(state.planned)}%`}，已支付{' '}
          {state.rate === null ? '——（没有预算）' : `${pointsText(state.rate)}%`}。
        </p>
      )}
      {state && state.warnings.length === 0 && <p className="quiet">没有预警。</p>}
      {state?.warnings.map(({ item, message }) => (
        <Alert key={nameOf([item, message])} type="warning" showIcon title={`${item}：${message}`} />
      ))}
      {writable && (
        <p className="gap">
          {asked ? (
            <>
              <Button size="small" danger onClick={() => set(path, undefined)}>
                确认删除 {date || `${year}年`} 监控
              </Button>
              <Button size="small" onClick={() => setAsked(false)}>
                不删
              </Button>
            </>
          ) : (
            <Button size="small" onClick={() => setAsked(true)}>
              删除这次监控
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
