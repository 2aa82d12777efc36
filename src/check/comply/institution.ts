import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { type Check, wordList } from './check.ts';
import { stretches } from './stretch.ts';

/** Functional 项 that only institutions use: 事业运行, 事业单位医疗, 事业单位离退休. */
const OF_INSTITUTIONS = /^(?:2\d{4}50|2101102|2080502)$/;

/** Money of an institution, though the organisation describes none. */
export const institution: Check = (reading, forms) => {
  const { 'institution-words': words } = wordList<{ 'institution-words': readonly string[] }>(forms, 'comply');
  const described = stretches(reading).filter(
    ({ sections }) => sections.some((title) => /机构|概况|构成/.test(title)) && !sections.some((title) => /职责|职能/.test(title)),
  );
  if (described.length === 0 || described.some(({ plain }) => words.some((word) => plain.includes(word)))) return [];
  const paid = reading.facts.filter(
    ({ dims, value, concept, where }) =>
      where.node === 'table' && concept === 'expenditure' && value > 0 && OF_INSTITUTIONS.test(dims.function ?? ''),
  );
  const seen = new Set<string>();
  const one = paid.filter(({ dims }) => !seen.has(dims.function ?? '') && seen.add(dims.function ?? ''));
  if (one.length === 0) return [];
  return [
    found('comply.institution', {
      severity: 'info',
      message: `支出表列有${one.map(({ dims }) => `${dims.function}“${forms.codes.functional.byCode(dims.function ?? '')?.name ?? ''}”`).join('、')}，机构设置却没有说明事业单位或事业编制人员。`,
      stated: '未说明',
      expected: '说明所属事业单位或事业编制',
      suggestion: '在机构设置中补充，或核对所用科目',
      places: one.map(factPlace),
    }),
  ];
};
