import type { Document } from './document.ts';

/** What a block of a paper that is to be printed is for. */
export type Role =
  | 'title' // lines of the cover
  | 'contents' // the heading of the table of contents and its entries
  | 'part' // 第一部分 …
  | 'heading' // a numbered heading; its level stands at the paragraph
  | 'body'
  | 'form-number' // 预算公开表1
  | 'table-title'
  | 'caption' // between title and table: the first stands left, the last right
  | 'table'
  | 'note' // below a table
  | 'term' // an entry of the glossary
  | 'chart' // the caption of a chart, which is to be drawn above it; see BlockLayout.chart
  | 'chart-data'; // the table of a chart's figures, after its caption

/** What a column of a table holds: words stand left, codes in the middle, values right; prose is words on as many lines as they need. */
export type ColumnKind = 'words' | 'code' | 'value' | 'prose';

/** What a chart shows: a bar for every label and series. */
export interface Chart {
  readonly labels: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** in `unit`, one for each label */
    readonly values: readonly number[];
    /** as they are written at their bars: 330.99，68.73% */
    readonly texts: readonly string[];
  }[];
  readonly unit: string;
  /** what it shows, for those who do not see it */
  readonly alt: string;
}

/** How a block is to be printed, beside what it says. */
export interface BlockLayout {
  readonly role: Role;
  /** rows of a table that are its header, repeated on every page */
  readonly headRows: number;
  /** what the columns of a table hold; [] for other blocks */
  readonly columns: readonly ColumnKind[];
  /** of a block with the role chart; src/format/chart draws it */
  readonly chart?: Chart;
}

/** What a printed paper tells of itself beside its text. */
export interface Edition {
  readonly title: string;
  readonly organisation: string;
  /** ISO date, of the plan: the same plan makes the same file */
  readonly date: string;
  /** drafts carry the watermark 仅供内部审核; nothing else does */
  readonly draft: boolean;
}

/** A paper ready for a writer of files: `layout` has one entry for each block of the document. */
export interface Printable {
  readonly document: Document;
  readonly layout: readonly BlockLayout[];
  readonly edition: Edition;
}
