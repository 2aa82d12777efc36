import type { Place } from '../fact/place.ts';

export type Law = 'agree' | 'sum' | 'derive' | 'carry' | 'comply';
/** error: certainly wrong or unlawful; warning: a reader would be misled, or very likely wrong; info: style, rounding, a hint. */
export type Severity = 'error' | 'warning' | 'info';

/** A place as a finding shows it. `text`: the words themselves, at most 60 characters, personal data masked. */
export interface FindingPlace extends Place {
  readonly file?: string;
  readonly table: string | null;
  readonly row: string | null;
  readonly column: string | null;
  readonly text: string;
}

/** What is wrong, where, why, and what to do: all in Chinese that a finance officer understands. */
export interface Finding {
  /** e.g. sum.hierarchy; every code is listed in check/codes.ts and has a good and a bad sample in test/findings/ */
  readonly code: string;
  readonly law: Law;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
  /** index in `places` of the one that is wrong, where the facts decide it */
  readonly culprit: number | null;
  readonly suggestion: string;
  /** legal basis, '' where there is none */
  readonly basis: string;
  readonly places: readonly FindingPlace[];
}

/** One obligation of a paper and whether it is met; silence never means "fine". */
export interface Coverage {
  readonly obligation: string;
  readonly state: 'met' | 'failed' | 'not-applicable' | 'not-evaluated';
  readonly reason: string;
}
