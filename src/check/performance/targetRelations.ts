import { amountText } from '../../fact/amount.ts';
import { member } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import { placeKey } from '../../fact/place.ts';
import type { Words } from '../../document/document.ts';
import { placeOf } from '../../document/words.ts';
import type { Reading } from '../../form/reading.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { type Funding, type Project, projectName } from '../../score/project.ts';
import { type Code, findingCodes } from '../codes.ts';
import { atMost, type EquationHead, equation } from '../equation.ts';
import type { Severity } from '../finding.ts';
import type { Relation } from '../relation.ts';
import { listedProjects, nearListed } from './targetNames.ts';
import { nameOf } from './spots.ts';

const head = (code: Code, severity: Severity, says: string): EquationHead => ({ law: findingCodes[code].law, basis: findingCodes[code].basis, code, severity, says });
const wan = (fact: Fact): string => (fact.unit === '万元' || fact.unit === '元' ? `${fact.printed}${fact.unit}` : `${amountText(fact.value)}万元`);
const plus = (facts: readonly Fact[]): string => facts.map(({ printed }) => printed).join('+');

/** Facts of forms by the place they stand at. */
type ByPlace = ReadonlyMap<string, Fact>;

const recordFactsOf = (facts: readonly Fact[]): ByPlace =>
  new Map(facts.filter(({ where }) => where.node === 'record').map((fact) => [placeKey(fact.place), fact]));

const factAt = (facts: ByPlace, words: Words | undefined): Fact | null => (words ? (facts.get(placeKey(placeOf(words))) ?? null) : null);

/** The total and the parts of a half of a form, as facts. */
function halfOf(facts: ByPlace, funding: Funding): { readonly total: Fact | null; readonly parts: Fact[] } {
  return { total: factAt(facts, funding.total?.words), parts: [...funding.sources.values()].flatMap(({ words }) => factAt(facts, words) ?? []) };
}

const asTerms = (facts: readonly Fact[]) => facts.map((fact) => ({ fact, sign: 1 as const }));

/** total = Σ sources; implementation period ≥ year, equal if it is one year (relation F-11). */
function fundingRelations(project: Project, facts: ByPlace): Relation[] {
  const name = nameOf(project);
  const [term, annual] = [halfOf(facts, project.funding.term), halfOf(facts, project.funding.annual)];
  const out: Relation[] = [];
  for (const [label, { total, parts }] of [['实施期', term], ['年度', annual]] as const) {
    // 财政拨款 with its own sources below it is no part beside them
    const detailed = parts.filter((fact) => fact.dims.item !== undefined && fact.dims.item !== 'other-funding');
    const used = detailed.length ? parts.filter((fact) => fact.dims.fund !== 'appropriation') : parts;
    if (!total || !used.length) continue;
    const says = `“${name}”${label}资金总额${wan(total)}，各来源合计${plus(used)}`;
    out.push(equation(head(project.record.record === 'whole-target' ? 'sum.whole-target' : 'sum.project-funding', 'error', says), total, asTerms(used)));
  }
  if (term.total && annual.total) {
    const says = `“${name}”实施期资金${wan(term.total)}，年度资金${wan(annual.total)}`;
    if (project.term === 1) out.push(equation(head('sum.project-term', 'error', `${says}，项目期1年，两者应相等`), term.total, asTerms([annual.total])));
    else out.push(atMost(head('sum.project-term', 'error', `${says}，年度不应大于实施期`), annual.total, term.total));
  }
  return out;
}

/** The year's money is what the table of projects gives. */
function tableRelations(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Relation[] {
  const listed = listedProjects(all);
  if (!listed.length) return [];
  const totals = all.filter(({ concept, where, dims }) => concept === 'expenditure' && where.node === 'table' && dims.project !== undefined && member(dims, 'fund') === 'all');
  return projects.flatMap((project) => {
    const fact = factAt(facts, project.funding.annual.total?.words);
    if (!fact || !project.name) return [];
    const name = projectName(project.name.text);
    const row = listed.find((item) => item.name === name) ?? nearListed(name, listed);
    const own = totals.filter(({ dims, where }) => projectName(dims.project ?? '') === row?.name && where.table !== null && dims.origin !== 'carried-over');
    const [first] = own;
    if (!first || own.some(({ value }) => value !== first.value)) return [];
    const says = `“${name}”绩效目标表年度资金${wan(fact)}，《${first.where.table ?? '项目支出表'}》为${wan(first)}`;
    return [equation(head('agree.project-amount', 'error', says), fact, asTerms([first]))];
  });
}

/** Whole-department forms: total = basic + project. */
function wholeRelations(project: Project, facts: ByPlace): Relation[] {
  if (project.record.record !== 'whole-target') return [];
  const [total, basic, own] = ['total', 'basic', 'project'].map((id) => factAt(facts, project.record.fields.get(id)));
  if (!total || !basic || !own) return [];
  return [equation(head('sum.whole-target', 'error', `部门预算总额${wan(total)}，基本支出与项目支出合计${plus([basic, own])}`), total, asTerms([basic, own]))];
}

const statedOf = (facts: readonly Fact[], concept: string, set: string): Fact[] =>
  facts.filter((fact) => fact.concept === concept && fact.where.node === 'text' && fact.dims.set === set && fact.dims.measure === undefined);

/** Number and amount of the forms against the text: of the published ones, or of all managed ones where no others are named (F-13). */
function listRelations(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Relation[] {
  const forms = projects.filter(({ name, record }) => name && record.record !== 'whole-target');
  if (!forms.length) return [];
  const set = statedOf(all, 'project-count', 'published').length || statedOf(all, 'project-amount', 'published').length ? 'published' : 'managed';
  const severity: Severity = set === 'published' ? 'error' : 'warning';
  const plain = (fact: Fact): boolean => fact.dims.nature === undefined;
  const ofUnit = (fact: Fact): Project[] =>
    forms.filter(({ unit }) => fact.dims.organisation === undefined || unit?.text.replace(/\s+/g, '') === fact.dims.organisation);
  const out: Relation[] = [];
  for (const fact of statedOf(all, 'project-amount', set).filter(plain)) {
    const own = ofUnit(fact);
    const parts = own.flatMap((project) => factAt(facts, project.funding.annual.total?.words) ?? factAt(facts, project.term === 1 ? project.funding.term.total?.words : undefined) ?? []);
    if (!own.length || parts.length < own.length) continue;
    out.push(equation(head('sum.listed-projects', severity, `说明写${own.length}个项目共${wan(fact)}，绩效目标表年度资金合计${amountText(parts.reduce((sum, { value }) => sum + value, 0))}万元`), fact, asTerms(parts)));
  }
  for (const fact of statedOf(all, 'project-count', set).filter(plain)) {
    const count = ofUnit(fact).length;
    if (fact.scale !== 0 || !count) continue;
    out.push({
      ...head('derive.project-count', severity, `说明写${fact.printed}个项目，所附绩效目标表为${count}张`),
      facts: [fact.id],
      kind: 'equation',
      holds: fact.value === count,
      solve: () => ({ lo: count * 1e6, hi: count * 1e6 }),
      difference: fact.value === count ? '' : `${fact.value - count}个`,
    });
  }
  return out;
}

/** Projects with targets are projects of the paper: together they do not pass its project expenditure. */
function withinProjects(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Relation[] {
  const forms = projects.filter(({ name, record }) => name && record.record !== 'whole-target');
  const parts = forms.flatMap((project) => factAt(facts, project.funding.annual.total?.words) ?? []);
  const [whole] = all
    .filter(({ concept, where, dims, printed }) => concept === 'expenditure' && where.node === 'table' && printed !== '' && dims.nature === 'project' && Object.keys(dims).every((key) => ['nature', 'year', 'stage', 'fund', 'origin'].includes(key)))
    .sort((a, b) => b.value - a.value);
  if (!whole || parts.length < 2) return [];
  const [sum, slack] = [parts.reduce((total, { value }) => total + value, 0), parts.reduce((total, { half }) => total + half, whole.half)];
  const over = sum - whole.value;
  return [
    {
      ...head('sum.listed-projects', 'warning', `${parts.length}张绩效目标表年度资金合计${amountText(sum)}万元，大于《${whole.where.table ?? '预算表'}》的项目支出${wan(whole)}`),
      facts: [whole.id, ...parts.map(({ id }) => id)],
      kind: 'bound',
      holds: over <= slack,
      solve: (i) => (i === 0 ? { lo: sum - slack, hi: Number.MAX_SAFE_INTEGER } : { lo: 0, hi: (parts[i - 1]?.value ?? 0) - over + slack }),
      difference: over > 0 ? `${amountText(over)}万元` : '',
    },
  ];
}

/** What is published of a category is no more than all of it (F-13). */
function publishedRelations(all: readonly Fact[]): Relation[] {
  return (['project-amount', 'project-count'] as const).flatMap((concept) =>
    statedOf(all, concept, 'published').flatMap((part) => {
      const same = (fact: Fact): boolean =>
        member(fact.dims, 'nature') === member(part.dims, 'nature') && member(fact.dims, 'organisation') === member(part.dims, 'organisation') && member(fact.dims, 'fund') === member(part.dims, 'fund');
      const whole = statedOf(all, concept, 'managed').find(same);
      if (!whole) return [];
      const says = `公开的绩效目标${part.printed}${part.unit}大于纳入绩效目标管理的同类项目${whole.printed}${whole.unit}，部分不能大于整体`;
      return [atMost(head('sum.published-part', 'error', says), part, whole)];
    }),
  );
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
    ...listRelations(projects, facts, reading.facts),
    ...withinProjects(projects, facts, reading.facts),
    ...publishedRelations(reading.facts),
    ...summaryRelations(projects, facts),
  ];
}
