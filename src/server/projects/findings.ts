import type { Finding, FindingPlace } from '../../check/finding.ts';
import { placeKey } from '../../fact/place.ts';
import { nameCore } from '../../form/passage-name.ts';
import { projectKey } from '../../score/project.ts';
import type { Paper } from '../../score/read.ts';

/** A finding of a paper that concerns a project; `index`: which of the paper's findings it is. */
export interface ProjectFinding extends Pick<Finding, 'severity' | 'title' | 'message' | 'suggestion'> {
  readonly index: number;
}

/** What the names of one project have in common, wherever they are printed. */
export const projectOfName = (name: string): string => projectKey(nameCore(name.replace(/\s+/g, '')));

/**
 * The findings of a paper by the project that they concern (`projectOfName`), in their order: those with a place in its form, table row or paragraphs,
 * or at a number that is its own.
 */
export function projectFindings({ facts, projects, passages }: Paper, findings: readonly Finding[]): ReadonlyMap<string, ProjectFinding[]> {
  const known = new Set([
    ...projects.flatMap(({ name }) => (name ? [projectOfName(name.text)] : [])),
    ...passages.evaluations.map(({ project }) => projectOfName(project)),
  ]);
  const byPlace = new Map(
    facts.flatMap(({ place, dims }) => (dims.project ? [[placeKey(place), projectOfName(dims.project)] as const] : [])),
  );
  // a form stands under its project's name, evaluations have it as their row
  const namesAt = (place: FindingPlace): string[] => [
    ...[place.table, place.row, place.text].flatMap((text) => (text ? [projectOfName(text)] : [])),
    ...(byPlace.has(placeKey(place)) ? [byPlace.get(placeKey(place)) ?? ''] : []),
  ];
  const found = new Map<string, ProjectFinding[]>();
  findings.forEach(({ severity, title, message, suggestion, places }, index) => {
    for (const name of new Set(places.flatMap(namesAt).filter((one) => known.has(one))))
      found.set(name, [...(found.get(name) ?? []), { index, severity, title, message, suggestion }]);
  });
  return found;
}
