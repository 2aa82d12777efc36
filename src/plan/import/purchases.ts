import { parseAmount } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { type Lexicon, labelKey } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import type { GivenFact, Purchase } from '../plan.ts';

/** The class of a code of the procurement catalogue; undefined for a class itself and for what is no code. */
const classOf = (lexicon: Pick<Lexicon, 'within'>, code = ''): Purchase['item'] | undefined =>
  (['goods', 'works', 'services'] as const).find((item) => item !== code && lexicon.within('item', code, item));

const same = (a: GivenFact | Fact, b: GivenFact): boolean =>
  a.dims.item === b.dims.item && a.dims.project === b.dims.project && a.dims.organisation === b.dims.organisation;

/** Words of the row that prints a fact, by the last word of each column's header. */
function rowWords({ tables }: Paper, fact: Fact | undefined): (head: RegExp) => string {
  for (const table of tables) {
    const row = fact && table.rows.find(({ facts }) => [...facts.values()].includes(fact.id));
    if (!row) continue;
    return (head) => {
      const column = table.columns.find(({ path }) => head.test(path.join('').replace(/\s+/g, '')));
      const cell = column && table.grid.rows[row.index]?.find((one) => one.column === column.index);
      return cell?.words.text.replace(/\s+/g, '') ?? '';
    };
  }
  return () => '';
}

/** Purchases among the facts found of a paper that lists them by code of the catalogue, and the facts that are none. */
export function importedPurchases(
  paper: Paper,
  found: readonly GivenFact[],
  lexicon: Pick<Lexicon, 'within'>,
): { readonly purchases: Purchase[]; readonly rest: GivenFact[] } {
  const coded = found.filter(({ dims, concept }) => concept.startsWith('procurement') && classOf(lexicon, dims.item) !== undefined);
  const purchases = coded
    .filter(({ concept }) => concept === 'procurement')
    .map((fact): Purchase => {
      const { item = '', project = '', organisation = '', fund = '' } = fact.dims;
      const words = rowWords(
        paper,
        paper.facts.find((one) => one.concept === 'procurement' && one.where.node === 'table' && same(one, fact)),
      );
      const price = parseAmount(words(/单价/), '万元')?.fen;
      const budget = paper.facts.find(
        ({ concept, dims }) => concept === 'project-budget' && dims.project === project && dims.organisation === fact.dims.organisation,
      );
      return {
        item: classOf(lexicon, item) ?? 'services',
        code: item,
        name: words(/采购物品名称|品目名称|采购项目名称/),
        project: words(/项目名称$/) && labelKey(words(/项目名称$/)) === project ? words(/项目名称$/) : project,
        ...(organisation ? { unit: organisation } : {}),
        ...(fund ? { fund } : {}),
        measure: words(/计量单位/),
        quantity: words(/数量/),
        ...(price === undefined ? {} : { price }),
        ...(budget === undefined ? {} : { budget: budget.value }),
        fen: fact.value,
        sme: coded.find((one) => one.concept === 'procurement-sme' && same(one, fact))?.value ?? 0,
        micro: 0,
        place: '',
      };
    });
  return { purchases, rest: found.filter((fact) => !coded.includes(fact)) };
}
