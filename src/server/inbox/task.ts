import { checkAcross, organisationOf } from '../../check/check.ts';
import type { Finding } from '../../check/finding.ts';
import { PAPER_CSS, paperHtml } from '../../format/html/index.ts';
import { prepareFormat, readDocument } from '../../format/index.ts';
import type { Forms } from '../../forms.ts';
import { type Paper, readPaper } from '../../score/read.ts';
import type { InboxAnswer } from '../../store/inbox/check.ts';
import { checkBytes } from '../paper.ts';
import { type DocumentReport, documentReport } from '../report.ts';
import { paperView } from '../view.ts';
import type { Handover } from './handover.ts';

/** What is kept of a checked paper beside its findings. */
export interface InboxReport extends Omit<DocumentReport, 'file' | 'sha256' | 'error' | 'findings'> {
  /** of the file, by its content: pdf, docx … */
  readonly format: string;
}

/** Findings between papers, each under the id of the paper that it is shown at. */
export type Compared = ReadonlyMap<string, readonly Finding[]>;

const PAGE_CSS = `html { background: #fff; } body { margin: 0; padding: .5rem 1.2rem 2rem; font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
mark { scroll-margin: 30vh; } mark.current { outline: 3px solid #16508f; outline-offset: 2px; }`;

/** Checks a received file. Its name may change from version to version: places do not carry it. */
export async function received(bytes: Uint8Array, file: string, forms: Forms): Promise<InboxAnswer> {
  await prepareFormat(bytes);
  const paper = checkBytes(bytes, file, forms);
  if (paper.error !== null || !paper.reading) return { error: paper.error ?? '没有读出内容，请换一个文件再试。' };
  const { file: _, sha256: __, error: ___, findings: ____, ...told } = documentReport(paper);
  const report: InboxReport = { ...told, format: paper.reading.document.format };
  const body = paperHtml(paper.reading.document, paperView(paper, { numbers: false, links: false }));
  const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>读出的文本</title><style>${PAPER_CSS}${PAGE_CSS}</style></head><body><main>${body}</main></body></html>`;
  return { error: null, about: organisationOf(paper.reading), findings: paper.findings, report, page };
}

const order = ({ identity: { year, kind } }: Paper): number => (year ?? 0) * 2 + (kind === 'final' ? 1 : 0);

/** Holds papers against each other. A finding is shown at the paper that is wrong, where that is known, else at the latest, which can still be mended. */
export async function compared(papers: readonly { readonly id: string; readonly bytes: Uint8Array }[], forms: Forms): Promise<Compared> {
  const readings: Paper[] = [];
  for (const { id, bytes } of papers) {
    await prepareFormat(bytes);
    readings.push(readPaper(readDocument(bytes, id), id, forms));
  }
  const latestFirst = readings.toSorted((a, b) => order(b) - order(a)).map(({ file }) => file);
  const ownerOf = ({ places, culprit }: Finding): string => {
    const files = places.map(({ file }) => file);
    return (culprit === null ? undefined : files[culprit]) ?? latestFirst.find((id) => files.includes(id)) ?? latestFirst[0]!;
  };
  return Map.groupBy(checkAcross(readings, forms), ownerOf);
}

export const handoverFormats = ['docx', 'xlsx'] as const;
export type HandoverFormat = (typeof handoverFormats)[number];

/** The report to hand over: in Word about the first, in Excel about all. What writes it is loaded when it is first wanted. */
export async function handoverFile(as: HandoverFormat, handovers: readonly Handover[], now: Date): Promise<Uint8Array> {
  const { handoverPaper, handoverReport } = await import('./handover.ts');
  if (as === 'docx') return (await import('../../format/docx/write.ts')).writeDocx(handoverPaper(handovers[0]!, now));
  const { report, answers } = handoverReport(handovers);
  return (await import('../worksheet.ts')).reportWorkbook(report, now, answers);
}
