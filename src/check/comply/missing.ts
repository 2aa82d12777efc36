import type { Reading } from '../../form/reading.ts';
import { editDistance } from '../../lexicon/distance.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { findingPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';
import { containsTables, containsText, formTables, hasTable, hasText, obligationsOf, tableTitles, titleKey } from './obligations.ts';
import { plainText, spotIn, stretches } from './stretch.ts';

/** Where something is missing: the cover. */
function coverPlace(reading: Reading): FindingPlace[] {
  const { organisation, organisationPlace } = reading.identity;
  if (organisation && organisationPlace) return [findingPlace(organisationPlace, organisation)];
  const [first] = stretches(reading);
  return first ? [spotIn(first)] : [];
}

/** Tables of the province's form, or of the national set, that a paper with tables does not have. */
export const tableMissing: Check = (reading, forms) => {
  if (reading.identity.kind === null) return [];
  const owed = obligationsOf(reading, forms);
  if (!containsTables(reading, owed)) return [];
  const ofForm = formTables(reading, forms);
  const missing = ofForm
    ? withoutTitle(ofForm, tableTitles(reading))
    : owed.filter((one) => one.table !== undefined && !one.hint && !hasTable(reading, one)).map(({ title }) => title);
  if (missing.length === 0) return [];
  return [
    found('comply.table-missing', {
      severity: 'warning',
      message: `缺少${quoted(missing, 13)}，共${missing.length}张${ofForm ? '（按本省当年公开表样）' : ''}。没有数据的表也应列出空表并说明。`,
      stated: '未列',
      expected: missing.join('、'),
      suggestion: '补上缺少的表',
      places: coverPlace(reading),
    }),
  ];
};

/** The form's tables that no printed title is that of. A title that is another table's to the letter is not this one's. */
function withoutTitle(form: readonly string[], printed: readonly string[]): string[] {
  const keys = [plainText, titleKey];
  let open = form;
  let free = printed;
  for (const key of keys) {
    const [owed, have] = [new Set(open.map(key)), new Set(free.map(key))];
    open = open.filter((title) => !have.has(key(title)));
    free = free.filter((title) => !owed.has(key(title)));
  }
  return open.filter((title) => !free.some((have) => alike(titleKey(title), titleKey(have))));
}

const alike = (a: string, b: string): boolean =>
  a.includes(b) || b.includes(a) || editDistance(a, b, 6) / Math.max(a.length, b.length) <= 0.3;

/** Matters that the law wants explained and the explanation does not mention. */
export const textMissing: Check = (reading, forms) => {
  if (reading.identity.kind === null) return [];
  const owed = obligationsOf(reading, forms);
  if (!containsText(reading, owed)) return [];
  const missing = owed.filter((one) => one.text !== undefined && !one.hint && !hasText(reading, one));
  if (missing.length === 0) return [];
  return [
    found('comply.text-missing', {
      severity: missing.some(({ statutory }) => statutory) ? 'error' : 'warning',
      message: `说明中没有${quoted(
        missing.map(({ title }) => title),
        9,
      )}（${[...new Set(missing.map(({ basis }) => basis))].join('；')}）。`,
      stated: '未说明',
      expected: missing.map(({ title }) => title).join('、'),
      suggestion: '补充说明；没有此项的，说明“本年度无此项”',
      places: coverPlace(reading),
    }),
  ];
};
