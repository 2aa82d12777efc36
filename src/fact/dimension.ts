/** The dimensions of a fact. A dimension that is left out is `all`. */
export const dimensions = [
  'organisation', // a unit, by name; left out: the whole paper's organisation
  'year', // fiscal year, e.g. "2025"
  'stage', // original | adjusted | actual (Budget Law art. 75: 年初预算, 全年预算, 决算)
  'fund', // fund book or source of money: general, managed-funds, state-capital, …
  'function', // functional classification code 类款项: 215, 21505, 2150501
  'nature', // basic > personnel, public; project > operating, specific
  'economic', // departmental economic classification code: 301, 30101
  'government', // government economic classification code: 501, 50101
  'income', // revenue classification code: 103, 10301
  'project', // a project, by name
  'origin', // this-year | carried-over | surplus-used
  'item', // member of a concept's own list: overseas, vehicles, goods, vehicle kinds, funding level …
  'set', // which group of projects is counted: managed, published, self-evaluated, department-evaluated …
  'measure', // left out: the amount itself; change | growth | budget-change | budget-growth | share | completion | prior
  'date', // as-of date of a stock, e.g. "2024-12-31"
] as const;

export type Dimension = (typeof dimensions)[number];

/** Members by dimension; a missing dimension means `all`; `unknown` is said, never guessed. */
export type Dims = { readonly [D in Dimension]?: string };

export const ALL = 'all';
export const UNKNOWN = 'unknown';

/** The member of `dims` along a dimension. */
export const member = (dims: Dims, dimension: Dimension): string => dims[dimension] ?? ALL;

/** `dims` with some members replaced; `all` takes a member out. */
export function withDims(dims: Dims, changes: Dims): Dims {
  const out: Partial<Record<Dimension, string>> = {};
  const put = (from: Dims, dimension: Dimension): void => {
    const value = from[dimension];
    if (value !== undefined && value !== ALL) out[dimension] = value;
  };
  // nothing is deleted: an object that loses a member is slow to read ever after
  for (const dimension of Object.keys(dims) as Dimension[]) put(dimension in changes ? changes : dims, dimension);
  for (const dimension of Object.keys(changes) as Dimension[]) put(changes, dimension);
  return out;
}

/** One string for a concept and its members; equal exactly when the facts speak of the same thing. */
export function factKey(concept: string, dims: Dims): string {
  let key = concept;
  for (const dimension of dimensions) {
    const value = dims[dimension];
    if (value !== undefined && value !== ALL) key += `;${dimension}=${value}`;
  }
  return key;
}
