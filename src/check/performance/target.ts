import type { Reading } from '../../form/reading.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Project } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { gradeBandFindings } from './gradeBands.ts';
import { formFindings } from './targetForm.ts';
import { indicatorFindings } from './targetIndicators.ts';
import { listFindings } from './targetLists.ts';
import { moneyFindings } from './targetMoney.ts';
import { nameFindings } from './targetNames.ts';
import { privacyFindings } from './targetPrivacy.ts';
import { procurementFindings } from './targetProcurement.ts';
import { setFindings } from './targetSets.ts';
import { textFindings } from './targetTexts.ts';
import { unitFindings } from './targetUnits.ts';

/** All that the targets of a paper's projects break, but for the relations between amounts (targetRelations). */
export function targetFindings(
  projects: readonly Project[],
  reading: Pick<Reading, 'facts' | 'identity' | 'document' | 'tables'>,
  _lexicon: Lexicon,
): Finding[] {
  return [
    ...nameFindings(projects, reading),
    ...moneyFindings(projects, reading.facts),
    ...listFindings(projects, reading.facts),
    ...unitFindings(projects, reading),
    ...procurementFindings(projects, reading.facts),
    ...textFindings(projects),
    ...gradeBandFindings(reading.document),
    ...formFindings(projects, reading),
    ...indicatorFindings(projects),
    ...setFindings(projects),
    ...privacyFindings(projects),
  ];
}
