import { Button } from 'antd';
import { sheetOf } from '../../../src/performance/scores.ts';
import { yearSummaries } from '../../../src/performance/summary.ts';
import { pointsText } from '../../../src/score/points.ts';
import { isScore } from '../../../src/score/rule.ts';
import type { Scheme } from '../../../src/score/scheme.ts';
import { Nothing } from '../parts/States.tsx';
import { useOpen } from './context.ts';

/** Year by year: promised, paid, reached, score. */
export function Years({ schemeOf, go }: { readonly schemeOf: (year: number) => Scheme; readonly go: (year: number) => void }) {
  const { draft } = useOpen();
  const { record } = draft;
  const years = yearSummaries(record, schemeOf);
  if (years.length === 0) return <Nothing>还没有年度。</Nothing>;
  const sheets = new Map(record.years.map((year) => [year.year, sheetOf(year, schemeOf(year.year))]));
  const names = [
    ...new Set(record.years.flatMap(({ indicators }) => indicators.filter(({ missing }) => !missing).map(({ name }) => name))),
  ];
  return (
    <>
      <div className="scroll">
        <table className="list cards">
          <caption>各年情况（万元）</caption>
          <thead>
            <tr>
              <th>年度</th>
              <th>年度目标</th>
              <th>年初预算</th>
              <th>全年预算</th>
              <th>全年执行</th>
              <th>执行率</th>
              <th>监控</th>
              <th>自评得分</th>
              <th>等级</th>
            </tr>
          </thead>
          <tbody>
            {years.map((one) => (
              <tr key={one.year}>
                <td>
                  <Button size="small" onClick={() => go(one.year)}>
                    {one.year}年
                  </Button>
                </td>
                <td>{one.goal}</td>
                <td data-name="年初预算">{one.original}</td>
                <td data-name="全年预算">{one.adjusted}</td>
                <td data-name="全年执行">{one.executed}</td>
                <td data-name="执行率">{one.rate && `${one.rate}%`}</td>
                <td data-name="监控">
                  {one.monitored && `${one.monitored}，${one.warnings === 0 ? '没有预警' : `预警 ${one.warnings} 条`}`}
                </td>
                <td data-name="自评得分">{one.score ?? (one.evaluated ? '没有填全' : '')}</td>
                <td data-name="等级">{one.grade}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="scroll">
        <table className="list">
          <caption>各年指标：承诺 → 完成（得分）</caption>
          <thead>
            <tr>
              <th>指标</th>
              {record.years.map(({ year }) => (
                <th key={year}>{year}年</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <td>{name}</td>
                {record.years.map(({ year, indicators, evaluation }) => {
                  const i = indicators.findIndex((one) => one.name === name);
                  const score = sheets.get(year)?.lines[i + 1]?.score;
                  const actual = evaluation?.results.find(({ indicator }) => indicator === name)?.actual;
                  return (
                    <td key={year}>
                      {indicators[i]?.annual.text}
                      {actual && ` → ${actual}`}
                      {evaluation && score && isScore(score) && `（${pointsText(score.points)}）`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
