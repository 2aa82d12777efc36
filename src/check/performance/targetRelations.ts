import { member } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Reading } from '../../form/reading.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { type Funding, type Project, projectKey, projectName } from '../../score/project.ts';
import { atMost, equation } from '../equation.ts';
import type { Relation } from '../relation.ts';
import { asTerms, type ByPlace, factAt, head, plus, recordFactsOf, roundingOf, wan } from './amounts.ts';
import { nameOf } from './spots.ts';
import { countRelations } from './targetLists.ts';
import { listedProjects, nearListed } from './targetNames.ts';

/** The total and the parts of a half of a form, as facts. */
function halfOf(facts: ByPlace, funding: Funding): { readonly total: Fact | null; readonly parts: Fact[] } {
  return {
    total: factAt(facts, funding.total?.words),
    parts: [...funding.sources.values()].flatMap(({ words }) => factAt(facts, words) ?? []),
  };
}

/** total = Σ sources; implementation period ≥ year, equal if it is one year (relation F-11). */
function fundingRelations(project: Project, facts: ByPlace): Relation[] {
  const name = nameOf(project);
  const [term, annual] = [halfOf(facts, project.funding.term), halfOf(facts, project.funding.annual)];
  const out: Relation[] = [];
  for (const [label, { total, parts }] of [
    ['实施期', term],
    ['年度', annual],
  ] as const) {
    // 财政拨款 with its own sources below it is no part beside them
    const detailed = parts.filter((fact) => fact.dims.item !== undefined && fact.dims.item !== 'other-funding');
    const used = detailed.length ? parts.filter((fact) => fact.dims.fund !== 'appropriation') : parts;
    if (!total || !used.length) continue;
    const says = `“${name}”${label}资金总额${wan(total)}，各来源合计${plus(used)}`;
    out.push(
      equation(
        head(project.record.record === 'whole-target' ? 'sum.whole-target' : 'sum.project-funding', 'error', says),
        total,
        asTerms(used),
      ),
    );
  }
  if (term.total && annual.total) {
    const says = `“${name}”实施期资金${wan(term.total)}，年度资金${wan(annual.total)}`;
    if (project.term === 1)
      out.push(equation(head('sum.project-term', 'error', `${says}，项目期1年，两者应相等`), term.total, asTerms([annual.total])));
    else out.push(atMost(head('sum.project-term', 'error', `${says}，年度不应大于实施期`), annual.total, term.total));
  }
  return out;
}

/** The year's money is what the table of projects gives. */
function tableRelations(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Relation[] {
  const listed = listedProjects(all);
  if (!listed.length) return [];
  const totals = all.filter(
    ({ concept, where, dims }) =>
      concept === 'expenditure' && where.node === 'table' && dims.project !== undefined && member(dims, 'fund') === 'all',
  );
  return projects.flatMap((project) => {
    const fact = factAt(facts, project.funding.annual.total?.words);
    if (!fact || !project.name) return [];
    const name = projectName(project.name.text);
    const row = listed.find((item) => projectKey(item.name) === projectKey(name)) ?? nearListed(name, listed);
    const own = totals.filter(
      ({ dims, where }) => dims.project === row?.fact.dims.project && where.table !== null && dims.origin !== 'carried-over',
    );
    const [first] = own;
    if (!first || own.some(({ value }) => value !== first.value)) return [];
    const says = `“${name}”绩效目标表年度资金${wan(fact)}，《${first.where.table ?? '项目支出表'}》为${wan(first)}`;
    const printed = fact.half < first.half ? { ...first, half: roundingOf(first, fact) - fact.half } : first;
    return [equation(head('agree.project-amount', 'error', says), fact, asTerms([printed]))];
  });
}

/** Whole-department forms: total = basic + project. */
function wholeRelations(project: Project, facts: ByPlace): Relation[] {
  if (project.record.record !== 'whole-target') return [];
  const [total, basic, own] = ['total', 'basic', 'project'].map((id) => factAt(facts, project.record.fields.get(id)));
  if (!total || !basic || !own) return [];
  return [
    equation(
      head('sum.whole-target', 'error', `部门预算总额${wan(total)}，基本支出与项目支出合计${plus([basic, own])}`),
      total,
      asTerms([basic, own]),
    ),
  ];
}

/** The first row of a summary, that of the whole department, is the sum of its projects. */
function summaryRelations(projects: readonly Project[], facts: ByPlace): Relation[] {
  const rows = projects.filter(({ record }) => record.record === 'target-summary');
  const [first] = rows;
  const whole = first && !first.name ? factAt(facts, first.funding.annual.total?.words) : null;
  const own = rows.flatMap((project) => (project.name ? (factAt(facts, project.funding.annual.total?.words) ?? []) : []));
  if (!whole || own.length < rows.filter(({ name }) => name).length) return [];
  return [equation(head('sum.target-summary', 'error', `绩效目标汇总表合计${wan(whole)}，各项目合计${plus(own)}`), whole, asTerms(own))];
}

/** What must hold between the amounts of targets, the tables and the text. */
export function targetRelations(projects: readonly Project[], reading: Pick<Reading, 'facts'>, _lexicon: Lexicon): Relation[] {
  const facts = recordFactsOf(reading.facts);
  return [
    ...projects.flatMap((project) => [...fundingRelations(project, facts), ...wholeRelations(project, facts)]),
    ...tableRelations(projects, facts, reading.facts),
    ...countRelations(projects, reading.facts),
    ...summaryRelations(projects, facts),
  ];
}
