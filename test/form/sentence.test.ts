import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, readingOf, statementsOf } from './said.ts';

const final = { year: 2024, kind: 'final' } as const;

test('a total, its parts, its change and its prior figure', () => {
  const reading = readingOf(
    '2025年度云川县水利局预算收入总计900.00万元，其中：本年收入880.00万元，上年结转20.00万元，比上年减少100.00万元，下降10%，主要原因是上年预算收入1,000.00万元，今年项目减少。',
  );
  assert.deepEqual(factsOf(reading), [
    'revenue 900.00万元',
    'revenue[this-year] 880.00万元',
    'revenue[carried-over] 20.00万元',
    'revenue[change] 100.00万元',
    'revenue[growth] 10%',
    'revenue[2024] 1,000.00万元',
  ]);
  assert.deepEqual(statementsOf(reading), [
    'change 900.00 down 100.00 10 because 上年预算收入1,000.00万元，今年项目减少',
    'list 900.00: 880.00 + 20.00',
  ]);
  assert.equal(reading.facts[3]?.value, -100_000_000);
});

test('the place of a fact is its digits', () => {
  const [fact] = readingOf('2025年收入总计 876.50 万元。').facts;
  assert.deepEqual([fact?.place.from, fact?.place.to], [10, 16]);
});

test('shares of a list with nested parts, after a colon that ends a paragraph', () => {
  const reading = readingOf(
    '六、一般公共预算基本支出情况说明\n2025年度一般公共预算基本支出500万元，其中：\n人员经费400万元，占80%，主要包括：基本工资、津贴补贴等；\n公用经费100万元，占20%，主要包括：办公费、差旅费。',
  );
  assert.deepEqual(statementsOf(reading), [
    'share 400 of 500 = 80',
    'share 100 of 500 = 20',
    'list 400: 基本工资/津贴补贴 …',
    'list 100: 办公费/差旅费',
    'list 500: 400 + 100',
  ]);
});

test('a list that opens a sentence divides the whole, not the last part', () => {
  const reading = readingOf(
    '2025年一般公共预算支出年初预算为800万元。其中基本支出700万元，占87.5%；项目支出100万元，占12.5%。主要用于以下方面：教育支出300万元，占37.5%；卫生健康支出500万元，占62.5%。',
  );
  assert.ok(statementsOf(reading).includes('list 800: 300 + 500'));
});

test('final accounts: budget, actual, completion, change by class', () => {
  const reading = readingOf(
    '财政拨款支出决算情况\n2024年度一般公共预算财政拨款支出年初预算600万元，支出决算540万元，完成年初预算的90%。其中：\n教育支出年初预算600万元，支出决算540万元，完成年初预算的90%，用于学校运转等。较上年决算增加40万元，增长8%，主要原因是学生增加。',
    final,
  );
  assert.deepEqual(statementsOf(reading).slice(0, 3), [
    'completion 540 of 600 = 90',
    'completion 540 of 600 = 90',
    'change 540 up 40 8 because 学生增加',
  ]);
});

test('counts with their amounts', () => {
  const reading = readingOf(
    '2025年纳入绩效目标管理的二级项目3个，共计金额90万元。其中：其他运转类项目1个，涉及金额20万元；特定目标类项目2个，涉及金额70万元。',
  );
  assert.deepEqual(statementsOf(reading), ['list 3: 1 + 2', 'list 90: 20 + 70']);
});

test('words of other provinces', () => {
  const reading = readingOf(
    '2025年，青禾市财政局收入预算1,700万元，其中：财政拨款收入1,700万元，比2024年预算减少90万元；事业收入0万元。（一）公务接待费25.40万元，与2024年预算持平。',
  );
  assert.deepEqual(statementsOf(reading).slice(0, 2), ['same 25.40', 'change 1,700 down 90 -']);
});

test('a number whose subject is not known is no fact', () => {
  assert.deepEqual(
    factsOf(
      readingOf(
        '新增视频监管服务费700万元。完成道路建设，办案及业务支出4万元；涉及二级项目12个，资金246万元，其中一般公共预算项目支出176万元。',
      ),
    ),
    [],
  );
  assert.deepEqual(factsOf(readingOf('2023年“三公”经费预算7.496,5万元。')), []);
});

test('an unknown name in a list of economic items keeps its money', () => {
  const reading = readingOf('2024年度财政拨款基本支出30万元，其中：人员经费30万元，主要包括基础补资10万元，津贴补贴20万元。', final);
  assert.ok(factsOf(reading).includes('expenditure[personnel unknown] 10万元'));
});
