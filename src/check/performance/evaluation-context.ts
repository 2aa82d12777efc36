import type { Document } from '../../document/document.ts';
import type { Fact } from '../../fact/fact.ts';
import { comparePlaces, placeKey } from '../../fact/place.ts';
import type { PassageReading } from '../../form/passage.ts';
import type { EvaluationWords } from '../../form/passage-form.ts';
import type { Identity, Reading, Section } from '../../form/reading.ts';
import { type ProjectEvaluation, type ProjectMention, projectEvaluations } from '../../score/evaluation.ts';
import type { Code } from '../codes.ts';
import type { Finding, FindingPlace, Severity } from '../finding.ts';
import { type Found, found } from '../found.ts';
import { factPlace, NOWHERE, wordsPlace } from '../place.ts';

/** All that the checks of evaluation look at. */
export interface EvaluationContext {
  readonly document: Document;
  readonly sections: readonly Section[];
  readonly facts: readonly Fact[];
  readonly kind: Identity['kind'];
  readonly passages: PassageReading;
  readonly projects: readonly ProjectEvaluation[];
  readonly words: EvaluationWords;
}

/** What the checks of evaluation look at in a paper; the words are those of the passage forms. */
export const evaluationContext = (
  paper: Pick<Reading, 'document' | 'sections' | 'facts' | 'identity'> & { readonly passages: PassageReading },
  words: EvaluationWords,
): EvaluationContext => ({
  document: paper.document,
  sections: paper.sections,
  facts: paper.facts,
  kind: paper.identity.kind,
  passages: paper.passages,
  projects: projectEvaluations(paper.passages.evaluations, words),
  words,
});

/** A finding of a listed code. */
export const evaluationFinding = (code: Code, severity: Severity, said: Omit<Found, 'severity'>): Finding =>
  found(code, { severity, ...said });

export const factAt = ({ facts }: Pick<EvaluationContext, 'facts'>, id: number | null): Fact | null =>
  id === null ? null : (facts[id] ?? null);

/** The place of a project's name, as printed, in a mention. */
export const namePlace = ({ node }: ProjectMention): FindingPlace => wordsPlace(node.name, { ...NOWHERE, row: node.name.text });

export const placesOfFacts = (context: Pick<EvaluationContext, 'facts'>, ids: readonly (number | null | undefined)[]): FindingPlace[] => {
  const seen = new Set<number>();
  return ids.flatMap((id) => {
    if (id === null || id === undefined || seen.has(id)) return [];
    seen.add(id);
    const fact = context.facts[id];
    return fact ? [factPlace(fact)] : [];
  });
};

/** Places in reading order, each once. */
export function inOrder(places: readonly FindingPlace[]): FindingPlace[] {
  const seen = new Set<string>();
  return [...places].sort(comparePlaces).filter((place) => {
    const key = `${placeKey(place)}|${place.to}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Points as text, at most two decimals: 78.6, 93.86. */
export const pointsText = (points: number): string => String(Math.round(points * 100) / 100);
