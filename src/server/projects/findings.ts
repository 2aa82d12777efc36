import type { Finding, FindingPlace } from '../../check/finding.ts';
import { placeKey } from '../../fact/place.ts';
import type { EvaluationWords } from '../../form/passage-form.ts';
import { nameCore } from '../../form/passage-name.ts';
import { projectEvaluations } from '../../score/evaluation.ts';
import { projectKey } from '../../score/project.ts';
import type { Paper } from '../../score/read.ts';

/** A finding of a paper that concerns a project; `index`: which of the paper's findings it is. */
export interface ProjectFinding extends Pick<Finding, 'severity' | 'title' | 'message' | 'suggestion'> {
  readonly index: number;
}

/** What the names of one project have in common, wherever they are printed. */
export const projectOfName = (name: string): string => projectKey(nameCore(name.replace(/\s+/g, '')));

/** What a project is called all over a paper → the name of its record, both as `projectOfName`. */
function callings({ projects, passages }: Paper, words: EvaluationWords): ReadonlyMap<string, string> {
  const found = new Map(projects.flatMap(({ name }) => (name ? [[projectOfName(name.text), projectOfName(name.text)] as const] : [])));
  for (const { name, mentions } of projectEvaluations(passages.evaluations, words)) {
    const own = projectOfName(name);
    for (const called of [name, ...mentions.flatMap(({ node }) => [node.project, node.name.text])]) found.set(projectOfName(called), own);
  }
  return found;
}

/**
 * The findings of a paper by the project that they concern (`projectOfName` of its record), in their order: those with a place in its form, table
 * row or paragraphs, or at a number that is its own.
 */
export function projectFindings(
  paper: Paper,
  words: EvaluationWords,
  findings: readonly Finding[],
): ReadonlyMap<string, readonly ProjectFinding[]> {
  const known = callings(paper, words);
  const byPlace = new Map(paper.facts.flatMap(({ place, dims }) => (dims.project ? [[placeKey(place), dims.project] as const] : [])));
  // a form stands under its project's name, evaluations have it as their row
  const namesAt = (place: FindingPlace): string[] =>
    [place.table, place.row, place.text, byPlace.get(placeKey(place))].flatMap((text) => known.get(projectOfName(text ?? '')) ?? []);
  const found = new Map<string, ProjectFinding[]>();
  findings.forEach(({ severity, title, message, suggestion, places }, index) => {
    for (const name of new Set(places.flatMap(namesAt)))
      found.set(name, [...(found.get(name) ?? []), { index, severity, title, message, suggestion }]);
  });
  return found;
}
