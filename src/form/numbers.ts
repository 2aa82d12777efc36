import type { Block, Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Fact } from '../fact/fact.ts';
import type { Place } from '../fact/place.ts';
import type { Explanation, NumberUse, ReadTable, Section } from './reading.ts';

/** A stretch of the source that somebody could explain. */
export interface Claim {
  readonly place: Place;
  readonly as: Explanation | 'fact';
}

const NUMBER = /\d+(?:[,，.．]\d+)*/g;
const COUNTERS =
  '个|名|人|辆|次|处|家|项|台|套|平方米|米|亩|股|科|所|户|集|块|条|小时|天|岁|期|批|倍|级|类|部|份|种|座|间|公里|千米|吨|栋|件|场|门|篇|本|张|位|头|只|棵|公顷|万人|亿|余|多|幅|班|届|层|线|网|度|℃|分';
const BEFORE = 12;
const AFTER = 14;

/** Patterns over what stands before and after a number, tried in order; the closed list of what a number may be when it is no fact. */
const PATTERNS: readonly (readonly [Explanation, RegExp, RegExp])[] = [
  ['document', /[〔[【（(［]\s*(?:19|20)?$/, /^\d{0,4}\s*[〕\]】）)］]\s*第?\s*\d+\s*号/],
  ['document', /[〔[【（(［]?\s*\d{4}\s*[〕\]】）)］]\s*第?\s*$/, /^\d+\s*[号次]/],
  ['document', /第\s*$/, /^\d+\s*(?:条|款|号|令)/],
  ['document', /(?:令|字|发|函)\s*(?:第)?\s*$/, /^\d+\s*号/],
  ['document', /GB\/?T?\s*$|—$/, /^\d{4,5}(?:—|-)?/],
  ['telephone', /$/, /^1[3-9]\d{9}(?!\d)/],
  ['telephone', /电话[：:]?\s*[\d\s-]*$/, /^[\d\s-]+/],
  ['date', /$/, /^(?:19|20)\d{2}\s*(?:年|[-—～至.／/])/],
  ['date', /$/, /^(?:19|20)\d{2}(?!\d|[.,]\d)/],
  ['date', /$/, /^(?:19|20)\d{6}(?:\d{6})?(?!\d)/],
  ['date', /年\s*$|月\s*$|[-—～至]$/, /^\d{1,2}\s*(?:月|日|号)/],
  ['date', /$/, /^\d{1,2}\s*(?:月底|月份|月|日前|日)/],
  ['date', /$/, /^\d{1,3}\s*(?:年|个月|季度|周年|天)/],
  ['date', /填报日期[：:]?\s*[\d\s]*$/, /^\d+/],
  [
    'threshold',
    /(?:单价|单位价值|价值|原值|在|金额|含)?\s*$/,
    /^\d+(?:\.\d+)?\s*万?元?(?:[（(](?:原值|含)[)）])?\s*(?:以上|及以上|（含）以上|\(含\)以上|以下)/,
  ],
  ['ordinal', /^\s*[（(]?$|[。；：:，,]\s*[（(]?$/, /^\d{1,2}\s*[、.．)）](?!\d)/],
  ['quantity', /(?:人均|车均|户均|平均)[^，。；]{0,10}$/, /^\d/],
  ['ordinal', /^\s*$/, /^\d{1,2}\s*[“＂]/],
  ['ordinal', /第\s*$|附件\s*$|附表\s*$|目标\s*$|表\s*$/, /^\d{1,2}/],
  ['ordinal', /(?:^\s*|[见如（(])图\s*$/, /^\d{1,2}/],
  ['ordinal', /[（(]$/, /^\d{1,2}[)）]/],
  ['code', /[［[]$/, /^\d{3,9}[\]］]/],
  ['code', /$/, /^\d{3}(?:\d{2}){0,2}[-—\s]*[\u4e00-\u9fff]/],
  ['code', /$/, /^\d{6,21}(?:[A-Z]|(?!\d))/],
  ['code', /[A-Z]$/, /^\d{2,}/],
  ['ordinal', /公开\s*(?:表)?\s*$/, /^\d{1,2}\s*表?/],
  ['rule', /目标的?\s*(?:不足)?$/, /^\d+\s*%/],
  ['page', /^[\s.…·-]*$|[.…·\t]\s*-?\s*$/, /^\d{1,3}\s*-?\s*$/],
];
const QUANTITY = new RegExp(`^\\d+(?:[,，.．]\\d+)*\\s*(?:${COUNTERS})`);
const REASON = /(?:原因|由于|因为|主要是|主要用于|用于|新增|包括|其中)[^。；]*$/;

/** Text in which quantities are told, not reported: duties, plans, goals, glossary. */
const TOLD = /职责|职能|机构|目标|计划|保障|措施|名词|解释|概况|问题|建议|任务/;

interface Spot {
  readonly words: Words;
  readonly from: number;
  readonly to: number;
}

/** The runs of digits in words; in a cell, a number broken by white space is one. */
function numbersIn(words: Words, cell: boolean): Spot[] {
  if (!/\d/.test(words.text)) return [];
  const whole = words.text.replace(/\s+/g, '');
  if (cell && /^[-－−]?[\d,，.．]+%?$/.test(whole)) {
    const from = words.text.search(/\d/);
    return [{ words, from, to: words.text.length }];
  }
  return [...words.text.matchAll(NUMBER)].map((m) => ({ words, from: m.index, to: m.index + m[0].length }));
}

function explain({ words, from, to }: Spot, told: boolean, cell: boolean): Explanation | null {
  const before = words.text.slice(Math.max(0, from - BEFORE), from);
  const after = words.text.slice(from, to + AFTER);
  for (const [as, left, right] of PATTERNS) if (left.test(before) && right.test(after)) return as;
  if (QUANTITY.test(after) && !/^\d+(?:[,，.．]\d+)*\s*万元/.test(after)) return 'quantity';
  if (told || (!cell && REASON.test(words.text.slice(0, from)) && /^[\d.,，]+\s*(?:万元|元|亿元|%|％)/.test(after))) return 'quantity';
  return null;
}

const covers = (claim: Place, place: Place): boolean =>
  claim.page === place.page &&
  claim.line === place.line &&
  claim.sheet === place.sheet &&
  claim.cell === place.cell &&
  claim.from <= place.from &&
  place.from < Math.max(claim.to, claim.from + 1);

/** Role of a cell's column, for the numbers of code and line columns. */
function columnClaims(tables: readonly ReadTable[]): Map<number, (row: number, column: number) => Explanation | null> {
  const byBlock = new Map<number, (row: number, column: number) => Explanation | null>();
  for (const table of tables) {
    byBlock.set(table.block, (row, column) => {
      const role = table.columns[column]?.role;
      if (row < table.headRows) return /^\d{4}/.test(table.columns[column]?.path[0] ?? '') ? 'date' : 'line';
      if (role === 'line') return 'line';
      if (role === 'code') return 'code';
      if (role === 'label') return 'name';
      return table.columns[column]?.path.some((text) => /^(?:数量|单价|面积)/.test(text)) ? 'quantity' : null;
    });
  }
  return byBlock;
}

/** Every number of the paper with what it is: a fact, explained by one of a closed list, or nothing known. */
export function accountNumbers(
  blocks: readonly Block[],
  sections: readonly Section[],
  tables: readonly ReadTable[],
  facts: readonly Fact[],
  claims: readonly Claim[],
): NumberUse[] {
  const byLine = new Map<string, Claim[]>();
  const lineKey = (place: Place) => `${place.page}|${place.line}|${place.sheet}|${place.cell}`;
  for (const claim of [...facts.filter((f) => f.printed !== '').map((f): Claim => ({ place: f.place, as: 'fact' })), ...claims]) {
    const list = byLine.get(lineKey(claim.place));
    if (list) list.push(claim);
    else byLine.set(lineKey(claim.place), [claim]);
  }
  const columns = columnClaims(tables);
  const uses: NumberUse[] = [];
  const told = new Array<boolean>(blocks.length).fill(false);
  for (const section of sections) if (TOLD.test(section.title)) told.fill(true, section.from, section.to);
  const use = (spot: Spot, isTold: boolean, cell: boolean, role: Explanation | null) => {
    const place = placeOf(spot.words, spot.from, spot.to);
    const claim = byLine.get(lineKey(place))?.find((c) => covers(c.place, place));
    uses.push({
      printed: spot.words.text.slice(spot.from, spot.to).replace(/\s+/g, ''),
      place,
      as: claim?.as ?? role ?? explain(spot, isTold, cell),
      context: spot.words.text.slice(Math.max(0, spot.from - BEFORE), spot.to + AFTER).replace(/\s+/g, ' '),
    });
  };
  for (const [b, block] of blocks.entries()) {
    if (block.kind === 'paragraph') for (const spot of numbersIn(block.words, false)) use(spot, told[b] ?? false, false, null);
    else if (block.kind === 'mark')
      for (const spot of numbersIn(block.words, false))
        use(spot, true, false, block.mark === 'contents' || block.mark === 'page-number' ? 'page' : null);
    else {
      const roleOf = columns.get(b);
      for (const cell of block.rows.flat())
        for (const spot of numbersIn(cell.words, true)) use(spot, false, true, roleOf?.(cell.row, cell.column) ?? null);
    }
  }
  return uses;
}
