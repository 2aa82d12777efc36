import { type Checked, checkPaper } from '../../src/check/check.ts';
import { scaled } from '../../src/check/equation.ts';
import type { Relation } from '../../src/check/relation.ts';
import type { Document } from '../../src/document/document.ts';
import type { Fact } from '../../src/fact/fact.ts';
import type { Place } from '../../src/fact/place.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { type Paper, readPaper } from '../../src/score/read.ts';
import { digitChanges } from '../eligible.ts';
import { placeAt, spotsOf, textAt, withTexts } from './edit.ts';
import type { Clean, Fault } from './fault.ts';
import { saysOf } from './paper.ts';

export const readAgain = (document: Document, { forms }: Clean): Paper =>
  readPaper(readDocument(new TextEncoder().encode(writeText(document)), 'fault.txt'), 'fault.txt', forms);

const isAt = (place: Place, { at }: Fault): boolean =>
  at.some((own) => own.line === place.line && own.from < place.to && place.from < own.to);

/** The printed numbers one digit off that a fact would have if it, and not the planted one, were the wrong figure. */
function rightOf(fact: Fact, broken: readonly Relation[]): string[] {
  const asked = broken.filter(({ facts }) => facts.includes(fact.id)).map((relation) => relation.solve(relation.facts.indexOf(fact.id)));
  const { value } = scaled(fact);
  const perUnit = value / Number(fact.printed.replace(/,/g, ''));
  if (!Number.isFinite(perUnit)) return [];
  return digitChanges(fact.printed).filter((printed) => {
    const right = Number(printed.replace(/,/g, '')) * perUnit;
    return asked.every((interval) => interval !== null && right >= interval.lo - 1 && right <= interval.hi + 1);
  });
}

/** A document with another number in the place of a fact; null where it has no words of its own there. */
function withNumber(document: Document, { place, printed }: Fact, right: string): Document | null {
  const told = spotsOf(document).find(({ place: own }) => own && own.line === place.line && own.from <= place.from && place.from < own.to);
  const start = told ? placeAt(document, told.spot)?.from : undefined;
  if (!told || start === undefined) return null;
  const [from, to] = [place.from - start, place.to - start];
  const text = textAt(document, told.spot);
  return text.slice(from, to) === printed
    ? withTexts(document, [{ spot: told.spot, text: text.slice(0, from) + right + text.slice(to) }])
    : null;
}

/**
 * True where nobody can tell the planted figure from another one: with one digit of that other changed, the faulty paper is a paper without
 * any finding; it could be that paper with the other figure mistyped just as well as this one with the planted fault.
 */
export function hasTwin(clean: Clean, fault: Fault, again: Paper, checked: Checked): boolean {
  const broken = checked.relations.filter(({ holds }) => !holds);
  const known = new Set(clean.checked.findings.map(saysOf));
  const rivals = new Set(broken.flatMap(({ facts }) => facts));
  return [...rivals].some((id) => {
    const fact = again.facts[id];
    if (!fact || fact.printed === '' || isAt(fact.place, fault)) return false;
    return rightOf(fact, broken).some((right) => {
      const document = withNumber(fault.document, fact, right);
      if (!document) return false;
      const { findings, relations } = checkPaper(readAgain(document, clean), clean.forms);
      return (
        relations.filter(({ holds }) => !holds).length <= clean.checked.relations.filter(({ holds }) => !holds).length &&
        findings.every((finding) => finding.severity === 'info' || known.has(saysOf(finding)))
      );
    });
  });
}
