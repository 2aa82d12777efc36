import { createHash } from 'node:crypto';
import { checkPaper } from '../check/check.ts';
import type { Coverage, Finding, Severity } from '../check/finding.ts';
import type { Relation } from '../check/relation.ts';
import type { Document } from '../document/document.ts';
import { comparePlaces } from '../fact/place.ts';
import { FormatError, readDocument } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import { type Paper, readPaper } from '../score/read.ts';

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
  readonly relations: readonly Relation[];
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

/** Reads and checks a document that is at hand. */
export function checkDocument(document: Document, file: string, hash: string, forms: Forms): CheckedPaper {
  const reading = readPaper(document, file, forms);
  const { findings, coverage, relations } = checkPaper(reading, forms);
  return { file, sha256: hash, error: null, reading, findings: findings.toSorted(compareFindings), coverage, relations };
}

/** Reads and checks the bytes of a file; what is no readable paper comes back with `error`. */
export function checkBytes(bytes: Uint8Array, file: string, forms: Forms): CheckedPaper {
  const hash = sha256(bytes);
  let document: Document;
  try {
    document = readDocument(bytes, file);
  } catch (error) {
    if (error instanceof FormatError) return failedPaper(file, hash, error.message);
    throw error;
  }
  return checkDocument(document, file, hash, forms);
}
