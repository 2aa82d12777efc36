import { editDistance } from '../../lexicon/distance.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { NOWHERE, wordsPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';
import { plainText, stretches } from './stretch.ts';

/** A title without ordinals, year, page number, quotes and brackets' contents: what an entry and its heading are compared by. */
const key = (text: string): string =>
  plainText(text)
    .replace(/^[-—#*]+/, '')
    .replace(/[.…·_]{2,}.*$/, '')
    .replace(/\d+$/, '')
    .replace(
      /^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十\d]+）|\d+[、.．]|附件\d*：?|表[一二三四五六七八九十\d]+[、：]?)+/,
      '',
    )
    .replace(/(?:19|20)\d\d年度?/g, '')
    .replace(/[“”"'*#]|<[^>]+>/g, '')
    .replace(/（[^）]*）/g, '');

/** 单位主要职能 and 云川县水务局主要职能: the heading has the organisation's name where the entry has a word for it. */
const named = (entry: string, title: string): boolean => {
  const rest = entry.replace(/^本?(?:单位|部门)/, '');
  return rest !== entry && rest.length >= 4 && title.endsWith(rest);
};

/** An entry of the contents is found again where a heading, a table's title or another short paragraph says nearly the same. */
const alike = (entry: string, title: string): boolean =>
  entry === title ||
  named(entry, title) ||
  (entry.length >= 4 && (title.endsWith(entry) || entry.endsWith(title) || title.startsWith(entry)) && title.length >= 4);

/** One table, not a chapter of tables (部门预算表); the explanation of what it holds bears nearly the same words. */
const isTable = (title: string): boolean => /(?<!^(?:单位|部门)?(?:预算|决算)(?:公开)?)表$/.test(title);

/** Entries of the contents that the paper does not have; titles that differ only a little are a hint. */
export const contents: Check = (reading) => {
  const entries = reading.document.blocks.flatMap((block) =>
    block.kind === 'mark' && block.mark === 'contents' && !/目录$/.test(plainText(block.words.text)) ? [block.words] : [],
  );
  const damaged = reading.damage.length > 0;
  const titles = [
    ...stretches(reading)
      .filter(({ plain, heading, kind }) => heading || (kind === 'paragraph' && plain.length <= 60))
      .map(({ words }) => key(words.text)),
    ...reading.sections.map(({ title }) => key(title)),
    ...reading.tables.flatMap(({ title }) => (title ? [key(title.text)] : [])),
    ...reading.records.flatMap(({ title }) => (title ? [key(title.text)] : [])),
  ].filter((title) => title.length >= 2);
  if (entries.length < 3 || titles.length === 0) return [];
  const known = new Set(titles);
  // a title that another entry names word for word is not this one
  const named = new Set(entries.map((words) => key(words.text)));
  const free = titles.filter((title) => !named.has(title));
  const missing: FindingPlace[] = [];
  const differing: FindingPlace[] = [];
  for (const words of entries) {
    const entry = key(words.text);
    if (entry.length < 2 || known.has(entry) || free.some((title) => alike(entry, title))) continue;
    const near = free.some(
      (title) =>
        title.length >= 3 &&
        isTable(title) === isTable(entry) &&
        (editDistance(entry, title, 6) / Math.max(entry.length, title.length) <= 0.4 || entry.includes(title)),
    );
    const end = words.text.search(/[.…·_]{2,}|\t/);
    (near || damaged ? differing : missing).push(wordsPlace(words, NOWHERE, 0, end > 0 ? end : words.text.length));
  }
  return [
    ...(missing.length > 0
      ? [
          found('comply.contents', {
            severity: 'warning',
            message: `目录列有${quoted(missing.map(({ text }) => text))}，正文中没有，共${missing.length}项。`,
            stated: missing[0]?.text ?? '',
            suggestion: '补上缺少的内容，或更新目录',
            places: missing,
          }),
        ]
      : []),
    ...(differing.length > 0
      ? [
          found('comply.contents', {
            severity: 'info',
            message: `目录与正文标题文字不完全相同：${quoted(differing.map(({ text }) => text))}，共${differing.length}项。`,
            stated: differing[0]?.text ?? '',
            suggestion: '按正文标题更新目录',
            places: differing,
          }),
        ]
      : []),
  ];
};
