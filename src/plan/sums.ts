import { ALL, type Dimension, type Dims, dimensions, factKey } from '../fact/dimension.ts';
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

/** Some of the leaves of a concept: which, in their order, and the same as a mask. */
interface Part {
  readonly list: readonly number[];
  readonly has: Uint8Array;
}

/** The leaves of one concept. What is asked along one dimension is looked up once. */
class Shelf {
  readonly leaves: Leaf[] = [];
  private readonly lexicon: Pick<Lexicon, 'within'>;
  private readonly parts = new Map<string, Part>();

  constructor(lexicon: Pick<Lexicon, 'within'>) {
    this.lexicon = lexicon;
  }

  /** Those whose members equal the wanted ones or lie under them; a measure (last year's figure) only where it is asked for. */
  matching(wanted: Dims): readonly Leaf[] {
    const parts = dimensions.flatMap((dimension) => {
      const want = wanted[dimension] ?? ALL;
      return want !== ALL || dimension === 'measure' ? this.part(dimension, want) : [];
    });
    const [shortest, ...others] = parts.sort((a, b) => a.list.length - b.list.length);
    return (shortest?.list ?? []).flatMap((at) => (others.every(({ has }) => has[at] === 1) ? (this.leaves[at] ?? []) : []));
  }

  private part(dimension: Dimension, want: string): Part {
    const key = `${dimension} ${want}`;
    const known = this.parts.get(key);
    if (known) return known;
    const has = Uint8Array.from(this.leaves, ({ dims }) => (this.isUnder(dimension, dims[dimension], want) ? 1 : 0));
    const made = { has, list: this.leaves.flatMap((_, at) => (has[at] === 1 ? at : [])) };
    this.parts.set(key, made);
    return made;
  }

  private isUnder(dimension: Dimension, have: string | undefined, want: string): boolean {
    if (want === ALL) return have === undefined;
    return have !== undefined && (have === want || this.lexicon.within(dimension, have, want));
  }
}

/** Leaves by concept. */
export class LeafIndex {
  private readonly shelves = new Map<string, Shelf>();
  private readonly found = new Map<string, readonly Leaf[]>();

  constructor(leaves: readonly Leaf[], lexicon: Pick<Lexicon, 'within'>) {
    for (const leaf of leaves) {
      const shelf = this.shelves.get(leaf.concept) ?? new Shelf(lexicon);
      this.shelves.set(leaf.concept, shelf);
      shelf.leaves.push(leaf);
    }
  }

  /** The leaves that a fact is the sum of. */
  matching(concept: string, dims: Dims): readonly Leaf[] {
    const key = factKey(concept, dims);
    const known = this.found.get(key);
    if (known) return known;
    const given = this.of(concept, dims);
    const made = given.length > 0 ? given : (PARTS[concept] ?? []).flatMap((part) => this.of(part, dims));
    this.found.set(key, made);
    return made;
  }

  kindOf(concept: string): Leaf['kind'] {
    return this.shelves.get(concept)?.leaves[0]?.kind ?? COUNTED[concept] ?? 'money';
  }

  private of(concept: string, dims: Dims): readonly Leaf[] {
    return this.shelves.get(concept)?.matching(dims) ?? [];
  }
}

/** Facts by summing leaves exactly, in 分. */
export function summedFacts(index: LeafIndex): FormFacts {
  const values = new Map<readonly Leaf[], number>();
  const sumOf = (leaves: readonly Leaf[]): number => {
    const known = values.get(leaves);
    if (known !== undefined) return known;
    const sum = leaves.reduce((total, { value }) => total + value, 0);
    values.set(leaves, sum);
    return sum;
  };
  return {
    value(concept, dims) {
      const found = index.matching(concept, dims);
      return { kind: found[0]?.kind ?? index.kindOf(concept), value: sumOf(found), scale: 0 };
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
