import type { Document, Words } from '../../document/document.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';

/** A grade with the shares (in %) that it stands for. */
export interface Band {
  readonly grade: string;
  readonly low: number;
  readonly high: number;
  readonly words: Words;
}

const GRADE = /^[（(]?\d?[）)、.．]?\s*[“"]?(优秀|优良|优|良好|良|好|中等|中|一般|合格|及格|较差|差|不合格|不及格)[”"]?\s*[：:]/;
const NUMBER = '(\\d{1,3}(?:\\.\\d+)?)';
const RANGE = new RegExp(`${NUMBER}[%％]?(?:\\(含\\)|（含）)?[-—~～至到]+${NUMBER}[%％]`);
const BELOW = new RegExp(`(?:不足|低于|不到|小于|<|＜)${NUMBER}[%％]|${NUMBER}[%％](?:（不含）)?(?:以下|及以下|以内)`);
const ABOVE = new RegExp(
  `(?:不低于|不少于|达到|超过|高于|大于|≥|>|＞)${NUMBER}[%％]|${NUMBER}[%％](?:（含）)?(?:以上|及以上|\\(含\\)以上)`,
);
const EXACT = new RegExp(`${NUMBER}[%％]`);
/** Bands in whole percents leave no gap: 90%以上, 80%—89%. */
const STEP = 1;
const MOST_BLOCKS_APART = 3;
const LONGEST = 60;

/** Reads one line of a scale: 好：完成总体目标的100%. null where it is no line of a scale; unread where its shares cannot be told. */
export function bandOf(words: Words): Band | 'unread' | null {
  const text = words.text.replace(/\s+/g, '');
  const grade = GRADE.exec(text)?.[1];
  if (!grade || text.length > LONGEST) return null;
  const range = RANGE.exec(text);
  const shares = text.match(/[%％]/g)?.length ?? 0;
  if (range && shares <= 2) {
    const ends = [Number(range[1]), Number(range[2])];
    return { grade, low: Math.min(...ends), high: Math.max(...ends), words };
  }
  if (shares !== 1) return 'unread';
  const below = BELOW.exec(text);
  if (below) return { grade, low: 0, high: Number(below[1] ?? below[2]), words };
  const above = ABOVE.exec(text);
  if (above) return { grade, low: Number(above[1] ?? above[2]), high: 100, words };
  const exact = Number(EXACT.exec(text)?.[1]);
  return Number.isNaN(exact) ? 'unread' : { grade, low: exact, high: exact, words };
}

/** The stretches between bands that belong to none of them. */
export function gapsOf(bands: readonly Band[]): { readonly low: number; readonly high: number }[] {
  const sorted = [...bands].sort((a, b) => b.low - a.low || b.high - a.high);
  return sorted.slice(1).flatMap((lower, i) => {
    const upper = sorted[i];
    return upper && upper.low - lower.high > STEP ? [{ low: lower.high, high: upper.low }] : [];
  });
}

interface Scale {
  readonly bands: Band[];
  readonly first: number;
  last: number;
  /** a line of it could not be read: what it covers is not known */
  unread: boolean;
}

function scalesOf(blocks: Document['blocks']): Scale[] {
  const scales: Scale[] = [];
  for (const [index, block] of blocks.entries()) {
    const band = block.kind === 'paragraph' ? bandOf(block.words) : null;
    if (!band) continue;
    const open = scales.at(-1);
    const near = open && index - open.last <= MOST_BLOCKS_APART;
    const own = near && (band === 'unread' || !open.bands.some(({ grade }) => grade === band.grade)) ? open : null;
    const scale = own ?? { bands: [], first: index, last: index, unread: false };
    if (!own) scales.push(scale);
    scale.last = index;
    if (band === 'unread') scale.unread = true;
    else scale.bands.push(band);
  }
  return scales;
}

/** Scales of grades in the text that leave stretches without a grade. */
export function gradeBandFindings({ blocks }: Pick<Document, 'blocks'>): Finding[] {
  return scalesOf(blocks).flatMap(({ bands, first, unread }) => {
    const gaps = gapsOf(bands);
    if (unread || bands.length < 3 || gaps.length === 0) return [];
    const lead = blocks.slice(Math.max(0, first - MOST_BLOCKS_APART), first + 1);
    const own = lead.some((block) => block.kind === 'paragraph' && /绩效目标|总体目标|年度目标/.test(block.words.text));
    return [
      found('comply.grade-bands', {
        severity: own ? 'warning' : 'info',
        message: `目标等级的划分有空档：${bands.map(({ words }) => `“${words.text.replace(/\s+/g, '')}”`).join('、')}，${gaps.map(({ low, high }) => `${low}%至${high}%`).join('、')}之间没有对应的等级。`,
        stated: bands.map(({ grade, low, high }) => `${grade}${low === high ? low : `${low}-${high}`}%`).join('、'),
        suggestion: '把各等级写成首尾相接的区间，使任一完成比例都有等级。',
        places: bands.map(({ words }) => wordsPlace(words)),
      }),
    ];
  });
}
