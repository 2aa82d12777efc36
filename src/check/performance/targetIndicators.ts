import { goalOfYear, indicatorName } from '../../score/indicator.ts';
import type { Project } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { indicatorRules } from './indicatorRules.ts';
import { type Hit, hitPlaces, listed, nameOf } from './spots.ts';

/** Findings about single indicators of projects, one for each rule; whole-department forms have indicators fixed by their template. */
export function indicatorFindings(projects: readonly Project[]): Finding[] {
  const own = projects.filter(({ record }) => record.record !== 'whole-target');
  return indicatorRules.flatMap((rule): Finding[] => {
    const hits: Hit[] = own.flatMap((project) =>
      project.indicators.flatMap((indicator) => {
        const goal = goalOfYear(indicator);
        const says = goal && rule.test(indicator, goal.value, indicatorName(indicator));
        return says ? [{ project, indicator, says }] : [];
      }),
    );
    if (!hits.length) return [];
    return [
      found(rule.code, {
        severity: rule.severity,
        message: `${listed(hits.map(({ project, says }) => `项目“${nameOf(project)}”${says}`))}。`,
        stated: goalText(hits[0]),
        suggestion: rule.suggestion,
        places: hitPlaces(hits),
      }),
    ];
  });
}

const goalText = (hit: Hit | undefined): string => (hit ? (goalOfYear(hit.indicator)?.words.text.replace(/\s+/g, '') ?? '') : '');
