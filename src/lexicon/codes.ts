import {
  type Classification,
  type CodeRow,
  type CsvRecord,
  classifications,
  codeRows,
  overlayRows,
  validIn,
  yearCell,
} from './code-row.ts';
import { type Codebook, createCodebook } from './codebook.ts';

/** The government economic 款 that a departmental economic 款 goes to: in an agency, and in an institution (财预〔2017〕98号). */
export interface EconomicPair {
  readonly economic: string;
  /** null: not for this kind of unit (绩效工资 is paid by institutions only) */
  readonly agency: string | null;
  readonly institution: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly source: string;
  readonly confidence: number;
}

/** The functional 项 (by name) that usually bears a departmental economic 款 of basic expenditure; economic `*`: all others. */
export interface UsualFunction {
  readonly economic: string;
  readonly name: string;
  /** the kind of unit that uses it, null: any */
  readonly unit: 'agency' | 'institution' | null;
}

/** A functional class's place in the summary tables: 一、一般公共服务支出 …; null where that table has no such row. */
export interface ClassOrder {
  readonly code: string;
  readonly budget: string | null;
  readonly final: string | null;
  /** 行次 in 收入支出决算总表 */
  readonly finalLine: number | null;
  readonly english: string;
}

/** A member of a small list (grades, kinds of vehicle, categories of project …). */
export interface ListEntry {
  readonly list: string;
  readonly code: string;
  readonly label: string;
  readonly note: string;
}

/** A pair of indicator levels of a framework: 2015 (财预〔2015〕88号), 2021 (财预〔2021〕101号), or a whole-department framework. */
export interface IndicatorPair {
  readonly framework: string;
  readonly level1: string;
  readonly level2: string;
  readonly english: string;
}

/** All classifications and lists of forms/codes. */
export interface Catalogue {
  /** 支出功能分类 类款项 */
  readonly functional: Codebook;
  /** 部门预算支出经济分类 类款 */
  readonly economic: Codebook;
  /** 政府预算支出经济分类 类款 */
  readonly government: Codebook;
  /** 政府收入分类 */
  readonly income: Codebook;
  /** 政府采购品目 */
  readonly procurement: Codebook;
  readonly pairs: readonly EconomicPair[];
  /** The pair of a departmental economic 款 in a year (without a year: the latest); null where none is known. */
  mapping(economic: string, year?: number): EconomicPair | null;
  readonly usual: readonly UsualFunction[];
  /** The kind of unit whose money stands at a functional 项 (行政运行, 事业单位医疗); null: any. */
  unitAt(functional: string, year?: number): UsualFunction['unit'];
  /** The functional classes in the order of the summary table. */
  classOrder(kind: 'budget' | 'final'): readonly ClassOrder[];
  /** Members of a small list; [] where there is no such list. */
  list(name: string): readonly ListEntry[];
  readonly indicators: readonly IndicatorPair[];
}

/** The classification a dimension's codes belong to. */
export const codebookOf = (catalogue: Catalogue, dimension: string): Codebook | null => {
  switch (dimension) {
    case 'function':
      return catalogue.functional;
    case 'economic':
      return catalogue.economic;
    case 'government':
      return catalogue.government;
    case 'income':
      return catalogue.income;
    default:
      return null;
  }
};

const PAIRS = 'economic-mapping';
const ORDER = 'functional-class-order';
const USUAL = 'economic-function';

function pairRow(record: CsvRecord, i: number): EconomicPair {
  const where = `${PAIRS}.csv 第${i + 2}行`;
  if (!record.economic) throw new Error(`${where}: 缺少 economic`);
  return {
    economic: record.economic,
    agency: record.agency || null,
    institution: record.institution || null,
    from: yearCell(record.valid_from, where),
    to: yearCell(record.valid_to, where),
    source: record.source ?? '',
    confidence: record.confidence ? Number(record.confidence) : 1,
  };
}

function usualRow(record: CsvRecord, i: number): UsualFunction {
  const { economic, function: name, unit } = record;
  if (!economic || !name) throw new Error(`${USUAL}.csv 第${i + 2}行: 缺少 economic 或 function`);
  return { economic, name, unit: unit === 'agency' || unit === 'institution' ? unit : null };
}

const orderRow = (record: CsvRecord): ClassOrder => ({
  code: record.code ?? '',
  budget: record.budget || null,
  final: record.final || null,
  finalLine: record.final_line ? Number(record.final_line) : null,
  english: record.english ?? '',
});

/**
 * The catalogue from the records of forms/codes, by file name without ending. `local` holds a bureau's own lists (forms/codes/local),
 * named by classification: functional.csv, functional-2026.csv …; their rows win. Throws an Error naming file and line of an unusable row.
 */
export function createCatalogue(
  files: Readonly<Record<string, readonly CsvRecord[]>>,
  local: Readonly<Record<string, readonly CsvRecord[]>> = {},
): Catalogue {
  const book = (name: Classification): Codebook => {
    let rows: CodeRow[] = codeRows(files[name] ?? [], `${name}.csv`);
    for (const [file, records] of Object.entries(local)) {
      if (file === name || file.startsWith(`${name}-`)) rows = overlayRows(rows, codeRows(records, `local/${file}.csv`));
    }
    return createCodebook(name, rows);
  };
  const books = Object.fromEntries(classifications.map((name) => [name, book(name)])) as Record<Classification, Codebook>;
  const pairs = (files[PAIRS] ?? []).map(pairRow);
  const usual = (files[USUAL] ?? []).map(usualRow);
  const order = (files[ORDER] ?? []).map(orderRow);
  const lists = (files.lists ?? []).map(
    (r): ListEntry => ({ list: r.list ?? '', code: r.code ?? '', label: r.label ?? '', note: r.note ?? '' }),
  );
  return {
    ...books,
    pairs,
    mapping: (economic, year) =>
      pairs.findLast((pair) => pair.economic === economic && (year === undefined || validIn(pair, year))) ?? null,
    usual,
    unitAt(code, year) {
      const name = books.functional.byCode(code, year)?.name;
      return usual.find((row) => row.name === name)?.unit ?? null;
    },
    classOrder: (kind) => order.filter((row) => row[kind] !== null),
    list: (name) => lists.filter((entry) => entry.list === name),
    indicators: (files['performance-indicators'] ?? []).map((r) => ({
      framework: r.framework ?? '',
      level1: r.level1 ?? '',
      level2: r.level2 ?? '',
      english: r.english ?? '',
    })),
  };
}
