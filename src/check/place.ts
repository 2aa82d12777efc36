import type { Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Fact } from '../fact/fact.ts';
import type { Place } from '../fact/place.ts';
import type { FindingPlace } from './finding.ts';

/** Longest `text` of a finding's place. */
const LONGEST = 60;

/** Words that tell a person where a place is; all may be null. */
export interface Spot {
  readonly table: string | null;
  readonly row: string | null;
  readonly column: string | null;
}

export const NOWHERE: Spot = { table: null, row: null, column: null };

/** A mobile number has eleven digits. */
const SHORTEST_PERSONAL = 11;

/** Mobile numbers, ID numbers and bank accounts with all but their ends replaced by asterisks; digits may be split by spaces. */
export function maskPersonal(text: string): string {
  if (text.length < SHORTEST_PERSONAL) return text;
  return text
    .replace(
      /(?<![\d.])(1[3-9]\d)((?:[\s-]?\d){4})((?:[\s-]?\d){4})(?![\d.])/g,
      (_, head: string, _middle: string, tail: string) => `${head}****${tail.replace(/\D/g, '')}`,
    )
    .replace(/(?<!\d)([1-9]\d{5})(?:19|20)\d{9}[\dXx](?!\d)/g, '$1************');
}

/** Words of a place: white space taken out between Chinese characters, at most 60 characters, personal data masked. */
export function placeText(text: string): string {
  const plain = maskPersonal(text.replace(/(?<=[^\x20-\x7e])\s+|\s+(?=[^\x20-\x7e])/g, '').trim());
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

const short = (text: string | null): string | null => (text === null ? null : placeText(text));

/** A place as a finding shows it. */
export const findingPlace = (place: Place, text: string, { table, row, column }: Spot = NOWHERE): FindingPlace => ({
  ...place,
  table: short(table),
  row: short(row),
  column: short(column),
  text: placeText(text),
});

/** The place of words, or of a part of them. */
export const wordsPlace = (words: Words, spot: Spot = NOWHERE, from = 0, to = words.text.length): FindingPlace =>
  findingPlace(placeOf(words, from, to), words.text.slice(from, to), spot);

/** The place of a fact, with the words that tell where it stands. */
export const factPlace = (fact: Fact): FindingPlace =>
  findingPlace(fact.place, `${fact.printed}${fact.where.node === 'table' ? '' : fact.unit}`, fact.where);
