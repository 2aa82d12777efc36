import type { Words } from '../document/document.ts';
import { joinWords } from '../document/words.ts';
import type { Dims } from '../fact/dimension.ts';
import type { Catalogue } from '../lexicon/codes.ts';
import { type Lexicon, labelKey, type Sense } from '../lexicon/lexicon.ts';
import { contentOf, type Matrix } from './cells.ts';
import type { Column } from './reading.ts';

/** What a table's rows may be, told by its title and headers. */
export interface RowContext {
  readonly lexicon: Lexicon;
  readonly codes: Catalogue;
  readonly year: number | null;
  /** name of the paper's organisation */
  readonly organisation: string | null;
  readonly title: string;
  /** code of the procurement catalogue on this row */
  readonly item?: string;
  /** the economic class of the rows at hand (310), which tells 办公设备购置 of 310 from that of 309 */
  readonly economicClass?: string | undefined;
}

export interface RowHead {
  readonly label: Words | null;
  readonly code: Words | null;
  /** digits of the code, split cells joined; '' where there is none */
  readonly digits: string;
  readonly sense: Sense | null;
}

const PLACE_NAME = /(?:局|委|委员会|办公室|中心|厅|处|站|所|队|院|校|馆|会|社|街道办事处|本级|机关|人民政府)(?:小计|合计|本级|（本级）)?$/;
const BRACKETED = /^[[［【]?(\d{3,7})[\]］】]/;
const codeDigits = (text: string) => /^\d{2,7}$/.test(text);

/** Rank of a label column: the one that names the row comes first. */
const RANKS = [/项目名称|采购项目名称/, /科目名称|预算科目|名称/, /^项目$|项目$/, /指标/, /单位/];
const rank = (path: readonly string[]): number => {
  const at = RANKS.findIndex((pattern) => pattern.test(path.at(-1) ?? ''));
  return at < 0 ? RANKS.length : at;
};

const isGovernment = (path: readonly string[]) =>
  path.some((text) => text.includes('政府') && !text.includes('采购') && !text.includes('基金'));
const isUnitColumn = (path: readonly string[]) => /^(?:预算)?单位/.test(path.at(-1) ?? '');

/** The member that a classification code stands for, by its leading digits (policy of the codes' numbering); null for other numbers. */
function codeDims(digits: string, codes: Catalogue): Dims | null {
  if (![3, 5, 7].includes(digits.length)) return null;
  const first = digits[0];
  if (!codes.functional.byCode(digits.slice(0, 3)) && !['1', '3', '5'].includes(first ?? '')) return null;
  if (first === '2') return { function: digits };
  if (first === '3' && digits.length <= 5) return { economic: digits };
  if (first === '5' && digits.length <= 5) return { government: digits };
  if (first === '1') return { income: digits };
  return null;
}

/** Reads code and label cells of one side of a row and says what the row is about. */
export function readHead(m: Matrix, row: number, columns: readonly Column[], context: RowContext): RowHead {
  const { lexicon, codes, year } = context;
  const government: { words: Words; code: boolean }[] = [];
  let item: string | undefined;
  const codeCells: Words[] = [];
  const labels: { words: Words; path: readonly string[] }[] = [];
  for (const column of columns) {
    if (column.role !== 'code' && column.role !== 'label') continue;
    const words = m.words(row, column.index);
    const text = words.text.replace(/\s+/g, '');
    // an amount displaced into a label's column is no label
    if (text === '' || contentOf(text) === 'amount') continue;
    if (isGovernment(column.path)) government.push({ words, code: codeDigits(text) });
    else if (column.role === 'code' && (codeDigits(text) || (codeCells.length > 0 && /^\d$/.test(text))) && !isUnitColumn(column.path))
      codeCells.push(words);
    else if (column.role === 'code' && /^[0-9A-Z]{2,}$/.test(text)) item = /^[ABC]\d{2,8}$/.test(text) ? text : item;
    else labels.push({ words, path: column.path });
  }
  // a table of government items only: they are the rows
  if (labels.length === 0 && codeCells.length === 0) {
    for (const { words, code } of government.splice(0)) {
      if (code) codeCells.push(words);
      else labels.push({ words, path: ['政府预算支出经济科目名称'] });
    }
  }
  const chosen = [...labels].sort((a, b) => rank(a.path) - rank(b.path))[0] ?? null;
  const label = chosen?.words ?? null;
  const text = label?.text.replace(/\s+/g, '') ?? '';
  const code = codeCells.length > 0 ? joinWords(codeCells) : null;
  // 301 | 2: a part of a code that lost its leading zero
  const joined = codeCells
    .map(({ text: part }) => part.replace(/\s+/g, ''))
    .map((part, i) => (i > 0 && part.length === 1 ? `0${part}` : part))
    .join('');
  const digits = BRACKETED.exec(text)?.[1] ?? (joined !== '' ? joined : codeDigits(text) ? text : '');

  let sense = senseOf(text, digits, chosen?.path ?? [], item ? { ...context, item } : context);
  if (sense) {
    const extra: Record<string, string> = {};
    // a column such as 类型 (特定目标类) adds a dimension; a second block of codes adds the government classification
    for (const other of labels) {
      if (other === chosen || isUnitColumn(other.path)) continue;
      const nature = lexicon.label(other.words.text, year ?? undefined)?.dims.nature;
      if (nature) extra.nature = nature;
    }
    const governmentCode = government
      .filter((g) => g.code)
      .map((g) => g.words.text.replace(/\s+/g, ''))
      .join('');
    const governmentName = government.find((g) => !g.code)?.words.text ?? '';
    const pair =
      governmentCode !== '' ? governmentCode : governmentName ? governmentByName(governmentName, sense.dims.economic, codes, year) : null;
    if (pair && sense.dims.economic) extra.government = pair;
    if (Object.keys(extra).length > 0) sense = { ...sense, dims: { ...sense.dims, ...extra } };
  }
  return { label, code, digits, sense };
}

/** The government 款 a name stands for beside a departmental one: the mapped one where the name fits, else the first of that name. */
function governmentByName(name: string, economic: string | undefined, codes: Catalogue, year: number | null): string | null {
  const rows = codes.government.byName(name, year ?? undefined);
  const pair = economic ? codes.mapping(economic, year ?? undefined) : null;
  return rows.find((row) => row.code === pair?.agency || row.code === pair?.institution)?.code ?? rows[0]?.code ?? null;
}

function senseOf(text: string, digits: string, path: readonly string[], context: RowContext): Sense | null {
  const { lexicon, codes, year } = context;
  const name = text.replace(BRACKETED, '');
  const leaf = path.at(-1) ?? '';
  const economicTable = /经济/.test(context.title) || path.some((p) => /经济/.test(p));
  if (/采购/.test(context.title) && context.item) return { dims: { item: context.item, project: labelKey(name) } };
  const byCode = codeDims(digits, codes);
  if (byCode) return { dims: byCode };
  if (digits !== '' && name !== '' && /^[23]/.test(digits)) {
    // a code of a length that no classification has: the name decides
    const found = codes.functional.byName(name, year ?? undefined).find((row) => row.code.startsWith(digits.slice(0, 3)));
    if (found) return { dims: { function: found.code } };
  }
  // the code of a unit heads the rows of its projects
  if (/^\d{6,9}$/.test(name)) return { dims: {}, role: 'total' };
  if (name === '' && digits !== '') return null;
  const total = lexicon.labelIn('terms', name, year ?? undefined);
  if (total?.role === 'total') return total;
  if (/单位|部门/.test(leaf) && !/科目/.test(leaf))
    return isOwn(name, context) ? { dims: {}, role: 'total' } : { dims: { organisation: labelKey(name) } };
  if (context.organisation && PLACE_NAME.test(name) && name.length > 4 && !lexicon.label(name, year ?? undefined)) {
    if (/小计$/.test(name)) return { dims: { organisation: labelKey(name).replace(/小计$/, '') }, role: 'opens' };
    return isOwn(name, context) ? { dims: {}, role: 'total' } : { dims: { organisation: labelKey(name).replace(/合计$/, '') } };
  }
  if ((/项目/.test(leaf) && /项目支出|项目预算/.test(context.title)) || (/^项目名称$/.test(leaf) && /采购/.test(context.title)))
    return name === '' ? { dims: {}, role: 'total' } : { dims: { project: labelKey(name) } };
  if (economicTable) {
    const own = codes.economic.byName(name, year ?? undefined).find(({ parent }) => parent !== '' && parent === context.economicClass);
    if (own) return { dims: { economic: own.code } };
    const economic = lexicon.labelIn('economic', name, year ?? undefined) ?? lexicon.labelIn('government', name, year ?? undefined);
    if (economic) return { dims: economic.dims };
  }
  const meanings = lexicon.meanings(name, year ?? undefined);
  const best = meanings[0];
  if (!best) return null;
  return best.list === 'terms' ? best.sense : { dims: best.sense.dims };
}

/** The paper's own organisation as a row: the whole, not a member. */
const isOwn = (name: string, context: RowContext): boolean =>
  context.organisation !== null && labelKey(name).replace(/本级$|（本级）$/, '') === labelKey(context.organisation);
