import type { Reading } from '../form/reading.ts';
import type { Forms } from '../forms.ts';
import { codedRows } from './comply/coded.ts';
import {
  containsTables,
  containsText,
  formTables,
  hasTable,
  hasText,
  type Obligation,
  obligationsOf,
  tableTitles,
  titleKey,
} from './comply/obligations.ts';
import type { Coverage, Finding } from './finding.ts';

type State = Pick<Coverage, 'state' | 'reason'>;

/** Something there is to check; null where there is nothing. */
function material(reading: Reading, forms: Forms, needs: Obligation['needs']): string | null {
  switch (needs) {
    case 'tables':
      return reading.tables.length > 0 ? `${reading.tables.length}张表` : null;
    case 'facts':
      return reading.facts.length > 0 ? `${reading.facts.length}个数据` : null;
    case 'statements':
      return reading.statements.length > 0 ? `${reading.statements.length}处说法` : null;
    case 'codes': {
      const rows = codedRows(reading, forms.codes).length;
      return rows > 0 ? `${rows}行科目` : null;
    }
    default:
      return '全文';
  }
}

function stateOf(
  owed: Obligation,
  reading: Reading,
  forms: Forms,
  findings: readonly Finding[],
  has: { readonly tables: boolean; readonly text: boolean },
): State {
  if (owed['not-evaluated'] !== undefined) return { state: 'not-evaluated', reason: owed['not-evaluated'] };
  if (owed.table !== undefined) {
    if (hasTable(reading, owed)) return { state: 'met', reason: `有${owed.title}` };
    if (!has.tables) return { state: 'not-evaluated', reason: '文件中没有预决算报表，可能另行公开，未判断' };
    return owed.hint
      ? { state: 'not-evaluated', reason: `没有${owed.title}；当地表样是否要求未知，未判断` }
      : { state: 'failed', reason: `没有${owed.title}，没有数据也应列空表并说明` };
  }
  if (owed.text !== undefined) {
    if (hasText(reading, owed)) return { state: 'met', reason: `有${owed.title}` };
    return has.text ? { state: 'failed', reason: `没有${owed.title}` } : { state: 'not-evaluated', reason: '文件中没有情况说明，未判断' };
  }
  const looked = material(reading, forms, owed.needs);
  if (looked === null) return { state: 'not-evaluated', reason: '没有读到可供核对的内容' };
  const raised = findings.filter(
    ({ code, law, severity }) =>
      severity !== 'info' && ((owed.codes as readonly string[] | undefined)?.includes(code) || owed.laws?.includes(law)),
  );
  return raised.length > 0
    ? { state: 'failed', reason: `核对${looked}，发现${raised.length}个问题` }
    : { state: 'met', reason: `核对${looked}，未发现问题` };
}

/** Tables of the province's form: told apart from the national ones, as their set differs by place and year. */
function formCoverage(reading: Reading, forms: Forms): Coverage {
  const obligation = '报表与本省当年公开表样一致';
  const titles = formTables(reading, forms);
  if (titles === null) return { obligation, state: 'not-evaluated', reason: '没有该省、该年度的公开表样，完整性只按全国统一要求核对' };
  const printed = tableTitles(reading).map(titleKey);
  const missing = titles.filter((title) => !printed.some((have) => have.includes(titleKey(title)) || titleKey(title).includes(have)));
  return missing.length > 0
    ? { obligation, state: 'failed', reason: `缺少${missing.join('、')}` }
    : { obligation, state: 'met', reason: `${titles.length}张表齐全` };
}

function damageCoverage(reading: Reading): Coverage {
  const obligation = '文件完整可读';
  if (reading.damage.length === 0) return { obligation, state: 'met', reason: '没有发现提取或转换时的损坏' };
  return {
    obligation,
    state: 'not-evaluated',
    reason: `有${reading.damage.length}处疑在转换时损坏或没有读懂（${[...new Set(reading.damage.map(({ reason }) => reason))].slice(0, 8).join('；')}），有关内容未全部核对，请对照原件`,
  };
}

/** What the paper owes by law, obligation by obligation: met, failed, or why it could not be told. */
export function coverage(reading: Reading, forms: Forms, findings: readonly Finding[]): Coverage[] {
  if (reading.identity.kind === null)
    return [
      { obligation: '识别文件', state: 'not-evaluated', reason: '看不出是预算公开还是决算公开，未核对应公开的内容' },
      damageCoverage(reading),
    ];
  const obligations = obligationsOf(reading, forms);
  const has = { tables: containsTables(reading, obligations), text: containsText(reading, obligations) };
  return [
    ...obligations.map((owed): Coverage => ({ obligation: owed.title, ...stateOf(owed, reading, forms, findings, has) })),
    formCoverage(reading, forms),
    damageCoverage(reading),
  ];
}
