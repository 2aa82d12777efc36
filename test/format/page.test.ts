import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document } from '../../src/document/document.ts';
import { placeOf } from '../../src/document/words.ts';
import { readDocument } from '../../src/format/index.ts';
import { utf8 } from '../sample.ts';
import { grids, paragraphs, spans } from './paper.ts';

const NAVIGATION =
  '<div class="nav"><a href="/">首页</a> <a href="/">政务公开</a><table><tr><td><a href="/">政策</a></td><td><a href="/">服务</a></td></tr></table></div>';
const page = (body: string, head = '<meta charset="utf-8">'): Document =>
  readDocument(
    utf8(
      `<!DOCTYPE html><html><head>${head}<script>var a = '<p>9.99</p>';</script></head><body>${NAVIGATION}<div id="main"><div>${body}</div></div><div>备案号</div></body></html>`,
    ),
    '云川县文化馆.doc',
  );
const LONG = '云川县文化馆负责全县群众文化辅导、展览和培训，承担非物质文化遗产保护工作，组织开展群众文化活动，指导基层文化站建设。';

test('the paper is taken out of the page around it', () => {
  const document = page(
    `<h2>一、单位职责</h2><p>${LONG}</p><p style="display:none">隐藏</p><ul><li>辅导部</li><li>办公室</li></ul>甲<br>乙&nbsp;丙<style>p{}</style>`,
  );
  assert.deepEqual(paragraphs(document), ['一、单位职责', LONG, '辅导部', '办公室', '甲', '乙\u00a0丙']);
  assert.equal(document.blocks[0]?.kind === 'paragraph' && document.blocks[0].level, 2);
});

test('each line of a caption stands by itself', () => {
  const table =
    '<table><caption><div>表1</div><div>收支总表</div><div>单位：万元</div></caption><tr><td>收入</td><td>1.00</td></tr></table>';
  assert.deepEqual(paragraphs(page(`<p>${LONG}</p>${table}`)), [LONG, '表1', '收支总表', '单位：万元']);
});

test('tables with spans, nested and layout tables', () => {
  const table = `<table><caption>收支总表</caption><thead><tr><th rowspan="2">项目</th><th colspan="2">预算数</th></tr><tr><th>上年</th><th>本年</th></tr></thead>
    <tbody><tr><td>工资<p>福利</p></td><td>1.00</td><td> 2.00\n </td></tr></tbody></table>`;
  const document = page(`<p>${LONG}</p><table><tr><td>${table}</td></tr></table>`);
  const grid = document.blocks.find(({ kind }) => kind === 'grid');
  assert(grid?.kind === 'grid');
  assert.deepEqual(grids(document), [
    [
      ['项目', '预算数'],
      ['上年', '本年'],
      ['工资 福利', '1.00', '2.00'],
    ],
  ]);
  assert.deepEqual(spans(grid), [
    [0, 0, 2, 1],
    [0, 1, 1, 2],
  ]);
  assert.deepEqual(paragraphs(document), [LONG, '收支总表']);
  assert.equal(placeOf(grid.rows[2]?.[1]?.words ?? { text: '', pieces: [] }).cell, 't3r3c2');
});

test('the encoding that a page names', () => {
  const bytes = [
    ...utf8('<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><p>'),
    0xd4,
    0xa4,
    0xcb,
    0xe3,
    ...utf8('</p></body></html>'),
  ];
  assert.deepEqual(paragraphs(readDocument(Uint8Array.from(bytes), 'a.html')), ['预算']);
});

test('sidebars and footers told by their names are left out, tables of figures never', () => {
  const document = readDocument(
    utf8(
      `<!DOCTYPE html><html><body><div class="wrap"><div class="side-bar"><h3>相关新闻</h3><p>我县召开会议，部署下一阶段重点工作。</p></div><div class="content"><h1>云川县文化馆2025年预算</h1><p>负责群众文化工作。</p></div>
      <div class="bottom"><table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>3.00</td></tr></table></div></div><div id="footer">主办：云川县人民政府 地址：云川县人民路</div></body></html>`,
    ),
    'a.html',
  );
  assert.deepEqual(paragraphs(document), ['云川县文化馆2025年预算', '负责群众文化工作。']);
  assert.equal(grids(document).length, 1);
});

test('cells with breaks and no-break spaces, hidden rows, a page made by Word', () => {
  const document = page(
    `<div class=WordSection1><p class=MsoNormal><b><span style='font-size:22.0pt'>部门收支总表<o:p></o:p></span></b></p><p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]></p>
    <!--[if gte mso 9]><xml><w:WordDocument>不见</w:WordDocument></xml><![endif]--><table class=MsoNormalTable><tr style='display:none'><td>隐</td><td>9.99</td></tr><tr><td>科目<br>名称</td><td>金额</td></tr>
    <tr><td>&nbsp;&nbsp;基本<br/>工资</td><td>1,<br>234.00</td></tr><tr><td><p>津贴</p><p>补贴</p></td><td>&nbsp;</td></tr></table></div>`,
  );
  assert.deepEqual(paragraphs(document), ['部门收支总表']);
  assert.deepEqual(grids(document), [
    [
      ['科目 名称', '金额'],
      ['基本 工资', '1, 234.00'],
      ['津贴 补贴', ''],
    ],
  ]);
});

test('a page kept with its pictures in one file is named, with what to do', () => {
  const archive =
    'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<html><body>=E9</body></html>\r\n--b--';
  assert.throws(() => readDocument(utf8(archive), 'a.mht'), /网页归档.*另存为/);
});
