import { NodeError } from '../form/yaml.ts';
import { projectRecordOf } from './read.ts';
import type { ProjectRecord } from './record.ts';

/** What is wrong in a project while it is being written: where (indicators[2].value), and what. */
export interface DraftProblem {
  readonly at: string;
  readonly message: string;
}

/** A project as far as it can be used, and everything that keeps it from being a whole one. */
export interface Draft {
  readonly record: ProjectRecord;
  readonly problems: readonly DraftProblem[];
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A container on the way to what cannot be used: a list or mapping, and the index or key below. */
interface Step {
  readonly of: unknown[] | Fields;
  readonly key: number | string;
}

/** Where the elements of a list stood before others were taken out of it. */
type Origins = WeakMap<unknown[], number[]>;

/** Follows a path, also by keys that hold dots: names of indicators are such. Gives the steps, and the path as it was at first. */
function followed(root: Fields, path: string, origins: Origins): { readonly steps: readonly Step[]; readonly at: string } {
  const steps: Step[] = [];
  let at = '';
  let value: unknown = root;
  for (let rest = path; rest !== ''; ) {
    if (Array.isArray(value)) {
      const index = Number(/^\[(\d+)\]/.exec(rest)?.[1] ?? 0);
      steps.push({ of: value, key: index });
      at += `[${origins.get(value)?.[index] ?? index}]`;
      rest = rest.replace(/^\[\d+\]/, '');
      value = value[index];
    } else {
      const own = rest.replace(/^\./, '');
      const known = isFields(value)
        ? Object.keys(value).filter((key) => own.startsWith(key) && /^(?:$|[.[])/.test(own.slice(key.length)))
        : [];
      const key = known.sort((a, b) => b.length - a.length)[0] ?? own;
      if (!isFields(value)) break;
      steps.push({ of: value, key });
      at += `${at === '' ? '' : '.'}${key}`;
      rest = own.slice(key.length);
      value = value[key];
    }
  }
  return { steps, at };
}

function take({ of, key }: Step, origins: Origins): void {
  if (!Array.isArray(of)) {
    delete of[key];
    return;
  }
  const order = origins.get(of) ?? of.map((_, i) => i);
  order.splice(Number(key), 1);
  of.splice(Number(key), 1);
  origins.set(of, order);
}

/** An indicator that cannot be used is one without a value: what the years say of it still finds it by its name. */
const placeholder = (value: unknown): Fields | null =>
  isFields(value) && typeof value.name === 'string' && value.missing !== true ? { name: value.name, missing: true } : null;

const NEEDED: Readonly<Fields> = { name: '（没有名称）', nature: 'specific' };

/** Takes out the least with which the reader gets past what it stopped at. */
function mend(root: Fields, steps: readonly Step[], again: boolean, origins: Origins): void {
  const last = steps.at(-1);
  if (!last) throw new TypeError('the reader stopped at the project itself');
  const isThere = Array.isArray(last.of) || Object.hasOwn(last.of, last.key);
  if (steps.length === 1 && typeof last.key === 'string' && last.key in NEEDED) root[last.key] = NEEDED[last.key];
  else if (isThere && !again) take(last, origins);
  else {
    const above = steps.slice(0, -1).findLast(({ of }) => Array.isArray(of)) ?? steps.at(-2) ?? last;
    const inList = Array.isArray(above.of) ? above.of : null;
    const stub = inList && steps[0]?.key === 'indicators' ? placeholder(inList[Number(above.key)]) : null;
    if (inList && stub) inList[Number(above.key)] = stub;
    else take(above, origins);
  }
}

const ROOT = 'project';
const saidOf = (said: string): string => said.replace(/^应为(.*)，实为 (?:空|"")$/s, '没有填：$1');

/**
 * Reads a project that is still being written, with the reader of finished records: what that cannot use is told at its place and left out.
 * `value`: JSON, which stays as it is.
 */
export function draftOf(value: unknown, organisation: string): Draft {
  const rest: Fields = isFields(value) ? structuredClone(value) : {};
  const origins: Origins = new WeakMap();
  const problems = new Map<string, string>();
  for (;;) {
    try {
      const record = projectRecordOf({ value: rest, path: ROOT }, organisation);
      return { record, problems: [...problems].map(([at, message]) => ({ at, message })) };
    } catch (reason) {
      if (!(reason instanceof NodeError)) throw reason;
      const [fault] = reason.faults;
      if (!fault) throw reason;
      const { steps, at } = followed(rest, (fault.key ?? fault.path).slice(ROOT.length), origins);
      const again = problems.has(at);
      if (!again) problems.set(at, saidOf(fault.said));
      mend(rest, steps, again, origins);
    }
  }
}
