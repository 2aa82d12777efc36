import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document, Grid } from '../../src/document/document.ts';
import { joinWords, wordsAt } from '../../src/document/words.ts';
import { textPlace } from '../../src/fact/place.ts';
import { type Note, paperHtml } from '../../src/format/html/index.ts';

const words = (text: string, line: number, from = 0) => wordsAt(text, textPlace(line, from, from + text.length));
const paper = (...blocks: Document['blocks']): Document => ({ format: 'txt', blocks, damage: [] });
const paragraph = (text: string, line = 1) => ({ kind: 'paragraph' as const, words: words(text, line), level: null });
const mark = (line: number, from: number, to: number, id: string, kind = 'error'): Note => ({
  layer: 'mark',
  place: textPlace(line, from, to),
  id,
  kind,
  text: '',
});
const number = (line: number, from: number, to: number, id: string): Note => ({
  layer: 'number',
  place: textPlace(line, from, to),
  id,
  kind: 'fact',
  text: '',
});

test('whatever a paper says is text, never markup', () => {
  const html = paperHtml(paper(paragraph('<script>alert(1)</script> & "引号" \u0001')));
  assert.equal(
    html,
    '<article class="paper" lang="zh-CN"><p data-line="L1">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;引号&quot; \ufffd</p></article>',
  );
});

test('a mark goes around the number it covers, and its anchor stands once', () => {
  const html = paperHtml(paper(paragraph('支出320.00万元')), { notes: [mark(1, 2, 10, 'f0-0'), number(1, 2, 8, '5')] });
  assert.match(
    html,
    /支出<a id="f0-0"><\/a><mark class="error" data-notes="f0-0"><span class="n fact" data-n="5">320\.00<\/span>万元<\/mark><\/p>/,
  );
});

test('overlapping marks: the shared stretch has both ids and the graver colour', () => {
  const html = paperHtml(paper(paragraph('甲乙丙')), { notes: [mark(1, 0, 2, 'a', 'info'), mark(1, 1, 3, 'b', 'error')] });
  assert.match(
    html,
    /<mark class="info" data-notes="a">甲<\/mark><a id="b"><\/a><mark class="error" data-notes="b a">乙<\/mark><mark class="error" data-notes="b">丙<\/mark>/,
  );
});

test('words broken over lines carry the notes of each line', () => {
  const joined = joinWords([words('一般公共', 4), words('预算支出', 5)]);
  const html = paperHtml(paper({ kind: 'paragraph', words: joined, level: null }), { notes: [mark(4, 2, 4, 'x'), mark(5, 0, 2, 'y')] });
  assert.match(html, /一般<a id="x"><\/a><mark[^>]*>公共<\/mark><a id="y"><\/a><mark[^>]*>预算<\/mark>支出/);
});

const cell = (text: string, row: number, column: number, rowSpan = 1, columnSpan = 1) => ({
  words: words(text, 10 + row, column * 20),
  row,
  column,
  rowSpan,
  columnSpan,
});

test('a table: spans, header cells with scope, row labels, amounts, empty cells', () => {
  const grid: Grid = {
    kind: 'grid',
    columns: 3,
    rows: [
      [cell('项目', 0, 0, 2, 1), cell('金额', 0, 1, 1, 2)],
      [cell('合计', 1, 1), cell('其中', 1, 2)],
      [cell('教育支出', 2, 0), cell('-3.50', 2, 1)],
    ],
  };
  const html = paperHtml(paper(grid), { tables: new Map([[0, { headRows: 2, labelColumns: [0], codeColumns: [], caption: '支出表' }]]) });
  assert.match(html, /<caption>支出表<\/caption><thead>/);
  assert.match(html, /<th scope="col" rowspan="2">项目<\/th><th scope="colgroup" colspan="2">金额<\/th><\/tr>/);
  assert.match(html, /<tr data-line="L11"><th scope="col">合计<\/th><th scope="col">其中<\/th><\/tr>/);
  assert.match(html, /<tbody><tr data-line="L12"><th scope="row">教育支出<\/th><td class="v">-3.50<\/td><td><\/td><\/tr>/);
});

test('headings that were understood, and what was taken out of the flow', () => {
  const html = paperHtml(paper(paragraph('第一部分 概况'), { kind: 'mark', mark: 'watermark', words: words('草稿', 2) }), {
    headings: new Map([[0, 1]]),
  });
  assert.match(html, /<h2 data-line="L1">第一部分 概况<\/h2>/);
  assert.match(html, /<p class="aside watermark" data-line="L2"><span class="aside-name">水印<\/span> 草稿<\/p>/);
});
