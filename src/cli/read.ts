import type { Reading } from '../form/reading.ts';
import { FormatError, prepareFormat, readDocument } from '../format/index.ts';
import { loadForms } from '../forms.ts';
import { readPaper } from '../score/read.ts';
import { sha256 } from '../server/paper.ts';
import { factReport, readReport } from '../server/readReport.ts';
import { countNumbers } from '../server/report.ts';
import { EXPLANATION_NAMES, paperKind, placeWords } from '../server/words.ts';
import { readBytes } from './file.ts';
import { choice, parse, UsageError, userPath, write } from './usage.ts';

/** `read FILE`: tables, facts, explained and unexplained numbers, damage. */
export async function read(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string' }, out: { type: 'string' } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('read 每次读一个文件。');
  const format = choice('--format', values.format, ['text', 'json', 'csv'] as const, 'text');
  const bytes = readBytes(userPath(file));
  if (typeof bytes === 'string') throw new UsageError(`${file}：${bytes}。`);
  await prepareFormat(bytes);
  let reading: Reading;
  try {
    reading = readPaper(readDocument(bytes, file), file, loadForms());
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${error.message}。`);
    throw error;
  }
  const render = {
    json: () => `${JSON.stringify(readReport(file, sha256(bytes), reading))}\n`,
    csv: () => factsCsv(reading),
    text: () => readingText(file, reading),
  };
  write(render[format](), values.out);
  return 0;
}

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

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line per fact, with a byte order mark, as spreadsheets want it. */
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
  return `\ufeff${[head, ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
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
