import { amountText } from '../../fact/amount.ts';
import { member } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import { type Project, projectKey } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Relation } from '../relation.ts';
import { type ByPlace, factAt, head, recordFactsOf, roundingOf, wan } from './amounts.ts';
import { nameOf, whereText } from './spots.ts';

const MOST_PLACES = 40;
const GROUP_NAMES: Readonly<Record<string, string>> = { operating: '其他运转类项目', specific: '特定目标类项目' };

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

const formsOf = (projects: readonly Project[]): Project[] =>
  projects.filter(({ name, record }) => name && record.record !== 'whole-target');

const plain = ({ dims }: Fact): boolean => dims.nature === undefined && dims.item === undefined && dims.fund === undefined;

/** Whether the text says what is published, and not only what is managed. */
const saysPublished = (all: readonly Fact[]): boolean =>
  ['project-count', 'project-amount'].some((concept) => statedOf(all, concept, 'published').length > 0);

/** Number of the forms against the text (F-13): those that it says are published; where it names only those managed, no more. */
export function countRelations(projects: readonly Project[], all: readonly Fact[]): Relation[] {
  const forms = formsOf(projects);
  if (!forms.length) return [];
  const exact = saysPublished(all);
  return statedOf(all, 'project-count', exact ? 'published' : 'managed')
    .filter((fact) => plain(fact) && fact.scale === 0)
    .flatMap((fact) => likeliest(groupsFor(fact, forms).map((group) => countRelation(fact, group.length, exact))));
}

const sumOf = (facts: readonly Fact[]): { readonly value: number; readonly half: number } => ({
  value: facts.reduce((total, { value }) => total + value, 0),
  half: facts.reduce((total, { half }) => total + half, 0),
});

/** The amount that the text says is published against the forms of the unit (F-13); of several groups that may be meant one must fit. */
function statedFindings(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Finding[] {
  const forms = formsOf(projects);
  const set = saysPublished(all) ? 'published' : 'managed';
  const counts = statedOf(all, 'project-count', set).filter(plain);
  if (!forms.length) return [];
  return statedOf(all, 'project-amount', set)
    .filter(plain)
    .flatMap((fact): Finding[] => {
      const groups = groupsFor(fact, forms).flatMap((group) => {
        // of projects managed only some need have their forms published: the count says whether these are all of them
        if (
          set === 'managed' &&
          !counts.some((count) => count.value === group.length && member(count.dims, 'organisation') === member(fact.dims, 'organisation'))
        )
          return [];
        const parts = group.flatMap((project) => moneyOfYear(project, facts) ?? []);
        return parts.length < group.length ? [] : [{ parts, ...sumOf(parts) }];
      });
      const fits = groups.some(({ parts, value, half }) => Math.abs(value - fact.value) <= slackOf(fact, parts.length, half));
      const [group] = groups;
      if (!group || fits) return [];
      return [
        found('sum.listed-projects', {
          severity: 'error',
          message: `说明写${set === 'managed' ? '编报' : '公开'}绩效目标的项目共${wan(fact)}，所附${group.parts.length}张绩效目标表的年度资金合计${amountText(group.value)}万元，两者应当相等。`,
          stated: wan(fact),
          expected: `${amountText(group.value)}万元`,
          difference: `${amountText(fact.value - group.value)}万元`,
          suggestion: '逐张核对绩效目标表的年度资金和说明中的合计，更正有误的一处。',
          places: [fact, ...group.parts].slice(0, MOST_PLACES).map(factPlace),
        }),
      ];
    });
}

/**
 * What rounding leaves open in a total of forms in 元, with the halves of those: it is one of the two places beside their sum (roundingOf), or
 * the sum of what they are in the total's unit, each rounded by itself.
 */
const slackOf = (total: Fact, forms: number, half: number): number =>
  forms > 1 ? half + total.half * (forms + 1) : roundingOf(total, { half });

/** The year's money of a form; that of the implementation period where the year's is blank and the project takes one year. */
const moneyOfYear = ({ funding, term }: Project, facts: ByPlace): Fact | null =>
  factAt(facts, funding.annual.total?.words) ?? (term === 1 ? factAt(facts, funding.term.total?.words) : null);

/** The budget of project expenditure of the whole paper as a table prints it, the largest of them; null where none does. */
function projectExpenditure(all: readonly Fact[]): Fact | null {
  const [whole] = all
    .filter(
      ({ concept, where, dims, printed }) =>
        concept === 'expenditure' &&
        where.node === 'table' &&
        printed !== '' &&
        dims.stage !== 'actual' &&
        dims.nature === 'project' &&
        Object.keys(dims).every((key) => ['nature', 'year', 'stage', 'fund', 'origin'].includes(key)),
    )
    .sort((a, b) => b.value - a.value);
  return whole ?? null;
}

/** Projects with targets are projects of the paper: together they do not pass its project expenditure. A form printed twice counts once. */
function withinProjects(projects: readonly Project[], facts: ByPlace, all: readonly Fact[]): Finding[] {
  const listed = new Map<string, { readonly project: Project; readonly fact: Fact }>();
  for (const project of formsOf(projects)) {
    const fact = factAt(facts, project.funding.annual.total?.words);
    if (fact)
      listed.set(`${projectKey(project.name?.text ?? '')}|${project.unit?.text.replace(/\s+/g, '') ?? ''}|${fact.value}`, {
        project,
        fact,
      });
  }
  const own = [...listed.values()];
  const whole = projectExpenditure(all);
  const sum = sumOf(own.map(({ fact }) => fact));
  if (!whole || own.length < 2) return [];
  const over = sum.value - whole.value;
  if (over <= slackOf(whole, own.length, sum.half)) return [];
  const equal = own.filter(({ fact }) => Math.abs(fact.value - over) <= whole.half + fact.half);
  const [only] = equal.length === 1 ? equal : [];
  const named = only
    ? `多出的数正好等于项目“${nameOf(only.project)}”（${whereText(only.fact.place)}）的${wan(only.fact)}，该项目可能没有列入预算表。`
    : '';
  const rest = own.filter((one) => one !== only).map(({ fact }) => fact);
  return [
    {
      ...found('sum.listed-projects', {
        severity: 'error',
        message: `${own.length}张绩效目标表年度资金合计${amountText(sum.value)}万元，大于《${whole.where.table ?? '预算表'}》的项目支出${wan(whole)}，多${amountText(over)}万元。${named}`,
        stated: `${amountText(sum.value)}万元`,
        expected: `不大于${wan(whole)}`,
        difference: `${amountText(over)}万元`,
        suggestion: '核对项目支出预算是否漏列项目，或绩效目标表是否多列了不属于本年预算的项目。',
        places: [whole, ...(only ? [only.fact] : []), ...rest].slice(0, MOST_PLACES).map(factPlace),
      }),
      title: '绩效目标表资金合计大于项目支出',
    },
  ];
}

/** What is published of a category is no more than all of it (F-13). */
function publishedFindings(all: readonly Fact[]): Finding[] {
  return (['project-amount', 'project-count'] as const).flatMap((concept) =>
    statedOf(all, concept, 'published').flatMap((part) => {
      const same = (fact: Fact): boolean =>
        member(fact.dims, 'nature') === member(part.dims, 'nature') &&
        member(fact.dims, 'organisation') === member(part.dims, 'organisation') &&
        member(fact.dims, 'fund') === member(part.dims, 'fund');
      const whole = statedOf(all, concept, 'managed').find(same);
      if (!whole || part.value - whole.value <= part.half + whole.half) return [];
      const money = part.kind === 'money';
      const over = money ? `${amountText(part.value - whole.value)}万元` : `${part.value - whole.value}${part.unit}`;
      const group = GROUP_NAMES[member(part.dims, 'nature')] ?? '';
      return [
        found('sum.published-part', {
          severity: 'error',
          message: `${group}公开绩效目标的${money ? '金额' : '数目'}写${part.printed}${part.unit}，大于纳入绩效目标管理的${group || '全部项目'}${whole.printed}${whole.unit}，多${over}。公开的只是其中一部分，不能大于整体。`,
          stated: `${part.printed}${part.unit}`,
          expected: `不大于${whole.printed}${whole.unit}`,
          difference: over,
          suggestion: '逐个核对各类项目的个数和金额，更正归类或金额。',
          places: [part, whole].map(factPlace),
        }),
      ];
    }),
  );
}

/** Findings about the forms of a paper taken together: against the text, against the tables, and the text against itself. */
export function listFindings(projects: readonly Project[], all: readonly Fact[]): Finding[] {
  const facts = recordFactsOf(all);
  return [...statedFindings(projects, facts, all), ...withinProjects(projects, facts, all), ...publishedFindings(all)];
}
