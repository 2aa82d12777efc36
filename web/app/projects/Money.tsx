import { Button } from 'antd';
import { moneyOf } from '../../../src/performance/record.ts';
import { exactWan, pointsText, shareOf } from '../../../src/score/points.ts';
import { useOpen } from './context.ts';
import { listAt, nameOf, put } from './edit.ts';
import { Cell, Choice, Field } from './fields.tsx';
import { FUNDS, LEVEL_OPTIONS, LEVELS, ORIGINS } from './words.ts';

const MONTHS = [3, 6, 9, 10, 12];

/** Money of the year by source, of the whole term by level, and when it is to be paid. */
export function Money() {
  return (
    <>
      <MoneyTable />
      <h2>整个实施期的资金（元）</h2>
      <p className="quiet">跨年的项目填，包括本年；一年做完的不用填。</p>
      <div className="fields">
        {Object.entries(LEVELS).map(([level, name]) => (
          <Field key={level} label={name} path={['term', level]} kind="money" />
        ))}
      </div>
      <h2>资金支出计划（累计到月底，%）</h2>
      <p className="quiet">河北的绩效目标表要填；填了以后，监控按它预警。</p>
      <div className="fields">
        {MONTHS.map((month) => (
          <Field key={month} label={`${month}月底`} path={['fields', `plan-${month}`]} />
        ))}
      </div>
    </>
  );
}

/** The year's money, a line for each source. `executedOnly`: the self-evaluation only asks what was paid. */
export function MoneyTable({ executedOnly = false }: { readonly executedOnly?: boolean }) {
  const { value, at, year, record, writable, set, change } = useOpen();
  const path = ['years', at, 'money'];
  const lines = listAt(value, path);
  const { original, adjusted, executed } = moneyOf(record ?? { money: [] });
  const add = () => change((old) => put(old, [...path, lines.length], { original: '' }));
  return (
    <>
      <div className="scroll">
        <table className="list sheet">
          <caption>{year}年资金（元）</caption>
          <thead>
            <tr>
              <th>资金</th>
              <th>来源年度</th>
              <th>层级</th>
              <th>年初预算</th>
              <th>全年预算</th>
              <th>全年执行</th>
              {!executedOnly && writable && <th>操作</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => {
              const own = [...path, i];
              return (
                <tr key={nameOf(own)}>
                  <td data-name="资金">
                    <Choice
                      label={`资金 ${i + 1}`}
                      path={[...own, 'fund']}
                      options={FUNDS}
                      disabled={executedOnly}
                      value={String(line.fund ?? 'general')}
                    />
                  </td>
                  <td data-name="来源年度">
                    <Choice
                      label={`来源年度 ${i + 1}`}
                      path={[...own, 'origin']}
                      options={ORIGINS}
                      disabled={executedOnly}
                      value={String(line.origin ?? 'this-year')}
                    />
                  </td>
                  <td data-name="层级">
                    <Choice
                      label={`层级 ${i + 1}`}
                      path={[...own, 'level']}
                      options={LEVEL_OPTIONS}
                      disabled={executedOnly}
                      none="市县或自筹"
                    />
                  </td>
                  <td data-name="年初预算">
                    <Cell kind="number" label={`年初预算 ${i + 1}`} path={[...own, 'original']} disabled={executedOnly} />
                  </td>
                  <td data-name="全年预算">
                    <Cell kind="number" label={`全年预算 ${i + 1}，没有调整的不填`} path={[...own, 'adjusted']} disabled={executedOnly} />
                  </td>
                  <td data-name="全年执行">
                    <Cell kind="number" label={`全年执行 ${i + 1}，年底填`} path={[...own, 'executed']} />
                  </td>
                  {!executedOnly && writable && (
                    <td>
                      <Button size="small" aria-label={`删除资金 ${i + 1}`} onClick={() => set(own, undefined)}>
                        删除
                      </Button>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th colSpan={3}>合计（万元）</th>
              <td className="sum">{exactWan(original)}</td>
              <td className="sum">{exactWan(adjusted)}</td>
              <td className="sum">
                {executed === null ? <span className="quiet">还没有填全</span> : exactWan(executed)}
                {executed !== null && adjusted > 0 && `，执行率 ${pointsText(shareOf(10_000, Math.max(0, executed), adjusted))}%`}
              </td>
              {!executedOnly && writable && <td />}
            </tr>
          </tfoot>
        </table>
      </div>
      {!executedOnly && writable && (
        <p className="gap">
          <Button onClick={add}>加一个资金来源</Button>
          <span className="quiet">全年预算没有调整的留空；没有支出的填 0，不知道的留空。</span>
        </p>
      )}
      {executedOnly && lines.length === 0 && <p className="quiet">还没有资金，先在“资金”里填预算。</p>}
    </>
  );
}
