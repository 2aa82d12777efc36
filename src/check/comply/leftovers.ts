import type { Code } from '../codes.ts';
import type { Severity } from '../finding.ts';
import { found } from '../found.ts';
import { type Check, quoted, wordList } from './check.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

/** An entry of forms/lexicon/leftovers.yaml. */
interface Leftover {
  readonly code: Code;
  readonly severity: Severity;
  readonly pattern: string;
  /** stands around what is right after all */
  readonly not?: string;
  /** false: not looked for inside performance forms */
  readonly records?: boolean;
  readonly says: string;
  readonly do: string;
}

/** How far around a match `not` is looked for. */
const AROUND = 20;

interface Hit {
  readonly stretch: Stretch;
  readonly from: number;
  readonly to: number;
}

function hitsOf({ pattern, not, records }: Leftover, all: readonly Stretch[]): Hit[] {
  const wanted = new RegExp(pattern, 'gu');
  const right = not === undefined ? null : new RegExp(not, 'u');
  return all
    .filter((stretch) => records !== false || !stretch.record)
    .flatMap((stretch) =>
      [...stretch.plain.matchAll(wanted)]
        .map((match) => ({ stretch, from: match.index, to: match.index + match[0].length }))
        .filter(({ from, to }) => !right?.test(stretch.plain.slice(Math.max(0, from - AROUND), to + AROUND))),
    );
}

/** What drafts, templates and slips of the pen left: the list of forms/lexicon/leftovers.yaml, one finding for each entry. */
export const leftovers: Check = (reading, forms) =>
  wordList<readonly Leftover[]>(forms, 'leftovers').flatMap((entry) => {
    const hits = hitsOf(entry, stretches(reading));
    if (hits.length === 0) return [];
    const words = hits.map(({ stretch, from, to }) => stretch.plain.slice(from, to));
    return found(entry.code, {
      severity: entry.severity,
      message: `${entry.says}：${quoted(words)}，共${hits.length}处。`,
      stated: words[0] ?? '',
      suggestion: entry.do,
      places: hits.map(({ stretch, from, to }) => spotIn(stretch, from, to, 12)),
    });
  });
