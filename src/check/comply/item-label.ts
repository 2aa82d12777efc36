import { parseAmount } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { editDistance } from '../../lexicon/distance.ts';
import { labelKey } from '../../lexicon/lexicon.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { type Check, wordList } from './check.ts';
import { spotIn, stretches } from './stretch.ts';

/** An item of a list in a sentence: 基本工资123.61万元. */
const ITEM = /(?<=^|[，,、；：。]|其中|包括)(?:其中：?|主要包括：?|包括：?)?([\u4e00-\u9fff（）]{2,24}?)(\d[\d,]*(?:\.\d+)?)(万元|元)/g;
const ABOUT = /人员经费|公用经费|日常公用/;

/** All characters of `a` stand in `b` in this order: a short form of it. */
function isShortForm(a: string, b: string): boolean {
  let at = 0;
  for (const sign of b) if (sign === a[at]) at++;
  return at === a.length;
}

/** The two names name different things of one kind: 医疗保险 and 养老保险. */
const contrast = (printed: string, official: string, kinds: readonly (readonly string[])[]): boolean =>
  kinds.some((kind) => {
    const said = kind.filter((word) => printed.includes(word));
    const meant = kind.filter((word) => official.includes(word));
    return said.length > 0 && meant.length > 0 && !said.some((word) => meant.includes(word));
  });

/** Items of basic expenditure by amount (分): those of the tables with a departmental economic 款. */
function itemsByAmount(facts: readonly Fact[]): Map<number, Fact[]> {
  const items = new Map<number, Fact[]>();
  for (const fact of facts) {
    if (fact.where.node !== 'table' || fact.kind !== 'money' || fact.value <= 0 || !/^3\d{4}$/.test(fact.dims.economic ?? '')) continue;
    const same = items.get(fact.value) ?? [];
    if (!same.some((other) => other.dims.economic === fact.dims.economic)) items.set(fact.value, [...same, fact]);
  }
  return items;
}

/** An item in the text that bears another name than the table's item of that very amount. */
export const itemLabel: Check = (reading, forms) => {
  const { contrasts } = wordList<{ contrasts: readonly (readonly string[])[] }>(forms, 'comply');
  const year = reading.identity.year ?? undefined;
  const items = itemsByAmount(reading.facts);
  if (items.size === 0) return [];
  return stretches(reading)
    .filter(({ kind, plain }) => kind === 'paragraph' && ABOUT.test(plain))
    .flatMap((stretch) =>
      [...stretch.plain.matchAll(ITEM)].flatMap((match) => {
        const [whole, label = '', number = '', unit] = match;
        const amount = parseAmount(number, unit === '元' ? '元' : '万元');
        const [fact, ...others] = amount ? (items.get(amount.fen) ?? []) : [];
        if (!fact || others.length > 0) return [];
        const official = forms.codes.economic.byCode(fact.dims.economic ?? '', year)?.name ?? '';
        const meant = forms.lexicon.labelIn('economic', label, year)?.dims.economic;
        const [printed, right] = [labelKey(label), labelKey(official)];
        if (official === '' || meant === fact.dims.economic || isShortForm(printed, right) || isShortForm(right, printed)) return [];
        const other = contrast(printed, right, contrasts);
        const slip = printed.length === right.length && editDistance(printed, right, 1) === 1;
        if (!other && !slip) return [];
        const from = match.index + whole.indexOf(label);
        return found('comply.item-label', {
          severity: other ? 'error' : 'warning',
          message: `说明写“${label}${number}${unit}”，表中${number}${unit}的项目是${fact.dims.economic}“${official}”${other ? '，说成了另一项目' : '，名称不规范'}。`,
          stated: label,
          expected: official,
          culprit: 0,
          suggestion: `名称改为“${official}”，并核对该段其他项目`,
          places: [spotIn(stretch, from, from + label.length + number.length + (unit?.length ?? 0)), factPlace(fact)],
        });
      }),
    );
};
