import type { Reading } from '../form/reading.ts';
import { factReport, readReport } from '../server/readReport.ts';
import { countNumbers } from '../server/report.ts';
import { EXPLANATION_NAMES, paperKind, placeWords } from '../server/words.ts';
import { csvText } from './csv.ts';
import type { ReadFormat } from './task.ts';

const CSV_DIMENSIONS = [
  'year',
  'stage',
  'fund',
  'function',
  'nature',
  'economic',
  'government',
  'income',
  'project',
  'origin',
  'item',
  'measure',
] as const;

/** One line per fact. */
function factsCsv(reading: Reading): string {
  const head = ['concept', ...CSV_DIMENSIONS, 'fen', 'value', 'printed', 'unit', 'place', 'table', 'row', 'column'];
  const lines = reading.facts.map((fact) => {
    const { concept, printed, unit, place, where, ...value } = factReport(fact, reading);
    const amount = 'fen' in value ? [String(value.fen), ''] : ['', value.value];
    return [
      concept,
      ...CSV_DIMENSIONS.map((dimension) => fact.dims[dimension] ?? ''),
      ...amount,
      printed,
      unit,
      placeWords(place),
      where.table ?? '',
      where.row ?? '',
      where.column ?? '',
    ];
  });
  return csvText([head, ...lines]);
}

function readingText(file: string, reading: Reading): string {
  const numbers = countNumbers(reading.numbers);
  const explained = new Map<string, number>();
  for (const { as } of reading.numbers) {
    if (as !== null && as !== 'fact') explained.set(EXPLANATION_NAMES[as], (explained.get(EXPLANATION_NAMES[as]) ?? 0) + 1);
  }
  const lines = [
    file,
    `${reading.identity.organisation ?? '（未能识别单位）'} ${paperKind(reading.identity)}${reading.identity.form ? `，表样 ${reading.identity.form}` : ''}`,
    '',
    `表格 ${reading.tables.length} 张：`,
    ...reading.tables.map(
      (table) => `  ${table.title?.text ?? '（无标题）'}（${table.unit ?? '无单位'}，${table.rows.length} 行，${table.columns.length} 列）`,
    ),
    `表单 ${reading.records.length} 份，语句 ${reading.statements.length} 条，事实 ${reading.facts.length} 个`,
    '',
    `数字 ${numbers.total} 个：事实 ${numbers.facts}，已解释 ${numbers.explained}，未解释 ${numbers.unexplained}`,
    ...[...explained].map(([name, count]) => `  ${name} ${count}`),
    ...reading.numbers.filter((use) => use.as === null).map((use) => `  未解释：${placeWords(use.place)} ${use.printed} …${use.context}…`),
  ];
  if (reading.damage.length > 0)
    lines.push(
      '',
      '受损：',
      ...reading.damage.map(({ reason, places }) => `  ${reason}${places[0] ? `（${placeWords(places[0])}）` : ''}`),
    );
  return `${lines.join('\n')}\n`;
}

/** A paper as read, as `read` prints it. */
export const printReading: Record<ReadFormat, (file: string, hash: string, reading: Reading) => string> = {
  json: (file, hash, reading) => `${JSON.stringify(readReport(file, hash, reading))}\n`,
  csv: (_file, _hash, reading) => factsCsv(reading),
  text: (file, _hash, reading) => readingText(file, reading),
};
