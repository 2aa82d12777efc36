import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { planOutput, writeOutput } from '../../src/compile/outputs.ts';
import { type Line, lineChanges, partsOf } from '../../src/document/difference.ts';
import { figureChanges } from '../../src/fact/difference.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { textPlace } from '../../src/fact/place.ts';
import { loadForms } from '../../src/forms.ts';
import { loadPlan } from '../../src/plan/load.ts';
import { difference } from '../../src/server/v1/difference.ts';

const paragraph = (text: string): Line => ({ table: null, level: null, cells: [text] });
const row = (table: string, ...cells: string[]): Line => ({ table, level: null, cells });
/** + added, - removed, ~ changed, = same */
const told = (before: Line[], after: Line[], years = 0): string[] =>
  lineChanges(before, after, years).map(({ kind, before: old, after: now }) => {
    const sign = { same: '=', changed: '~', added: '+', removed: '-' }[kind];
    return `${sign} ${(now ?? old)!.cells.join(' ')}`;
  });

test('lines: figures that changed, rows put in and taken out, paragraphs written anew', () => {
  const before = [
    paragraph('一、职责'),
    paragraph('负责全县义务教育工作，承办交办的其他事项。'),
    row('表1', '合计', '10.00', '8.00'),
    row('表1', '教育支出', '6.00', '4.00'),
    row('表1', '卫生支出', '4.00', '4.00'),
    row('表2', '合计', '10.00', '8.00'),
  ];
  const after = [
    paragraph('一、职责'),
    paragraph('负责全县义务教育和学前教育工作，承办交办的其他事项。'),
    paragraph('二、机构'),
    row('表1', '合计', '12.00', '8.00'),
    row('表1', '教育支出', '6.00', '4.00'),
    row('表1', '住房支出', '6.00', '4.00'),
    row('表2', '合计', '10.00', '8.00'),
  ];
  assert.deepEqual(told(before, after), [
    '= 一、职责',
    '~ 负责全县义务教育和学前教育工作，承办交办的其他事项。',
    '+ 二、机构',
    '~ 合计 12.00 8.00',
    '= 教育支出 6.00 4.00',
    '- 卫生支出 4.00 4.00',
    '+ 住房支出 6.00 4.00',
    '= 合计 10.00 8.00',
  ]);
  assert.deepEqual(
    told(before, before).filter((line) => !line.startsWith('=')),
    [],
  );
  assert.deepEqual(told([], [row('表', '甲')]), ['+ 甲']);
});

test('lines of two years: a year that moved on is no change, and figures are not cut apart', () => {
  assert.deepEqual(told([paragraph('2024年预算总额12.30万元')], [paragraph('2025年预算总额12.30万元')], 1), ['= 2025年预算总额12.30万元']);
  assert.deepEqual(told([row('2024年总表', '合计', '1.00')], [row('2025年总表', '合计', '2.00')], 1), ['~ 合计 2.00']);
  assert.deepEqual(told([paragraph('2024年')], [paragraph('2025年')]), ['~ 2025年']);
  assert.deepEqual(partsOf('共123.45万元', '共123.46万元'), [
    ['same', '共'],
    ['removed', '123.45'],
    ['added', '123.46'],
    ['same', '万元'],
  ]);
});

test('figures: by meaning, not by place; blank is told apart, zero is a value', () => {
  const fact = (concept: string, value: number, printed: string, more: Partial<Fact> = {}): Fact => ({
    id: 0,
    concept,
    dims: { year: '2025' },
    kind: 'money',
    value,
    scale: 0,
    half: 0,
    printed,
    unit: '万元',
    place: textPlace(1, 0, 1),
    where: { node: 'table', table: '表', row: '行', column: null },
    ...more,
  });
  const before = [
    fact('a', 100_000_000, '100.00'),
    fact('b', 0, ''),
    fact('c', 5, '5'),
    fact('d', 1, '1.5', { kind: 'percent', value: 15, scale: 1, unit: '%' }),
  ];
  const after = [
    fact('a', 99_500_000, '99.50'),
    fact('b', 1_000_000, '1.00'),
    fact('d', 2, '2.25', { kind: 'percent', value: 225, scale: 2, unit: '%' }),
    fact('e', 0, ''),
  ];
  assert.deepEqual(
    figureChanges(before, after, 0).map(({ kind, concept, before: was, after: is, difference: by }) => [kind, concept, was, is, by]),
    [
      ['changed', 'a', '100.00', '99.50', '-0.50'],
      ['changed', 'b', '', '1.00', '+1.00'],
      ['changed', 'd', '1.5', '2.25', '+0.75'],
      ['removed', 'c', '5', null, null],
    ],
  );
  const last = [fact('a', 99_500_000, '99.50', { dims: { year: '2024', date: '2024-12-31' } })];
  const now = [fact('a', 99_500_000, '99.50', { dims: { year: '2025', date: '2025-12-31' } })];
  assert.deepEqual(figureChanges(last, now, 1), []);
  assert.equal(figureChanges(last, now, 0).length, 2);
});

test('one figure of a plan is changed: exactly what hangs on it differs', async () => {
  const forms = loadForms();
  const set = 'shanxi/budget/2025';
  const yaml = readFileSync(new URL(`../../forms/${set}/example.yaml`, import.meta.url), 'utf8');
  const page = async (text: string): Promise<Uint8Array> => {
    const { plan, set: found } = loadPlan(new TextEncoder().encode(text), 'a.yaml', forms, set);
    return writeOutput(planOutput(plan!, found!, true, forms), 'html', forms);
  };
  const [old, now] = [await page(yaml), await page(yaml.replace('负责', '全面负责'))];
  const words = difference(old, now, 0, forms);
  assert.deepEqual(words.figures, []);
  assert.deepEqual(
    words.lines.filter(({ kind }) => kind !== 'same').map(({ kind, parts }) => [kind, parts?.find(([part]) => part === 'added')?.[1]]),
    [['changed', '全面']],
  );
  const money = difference(old, await page(yaml.replace(/yuan: (\d)/, 'yuan: 9$1')), 0, forms);
  const general = money.figures.find(({ name, place }) => name === '收入' && place.includes('一般公共预算'))!;
  assert.deepEqual([general.kind, general.before, general.after, general.difference], ['changed', '402.96', '9402.96', '+9000.00']);
  assert.ok(money.figures.every(({ before, after }) => before !== after));
});
