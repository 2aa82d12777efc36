import type { Fact } from '../../fact/fact.ts';
import type { Place } from '../../fact/place.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Check } from './check.ts';
import { hitPlace, hits } from './stretch.ts';

const USED = /用于[^。；]*?(基本支出|项目支出)/g;
const NATURES = { 基本支出: 'basic', 项目支出: 'project' } as const;
const OTHER = { 基本支出: '项目支出', 项目支出: '基本支出' } as const;
const isNature = (word: string): word is keyof typeof NATURES => word in NATURES;

/** One 项 of the functional classification. */
const ITEM = /^2\d{6}$/;

const within = ({ place }: Fact, piece: Place): boolean =>
  place.line === piece.line &&
  place.page === piece.page &&
  place.sheet === piece.sheet &&
  place.cell === piece.cell &&
  place.from >= piece.from &&
  place.from < piece.to;

/** What an item is used for, told as basic expenditure where the tables have nothing but a project under it, or the other way round. */
export const itemNature: Check = ({ facts, ...reading }) => {
  const spent = facts.filter(
    ({ concept, kind, dims }) => concept === 'expenditure' && kind === 'money' && !dims.measure && ITEM.test(dims.function ?? ''),
  );
  const told = spent.filter(({ where }) => where.node === 'text');
  const printed = spent.filter(({ where, dims }) => where.node === 'table' && !dims.economic && !dims.project);
  const wrong = hits({ facts, ...reading }, USED).flatMap((hit) => {
    const said = hit.match[1] ?? '';
    if (!isNature(said) || hit.stretch.kind === 'cell' || hit.stretch.plain.includes(OTHER[said])) return [];
    const own = told.filter((fact) => hit.stretch.words.pieces.some(({ place }) => within(fact, place)));
    const [item, ...more] = new Set(own.map(({ dims }) => dims.function));
    const year = own[0]?.dims.year;
    if (item === undefined || more.length > 0) return [];
    const of = (nature: string) => printed.filter(({ dims }) => dims.function === item && dims.year === year && dims.nature === nature);
    const [none, all] = [of(NATURES[said]), of(NATURES[OTHER[said]])];
    if (none.length === 0 || all.length === 0 || none.some(({ value }) => value !== 0) || all.some(({ value }) => value <= 0)) return [];
    return [{ hit, said, item: all[0]?.where.row ?? item, all }];
  });
  return wrong.map(({ hit, said, item, all }) =>
    found('agree.item-nature', {
      severity: 'warning',
      message: `说明写“${item}”用于${said}，表中该科目没有${said}，列的都是${OTHER[said]}（${all[0]?.printed ?? ''}${all[0]?.unit ?? ''}）。`,
      stated: said,
      expected: OTHER[said],
      suggestion: `核对该科目的支出性质：表无误的，把说明中的“${said}”改为“${OTHER[said]}”`,
      places: [hitPlace(hit), ...all.map(factPlace)],
    }),
  );
};
