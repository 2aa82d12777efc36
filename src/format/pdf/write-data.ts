import { GAP } from '../../document/gap.ts';
import type { Chart, Printable } from '../../document/layout.ts';
import { type Picture, picturesOf } from '../chart/picture.ts';
import { chartBox, coverSize, PADDING, surelyHigh, titleSize } from '../print/fit.ts';
import { chartsOf, type Items, itemsOf, type Line, printed, type TableItem } from '../print/items.ts';
import { DRAFT_STAMP, pageOf } from '../print/page.ts';
import { pagesOf } from '../print/pages.ts';
import { contentsPitch, isWords, partsOf, TEXT_PITCHES } from '../print/parts.ts';
import { type CellPlace, captionPlaces, cellPlace } from '../print/place.ts';
import { type SetItem, type SetTable, sheetsOf } from '../print/sheets.ts';

interface CellData {
  readonly text: string;
  readonly rows: number;
  readonly columns: number;
  readonly place: CellPlace;
}

/** A line with the label that its entry in the contents leads to. */
interface LineData extends Line {
  readonly id: string | null;
}

/** A line above a table; `size` in pt. */
interface HeadData extends LineData {
  readonly size: number;
}

/** A chart above its caption; lengths in mm. */
interface PictureData {
  readonly svg: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

type ItemData =
  | (LineData & { readonly kind: 'line' })
  | {
      readonly kind: 'table';
      readonly picture: PictureData | null;
      readonly lines: readonly HeadData[];
      readonly captions: readonly string[];
      readonly head: readonly CellData[];
      readonly cells: readonly CellData[];
      readonly notes: readonly string[];
      readonly widths: readonly number[];
      /** in pt; null: as high as its words are */
      readonly heights: readonly (number | null)[];
      readonly size: number;
      readonly lead: number;
      readonly gap: number;
      readonly padding: number;
      readonly whole: boolean;
      readonly fresh: boolean;
    };

/** An entry of the contents; `before`: entries above it that name nothing in the paper. */
interface EntryData {
  readonly text: string;
  readonly level: number;
  readonly before: readonly string[];
}

/** Entries by the labels of what they name, and those after the last of them. */
function entriesOf(contents: Items['contents'], ids: ReadonlyMap<Line, string>): { entries: Record<string, EntryData>; after: string[] } {
  const entries: Record<string, EntryData> = {};
  let before: string[] = [];
  for (const { text, level, target } of contents?.entries ?? []) {
    const id = target && ids.get(target);
    if (!id) {
      before.push(text);
      continue;
    }
    entries[id] = { text, level, before };
    before = [];
  }
  return { entries, after: before };
}

/** What is known of a paper before its items are written. */
interface Told {
  readonly ids: ReadonlyMap<Line, string>;
  readonly pictures: ReadonlyMap<Chart, Picture>;
  readonly breaks: ReadonlySet<TableItem>;
}

const lineData = (line: Line, ids: ReadonlyMap<Line, string>): LineData => ({ ...line, id: ids.get(line) ?? null });

function pictureData(chart: Chart | null, pictures: ReadonlyMap<Chart, Picture>): PictureData | null {
  const picture = chart && pictures.get(chart);
  return picture ? { svg: picture.svg, alt: picture.alt, ...chartBox(chart) } : null;
}

function tableData(table: SetTable, { ids, pictures, breaks }: Told): ItemData {
  const { chart, head, grid, layout, notes, fit } = table;
  const cells = (from: number, to: number): CellData[] =>
    grid.rows
      .slice(from, to)
      .flat()
      .map((cell) => ({ text: printed(cell.words.text), rows: cell.rowSpan, columns: cell.columnSpan, place: cellPlace(table, cell) }));
  const captions = head.filter(({ role }) => role === 'caption');
  return {
    kind: 'table',
    picture: pictureData(chart, pictures),
    lines: head
      .filter(({ role }) => role !== 'caption')
      .map((line) => ({ ...lineData(line, ids), size: titleSize(line.text, fit.turned) })),
    captions: captionPlaces(captions.map(({ text }) => text)),
    head: cells(0, layout.headRows),
    cells: cells(layout.headRows, grid.rows.length),
    notes: notes.map(({ text }) => text),
    widths: fit.widths,
    heights: surelyHigh(grid, fit),
    size: fit.size,
    lead: fit.lead,
    gap: fit.gap,
    padding: PADDING,
    whole: fit.whole,
    fresh: breaks.has(table),
  };
}

/** What the template is given: a paper with every place of its words decided. */
export async function paperData(printable: Printable): Promise<unknown> {
  const { title, organisation, date, draft } = printable.edition;
  const items = itemsOf(printable);
  const sheets = sheetsOf(items.body);
  const { breaks } = pagesOf(sheets);
  const targets = items.contents?.entries.flatMap(({ target }) => target ?? []) ?? [];
  const ids = new Map(targets.map((line, i) => [line, `title-${i + 1}`]));
  const pictures = await picturesOf(chartsOf(items));
  const itemData = (item: SetItem): ItemData =>
    item.kind === 'table' ? tableData(item, { ids, pictures, breaks }) : { kind: 'line', ...lineData(item, ids) };
  const [year, month, day] = date.split('-').map(Number);
  return {
    title,
    organisation,
    date: { year, month, day },
    draft,
    stamp: DRAFT_STAMP,
    gap: GAP.source,
    sheet: pageOf(false),
    turned: pageOf(true),
    cover: items.cover,
    coverSize: coverSize(items.cover),
    contents: items.contents?.heading ?? null,
    ...entriesOf(items.contents, ids),
    textPitches: TEXT_PITCHES,
    contentsPitch: contentsPitch(items.contents),
    sheets: sheets.map(({ turned, items: held }) => ({
      turned,
      parts: partsOf(held).map((part) => ({ words: isWords(part), items: part.map(itemData) })),
    })),
  };
}
