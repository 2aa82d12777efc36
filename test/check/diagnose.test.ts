import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { diagnose } from '../../src/check/diagnose.ts';
import { atMost, equation } from '../../src/check/equation.ts';
import type { Relation } from '../../src/check/relation.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { textPlace } from '../../src/fact/place.ts';

/** Facts written as 万元 with two decimals, one to a line; text where the name begins with “文”. */
function factsOf(given: Readonly<Record<string, string>>) {
  const names = Object.keys(given);
  const facts = names.map((name, id): Fact => {
    const printed = given[name] ?? '';
    return {
      id,
      concept: 'expenditure',
      dims: { year: '2025', stage: 'original' },
      kind: 'money',
      value: Math.round(Number(printed) * 1e6),
      scale: 0,
      half: 5000,
      printed,
      unit: '万元',
      place: textPlace(id + 1, 0, printed.length),
      where: { node: name.startsWith('文') ? 'text' : 'table', table: '支出总表', row: name, column: '合计' },
    };
  });
  const at = (name: string): Fact => {
    const fact = facts[names.indexOf(name)];
    assert.ok(fact, name);
    return fact;
  };
  return { facts, at };
}

type At = (name: string) => Fact;
const same = (at: At, a: string, b: string): Relation =>
  equation({ law: 'agree', code: 'agree.text', severity: 'error', says: `${a}＝${b}`, basis: '' }, at(a), [{ fact: at(b), sign: 1 }]);
const sum = (at: At, whole: string, ...parts: string[]): Relation =>
  equation(
    { law: 'sum', code: 'sum.hierarchy', severity: 'error', says: `${whole}＝${parts.join('＋')}`, basis: '' },
    at(whole),
    parts.map((part) => ({ fact: at(part), sign: 1 })),
  );
const within = (at: At, small: string, large: string): Relation =>
  atMost({ law: 'sum', code: 'sum.bound', severity: 'warning', says: `${small}≤${large}`, basis: '' }, at(small), at(large));

/** What diagnosis says: code, the row it names, and the value it should have. */
const said = (relations: readonly Relation[], facts: readonly Fact[]) =>
  diagnose(relations, facts).map(({ code, culprit, places, expected }) => [code, culprit === null ? null : places[culprit]?.row, expected]);

describe('who is wrong', () => {
  test('nobody, where all holds', () => {
    const { facts, at } = factsOf({ 甲表: '100.00', 乙表: '100.00' });
    assert.deepEqual(said([same(at, '甲表', '乙表')], facts), []);
  });

  test('of two that would serve equally well, the one that is a digit off', () => {
    const { facts, at } = factsOf({ 合计: '176.58', 甲项: '143.21', 乙项: '29.37' });
    assert.deepEqual(said([sum(at, '合计', '甲项', '乙项')], facts), [['sum.hierarchy', null, '172.58万元（如果各分项无误）']]);
    // 185.00, 110.00 and 105.00 are more than a digit off what is printed, 30.00 is not
    const only = factsOf({ 合计: '205.00', 甲项: '90.00', 乙项: '85.00', 丙项: '10.00' });
    assert.deepEqual(said([sum(only.at, '合计', '甲项', '乙项', '丙项')], only.facts), [['sum.hierarchy', '丙项', '30.00万元']]);
  });

  test('one of three statements, with the value of the other two', () => {
    const { facts, at } = factsOf({ 甲表: '100.00', 乙表: '110.00', 文中: '100.00' });
    const relations = [same(at, '甲表', '乙表'), same(at, '甲表', '文中'), same(at, '乙表', '文中')];
    assert.deepEqual(said(relations, facts), [['agree.text', '乙表', '100.00万元']]);
  });

  test('a part of a tree, where its column and its row ask for one value', () => {
    const { facts, at } = factsOf({ 合计: '300.00', 教育: '120.00', 卫生: '180.00', 教育基本: '91.00', 教育项目: '9.00' });
    const relations = [sum(at, '合计', '教育', '卫生'), sum(at, '教育', '教育基本', '教育项目')];
    assert.deepEqual(
      said(relations, facts).at(0),
      ['sum.hierarchy', null, '100.00万元（如果各分项无误）'],
      'no value of one cell makes both hold',
    );
    const right = factsOf({ 合计: '280.00', 教育: '120.00', 卫生: '180.00', 教育基本: '91.00', 教育项目: '9.00' });
    assert.deepEqual(said([sum(right.at, '合计', '教育', '卫生'), sum(right.at, '教育', '教育基本', '教育项目')], right.facts), [
      ['sum.hierarchy', '教育', '100.00万元'],
    ]);
  });

  test('a cell that its row and its column both accuse', () => {
    const { facts, at } = factsOf({
      合计: '300.00',
      合计基本: '180.00',
      合计项目: '120.00',
      甲: '100.00',
      甲基本: '80.00',
      甲项目: '20.00',
      乙: '200.00',
      乙基本: '150.00',
      乙项目: '100.00',
    });
    const rows = ['合计', '甲', '乙'].map((row) => sum(at, row, `${row}基本`, `${row}项目`));
    const columns = ['', '基本', '项目'].map((column) => sum(at, `合计${column}`, `甲${column}`, `乙${column}`));
    // 合计基本 180 ≠ 80＋150 and 乙 200 ≠ 150＋100 ask 100 of the cell
    assert.deepEqual(said([...rows, ...columns], facts), [['sum.hierarchy', '乙基本', '100.00万元']]);
  });

  test('nobody, where two would serve equally well', () => {
    const { facts, at } = factsOf({ 甲表: '100.00', 乙表: '110.00' });
    const [finding, ...more] = diagnose([same(at, '甲表', '乙表')], facts);
    assert.deepEqual(more, []);
    assert.equal(finding?.culprit, null);
    assert.equal(finding?.expected, '');
    assert.equal(finding?.places.length, 2);
    assert.equal(finding?.stated, '100.00万元 / 110.00万元');
  });

  test('the text, where it stands against a table that ties; nobody, where one figure stands against one', () => {
    const { facts, at } = factsOf({ 合计: '100.00', 甲: '60.00', 乙: '40.00', 文中: '110.00' });
    assert.deepEqual(said([sum(at, '合计', '甲', '乙'), same(at, '合计', '文中')], facts), [['agree.text', '文中', '100.00万元']]);
    assert.deepEqual(said([same(at, '合计', '文中')], facts), [['agree.text', null, '']]);
  });

  test('the one that sums leave only by rounding', () => {
    const { facts, at } = factsOf({ 合计: '100.01', 文总: '100.01', 文甲: '60.00', 文乙: '40.01', 甲: '60.01' });
    const relations = [sum(at, '文总', '文甲', '文乙'), same(at, '合计', '文总'), same(at, '甲', '文甲')];
    assert.deepEqual(said(relations, facts), [['agree.text', '甲', '60.00万元']]);
  });

  test('the one whose new value stands elsewhere, or whose old one does not', () => {
    const { facts, at } = factsOf({ 文总: '79349.11', 文甲: '1309.92', 文乙: '98039.19', 文支: '99349.11' });
    assert.deepEqual(said([sum(at, '文总', '文甲', '文乙')], facts), [['sum.hierarchy', '文总', '99349.11万元']]);
    const goal = factsOf({ 总额: '64068.65', 财政: '64028.65' });
    const number = { printed: '64068.65', place: textPlace(9, 0, 8), as: 'indicator', context: '' } as const;
    const [finding] = diagnose([sum(goal.at, '总额', '财政')], goal.facts, [number]);
    assert.equal(finding?.culprit === 0 ? finding.places[0]?.row : null, '财政');
  });

  test('the one in another unit', () => {
    const given = factsOf({ 文总: '94.92', 文甲: '94.92', 文乙: '0.00' });
    const facts = given.facts.map((fact) => (fact.where.row === '文总' ? { ...fact, value: 9492, half: 0.5, unit: '元' } : fact));
    const at = (name: string): Fact => facts.find(({ where }) => where.row === name) ?? given.at(name);
    assert.deepEqual(said([sum(at, '文总', '文甲', '文乙')], facts), [['sum.hierarchy', '文总', '94.92万元']]);
  });

  test('the table, where its own sums are against it', () => {
    const { facts, at } = factsOf({ 合计: '110.00', 甲: '60.00', 乙: '40.00', 文中: '100.00' });
    const relations = [sum(at, '合计', '甲', '乙'), same(at, '合计', '文中')];
    assert.deepEqual(said(relations, facts), [['sum.hierarchy', '合计', '100.00万元']]);
  });

  test('not one whose change would break what holds', () => {
    const { facts, at } = factsOf({ 合计: '100.00', 甲: '60.00', 乙: '50.00', 甲表: '60.00', 甲文: '60.00', 总计: '100.00' });
    const relations = [sum(at, '合计', '甲', '乙'), same(at, '甲', '甲表'), same(at, '甲', '甲文'), same(at, '合计', '总计')];
    assert.deepEqual(said(relations, facts), [['sum.hierarchy', '乙', '40.00万元']]);
  });

  test('two errors that have nothing to do with each other are two findings', () => {
    const { facts, at } = factsOf({ 甲表: '100.00', 文甲: '110.00', 乙表: '20.00', 文乙: '30.00' });
    assert.deepEqual(said([same(at, '甲表', '文甲'), same(at, '乙表', '文乙')], facts), [
      ['agree.text', null, ''],
      ['agree.text', null, ''],
    ]);
  });

  test('a bound accuses nobody by itself', () => {
    const { facts, at } = factsOf({ 部分: '9.00', 整体: '8.00' });
    assert.deepEqual(said([within(at, '部分', '整体')], facts), [['sum.bound', null, '']]);
    assert.equal(diagnose([within(at, '部分', '整体')], facts)[0]?.severity, 'warning');
  });

  test('rounding is no error: figures in 万元 against their sum', () => {
    const { facts, at } = factsOf({ 合计: '100.01', 甲: '33.33', 乙: '33.33', 丙: '33.34' });
    assert.deepEqual(said([sum(at, '合计', '甲', '乙', '丙')], facts), []);
  });
});
