import { withDims } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Place } from '../../fact/place.ts';
import type { Reading, Statement } from '../../form/reading.ts';
import { canonicalOf } from '../canonical.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';
import { plainText, type Stretch, spotIn, stretches } from './stretch.ts';

/** A figure said to be of another year; this year's figure that tells it from being one, where there is one. */
interface Misdated {
  readonly fact: Fact;
  readonly witness: Fact | null;
}

/** Projects are counted year by year: last year's count may well stand alone. */
const COUNTED = /^project-/;

/** Facts that a statement says belong to one year: a whole and its parts, an amount and its change. */
function together(statement: Statement): readonly (number | null)[] {
  switch (statement.kind) {
    case 'share':
      return [statement.whole, statement.part];
    case 'change':
      return [statement.current, statement.delta, statement.rate];
    case 'list':
      return [statement.whole, ...statement.items];
    case 'same':
      return [statement.current];
    case 'completion':
      return [];
  }
}

/**
 * Figures of sentences with another year before them, though this year's money is meant: the figure stands elsewhere as this year's, its parts
 * or its change are of this year, or this year's figure is nowhere.
 */
function misdated(reading: Reading): Misdated[] {
  const { facts, statements, identity } = reading;
  const own = String(identity.year);
  const canonical = canonicalOf(reading);
  const isOwn = (fact: Fact): boolean => fact.dims.year === own;
  const keyOf = (fact: Fact): string =>
    canonical.key(isOwn(fact) ? fact : { concept: fact.concept, dims: withDims(fact.dims, { year: own }), where: fact.where });
  const thisYear = Map.groupBy(
    facts.filter((fact) => isOwn(fact) && fact.printed !== ''),
    keyOf,
  );
  const joined = new Map<number, Fact | null>();
  for (const statement of statements) {
    const [first, ...rest] = together(statement).flatMap((id) => facts[id ?? -1] ?? []);
    if (first && (statement.kind === 'same' || rest.some(isOwn))) joined.set(first.id, rest.find(isOwn) ?? null);
  }
  return facts.flatMap((fact): Misdated[] => {
    const { where, dims, value, kind, concept } = fact;
    if (where.node !== 'text' || kind === 'text' || value === 0 || dims.measure || dims.date || Number(dims.year ?? own) >= Number(own))
      return [];
    const same = thisYear.get(keyOf(fact)) ?? [];
    const witness = same.find((other) => other.kind === kind && other.value === value) ?? joined.get(fact.id);
    return witness !== undefined || (same.length === 0 && !COUNTED.test(concept)) ? [{ fact, witness: witness ?? null }] : [];
  });
}

/** Where in a paragraph's plain text a place stands; null where it is not in it. */
function positionIn({ words }: Stretch, place: Place): number | null {
  const piece = words.pieces.find(
    ({ place: own }) =>
      own.line === place.line &&
      own.page === place.page &&
      own.sheet === place.sheet &&
      own.cell === place.cell &&
      own.from <= place.from &&
      place.from < own.to,
  );
  return piece ? plainText(words.text.slice(0, piece.at + place.from - piece.place.from)).length : null;
}

/** Sentences on this year's money that bear another year: last year's text was the template. */
export const factYear: Check = (reading) => {
  const own = reading.identity.year;
  if (own === null) return [];
  const paragraphs = stretches(reading).filter(({ kind, record }) => kind === 'paragraph' && !record);
  const told = misdated(reading).flatMap(({ fact, witness }) => {
    const stretch = paragraphs.find((one) => positionIn(one, fact.place) !== null);
    const at = stretch ? positionIn(stretch, fact.place) : null;
    if (!stretch || at === null) return [];
    const from = stretch.plain.lastIndexOf('。', at) + 1;
    const sentence = stretch.plain.slice(from, (stretch.plain.indexOf('。', at) + 1 || stretch.plain.length + 1) - 1);
    const year = stretch.plain.slice(from, at).lastIndexOf(`${fact.dims.year}年`);
    // a sentence that names both years compares them
    if (year < 0 || sentence.includes(`${own}年`)) return [];
    return [{ fact, witness, place: spotIn(stretch, from + year, from + year + 5, 12) }];
  });
  const [first] = told;
  if (!first) return [];
  const years = [...new Set(told.map(({ fact }) => `${fact.dims.year}年`))];
  const witnesses = told.flatMap(({ witness }) => (witness ? [factPlace(witness)] : []));
  return [
    found('comply.year', {
      severity: 'warning',
      message: `封面为${own}年度，下列说明写的是${years.join('、')}，所述${quoted(told.map(({ fact }) => `${fact.where.row ?? ''}${fact.printed}${fact.unit}`))}却是${own}年度的数，共${told.length}处，疑沿用其他年度的文本。`,
      stated: years.join('、'),
      expected: `${own}年`,
      culprit: 0,
      suggestion: '核对说明所述年度，改正年份；确为以前年度数的，同时写明本年数',
      places: [...told.map(({ place }) => place), ...witnesses],
    }),
  ];
};
