import type { Reading, ReadTable } from '../../form/reading.ts';
import { found } from '../found.ts';
import { factPlace, wordsPlace } from '../place.ts';
import type { Check } from './check.ts';
import { plainText, spotIn, stretches } from './stretch.ts';

/** 局机关及1个所属事业单位, 本级和下属单位: the paper is of several units. */
const SEVERAL =
  /(?:机关|本级|[局委厅办院])(?:及|和|与|以及)其?(?:部分)?(?:[\d一二两三四五六七八九十]+个|各)?(?:所属|下属|直属|二级)(?:预算|事业|行政)*单位/;
/** The sentence tells of the paper's own figures, not of duties towards the units (负责机关和直属单位的人事工作). */
const MONEY = /(?:经费|预算|决算|收入|支出|车辆|用房)[^。；]*\d/;
const TOTAL = /^(?:合计|总计|小计)?$/;

const isTotal = (text: string | undefined): boolean => TOTAL.test(plainText(text ?? ''));

/** A table by units: its labels are headed 单位名称 and none is of a class or project. */
function byUnits(table: ReadTable): boolean {
  const heads = table.columns.filter(({ role }) => role === 'label' || role === 'code').map(({ path }) => plainText(path.join('')));
  return heads.some((head) => /单位名称/.test(head)) && heads.every((head) => /单位(?:名称|编码|代码)/.test(head));
}

const unitRows = (table: ReadTable) => table.rows.filter(({ label, code }) => !isTotal(label?.text) || !isTotal(code?.text));

/** Something in the paper that shows that it is of several units: a sentence, else two unit rows in another table. */
function severalUnits(reading: Reading) {
  const said = stretches(reading).find(
    ({ kind, record, plain, sections }) =>
      kind === 'paragraph' && !record && MONEY.test(plain) && SEVERAL.test(plain) && !sections.some((title) => /职责|职能/.test(title)),
  );
  if (said) {
    const match = SEVERAL.exec(said.plain);
    return spotIn(said, match?.index ?? 0, (match?.index ?? 0) + (match?.[0].length ?? 1));
  }
  const listed = reading.tables.find((table) => byUnits(table) && unitRows(table).length > 1);
  const words = listed?.title ?? (listed ? unitRows(listed)[0]?.label : null);
  return words ? wordsPlace(words) : null;
}

/** A table that is to list units and has its total only, in a paper of several units. */
export const unitsMissing: Check = (reading) => {
  const bare = reading.tables.filter(
    (table) => byUnits(table) && table.rows.some(({ facts }) => facts.size > 0) && unitRows(table).length === 0,
  );
  const witness = bare.length > 0 ? severalUnits(reading) : null;
  if (!witness) return [];
  return bare.flatMap((table) => {
    const title = table.title?.text.trim() ?? null;
    const head = table.grid.rows
      .slice(0, table.headRows)
      .flat()
      .find(({ words }) => /单位(?:名称|编码)/.test(words.text) && words.pieces.length > 0);
    const facts = table.rows.flatMap((row) => [...row.facts.values()]).flatMap((id) => reading.facts[id] ?? []);
    const places = [
      ...(head ? [wordsPlace(head.words, { table: title, row: null, column: null })] : []),
      ...facts.slice(0, 1).map(factPlace),
    ];
    if (places.length === 0) return [];
    return found('comply.units-missing', {
      severity: 'warning',
      message: `“${title ?? '该表'}”按单位列示，却只有合计，没有列出各单位；文件包含不止一个单位（“${witness.text}”）。`,
      stated: '只有合计',
      expected: '各单位一行，加总为合计',
      suggestion: '补上各单位的行',
      places: [...places, witness],
    });
  });
};
