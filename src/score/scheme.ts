import { parseDecimal } from '../fact/decimal.ts';
import type { GradeBand } from '../form/passage-form.ts';
import { fail, fieldsOf, isMissing, listOf, type Node, oneOf, textOf, textsOf, wholeOf } from '../form/yaml.ts';
import type { FormSetFiles } from '../forms.ts';
import type { Points } from './points.ts';
import type { Attainment } from './scoring.ts';

/** How self-evaluations are scored in a place (forms/cn/scoring). Shares are percent. */
export interface Scheme {
  readonly id: string;
  readonly name: string;
  readonly basis: string;
  /** points for execution, and for all */
  readonly execution: Points;
  readonly total: Points;
  /** what share of the weight an indicator that is judged may get: from, to */
  readonly judged: Readonly<Record<Attainment, readonly [number, number]>>;
  /** what share of the weight is taken off where an actual value is above such a share of the target, as that was set too low */
  readonly over: readonly { readonly above: number; readonly deduct: number }[];
  /** what share of the weight goes to an indicator that was not set */
  readonly missing: number;
  readonly grades: readonly GradeBand[];
  /** first-level indicators of a department's own evaluation; none: any */
  readonly levels: readonly { readonly name: string; readonly weight: Points }[];
}

const ATTAINMENTS: readonly Attainment[] = ['reached', 'partly', 'missed'];
const FIELDS = ['scheme', 'name', 'basis', 'extends', 'execution', 'total', 'judged', 'over', 'missing', 'grades', 'levels'];

function numberOf(node: Node): number {
  const number = typeof node.value === 'number' ? parseDecimal(String(node.value)) : null;
  return number ? number.digits / 10 ** number.scale : fail(node, '不小于0的数');
}

const points = (node: Node): Points => Math.round(numberOf(node) * 100);

function bandOf(node: Node): readonly [number, number] {
  const [from, to] = listOf(node).map(numberOf);
  return from !== undefined && to !== undefined && from <= to ? [from, to] : fail(node, '两个百分数：下限、上限');
}

function gradeOf(node: Node): GradeBand {
  const field = fieldsOf(node, ['grade', 'from', 'words']);
  return { grade: textOf(field('grade')), from: wholeOf(field('from')), words: textsOf(field('words')) };
}

function readScheme(node: Node, base: Scheme | null): Scheme {
  const field = fieldsOf(node, FIELDS);
  const own = <T>(key: string, read: (node: Node) => T, from: T | undefined): T =>
    isMissing(field(key)) && from !== undefined ? from : read(field(key));
  const judged = (item: Node): Scheme['judged'] => {
    const band = fieldsOf(item, ATTAINMENTS);
    return { reached: bandOf(band('reached')), partly: bandOf(band('partly')), missed: bandOf(band('missed')) };
  };
  return {
    id: textOf(field('scheme')),
    name: textOf(field('name')),
    basis: textOf(field('basis')),
    execution: own('execution', points, base?.execution),
    total: own('total', points, base?.total),
    judged: own('judged', judged, base?.judged),
    over: own(
      'over',
      (list) =>
        listOf(list).map((item) => {
          const step = fieldsOf(item, ['above', 'deduct']);
          return { above: wholeOf(step('above')), deduct: wholeOf(step('deduct')) };
        }),
      base?.over,
    ),
    missing: own('missing', numberOf, base?.missing),
    grades: own('grades', (list) => listOf(list).map(gradeOf), base?.grades),
    levels: own(
      'levels',
      (list) =>
        listOf(list).map((item) => {
          const level = fieldsOf(item, ['name', 'weight']);
          return { name: textOf(level('name')), weight: points(level('weight')) };
        }),
      base?.levels,
    ),
  };
}

/** The schemes of forms/*\/scoring, by id; one may extend another that stands before it. Throws an Error naming file and path where one cannot be used. */
export function schemesOf(sets: readonly FormSetFiles[]): ReadonlyMap<string, Scheme> {
  const schemes = new Map<string, Scheme>();
  for (const { id, files } of sets) {
    if (!/\/scoring$/.test(id)) continue;
    for (const [name, documents] of files) {
      for (const value of documents) {
        const node: Node = { value, path: `forms/${id}/${name}.yaml` };
        const above = fieldsOf(node, FIELDS)('extends');
        const base = isMissing(above) ? null : schemes.get(oneOf(above, [...schemes.keys()]));
        const scheme = readScheme(node, base ?? null);
        schemes.set(scheme.id, scheme);
      }
    }
  }
  return schemes;
}

/** 中 and 差, below the two best grades: improved, or cut (财预〔2020〕10号). */
export const needsAnswer = (grade: GradeBand | null, { grades }: Pick<Scheme, 'grades'>): boolean =>
  grade !== null && grades.filter(({ from }) => from > grade.from).length >= 2;
