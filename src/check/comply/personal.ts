import { found } from '../found.ts';
import { findingPlace } from '../place.ts';
import { type Check, wordList } from './check.ts';
import { hitPlace, hits, spotIn } from './stretch.ts';

const MOBILE = /(?<![\dA-Za-z.,])1[3-9]\d{9}(?![\dA-Za-z.,元万])/gm;
const IDENTITY = /(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/gm;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check digit of an 18-digit ID number (GB 11643) is right. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** Mobile and ID numbers of people in paragraphs and ordinary tables; those in performance forms are told with the form. */
export const personalData: Check = (reading) => {
  const outside = (pattern: RegExp) => hits(reading, pattern).filter(({ stretch }) => !stretch.record);
  const mobiles = outside(MOBILE).map((hit) => hitPlace(hit));
  const identities = outside(IDENTITY)
    .filter(({ match }) => isIdentityNumber(match[0]))
    .map((hit) => hitPlace(hit));
  const places = [...mobiles, ...identities];
  if (places.length === 0) return [];
  const kinds = [mobiles.length ? `手机号码${mobiles.length}个` : '', identities.length ? `身份证号码${identities.length}个` : ''].filter(
    Boolean,
  );
  return [
    found('comply.personal-data', {
      severity: 'error',
      message: `公开文本中有${kinds.join('、')}。预决算公开不要求公开个人联系方式和证件号码，未经本人单独同意不得公开。`,
      stated: places[0]?.text ?? '',
      expected: '不公开或脱敏',
      suggestion: '删去或以星号代替后重新公开，已公开的尽快撤换',
      places,
    }),
  ];
};

/** 联系人：张三 with nothing else: a hint; the name is masked. */
export const personName: Check = (reading, forms) => {
  const { handlers } = wordList<{ handlers: readonly string[] }>(forms, 'comply');
  const pattern = new RegExp(
    `(${handlers.join('|')})(?:姓名)?：([\\u4e00-\\u9fff]{2,4})(?=$|[，。；、（]|联系|电话|${handlers.join('|')}|20\\d\\d)`,
    'gm',
  );
  const places = hits(reading, pattern)
    .filter(({ stretch }) => !stretch.record)
    .map((hit) => {
      const [, handler = '', name = ''] = hit.match;
      return findingPlace(
        spotIn(hit.stretch, hit.to - name.length, hit.to),
        `${handler}：${name.slice(0, 1)}${'＊'.repeat(name.length - 1)}`,
        hit.stretch.spot,
      );
    });
  if (places.length === 0) return [];
  return [
    found('comply.person-name', {
      severity: 'info',
      message: `公开文本列有经办人员姓名，共${places.length}处。公开版可不列示。`,
      stated: places[0]?.text ?? '',
      suggestion: '公开版删去姓名，内部版保留',
      places,
    }),
  ];
};
