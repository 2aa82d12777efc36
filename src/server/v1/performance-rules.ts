import { formSets } from '../../form/load.ts';
import { targetForms } from '../../form/render.ts';
import type { Forms } from '../../forms.ts';
import { DEFAULT_SCHEME } from '../../performance/defaults.ts';
import { type Scheme, schemesOf } from '../../score/scheme.ts';

/** A form set whose target form a project may be printed in. */
export interface TargetForm {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  /** 山西; '' where it is of no province */
  readonly province: string;
}

/** What the workspace knows of performance from forms/: ways of scoring, and shapes of target forms. */
export interface PerformanceRules {
  readonly schemes: readonly Scheme[];
  readonly targets: readonly TargetForm[];
}

export const performanceRules = (forms: Pick<Forms, 'sets'>): PerformanceRules => ({
  schemes: [...schemesOf(forms.sets).values()],
  targets: formSets(forms.sets)
    .filter((set) => set.kind === 'budget' && targetForms(set).length > 0)
    .map(({ id, name, year, province }) => ({ id, name, year, province: province[0] ?? '' })),
});

/** First two digits of GB/T 2260 by province. */
const PROVINCES =
  '11北京12天津13河北14山西15内蒙古21辽宁22吉林23黑龙江31上海32江苏33浙江34安徽35福建36江西37山东41河南42湖北43湖南44广东45广西46海南50重庆51四川52贵州53云南54西藏61陕西62甘肃63青海64宁夏65新疆';

/** The target form that a region's projects of a year are usually printed in: its province's, of that year or the one nearest to it. '': there is none. */
export function usualForm({ targets }: PerformanceRules, region: string, year: number): string {
  const province = new RegExp(`${region.slice(0, 2)}(\\D+)`).exec(PROVINCES)?.[1];
  const own = targets.filter((one) => one.province === province);
  return [...own].sort((a, b) => Math.abs(a.year - year) - Math.abs(b.year - year) || b.year - a.year)[0]?.id ?? '';
}

/** The scheme of that id, or the ministry's. Throws an Error where forms/ has neither. */
export function schemeIn({ schemes }: PerformanceRules, id: unknown): Scheme {
  const scheme = schemes.find((one) => one.id === id) ?? schemes.find((one) => one.id === DEFAULT_SCHEME);
  if (!scheme) throw new Error(`forms/cn/scoring: no scheme ${DEFAULT_SCHEME}`);
  return scheme;
}
