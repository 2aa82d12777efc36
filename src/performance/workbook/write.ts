import { type Look, type StyledCell, sheetReference, type TableSheet, writeWorkbook } from '../../format/xlsx/write.ts';
import { guidePage } from '../../plan/workbook/guide.ts';
import type { Ranges } from '../../plan/workbook/kind.ts';
import type { Wanted } from '../../plan/workbook/labels.ts';
import { extraField } from '../../plan/workbook/sheets.ts';
import { rangesOf, tableSheet, uprightSheet } from '../../plan/workbook/write.ts';
import type { Points } from '../../score/points.ts';
import type { Scheme } from '../../score/scheme.ts';
import type { PerformanceRecords } from '../record.ts';
import type { Sheet } from './kinds.ts';
import { EVERYWHERE, PURPOSES, type Purpose, purposeSheets, shownSheets } from './purposes.ts';
import type { WorkbookWords } from './read.ts';
import { type Rows, rowsFor } from './rows.ts';

const TITLE: Look = { bold: true, color: '17324F', open: true };
const NUMBER: Look = { align: 'right', format: 'General' };
const RESULT: Look = { align: 'center', bold: true };

/** Rows of a sheet of indicators that still lack what the purpose asks for; null where the workbook has none. */
const BLANKS: Readonly<
  Record<Purpose, { readonly sheet: 'results' | 'progress'; readonly keys: readonly string[]; readonly head: string } | null>
> = {
  targets: null,
  monitoring: { sheet: 'progress', keys: ['reached'], head: '没有填已完成的指标数' },
  evaluation: { sheet: 'results', keys: ['actual', 'attained'], head: '没有填完成情况的指标数' },
};

/** Points of a project, and what is still blank, computed as people type. */
function checkSheet(purpose: Purpose, rows: Rows, ranges: Ranges, spare: number, scheme: Scheme): TableSheet {
  const projects = ranges.get('projects');
  const names = projects?.range('name') ?? '';
  const column = /\$([A-Z]+)\$(\d+):/.exec(names);
  const [of, weight] = ['project', 'weight'].map((key) => ranges.get('indicators')?.range(key) ?? '');
  const [execution, total] = [scheme.execution / 100, scheme.total / 100];
  const blank = BLANKS[purpose];
  const keys = blank ? ['project', ...blank.keys].map((key) => ranges.get(blank.sheet)?.range(key)) : [];
  const above = [[{ value: '核对　由明账计算，只看不填', look: TITLE }]];
  const line = (i: number): StyledCell[] => {
    const name = rows.projects[i]?.get('name') ?? '';
    const at = above.length + 2 + i;
    const cell = `${sheetReference('项目')}!$${column?.[1]}$${Number(column?.[2]) + i}`;
    const points = rows.indicators.reduce(
      (sum: Points, row) => sum + (row.get('project') === name ? Math.round(Number(row.get('weight') ?? 0) * 100) : 0),
      0,
    );
    const whole = points / 100 + execution;
    const unfilled = blank
      ? rows[blank.sheet].filter((row) => row.get('project') === name && blank.keys.every((key) => !row.has(key))).length
      : 0;
    const shown = (value: number | string): number | string => (name === '' ? '' : value);
    return [
      { value: name, look: {}, formula: `IF(${cell}="","",${cell})` },
      { value: shown(whole), look: NUMBER, formula: `IF(A${at}="","",SUMIF(${of},A${at},${weight})+${execution})` },
      {
        value: shown(whole === total ? '对' : '请核对'),
        look: RESULT,
        formula: `IF(A${at}="","",IF(ROUND(B${at}-${total},2)=0,"对","请核对"))`,
      },
      ...(blank && keys.every((key) => key !== undefined)
        ? [
            {
              value: shown(unfilled),
              look: NUMBER,
              formula: `IF(A${at}="","",SUMPRODUCT((${keys[0]}=A${at})${keys
                .slice(1)
                .map((key) => `*(${key}="")`)
                .join('')}))`,
            },
            { value: shown(unfilled === 0 ? '对' : '请补填'), look: RESULT, formula: `IF(A${at}="","",IF(D${at}=0,"对","请补填"))` },
          ]
        : []),
    ];
  };
  const department = ranges.get('levels')?.range('weight');
  const weights = rows.levels.reduce((sum, row) => sum + Math.round(Number(row.get('weight') ?? 0) * 100), 0) / 100;
  const whole: StyledCell[] = [
    { value: '部门整体（一级指标分值合计，不含预算执行率）', look: {} },
    { value: weights, look: NUMBER, formula: `SUM(${department})` },
    {
      value: weights === 0 ? '' : weights === total ? '对' : '请核对',
      look: RESULT,
      formula: `IF(SUM(${department})=0,"",IF(ROUND(SUM(${department})-${total},2)=0,"对","请核对"))`,
    },
  ];
  return {
    name: '核对',
    paper: 'a4',
    protected: true,
    above,
    columns: [
      { head: '项目', width: 36 },
      { head: `分值合计（含预算执行率${execution}分）`, width: 28 },
      { head: `应为${total}`, width: 12, align: 'center' },
      ...(blank
        ? [
            { head: blank.head, width: 26 },
            { head: '结果', width: 12, align: 'center' as const },
          ]
        : []),
    ],
    rows: [...Array.from({ length: rows.projects.length + spare }, (_, i) => line(i)), ...(department ? [whole] : [])],
  };
}

/** Sheets with columns for what else is wanted of a project: 其他：key, as the reader knows columns that are nobody's. */
const withWanted = (sheets: readonly Sheet[], wanted: readonly Wanted[]): Sheet[] =>
  sheets.map((sheet) => {
    if (sheet.id !== 'projects') return sheet;
    const known = new Set(sheet.fields.map(({ key }) => key));
    const more = wanted.flatMap(({ key, label }) => {
      const own = known.has(`fields.${key}`) ? null : extraField('projects', `其他：${key}`);
      return own ? [{ ...own, note: label }] : [];
    });
    return { ...sheet, fields: [...sheet.fields, ...more] };
  });

/** The workbook of records for a purpose: all that they hold is in it, and comes back; what the purpose asks for is open. `written`: told in
 * the file; `wanted`: words that target forms want of a project besides. */
export function recordsWorkbook(
  purpose: Purpose,
  records: PerformanceRecords,
  scheme: Scheme,
  words: WorkbookWords,
  written: Date,
  wanted: readonly Wanted[] = [],
): Promise<Uint8Array> {
  const rows = rowsFor(purpose, records, scheme);
  const sheets = withWanted(shownSheets(purpose, purposeSheets(purpose, words.lexicon), rows), wanted);
  const ranges = rangesOf(sheets, rows);
  const spare = sheets.find(({ id }) => id === 'projects')?.spare ?? 0;
  const { name, steps } = PURPOSES[purpose];
  const pages = sheets.map((sheet) =>
    sheet.upright
      ? uprightSheet(sheet, rows.cover[0] ?? new Map(), words, records.year)
      : tableSheet(sheet, words, records.year, new Map(), ranges),
  );
  const guide = guidePage(`${records.organisation}${records.year}年度　${name}工作簿`, [...steps, ...EVERYWHERE], sheets);
  return writeWorkbook([guide, ...pages, checkSheet(purpose, rows, ranges, spare, scheme)], {
    title: `${name}工作簿`,
    author: '明账',
    written,
  });
}
