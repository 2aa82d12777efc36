import { type Code, findingCodes } from './codes.ts';
import type { Finding, FindingPlace, Severity } from './finding.ts';

/** What a check says of one finding; law, title and basis come from the list of codes. */
export interface Found {
  readonly severity: Severity;
  readonly message: string;
  readonly places: readonly FindingPlace[];
  readonly stated?: string;
  readonly expected?: string;
  readonly difference?: string;
  /** index in `places` of the one that is wrong */
  readonly culprit?: number | null;
  readonly suggestion?: string;
}

/** A finding of a listed code. */
export const found = (
  code: Code,
  { stated = '', expected = '', difference = '', culprit = null, suggestion = '', ...rest }: Found,
): Finding => ({
  code,
  ...findingCodes[code],
  stated,
  expected,
  difference,
  culprit,
  suggestion,
  ...rest,
});
