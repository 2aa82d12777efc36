import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readDocument } from '../../../src/format/index.ts';
import { printXlsx, worksheet, zipWorkbook } from '../../print/xlsx.ts';
import { SAMPLE, utf8 } from '../../sample.ts';

const text = (cell: string, words: string): string => `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (cell: string, value: number | string, style = 0): string => `<c r="${cell}" s="${style}"><v>${value}</v></c>`;

const FORMATS = ['General', '0.00', '#,##0.00', 'yyyy"年"m"月"d"日"', 'yyyy-mm-dd', '0.00%', '#,##0.00_ ;[Red]\\-#,##0.00\\ ', '0"辆"'];
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${FORMATS.length}">${FORMATS.map(
  (code, i) => `<numFmt numFmtId="${170 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
).join(
  '',
)}</numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${FORMATS.length}">${FORMATS.map((_, i) => `<xf numFmtId="${170 + i}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`;

/** What sheets of offices hold: merged headers, dates, text numbers, errors, formulas, hidden rows, columns and sheets, a stamp. */
export function mixed(): Uint8Array {
  const rows = [
    text('A1', '云川县文化馆收支明细表'),
    text('A2', '编制日期：2025年1月20日') + text('D2', '单位：万元'),
    text('A3', '项目') + text('B3', '预算数'),
    text('B4', '上年') + text('C4', '本年') + text('D4', '增减率'),
    text('A5', '工资福利支出') + number('B5', 1234.5, 2) + number('C5', 1300.125, 1) + number('D5', 0.0532, 5),
    text('A6', '商品和服务支出') + text('B6', '210.00') + number('C6', -3.5, 6) + text('D6', '-'),
    text('A7', '资本性支出') + number('B7', 0, 1) + number('C7', 88.8, 1),
    `${text('A8', '合计')}<c r="B8" s="2"><f>SUM(B5:B7)</f><v>1234.5</v></c><c r="C8" t="str"><f>"见"&amp;A5</f><v>见工资福利支出</v></c>`,
    `${text('A9', '公务用车')}${number('B9', 3, 7)}<c r="C9" t="b"><v>1</v></c><c r="D9" t="e"><f>1/0</f><v>#DIV/0!</v></c>`,
    text('A10', '启用日期') + number('B10', 45658, 3) + number('C10', 45689.5, 4) + number('D10', 1234567890123),
  ];
  const sheet = worksheet(rows, ['A1:D1', 'A3:A4', 'B3:D3'])
    .replace('<row r="7">', '<row r="7" hidden="1">')
    .replace('<sheetData>', '<cols><col min="4" max="4" width="9" hidden="1" customWidth="1"/></cols><sheetData>')
    .replace('</worksheet>', '<headerFooter><oddHeader>&amp;C仅供内部审核&amp;R第&amp;P页</oddHeader></headerFooter></worksheet>');
  const draft = worksheet([text('A1', '科目') + text('B1', '底数'), text('A2', '培训费') + number('B2', 7.25, 1)]);
  return zipWorkbook(
    [
      { name: '收支明细', xml: sheet },
      { name: '底稿', xml: draft, state: 'hidden' },
    ],
    { 'xl/styles.xml': STYLES },
  );
}

/** The sample paper as a workbook. */
export const paper = (): Uint8Array => printXlsx(readDocument(utf8(SAMPLE), 'a.txt'));

/** LibreOffice turns each file into .xls; null where it is not installed. */
export function toXls(files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> | null {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-xls-'));
  try {
    const names = Object.entries(files).map(([name, bytes]) => {
      writeFileSync(join(folder, `${name}.xlsx`), bytes);
      return join(folder, `${name}.xlsx`);
    });
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const run = spawnSync('soffice', [profile, '--headless', '--convert-to', 'xls:MS Excel 97', '--outdir', folder, ...names]);
    if (run.error) return null;
    return Object.fromEntries(names.map((file) => [basename(file, '.xlsx'), readFileSync(file.replace(/x$/, ''))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Run by hand (`node test/format/xls/samples.ts`) when the samples above change: writes the .xls files beside this one. */
if (import.meta.main) {
  const made = toXls({ mixed: mixed(), paper: paper() });
  if (!made) throw new Error('LibreOffice is not installed');
  for (const [name, bytes] of Object.entries(made)) writeFileSync(new URL(`${name}.xls`, import.meta.url), bytes);
}
