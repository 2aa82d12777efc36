import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';
import type { Check } from './check.ts';
import { plainText } from './stretch.ts';

/** Titles that speak of another year with reason. */
const OTHER = /自评|绩效(?!目标)|评价|上年|结转|对比|比较|规划|固定资产|附件/;

/** 不含上年结转: says what is not in the table. */
const WITHOUT = /（不含[^）]*）/g;

/** Titles of tables and sections that bear another year than the cover: last year's paper was the template. */
export const year: Check = (reading) => {
  const own = reading.identity.year;
  if (own === null) return [];
  const titles = [
    ...reading.tables.flatMap(({ title, block }) => (title ? [{ words: title, block }] : [])),
    ...reading.sections.filter(({ title }) => /预算|决算/.test(title)).map(({ heading, from }) => ({ words: heading, block: from })),
  ];
  // papers of other years may be attached, but not what the attachment's own title says is this year's
  const attached = reading.sections.filter(
    ({ title, ordinal, heading }) => (ordinal === '附件' || /附件/.test(title)) && !plainText(heading.text).includes(`${own}年`),
  );
  const places: FindingPlace[] = [];
  const years = new Set<string>();
  for (const { words, block } of titles) {
    const plain = plainText(words.text);
    const stated = /(?<!\d)(20\d\d)年/.exec(plain)?.[1];
    if (!stated || Number(stated) === own || OTHER.test(plain.replace(WITHOUT, '')) || /(?<!\d)20\d\d年.*(?<!\d)20\d\d年/.test(plain))
      continue;
    if (
      attached.some(({ from, to }) => from <= block && block < to) ||
      (!/绩效目标/.test(plain) && reading.records.some(({ blocks: [a, b] }) => a <= block && block <= b))
    )
      continue;
    years.add(stated);
    places.push(wordsPlace(words));
  }
  if (places.length === 0) return [];
  return [
    found('comply.year', {
      severity: 'error',
      message: `封面为${own}年度，下列标题却写${[...years].join('、')}年，共${places.length}处，疑沿用其他年度的文本。`,
      stated: [...years].map((text) => `${text}年`).join('、'),
      expected: `${own}年`,
      suggestion: '核对标题和表中数据是否为本年度，改正年份',
      places,
    }),
  ];
};
