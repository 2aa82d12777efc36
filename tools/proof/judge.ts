import { checkPaper } from '../../src/check/check.ts';
import { scaled } from '../../src/check/equation.ts';
import type { Finding } from '../../src/check/finding.ts';
import type { Place } from '../../src/fact/place.ts';
import type { Paper } from '../../src/score/read.ts';
import { mustBreak } from '../eligible.ts';
import type { Draw } from './draw.ts';
import type { Clean, Fault, Plant } from './fault.ts';
import * as numbers from './faults-number.ts';
import * as words from './faults-word.ts';
import { saysOf } from './paper.ts';
import { hasTwin, readAgain } from './twin.ts';

/** Where a kind of fault belongs in the bars. */
export type Field = 'table' | 'text' | 'form' | 'rule';

export interface Kind {
  readonly name: string;
  readonly field: Field;
  /** one number is wrong: the culprit can be named */
  readonly numeric: boolean;
  readonly plant: Plant;
}

const kind = (name: string, field: Field, numeric: boolean, plant: Plant): Kind => ({ name, field, numeric, plant });

/** All kinds; each is drawn as often as the others. */
export const KINDS: readonly Kind[] = [
  kind('digit in a table', 'table', true, numbers.tableDigit),
  kind('digit in the text', 'text', true, numbers.textDigit),
  kind('digit in a form', 'form', true, numbers.recordDigit),
  kind('share', 'text', true, numbers.shareDigit),
  kind('change amount', 'text', true, numbers.changeAmount),
  kind('growth rate', 'text', true, numbers.growthRate),
  kind('completion rate', 'text', true, numbers.completionRate),
  kind('direction word', 'text', false, numbers.direction),
  kind('rows swapped', 'table', false, numbers.swappedRows),
  kind('row lost', 'table', false, numbers.lostRow),
  kind('code', 'table', false, words.code),
  kind('unit in the text', 'text', true, numbers.textUnit),
  kind('unit of a table', 'table', false, words.captionUnit),
  kind('project renamed', 'rule', false, words.projectName),
  kind('year', 'rule', false, words.year),
  kind('template words', 'rule', false, words.leftover),
  kind('watermark', 'rule', false, words.watermark),
  kind('mobile number', 'rule', false, words.personalData),
  kind('paragraph doubled', 'rule', false, words.doubled),
  kind('note missing', 'rule', false, words.missingNote),
  kind('table missing', 'rule', false, words.missingTable),
  kind('stale class name', 'rule', false, words.staleClass),
];

/** What became of one planted fault. */
export interface Verdict {
  readonly paper: number;
  readonly fault: number;
  readonly kind: string;
  readonly set: string;
  readonly says: string;
  readonly eligible: boolean;
  readonly caught: boolean;
  readonly culprit: boolean;
  /** somebody is named, rightly or not */
  readonly accused: boolean;
  /** nobody is named, and another figure may be the wrong one just as well (see hasTwin) */
  readonly twin: boolean;
  /** findings that are neither in the clean paper nor at the fault */
  readonly further: readonly string[];
}

const touches = (a: Place, b: Place): boolean => a.line === b.line && a.from < b.to && b.from < a.to;
const isAt = (finding: Finding, { at, codes }: Fault): boolean =>
  codes.includes(finding.code) || finding.places.some((place) => at.some((own) => touches(place, own)));

/** Whether some relation or rule must notice it; a changed number is taken as it is read now. */
function isEligible({ checked, reading }: Clean, { noticed, at }: Fault, again: Paper): boolean {
  if (typeof noticed === 'string') return noticed === 'rule';
  const changes = new Map<number, number>();
  for (const [id, value] of noticed) {
    const [place] = at;
    const twin =
      value === null ? again.facts.find((fact) => fact.place.line === place?.line && fact.place.from === place?.from) : undefined;
    const old = reading.facts[id];
    if (!old) continue;
    // a number that is read otherwise after the change still counts: the relation it stood in lost it
    if (value === null && !twin) return true;
    const now = value ?? (twin ? scaled(twin).value : 0);
    if (now !== scaled(old).value) changes.set(id, now);
  }
  return mustBreak(checked.relations, changes);
}

/** Plants one fault and looks what the checks say; null where the paper has no place for it. */
export function judge(
  clean: Clean,
  { name, plant, numeric }: Kind,
  draw: Draw,
  numbersOf: { readonly paper: number; readonly fault: number },
): Verdict | null {
  const fault = plant(clean, draw);
  if (!fault) return null;
  const again = readAgain(fault.document, clean);
  const checked = checkPaper(again, clean.forms);
  const known = new Set(clean.checked.findings.map(saysOf));
  const fresh = checked.findings.filter((finding) => finding.severity !== 'info' && !known.has(saysOf(finding)));
  const hits = fresh.filter((finding) => isAt(finding, fault));
  const named = hits.some(({ culprit, places }) => {
    const place = culprit === null ? undefined : places[culprit];
    return place !== undefined && fault.at.some((own) => touches(place, own));
  });
  const eligible = isEligible(clean, fault, again);
  const accused = hits.some(({ culprit }) => culprit !== null);
  return {
    ...numbersOf,
    kind: name,
    set: clean.made.set.id,
    says: fault.says,
    eligible,
    caught: hits.length > 0,
    culprit: named,
    accused,
    twin: numeric && eligible && hits.length > 0 && !accused && hasTwin(clean, fault, again, checked),
    further: fresh.filter((finding) => !hits.includes(finding)).map(saysOf),
  };
}
