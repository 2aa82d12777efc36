import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../src/document/document.ts';
import { wordsAt } from '../../src/document/words.ts';
import { textPlace } from '../../src/fact/place.ts';
import { readSections } from '../../src/form/outline.ts';

const words = (text: string) => wordsAt(text, textPlace(1, 0, text.length));
const entry = (text: string): Block => ({ kind: 'mark', mark: 'contents', words: words(text) });
const line = (text: string, level: number | null = null): Block => ({ kind: 'paragraph', words: words(text), level });
const titles = (blocks: readonly Block[]): string[] =>
  readSections({ format: 'txt', blocks, damage: [] }).map(({ title, from, to }) => `${title} ${from}-${to}`);

test('the contents name headings without an ordinal, after the year or the organisation', () => {
  const blocks = [
    entry('一、单位主要职能……3'),
    entry('二、名词解释'),
    entry('三、单位预算编制说明 5'),
    entry('1. 2025年收支总表'),
    line('云川县水务局（单位）主要职能'),
    line('一、负责全县水务工作。'),
    line('名词解释'),
    line('2025年单位预算编制说明'),
    line('单位预算编制说明如上。'),
  ];
  assert.deepEqual(titles(blocks), ['云川县水务局（单位）主要职能 4-6', '名词解释 6-7', '2025年单位预算编制说明 7-9']);
});

test('a glossary whose end nobody knows is no section', () => {
  assert.deepEqual(
    titles([entry('一、主要职能'), entry('二、名词解释'), entry('三、编制说明'), line('主要职能'), line('名词解释'), line('预算情况')]),
    ['主要职能 3-6'],
  );
});

test('a heading of the highest level needs no ordinal', () => {
  assert.deepEqual(titles([line('预算编制说明', 1), line('（一）收入'), line('2025年收支总表', 3), line('其他说明', 1)]), [
    '预算编制说明 0-3',
    '收入 1-3',
    '其他说明 3-4',
  ]);
});
