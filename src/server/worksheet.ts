import type { Coverage, Finding, FindingPlace, Severity } from '../check/finding.ts';
import { type CellValue, type Look, type StyledCell, type TableSheet, writeWorkbook } from '../format/xlsx/write.ts';
import { HANDLING_NAMES } from '../store/work/states.ts';
import { countFindings, type DocumentReport, type Report } from './report.ts';
import { LAW_NAMES, paperKind, placeWords, SEVERITY_NAMES, STATE_NAMES } from './words.ts';

const SEVERITY_LOOKS: Record<Severity, Look> = {
  error: { bold: true, color: '9B1C13', fill: 'FBE0DD', align: 'center' },
  warning: { bold: true, color: '7A4E00', fill: 'FFEFC9', align: 'center' },
  info: { color: '16508F', fill: 'E3EDF8', align: 'center' },
};

const STATE_LOOKS: Record<Coverage['state'], Look> = {
  met: { color: '1B6B3A', align: 'center' },
  failed: SEVERITY_LOOKS.error,
  'not-applicable': { color: '5B6470', align: 'center' },
  'not-evaluated': SEVERITY_LOOKS.warning,
};

/** What people may say of a finding. */
const ANSWERS = ['已改', '不改', '待核'] as const;

/** What was said of a finding already. */
export interface Answer {
  readonly handling: string;
  /** the reason, and when */
  readonly words: string;
}

type Answers = ReadonlyMap<object, Answer> | null;
/** Places of one finding that are told one by one. */
const SHOWN_PLACES = 8;

/** 2025年单位预算公开 without its year, which has a column of its own. */
const kindOf = ({ kind, scope }: DocumentReport): string => (kind ? paperKind({ kind, scope, year: null }) : '');

/** Words of several papers in one cell, each once. */
const together = (words: readonly (string | number | null)[]): string => [...new Set(words.filter((word) => word))].join('\n');

/** A year as a number, or the years of several papers. */
function yearsOf(documents: readonly DocumentReport[]): CellValue {
  const years = [...new Set(documents.flatMap(({ year }) => year ?? []))];
  return years.length > 1 ? years.join('\n') : (years[0] ?? null);
}

/** A figure stands at the right, words at the left. */
const figure = (value: string): StyledCell => ({ value, look: { align: /^[≤≥<>＜＞-]?[\d,.]+\S{0,4}$/.test(value) ? 'right' : 'left' } });

/** Lines about places, numbered where there are several. */
function placeLines(places: readonly FindingPlace[], words: (place: FindingPlace, index: number) => string): string {
  const lines = places.slice(0, SHOWN_PLACES).map((place, index) => `${places.length > 1 ? `${index + 1}. ` : ''}${words(place, index)}`);
  if (places.length > SHOWN_PLACES) lines.push(`等 ${places.length} 处`);
  return lines.join('\n');
}

/** 第12行，表“收支总表”，行“合计”，列“2025年”. */
function whereWords(place: FindingPlace, withFile: boolean): string {
  const named = (
    [
      ['表', place.table],
      ['行', place.row],
      ['列', place.column],
    ] as const
  ).flatMap(([kind, name]) => (name ? [`${kind}“${name}”`] : []));
  return [...(withFile ? [place.file ?? ''] : []), placeWords(place), ...named].join('，');
}

function findingRow(finding: Finding, number: number, documents: readonly DocumentReport[], answers: Answers): (CellValue | StyledCell)[] {
  const { severity, places, culprit } = finding;
  const files = together([...documents.map(({ file }) => file), ...places.map(({ file }) => file ?? null)]);
  const where = (place: FindingPlace, index: number): string =>
    whereWords(place, files.includes('\n')) + (index === culprit && places.length > 1 ? '（应改这里）' : '');
  return [
    number,
    files,
    together(documents.map(({ organisation }) => organisation)),
    yearsOf(documents),
    together(documents.map(kindOf)),
    { value: SEVERITY_NAMES[severity], look: SEVERITY_LOOKS[severity] },
    LAW_NAMES[finding.law],
    finding.code,
    { value: finding.title, look: { bold: true } },
    finding.message,
    figure(finding.stated),
    figure(finding.expected),
    figure(finding.difference),
    finding.suggestion,
    finding.basis,
    placeLines(places, where),
    new Set(places.map(({ text }) => text)).size > 1 ? placeLines(places, ({ text }) => text) : (places[0]?.text ?? ''),
    answers?.get(finding)?.handling ?? null,
    answers?.get(finding)?.words ?? null,
  ];
}

/** Findings of each paper, then those between papers, which name all their files. */
function findingSheet({ documents, across }: Report, answers: Answers): TableSheet {
  const found = [
    ...documents.flatMap((document) => document.findings.map((finding) => ({ finding, of: [document] }))),
    ...across.map((finding) => ({ finding, of: documents.filter(({ file }) => finding.places.some((place) => place.file === file)) })),
  ];
  return {
    name: '问题清单',
    paper: 'a3',
    frozen: 1,
    columns: [
      { head: '序号', width: 6, align: 'center' },
      { head: '文件', width: 14 },
      { head: '单位', width: 12 },
      { head: '年度', width: 6, align: 'center' },
      { head: '种类', width: 10 },
      { head: '程度', width: 7 },
      { head: '规则', width: 7, align: 'center' },
      { head: '编号', width: 15 },
      { head: '问题', width: 16 },
      { head: '说明', width: 34 },
      { head: '文中', width: 12 },
      { head: '应为', width: 12 },
      { head: '相差', width: 10 },
      { head: '建议', width: 24 },
      { head: '依据', width: 16 },
      { head: '位置', width: 30 },
      { head: '原文', width: 20 },
      { head: '处理', width: 8, align: 'center', choices: answers ? Object.values(HANDLING_NAMES) : ANSWERS },
      { head: '处理说明', width: 14 },
    ],
    rows: found.map(({ finding, of }, index) => findingRow(finding, index + 1, of, answers)),
    notes: found.length > 0 ? [] : ['没有发现问题。没有发现不等于没有问题，请看“核对清单”和“文件一览”。'],
  };
}

/** What is mended is told in the list, and no longer counted. */
function fileSheet({ documents, mingzhang, forms }: Report, answers: Answers): TableSheet {
  const number = (head: string) => ({ head, width: 8, align: 'right' as const });
  return {
    name: '文件一览',
    paper: 'a4',
    frozen: 2,
    columns: [
      { head: '序号', width: 5, align: 'center' },
      { head: '文件', width: 28 },
      { head: '单位', width: 22 },
      { head: '年度', width: 7, align: 'center' },
      { head: '种类', width: 13 },
      { head: '表样', width: 18 },
      ...['错误', '疑点', '提示', '数字', '事实', '已解释', '未解释', '受损'].map(number),
      { head: '无法校验的原因', width: 36 },
      { head: 'SHA-256', width: 34 },
    ],
    rows: documents.map((document, index) => {
      const { file, sha256, organisation, year, form, findings, numbers, damage, error } = document;
      const counts = countFindings(findings.filter((finding) => answers?.get(finding)?.handling !== HANDLING_NAMES.mended));
      return [
        index + 1,
        file,
        organisation,
        year,
        kindOf(document),
        form ?? (error === null ? '没有对应的表样' : null),
        ...(error === null
          ? [counts.error, counts.warning, counts.info, numbers.total, numbers.facts, numbers.explained, numbers.unexplained, damage.length]
          : Array.from({ length: 8 }, () => null)),
        error,
        sha256,
      ];
    }),
    notes: [
      `明账 ${mingzhang}，表样版本 ${forms}。`,
      '错误：一定不对，或者违反规定；疑点：会误导读者，或者很可能不对；提示：写法、舍入、值得留意的地方。各份文本之间的问题只列在“问题清单”里。',
      '未解释：没有读懂、没有参与核对的数字；受损：提取文本时丢失或错位的地方，不是编制单位的错误。',
    ],
  };
}

/** What each paper owes and whether it is there; what was damaged on the way stands below it. */
function coverageSheet({ documents }: Report): TableSheet {
  const rows = documents.flatMap((document) => {
    const { file, organisation, year, coverage, damage } = document;
    const line = (what: string, result: StyledCell, words: string): (CellValue | StyledCell)[] => [
      file,
      organisation,
      year,
      kindOf(document),
      what,
      result,
      words,
    ];
    return [
      ...coverage.map(({ obligation, state, reason }) => line(obligation, { value: STATE_NAMES[state], look: STATE_LOOKS[state] }, reason)),
      ...damage.map(({ reason, places }) =>
        line('提取受损', { value: '受损', look: STATE_LOOKS['not-evaluated'] }, reason + (places[0] ? `（${placeWords(places[0])}）` : '')),
      ),
    ];
  });
  return {
    name: '核对清单',
    paper: 'a4',
    columns: [
      { head: '文件', width: 28 },
      { head: '单位', width: 22 },
      { head: '年度', width: 7, align: 'center' },
      { head: '种类', width: 13 },
      { head: '事项', width: 36 },
      { head: '结果', width: 10 },
      { head: '说明', width: 60 },
    ],
    rows,
  };
}

/** The report as a workbook that people pass around and answer in: findings, files, what was checked. `answers`: what they said already. */
export const reportWorkbook = (report: Report, written: Date, answers: Answers = null): Promise<Uint8Array> =>
  writeWorkbook([findingSheet(report, answers), fileSheet(report, answers), coverageSheet(report)], {
    title: '明账问题清单',
    author: '明账',
    written,
  });
