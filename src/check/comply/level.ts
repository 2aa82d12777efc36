import { comparePlaces } from '../../fact/place.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { type Check, quoted, wordList } from './check.ts';
import { hitPlace, hits, spotIn } from './stretch.ts';

interface ForeignLevel {
  readonly word: string;
  readonly right: string;
  readonly levels: readonly string[];
}

/** 指省直部门…, 省级财政当年拨付, 纳入省级财政预算管理: words by which a definition tells the paper's own scope. */
const defines = (word: string): RegExp =>
  new RegExp(`(?:指(?:的是)?|纳入|经|由)(${word})|(${word})(?:当年拨付|当年安排|预算安排的资金)`, 'gm');

const SPECIAL = /(?:专项|补助|奖补|转移支付)(?:资金|经费)?(?:是)?(?:指|由|经)?$/;

/** Definitions that speak of another level of government than the paper's: a glossary copied from the province. */
export const level: Check = (reading, forms) => {
  const { 'foreign-levels': words } = wordList<{ 'foreign-levels': readonly ForeignLevel[] }>(forms, 'comply');
  const own = reading.identity.level;
  if (own === null) return [];
  const wrong: ForeignLevel[] = [];
  const places: FindingPlace[] = [];
  for (const entry of words.filter(({ levels }) => levels.includes(own))) {
    for (const { stretch, from: start, match } of hits(reading, defines(entry.word))) {
      const from = start + match[0].indexOf(entry.word);
      // 专项资金 of the province are really the province's
      const special =
        /^(?:安排的)?(?:专项|补助|转移)/.test(stretch.plain.slice(from + entry.word.length)) || SPECIAL.test(stretch.plain.slice(0, from));
      if (stretch.record || special) continue;
      places.push(spotIn(stretch, from, from + entry.word.length, 12));
      wrong.push(entry);
    }
  }
  places.sort(comparePlaces);
  if (places.length === 0) return [];
  return [
    found('comply.level', {
      severity: 'error',
      message: `${reading.identity.organisation ? `公开主体是“${reading.identity.organisation}”，` : ''}定义中却写${quoted(wrong.map(({ word }) => word))}，不是本级的口径，是套用上级模板未改，共${places.length}处。`,
      stated: [...new Set(wrong.map(({ word }) => word))].join('、'),
      expected: [...new Set(wrong.map(({ right }) => right))].join('、'),
      suggestion: '改为本级的口径',
      places,
    }),
  ];
};

const HIGHER: Readonly<Record<string, RegExp>> = { 市: /省省级|省级|自治区本级|区直/, 县: /省省级|省级|自治区本级|区直|市市级/ };

const RULE = /《[^《》\n]*(?:预算|决算)[^《》\n]*公开[^《》\n]*(?:办法|规定|细则|规程|规范)[^《》\n]*》/gm;
const CITED = /(?:按照|根据|依据|依照|遵照|执行)[^。；]{0,120}$/;

/** Rules of a higher level on its own papers, cited as the basis of a lower level's: 《…省省级预算公开办法》. */
export const foreignRule: Check = (reading) => {
  const higher = HIGHER[reading.identity.level ?? ''];
  if (!higher) return [];
  const cited = hits(reading, RULE).filter(
    ({ stretch, from, match: [rule] }) =>
      !stretch.record && higher.test(rule) && !/以下|各级/.test(rule) && CITED.test(stretch.plain.slice(0, from)),
  );
  const [first] = cited;
  if (!first) return [];
  return [
    found('comply.level', {
      severity: 'warning',
      message: `公开依据写${quoted(cited.map(({ match: [rule] }) => rule))}，是上级为其本级部门定的${reading.identity.organisation ? `，公开主体是“${reading.identity.organisation}”` : ''}，疑套用上级模板，共${cited.length}处。`,
      stated: first.match[0],
      expected: '适用于本级的公开规定',
      suggestion: '改引本级或各级通用的预决算公开规定',
      places: cited.map((hit) => hitPlace(hit)),
    }),
  ];
};
