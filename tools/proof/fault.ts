import type { Checked } from '../../src/check/check.ts';
import type { Document } from '../../src/document/document.ts';
import type { Fact } from '../../src/fact/fact.ts';
import type { Place } from '../../src/fact/place.ts';
import type { Forms } from '../../src/forms.ts';
import type { Paper } from '../../src/score/read.ts';
import type { Draw } from './draw.ts';
import { placeAt, type Spot, spotsOf, type Told, textAt, withTexts } from './edit.ts';
import type { Made } from './paper.ts';

/** A clean paper as text, read and checked, into which faults are planted. */
export interface Clean {
  readonly made: Made;
  readonly reading: Paper;
  readonly checked: Checked;
  readonly forms: Forms;
  readonly spots: readonly Told[];
}

export const cleanOf = (made: Made, reading: Paper, checked: Checked, forms: Forms): Clean => ({
  made,
  reading,
  checked,
  forms,
  spots: spotsOf(made.compiled.document),
});

/** One fault, planted. */
export interface Fault {
  readonly document: Document;
  /** what was done, for the list of those that were missed */
  readonly says: string;
  /** where, in the planted document: a finding there has caught it */
  readonly at: readonly Place[];
  /** what catches it where nothing stands any more: findings with these codes */
  readonly codes: readonly string[];
  /**
   * What tells that something must notice it: facts of the clean paper and what they become, in 分 or 10^-6 (null: as it is read again);
   * 'rule' where a rule of its own must, 'nothing' where there is none.
   */
  readonly noticed: ReadonlyMap<number, number | null> | 'rule' | 'nothing';
}

/** Plants a fault of one kind somewhere; null where the paper has no place for it. */
export type Plant = (clean: Clean, draw: Draw) => Fault | null;

/** The spot that a fact was read from. */
export const spotOfFact = ({ spots }: Clean, { place }: Fact): Spot | null =>
  spots.find(({ place: own }) => own && own.line === place.line && own.from <= place.from && place.from < own.to)?.spot ?? null;

/** Replaces characters from … to of a spot. */
export function rewrite(
  { made }: Clean,
  spot: Spot,
  [from, to]: readonly [number, number],
  text: string,
  noticed: Fault['noticed'],
): Fault {
  const { document } = made.compiled;
  const old = textAt(document, spot);
  const changed = withTexts(document, [{ spot, text: old.slice(0, from) + text + old.slice(to) }]);
  const place = placeAt(changed, spot, from, from + text.length);
  return {
    document: changed,
    says: `${old.slice(Math.max(0, from - 20), from)}[${old.slice(from, to)} → ${text}]${old.slice(to, to + 12)}`,
    at: place ? [place] : [],
    codes: [],
    noticed,
  };
}

/** Spots of paragraphs of a role that match. */
export const paragraphsOf = ({ spots, made }: Clean, roles: readonly string[], wanted: RegExp): Told[] =>
  spots.filter(({ spot, text }) => spot.row === null && roles.includes(made.compiled.layout[spot.block]?.role ?? '') && wanted.test(text));
