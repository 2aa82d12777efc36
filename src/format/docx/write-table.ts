import { HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlignTable, WidthType } from 'docx';
import { printed } from '../print/items.ts';
import { cellPlace } from '../print/place.ts';
import type { SetTable } from '../print/sheets.ts';
import { cellStyle, twips, twipsOf } from './write-styles.ts';

/** Left and right of the words of a cell, in twips. */
const SIDE = 57;

/** A table with its header rows on every page; rows are not split, and a table that fits a page is not split either. */
export function tableOf(table: SetTable): Table {
  const { grid, layout, notes, fit } = table;
  const widths = fit.widths.map(twipsOf);
  const last = grid.rows.length - 1;
  return new Table({
    style: 'PaperTable',
    width: { size: widths.reduce((all, width) => all + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { marginUnitType: WidthType.DXA, top: twips(fit.gap), bottom: twips(fit.gap), left: SIDE, right: SIDE },
    rows: grid.rows.map(
      (row, r) =>
        new TableRow({
          cantSplit: true,
          tableHeader: r < layout.headRows,
          keepNext: fit.whole ? r < last || notes.length > 0 : r <= layout.headRows,
          height: { value: twips(fit.lead + 2 * fit.gap), rule: HeightRule.ATLEAST },
          children: row.map(
            (cell) =>
              new TableCell({
                columnSpan: cell.columnSpan,
                rowSpan: cell.rowSpan,
                verticalAlign: VerticalAlignTable.CENTER,
                children: [new Paragraph({ style: cellStyle(cellPlace(table, cell), fit.size), text: printed(cell.words.text) })],
              }),
          ),
        }),
    ),
  });
}
