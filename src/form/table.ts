import { placeOf } from '../document/words.ts';
import { type Amount, BLANK, type MoneyUnit, parseAmount } from '../fact/amount.ts';
import { type Decimal, parseDecimal } from '../fact/decimal.ts';
import { type Dims, UNKNOWN, withDims } from '../fact/dimension.ts';
import type { Fact, FactKind } from '../fact/fact.ts';
import type { Sense } from '../lexicon/lexicon.ts';
import { contentOf, type Matrix, matrixOf } from './cells.ts';
import { asSource, headHeight, overlay, readColumns } from './columns.ts';
import type { Column, FactSink, Identity, ReadTable, Row, TableFrame } from './reading.ts';
import { type RowContext, type RowHead, readHead } from './rows.ts';

const COUNTS = new Set([
  'vehicles',
  'vehicles-quota',
  'vehicles-kept',
  'vehicles-bought',
  'equipment',
  'staff',
  'units',
  'overseas-groups',
  'overseas-trips',
  'reception-batches',
  'reception-persons',
]);

/** Sort of value by concept. */
export const kindOfConcept = (concept: string): FactKind => (COUNTS.has(concept) ? 'count' : concept === 'floor-area' ? 'area' : 'money');

/** The stage that the figures of a paper have where nothing else is said: 年初预算 in budgets, 决算 in final accounts. */
export const stageOf = (kind: Identity['kind']): string => (kind === 'final' ? 'actual' : 'original');

const ORIGIN_WORDS: readonly (readonly [RegExp, Dims])[] = [
  [/不含上年结转/, { origin: 'this-year' }],
  [/[（(]上年结转/, { origin: 'carried-over' }],
  [/[（(]本年预算/, { origin: 'this-year' }],
];

/** What a title says of every cell under it: concept, fund, nature; the origin only where it is spelled out. */
function titleSense(title: string, context: Pick<RowContext, 'lexicon' | 'year'>): Sense {
  const whole = title.replace(/\s+/g, '');
  const text = whole.replace(/[（(][^（()）]*[)）]/g, '');
  let concept: string | undefined;
  const concepts = new Set<string>();
  const dims: Record<string, string> = {};
  for (const hit of context.lexicon.scan(text, context.year ?? undefined)) {
    if (hit.list !== 'terms') continue;
    const { origin: _origin, item: _item, stage: _stage, ...rest } = hit.sense.dims;
    for (const [dimension, value] of Object.entries(rest))
      if (value && !(dimension === 'fund' && dims.fund && value === 'appropriation')) dims[dimension] ??= value;
    if (hit.sense.concept) {
      concepts.add(hit.sense.concept);
      concept = hit.sense.concept;
    }
  }
  const special = [...concepts].filter((c) => c !== 'revenue' && c !== 'expenditure');
  if (special.length === 1) concept = special[0];
  else if (concepts.size > 1 || /收支|收入支出/.test(text)) concept = undefined;
  for (const [pattern, origin] of ORIGIN_WORDS) if (pattern.test(whole)) Object.assign(dims, origin);
  return { ...(concept === undefined ? {} : { concept }), dims: dims as Dims };
}

/** Sense of one cell: title, column, the open label above and the row, the later deciding; codes never override the side's concept. */
function cellSense(title: Sense, column: Sense, open: Sense | null, row: Sense, twoSided: boolean): Sense {
  let sense = overlay(title, asSource(title, column));
  const rowFund = row.dims.fund !== undefined;
  // an open label rules members and totals below it, not rows that name a whole of their own
  const ruled = open !== null && (row.concept === undefined || rowFund || row.concept === open.concept);
  if (ruled) sense = overlay(sense, open);
  // a row of all appropriations under a column of one book is that book's
  const columnFund = column.dims.fund;
  sense = overlay(
    sense,
    row.dims.fund === 'appropriation' && columnFund ? { ...row, dims: withDims(row.dims, { fund: columnFund }) } : row,
  );
  if (ruled && open.dims.origin) sense = { ...sense, dims: { ...sense.dims, origin: open.dims.origin } };
  // a source of money in the list of revenue is this year's, unless a carry-over rules the rows
  if (sense.concept === 'revenue' && twoSided && rowFund && sense.dims.origin === undefined)
    sense = overlay(sense, { dims: { origin: 'this-year' } });
  return sense;
}

function amountIn(text: string, kind: FactKind, unit: MoneyUnit): (Amount & { scale: number }) | null {
  if (contentOf(text) === 'blank') return { ...BLANK, scale: 0 };
  if (kind === 'money') {
    const amount = parseAmount(text, unit);
    return amount && { ...amount, scale: 0 };
  }
  const value: Decimal | null = parseDecimal(text);
  return value && { fen: value.digits, half: kind === 'count' ? 0 : 0.5, scale: value.scale };
}

interface Side {
  readonly index: number;
  readonly columns: readonly Column[];
  readonly values: readonly Column[];
  /** revenue or expenditure, where the side has one */
  readonly concept: string | undefined;
}

const sidesOf = (columns: readonly Column[], title: Sense): Side[] => {
  const last = Math.max(0, ...columns.map((c) => c.side));
  return Array.from({ length: last + 1 }, (_, index) => {
    const own = columns.filter((c) => c.side === index);
    return {
      index,
      columns: own,
      values: own.filter((c) => c.role === 'value'),
      concept: own.find((c) => c.sense.concept)?.sense.concept ?? title.concept,
    };
  }).filter((side) => side.columns.length > 0);
};

/** Reads a table: columns and rows get their meaning, cells with a meaning become facts. Null where the grid is no table of figures. */
export function readTable(
  frame: TableFrame,
  identity: Identity,
  context: Omit<RowContext, 'title' | 'organisation'>,
  sink: FactSink,
): ReadTable | null {
  const m = matrixOf(frame.grid);
  const { lexicon, year } = context;
  const titleText = frame.title?.text ?? '';
  const rowContext: RowContext = {
    ...context,
    organisation: frame.organisation?.text.replace(/\s+/g, '') ?? identity.organisation,
    title: titleText.replace(/\s+/g, ''),
  };
  const headRows = headHeight(m, lexicon);
  const columns = readColumns(m, headRows, year, lexicon);
  // forms of targets and evaluations are records, not tables of figures
  if (columns.some((c) => c.path.some((text) => RECORD.test(text))) || !columns.some((c) => c.role === 'value')) return null;
  const title = titleSense(titleText, context);
  const sides = sidesOf(columns, title);
  const twoSided = sides.length > 1 && sides.some((s) => s.concept === 'revenue');
  const unit = frame.unit ?? '万元';
  const rows: Row[] = [];
  const pairs = pairedCodes(m, headRows, sides, rowContext);
  const opens = new Map<number, Sense>();
  const carried = new Set<number>();
  const purchases = new Map<string, number>();
  let economicClass: string | undefined;
  for (let r = 0; r < m.height; r++) {
    let wide: RowHead | null = null;
    for (const side of sides) {
      let head = readHead(m, r, side.columns, { ...rowContext, economicClass });
      economicClass = classAfter(head, economicClass);
      const hasValues = side.columns.some((c) => contentOf(m.text(r, c.index)) === 'amount');
      // a label that spans the sides up to its figure (公用经费合计 over several blocks)
      if (head.label === null && head.code === null && hasValues && wide) head = wide;
      wide = head.label !== null && !hasValues ? head : hasValues ? null : wide;
      let row = head.sense;
      const text = head.label?.text.replace(/\s+/g, '') ?? '';
      const alone = side.columns.every((c) => m.text(r, c.index) === '' || m.words(r, c.index) === head.label);
      if (r < headRows) {
        if (alone && row && (row.role === 'opens' || row.concept) && m.width <= 4) opens.set(side.index, row);
        continue;
      }
      if (row === null && hasValues && text === '') row = { dims: {}, role: 'total' };
      if (row?.concept === 'revenue' && row.role !== 'opens' && row.dims.fund === undefined) opens.delete(side.index);
      if (row?.dims.economic && row.dims.government && !pairs.has(row.dims.economic))
        row = { ...row, dims: withDims(row.dims, { government: 'all' }) };
      if (row !== null && /采购/.test(titleText)) row = counted(row, purchases);
      if (row !== null) row = closing(row, text, side, opens, carried, twoSided);
      const facts =
        row === null
          ? new Map<number, number>()
          : readCells(
              { m, title, twoSided, frame, identity, unit, sink },
              r,
              side,
              opens.get(side.index) ?? null,
              row,
              head.label?.text ?? null,
            );
      rows.push({ index: r, side: side.index, label: head.label, code: head.code, sense: row, facts });
      if (row?.role === 'opens') {
        opens.set(side.index, { ...(row.concept ? { concept: row.concept } : {}), dims: row.dims });
        if (row.dims.origin === 'carried-over' || row.concept === 'carry-out') carried.add(side.index);
      } else if (row?.concept && row.concept !== opens.get(side.index)?.concept) opens.delete(side.index);
    }
  }
  return { ...frame, headRows, columns, rows };
}

/** The economic class that the rows below a row belong to. */
function classAfter({ sense }: RowHead, before: string | undefined): string | undefined {
  const code = sense?.dims.economic;
  return code?.length === 3 ? code : before;
}

/** Departmental economic codes that stand in several rows, each with another government code: only there the pair is needed to tell rows apart. */
function pairedCodes(m: Matrix, headRows: number, sides: readonly Side[], context: RowContext): Set<string> {
  const seen = new Map<string, number>();
  if (!sides.some((side) => side.columns.some((c) => c.path.some((p) => p.includes('政府'))))) return new Set();
  let economicClass: string | undefined;
  for (let r = headRows; r < m.height; r++) {
    for (const side of sides) {
      const head = readHead(m, r, side.columns, { ...context, economicClass });
      economicClass = classAfter(head, economicClass);
      const economic = head.sense?.dims.economic;
      if (economic) seen.set(economic, (seen.get(economic) ?? 0) + 1);
    }
  }
  return new Set([...seen].filter(([, n]) => n > 1).map(([code]) => code));
}

/** Purchases may bear one name without being one purchase: the second of a name is counted. */
function counted(row: Sense, purchases: Map<string, number>): Sense {
  const { project, item } = row.dims;
  if (project === undefined || item !== undefined) return row;
  const times = (purchases.get(project) ?? 0) + 1;
  purchases.set(project, times);
  return times === 1 ? row : { ...row, dims: withDims(row.dims, { project: `${project}#${times}` }) };
}

/** A grand total at the foot of a side means all that stands above it: 总计, or 收入合计 / 支出合计 after a carry-over. */
function closing(row: Sense, text: string, side: Side, opens: Map<number, Sense>, carried: Set<number>, twoSided: boolean): Sense {
  if (!twoSided) return row;
  const grand = /总计$/.test(text) && row.role === 'total';
  const afterCarry = carried.has(side.index) && /^(?:收入|支出)合计[：:]?$/.test(text);
  if (!grand && !afterCarry) return row;
  opens.delete(side.index);
  return { concept: side.concept === 'revenue' ? 'revenue' : 'uses', dims: {} };
}

/** What is the same for all cells of a table. */
interface TableContext {
  readonly m: Matrix;
  readonly title: Sense;
  readonly twoSided: boolean;
  readonly frame: TableFrame;
  readonly identity: Identity;
  readonly unit: MoneyUnit;
  readonly sink: FactSink;
}

/** Facts of one side of a row, by grid column. */
function readCells(
  context: TableContext,
  r: number,
  side: Side,
  open: Sense | null,
  row: Sense,
  label: string | null,
): Map<number, number> {
  const { m, title, twoSided, frame, identity, unit, sink } = context;
  const facts = new Map<number, number>();
  const where = { node: 'table', table: frame.title?.text.trim() ?? null, row: label?.replace(/\s+/g, '') ?? null } as const;
  for (const column of side.values) {
    const at = m.text(r, column.index) === '' && side.values.length === 1 ? (displaced(m, r, side) ?? column.index) : column.index;
    const cell = m.at(r, at);
    if (!cell || m.covered(r, at)) continue;
    const text = m.text(r, at);
    let sense = cellSense(title, column.sense, row.role === 'opens' ? null : open, row, twoSided);
    if (!sense.concept && (row.dims.function || row.dims.economic || row.dims.government || row.dims.project))
      sense = { concept: 'expenditure', dims: sense.dims };
    if (!sense.concept && row.dims.income) sense = { concept: 'revenue', dims: sense.dims };
    const { concept } = sense;
    if (!concept) continue;
    // a column that no word explains has no meaning, unless it is the only one
    if (column.path.length > 0 && side.values.length > 1 && !knownColumn(column, side)) continue;
    if (PHYSICAL.test(column.path.at(-1) ?? '') && kindOfConcept(concept) === 'money') continue;
    // the budget of a project is the project's, whatever row of it repeats it
    if (concept === 'project-budget') sense = { concept, dims: withDims(sense.dims, { item: 'all' }) };
    const kind = kindOfConcept(concept);
    const value = amountIn(text, kind, unit);
    if (!value) continue;
    const blank = contentOf(text) === 'blank';
    if (blank && cell.words.pieces.length === 0 && kind !== 'money') continue;
    const dims: Dims = {
      stage: stageOf(identity.kind),
      ...(identity.year ? { year: String(identity.year) } : {}),
      ...stageFix(sense.dims, frame, identity),
    };
    if (Object.values(dims).includes(UNKNOWN)) continue;
    const place = cell.words.pieces.length > 0 ? placeOf(cell.words) : blankPlace(m, r, column.index);
    if (!place) continue;
    const fact: Omit<Fact, 'id'> = {
      concept,
      dims,
      kind,
      value: value.fen,
      scale: value.scale,
      half: value.half,
      printed: blank ? '' : text,
      unit: kind === 'money' ? unit : '',
      place,
      where: { ...where, column: column.path.join(' / ') || null },
    };
    facts.set(column.index, sink.add(fact));
  }
  return facts;
}

/** Column of the only amount of a side that stands in a column of labels: a cell moved by the extraction. */
const displaced = (m: Matrix, row: number, side: Side): number | null =>
  side.columns.find((c) => c.role !== 'value' && contentOf(m.text(row, c.index)) === 'amount')?.index ?? null;

const RECORD = /绩效目标(?:填报|申报)?表|填报表|申报表|自评表/;
/** Columns of things, not of money. */
const PHYSICAL = /^(?:数量|单价|面积|台数|个数|辆数)/;
const TOTALS = /价值|合计|小计|总计|金额|预算数|决算数|统计数|^20\d\d年?(?:度)?(?:预算)?(?:数)?$|^\d{4}/;
const knownColumn = (column: Column, side: Side): boolean =>
  Object.keys(column.sense.dims).length > 0 ||
  column.sense.concept !== undefined ||
  column.path.some((text) => TOTALS.test(text)) ||
  side.values.length === 1;

/** 预算数 is the original budget; in final accounts it may be the adjusted one, where the table's note says so. */
function stageFix(dims: Dims, frame: TableFrame, identity: Identity): Dims {
  if (dims.stage !== 'budgeted') return dims;
  if (identity.kind !== 'final') return { ...dims, stage: 'original' };
  return { ...dims, stage: frame.notes.some((n) => /全年预算|调整/.test(n.text)) ? 'adjusted' : 'original' };
}

/** The place of an empty cell: behind the nearest filled cell of its row. */
function blankPlace(m: Matrix, row: number, column: number): Fact['place'] | null {
  for (let c = column - 1; c >= 0; c--) {
    const words = m.words(row, c);
    if (words.pieces.length > 0) {
      const place = placeOf(words);
      return { ...place, from: place.to + column - c, to: place.to + column - c };
    }
  }
  return null;
}
