import { plainLabel } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import type { FindingPlace } from '../finding.ts';

/** Two papers of one organisation; `earlier` speaks of the earlier year, or is the budget where both speak of one year. */
export interface Pair {
  readonly earlier: Paper;
  readonly later: Paper;
  readonly sameScope: boolean;
}

const order = (paper: Paper): number => (paper.identity.year ?? 0) * 2 + (paper.identity.kind === 'final' ? 1 : 0);
/** The organisation by which papers are told to belong together; '' where a paper names none. */
export const organisationOf = (paper: Paper): string => plainLabel(paper.identity.organisation ?? '').replace(/部门$|（.*）$/, '');

/** Every two papers of the same organisation, in order of the years they speak of. A paper that names no organisation pairs with none. */
export function pairsOf(papers: readonly Paper[]): Pair[] {
  const pairs: Pair[] = [];
  const sorted = papers.filter((p) => organisationOf(p) !== '' && p.identity.year !== null).toSorted((a, b) => order(a) - order(b));
  for (const [i, earlier] of sorted.entries()) {
    for (const later of sorted.slice(i + 1)) {
      if (organisationOf(earlier) !== organisationOf(later) || order(earlier) === order(later)) continue;
      pairs.push({ earlier, later, sameScope: earlier.identity.scope === later.identity.scope });
    }
  }
  return pairs;
}

/** What a person calls a paper: 2025年预算 (单位). */
export const paperName = ({ identity }: Paper): string =>
  `${identity.year}年${identity.scope === 'unit' ? '单位' : '部门'}${identity.kind === 'final' ? '决算' : '预算'}`;

export const inFile = (paper: Paper, place: FindingPlace): FindingPlace => ({ ...place, file: paper.file });
