import type { Finding } from '../check/finding.ts';
import type { Place } from '../fact/place.ts';
import type { Note } from '../format/annotate/index.ts';
import { SEVERITY_NAMES } from './words.ts';

const WHOLE_FILE: Place = { line: null, page: null, box: null, sheet: null, cell: null, from: 0, to: 0 };

/** A finding as a remark in the paper itself: at the culprit, else at the first place. */
function noteOf({ severity, title, message, expected, suggestion, basis, culprit, places }: Finding): Note {
  const chosen = culprit ?? 0;
  const said = [message, expected && `应为：${expected}`, suggestion && `建议：${suggestion}`, basis && `依据：${basis}`];
  return {
    at: places[chosen] ?? WHOLE_FILE,
    also: places.filter((_, index) => index !== chosen),
    kind: severity,
    title: `${SEVERITY_NAMES[severity]}：${title}`,
    text: said.filter(Boolean).join('\n'),
  };
}

/** One note per finding, in their order. */
export const notesOf = (findings: readonly Finding[]): Note[] => findings.map(noteOf);
