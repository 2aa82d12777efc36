import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadForms } from '../../src/forms.ts';
import type { Sense } from '../../src/lexicon/lexicon.ts';

const { lexicon, codes } = loadForms();
const spending = (dims: Sense['dims']): Sense => ({ concept: 'expenditure', dims });

test('labels of rows and columns', () => {
  const wanted: readonly [string, Sense][] = [
    ['一、一般公共预算', { dims: { fund: 'general' } }],
    ['其中：财政拨款', { dims: { fund: 'general-appropriation' }, role: 'of-which' }],
    ['2025年合计', { dims: {}, role: 'total' }],
    ['收、支总计', { concept: 'revenue', dims: {} }],
    ['五、单位资金收入（万元）', { concept: 'revenue', dims: { fund: 'unit-funds', origin: 'this-year' } }],
    ['①公务用车购置费', { concept: 'three-public', dims: { item: 'vehicle-purchase' } }],
    ['因公出国 (境) 费用', { concept: 'three-public', dims: { item: 'overseas' } }],
    ['十五、资源勘探工业信息等支出', spending({ function: '215' })],
    ['[208]社会保障和就业支出', spending({ function: '208' })],
    ['科学技术', spending({ function: '206' })],
    ['教育', spending({ function: '205' })],
    ['其他支出', spending({ function: '229' })],
    ['工资福利支出', spending({ economic: '301' })],
    ['住房公积金', spending({ economic: '30113' })],
    ['行政单位医疗支出', spending({ function: '2101101' })],
    ['2150501 行政运行', spending({ function: '2150501' })],
    ['教育支出（类）普通教育（款）小学教育(项)', spending({ function: '2050202' })],
  ];
  for (const [text, sense] of wanted) assert.deepEqual(lexicon.label(text, 2025), sense, text);
  for (const text of ['', '某某局', '下面这些话不是科目', '一、']) assert.equal(lexicon.label(text, 2025), null, text);
});

test('names of other years are read, and said to be so', () => {
  assert.deepEqual(lexicon.label('农林水事务', 2025), spending({ function: '213' }));
  assert.equal(lexicon.meanings('农林水事务', 2025)[0]?.current, false);
  assert.equal(lexicon.meanings('农林水支出', 2025)[0]?.current, true);
});

test('a name that several 款 share means an unknown function, and each of them', () => {
  const [first, ...rest] = lexicon.meanings('行政运行', 2025);
  assert.deepEqual(first?.sense, spending({ function: 'unknown' }));
  assert.ok(rest.some((m) => m.sense.dims.function === '2150501'));
});

test('look-up in the classification that a column names', () => {
  assert.deepEqual(lexicon.labelIn('functional', '住房公积金', 2025), spending({ function: '2210201' }));
  assert.deepEqual(lexicon.labelIn('government', '住房公积金', 2025), spending({ government: '50103' }));
  assert.deepEqual(lexicon.labelIn('income', '政府性基金收入', 2025), { concept: 'revenue', dims: { income: '10301' } });
  assert.equal(lexicon.labelIn('economic', '社会保障和就业支出', 2025), null);
  assert.equal(lexicon.labelIn('terms', '住房公积金', 2025), null);
});

test('header words', () => {
  const roles = {
    科目编码: 'code',
    '项 目': 'label',
    行次: 'line',
    '金额（万元）': 'value',
    '2025年预算数': 'value',
    备注: 'note',
    基本支出: null,
  } as const;
  for (const [text, role] of Object.entries(roles)) assert.equal(lexicon.header(text), role, text);
});

test('words in a sentence: leftmost, longest, paths joined', () => {
  const text =
    '2025年“三公”经费预算9.98万元；教育支出（类）普通教育（款）小学教育（项）3万元，行政运行（项）5万元；云川县卫生健康局、社会保障和就业206.46万元。';
  const hits = lexicon.scan(text, 2025);
  assert.deepEqual(
    hits.map((hit) => hit.text),
    ['“三公”经费预算', '教育支出（类）普通教育（款）小学教育（项）', '行政运行（项）', '社会保障和就业'],
  );
  for (const hit of hits) assert.equal(text.slice(hit.from, hit.to), hit.text);
  assert.equal(hits[0]?.list, 'terms');
  assert.equal(hits[1]?.sense.dims.function, '2050202');
  assert.equal(hits[2]?.sense.dims.function, 'unknown');
  assert.equal(hits[3]?.official, '社会保障和就业支出');
  assert.deepEqual(lexicon.scan('国有资本经营预算拨款收入', 2025)[0]?.sense.dims, { fund: 'state-capital', origin: 'this-year' });
  const both = lexicon.scan('住房公积金12万元', 2025)[0];
  assert.deepEqual(both?.others, [spending({ function: '2210201' })]);
});

test('scanning is fast', () => {
  const text = '2025年一般公共预算支出年初预算数为876万元，其中：社会保障和就业支出31.5万元，卫生健康支出12.6万元。'.repeat(4000);
  const start = performance.now();
  lexicon.scan(text, 2025);
  const seconds = (performance.now() - start) / 1000;
  assert.ok(text.length / seconds > 300_000, `${Math.round(text.length / seconds)} characters a second`);
});

test('members stand above one another', () => {
  assert.equal(lexicon.parent('fund', 'general'), 'appropriation');
  assert.equal(lexicon.parent('fund', 'appropriation'), 'all');
  assert.equal(lexicon.parent('fund', 'all'), null);
  assert.equal(lexicon.parent('function', '2150501'), '21505');
  assert.equal(lexicon.parent('function', '215'), 'all');
  assert.equal(lexicon.parent('concept', 'expenditure'), 'uses');
  assert.equal(lexicon.parent('concept', 'uses'), null);
  assert.ok(lexicon.within('fund', 'institution-income', 'unit-funds'));
  assert.ok(lexicon.within('function', '2150501', '215'));
  assert.ok(!lexicon.within('function', '2150501', '208'));
  assert.ok(!lexicon.within('fund', 'appropriation', 'general'));
  assert.deepEqual(lexicon.children('nature', 'basic'), ['personnel', 'public']);
  assert.deepEqual(lexicon.children('function', '215'), []);
  assert.deepEqual(lexicon.itemsOf('three-public'), ['overseas', 'vehicles', 'reception']);
  assert.ok(lexicon.isOfWhich('fund', 'general-appropriation'));
  assert.equal(lexicon.name('function', '21505', 2024), '工业和信息产业监管');
  assert.equal(lexicon.name('fund', 'general'), '一般公共预算');
  assert.equal(lexicon.name('organisation', '云川县档案馆'), '云川县档案馆');
});

test('every functional class, departmental 款 and fund can be read by the name that is printed', () => {
  for (const row of codes.functional.rows)
    if (row.level === 1 && row.to === null) assert.equal(lexicon.label(row.name)?.dims.function ?? row.code, row.code, row.name);
  for (const row of codes.economic.rows) if (row.to === null) assert.equal(lexicon.labelIn('economic', row.name) === null, false, row.name);
});
