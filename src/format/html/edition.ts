import type { Grid, Words } from '../../document/document.ts';
import { GAP } from '../../document/gap.ts';
import type { BlockLayout, Printable, Role } from '../../document/layout.ts';
import { blockText, type PrintedChart, type PrintedTable, printedParts } from '../../document/tables.ts';
import { type Drawing, drawChart } from '../chart/draw.ts';
import { EDITION_CSS } from './edition-style.ts';
import { escapeHtml } from './escape.ts';
import { type GridFrame, gridHtml } from './grid.ts';
import { type Note, Notes } from './notes.ts';
import { WordsWriter } from './words.ts';

/** Words stamped over a draft. */
const STAMP = '仅供内部审核';
/** Tables with more columns are printed on pages turned sideways. */
const NARROW = 7;
const bare = (text: string): string => text.replace(/^[一二三四五六七八九十]+、/, '').replace(/\s+/g, '');
const GAP_ALL = new RegExp(GAP, 'g');
const HEADS: readonly Role[] = ['part', 'heading', 'table-title', 'chart'];

/** What a page shows beyond the paper itself. */
export interface EditionExtras {
  /** laid over words, as `paperHtml` does */
  readonly notes?: readonly Note[];
  /** rules after the style sheet */
  readonly style?: string;
}

/** A heading, table or chart of a page, by the id that leads to it. */
export interface EditionEntry {
  readonly id: string;
  readonly role: Role;
  readonly text: string;
}

/** Ids of all headings, titles of tables and charts, by index of block. */
const anchorsOf = (layout: readonly BlockLayout[]): ReadonlyMap<number, string> => {
  const heads = [...layout.entries()].filter(([, { role }]) => HEADS.includes(role));
  return new Map(heads.map(([index], i) => [index, `s${i + 1}`]));
};

/** All that can be jumped to on a paper's page, in reading order. */
export const editionOutline = (paper: Pick<Printable, 'document' | 'layout'>): EditionEntry[] =>
  [...anchorsOf(paper.layout)].map(([index, id]) => ({ id, role: paper.layout[index]?.role ?? 'heading', text: blockText(paper, index) }));

/** Writes the blocks of one paper; remembers which titles were used, so that every table can be told by its name. */
class EditionWriter {
  private readonly writer: WordsWriter;
  private readonly noted: boolean;
  private readonly names = new Map<string, number>();
  private tables = 0;
  /** ids of headings by index of block */
  private readonly ids: ReadonlyMap<number, string>;
  private readonly paper: Printable;
  private readonly drawings: ReadonlyMap<number, Drawing>;

  /** `drawings`: of charts, by index of their block. */
  constructor(paper: Printable, drawings: ReadonlyMap<number, Drawing>, notes: readonly Note[]) {
    this.paper = paper;
    this.drawings = drawings;
    this.writer = new WordsWriter(new Notes(notes));
    this.noted = notes.length > 0;
    this.ids = anchorsOf(paper.layout);
  }

  /** Words without their places, of which a published page tells nothing. */
  private bare({ text, pieces }: Words): Words {
    return { text, pieces: this.noted ? pieces : [] };
  }

  private text(index: number): string {
    return blockText(this.paper, index);
  }

  /** The blocks of a role, by index. */
  private of(role: Role, among: readonly number[] = [...this.paper.layout.keys()]): number[] {
    return among.filter((index) => this.paper.layout[index]?.role === role);
  }

  /** The lines of the cover. */
  title(): string {
    return this.of('title')
      .map((index) => escapeHtml(this.text(index)))
      .join('<br>');
  }

  /** The contents: entries in their order, each leading to the heading or table of its name. */
  contents(): string {
    let from = 0;
    const items = this.of('contents')
      .slice(1)
      .map((index) => {
        const entry = this.text(index);
        const at = [...this.ids.keys()].find((head) => head >= from && bare(this.text(head)) === bare(entry));
        if (at !== undefined) from = at + 1;
        const part = at !== undefined && this.paper.layout[at]?.role === 'part' ? ' class="part"' : '';
        const link = at === undefined ? escapeHtml(entry) : `<a href="#${this.ids.get(at)}">${escapeHtml(entry)}</a>`;
        return `<li${part}>${link}</li>`;
      });
    if (items.length === 0) return '';
    return `<nav class="contents" aria-labelledby="contents"><h2 id="contents">目录</h2><ul>${items.join('')}</ul></nav>`;
  }

  /** All blocks after the contents; what stands above and below a table goes with it. */
  body(): string[] {
    return printedParts(this.paper).map((part) => {
      if (part.kind === 'block') return this.paragraph(part.index);
      return part.kind === 'chart' ? this.figure(part) : this.sheet(part);
    });
  }

  private paragraph(index: number): string {
    const block = this.paper.document.blocks[index];
    const role = this.paper.layout[index]?.role ?? 'body';
    if (block === undefined || block.kind === 'grid' || role === 'title' || role === 'contents') return '';
    const inner = this.writer.html(this.bare(block.words)).replace(GAP_ALL, '<mark class="gap">$&</mark>');
    const level = role === 'part' ? 1 : role === 'heading' && block.kind === 'paragraph' ? (block.level ?? 2) : null;
    const id = this.ids.get(index);
    const tag = level === null ? 'p' : `h${Math.min(level + 1, 6)}`;
    return `<${tag}${level === null ? ` class="${role}"` : ''}${id ? ` id="${id}"` : ''}>${inner}</${tag}>`;
  }

  /** Lines of the caption: number of the form, title, then who and in what unit, left and right. */
  private caption(above: readonly number[]): string {
    const lines = (role: Role, name: string): string[] =>
      this.of(role, above).map((index) => {
        const id = this.ids.get(index);
        const end = name === 'form-number' && this.text(index).endsWith('表') ? ' end' : '';
        return `<div class="${name}${end}"${id ? ` id="${id}"` : ''}>${escapeHtml(this.text(index))}</div>`;
      });
    const under = lines('caption', 'under');
    const heads = [...lines('form-number', 'form-number'), ...lines('table-title', 'table-title')];
    return `<div class="above">${heads.join('')}${under.length > 0 ? `<div class="unders">${under.join('')}</div>` : ''}</div>`;
  }

  private sheet({ above, grid, notes }: PrintedTable): string {
    const block = this.paper.document.blocks[grid];
    const layout = this.paper.layout[grid];
    if (block?.kind !== 'grid' || !layout) return '';
    const kind = `${block.columns > NARROW ? ' wide' : ''}${layout.headRows === 0 ? ' filled' : ''}`;
    const [title] = this.of('table-title', above);
    const table = this.table(block, layout, title === undefined ? '表格' : this.text(title), this.caption(above));
    return `<div class="sheet${kind}">${table}${notes.map((index) => this.paragraph(index)).join('')}</div>`;
  }

  /** A chart with its caption, its figures beside it as a table. */
  private figure({ caption, grid }: PrintedChart): string {
    const block = this.paper.document.blocks[grid];
    const layout = this.paper.layout[grid];
    if (block?.kind !== 'grid' || !layout) return '';
    const title = this.text(caption);
    const table = this.table(block, layout, title, '');
    const drawn = this.drawings.get(caption)?.svg ?? '';
    const chart = `<div class="chart" role="region" aria-label="${escapeHtml(title)}图形" tabindex="0">${drawn}</div>`;
    return `<figure id="${this.ids.get(caption)}"><figcaption>${escapeHtml(title)}</figcaption><div class="drawn">${chart}${table}</div></figure>`;
  }

  private table(grid: Grid, { headRows, columns }: BlockLayout, name: string, captionHtml: string): string {
    const times = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, times);
    const kinds = headRows > 0 ? columns : [];
    const at = (...wanted: string[]) => kinds.flatMap((kind, column) => (wanted.includes(kind) ? [column] : []));
    const frame: GridFrame = {
      headRows,
      labelColumns: at('words', 'code'),
      codeColumns: at('code'),
      caption: times > 1 ? `${name}（${times}）` : name,
      captionHtml,
      id: `t${++this.tables}`,
    };
    const bareRows = grid.rows.map((row) => row.map((cell) => ({ ...cell, words: this.bare(cell.words) })));
    return gridHtml({ ...grid, rows: bareRows }, frame, this.writer);
  }
}

/**
 * A paper as one web page that needs nothing else and no JavaScript: contents, tables whose values name their headers, a style sheet for screens,
 * telephones and print. Drafts carry 仅供内部审核. Reads back as the same paper.
 */
export async function writeHtml(paper: Printable, { notes = [], style = '' }: EditionExtras = {}): Promise<string> {
  const { edition } = paper;
  const drawings = new Map<number, Drawing>();
  for (const [index, { chart }] of paper.layout.entries()) if (chart) drawings.set(index, await drawChart(chart));
  const writer = new EditionWriter(paper, drawings, notes);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(edition.title)}${edition.draft ? `（${STAMP}）` : ''}</title>
<style>${EDITION_CSS}${style}</style>
</head>
<body${edition.draft ? ' class="draft"' : ''}>
<a class="skip" href="#s1">跳到正文</a>
<main>
<h1>${writer.title()}</h1>
${edition.draft ? `<p class="stamp">${STAMP}</p>\n` : ''}${writer.contents()}
${writer.body().filter(Boolean).join('\n')}
</main>
<footer>${escapeHtml(edition.organisation)}</footer>
</body>
</html>
`;
}
