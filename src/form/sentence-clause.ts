import type { TermHit } from '../lexicon/lexicon.ts';
import type { Node } from './sentence-node.ts';
import { sideOf } from './sentence-subject.ts';
import { GLUE, SUBJECT_HEAD } from './sentence-words.ts';

/** What the words since the last number or stop have said. */
export interface Clause {
  /** where the words that may name a subject begin */
  start: number;
  terms: TermHit[];
  year: number | null;
  mode: 'plain' | 'share' | 'completion' | 'aside' | 'reason';
  /** stage of the budget that a completion is measured against */
  budget: string | null;
  /** between 比上年 and the direction: what is compared with, not a subject */
  compared: boolean;
  base: boolean;
  /** what a change is measured against: last year's figure, or the budget of the year */
  against: 'prior' | 'budget';
  /** where 比上年 begins */
  baseFrom: number | null;
  direction: { kind: 'up' | 'down' | 'both'; words: string; to: number; from: number } | null;
}

export const freshClause = (start: number): Clause => ({
  start,
  terms: [],
  year: null,
  mode: 'plain',
  budget: null,
  compared: false,
  base: false,
  against: 'prior',
  baseFrom: null,
  direction: null,
});

const ORDINAL = /^[\s“”"＂、，,；;：:。.．)）]*(?:和|及|以及)?(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[①-⑳])?[\s“"＂.．]*$/u;
/** A path through the functional classification ends: …（类）…（款）…（项）. */
export const FUNCTION_PATH = /[（(]\s*[类款项]\s*[)）][\s”"＂]*$/u;
/** Names of funds, whose 预算 is no stage. */
export const FUND_NAMES = /一般公共预算|(?:政府性|社会保险)?基金预算|国有(?:资本|资金)经营预算|预算单位/gu;
export const GENERIC = new Set(['expenditure', 'revenue', 'uses', 'project-amount']);
export const BASIC = new Set(['basic', 'personnel', 'public']);
export const LONGEST_NAME = 24;
const YEAR_WORDS = /上年度?|去年|(?:19|20)\d{2}\s*年?度?|截[至止]|\d{1,2}\s*月|\d{1,2}\s*日/gu;

/** 支出决算数 says nothing of a revenue. */
export function sameSide(terms: readonly TermHit[], { subject }: Node): boolean {
  const text = terms.map((hit) => hit.text).join('');
  const side = sideOf(subject.concept);
  return (
    !(text.includes('支出') && !text.includes('收') && side === 'in') && !(text.includes('收入') && !text.includes('支') && side === 'out')
  );
}

/** The words before a number are understood: a subject with nothing unknown in or around it. */
export function understood(clause: Clause, text: string, to: number, opening: boolean): boolean {
  let at = clause.start;
  for (const [i, hit] of clause.terms.entries()) {
    const gap = text.slice(at, hit.from).replace(YEAR_WORDS, '');
    const head = opening && SUBJECT_HEAD.test(gap) && !/[[〔号]/.test(gap);
    if (i === 0 ? !(ORDINAL.test(gap) || head || GLUE.test(gap)) : !GLUE.test(gap.replace(/[（(][^（()）]{0,24}[)）]/g, ''))) return false;
    at = hit.to;
  }
  const rest = text
    .slice(at, to)
    .replace(YEAR_WORDS, '')
    .replace(/[（(][^（()）]{0,24}[)）]/g, '');
  return GLUE.test(rest) || (clause.terms.length === 0 && ORDINAL.test(rest));
}

/** The organisation that the words before the first term name, '' where they name none: 云川县水利服务中心实行绩效目标管理的项目. */
export function organisationIn(clause: Clause, text: string): string {
  const gap = text
    .slice(clause.start, clause.terms[0]?.from ?? clause.start)
    .replace(YEAR_WORDS, '')
    .replace(/\s+/g, '');
  return /(?:局|厅|委|院|校|学|馆|所|站|队|处|中心|机关)$/.test(gap) ? gap : '';
}
