import type { ProjectRecord, YearRecord } from './record.ts';

/** The words of a project's target form for a year: its own, with the year's goal, under the name of every form for it. */
export function targetFields(
  { project: { fields }, department }: ProjectRecord,
  { goal }: Pick<YearRecord, 'goal'>,
): ReadonlyMap<string, string> {
  return new Map([
    ...(department === '' ? [] : [['department', department] as const]),
    ...(goal === '' ? [] : [['goal', goal] as const]),
    ...fields,
    ...(goal === '' ? [] : [['annual-goal', goal] as const]),
  ]);
}
