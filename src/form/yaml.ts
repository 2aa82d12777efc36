import { type Dims, dimensions } from '../fact/dimension.ts';

/** A value of a YAML file with the path that leads to it, for errors that a person can follow. */
export interface Node {
  readonly value: unknown;
  /** forms/shanxi/budget/2025/table-04.yaml: blocks[1].columns[0] */
  readonly path: string;
}

/** A value in a message; of lists and mappings only that they are such, as aliases may make them endless. */
const shown = (value: unknown): string =>
  Array.isArray(value) ? '列表' : typeof value === 'object' && value !== null ? '键值对' : (JSON.stringify(value)?.slice(0, 60) ?? '空');

/** One thing in a file that cannot be used: where, what stands there and what should, and what to do. */
export interface Fault {
  readonly path: string;
  readonly said: string;
  readonly mend: string;
  /** path of the key itself, where it is one that is not known */
  readonly key?: string;
}

/** Something in a file cannot be used; the message is Chinese and tells of each fault. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(({ path, said }) => `${path}: ${said}`).join('\n'));
    this.faults = faults;
  }
}

/** Throws NodeError. */
export function fail(node: Node, expected: string): never {
  const mend = isMissing(node) ? '补上这一项' : '照此改正';
  throw new NodeError([{ path: node.path, said: `应为${expected}，实为 ${shown(node.value)}`, mend }]);
}

/** What a reading gives, or the faults that kept it from giving anything. */
function attempt<T>(read: () => T): { readonly value: T } | { readonly faults: readonly Fault[] } {
  try {
    return { value: read() };
  } catch (reason) {
    if (!(reason instanceof NodeError)) throw reason;
    return { faults: reason.faults };
  }
}

/** Readings as one: all are done, and what is wrong in any of them is thrown together, once for each place. */
export function together<T>(readings: { readonly [K in keyof T]: () => T[K] }): T {
  const faults = new Map<string, Fault>();
  const values = Object.entries<() => unknown>(readings).map(([key, reading]) => {
    const read = attempt(reading);
    if ('value' in read) return [key, read.value] as const;
    for (const fault of read.faults) if (!faults.has(fault.path)) faults.set(fault.path, fault);
    return [key, undefined] as const;
  });
  if (faults.size > 0) throw new NodeError([...faults.values()]);
  return Object.fromEntries(values) as T;
}

/** A list of readings as one. */
export const allOf = <T>(readings: readonly (() => T)[]): T[] => Object.values(together<Record<number, T>>(readings));

/** A reading and a check of the same: what is wrong by either is thrown together. */
export const checkedOf = <T>(own: () => T, check: () => unknown): T => together<{ own: T; check: unknown }>({ check, own }).own;

/** A reading that others build on: `known` is null where it failed, `read` gives it or throws what was wrong. */
export function ahead<T>(reading: () => T): { readonly known: T | null; readonly read: () => T } {
  const read = attempt(reading);
  return 'value' in read
    ? { known: read.value, read: () => read.value }
    : {
        known: null,
        read: () => {
          throw new NodeError(read.faults);
        },
      };
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a mapping; where `allowed` is given, others are refused (a slip of the pen would silently change a form). */
export function fieldsOf(node: Node, allowed: readonly string[] | null = null): (key: string) => Node {
  const { value, path } = node;
  if (!isFields(value)) return fail(node, '键值对');
  const strange = allowed ? Object.keys(value).filter((key) => !allowed.includes(key)) : [];
  if (strange.length > 0) {
    const said = `不认识的字段 ${strange.join('、')}（可用：${allowed?.join('、')}）`;
    throw new NodeError([{ path, said, mend: '改成可用的字段名，或者删去', key: `${path}.${strange[0]}` }]);
  }
  return (key) => ({ value: value[key], path: /\.ya?ml$/.test(path) ? `${path}: ${key}` : `${path}.${key}` });
}

/** A mapping field by field: fields that nobody knows, and what is wrong in the others, are thrown together. */
export function mappingOf<T>(
  node: Node,
  allowed: readonly string[],
  readings: (field: (key: string) => Node) => { readonly [K in keyof T]: () => T[K] },
): T {
  return checkedOf(
    () => together(readings(fieldsOf(node))),
    () => fieldsOf(node, allowed),
  );
}

export const keysOf = (node: Node): string[] => (isFields(node.value) ? Object.keys(node.value) : fail(node, '键值对'));
export const isMissing = ({ value }: Node): boolean => value === undefined || value === null;

/** The elements of a list; [] where it is missing. */
export function listOf(node: Node): Node[] {
  if (isMissing(node)) return [];
  if (!Array.isArray(node.value)) return fail(node, '列表');
  return node.value.map((value: unknown, i) => ({ value, path: `${node.path}[${i}]` }));
}

/** What is read of each element of a list; what is wrong in any of them is thrown together. */
export const eachOf = <T>(node: Node, read: (item: Node) => T): T[] => allOf(listOf(node).map((item) => () => read(item)));

/** Throws where mappings of a list have the same text or number under a key. */
export function uniqueIn(node: Node, key: string, expected: string): void {
  const seen = new Set<unknown>();
  eachOf(node, ({ value: item, path }) => {
    const value = isFields(item) ? item[key] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number') return;
    if (seen.has(value)) fail({ value, path: `${path}.${key}` }, expected);
    seen.add(value);
  });
}

/** A text; a number or a missing value where there is a fallback is taken too. */
export function textOf(node: Node, fallback?: string): string {
  if (isMissing(node) && fallback !== undefined) return fallback;
  return typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : fail(node, '文字');
}

export function wholeOf(node: Node, fallback?: number): number {
  if (isMissing(node) && fallback !== undefined) return fallback;
  return typeof node.value === 'number' && Number.isSafeInteger(node.value) ? node.value : fail(node, '整数');
}

/** One of a closed list. */
export function oneOf<T extends string>(node: Node, choices: readonly T[], fallback?: T): T {
  if (isMissing(node) && fallback !== undefined) return fallback;
  return choices.find((choice) => choice === node.value) ?? fail(node, `其中之一：${choices.join('、')}`);
}

export const textsOf = (node: Node): string[] => listOf(node).map((item) => textOf(item));

/** Concept and members: {concept: expenditure, fund: general}. `except`: keys of the mapping that are no dimensions. */
export function senseOf(node: Node, except: readonly string[] = []): { concept?: string; dims: Dims } {
  if (isMissing(node)) return { dims: {} };
  const field = fieldsOf(node, ['concept', ...dimensions, ...except]);
  const dims: Record<string, string> = {};
  for (const dimension of dimensions) {
    const member = field(dimension);
    if (!isMissing(member)) dims[dimension] = textOf(member);
  }
  const concept = field('concept');
  return isMissing(concept) ? { dims } : { concept: textOf(concept), dims };
}
