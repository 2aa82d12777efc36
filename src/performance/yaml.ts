import { dump } from 'js-yaml';
import type { PerformanceRecords } from './record.ts';
import { recordsSource, type Source } from './source.ts';

/** Depth from which what stands under a key is on one line: an indicator, an amount, a result each has a line of the file. */
const FLAT: Readonly<Record<string, number>> = {
  department: 3,
  evaluation: 3,
  assessments: 4,
  monitoring: 4,
  answer: 1,
  term: 1,
  stated: 1,
};

const block = (source: Source): string =>
  Object.entries(source)
    .map(([key, value]) => dump({ [key]: value }, { flowLevel: FLAT[key] ?? 2, lineWidth: -1 }))
    .join('');

/** Mappings as items of a list. */
const items = (texts: readonly string[]): string => texts.map((text) => `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`).join('');

function projectYaml({ years, ...project }: Source): string {
  const own = Array.isArray(years) ? years.map((year: Source) => block(year)) : [];
  return `${block(project)}${own.length > 0 ? `years:\n${items(own)}` : ''}`;
}

/** Records as YAML that `readRecords` reads back. */
export function recordsYaml(records: PerformanceRecords): string {
  const { projects, ...source } = recordsSource(records);
  const own = Array.isArray(projects) ? projects.map((project: Source) => projectYaml(project)) : [];
  return `${block(source)}${own.length > 0 ? `projects:\n${items(own)}` : ''}`;
}
