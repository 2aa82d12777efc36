import type { Finding, FindingPlace } from '../../check/finding.ts';

/** What became of findings between two checks of a paper, by their indexes in the lists. */
export interface Matched {
  /** still there. `same`: it tells the same figures too, or where it tells none the same words */
  readonly kept: readonly { readonly before: number; readonly after: number; readonly same: boolean }[];
  /** of the list before: no longer found */
  readonly gone: readonly number[];
  /** of the list after: not found before */
  readonly fresh: readonly number[];
}

/** Words without what changes when a figure is corrected. */
const skeleton = (text: string): string => text.replace(/[\d,.，．\s]+/g, '#');

/** What a place is about: where in the paper by its headings, never by line or page, and its words. '' where nothing tells. */
function about({ file, table, row, column, text }: FindingPlace): string {
  const words = skeleton(text);
  if (table === null && row === null && column === null && /^#?$/.test(words)) return '';
  return JSON.stringify([file, table?.replace(/\s/g, ''), row, column, words]);
}

const main = ({ places, culprit }: Finding): string => {
  const place = places[culprit ?? 0];
  return place ? about(place) : '';
};

/** What is wrong, by its figures; the reasons beside them change with the rest of the paper. */
function told({ stated, expected, difference, message }: Finding): string {
  return stated + expected + difference === '' ? message : JSON.stringify([stated, expected, difference]);
}

/** Signs of being the same finding, the surest first; '' tells nothing. */
const SIGNS: readonly ((finding: Finding) => string)[] = [
  ({ message }) => message,
  ({ places }) => places.map(about).filter(Boolean).sort().join('\n'),
  main,
  ({ message }) => skeleton(message),
];

/** How many places of one finding are places of the other. */
function shared(a: Finding, b: Finding): number {
  const own = new Set(a.places.map(about).filter(Boolean));
  return new Set(b.places.map(about).filter((place) => own.has(place))).size;
}

/**
 * Finds the findings of a paper's version again in those of the next: each at most once, by code and by what it is about, so that lines
 * that move and figures that change do not make another finding of it. Those that are exactly the same are found first.
 */
export function matchFindings(before: readonly Finding[], after: readonly Finding[]): Matched {
  const old = new Set(before.keys());
  const fresh = new Set(after.keys());
  const kept: Matched['kept'][number][] = [];
  const keep = (from: number, to: number): void => {
    old.delete(from);
    fresh.delete(to);
    kept.push({ before: from, after: to, same: told(before[from]!) === told(after[to]!) });
  };
  for (const sign of SIGNS) {
    const keyed = (finding: Finding): string => {
      const own = sign(finding);
      return own && `${finding.code} ${own}`;
    };
    const waiting = Map.groupBy(old, (index) => keyed(before[index]!));
    waiting.delete('');
    for (const index of [...fresh]) {
      const from = waiting.get(keyed(after[index]!))?.shift();
      if (from !== undefined) keep(from, index);
    }
  }
  const pairs = [...old].flatMap((from) =>
    [...fresh].flatMap((to) => {
      const count = before[from]!.code === after[to]!.code ? shared(before[from]!, after[to]!) : 0;
      return count > 0 ? [{ from, to, count }] : [];
    }),
  );
  for (const { from, to } of pairs.sort((a, b) => b.count - a.count)) if (old.has(from) && fresh.has(to)) keep(from, to);
  return { kept, gone: [...old], fresh: [...fresh] };
}
