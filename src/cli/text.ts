import type { Coverage, Finding } from '../check/finding.ts';
import type { Place } from '../fact/place.ts';
import { countFindings, type DocumentReport, type Report } from '../server/report.ts';
import { paperKind, placeWords, SEVERITY_NAMES, STATE_NAMES } from '../server/words.ts';

const SHOWN_PLACES = 6;

/** 第3行、第5行、第7行 等 32 处 */
function placesText(places: readonly Place[]): string {
  const words = [...new Set(places.map(placeWords))];
  const shown = words.slice(0, SHOWN_PLACES).join('、');
  return words.length > SHOWN_PLACES ? `${shown} 等 ${words.length} 处` : shown;
}

function findingText(finding: Finding, number: number, withFiles: boolean): string {
  const lines = [`${number}. [${SEVERITY_NAMES[finding.severity]}] ${finding.title}（${finding.code}）`, `   ${finding.message}`];
  if (finding.expected) lines.push(`   应为：${finding.expected}${finding.difference ? `（相差 ${finding.difference}）` : ''}`);
  if (finding.suggestion) lines.push(`   建议：${finding.suggestion}`);
  if (finding.basis) lines.push(`   依据：${finding.basis}`);
  if (withFiles) for (const place of finding.places) lines.push(`   位置：${place.file ?? ''} ${placeWords(place)} ${place.text}`);
  else if (finding.places.length > 0) lines.push(`   位置：${placesText(finding.places)}`);
  return lines.join('\n');
}

function coverageText(coverage: readonly Coverage[]): string[] {
  const states = ['met', 'failed', 'not-applicable', 'not-evaluated'] as const;
  const counts = states.map((state) => `${STATE_NAMES[state]} ${coverage.filter((entry) => entry.state === state).length}`);
  const open = coverage.filter((entry) => entry.state === 'failed' || entry.state === 'not-evaluated');
  return [
    `公开要求：${counts.join('，')}`,
    ...open.map((entry) => `  ${STATE_NAMES[entry.state]}：${entry.obligation}${entry.reason ? `。${entry.reason}` : ''}`),
  ];
}

function documentText(document: DocumentReport): string {
  const head = `${document.file}`;
  if (document.error !== null) return `${head}\n无法校验：${document.error}\n`;
  const { numbers } = document;
  const counts = countFindings(document.findings);
  const lines = [
    head,
    `${document.organisation ?? '（未能识别单位）'} ${paperKind(document)}${document.form ? `，表样 ${document.form}` : '，没有对应的表样'}`,
    `数字 ${numbers.total} 个：事实 ${numbers.facts}，已解释 ${numbers.explained}，未解释 ${numbers.unexplained}`,
    `错误 ${counts.error}，疑点 ${counts.warning}，提示 ${counts.info}`,
    '',
    ...document.findings.map((finding, index) => findingText(finding, index + 1, false)),
  ];
  if (document.findings.length > 0) lines.push('');
  if (document.damage.length > 0) {
    lines.push(
      '提取受损（不是编制单位的错误）：',
      ...document.damage.map(({ reason, places }) => `  ${reason}${places.length ? `：${placesText(places)}` : ''}`),
      '',
    );
  }
  lines.push(...coverageText(document.coverage));
  return `${lines.join('\n')}\n`;
}

/** The report as people read it in a shell. */
export function reportText(report: Report): string {
  const parts = report.documents.map(documentText);
  if (report.across.length > 0) {
    parts.push(
      ['各份文本之间', '', ...report.across.map((finding, index) => findingText(finding, index + 1, true))].join('\n').concat('\n'),
    );
  }
  if (report.documents.length > 1) {
    const all = countFindings([...report.documents.flatMap((document) => document.findings), ...report.across]);
    const failed = report.documents.filter((document) => document.error !== null).length;
    parts.push(
      `共 ${report.documents.length} 份${failed ? `（${failed} 份无法校验）` : ''}：错误 ${all.error}，疑点 ${all.warning}，提示 ${all.info}\n`,
    );
  }
  return parts.join(`\n${'─'.repeat(60)}\n\n`);
}
