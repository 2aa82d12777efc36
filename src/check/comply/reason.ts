import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

/** 比上年增加20.00万元: a change that is not nothing, in one clause with what it is compared to. */
const CHANGE = /(?:比|较|相比)[^。；]{0,24}?(?:增加|减少|增长|下降|上升|降低)(?:了)?(?!0(?:\.0+)?(?:万元|元|%))\d[\d,.]*(?:万元|元|%)/;
const REASON = /原因|由于|因为|主要(?:是|系|为)|系因|按照[^。；]{0,20}调|[，（]因(?!公)|，系|所致|导致|得益于|受[^，。；]{1,16}影响/;
/** 八、机关运行经费增减变动原因说明: a heading that promises a reason. */
const PROMISE = /(?:变动|变化|增减)[^，。]{0,6}原因/;
/** So many paragraphs below a total may explain it item by item. */
const ITEMS = 6;

const amountOf = ({ plain }: Stretch): string | null =>
  /\d[\d,]*(?:\.\d+)?(?=(?:万元|元|%))/.exec(CHANGE.exec(plain)?.[0] ?? '')?.[0] ?? null;

const inSame = (a: Stretch, b: Stretch): boolean => a.sections[0] !== undefined && b.sections.includes(a.sections[0]);

/** The reason stands with the same amount in another place. */
const toldElsewhere = (stretch: Stretch, all: readonly Stretch[]): boolean => {
  const amount = amountOf(stretch);
  return (
    amount !== null &&
    all.some(
      (other) =>
        other !== stretch &&
        REASON.test(other.plain) &&
        new RegExp(`(?<![\\d.,])${amount.replace('.', '\\.')}(?![\\d.,])`).test(other.plain),
    )
  );
};

/** Below the total of a section its items are told one by one, each with its reason. */
const toldByItem = (i: number, all: readonly Stretch[]): boolean => {
  const own = all[i];
  const below = all.slice(i + 1, i + 1 + ITEMS).filter((other) => own && inSame(own, other) && /\d/.test(other.plain));
  return (
    below.length > 1 &&
    below.every(({ plain }) => REASON.test(plain) || !CHANGE.test(plain)) &&
    below.filter(({ plain }) => REASON.test(plain)).length > 1
  );
};

/** 财政拨款收支减少的主要原因是…: a paragraph a little below gives the reason for what this one speaks of. */
const BELOW = /^(?:[（(]?[\d一二三四五六七八九十]+[）)、.])?([^，。]{4})[^，。]{0,16}(?:增加|减少|增长|下降|变动|变化)的?(?:主要)?原因/;

const toldBelow = (i: number, all: readonly Stretch[]): boolean => {
  const own = all[i];
  return all.slice(i + 1, i + 1 + ITEMS).some((other) => {
    const subject = BELOW.exec(other.plain)?.[1];
    return own !== undefined && subject !== undefined && own.sections[0] === other.sections[0] && own.plain.includes(subject);
  });
};

/** A change of a paragraph whose own heading promises a reason that nothing in the section gives. */
const isBroken = (stretch: Stretch, all: readonly Stretch[]): boolean =>
  PROMISE.test(stretch.sections[0] ?? '') && !all.some((other) => inSame(stretch, other) && REASON.test(other.plain));

const place = (stretch: Stretch) => {
  const match = CHANGE.exec(stretch.plain);
  return spotIn(stretch, match?.index ?? 0, (match?.index ?? 0) + (match?.[0].length ?? 1));
};

/** Changes that nothing explains: a warning where the heading promises the reason, else a hint; one finding for each. */
export const reason: Check = (reading) => {
  const all = stretches(reading).filter(({ kind, record, heading }) => kind === 'paragraph' && !record && !heading);
  const bare = all.filter((stretch, i) => {
    const next = all[i + 1];
    return (
      CHANGE.test(stretch.plain) &&
      !REASON.test(stretch.plain) &&
      !(next && next.sections[0] === stretch.sections[0] && REASON.test(next.plain.slice(0, 40))) &&
      !toldElsewhere(stretch, all) &&
      !toldByItem(i, all) &&
      !toldBelow(i, all)
    );
  });
  const broken = bare.filter((stretch) => isBroken(stretch, all));
  const rest = bare.filter((stretch) => !broken.includes(stretch));
  const advice = { stated: '未说明原因', expected: '说明增减变化的主要原因', suggestion: '补充具体原因，不要只写“工作需要”' };
  return [
    ...(broken.length > 0
      ? [
          found('comply.reason', {
            severity: 'warning',
            message: `“${broken[0]?.sections[0]}”标题称说明原因，正文却没有写增减变动的原因，共${broken.length}处。`,
            ...advice,
            places: broken.map(place),
          }),
        ]
      : []),
    ...(rest.length > 0
      ? [
          found('comply.reason', {
            severity: 'info',
            message: `有${rest.length}处增减变动没有说明原因。`,
            ...advice,
            places: rest.map(place),
          }),
        ]
      : []),
  ];
};
