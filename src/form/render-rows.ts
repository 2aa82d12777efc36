import type { Dimension, Dims } from '../fact/dimension.ts';
import type { Codebook } from '../lexicon/codebook.ts';
import { codebookOf } from '../lexicon/codes.ts';
import type { ColumnForm, EachKind, FormSense, RowForm } from './form.ts';
import { codeAt, fill, over, type RenderContext } from './render-facts.ts';

/** A row ready to print: words by kind of column, and the sense of its facts; null where it has none. */
export interface RowOut {
  readonly label: string;
  readonly words: ReadonlyMap<string, string>;
  readonly fact: FormSense | null;
}

export const EMPTY_ROW: RowOut = { label: '', words: new Map(), fact: null };

/** The member that a row or list item stands for. */
export interface Member {
  readonly name: string;
  readonly code: string;
  readonly ordinal: string;
  readonly dims: Dims;
  readonly words: ReadonlyMap<string, string>;
}

function nameOf(book: Codebook | null, code: string, year: number): string {
  const row = book?.byCode(code, year);
  if (!row) throw new Error(`代码 ${code} 在 ${year} 年的科目表中没有名称`);
  return row.name;
}

const codeWords = (prefix: 'code' | 'government', code: string): [string, string][] => [
  [prefix === 'code' ? 'code' : 'government-code', code],
  [`${prefix}-1`, code.slice(0, 3)],
  [`${prefix}-2`, code.slice(3, 5)],
  [`${prefix}-3`, code.slice(5, 7)],
];

/** `told`: the government code is needed to tell this row from others of its code. */
function codedMember(context: RenderContext, dimension: Dimension, code: string, government: string | undefined, told = false): Member {
  const { codes, paper } = context;
  const name = nameOf(codebookOf(codes, dimension), code, paper.year);
  const other: [string, string][] = government
    ? [['government', nameOf(codes.government, government, paper.year)], ...codeWords('government', government)]
    : [];
  return {
    name,
    code,
    ordinal: '',
    dims: told && government ? { [dimension]: code, government } : { [dimension]: code },
    words: new Map([...codeWords('code', code), ...other]),
  };
}

/** Codes at the wanted levels for which there are facts, parents before children; paired with government codes at the lowest level. */
function codedMembers(
  context: RenderContext,
  dimension: Dimension,
  levels: readonly number[],
  sense: FormSense,
  paired: boolean,
): Member[] {
  const { facts } = context;
  const concept = sense.concept ?? '';
  const leaves = facts.combinations(concept, sense.dims, paired ? [dimension, 'government'] : [dimension]);
  const found = new Map<string, Member>();
  for (const dims of leaves) {
    const leaf = dims[dimension] ?? '';
    for (const level of levels) {
      const code = codeAt(leaf, level);
      if (code.length !== level * 2 + 1) continue;
      const government = paired && code === leaf ? dims.government : undefined;
      const key = `${code} ${government ?? ''}`;
      const told = leaves.filter((other) => other[dimension] === code).length > 1;
      if (!found.has(key)) found.set(key, codedMember(context, dimension, code, government, told));
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

function classMembers(context: RenderContext): Member[] {
  const { codes, kind, paper } = context;
  return codes.classOrder(kind).map((row) => ({
    name: nameOf(codes.functional, row.code, paper.year),
    code: row.code,
    ordinal: row[kind] ?? '',
    dims: { function: row.code },
    words: new Map(codeWords('code', row.code)),
  }));
}

/** `told`: a column says of what category a project is, which its facts then carry. */
function projectMembers({ paper, facts }: RenderContext, sense: FormSense, told: boolean): Member[] {
  const present = new Set(facts.combinations(sense.concept ?? '', sense.dims, ['project']).map(({ project }) => project));
  return paper.projects
    .filter(({ name }) => present.has(name))
    .map(({ name, code, nature, unit }) => ({
      name,
      code,
      ordinal: '',
      dims: told ? { project: name, nature } : { project: name },
      words: new Map([
        ['code', code],
        ['category', nature === 'specific' ? '特定目标类' : '其他运转类'],
        ['unit', unit || (paper.units[0]?.name ?? paper.organisation)],
      ]),
    }));
}

/** A unit's facts carry its name only in the paper of a department; a unit's own paper is all of it. */
function unitMembers({ paper }: RenderContext): Member[] {
  const units = paper.units.length > 0 ? paper.units : [{ code: '', name: paper.organisation }];
  return units.map(({ code, name }) => ({
    name,
    code,
    ordinal: '',
    dims: units.length > 1 ? { organisation: name } : {},
    words: new Map([
      ['unit-code', code],
      ['code', code],
      ['unit', name],
    ]),
  }));
}

/** Purchases by unit, the total of the unit above them where units are told. */
function purchaseMembers({ paper }: RenderContext): Member[] {
  const purchases = paper.purchases ?? [];
  const units = [...new Set(purchases.map(({ unit }) => unit))];
  return units.flatMap((unit) => {
    const dims: Dims = unit ? { organisation: unit } : {};
    const own = purchases
      .filter((purchase) => purchase.unit === unit)
      .map(({ project, code, words }) => ({
        name: project,
        code,
        ordinal: '',
        dims: { ...dims, ...(project ? { project } : {}), item: code },
        words,
      }));
    return unit ? [{ name: `${unit}小计`, code: '', ordinal: '', dims, words: new Map() }, ...own] : own;
  });
}

const DIMENSION: Readonly<Partial<Record<EachKind, Dimension>>> = {
  function: 'function',
  economic: 'economic',
  government: 'government',
  income: 'income',
};

/** The members that a row form or a list goes through. */
export function membersOf(
  context: RenderContext,
  each: EachKind,
  levels: readonly number[],
  sense: FormSense,
  options: { readonly members?: readonly string[] | null; readonly paired?: boolean; readonly category?: boolean } = {},
): Member[] {
  const dimension = DIMENSION[each];
  if (dimension) {
    if (options.members) return options.members.map((code) => codedMember(context, dimension, code, undefined));
    return codedMembers(context, dimension, levels, sense, options.paired ?? false);
  }
  if (each === 'function-class') return classMembers(context);
  if (each === 'purchase') return purchaseMembers(context);
  return each === 'project' ? projectMembers(context, sense, options.category ?? false) : unitMembers(context);
}

const hasColumn = (columns: readonly ColumnForm[], kind: string): boolean =>
  columns.some((column) => column.is.startsWith(kind) || hasColumn(column.columns, kind));

/** The rows of a block. `sense`: what table and block say of their facts. */
export function rowsOf(context: RenderContext, forms: readonly RowForm[], columns: readonly ColumnForm[], sense: FormSense): RowOut[] {
  return forms.flatMap((form): RowOut[] => {
    if (form.kind === 'gap') return Array.from({ length: form.count }, () => EMPTY_ROW);
    if (form.kind === 'each') {
      const whole = over(over(sense, form.fact), form.among);
      const options = { members: form.members, paired: hasColumn(columns, 'government'), category: hasColumn(columns, 'category') };
      return membersOf(context, form.each, form.levels, whole, options).map((member) => ({
        label: fill(form.label, context, { name: member.name, code: member.code, ordinal: member.ordinal }),
        words: member.words,
        fact: over(form.fact, { dims: member.dims }),
      }));
    }
    const children = rowsOf(context, form.children, columns, sense).map((child) => ({
      ...child,
      fact: child.fact && form.fact ? over(form.fact, child.fact) : child.fact,
    }));
    return [{ label: fill(form.label, context), words: new Map(), fact: form.fact }, ...children];
  });
}
