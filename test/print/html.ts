import type { Block, Document, Grid } from '../../src/document/document.ts';
import { escapeHtml } from '../../src/format/html/index.ts';

function table(grid: Grid): string {
  const rows = grid.rows.map(
    (row) =>
      `<tr>${row.map(({ words, rowSpan, columnSpan }) => `<td rowspan="${rowSpan}" colspan="${columnSpan}"><p>${escapeHtml(words.text)}</p></td>`).join('')}</tr>`,
  );
  return `<table><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function printed(block: Block): string {
  if (block.kind === 'grid') return table(block);
  const text = escapeHtml(block.words.text);
  if (block.kind === 'mark' && block.mark === 'watermark') return `<div style="position:absolute;opacity:0.2">${text}</div>`;
  if (block.kind === 'mark') return block.mark === 'contents' ? `<p>${text}</p>` : '';
  return block.level === null ? `<p style="text-indent:2em"><span>${text}</span></p>` : `<h${block.level}>${text}</h${block.level}>`;
}

const NAVIGATION = `<div class="nav"><ul>${['首页', '政务公开', '办事服务', '互动交流'].map((name) => `<li><a href="/">${name}</a></li>`).join('')}</ul></div>
<table><tr><td><a href="/">首页</a></td><td><a href="/">政策</a></td></tr></table><div class="crumbs">当前位置：<a href="/">首页</a> &gt; 预决算公开</div>`;
const FOOT = `<div class="footer"><p>主办：云川县人民政府办公室 网站标识码：1400000000</p><p>备案号 晋ICP备00000000号</p></div>`;

/** A document printed as a saved page of a government site: navigation above, a footer below, scripts around. */
export const printHtml = ({ blocks }: Document): Uint8Array =>
  new TextEncoder().encode(
    `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>云川县人民政府</title><style>p{margin:0}</style><script>if (1 < 2) document.write('<p>0.00</p>')</script></head>
<body>${NAVIGATION}<div class="main"><div class="article">\n${blocks.map(printed).join('\n')}\n</div></div>${FOOT}<script>var n = 3;</script></body></html>`,
  );
