import { nameCore } from '../form/passage-name.ts';
import type { LastYear } from '../plan/plan.ts';
import { exactWan } from '../score/points.ts';
import { moneyOf, type ProjectRecord, type YearRecord, yearOf } from './record.ts';
import { projectSource, type Source } from './source.ts';
import { targetFields } from './target-fields.ts';

/** What becomes of a project of a plan when the records are taken over. */
export interface Taken {
  readonly name: string;
  readonly what: 'new' | 'changed' | 'same' | 'left';
  /** what changes, in words for people */
  readonly changes: readonly string[];
  /** what somebody has to look at: money that differs, lines that are missing */
  readonly notes: readonly string[];
}

/** A project of a plan with what becomes of it; `before` is its place among the plan's projects, null for a new one. */
export interface TakenProject extends Taken {
  readonly before: number | null;
  readonly data: Source;
}

const isSource = (value: unknown): value is Source => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The year's promises as a plan has them: values of the year, and nothing of indicators that were never set. */
function indicatorsOf(indicators: unknown, year: YearRecord): Source[] {
  const own = Array.isArray(indicators) ? indicators.filter(isSource) : [];
  return own.flatMap(({ direction: _, from: __, until: ___, missing, ...words }) => {
    const promised = year.indicators.find(({ name }) => name === words.name);
    return missing || !promised ? [] : [{ ...words, ...(promised.annual.text !== '' ? { value: promised.annual.text } : {}) }];
  });
}

/** What a plan holds of a project's record: not its money by codes, which the plan has in its lines. */
function planProject(record: ProjectRecord, year: YearRecord): Source {
  const { years: _, department: __, indicators, ...own } = projectSource(record, '');
  return { ...own, fields: Object.fromEntries(targetFields(record, year)), indicators: indicatorsOf(indicators, year) };
}

const lastSource = ({ project: _, ...last }: LastYear): Source => ({ ...last });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
/** With keys in one order, and numbers as the text that they are in a form. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (isSource(value))
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, own]) => [key, sorted(own)]),
    );
  return typeof value === 'number' ? String(value) : (value ?? '');
};

const PARTS: readonly (readonly [key: string, name: string])[] = [
  ['name', '名称'],
  ['code', '编码'],
  ['unit', '实施单位'],
  ['nature', '类别'],
  ['published', '是否公开'],
  ['fields', '基本信息和目标'],
  ['indicators', '绩效指标'],
  ['term', '实施期资金'],
  ['last', '上年结果'],
];

/** Money of a plan's lines in 分; null where a line's amount is none. */
function lineMoney(project: Source): number | null {
  const lines = Array.isArray(project.lines) ? project.lines.filter(isSource) : [];
  const sum = lines.reduce((all, { yuan }) => all + Math.round(Number(yuan) * 100), 0);
  return lines.length === 0 || !Number.isSafeInteger(sum) ? null : sum;
}

function notesOf(project: Source, year: YearRecord): string[] {
  const { original } = moneyOf(year);
  const lines = lineMoney(project);
  if (lines === null) return original > 0 ? [`还没有按科目的支出明细，项目库里是${exactWan(original)}万元，请在编制里填`] : [];
  return lines === original || year.money.length === 0
    ? []
    : [`支出明细合计${exactWan(lines)}万元，项目库里是${exactWan(original)}万元，请核对`];
}

/**
 * The projects of a plan with the records' own laid over them: code, words, targets and money of the term, and what became of them last year.
 * Lines stay the plan's. A record is a plan's project by its name, or by its code. `last`: results of the year before, by name.
 */
export function takeProjects(
  plan: readonly Source[],
  records: readonly ProjectRecord[],
  year: number,
  last: ReadonlyMap<string, LastYear>,
): TakenProject[] {
  const found = new Set<number>();
  const taken = records.flatMap((record): TakenProject[] => {
    const own = yearOf(record, year);
    if (!own) return [];
    const { name, code } = record.project;
    const at = plan.findIndex((one, i) => !found.has(i) && (one.name === name || (code !== '' && one.code === code)));
    const near = at >= 0 ? at : plan.findIndex((one, i) => !found.has(i) && nameCore(String(one.name)) === nameCore(name));
    const before = near >= 0 ? plan[near] : undefined;
    if (near >= 0) found.add(near);
    const result = last.get(name);
    const fresh = planProject(record, own);
    const kept = isSource(before?.fields) ? before.fields : {};
    // who is responsible, with its code, a plan often knows better than the records
    const fields = {
      ...kept,
      ...(isSource(fresh.fields) ? fresh.fields : {}),
      ...(kept.department ? { department: kept.department } : {}),
    };
    const data: Source = {
      ...before,
      ...fresh,
      ...(Object.keys(fields).length > 0 ? { fields } : {}),
      ...(result ? { last: lastSource(result) } : {}),
    };
    const changes = before ? PARTS.filter(([key]) => !same(before[key], data[key])).map(([, part]) => part) : [];
    const what = !before ? 'new' : changes.length > 0 ? 'changed' : 'same';
    return [{ name, what, changes, notes: notesOf(data, own), before: near >= 0 ? near : null, data }];
  });
  const left = plan.flatMap((data, i): TakenProject[] =>
    found.has(i)
      ? []
      : [{ name: String(data.name ?? ''), what: 'left', changes: [], notes: ['项目库里没有这个项目的这一年，保持不变'], before: i, data }],
  );
  return [...taken, ...left];
}
