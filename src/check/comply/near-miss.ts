import { comparePlaces } from '../../fact/place.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { spotsIn, stretches } from './stretch.ts';

/** Names fixed by the Budget Law and its rules: writing them wrongly is an error, not a slip of style. */
const STATUTORY = /^(?:使用|对)?(?:一般公共预算|政府性基金|国有资本经营|社会保险基金|财政专户管理|机关运行经费)/;
const COMPANY = /^[^，。；、]{0,12}(?:公司|集团|厂|合作社)/;

/** Fixed terms with one wrong character; one finding for each wrong word, with all its places. */
export const nearMiss: Check = (reading, forms) => {
  const words = new Map<string, { official: string; places: FindingPlace[][]; inCells: boolean }>();
  for (const stretch of stretches(reading)) {
    for (const { from, to, text, official } of forms.nearMisses(stretch.plain)) {
      if (COMPANY.test(stretch.plain.slice(to))) continue;
      const key = `${text}|${official}`;
      const entry = words.get(key) ?? { official, places: [], inCells: true };
      if (stretch.kind !== 'cell') entry.inCells = false;
      entry.places.push(spotsIn(stretch, from, to, 4));
      words.set(key, entry);
    }
  }
  // 国有资金经营预算 and 国有资金经营预算支出 are one wrong word
  for (const [key, entry] of [...words].sort(([a], [b]) => b.length - a.length)) {
    const [text = '', official = ''] = key.split('|');
    const shorter = [...words].find(([other]) => {
      const [within = '', right = ''] = other.split('|');
      return other !== key && text.includes(within) && official.includes(right);
    });
    if (!shorter) continue;
    shorter[1].places.push(...entry.places);
    words.delete(key);
  }
  return [...words].map(([key, { official, places, inCells }]) => {
    const text = key.slice(0, key.indexOf('|'));
    // a character missing in a cell may have been lost where a table was taken apart
    const mayBeLost = inCells && text.length < official.length;
    return found('comply.near-miss', {
      severity: mayBeLost ? 'info' : STATUTORY.test(official) ? 'error' : 'warning',
      message: `“${text}”应为“${official}”，共${places.length}处。${mayBeLost ? '表格里的缺字可能是转换时丢失的，请对照原件。' : ''}`,
      stated: text,
      expected: official,
      suggestion: `改为“${official}”`,
      places: places.flat().toSorted(comparePlaces),
    });
  });
};
