import { found } from '../found.ts';
import type { Check } from './check.ts';
import { hitPlace, hits } from './stretch.ts';

const OVER = (amount: number) => new RegExp(`${amount}万元(?:（[^）]*）)*以上(?:（[^）]*）)*的?(?:通用|一般)设备`, 'gm');

/** 50万元以上的通用设备 beside 100万元以上的通用设备: the second should be 专用设备, as the first includes it. */
export const equipment: Check = (reading) => {
  const at = (amount: number) =>
    hits(reading, OVER(amount))
      .filter(({ stretch }) => !stretch.record)
      .map((hit) => hitPlace(hit));
  const lower = at(50);
  const upper = at(100);
  if (lower.length === 0 || upper.length === 0) return [];
  return [
    found('comply.equipment-kind', {
      severity: 'warning',
      message: '价值50万元以上的通用设备已经包括100万元以上的通用设备，两项口径重复；公开口径是“50万元以上通用设备、100万元以上专用设备”。',
      stated: upper[0]?.text ?? '',
      expected: '100万元以上的专用设备',
      culprit: 0,
      suggestion: '把100万元以上一项改为“专用设备”，并核对台（套）数',
      places: [...upper, ...lower],
    }),
  ];
};
