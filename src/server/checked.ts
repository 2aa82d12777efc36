import { createHash } from 'node:crypto';
import type { Coverage, Finding, Severity } from '../check/finding.ts';
import type { Relation } from '../check/relation.ts';
import { comparePlaces } from '../fact/place.ts';
import type { Paper } from '../score/read.ts';

/** What a relation says, as plain data. */
export type RelationSaid = Pick<Relation, 'law' | 'facts' | 'holds' | 'says' | 'difference'>;

/** A paper that went the whole path: bytes → document → reading → findings. Unreadable ones have `error` and nothing else. */
export interface CheckedPaper {
  readonly file: string;
  readonly sha256: string;
  /** in Chinese; null where the file could be read */
  readonly error: string | null;
  readonly reading: Paper | null;
  /** gravest first, then in reading order */
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly relations: readonly RelationSaid[];
}

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Gravest first, then in reading order of their first places. */
export function compareFindings(a: Finding, b: Finding): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  const [first, second] = [a.places[0], b.places[0]];
  return bySeverity || (first && second ? comparePlaces(first, second) : Number(!first) - Number(!second));
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A file that could not be taken in at all. */
export const failedPaper = (file: string, hash: string, error: string): CheckedPaper => ({
  file,
  sha256: hash,
  error,
  reading: null,
  findings: [],
  coverage: [],
  relations: [],
});

/** A checked paper whose relations have said what they say: functions cannot cross to another process. */
export const plainPaper = (paper: CheckedPaper): CheckedPaper => ({
  ...paper,
  relations: paper.relations.map(({ law, facts, holds, says, difference }) => ({ law, facts, holds, says, difference })),
});
