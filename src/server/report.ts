import type { Coverage, Finding, FindingPlace, Severity } from '../check/finding.ts';
import type { Damage } from '../document/document.ts';
import type { Identity, NumberUse } from '../form/reading.ts';
import type { CheckedPaper } from './paper.ts';
import { VERSION } from './version.ts';

export interface NumberCounts {
  readonly total: number;
  readonly facts: number;
  readonly explained: number;
  readonly unexplained: number;
}

/** What became of one file, as plain data: an entry of `documents` in the JSON report. */
export interface DocumentReport {
  readonly file: string;
  readonly sha256: string;
  readonly error: string | null;
  readonly kind: Identity['kind'];
  readonly organisation: string | null;
  readonly scope: Identity['scope'];
  readonly year: number | null;
  readonly form: string | null;
  readonly numbers: NumberCounts;
  readonly findings: readonly Finding[];
  readonly damage: readonly Damage[];
  readonly coverage: readonly Coverage[];
}

/** The whole answer of `check --format json`. `forms`: hash of the rules that made it. */
export interface Report {
  readonly mingzhang: string;
  readonly forms: string;
  readonly documents: readonly DocumentReport[];
  readonly across: readonly Finding[];
}

export function countNumbers(numbers: readonly NumberUse[]): NumberCounts {
  const facts = numbers.filter((use) => use.as === 'fact').length;
  const unexplained = numbers.filter((use) => use.as === null).length;
  return { total: numbers.length, facts, explained: numbers.length - facts - unexplained, unexplained };
}

const withFile =
  (file: string) =>
  (place: FindingPlace): FindingPlace => ({ ...place, file: place.file ?? file });

/** One checked paper as plain data; the only place where it is serialised. */
export function documentReport(paper: CheckedPaper): DocumentReport {
  const identity = paper.reading?.identity;
  return {
    file: paper.file,
    sha256: paper.sha256,
    error: paper.error,
    kind: identity?.kind ?? null,
    organisation: identity?.organisation ?? null,
    scope: identity?.scope ?? null,
    year: identity?.year ?? null,
    form: identity?.form ?? null,
    numbers: countNumbers(paper.reading?.numbers ?? []),
    findings: paper.findings.map((finding) => ({ ...finding, places: finding.places.map(withFile(paper.file)) })),
    damage: paper.reading?.damage ?? [],
    coverage: paper.coverage,
  };
}

export const fullReport = (documents: readonly DocumentReport[], across: readonly Finding[], formsHash: string): Report => ({
  mingzhang: VERSION,
  forms: formsHash,
  documents,
  across,
});

/** Findings by severity. */
export function countFindings(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}
