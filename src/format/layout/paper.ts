import type { Damage, Document, Mark } from '../../document/document.ts';
import type { Place } from '../../fact/place.ts';
import { FormatError } from '../error.ts';
import { assemble } from './assemble.ts';
import type { PageItems } from './items.ts';

/** A page of which pictures cover this share, with fewer characters than TEXT, is a scan. */
const PICTURE = 0.3;
const TEXT = 20;

const charactersOn = ({ items }: PageItems): number =>
  items.reduce(
    (sum, item) => sum + (item.kind === 'line' ? item.words.text.length : item.cells.reduce((n, { words }) => n + words.text.length, 0)),
    0,
  );

const isScan = (page: PageItems): boolean => page.pictured >= PICTURE && charactersOn(page) < TEXT;

/** Page numbers as ranges: 1-3、5 */
export function ranges(numbers: readonly number[]): string {
  const out: [number, number][] = [];
  for (const n of numbers) {
    const last = out.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else out.push([n, n]);
  }
  return out.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join('、');
}

/** The whole of a page as a place. */
export const pagePlace = ({ page, width, height }: Pick<PageItems, 'page' | 'width' | 'height'>): Place => ({
  line: null,
  page,
  box: { x: 0, y: 0, width, height },
  sheet: null,
  cell: null,
  from: 0,
  to: 0,
});

/**
 * The paper that pages make. `damage` is what their reader found.
 * Throws FormatError where they hold no text: scans, or blank.
 */
export function paperOf(format: 'pdf' | 'ofd', pages: readonly PageItems[], damage: readonly Damage[] = []): Document {
  const scans = pages.filter(isScan);
  const numbers = ranges(scans.map(({ page }) => page));
  if (pages.every((page) => charactersOn(page) < TEXT) && (scans.length > 0 || pages.every((page) => charactersOn(page) === 0))) {
    const name = format.toUpperCase();
    throw new FormatError(
      scans.length > 0
        ? `${name} 是扫描件（第 ${numbers} 页是图片，没有文字层），无法读取文字。请先做文字识别（OCR），或向编制单位索取电子版`
        : `${name} 里没有文字（页面空白，或文字被画成了图形），无法读取。请先做文字识别（OCR），或向编制单位索取电子版`,
    );
  }
  const unread: Damage = {
    reason: `第 ${numbers} 页是图片，没有文字层，页上内容未能读取，需要文字识别（OCR）`,
    places: scans.map(pagePlace),
  };
  const stamps = pages.flatMap(({ stamps: own }) => own.map((words): Mark => ({ kind: 'mark', mark: 'watermark', words })));
  return { format, blocks: [...assemble(pages), ...stamps], damage: [...damage, ...(scans.length > 0 ? [unread] : [])] };
}
