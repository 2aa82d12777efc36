import { groupOf } from '../check/performance/indicatorGroups.ts';
import type { FundingLevel } from '../plan/plan.ts';
import type { Indicator } from '../score/indicator.ts';
import type { Funding, Project } from '../score/project.ts';
import { typedIndicator } from './read-indicator.ts';
import type { RecordIndicator, YearMoney } from './record.ts';

/** Levels and sources of a target form as a record's lines of money have them. */
const LINES: Readonly<Record<string, Pick<YearMoney, 'dims' | 'level'>>> = {
  central: { level: 'central', dims: { fund: 'general', origin: 'this-year' } },
  provincial: { level: 'provincial', dims: { fund: 'general', origin: 'this-year' } },
  local: { level: 'local', dims: { fund: 'general', origin: 'this-year' } },
  appropriation: { level: 'local', dims: { fund: 'general', origin: 'this-year' } },
  'this-year': { level: 'local', dims: { fund: 'general', origin: 'this-year' } },
  government: { level: 'local', dims: { fund: 'general', origin: 'this-year' } },
  'carried-over': { level: 'local', dims: { fund: 'general', origin: 'carried-over' } },
  'special-account': { level: 'self-raised', dims: { fund: 'special-account', origin: 'this-year' } },
  'unit-funds': { level: 'self-raised', dims: { fund: 'unit-funds', origin: 'this-year' } },
  'self-raised': { level: 'self-raised', dims: { fund: 'unit-funds', origin: 'this-year' } },
  other: { level: 'other', dims: { fund: 'unit-funds', origin: 'this-year' } },
};

const lineOf = (own: Pick<YearMoney, 'dims' | 'level'>, fen: number): YearMoney => ({
  ...own,
  original: fen,
  adjusted: fen,
  executed: null,
});

/** The year's money of a target form by source; all of it from this year's appropriations where the form tells no sources. */
export function targetMoney({ total, sources }: Funding): YearMoney[] {
  const lines = [...sources].flatMap(([source, { amount }]) => {
    const own = LINES[source];
    return own && amount.fen !== 0 ? [lineOf(own, amount.fen)] : [];
  });
  const sum = lines.reduce((all, { original }) => all + original, 0);
  if (lines.length > 0 && (total === null || Math.abs(total.amount.fen - sum) <= total.amount.half)) return lines;
  return total && LINES.local ? [lineOf(LINES.local, total.amount.fen)] : lines;
}

/** The money of the whole term by level; null where the form has none. */
export function termFunding({ total, sources }: Funding): ReadonlyMap<FundingLevel, number> | null {
  const levels = new Map<FundingLevel, number>();
  for (const [source, { amount }] of sources) {
    const level = LINES[source]?.level;
    if (level && amount.fen !== 0) levels.set(level, (levels.get(level) ?? 0) + amount.fen);
  }
  if (levels.size === 0 && total) levels.set('local', total.amount.fen);
  return levels.size > 0 ? levels : null;
}

/** The unit of a target form: as told, or the one that a form without such a field is headed by. */
export const targetUnit = ({ unit, department }: Project): string => unit?.text.replace(/\s+/g, '') ?? department?.name ?? '';

/** The words of a target form by the keys under which plans hold them. */
export function targetFields(project: Project): ReadonlyMap<string, string> {
  const words: readonly (readonly [string, { readonly text: string } | null])[] = [
    ['department', project.department?.words ?? null],
    ['category', project.category],
    ['filed', project.filed],
    ['attribute', project.attribute],
    ['term', project.termWords],
    ['start', project.dates.start],
    ['end', project.dates.end],
    ['overview', project.overview],
    ['basis', project.basis],
    ['necessity', project.necessity],
    ['measures', project.measures],
    ['plan', project.plan],
    ['purpose', project.purpose],
    ['term-goal', project.goals.term],
    ['annual-goal', project.goals.annual],
    ...project.spending.map(({ month, words: share }) => [`plan-${month}`, share] as const),
  ];
  return new Map(words.flatMap(([key, own]) => (own && own.text.trim() !== '' ? [[key, own.text.trim()]] : [])));
}

const textOf = (words: { readonly text: string } | null): string => words?.text.replace(/\s+/g, '') ?? '';

/** The first level as printed; where the paper lost it, that of the second level. */
function firstLevel({ level1, class: kind }: Indicator): string {
  const group = level1 ? null : groupOf(kind, '');
  return group ? `${group}指标` : textOf(level1);
}

/** The indicators of a target form. Where the form leaves a name open or uses it twice, the level or a number tells them apart. */
export function targetIndicators(indicators: readonly Indicator[]): RecordIndicator[] {
  const used = new Map<string, number>();
  return indicators.map((indicator) => {
    const [level1, level2] = [firstLevel(indicator), textOf(indicator.level2)];
    const own = textOf(indicator.name) || textOf(indicator.description) || level2;
    const before = used.get(own) ?? 0;
    used.set(own, before + 1);
    return typedIndicator({
      level1,
      level2,
      name: before === 0 ? own : `${own}（${before + 1}）`,
      value: (indicator.annual ?? indicator.term)?.words.text.replace(/\s+/g, ''),
      term: indicator.term?.words.text.replace(/\s+/g, ''),
      description: textOf(indicator.description),
      evidence: textOf(indicator.evidence),
    });
  });
}
