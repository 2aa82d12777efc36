import type { EvaluationWords } from '../../form/passage-form.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import type { Finding } from '../finding.ts';
import { carriedAmounts, carriedOver } from './amounts.ts';
import { evaluatedProjects } from './evaluated.ts';
import { institutions } from './institutions.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { copiedTargets, oneOffTwice } from './repeated.ts';
import { changedTargets, unadjustedTargets } from './results.ts';
import { sameStocks } from './stocks.ts';
import { staleCaps } from './targets.ts';

/** The law `carry`: what papers of one organisation say of the same year, day or project fits together. */
const checks: readonly ((pair: Pair, lexicon: Lexicon, words: EvaluationWords) => Finding[])[] = [
  carriedAmounts,
  carriedOver,
  sameStocks,
  staleCaps,
  (pair, _, words) => unadjustedTargets(pair, words),
  (pair, _, words) => changedTargets(pair, words),
  copiedTargets,
  oneOffTwice,
  evaluatedProjects,
  institutions,
];

export const carry = (papers: readonly Paper[], lexicon: Lexicon, words: EvaluationWords): Finding[] =>
  pairsOf(papers).flatMap((pair) => checks.flatMap((check) => check(pair, lexicon, words)));
