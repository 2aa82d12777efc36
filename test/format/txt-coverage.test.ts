import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Document, Words } from '../../src/document/document.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { readText } from '../../src/format/txt/read.ts';

const wordsIn = ({ blocks }: Document): Words[] =>
  blocks.flatMap((block) => (block.kind === 'grid' ? block.rows.flatMap((row) => row.map(({ words }) => words)) : [block.words]));

/** Characters of the source that no piece covers, white space left out; throws where two pieces cover one, or a piece says something else. */
function uncovered(source: string, document: Document): string {
  const lines = source.split(/\r\n|\n|\r/);
  const seen = lines.map((line) => new Uint8Array(line.length));
  for (const { text, pieces } of wordsIn(document)) {
    for (const { at, length, place } of pieces) {
      const row = seen[(place.line ?? 0) - 1];
      assert(row);
      for (let i = place.from; i < place.to; i++) {
        assert.equal(row[i], 0, `line ${place.line} is covered twice at ${i}`);
        row[i] = 1;
      }
      if (place.to - place.from === length && length > 1)
        assert.equal(lines[(place.line ?? 0) - 1]?.slice(place.from, place.to), text.slice(at, at + length));
    }
  }
  return lines.map((line, l) => [...line.split('')].filter((sign, i) => !seen[l]?.[i] && sign.trim()).join('')).join('');
}

const NO_SEEDS = 'no sample papers beside the repository';
const SEEDS = new URL('../../../shared/seeds/', import.meta.url);

test('every character of the papers is in exactly one block, but for markup', {
  skip: existsSync(SEEDS) ? false : 'no sample papers beside the repository',
}, () => {
  for (const file of readdirSync(SEEDS)) {
    const bytes = readFileSync(new URL(file, SEEDS));
    const rest = uncovered(bytes.toString('utf8'), readDocument(bytes, file));
    assert.match(rest.replace(/<[^<>]*>/g, ''), /^[#*$-]*$/, file);
  }
});

test('papers written and read again have the same blocks', { skip: existsSync(SEEDS) ? false : NO_SEEDS }, () => {
  const shape = ({ blocks }: Document): unknown[] =>
    blocks.flatMap((block): unknown[] => {
      if (block.kind === 'grid') return [block.rows.map((row) => row.map(({ words }) => words.text))];
      return block.kind === 'mark' && block.mark === 'residue' ? [] : [[block.kind, block.words.text]];
    });
  for (const file of readdirSync(SEEDS)) {
    const document = readDocument(readFileSync(new URL(file, SEEDS)), file);
    assert.deepEqual(shape(readDocument(new TextEncoder().encode(writeText(document)), file)), shape(document), file);
  }
});

test('no line is lost and nothing throws, whatever the lines', () => {
  const line = fc.constantFrom(
    '',
    '',
    ' ',
    '\t',
    '\t甲',
    '合计\t1.00',
    '\t\t2',
    '单位：',
    '万元',
    '（2',
    '022年',
    '度）',
    '目录',
    '一、职责\t1',
    '第一部分',
    '12',
    '---\t---',
    '仅供内部审核',
    '云川县2025年收入预算12万元，其中财政',
    '拨款。',
    '1.甲',
    '2.乙',
    '\t1.甲',
    '收入表',
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
      const source = lines.join('\n');
      assert.equal(uncovered(source, readDocument(new TextEncoder().encode(source || ' '), 'a.txt')), '');
    }),
    { numRuns: 500, seed: 7 },
  );
});

test('long hostile lines take linear time', () => {
  for (const part of [
    '<b ',
    '$\\',
    '**a',
    '.',
    '. .',
    '| ',
    '（',
    '\t',
    '云川，',
    '12\n\n',
    '云川县收入预算及支出预算执行情况说明，其中\n',
    '\ta\n',
    '\ta\n\n\n',
    '<table>\n',
  ]) {
    const bytes = new TextEncoder().encode(part.repeat(60_000));
    const start = performance.now();
    readText(bytes);
    assert(performance.now() - start < 2500, `slow on ${JSON.stringify(part)}: ${performance.now() - start} ms`);
  }
});
