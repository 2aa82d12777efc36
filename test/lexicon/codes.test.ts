import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadForms } from '../../src/forms.ts';
import { certain, codeRows, overlayRows } from '../../src/lexicon/code-row.ts';
import { createCatalogue } from '../../src/lexicon/codes.ts';

const { codes } = loadForms();
const { functional, economic, government, income, procurement } = codes;

test('a code has the name of the year', () => {
  assert.equal(functional.byCode('21505', 2024)?.name, '工业和信息产业监管');
  assert.equal(functional.byCode('21505', 2025)?.name, '工业和信息产业');
  assert.equal(functional.byCode('21505')?.name, '工业和信息产业');
  assert.equal(functional.byCode('215', 2019)?.name, '资源勘探信息等支出');
  assert.equal(functional.byCode('215', 2020)?.name, '资源勘探工业信息等支出');
  assert.equal(functional.byCode('2089999', 2020), null);
  assert.equal(functional.byCode('9999999', 2025), null);
  assert.deepEqual(
    functional.history('210').map((row) => row.name),
    ['医疗卫生支出', '医疗卫生与计划生育支出', '卫生健康支出'],
  );
});

test('a name is found whatever its brackets and ordinals; a shared name gives all its codes', () => {
  assert.deepEqual(
    economic.byName('因公出国(境)费用', 2025).map((row) => row.code),
    ['30212'],
  );
  assert.equal(functional.byName('八、社会保障和就业支出', 2025)[0]?.code, '208');
  assert.ok(functional.byName('行政运行', 2025).length > 30);
  assert.equal(government.byName('住房公积金', 2025)[0]?.code, '50103');
  assert.equal(income.byName('国有土地使用权出让收入', 2025)[0]?.code, '1030148');
});

test('an outdated name is known as such', () => {
  assert.deepEqual(functional.byName('资源勘探信息等支出', 2025), []);
  const [outdated] = functional.otherYears('资源勘探信息等支出', 2025);
  assert.equal(outdated?.code, '215');
  assert.equal(outdated?.to, 2019);
});

test('the nearest official name of a wrong one', () => {
  const nearest = functional.nearest('其他技术与开发支出', 2025);
  assert.equal(nearest?.row.code, '2060499');
  assert.equal(nearest?.distance, 2);
  assert.ok(nearest && nearest.similarity > 0.8);
  assert.equal(functional.nearest('行政运形', 2025, { under: '21505' })?.row.code, '2150501');
  assert.equal(functional.nearest('完全不相干的一句话', 2025), null);
});

test('codes stand above one another', () => {
  assert.deepEqual(
    functional.chain('2150501', 2025).map((row) => row.name),
    ['资源勘探工业信息等支出', '工业和信息产业', '行政运行'],
  );
  assert.ok(functional.isPrefix('215', '2150501'));
  assert.ok(!functional.isPrefix('215', '2080501'));
  assert.equal(functional.parentOf('2169988'), '21699');
  assert.equal(functional.levelOf('2169988'), 3);
  assert.equal(functional.levelOf('2101a'), 0);
  assert.deepEqual(
    procurement.chain('A05010201').map((row) => row.name),
    ['货物', '家具和用具', '家具', '台、桌类', '办公桌'],
  );
});

test('procurement codes changed meaning with the catalogue of 2022', () => {
  assert.equal(procurement.byCode('A02010105', 2021)?.name, '便携式计算机');
  assert.equal(procurement.byCode('A02010105', 2023)?.name, '台式计算机');
});

test('departmental and government economic classification', () => {
  assert.equal(codes.mapping('30101', 2025)?.agency, '50101');
  assert.equal(codes.mapping('30101', 2025)?.institution, '50501');
  assert.equal(codes.mapping('30107', 2025)?.agency, null);
  assert.equal(codes.mapping('31201', 2020)?.agency, '50801');
  assert.equal(codes.mapping('31201')?.agency, '50803');
  assert.equal(codes.mapping('30999', 2025)?.agency, '50499');
  assert.equal(codes.mapping('30000'), null);
  for (const { agency, institution } of codes.pairs)
    for (const code of [agency, institution]) assert.ok(code === null || government.byCode(code), String(code));
});

test('order of the functional classes, small lists, indicator schemes', () => {
  assert.equal(codes.classOrder('budget').length, 30);
  assert.equal(codes.classOrder('final').length, 26);
  assert.equal(codes.classOrder('final').find((row) => row.code === '215')?.final, '十四');
  assert.deepEqual(
    codes.list('grade').map((entry) => entry.code),
    ['优', '良', '中', '差'],
  );
  assert.ok(codes.indicators.some((pair) => pair.framework === '2021' && pair.level2 === '经济成本指标'));
});

test('every row has its parent; years of one code do not overlap; every row says where it is from', () => {
  for (const book of [functional, economic, government, income, procurement]) {
    for (const row of book.rows) {
      if (row.parent) assert.ok(book.byCode(row.parent), `${book.classification} ${row.code}: ${row.parent}`);
      assert.ok(row.source, row.code);
      const others = book.rows.filter((other) => other !== row && other.code === row.code);
      for (const other of others) {
        assert.ok(
          (row.to ?? 9999) < (other.from ?? 0) || (other.to ?? 9999) < (row.from ?? 0),
          `${book.classification} ${row.code} ${row.name} ${other.name}`,
        );
      }
    }
  }
});

const local = [{ code: '21505', name: '工业与信息产业', parent: '215', level: '2', valid_from: '2026', valid_to: '2026' }];

test("a bureau's own list wins in the years it covers", () => {
  const base = [
    { code: '21505', name: '工业和信息产业监管', parent: '215', level: '2', valid_to: '2024', confidence: '0.9' },
    { code: '21505', name: '工业和信息产业', parent: '215', level: '2', valid_from: '2025', confidence: '0.7' },
  ];
  const laid = createCatalogue({ functional: base }, { 'functional-2026': local }).functional;
  assert.deepEqual(
    [2024, 2025, 2026, 2027].map((year) => laid.byCode('21505', year)?.name),
    ['工业和信息产业监管', '工业和信息产业', '工业与信息产业', '工业和信息产业'],
  );
  const row = laid.byCode('21505', 2026);
  assert.ok(row && certain(row) && row.confidence === 1);
  const before = laid.byCode('21505', 2025);
  assert.ok(before && !certain(before));
  assert.equal(overlayRows(codeRows(base, 'base'), codeRows([{ ...local[0], valid_from: '', valid_to: '' }], 'local')).length, 1);
});

test('an unusable row is named', () => {
  assert.throws(() => createCatalogue({ functional: [{ code: '201', name: '', level: '1' }] }), /functional\.csv 第2行/);
  assert.throws(() => createCatalogue({ functional: [{ code: '201', name: '一般公共服务支出', level: '1', valid_from: '20年' }] }), /年份/);
});
