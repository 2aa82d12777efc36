import type { Block, Grid } from '../../document/document.ts';
import type { BlockLayout, Printable } from '../../document/layout.ts';
import { EDITION_CSS } from './edition-style.ts';
import { escapeHtml } from './escape.ts';
import { type GridFrame, gridHtml } from './grid.ts';
import { Notes } from './notes.ts';
import { WordsWriter } from './words.ts';

/** A block as it is printed. */
interface Printed {
  readonly block: Block;
  readonly layout: BlockLayout;
}

/** Words stamped over a draft. */
const STAMP = '仅供内部审核';
/** Tables with more columns are printed on pages turned sideways. */
const NARROW = 7;
/** What stands above a table in its caption. */
const ABOVE: readonly BlockLayout['role'][] = ['form-number', 'table-title', 'caption'];

const textOf = ({ block }: Printed): string => (block.kind === 'grid' ? '' : block.words.text);
const bare = (text: string): string => text.replace(/^[一二三四五六七八九十]+、/, '').replace(/\s+/g, '');
const isHead = ({ layout }: Printed): boolean => ['part', 'heading', 'table-title'].includes(layout.role);

/** Writes the blocks of one paper; remembers which titles were used, so that every table can be told by its name. */
class EditionWriter {
  private readonly writer = new WordsWriter(new Notes([]));
  private readonly names = new Map<string, number>();
  private tables = 0;
  /** ids of headings by index of block */
  private readonly ids: ReadonlyMap<number, string>;
  private readonly blocks: readonly Printed[];

  constructor(blocks: readonly Printed[]) {
    this.blocks = blocks;
    const heads = [...blocks.entries()].filter(([, block]) => isHead(block));
    this.ids = new Map(heads.map(([index], i) => [index, `s${i + 1}`]));
  }

  /** The contents: entries in their order, each leading to the heading or table of its name. */
  contents(): string {
    const entries = this.blocks.filter(({ layout }) => layout.role === 'contents').map(textOf);
    let from = 0;
    const items = entries.slice(1).map((entry) => {
      const at = this.blocks.findIndex((block, i) => i >= from && isHead(block) && bare(textOf(block)) === bare(entry));
      if (at >= 0) from = at + 1;
      const id = this.ids.get(at);
      const part = this.blocks[at]?.layout.role === 'part' ? ' class="part"' : '';
      return `<li${part}>${id ? `<a href="#${id}">${escapeHtml(entry)}</a>` : escapeHtml(entry)}</li>`;
    });
    if (items.length === 0) return '';
    return `<nav class="contents" aria-labelledby="contents"><h2 id="contents">目录</h2><ul>${items.join('')}</ul></nav>`;
  }

  /** All blocks after the contents; what stands above and below a table goes with it. */
  body(): string[] {
    const out: string[] = [];
    const roleAt = (index: number) => this.blocks[index]?.layout.role ?? 'body';
    for (let i = 0; i < this.blocks.length; i++) {
      const from = i;
      if (roleAt(i) === 'title' || roleAt(i) === 'contents') continue;
      while (ABOVE.includes(roleAt(i))) i++;
      const block = this.blocks[i];
      const above = Array.from({ length: i - from }, (_, k) => from + k);
      if (block?.block.kind !== 'grid') {
        out.push(...above.map((at) => this.paragraph(at)));
        if (block) out.push(this.paragraph(i));
        continue;
      }
      const notes: string[] = [];
      const table = this.table(block.block, block.layout, above);
      while (roleAt(i + 1) === 'note') notes.push(this.paragraph(++i));
      const kind = `${block.block.columns > NARROW ? ' wide' : ''}${block.layout.headRows === 0 ? ' filled' : ''}`;
      out.push(`<div class="sheet${kind}">${[table, ...notes].join('')}</div>`);
    }
    return out;
  }

  private paragraph(index: number): string {
    const { block, layout } = this.blocks[index]!;
    if (block.kind === 'grid') return '';
    const inner = this.writer.html({ text: block.words.text, pieces: [] });
    const level = layout.role === 'part' ? 1 : layout.role === 'heading' && block.kind === 'paragraph' ? (block.level ?? 2) : null;
    const id = this.ids.get(index);
    if (level !== null) return `<h${Math.min(level + 1, 6)}${id ? ` id="${id}"` : ''}>${inner}</h${Math.min(level + 1, 6)}>`;
    return `<p class="${layout.role}"${id ? ` id="${id}"` : ''}>${inner}</p>`;
  }

  /** Lines of the caption: number of the form, title, then who and in what unit, left and right. */
  private caption(above: readonly number[]): string {
    const line = (index: number, name: string): string => {
      const id = this.ids.get(index);
      return `<div class="${name}"${id ? ` id="${id}"` : ''}>${escapeHtml(textOf(this.blocks[index]!))}</div>`;
    };
    const of = (role: BlockLayout['role']) => above.filter((index) => this.blocks[index]!.layout.role === role);
    const heads = [...of('form-number').map((i) => line(i, 'form-number')), ...of('table-title').map((i) => line(i, 'table-title'))];
    const under = of('caption').map((i) => line(i, 'under'));
    return `<div class="above">${heads.join('')}${under.length > 0 ? `<div class="unders">${under.join('')}</div>` : ''}</div>`;
  }

  private table(grid: Grid, { headRows, columns }: BlockLayout, above: readonly number[]): string {
    const title = above.find((index) => this.blocks[index]!.layout.role === 'table-title');
    const name = title === undefined ? '表格' : textOf(this.blocks[title]!);
    const times = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, times);
    const kinds = headRows > 0 ? columns : [];
    const at = (...wanted: string[]) => kinds.flatMap((kind, column) => (wanted.includes(kind) ? [column] : []));
    const frame: GridFrame = {
      headRows,
      labelColumns: at('words', 'code'),
      codeColumns: at('code'),
      caption: times > 1 ? `${name}（${times}）` : name,
      captionHtml: this.caption(above),
      id: `t${++this.tables}`,
    };
    const bareRows = grid.rows.map((row) => row.map((cell) => ({ ...cell, words: { text: cell.words.text, pieces: [] } })));
    return gridHtml({ ...grid, rows: bareRows }, frame, this.writer);
  }
}

/**
 * A paper as one web page that needs nothing else and no JavaScript: contents, tables whose values name their headers, a style sheet for screens,
 * telephones and print. Drafts carry 仅供内部审核. Reads back as the same paper.
 */
export function writeHtml({ document, layout, edition }: Printable): string {
  const blocks = document.blocks.map((block, i): Printed => ({ block, layout: layout[i] ?? { role: 'body', headRows: 0, columns: [] } }));
  const writer = new EditionWriter(blocks);
  const titles = blocks.filter((block) => block.layout.role === 'title').map((block) => escapeHtml(textOf(block)));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(edition.title)}${edition.draft ? `（${STAMP}）` : ''}</title>
<style>${EDITION_CSS}</style>
</head>
<body${edition.draft ? ' class="draft"' : ''}>
<a class="skip" href="#s1">跳到正文</a>
<main>
<h1>${titles.join('<br>')}</h1>
${edition.draft ? `<p class="stamp">${STAMP}</p>\n` : ''}${writer.contents()}
${writer.body().join('\n')}
</main>
<footer>${escapeHtml(edition.organisation)} · <time datetime="${escapeHtml(edition.date)}">${escapeHtml(edition.date)}</time></footer>
</body>
</html>
`;
}
