import { amountText } from '../../fact/amount.ts';
import { member } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Project } from '../../score/project.ts';
import { atMost, equation } from '../equation.ts';
import type { Relation } from '../relation.ts';
import { asTerms, type ByPlace, factAt, head, wan } from './amounts.ts';

const statedOf = (facts: readonly Fact[], concept: string, set: string): Fact[] =>
  facts.filter(
    (fact) => fact.concept === concept && fact.where.node === 'text' && fact.dims.set === set && fact.dims.measure === undefined,
  );

/** The forms that a stated number may speak of: those of the unit it names; of one unit, or all, where it names none. */
function groupsFor(fact: Fact, forms: readonly Project[]): (readonly Project[])[] {
  const units = new Map<string, Project[]>();
  for (const form of forms) {
    const unit = form.unit?.text.replace(/\s+/g, '') ?? '';
    units.set(unit, [...(units.get(unit) ?? []), form]);
  }
  const named = fact.dims.organisation;
  if (named !== undefined) return units.has(named) ? [units.get(named) ?? []] : [];
  return units.size > 1 ? [forms, ...units.values()] : [forms];
}

/** The relation that holds, or else the first: which group is meant is not said. */
const likeliest = (relations: readonly Relation[]): Relation[] =>
  relations
    .filter(({ holds }) => holds)
    .concat(relations)
    .slice(0, 1);

/** A number of projects against the number of forms; `exact`: as many, not at least as many. */
function countRelation(fact: Fact, count: number, exact: boolean): Relation {
  return {
    ...head('derive.project-count', exact ? 'error' : 'warning', `说明写${fact.printed}个项目，所附绩效目标表为${count}张`),
    facts: [fact.id],
    kind: exact ? 'equation' : 'bound',
    holds: exact ? fact.value === count : fact.value >= count,
    solve: () => ({ lo: count * 1e6, hi: exact ? count * 1e6 : Number.MAX_SAFE_INTEGER }),
    difference: fact.value === count ? '' : `${fact.value - count}个`,
  };
}

/**
 * Number and amount of the forms against the text (F-13): they are those that the text says are published; where it names only those
 * managed, no more than these.
 */
export function listRelations(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Relation[] {
  const forms = projects.filter(({ name, record }) => name && record.record !== 'whole-target');
  if (!forms.length) return [];
  const exact = ['project-count', 'project-amount'].some((concept) => statedOf(all, concept, 'published').length > 0);
  const set = exact ? 'published' : 'managed';
  const plain = ({ dims }: Fact): boolean => dims.nature === undefined && dims.item === undefined && dims.fund === undefined;
  const amounts = statedOf(all, 'project-amount', set).filter(plain);
  const counts = statedOf(all, 'project-count', set).filter((fact) => plain(fact) && fact.scale === 0);
  return [
    ...amounts.flatMap((fact) =>
      likeliest(
        groupsFor(fact, forms).flatMap((group) => {
          const parts = group.flatMap((project) => moneyOfYear(project, facts) ?? []);
          if (parts.length < group.length) return [];
          const sum = amountText(parts.reduce((total, { value }) => total + value, 0));
          const says = `说明写项目共${wan(fact)}，${group.length}张绩效目标表年度资金合计${sum}万元`;
          return exact ? [equation(head('sum.listed-projects', 'error', says), fact, asTerms(parts))] : [];
        }),
      ),
    ),
    ...counts.flatMap((fact) => likeliest(groupsFor(fact, forms).map((group) => countRelation(fact, group.length, exact)))),
  ];
}

/** The year's money of a form; that of the implementation period where the year's is blank and the project takes one year. */
const moneyOfYear = ({ funding, term }: Project, facts: ByPlace): Fact | null =>
  factAt(facts, funding.annual.total?.words) ?? (term === 1 ? factAt(facts, funding.term.total?.words) : null);

/** Projects with targets are projects of the paper: together they do not pass its project expenditure. */
export function withinProjects(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Relation[] {
  const forms = projects.filter(({ name, record }) => name && record.record !== 'whole-target');
  const parts = forms.flatMap((project) => factAt(facts, project.funding.annual.total?.words) ?? []);
  const [whole] = all
    .filter(
      ({ concept, where, dims, printed }) =>
        concept === 'expenditure' &&
        where.node === 'table' &&
        printed !== '' &&
        dims.nature === 'project' &&
        Object.keys(dims).every((key) => ['nature', 'year', 'stage', 'fund', 'origin'].includes(key)),
    )
    .sort((a, b) => b.value - a.value);
  if (!whole || parts.length < 2) return [];
  const [sum, slack] = [parts.reduce((total, { value }) => total + value, 0), parts.reduce((total, { half }) => total + half, whole.half)];
  const over = sum - whole.value;
  return [
    {
      ...head(
        'sum.listed-projects',
        'warning',
        `${parts.length}张绩效目标表年度资金合计${amountText(sum)}万元，大于《${whole.where.table ?? '预算表'}》的项目支出${wan(whole)}`,
      ),
      facts: [whole.id, ...parts.map(({ id }) => id)],
      kind: 'bound',
      holds: over <= slack,
      solve: (i) => (i === 0 ? { lo: sum - slack, hi: Number.MAX_SAFE_INTEGER } : { lo: 0, hi: (parts[i - 1]?.value ?? 0) - over + slack }),
      difference: over > 0 ? `${amountText(over)}万元` : '',
    },
  ];
}

/** What is published of a category is no more than all of it (F-13). */
export function publishedRelations(all: readonly Fact[]): Relation[] {
  return (['project-amount', 'project-count'] as const).flatMap((concept) =>
    statedOf(all, concept, 'published').flatMap((part) => {
      const same = (fact: Fact): boolean =>
        member(fact.dims, 'nature') === member(part.dims, 'nature') &&
        member(fact.dims, 'organisation') === member(part.dims, 'organisation') &&
        member(fact.dims, 'fund') === member(part.dims, 'fund');
      const whole = statedOf(all, concept, 'managed').find(same);
      if (!whole) return [];
      const says = `公开的绩效目标${part.printed}${part.unit}大于纳入绩效目标管理的同类项目${whole.printed}${whole.unit}，部分不能大于整体`;
      return [atMost(head('sum.published-part', 'error', says), part, whole)];
    }),
  );
}
