import { checkPaper } from '../check/check.ts';
import type { Document } from '../document/document.ts';
import { FormatError, readDocument } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import { readPaper } from '../score/read.ts';
import { type CheckedPaper, compareFindings, failedPaper, sha256 } from './checked.ts';

export { type CheckedPaper, failedPaper, sha256 } from './checked.ts';

/** Reads and checks a document that is at hand. */
function checkDocument(document: Document, file: string, hash: string, forms: Forms): CheckedPaper {
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
