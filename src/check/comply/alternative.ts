import { comparePlaces } from '../../fact/place.ts';
import { found } from '../found.ts';
import { type Check, quoted } from './check.ts';
import { REGION } from './organisation.ts';
import { hitPlace, hits, plainText } from './stretch.ts';

const EITHER = '(?:部门（单位）|单位（部门）|部门/单位|单位/部门)';
/** 预算部门（单位）项目支出绩效目标表: the heading of a form, for whoever fills it in. */
const OF_FORM = /(?:预算|各|所属|下属|有关|相关|主管|直属|级)$/;
const FORM_AFTER = '(?!整体|项目支出|绩效|名称|预算绩效)';

/** “云川县水务部门（单位）”: a choice of the template left open in the organisation's own name; then also after 我 and 本. */
export const alternative: Check = (reading) => {
  const region = REGION.exec(plainText(reading.identity.organisation ?? ''))?.[0];
  if (!region) return [];
  const named = hits(reading, new RegExp(`${region}([\\u4e00-\\u9fff]{2,16}?)${EITHER}${FORM_AFTER}`, 'gm')).filter(
    ({ stretch, match }) => stretch.kind === 'paragraph' && !stretch.record && !OF_FORM.test(match[1] ?? '') && !/表$/.test(stretch.plain),
  );
  if (named.length === 0) return [];
  const called = hits(reading, new RegExp(`(?:[我本]|(?<=[，。：]|^))${EITHER}${FORM_AFTER}`, 'gm')).filter(
    ({ stretch }) => stretch.kind === 'paragraph' && !stretch.record && !stretch.heading && !/表$/.test(stretch.plain),
  );
  const all = [...named, ...called];
  return [
    found('comply.alternative', {
      severity: 'warning',
      message: `模板中“部门（单位）”的二选一没有选定，印作${quoted(all.map(({ match }) => match[0]))}，共${all.length}处，读者不知公开的是部门预算还是单位预算。`,
      stated: named[0]?.match[0] ?? '',
      expected: '“部门”或“单位”',
      suggestion: '写明批准的机构名称，按公开的范围统一用“部门”或“单位”',
      places: all.map((hit) => hitPlace(hit)).toSorted(comparePlaces),
    }),
  ];
};
