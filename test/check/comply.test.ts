import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { comply } from '../../src/check/comply/index.ts';
import { isIdentityNumber } from '../../src/check/comply/personal.ts';
import { coverage } from '../../src/check/coverage.ts';
import { maskPersonal, placeText } from '../../src/check/place.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';
import { SAMPLE, utf8 } from '../sample.ts';

const forms = loadForms();
const read = (text: string) => readPaper(readDocument(utf8(text), 'a.txt'), 'a.txt', forms);
/** Codes of the errors and warnings that a text under an invented cover has. */
const codesOf = (text: string): string[] =>
  comply(read(`云川县水务局\n2025年度单位预算公开\n\n${text}\n`), forms)
    .filter(({ severity }) => severity !== 'info')
    .map(({ code }) => code);

test('personal data is masked, timestamps and amounts are not', () => {
  assert.equal(maskPersonal('电话139 0000 1234'), '电话139****1234');
  assert.equal(maskPersonal('20250313151320'), '20250313151320');
  assert.equal(placeText('字'.repeat(80)).length, 60);
});

test('an ID number has a check digit', () => {
  assert.equal(isIdentityNumber('11010519491231002X'), true);
  assert.equal(isIdentityNumber('110105194912310021'), false);
});

test('what only looks like a fault is none', () => {
  const right = [
    '一、省级专项资金：指省级财政安排的专项资金。', // really the province's
    '云川县县(区)级预算部门(单位)项目支出绩效目标表', // heading of a form
    '2025年公务接待费0万元，公务用车购置费0万元。',
    '项目编码411282250000000011206，填报日期20250313151320。', // no telephone numbers
    '云川县财政局和云川县民政局共同负责。', // other organisations
    '一、本部门（单位）职责',
    '云川县部门（单位）整体支出绩效目标表',
    '全县各部门（单位）要落实责任。',
    '推进县城和城区建设，县政府、县政协、全县场所和阳城县化工园区、以上县级公司。', // not 市场, 市政, 城市
    '公务接待费0万元，较上年减少0万元，主要原因是严格控制公务接待。',
    '会议费1.00万元，较上年减少0万元；培训费2.00万元，较上年增加1.00万元，主要原因是培训人数增加。',
    '项目支出增长20.00万元，主要原因是增加了河道治理项目。',
    '根据《云川省财政厅关于推进省级以下预决算公开工作的规定》，现公开如下。',
    '加强应急反应部门联动，按装机容量计算。',
  ];
  for (const text of right) assert.deepEqual(codesOf(text), [], text);
});

test('a note of the form that says when there is no data does not contradict the data', () => {
  const table = '2025年“三公”经费支出表\n\n单位：万元\n\n项目\t2025年预算数\n公务接待费\t2.00\n合计\t2.00\n\n';
  assert.deepEqual(codesOf(`${table}注：没有“三公”经费预算安排的单位，本表无数据。`), []);
  assert.deepEqual(codesOf(`${table}注：本表无数据。`), ['comply.note-contradicts']);
});

test('a table of the form is missing, though others bear like names', () => {
  const paper = readFileSync(join(import.meta.dirname, '../findings/comply.table-missing/good.txt'), 'utf8');
  const from = paper.indexOf('2025年政府性基金预算收入表');
  const without = paper.slice(0, from) + paper.slice(paper.indexOf('2025年政府性基金预算支出表'));
  const missing = comply(read(without), forms).find(({ code }) => code === 'comply.table-missing');
  assert.equal(missing?.expected, '2025年政府性基金预算收入表');
});

test('a sentence that bears another year than its figures', () => {
  const table =
    '2025年一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t80.00\t60.00\t20.00\n213\t农林水支出\t80.00\t60.00\t20.00\n\n';
  const wrong = [
    '2023年度云川县水务局一般公共预算支出80.00万元。',
    '2024年度云川县水务局机关运行经费12.31万元，比上年增加1.00万元。',
    '2024年云川县水务局机关运行经费12.31万元。',
  ];
  for (const text of wrong) assert.deepEqual(codesOf(table + text), ['comply.year'], text);
  const right = [
    '2025年一般公共预算支出80.00万元，2024年一般公共预算支出80.00万元，两年持平。',
    '截至2023年12月31日，本单位共有车辆2辆。',
    '2024年机关运行经费10.31万元。2025年机关运行经费12.31万元。',
  ];
  for (const text of right) assert.deepEqual(codesOf(table + text), [], text);
});

test('a class under an outdated name is told in a sentence and in a short list, prose with the same words is not', () => {
  assert.deepEqual(codesOf('支出包括农林水支出60.00万元、医疗卫生与计划生育支出20.00万元。'), ['comply.class-outdated']);
  assert.deepEqual(codesOf('加强环境保护，支持医疗卫生与计划生育工作，安排资金20.00万元。'), []);
  const list = (name: string) => codesOf(`支出结构\n\n单位：万元\n\n项目\t金额\n农林水支出\t60.00\n${name}\t20.00`);
  assert.deepEqual(list('医疗卫生支出'), ['comply.class-outdated']);
  assert.deepEqual(list('卫生健康支出'), []);
});

test('a code that no classification has is told by the name beside it', () => {
  const rows = (code: string) =>
    `2025年一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\n213\t农林水支出\t80.00\n21303\t水利\t80.00\n${code}\t行政运行\t80.00`;
  assert.deepEqual(codesOf(rows('2130301')), []);
  for (const wrong of ['6130301', '2930301']) assert.deepEqual(codesOf(rows(wrong)), ['comply.code'], wrong);
});

test('template words in any brackets, a sentence copied right below itself', () => {
  assert.deepEqual(codesOf('公务接待费增加的原因【待补充】。'), ['comply.placeholder']);
  assert.deepEqual(codesOf('按合同约定支付资金，按月调度。\n\n按合同约定支付资金，按月调度。'), ['comply.repeated-text']);
});

test('coverage says of every obligation whether it is met, and why not', () => {
  const paper = read(SAMPLE);
  const ledger = coverage(paper, forms, comply(paper, forms));
  assert.ok(ledger.length > 20);
  assert.ok(ledger.every(({ obligation, reason }) => obligation !== '' && reason !== ''));
  assert.equal(ledger.find(({ obligation }) => obligation === '二十日内公开')?.state, 'not-evaluated');
  assert.equal(ledger.find(({ obligation }) => obligation === '部门职责')?.state, 'met');
});

test('a level replaced inside a word, a rule of a higher level, a change of nothing with a cause', () => {
  assert.deepEqual(codesOf('开拓国内外县场，推进县政工程。'), ['comply.near-miss', 'comply.near-miss']);
  assert.deepEqual(codesOf('根据《云川省省级预算公开办法》规定，现公开如下。'), ['comply.level']);
  assert.deepEqual(codesOf('公务用车运行维护费3.00万元，较上年减少0万元，原因为公务用车报废。'), ['comply.zero-change-reason']);
});

test('a word that is broken over two lines has a place on each', () => {
  const first = '负责全县水利行业发展促进工作。会同有关部门拟订促进水利行业和全县民';
  const text = `云川县水务局\n2025年度单位预算公开\n\n一、本单位职责\n\n${first}\n\n管经济、中小企业所需的用水服务，并为园区安排供水。\n`;
  const [finding] = comply(read(text), forms).filter(({ code }) => code === 'comply.near-miss');
  assert.deepEqual(
    finding?.places.map((place) => [place.line, place.text]),
    [
      [6, '业和全县民'],
      [8, '管经济、中小企'],
    ],
  );
});

test('zeros lost in columns of codes are one slip, told once', () => {
  const row = (...cells: string[]) => cells.join('\t');
  const table = [
    row('科目编码', '', '科目名称', '合计', '人员经费', '公用经费'),
    row('类', '款', '', '', '', ''),
    row('301', '', '工资福利支出', '60.00', '60.00', ''),
    row('301', '1', '基本工资', '40.00', '40.00', ''),
    row('301', '2', '津贴补贴', '20.00', '20.00', ''),
    row('302', '', '商品和服务支出', '5.00', '', '5.00'),
    row('302', '01', '办公费', '5.00', '', '5.00'),
  ];
  const text = `云川县水务局\n2025年度单位预算公开\n\n一般公共预算基本支出表\n\n单位：万元\n\n${table.join('\n')}\n`;
  const findings = comply(read(text), forms).filter(({ code }) => code === 'comply.code');
  assert.deepEqual(
    findings.map(({ severity, expected, places }) => [severity, expected, places.length]),
    [['warning', '30101', 2]],
  );
});

test('an entry of the contents names the organisation by a word', () => {
  const text =
    '目录\n\n一、单位主要职能\n\n二、单位机构设置\n\n三、名词解释\n\n云川县水务局主要职能\n\n负责水务。\n\n云川县水务局机构设置\n\n内设两个股。\n\n三、名词解释\n\n无。';
  const paper = read(`云川县水务局\n2025年度单位预算公开\n\n${text}\n`);
  assert.deepEqual(
    comply(paper, forms).filter(({ code }) => code === 'comply.contents'),
    [],
  );
});

test('a reason may stand a little below the change', () => {
  const text =
    '一、预算收支情况说明\n\n财政拨款收入90.00万元，比2024年预算减少10.00万元。\n\n支出预算90.00万元。\n\n财政拨款收入支出减少的主要原因是项目完工。\n';
  const paper = read(`云川县水务局\n2025年度单位预算公开\n\n${text}\n`);
  assert.deepEqual(
    comply(paper, forms).filter(({ code }) => code === 'comply.reason'),
    [],
  );
});
