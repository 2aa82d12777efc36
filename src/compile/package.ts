import type { Edition } from '../document/layout.ts';
import { ALL, factKey, UNKNOWN, withDims } from '../fact/dimension.ts';
import type { StatedFact } from '../form/render-facts.ts';
import { AXES, type Axis } from '../format/datapackage/fields.ts';
import type { PackageContent, PackagedCode, PackagedFact } from '../format/datapackage/write.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';

const memberOf = ({ concept, dims }: StatedFact, axis: Axis): string | undefined => (axis === 'concept' ? concept : dims[axis]);

/** Every fact once, with all places that state it. What is told of the `organisation` itself is what is told of all, where the value is the same. */
function factsOf(stated: readonly StatedFact[], organisation: string): PackagedFact[] {
  const found = new Map<string, { readonly fact: StatedFact; readonly places: Set<string> }>();
  for (const fact of stated) {
    const dims = fact.dims.organisation === organisation ? withDims(fact.dims, { organisation: ALL }) : fact.dims;
    const key = `${factKey(fact.concept, dims)} ${fact.value}`;
    const known = found.get(key) ?? { fact, places: new Set<string>() };
    known.places.add(fact.where);
    found.set(key, known);
  }
  return [...found.values()].map(({ fact: { concept, dims, kind, value, scale }, places }) => ({
    concept,
    dims,
    kind,
    value,
    scale,
    places: [...places],
  }));
}

/** The members that facts use along an axis and those above them, by code. */
function codesOf(axis: Axis, stated: readonly StatedFact[], lexicon: Pick<Lexicon, 'name' | 'parent'>, year: number): PackagedCode[] {
  const above = (code: string): string => {
    const parent = lexicon.parent(axis, code);
    return parent === null || parent === ALL || parent === UNKNOWN ? '' : parent;
  };
  const codes = new Set<string>();
  for (const fact of stated) {
    for (let code = memberOf(fact, axis) ?? ''; code !== '' && code !== ALL && !codes.has(code); code = above(code)) codes.add(code);
  }
  return [...codes].sort().map((code) => ({ code, label: lexicon.name(axis, code, year), parent: above(code) }));
}

/** What of a compiled paper goes into its data package. `form`: id of the form set. */
export function packageOf(
  { stated, edition }: { readonly stated: readonly StatedFact[]; readonly edition: Edition },
  form: { readonly id: string; readonly year: number },
  lexicon: Pick<Lexicon, 'name' | 'parent'>,
): PackageContent {
  const axes = AXES.flatMap(({ axis, codes }) => (codes ? [axis] : []));
  const used = axes.map((axis) => [axis, codesOf(axis, stated, lexicon, form.year)] as const);
  return {
    name: form.id.replaceAll('/', '-'),
    edition,
    facts: factsOf(stated, edition.organisation),
    codes: new Map(used.filter(([, codes]) => codes.length > 0)),
  };
}
