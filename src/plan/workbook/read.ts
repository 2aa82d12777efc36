import type { FormSet } from '../../form/form.ts';
import { resolveSet, type SetFiles } from '../../form/load.ts';
import { NodeError } from '../../form/yaml.ts';
import { type NamedSheet, readSheets } from '../../format/xlsx/read.ts';
import type { Plan, PlanProblem } from '../plan.ts';
import { error, warning } from '../problems/problem.ts';
import { readPlan } from '../read.ts';
import { type Kind, type KindId, kindIds, type Row } from './kind.ts';
import { planKinds } from './kinds.ts';
import { type Places, placesOf, type SheetPlaces } from './places.ts';
import { cellName, type ReadSheet, readKind, readUpright } from './sheet.ts';
import { type WorkbookForms, workbookForm } from './sheets.ts';
import { noRecords, projectAt, sourceOf } from './source.ts';
import { plain, type ReadContext } from './values.ts';

/** A workbook as a plan, or what keeps it from being one. */
export interface ReadWorkbook {
  /** null where there are errors among the problems */
  readonly plan: Plan | null;
  readonly set: FormSet | null;
  /** in the order of sheets and rows */
  readonly problems: readonly PlanProblem[];
  /** The same problem, with the very cell as its place. */
  locate(problem: PlanProblem): PlanProblem;
}

export interface ReadForms extends WorkbookForms {
  readonly sets: readonly SetFiles[];
}

const failed = (set: FormSet | null, problems: readonly PlanProblem[]): ReadWorkbook => ({
  plan: null,
  set,
  problems,
  locate: (problem) => problem,
});

const findSheet = (sheets: readonly NamedSheet[], { sheet }: Kind): NamedSheet | undefined =>
  sheets.find(({ name }) => plain(name) === plain(sheet));

/** Rows that name a project which is not there, or one of several of that name. */
function strangers(kind: Kind, { rows, columns }: ReadSheet, projects: readonly Row[]): PlanProblem[] {
  return rows.flatMap(({ row, at }) => {
    if (projectAt(projects, row) >= 0) return [];
    const name = row.get('project') ?? '';
    const place = cellName(kind.sheet, at, columns.get('project') ?? 0);
    const same = projects.filter((project) => project.get('name') === name).length;
    return same > 1
      ? [error(place, 'project', `有 ${same} 个项目叫“${name}”，不知道是哪一个`, '加一列“单位”写明，或在项目名称里区分')]
      : [error(place, 'project', `“项目”表里没有“${name}”`, '名称要与“项目”表里的一样，或在“项目”表里加上它')];
  });
}

/** Counts are whole numbers, money has at most two decimals. */
function factProblems(kind: Kind, { rows, columns }: ReadSheet): PlanProblem[] {
  return rows.flatMap(({ row, at }) => {
    const value = row.get('yuan') ?? '';
    const measure = row.get('measure') ?? '';
    const place = cellName(kind.sheet, at, columns.get('yuan') ?? 0);
    if (!row.get('of')) return [error(place, 'of', '这一行没有“代号”，不知道是什么数', '从新工作簿复制这一行的代号，或删去这一行')];
    if (measure !== '元' && value.includes('.'))
      return [error(place, 'yuan', `${row.get('name') ?? ''}应是整数，实为 ${value}`, '改为整数')];
    return measure === '元' && /\.\d{3,}$/.test(value)
      ? [error(place, 'yuan', `金额 ${value} 多于两位小数`, '金额以元为单位，最多到分')]
      : [];
  });
}

/** What hangs together between sheets. */
function crossProblems(kinds: readonly Kind[], read: ReadonlyMap<KindId, ReadSheet>): PlanProblem[] {
  const projects = (read.get('projects')?.rows ?? []).map(({ row }) => row);
  // where a project could not be read, that is told; what names it is no second mistake
  const whole = !(read.get('projects')?.problems ?? []).some(({ severity }) => severity === 'error');
  return kinds.flatMap((kind) => {
    const sheet = read.get(kind.id);
    if (!sheet) return [];
    if (kind.id === 'facts' || kind.id === 'prior') return factProblems(kind, sheet);
    return whole && (kind.id === 'project-lines' || kind.id === 'indicators') ? strangers(kind, sheet, projects) : [];
  });
}

/** The plan with the cells that its parts come from as their places. */
function placed(plan: Plan, { cellAt }: Places): Plan {
  const at = <T extends { readonly place: string }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, place: cellAt(item.place) }));
  return { ...plan, lines: at(plan.lines), adjustments: at(plan.adjustments), purchases: at(plan.purchases), given: at(plan.given) };
}

/**
 * Reads a workbook that `planWorkbook` made and somebody filled in, in whatever program. Sheets are known by name, columns by header; other
 * sheets are left alone. Throws FormatError where the file is no workbook, or is broken.
 */
export function readPlanWorkbook(bytes: Uint8Array, { lexicon, codes, sets }: ReadForms): ReadWorkbook {
  const { sheets, from1904 } = readSheets(bytes);
  const context = (year: number): ReadContext => ({ lexicon, codes, year, from1904 });
  const [coverKind] = planKinds(lexicon, false);
  const coverSheet = coverKind && findSheet(sheets, coverKind);
  if (!coverKind || !coverSheet) {
    const names = sheets.map(({ name }) => `“${name}”`).join('、');
    return failed(null, [
      error('封面', '', `没有“封面”这张表；现有 ${names}`, '用明账生成的工作簿填写（网页“编制”里下载，或 mingzhang workbook），不要改表名'),
    ]);
  }
  const cover = readUpright(coverKind, coverSheet, context(0));
  const row = cover.rows[0]?.row ?? new Map<string, string>();
  const id = row.get('form') ?? '';
  const set = resolveSet(sets, id);
  const coverCell = (key: string): string => cellName(coverKind.sheet, cover.lines.get(key) ?? 0, 1);
  if (!set || set.abstract)
    return failed(
      null,
      id === '' ? cover.problems : [error(coverCell('form'), 'form', `没有“${id}”这套表样`, '用 mingzhang forms 查看已有的表样')],
    );
  const year = Number(row.get('year'));
  if (!/^\d{4}$/.test(row.get('year') ?? '')) return failed(set, [error(coverCell('year'), 'year', '年度不是四位数字', '改为四位数字')]);

  const { kinds, wanted } = workbookForm(set, { lexicon, codes });
  const read = new Map<KindId, ReadSheet>([['cover', cover]]);
  const problems: PlanProblem[] = [];
  for (const kind of kinds) {
    if (kind.upright) continue;
    const sheet = findSheet(sheets, kind);
    if (sheet) read.set(kind.id, readKind(kind, sheet, context(year)));
    else if (wanted.has(kind.id))
      problems.push(warning(kind.sheet, '', `没有“${kind.sheet}”这张表，按没有填处理`, '改过表名的话请改回来；删掉的话从新工作簿复制一张'));
  }
  problems.push(...[...read.values()].flatMap((sheet) => sheet.problems), ...crossProblems(kinds, read));
  const places = placesOf(kinds, read as ReadonlyMap<KindId, SheetPlaces>, cover.lines);
  const locate = places.locate;
  if (problems.some(({ severity }) => severity === 'error')) return { plan: null, set, problems, locate };

  const records = noRecords();
  for (const kind of kindIds) records[kind] = (read.get(kind)?.rows ?? []).map((one) => one.row);
  const { value, paths } = sourceOf(records);
  places.learn(paths);
  try {
    return { plan: placed(readPlan({ value, path: 'plan' }, set.kind, set.id), places), set, problems, locate };
  } catch (reason) {
    if (!(reason instanceof NodeError)) throw reason;
    // what a reader of cells does not know of: a code of a row that somebody wrote themselves
    const own = reason.faults.map(({ path, said }) => {
      const known = /^plan\.[a-z]+(?:\[\d+\](?:\.lines\[\d+\])?)?/.exec(path)?.[0] ?? '';
      return error(places.cellAt(known), '', said, '“代号”“其他限定”由明账填写，请恢复原样');
    });
    return { plan: null, set, problems: [...problems, ...own], locate };
  }
}
