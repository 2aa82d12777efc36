import type { Fact } from '../fact/fact.ts';
import { cutRow } from '../form/cut.ts';
import type { Reading, ReadTable, Row } from '../form/reading.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { equation } from './equation.ts';
import type { Relation } from './relation.ts';
import { type Branch, branchesOf, type Node, nodesOf, overlapping } from './tree.ts';

const LONGEST_LIST = 6;

const rowName = (fact: Fact) => fact.where.row ?? '合计';
const columnName = (fact: Fact) => fact.where.column?.split(' / ').at(-1) ?? '';

/** 159.34 + 31.31 + … */
const sumText = (parts: readonly Fact[]): string => {
  const printed = parts.filter((p) => p.printed !== '').map((p) => p.printed);
  return printed.length > LONGEST_LIST ? `${printed.slice(0, LONGEST_LIST).join('＋')}＋…（共${printed.length}项）` : printed.join('＋');
};

/** Facts of a table by column: cells whose columns mean the same, over all sides. */
function columnLists(table: ReadTable, nodes: readonly Node[]): Node[][] {
  const lists = new Map<string, Node[]>();
  const senses = table.columns.map(({ sense }) => `${sense.concept ?? ''}${JSON.stringify(sense.dims)}`);
  for (const row of table.rows) {
    for (const [column, id] of row.facts) {
      const node = nodes[id];
      if (!node) continue;
      const key = `${senses[column]}${node.fact.dims.year}${node.fact.dims.stage}`;
      const list = lists.get(key);
      if (list) list.push(node);
      else lists.set(key, [node]);
    }
  }
  return [...lists.values()];
}

/** The whole is the sum of its parts, of which at least one must be printed and no two overlap. */
function relationOf(table: ReadTable, branch: Branch, axis: 'row' | 'column', lexicon: Lexicon): Relation | null {
  const printed = branch.parts.filter(({ fact }) => fact.printed !== '');
  const whole = branch.whole.fact;
  // a blank beside parts is a heading, not a total
  if (printed.length === 0 || whole.printed === '' || overlapping(printed, lexicon)) return null;
  const filled = printed.map(({ fact }) => fact);
  const title = table.title?.text.trim() ?? '表';
  const where = () =>
    axis === 'column'
      ? `“${rowName(whole)}”${columnName(whole) ? `的“${columnName(whole)}”` : ''}等于下级各行之和`
      : `“${rowName(whole)}”行“${columnName(whole) || '合计'}”等于其余各栏之和`;
  return equation(
    {
      law: 'sum',
      code: axis === 'column' ? 'sum.hierarchy' : 'sum.columns',
      severity: 'error',
      says: () => `《${title}》${where()}：${whole.printed || '空'}＝${sumText(filled)}`,
      basis: '预算法第三十七条、第四十六条',
    },
    whole,
    filled.map((fact) => ({ fact, sign: 1 })),
  );
}

/** True where rows lost at a table's foot can be what a whole misses: it lies above the last row, and its parts are too small. */
function lostBelow({ whole, parts }: Branch, cut: Row): boolean {
  const last = cut.sense?.dims.function ?? cut.sense?.dims.economic ?? cut.sense?.dims.government ?? cut.sense?.dims.income ?? '';
  const { dims, value } = whole.fact;
  const own = dims.function ?? dims.economic ?? dims.government ?? dims.income ?? '';
  return last.startsWith(own) && parts.reduce((sum, { fact }) => sum + fact.value, 0) < value;
}

/** A column that is "of which" equals the column it belongs to in every row where it does so in the total. */
function sameColumns(table: ReadTable, facts: readonly Fact[], lexicon: Lexicon): Relation[] {
  const pairs = table.columns.flatMap((part) => {
    const fund = part.sense.dims.fund;
    const whole =
      fund && lexicon.isOfWhich('fund', fund)
        ? table.columns.find(
            (c) => c.side === part.side && c.sense.dims.fund === lexicon.parent('fund', fund) && c.sense.concept === part.sense.concept,
          )
        : undefined;
    return whole ? [{ part: part.index, whole: whole.index }] : [];
  });
  return pairs.flatMap(({ part, whole }) => {
    const rows = table.rows.flatMap((row) => {
      const [a, b] = [facts[row.facts.get(whole) ?? -1], facts[row.facts.get(part) ?? -1]];
      return a && b && (a.printed !== '' || b.printed !== '') ? [{ a, b }] : [];
    });
    const total = rows[0];
    if (rows.length < 2 || !total || total.a.value !== total.b.value) return [];
    return rows.map(({ a, b }) =>
      equation(
        {
          law: 'sum',
          code: 'sum.columns',
          severity: 'error',
          says: `《${table.title?.text.trim() ?? '表'}》合计行两栏相等，各行“${columnName(b)}”也应等于“${a.where.column?.split(' / ').at(-2) ?? columnName(a)}”：“${rowName(a)}”行${a.printed || '空'}、${b.printed || '空'}`,
          basis: '',
        },
        a,
        [{ fact: b, sign: 1 }],
      ),
    );
  });
}

/** Within each table: every total equals the rows or columns directly under it. */
export function tableSums(reading: Reading, lexicon: Lexicon): Relation[] {
  const relations: Relation[] = [];
  const nodes = nodesOf(reading.facts);
  for (const table of reading.tables) {
    const cut = cutRow(table);
    for (const list of columnLists(table, nodes)) {
      for (const branch of branchesOf(list, lexicon)) {
        const relation = relationOf(table, branch, 'column', lexicon);
        if (relation && !(cut && !relation.holds && lostBelow(branch, cut))) relations.push(relation);
      }
    }
    relations.push(...sameColumns(table, reading.facts, lexicon));
    for (const row of table.rows) {
      const list = [...row.facts.values()].flatMap((id) => nodes[id] ?? []);
      if (list.length < 2) continue;
      for (const branch of branchesOf(list, lexicon)) {
        const relation = relationOf(table, branch, 'row', lexicon);
        if (relation) relations.push(relation);
      }
    }
  }
  return relations;
}
