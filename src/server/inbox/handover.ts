import type { FindingPlace } from '../../check/finding.ts';
import type { BlockLayout, ColumnKind, Printable } from '../../document/layout.ts';
import { gridOf, paragraph, type Sketch, table } from '../../form/sketch.ts';
import type { InboxFinding, InboxVersion } from '../../store/inbox/read.ts';
import { type Handling, handlings } from '../../store/schema.ts';
import { today } from '../../store/work/deadline.ts';
import { HANDLING_NAMES } from '../../store/work/states.ts';
import { SEVERITIES } from '../checked.ts';
import { fullReport, type Report } from '../report.ts';
import { VERSION } from '../version.ts';
import { paperKind, placeWords, SEVERITY_NAMES } from '../words.ts';
import type { Answer } from '../worksheet.ts';
import type { InboxReport } from './task.ts';

/** What is handed over of a received paper: the version that was checked, and what became of each finding. */
export interface Handover {
  readonly version: InboxVersion;
  readonly report: InboxReport;
  readonly findings: readonly InboxFinding[];
  /** names of papers by id, for findings between papers */
  readonly files: ReadonlyMap<string, string>;
  /** who checked */
  readonly organisation: string;
}

/** Places of one finding that are told. */
const SHOWN_PLACES = 4;

/** 第 1 版有，第 2 版已改正, and the reason where there is one; of what is open again it was for other figures. */
function saidOf({ handling, reason, first, mended }: InboxFinding): string {
  const when = handling === 'mended' ? `第 ${first} 版有，第 ${mended} 版已改正` : '';
  return [when, handling === 'open' ? '' : reason].filter(Boolean).join('。');
}

const named = ({ files }: Handover, { file, ...place }: FindingPlace): FindingPlace => ({
  ...place,
  file: file && (files.get(file) ?? file),
});

/** The report as data, for the worksheet, and what was said of each of its findings. */
export function handoverReport(handovers: readonly Handover[]): { report: Report; answers: Map<object, Answer> } {
  const answers = new Map<object, Answer>();
  const documents = handovers.map((own) => {
    const { version, report, findings } = own;
    const told = findings.map((one) => {
      const finding = {
        ...one.finding,
        places: one.finding.places.map((place) => ({ ...named(own, place), file: named(own, place).file ?? version.file })),
      };
      answers.set(finding, { handling: HANDLING_NAMES[one.handling], words: saidOf(one) });
      return finding;
    });
    return { ...report, file: version.file, sha256: version.sha256, error: null, findings: told };
  });
  return { report: fullReport(documents, [], handovers[0]?.version.forms ?? ''), answers };
}

const cells = (rows: readonly (readonly string[])[]) =>
  gridOf(
    rows.flatMap((row, r) => row.map((text, column) => ({ text, row: r, column, rowSpan: 1, columnSpan: 1 }))),
    rows.length,
    rows[0]?.length ?? 0,
  );
/** The first row is the header. */
const tabled = (title: string, kinds: readonly ColumnKind[], rows: readonly (readonly string[])[]): Sketch[] => [
  paragraph(title, 'table-title', 1),
  table(cells(rows), 1, kinds),
];

const text = (...parts: readonly string[]): string => parts.filter(Boolean).join('');

function whereWords(own: Handover, { finding, across }: InboxFinding): string {
  const { places, culprit } = finding;
  const shown = culprit === null ? places : [places[culprit]!, ...places.filter((_, index) => index !== culprit)];
  const words = shown.slice(0, SHOWN_PLACES).map((place) => {
    const { file, table: at, row, column } = named(own, place);
    return [across && file, placeWords(place), at && `《${at}》`, row && `“${row}”行`, column && `“${column}”栏`]
      .filter(Boolean)
      .join('，');
  });
  return [...new Set(words)].join('；') + (places.length > SHOWN_PLACES ? `；等 ${places.length} 处` : '');
}

/** One row for each finding of a state. */
function findingTable(own: Handover, title: string, states: readonly Handling[], last: string): Sketch[] {
  const found = own.findings.filter(({ handling }) => states.includes(handling));
  if (found.length === 0) return [paragraph(`${title}：没有。`, 'body')];
  const rows = found.map((one, index) => {
    const { severity, title: what, message, suggestion, basis } = one.finding;
    const said = states.length > 1 ? text(HANDLING_NAMES[one.handling], saidOf(one) && `。${saidOf(one)}`) : saidOf(one);
    const words = text(
      `${SEVERITY_NAMES[severity]}：${what}。`,
      message,
      suggestion && `怎样改：${suggestion}。`.replace('。。', '。'),
      basis && `依据：${basis}`,
    );
    return [String(index + 1), words, whereWords(own, one), said];
  });
  return tabled(`${title}（${found.length}个）`, ['prose', 'prose', 'prose', 'prose'], [['序号', '问题', '位置', last], ...rows]);
}

function countTable({ findings }: Handover): Sketch[] {
  const count = (test: (one: InboxFinding) => boolean): string => String(findings.filter(test).length);
  const rows = SEVERITIES.map((severity) => [
    SEVERITY_NAMES[severity],
    ...handlings.map((handling) => count((one) => one.finding.severity === severity && one.handling === handling)),
    count((one) => one.finding.severity === severity),
  ]);
  const sum = ['合计', ...handlings.map((handling) => count((one) => one.handling === handling)), String(findings.length)];
  const head = ['程度', ...handlings.map((handling) => HANDLING_NAMES[handling]), '合计'];
  return tabled('二、问题汇总', ['words', ...head.slice(1).map(() => 'value' as const)], [head, ...rows, sum]);
}

function aboutTable({ version, report, organisation }: Handover): Sketch[] {
  const { numbers } = report;
  const rows = [
    ['文件', version.file],
    ['SHA-256', version.sha256],
    ['文本', text(report.organisation ?? '', ' ', paperKind(report))],
    ['版本', `第 ${version.number} 版，${today(version.received)} 收到`],
    ['校验', `${organisation}，${version.checked ? today(version.checked) : ''}，明账 ${VERSION}，规则 ${version.forms.slice(0, 12)}`],
    ['数字', `共 ${numbers.total} 个：参与核对 ${numbers.facts} 个，已解释 ${numbers.explained} 个，没有读懂 ${numbers.unexplained} 个`],
  ];
  return tabled('一、所校验的文件', ['words', 'prose'], [['项目', '内容'], ...rows]);
}

/** What could not be checked is said: silence never means that all is well. */
function openTable({ report }: Handover): Sketch[] {
  const rows = [
    ...report.coverage.filter(({ state }) => state === 'not-evaluated').map(({ obligation, reason }) => [obligation, reason]),
    ...report.damage.map(({ reason, places }) => [
      '提取受损（不是编制单位的错误）',
      text(reason, places[0] ? `（${placeWords(places[0])}）` : ''),
    ]),
  ];
  if (rows.length === 0) return [paragraph('六、没有能核对的事项：没有。', 'body')];
  return tabled(`六、没有能核对的事项（${rows.length}项）`, ['prose', 'prose'], [['事项', '原因'], ...rows]);
}

/** The report to be handed over, ready for Word. */
export function handoverPaper(own: Handover, now: Date): Printable {
  const { report, version, organisation } = own;
  const sketches: Sketch[] = [
    paragraph('校验报告', 'part', 1),
    ...aboutTable(own),
    ...countTable(own),
    ...findingTable(own, '三、要改正的问题', ['open', 'accepted'], '处理'),
    ...findingTable(own, '四、放行的问题', ['waived'], '理由'),
    ...findingTable(own, '五、已改正的问题', ['mended'], '说明'),
    ...openTable(own),
  ];
  const layout: BlockLayout[] = sketches.map((sketch) => sketch.layout);
  const title = `校验报告：${report.organisation ?? version.file}`;
  return {
    document: { format: 'sketch', blocks: sketches.map(({ block }) => block), damage: [] },
    layout,
    edition: { title, organisation, date: today(now), draft: false },
  };
}
