import { ALL, type Dimension, UNKNOWN } from '../fact/dimension.ts';
import { type Catalogue, codebookOf } from './codes.ts';

/** The members of one dimension (or of `concept`) as forms/lexicon/dimensions.yaml has them. */
export interface MemberList {
  readonly names?: Readonly<Record<string, string>>;
  /** members directly under a member; together they make it up */
  readonly children?: Readonly<Record<string, readonly string[]>>;
  readonly 'of-which'?: readonly string[];
  /** closed lists of items, by concept */
  readonly 'of-concept'?: Readonly<Record<string, readonly string[]>>;
}

/** forms/lexicon/dimensions.yaml: member lists by dimension. */
export type DimensionData = Readonly<Record<string, MemberList>>;

/** How the members of each dimension stand above one another. */
export interface MemberTree {
  parent(dimension: Dimension | 'concept', member: string): string | null;
  within(dimension: Dimension | 'concept', below: string, above: string): boolean;
  children(dimension: Dimension | 'concept', member: string): readonly string[];
  itemsOf(concept: string): readonly string[];
  isOfWhich(dimension: Dimension, member: string): boolean;
  name(dimension: Dimension | 'concept', member: string, year?: number): string;
}

/** What the letter of a code of 政府采购品目分类目录 stands for. */
const BOUGHT: Readonly<Record<string, string>> = { A: 'goods', B: 'works', C: 'services' };

/** Builds the tree: codes stand above one another by prefix, other members as the data say. */
export function createTree(data: DimensionData, catalogue: Catalogue): MemberTree {
  const parents = new Map<string, Map<string, string>>();
  const ofWhich = new Map<string, ReadonlySet<string>>();
  for (const [dimension, list] of Object.entries(data)) {
    const own = Object.entries(list.children ?? {}).flatMap(([above, members]) => members.map((below) => [below, above] as const));
    parents.set(dimension, new Map(own));
    ofWhich.set(dimension, new Set(list['of-which']));
  }

  const parent = (dimension: Dimension | 'concept', member: string): string | null => {
    if (member === ALL || member === UNKNOWN) return null;
    const known = parents.get(dimension)?.get(member);
    if (known !== undefined) return known;
    if (dimension === 'concept') return null;
    if (dimension === 'item') return BOUGHT[/^([ABC])\d/.exec(member)?.[1] ?? ''] ?? ALL;
    return codebookOf(catalogue, dimension)?.parentOf(member) || ALL;
  };

  return {
    parent,
    within(dimension, below, above) {
      if (above === ALL) return true;
      for (let at: string | null = below; at !== null; at = parent(dimension, at)) if (at === above) return true;
      return false;
    },
    children: (dimension, member) => data[dimension]?.children?.[member] ?? [],
    itemsOf: (concept) => data.item?.['of-concept']?.[concept] ?? [],
    isOfWhich: (dimension, member) => ofWhich.get(dimension)?.has(member) ?? false,
    name(dimension, member, year) {
      const known = data[dimension]?.names?.[member];
      if (known !== undefined) return known;
      const book = codebookOf(catalogue, dimension);
      const row = book && ((year === undefined ? null : book.byCode(member, year)) ?? book.byCode(member));
      if (row) return row.name;
      return member === ALL ? '合计' : member;
    },
  };
}
