import { load, YAMLException } from 'js-yaml';
import { type Fault, NodeError } from '../form/yaml.ts';
import { FormatError } from '../format/error.ts';
import { decodeText } from '../format/txt/decode.ts';
import { yamlFault } from '../plan/load.ts';
import type { PlanProblem } from '../plan/plan.ts';
import { error } from '../plan/problems/problem.ts';
import { readRecords } from './read.ts';
import type { PerformanceRecords } from './record.ts';

/** Records from a file, or what keeps it from being such. */
export interface LoadedRecords {
  /** null where there is a problem */
  readonly records: PerformanceRecords | null;
  readonly problems: readonly PlanProblem[];
}

const refused = (place: string, message: string, mend: string): LoadedRecords => ({
  records: null,
  problems: [error(place, '', message, mend)],
});

/** What is wrong, each with the path in the file at `path`: projects[0].years[0].year; '' for the file itself. */
export const faultsOf = ({ faults }: NodeError, path: string): Fault[] =>
  faults.map((fault) => ({ ...fault, path: fault.path === path ? '' : fault.path.replace(`${path}: `, '') }));

/** Records of performance from a YAML or JSON file; all that cannot be used is told with its path and how to mend it. */
export function loadRecords(bytes: Uint8Array, fileName: string): LoadedRecords {
  const path = /\.ya?ml$/.test(fileName) ? fileName : `${fileName}.yaml`;
  try {
    const value = load(decodeText(bytes));
    return { records: readRecords({ value, path }), problems: [] };
  } catch (reason) {
    if (reason instanceof FormatError) return refused(fileName, reason.message, '换一份文件再试');
    if (reason instanceof YAMLException) return refused(...yamlFault(reason, fileName));
    if (!(reason instanceof NodeError)) throw reason;
    return { records: null, problems: faultsOf(reason, path).map(({ path: at, said, mend }) => error(at || fileName, '', said, mend)) };
  }
}
