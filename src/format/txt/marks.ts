import type { Line, LineKind } from './lines.ts';

/** Words stamped over drafts, which stand alone on a line after extraction. */
const STAMP =
  /^[【（([]?(?:仅供内部(?:审核|审阅|使用|参考)|内部(?:资料|文件|使用|审核)(?:[，,]?(?:注意保密|请勿外传|严禁外传))?|注意保密|请勿外传|草稿|草案|初稿|样稿|未定稿|送审稿|审核稿|讨论稿|征求意见稿|DRAFT|CONFIDENTIAL)[】）)\]]?$/i;
const PAGE =
  /^(?:[-—–－]+\s*[\d０-９]{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|Page\s+\d{1,4}(?:\s+of\s+\d{1,4})?)$/i;
const BARE = /^\d{1,4}$/;
const LONGEST = 15;
/** A short line that stands this often in a row, nothing but blank lines between, is stamped and not written. */
const STACKED = 3;

const squeeze = (text: string): string => text.replace(/\s+/g, '');

/** Bare numbers alone between blank lines: page numbers only if they rise through the paper. */
function barePages(lines: readonly Line[]): Set<number> {
  const found: number[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const alone = (lines[i - 1]?.kind ?? 'blank') === 'blank' && (lines[i + 1]?.kind ?? 'blank') === 'blank';
    if (line?.kind === 'text' && alone && BARE.test(line.text.trim())) found.push(i);
  }
  const value = (index: number | undefined): number => (index === undefined ? Number.NaN : Number(lines[index]?.text));
  const rising = found.length > 1 && found.every((index, k) => k === 0 || value(index) > value(found[k - 1]));
  return new Set(rising ? found : []);
}

/** Texts that stand at least STACKED times in a row. */
function stackedTexts(lines: readonly Line[]): Set<string> {
  const stacked = new Set<string>();
  let last = '';
  let count = 0;
  for (const { kind, text } of lines) {
    if (kind === 'blank') continue;
    const now = kind === 'text' && text.length <= LONGEST ? squeeze(text) : '';
    count = now !== '' && now === last ? count + 1 : 1;
    last = now;
    if (count >= STACKED) stacked.add(now);
  }
  return stacked;
}

/** Words that are stamped over drafts: 仅供内部审核, 草稿, DRAFT. */
export const isStamp = (text: string): boolean => STAMP.test(squeeze(text));

/** A page number with its ornaments: - 3 -, 第3页 共9页. */
export const isPageNumber = (text: string): boolean => PAGE.test(text.trim()) || BARE.test(text.trim());

/** Finds watermarks and page numbers that stand alone on a line. */
export function markLines(lines: readonly Line[]): Line[] {
  const pages = barePages(lines);
  const stacked = stackedTexts(lines);
  const kindOf = ({ kind, text }: Line, index: number): LineKind => {
    if (kind !== 'text' || text.length > 40) return kind;
    const words = squeeze(text);
    if (words.length <= LONGEST && (STAMP.test(words) || stacked.has(words))) return 'watermark';
    return pages.has(index) || PAGE.test(text.trim()) ? 'page-number' : kind;
  };
  return lines.map((line, index) => {
    const kind = kindOf(line, index);
    return kind === line.kind ? line : { ...line, kind };
  });
}
