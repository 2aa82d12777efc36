import { plainLabel } from '../lexicon/lexicon.ts';
import type { FormSet } from './form.ts';
import { tablesOf } from './form.ts';

/** What of a paper tells its form. */
export interface PaperTraits {
  readonly kind: 'budget' | 'final' | null;
  readonly year: number | null;
  /** captions of its tables as printed */
  readonly tableTitles: readonly string[];
  /** name of the organisation and other words of the cover: a province's places speak for its forms */
  readonly words?: string;
}

/** A title without year, brackets and quotes: what titles of two years are compared by. */
const bare = (title: string): string =>
  plainLabel(title)
    .replace(/\{year\}|20\d\d/g, '')
    .replace(/（[^（）]*）|^年度?|[“”"\s]/g, '')
    .replace(/^年度?/, '');

/** A set of so few tables fits only a paper that has hardly more. */
const FEW = 4;

/** How well a set fits: the share of its tables that the paper has, less what the paper has besides; years near each other fit better. */
function fitOf(set: FormSet, traits: PaperTraits): { readonly share: number; readonly score: number } {
  const wanted = tablesOf(set).map(({ title }) => title);
  const have = [...new Set(traits.tableTitles.map(bare))];
  const exact = new Set(traits.tableTitles.map((title) => plainLabel(title).replace(/20\d\d/g, '{year}')));
  // an organisation's name may stand before the title
  const found = wanted.filter((title) => have.some((one) => one.endsWith(bare(title)))).length;
  const same = wanted.filter((title) => exact.has(plainLabel(title))).length;
  const count = Math.max(1, wanted.length);
  const besides = Math.max(0, have.length - wanted.length) / count;
  const place = set.province.some((name) => traits.words?.includes(name)) ? 0.2 : 0;
  const years = traits.year === null ? 0 : Math.min(5, Math.abs(set.year - traits.year)) * 0.02;
  const share = wanted.length <= FEW && besides > 1 ? 0 : found / count;
  return { share, score: share + (0.3 * same) / count - 0.3 * Math.min(1, besides) + place - years };
}

/** The id of the form set that a paper was made by; null where no set of the paper's kind has at least half of its tables in it. */
export function identifyForm(traits: PaperTraits, sets: readonly FormSet[]): string | null {
  let best: { readonly id: string; readonly score: number } | null = null;
  for (const set of sets) {
    if (set.abstract || (traits.kind !== null && set.kind !== traits.kind)) continue;
    const { share, score } = fitOf(set, traits);
    if (share >= 0.5 && (best === null || score > best.score)) best = { id: set.id, score };
  }
  return best?.id ?? null;
}
