import type { Words } from '../../document/document.ts';
import type { Place } from '../../fact/place.ts';
import { type Indicator, indicatorName } from '../../score/indicator.ts';
import { type Project, projectName } from '../../score/project.ts';
import type { FindingPlace } from '../finding.ts';
import { wordsPlace } from '../place.ts';

/** Text for quoting: quotation marks inside become single ones. */
export const inner = (text: string): string => text.replace(/[“„〝＂]/g, '‘').replace(/[”〞]/g, '’');

/** The name of a project for messages. */
export const nameOf = (project: Project): string =>
  inner(project.name ? projectName(project.name.text) : (project.department?.name ?? project.record.title?.text ?? '（未写名称）'));

/** A place in words: 第12行, 第3页, or the cell of a file without lines and pages. */
export const whereText = ({ line, page, sheet, cell }: Place): string =>
  line !== null ? `第${line}行` : page !== null ? `第${page}页` : [sheet, cell].filter(Boolean).join(' ');

/** A place in a project's form. */
export const fieldPlace = (project: Project, words: Words, row: string, column: string | null = null): FindingPlace =>
  wordsPlace(words, { table: nameOf(project), row, column });

/** The place of an indicator's goal, or of its name where it has none. */
export function goalPlace(project: Project, indicator: Indicator, half: 'annual' | 'term' = 'annual'): FindingPlace | null {
  const goal = (half === 'annual' ? indicator.annual : indicator.term) ?? indicator.annual ?? indicator.term;
  const words = goal?.words ?? indicator.name;
  return words ? fieldPlace(project, words, indicatorName(indicator), half === 'annual' ? '年度指标值' : '实施期指标值') : null;
}

/** An indicator of a project that broke a rule, with what to say of it. */
export interface Hit {
  readonly project: Project;
  readonly indicator: Indicator;
  readonly says: string;
}

/** Places of hits: the goal's, then the name's where it stands on another line. */
export const hitPlaces = (hits: readonly Hit[]): FindingPlace[] =>
  hits.flatMap(({ project, indicator }) => goalPlace(project, indicator) ?? []);

/** At most so many of the things said, then 等N处. */
export function listed(says: readonly string[], most = 6): string {
  const distinct = [...new Set(says)];
  return distinct.length > most ? `${distinct.slice(0, most).join('；')}等${distinct.length}处` : distinct.join('；');
}
