import type { Reading } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import type { Finding } from '../finding.ts';
import type { Check } from './check.ts';
import { className, classOutdated, classTwice } from './classes.ts';
import { wrongCode } from './code.ts';
import { codeName, codeOutdated, codeUnnamed } from './code-name.ts';
import { contents } from './contents.ts';
import { assetDate, impossibleDate, reportDate } from './dates.ts';
import { procurementSme, procurementSplit, reason, targetsPublished, threePublicDetail } from './details.ts';
import { economicNature, economicPair } from './economic.ts';
import { emptyTable, noteContradicts } from './empty.ts';
import { equipment } from './equipment.ts';
import { fragment } from './fragment.ts';
import { institution } from './institution.ts';
import { itemLabel } from './item-label.ts';
import { leftovers } from './leftovers.ts';
import { level } from './level.ts';
import { tableMissing, textMissing } from './missing.ts';
import { nearMiss } from './near-miss.ts';
import { organisationLoose, organisationName } from './organisation.ts';
import { personalData, personName } from './personal.ts';
import { projectItem } from './project-item.ts';
import { purpose } from './purpose.ts';
import { repeatedText } from './repeated.ts';
import { watermark } from './watermark.ts';
import { year } from './year.ts';

/** The law 合规 over text and classifications, in the order of a reader's interest. */
export const complyChecks: readonly Check[] = [
  // what was left over
  watermark,
  leftovers,
  repeatedText,
  fragment,
  level,
  year,
  // personal data
  personalData,
  personName,
  // codes and names of the classifications
  wrongCode,
  codeName,
  codeOutdated,
  codeUnnamed,
  classOutdated,
  className,
  classTwice,
  projectItem,
  economicPair,
  economicNature,
  purpose,
  institution,
  // names
  nearMiss,
  organisationName,
  organisationLoose,
  itemLabel,
  equipment,
  // dates
  assetDate,
  impossibleDate,
  reportDate,
  // completeness
  contents,
  tableMissing,
  textMissing,
  emptyTable,
  noteContradicts,
  threePublicDetail,
  procurementSplit,
  procurementSme,
  reason,
  targetsPublished,
];

/** All findings of the law 合规 on text and classifications. */
export const comply = (reading: Reading, forms: Forms): Finding[] => complyChecks.flatMap((check) => check(reading, forms));
