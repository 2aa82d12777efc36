import type { Reading } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import type { Finding } from '../finding.ts';
import { alternative } from './alternative.ts';
import type { Check } from './check.ts';
import { className, classOutdated, classTwice } from './classes.ts';
import { wrongCode } from './code.ts';
import { codeName, codeOutdated, codeUnnamed } from './code-name.ts';
import { contents } from './contents.ts';
import { assetDate, impossibleDate, reportDate } from './dates.ts';
import { procurementSme, procurementSplit, targetsPublished, threePublicDetail } from './details.ts';
import { economicNature, economicPair } from './economic.ts';
import { emptyTable, noteContradicts } from './empty.ts';
import { equipment } from './equipment.ts';
import { factYear } from './fact-year.ts';
import { fragment } from './fragment.ts';
import { termMissing } from './glossary.ts';
import { goalCopied } from './goal.ts';
import { circularReason, zeroChangeReason } from './hollow-reason.ts';
import { institution } from './institution.ts';
import { itemLabel } from './item-label.ts';
import { itemNature } from './item-nature.ts';
import { itemPath } from './item-path.ts';
import { itemPurpose } from './item-purpose.ts';
import { leftovers } from './leftovers.ts';
import { foreignRule, level } from './level.ts';
import { levelWord } from './level-word.ts';
import { tableMissing, textMissing } from './missing.ts';
import { nearMiss } from './near-miss.ts';
import { noneClaimed } from './none-claimed.ts';
import { organisationLoose, organisationName } from './organisation.ts';
import { personalData, personName } from './personal.ts';
import { operationItem, projectItem } from './project-item.ts';
import { purpose } from './purpose.ts';
import { quantityParts } from './quantity.ts';
import { reason } from './reason.ts';
import { repeatedText } from './repeated.ts';
import { threePublicCount } from './three-public-count.ts';
import { unitsMissing } from './units.ts';
import { amountUnnamed } from './unnamed.ts';
import { watermark } from './watermark.ts';
import { year } from './year.ts';
import { zeroCompletion } from './zero-completion.ts';

/** The law 合规 over text and classifications, in the order of a reader's interest. */
const complyChecks: readonly Check[] = [
  // what was left over
  watermark,
  leftovers,
  alternative,
  repeatedText,
  fragment,
  level,
  foreignRule,
  year,
  factYear,
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
  operationItem,
  economicPair,
  economicNature,
  purpose,
  institution,
  // names
  nearMiss,
  levelWord,
  organisationName,
  organisationLoose,
  itemLabel,
  itemPath,
  itemNature,
  itemPurpose,
  equipment,
  quantityParts,
  // dates
  zeroCompletion,
  assetDate,
  impossibleDate,
  reportDate,
  // completeness
  contents,
  tableMissing,
  textMissing,
  emptyTable,
  noteContradicts,
  noneClaimed,
  amountUnnamed,
  unitsMissing,
  termMissing,
  threePublicDetail,
  threePublicCount,
  procurementSplit,
  procurementSme,
  reason,
  circularReason,
  zeroChangeReason,
  goalCopied,
  targetsPublished,
];

/** All findings of the law 合规 on text and classifications. */
export const comply = (reading: Reading, forms: Forms): Finding[] => complyChecks.flatMap((check) => check(reading, forms));
