import { canonicalOf } from '../../src/check/canonical.ts';
import type { Relation } from '../../src/check/relation.ts';
import type { Compiled } from '../../src/compile/compile.ts';
import { blockText } from '../../src/document/tables.ts';
import { factKey, withDims } from '../../src/fact/dimension.ts';
import type { Fact } from '../../src/fact/fact.ts';
import type { StatedFact } from '../../src/form/render-facts.ts';
import type { Paper } from '../../src/score/read.ts';

/** Rows of a purchase list name projects, of which one may stand in several rows: they are not read as facts. */
const UNREAD = /^政府采购预算明细表 (?!合计)/;

type Stated = Pick<Fact, 'concept' | 'dims' | 'value' | 'scale'>;

/** Keys by which facts are compared: what means the same money in this paper has one key; three-public and agency operating expenses are appropriations. */
export function keysIn(paper: Paper): (fact: Stated) => string {
  const canonical = canonicalOf(paper);
  return (fact) => {
    const dims = canonical.dims(fact);
    const ownFund = fact.concept === 'three-public' || fact.concept === 'agency-operating';
    const value = (fact.value / 10 ** fact.scale).toFixed(2);
    return `${factKey(fact.concept, ownFund && dims.fund !== 'general' ? withDims(dims, { fund: 'all' }) : dims)} = ${value}`;
  };
}

/** What the tables of a paper state, without its text and charts: all that a workbook of it holds. */
export function statedInTables({ document, layout, stated }: Compiled): readonly StatedFact[] {
  const titles = layout.flatMap(({ role }, at) => (role === 'table-title' ? `${blockText({ document }, at)} ` : []));
  return stated.filter(({ where }) => titles.some((title) => where.startsWith(title)));
}

/** Stated facts that were not read back with their meaning and value. */
export function lostFacts(stated: readonly StatedFact[], paper: Paper): string[] {
  const key = keysIn(paper);
  const read = new Set(paper.facts.map(key));
  const lost = stated.filter((fact) => !UNREAD.test(fact.where) && !read.has(key(fact)));
  return lost.map((fact) => `${fact.where}: ${fact.printed} (${key(fact)})`);
}

/** Facts read from tables and text that were not stated. */
export function extraFacts(stated: readonly StatedFact[], paper: Paper): string[] {
  const key = keysIn(paper);
  const known = new Set(stated.map(key));
  const extra = paper.facts.filter(
    (fact) => (fact.where.node === 'table' || fact.where.node === 'text') && fact.value !== 0 && !known.has(key(fact)),
  );
  return extra.map((fact) => `${fact.where.table} ${fact.where.row} ${fact.where.column}: ${key(fact)}`);
}

/** Sums of figures in one unit that do not tie exactly as printed. */
export const looseSums = (relations: readonly Relation[], facts: readonly Fact[]): string[] =>
  relations.flatMap((relation) => {
    const units = new Set(relation.facts.map((id) => facts[id]?.unit));
    return relation.law === 'sum' && relation.kind === 'equation' && units.size === 1 && relation.difference !== '' ? [relation.says] : [];
  });
