import { scaled } from '../../src/check/equation.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { changeDigit } from '../eligible.ts';
import type { Draw } from './draw.ts';
import { linesOf, placeAt, textAt, withoutRow, withTexts } from './edit.ts';
import { type Clean, type Plant, paragraphsOf, rewrite, spotOfFact } from './fault.ts';

const drawn = <T>(draw: Draw, list: readonly T[]): T | null => (list.length > 0 ? draw.pick(list) : null);

/** A digit of one number that is a fact of this kind. */
const digit =
  (isMeant: (fact: Fact) => boolean): Plant =>
  (clean, draw) => {
    const fact = drawn(
      draw,
      clean.reading.facts.filter((one) => one.kind !== 'text' && /\d/.test(one.printed) && isMeant(one)),
    );
    const spot = fact && spotOfFact(clean, fact);
    if (!fact || !spot) return null;
    const start = placeAt(clean.made.compiled.document, spot)?.from ?? 0;
    const [from, to] = [fact.place.from - start, fact.place.to - start];
    const old = textAt(clean.made.compiled.document, spot).slice(from, to);
    if (!/\d/.test(old)) return null;
    return rewrite(
      clean,
      spot,
      [from, to],
      changeDigit(old, () => draw.below(1_000_000) / 1_000_000),
      new Map([[fact.id, null]]),
    );
  };

const inText = (measure: string | undefined) => digit(({ where, dims }) => where.node === 'text' && dims.measure === measure);

export const tableDigit = digit(({ where }) => where.node === 'table');
export const textDigit = inText(undefined);
export const recordDigit = digit(({ where }) => where.node === 'record' || where.node === 'passage');
export const shareDigit = inText('share');
export const changeAmount = inText('change');
export const growthRate = inText('growth');
export const completionRate = inText('completion');

const OPPOSITE: Readonly<Record<string, string>> = { 增加: '减少', 减少: '增加', 增长: '下降', 下降: '增长' };

const DIRECTED = /(?:增加|减少|增长|下降)\d+\.\d+/;

/** 增加 for 减少. */
export const direction: Plant = (clean, draw) => {
  const told = drawn(draw, paragraphsOf(clean, ['body'], DIRECTED));
  const word = told && drawn(draw, [...told.text.matchAll(new RegExp(DIRECTED, 'g'))]);
  if (!told || !word) return null;
  const fault = rewrite(clean, told.spot, [word.index, word.index + 2], OPPOSITE[word[0].slice(0, 2)] ?? '', 'rule');
  // 比上年增加3.20万元，增长5%: the words and figures of one change contradict each other
  const end = told.text.slice(word.index).search(/[。；]|主要/);
  const start = told.text.lastIndexOf('比上年', word.index);
  return {
    ...fault,
    at: fault.at.map((place) => ({ ...place, from: place.from - (word.index - start), to: place.from + Math.max(2, end) })),
  };
};

/** Rows of a table below its head, with the facts in them by column. */
function rowsOf({ made, reading }: Clean, block: number): { readonly row: number; readonly facts: ReadonlyMap<number, Fact> }[] {
  const { document, layout } = made.compiled;
  const grid = document.blocks[block];
  const own = layout[block];
  if (grid?.kind !== 'grid' || !own) return [];
  return grid.rows.flatMap((cells, row) => {
    if (row < own.headRows) return [];
    const facts = cells.flatMap(({ words, column }): [number, Fact][] => {
      const place = own.columns[column] === 'value' ? words.pieces[0]?.place : undefined;
      const fact = place && reading.facts.find((one) => one.place.line === place.line && one.place.from === place.from);
      return fact && words.text !== '' ? [[column, fact]] : [];
    });
    return facts.length > 0 ? [{ row, facts: new Map(facts) }] : [];
  });
}

const tablesOf = ({ made }: Clean): number[] => made.compiled.layout.flatMap(({ role }, block) => (role === 'table' ? block : []));

/** The amounts of two rows of a table change places. */
export const swappedRows: Plant = (clean, draw) => {
  const { document, layout } = clean.made.compiled;
  const block = drawn(
    draw,
    tablesOf(clean).filter((one) => rowsOf(clean, one).length > 1),
  );
  const grid = block === null ? undefined : document.blocks[block];
  if (block === null || grid?.kind !== 'grid') return null;
  const [first, second] = draw.some(rowsOf(clean, block), 2);
  if (!first || !second) return null;
  const columns = (layout[block]?.columns ?? []).flatMap((kind, column) => (kind === 'value' ? column : []));
  const cellAt = (row: number, column: number) => grid.rows[row]?.findIndex((cell) => cell.column === column) ?? -1;
  const texts = columns.flatMap((column) => {
    const [a, b] = [cellAt(first.row, column), cellAt(second.row, column)];
    const [left, right] = [grid.rows[first.row]?.[a]?.words.text ?? '', grid.rows[second.row]?.[b]?.words.text ?? ''];
    return a < 0 || b < 0 || left === right
      ? []
      : [
          { spot: { block, row: first.row, at: a }, text: right },
          { spot: { block, row: second.row, at: b }, text: left },
        ];
  });
  if (texts.length === 0) return null;
  const changed = withTexts(document, texts);
  // a figure that goes where nothing was makes up for itself if both rows are parts of one whole: that it has gone tells nothing (NaN)
  const has = (ids: readonly number[], row: ReadonlyMap<number, Fact>) => [...row.values()].some(({ id }) => ids.indexOf(id) > 0);
  const areSiblings = clean.checked.relations.some(({ facts }) => has(facts, first.facts) && has(facts, second.facts));
  const value = (fact: Fact | undefined): number => (fact ? scaled(fact).value : areSiblings ? Number.NaN : 0);
  const noticed = new Map<number, number>();
  for (const column of columns) {
    const [a, b] = [first.facts.get(column), second.facts.get(column)];
    if (a && value(a) !== value(b)) noticed.set(a.id, value(b));
    if (b && value(a) !== value(b)) noticed.set(b.id, value(a));
  }
  return {
    document: changed,
    says: `rows ${first.row} and ${second.row} of block ${block}: ${texts.map(({ text }) => text).join(' ')}`,
    at: texts.flatMap(({ spot }) => placeAt(changed, spot) ?? []),
    codes: [],
    noticed,
  };
};

/** A row is lost: one whose money its siblings leave open. */
export const lostRow: Plant = (clean, draw) => {
  const block = drawn(
    draw,
    tablesOf(clean).filter((one) => rowsOf(clean, one).length > 2),
  );
  const row = block === null ? null : drawn(draw, rowsOf(clean, block));
  if (block === null || !row) return null;
  const { document } = clean.made.compiled;
  const changed = withoutRow(document, block, row.row);
  const lines = linesOf(changed, block);
  const own = linesOf(document, block);
  const { facts } = clean.reading;
  const inTable = (id: number): boolean => within(facts[id], own);
  // a parent's children take its place, and an only child leaves its parent without children: neither leaves a gap
  const sums = clean.checked.relations.filter(({ code, facts: ids }) => code === 'sum.hierarchy' && ids.every(inTable));
  const ids = [...row.facts.values()].map(({ id }) => id);
  const noticed = ids.filter(
    (id) =>
      !sums.some(({ facts: members }) => members[0] === id) &&
      sums.some(({ facts: members }) => members.indexOf(id) > 0 && members.filter((other) => facts[other]?.value !== 0).length > 2),
  );
  return {
    document: changed,
    says: `row ${row.row} of block ${block}: ${[...row.facts.values()].map(({ where, printed }) => `${where.row} ${printed}`).join(' ')}`,
    at: Array.from({ length: lines.last - lines.first + 1 }, (_, i) => ({
      ...(placeAt(changed, { block, row: 0, at: 0 }) ?? { page: null, box: null, sheet: null, cell: null }),
      line: lines.first + i,
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
    })),
    codes: [],
    noticed: noticed.length > 0 ? new Map(noticed.map((id) => [id, 0])) : 'nothing',
  };
};

const within = (fact: Fact | undefined, { first, last }: { readonly first: number; readonly last: number }): boolean =>
  fact?.place.line !== undefined && fact.place.line !== null && fact.place.line >= first && fact.place.line <= last;

/** 元 for 万元 after a number of the text. */
export const textUnit: Plant = (clean, draw) => {
  const { document } = clean.made.compiled;
  const fact = drawn(
    draw,
    clean.reading.facts.filter((one) => one.where.node === 'text' && one.kind === 'money' && one.unit === '万元' && one.value !== 0),
  );
  const spot = fact && spotOfFact(clean, fact);
  const start = spot ? placeAt(document, spot)?.from : undefined;
  if (!fact || !spot || start === undefined) return null;
  const [from, to] = [fact.place.from - start, fact.place.to - start];
  const text = textAt(document, spot);
  const unit = text.indexOf('万元', to - 2);
  if (unit < 0 || unit > to) return null;
  const planted = rewrite(clean, spot, [from, unit + 2], `${text.slice(from, unit)}元`, new Map([[fact.id, fact.value / 10_000]]));
  return planted;
};
