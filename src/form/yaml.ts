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

/** Something in a file cannot be used; the message is Chinese and says where, what stands there and what should. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
  /** path of what cannot be used, and what is wrong with it */
  readonly at: string;
  readonly said: string;

  constructor(path: string, said: string, at = path) {
    super(`${path}: ${said}`);
    this.at = at;
    this.said = said;
  }
}

/** Throws NodeError. */
export function fail({ path, value }: Node, expected: string): never {
  throw new NodeError(path, `应为${expected}，实为 ${shown(value)}`);
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a mapping; where `allowed` is given, others are refused (a slip of the pen would silently change a form). */
export function fieldsOf(node: Node, allowed: readonly string[] | null = null): (key: string) => Node {
  const { value, path } = node;
  if (!isFields(value)) return fail(node, '键值对');
  for (const key of Object.keys(value)) {
    if (allowed && !allowed.includes(key))
      throw new NodeError(path, `不认识的字段 ${key}（可用：${allowed.join('、')}）`, `${path}.${key}`);
  }
  return (key) => ({ value: value[key], path: /\.ya?ml$/.test(path) ? `${path}: ${key}` : `${path}.${key}` });
}

export const keysOf = (node: Node): string[] => (isFields(node.value) ? Object.keys(node.value) : fail(node, '键值对'));
export const isMissing = ({ value }: Node): boolean => value === undefined || value === null;

/** The elements of a list; [] where it is missing. */
export function listOf(node: Node): Node[] {
  if (isMissing(node)) return [];
  if (!Array.isArray(node.value)) return fail(node, '列表');
  return node.value.map((value: unknown, i) => ({ value, path: `${node.path}[${i}]` }));
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
