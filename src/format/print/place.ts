import type { Cell } from '../../document/document.ts';
import { ems } from './columns.ts';
import { PADDING } from './fit.ts';
import { POINT } from './page.ts';
import type { SetTable } from './sheets.ts';

export type CellPlace = 'head' | 'left' | 'center' | 'right';

/** Where words stand in a cell: headers and codes in the middle, values right, words left; in a form without header rows what fits one line stands in the middle. */
export function cellPlace({ layout, fit }: SetTable, { words, row, column, columnSpan }: Cell): CellPlace {
  if (row < layout.headRows) return 'head';
  if (layout.headRows === 0) {
    const width = fit.widths.slice(column, column + columnSpan).reduce((all, one) => all + one, 0);
    return ems(words.text) + PADDING <= width / (fit.size * POINT) ? 'center' : 'left';
  }
  const kind = layout.columns[column];
  return kind === 'value' ? 'right' : kind === 'code' ? 'center' : 'left';
}

/** The captions of a table on one line: left, middle, right. */
export function captionPlaces(captions: readonly string[]): readonly [string, string, string] {
  const [only = ''] = captions;
  if (captions.length === 1) {
    if (/^(?:金额)?单位[:：]/.test(only)) return ['', '', only];
    return /^[（(]?\d{4}年/.test(only) ? ['', only, ''] : [only, '', ''];
  }
  return [only, captions.slice(1, -1).join(' '), captions.at(-1) ?? ''];
}
