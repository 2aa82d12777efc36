import { amountText } from '../fact/amount.ts';
import { pointsText, shareOf } from '../score/points.ts';
import { isScore, scoreIndicator } from '../score/rule.ts';
import type { Scheme } from '../score/scheme.ts';
import { type Monitoring, moneyOf, type ProjectRecord, type YearRecord } from './record.ts';

/** A project at a date within the year (财预〔2019〕136号). Shares are hundredths of a percent. */
export interface MonitoringState {
  readonly date: string;
  /** paid ÷ the year's budget; null where nothing is budgeted */
  readonly rate: number | null;
  /** how much of the year has gone */
  readonly elapsed: number;
  /** share of the year's money that was to be paid by then; null where nothing was planned by months */
  readonly planned: number | null;
  readonly warnings: readonly MonitoringWarning[];
}

export interface MonitoringWarning {
  readonly kind: 'execution' | 'plan' | 'forecast' | 'money' | 'silent';
  readonly item: string;
  readonly message: string;
}

/** Payment may lag behind the calendar so far before it is worth a word, in hundredths of a percent: procurement takes its time. */
const LAG = 1000;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** How much of a year has gone at the end of a day, in hundredths of a percent. */
export function elapsedAt(date: string): number {
  const year = Number(date.slice(0, 4));
  const [first, next] = [dayOf(`${year}-01-01`), dayOf(`${year + 1}-01-01`)];
  return shareOf(10_000, dayOf(date) - first + 1, next - first);
}

/** Hebei's spending plan: what was to be paid by the last month's end that has passed. */
function plannedAt({ spending }: Pick<ProjectRecord, 'spending'>, date: string): number | null {
  const ended = (month: number): boolean => date >= new Date(Date.UTC(Number(date.slice(0, 4)), month, 0)).toISOString().slice(0, 10);
  const last = spending.filter(({ month }) => ended(month)).at(-1);
  return last ? Math.round(last.share * 100) : null;
}

function progressWarnings(monitoring: Monitoring, { indicators }: YearRecord, scheme: Scheme): MonitoringWarning[] {
  return indicators.flatMap((indicator): MonitoringWarning[] => {
    if (indicator.missing) return [];
    const progress = monitoring.progress.find((one) => one.indicator === indicator.name);
    if (!progress) return [{ kind: 'silent', item: indicator.name, message: '没有填监控时点的完成情况' }];
    if (progress.forecast === '' || indicator.direction === 'judged') return [];
    const outcome = { actual: progress.forecast, attained: null, share: null, lowTarget: false };
    const score = scoreIndicator({ ...indicator, weight: indicator.weight ?? 100 }, outcome, scheme);
    if (!isScore(score)) return [{ kind: 'forecast', item: indicator.name, message: `${score.message}，${score.mend}` }];
    if (score.rule !== 'proportional' && score.rule !== 'inverse') return [];
    const measure = progress.measure === '' ? '，还没有写改进措施' : '';
    return [
      { kind: 'forecast', item: indicator.name, message: `预计年底${progress.forecast}，达不到指标值${indicator.annual.text}${measure}` },
    ];
  });
}

/** What monitoring at a date shows of a project, and what is worth a warning. */
export function monitoringState(record: ProjectRecord, year: YearRecord, monitoring: Monitoring, scheme: Scheme): MonitoringState {
  const { adjusted } = moneyOf(year);
  const rate = adjusted > 0 ? shareOf(10_000, Math.max(0, monitoring.paid), adjusted) : null;
  const elapsed = elapsedAt(monitoring.date);
  const planned = plannedAt(record, monitoring.date);
  const warnings: MonitoringWarning[] = [];
  if (rate !== null && planned !== null && rate < planned)
    warnings.push({ kind: 'plan', item: '资金支出计划', message: `已支付${pointsText(rate)}%，计划到此时支付${pointsText(planned)}%` });
  else if (rate !== null && planned === null && rate + LAG < elapsed)
    warnings.push({ kind: 'execution', item: '预算执行率', message: `已支付${pointsText(rate)}%，全年已过${pointsText(elapsed)}%` });
  if (monitoring.paid > adjusted)
    warnings.push({
      kind: 'money',
      item: '支付数',
      message: `已支付${amountText(monitoring.paid)}万元，超过全年预算${amountText(adjusted)}万元`,
    });
  if (monitoring.forecast !== null && monitoring.forecast < adjusted)
    warnings.push({
      kind: 'money',
      item: '预计执行数',
      message: `预计全年支付${amountText(monitoring.forecast)}万元，少于全年预算${amountText(adjusted)}万元`,
    });
  return { date: monitoring.date, rate, elapsed, planned, warnings: [...warnings, ...progressWarnings(monitoring, year, scheme)] };
}
