import { load, YAMLException } from 'js-yaml';
import { NodeError } from '../form/yaml.ts';
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

/** Records of performance from a YAML or JSON file; what cannot be used is told with its path and how to mend it. */
export function loadRecords(bytes: Uint8Array, fileName: string): LoadedRecords {
  const path = /\.ya?ml$/.test(fileName) ? fileName : `${fileName}.yaml`;
  try {
    const value = load(decodeText(bytes));
    return { records: readRecords({ value, path }), problems: [] };
  } catch (reason) {
    if (reason instanceof FormatError) return refused(fileName, reason.message, '换一份文件再试');
    if (reason instanceof YAMLException) return refused(...yamlFault(reason, fileName));
    if (!(reason instanceof NodeError)) throw reason;
    // projects[0].years[0].year: …
    const message = reason.message.replace(`${path}: `, '');
    const [, place = fileName, said = message] = /^([^\s:]+): (.*)$/s.exec(message) ?? [];
    return refused(place, said, '照此改正后再试');
  }
}
