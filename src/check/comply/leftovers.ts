import type { Reading } from '../../form/reading.ts';
import type { Code } from '../codes.ts';
import type { Severity } from '../finding.ts';
import { found } from '../found.ts';
import { type Check, quoted, wordList } from './check.ts';
import { type Hit, hitPlace, hits } from './stretch.ts';

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
  /** what each wrong word should be, where the entry has several: told for the words found only */
  readonly right?: Readonly<Record<string, string>>;
}

/** How far around a match `not` is looked for. */
const AROUND = 20;

const compiled = new Map<string, RegExp>();

/** A pattern of the list; ^ and $ are the ends of a paragraph or cell. */
function patternOf(source: string): RegExp {
  const before = compiled.get(source);
  if (before) return before;
  const made = new RegExp(source, 'gum');
  compiled.set(source, made);
  return made;
}

function hitsOf({ pattern, not, records }: Leftover, reading: Reading): Hit[] {
  const right = not === undefined ? null : new RegExp(not, 'u');
  return hits(reading, patternOf(pattern)).filter(
    ({ stretch, from, to }) =>
      (records !== false || !stretch.record) && !right?.test(stretch.plain.slice(Math.max(0, from - AROUND), to + AROUND)),
  );
}

/** What drafts, templates and slips of the pen left: the list of forms/lexicon/leftovers.yaml, one finding for each entry. */
export const leftovers: Check = (reading, forms) =>
  wordList<readonly Leftover[]>(forms, 'leftovers').flatMap((entry) => {
    const these = hitsOf(entry, reading);
    if (these.length === 0) return [];
    const words = these.map(({ stretch, from, to }) => stretch.plain.slice(from, to));
    const right = entry.right;
    const pairs = right ? [...new Set(words)].map((word) => ({ word, right: right[word] ?? '' })) : [];
    return found(entry.code, {
      severity: entry.severity,
      message: `${entry.says}：${quoted(words)}，共${these.length}处。`,
      stated: words[0] ?? '',
      expected: pairs.map((pair) => pair.right).join('、'),
      suggestion: pairs.length > 0 ? `${entry.do}：${pairs.map((pair) => `“${pair.word}”应为“${pair.right}”`).join('，')}` : entry.do,
      places: these.map((hit) => hitPlace(hit, 12)),
    });
  });
