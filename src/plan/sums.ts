import { ALL, type Dimension, type Dims, dimensions } from '../fact/dimension.ts';
import type { FormFacts } from '../form/render-facts.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Leaf } from './leaves.ts';

/** Concepts that are sums of others: what is received is what is spent and carried over. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  revenue: ['expenditure', 'carry-out', 'surplus-distribution'],
  uses: ['expenditure', 'carry-out', 'surplus-distribution'],
};

/** What is counted or measured, so that a plan without any still prints 0, not 0.00. */
const COUNTED: Readonly<Record<string, Leaf['kind']>> = {
  ...Object.fromEntries(
    [
      ...['project-count', 'vehicles', 'vehicles-kept', 'vehicles-quota', 'vehicles-bought', 'equipment'],
      ...['overseas-groups', 'overseas-trips', 'reception-batches', 'reception-persons'],
    ].map((concept) => [concept, 'count']),
  ),
  'floor-area': 'area',
};

/** Leaves by concept; a leaf counts where its members equal the wanted ones or lie under them. */
export class LeafIndex {
  private readonly byConcept = new Map<string, Leaf[]>();
  private readonly lexicon: Pick<Lexicon, 'within'>;

  constructor(leaves: readonly Leaf[], lexicon: Pick<Lexicon, 'within'>) {
    this.lexicon = lexicon;
    for (const leaf of leaves) {
      const list = this.byConcept.get(leaf.concept);
      if (list) list.push(leaf);
      else this.byConcept.set(leaf.concept, [leaf]);
    }
  }

  /** The leaves that a fact is the sum of. */
  matching(concept: string, dims: Dims): readonly Leaf[] {
    const given = this.of(concept, dims);
    if (given.length > 0) return given;
    return (PARTS[concept] ?? []).flatMap((part) => this.of(part, dims));
  }

  kindOf(concept: string): Leaf['kind'] {
    return this.byConcept.get(concept)?.[0]?.kind ?? COUNTED[concept] ?? 'money';
  }

  private of(concept: string, dims: Dims): Leaf[] {
    return (this.byConcept.get(concept) ?? []).filter((leaf) => this.covers(leaf.dims, dims));
  }

  private covers(leaf: Dims, wanted: Dims): boolean {
    return dimensions.every((dimension) => {
      const want = wanted[dimension];
      const have = leaf[dimension];
      if (want === undefined || want === ALL) return dimension !== 'measure' || have === undefined;
      return have !== undefined && (have === want || this.lexicon.within(dimension, have, want));
    });
  }
}

/** Facts by summing leaves exactly, in 分. */
export function summedFacts(index: LeafIndex): FormFacts {
  return {
    value(concept, dims) {
      const found = index.matching(concept, dims);
      return { kind: found[0]?.kind ?? index.kindOf(concept), value: found.reduce((sum, { value }) => sum + value, 0), scale: 0 };
    },
    combinations(concept, dims, along: readonly Dimension[]) {
      const found = new Map<string, Dims>();
      for (const leaf of index.matching(concept, dims)) {
        if (leaf.value === 0 || along.some((dimension) => leaf.dims[dimension] === undefined)) continue;
        const members = Object.fromEntries(along.map((dimension) => [dimension, leaf.dims[dimension]])) as Dims;
        found.set(along.map((dimension) => leaf.dims[dimension]).join(' '), members);
      }
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members);
    },
  };
}
