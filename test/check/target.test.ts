import assert from 'node:assert/strict';
import { test } from 'node:test';
import { targetFindings } from '../../src/check/performance/target.ts';
import { targetRelations } from '../../src/check/performance/targetRelations.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { textPlace } from '../../src/fact/place.ts';
import { createSink, readOutline, readTables } from '../../src/form/read.ts';
import { readRecords } from '../../src/form/record.ts';
import { recordForms } from '../../src/form/recordForm.ts';
import { readText } from '../../src/format/txt/read.ts';
import { loadForms } from '../../src/forms.ts';
import { projectsOf } from '../../src/score/project.ts';
import { recordFacts } from '../../src/score/projectFacts.ts';

const forms = loadForms();
const records = recordForms(forms.sets);

interface Given {
  name?: string;
  department?: string;
  attribute?: string;
  years?: string;
  term?: string;
  annual?: string;
  local?: string;
  measures?: string;
  plan?: string;
  overview?: string;
  provincial?: string;
  footer?: string;
  rows?: string[];
}

const ROWS = [
  '产出指标│数量指标│清淤长度│≥3公里',
  '│成本指标│清淤费用│≤120万元',
  '效益指标│社会效益│受益村庄│≥4个',
  '满意度指标│服务对象满意度│村民满意度│≥90%',
];

/** One form of project targets with what is given in place of sound words. */
function form(given: Given): string {
  const { name = '河道清淤', annual = '1,200,000', term = annual } = given;
  return `项目支出绩效目标表

（2025年度）

项目名称│${name}│││
主管部门及代码│${given.department ?? '051-云川县水务局'}│实施单位│云川县水务局│
项目属性│${given.attribute ?? '经常性项目(1年结束)'}│项目期│${given.years ?? '1年'}│
项目资金(元)│实施期资金总额:│${term}│年度资金总额:│${annual}
${given.provincial ? `│省级财政资金│${given.provincial}│省级财政资金│${given.provincial}\n` : ''}│市县(区)财政资金│${given.local ?? term}│市县(区)财政资金│${given.local ?? annual}
项目概况│${given.overview ?? '清理河道淤积'}│││
保证项目实施的制度、措施│${given.measures ?? '按合同管理'}│││
项目实施计划│${given.plan ?? '2025年3月开工，11月完工'}│││
绩效指标│一级指标│二级指标│三级指标│指标值
${(given.rows ?? ROWS).map((row) => `│${row}`).join('\n')}
${given.footer ?? '负责人:│经办人:│联系电话:│填报日期: 20250112090000│'}
`;
}

function check(text: string, extra: Omit<Fact, 'id'>[] = []) {
  const document = readText(new TextEncoder().encode(text.replaceAll('│', '\t')));
  const outline = readOutline(document);
  const { records: nodes, owned } = readRecords(document, outline.frames, records, forms.lexicon);
  const sink = createSink();
  const tables = readTables(outline, owned, forms, sink);
  const projects = projectsOf(nodes);
  recordFacts(projects, '2025', sink);
  for (const fact of extra) sink.add(fact);
  const reading = { document, facts: sink.facts, identity: { ...outline.identity, year: 2025, organisation: '云川县水务局' }, tables };
  const findings = targetFindings(projects, reading, forms.lexicon);
  return {
    findings,
    codes: findings.map(({ code, severity }) => `${severity} ${code}`),
    broken: targetRelations(projects, reading, forms.lexicon).flatMap(({ holds, code }) => (holds ? [] : [code])),
  };
}

const many = (...given: Given[]): string => given.map(form).join('\n');

test('a sound form has no finding and no broken relation', () => {
  const { codes, broken } = check(form({}));
  assert.deepEqual(codes, []);
  assert.deepEqual(broken, []);
});

test('a ceiling of cost below the budget is an error, one above is a hint, a part is a hint', () => {
  const rows = (cap: string) => [ROWS[0] ?? '', cap, ...ROWS.slice(2)];
  assert.deepEqual(check(form({ rows: rows('│成本指标│清淤费用│≤90万元') })).codes, ['error agree.cost-target']);
  assert.deepEqual(check(form({ rows: rows('│成本指标│清淤费用│≤150万元') })).codes, ['info agree.cost-target']);
  assert.deepEqual(check(form({ rows: rows('│成本指标│监理合同价款│≤9万元') })).codes, ['info agree.cost-target']);
  assert.deepEqual(check(form({ rows: rows('│成本指标│土方单价│≤35元/立方米') })).codes, []);
});

test('money: sources, periods, the table of projects', () => {
  assert.deepEqual(check(form({ local: '1,100,000' })).broken, ['sum.project-funding', 'sum.project-funding']);
  assert.deepEqual(check(form({ term: '2,400,000' })).broken, ['sum.project-term']);
  const table = (amount: string) => `2025年项目支出预算表

单位：万元

项目名称│合计│一般公共预算│政府性基金预算
合计│${amount}│${amount}│
河道清淤│${amount}│${amount}│

`;
  assert.deepEqual(check(table('120.00') + form({})).broken, []);
  assert.ok(check(table('130.00') + form({})).broken.includes('agree.project-amount'));
});

test('a name that differs from the table of projects is an error, a dash is a hint', () => {
  const table = `2025年项目支出预算表

单位：万元

项目名称│合计│一般公共预算│政府性基金预算
合计│120.00│120.00│
云河东段河道清淤工程│120.00│120.00│

`;
  assert.deepEqual(check(table + form({ name: '云河东段河道清淤工程' })).codes, []);
  assert.deepEqual(check(table + form({ name: '云河西段河道清淤工程' })).codes, ['error agree.project-name']);
  assert.deepEqual(check(table + form({ name: '-云河东段河道清淤工程' })).codes, ['info agree.project-name']);
  const [finding] = check(table + form({ name: '云河西段河道清淤工程' })).findings;
  assert.equal(finding?.places[1]?.text, '云河东段河道清淤工程', 'the cell with the name, not the amount');
});

test('a purchase that is a project misspelt, and purchases that are not', () => {
  const table = (name: string) => `政府采购预算明细表

单位：万元

项目名称│合计│一般公共预算拨款
合计│20.00│20.00│
${name}│15.00│15.00│
复印纸│2.00│2.00│
复印纸│3.00│3.00│

`;
  const codes = (name: string) => check(table(name) + form({ name: '云河东段河道清淤工程' })).codes;
  assert.deepEqual(codes('云河东段河道清淤工程'), []);
  assert.deepEqual(codes('云河东段河道请淤工程'), ['error agree.project-name']);
  assert.deepEqual(codes('云河西段河道清淤工程'), [], 'another stretch');
  assert.deepEqual(codes('云河东段河道清淤设备'), [], 'a thing bought for it');
});

test('codes and names of the department', () => {
  const three = (odd: string) =>
    check(
      many(
        { name: '河道清淤' },
        { name: '水库巡查', rows: ['产出指标│数量指标│巡查│≥9次', ...ROWS.slice(1)] },
        { name: '抗旱物资', department: odd, rows: ['产出指标│数量指标│物资│≥2批', ...ROWS.slice(1)] },
      ),
    ).codes;
  assert.deepEqual(three('051-云川县水务局'), []);
  assert.deepEqual(three('015-云川县水务局'), ['warning agree.department-code']);
  assert.deepEqual(three('904-农财股'), ['warning agree.department']);
});

test('dates, attribute, plan, fragments', () => {
  assert.deepEqual(check(form({ footer: '负责人:│经办人:│联系电话:│填报日期: 20240312090000│' })).codes, ['warning comply.filing-date']);
  assert.deepEqual(check(form({ footer: '负责人:│经办人:│联系电话:│填报日期:│20241105 090000' })).codes, []);
  assert.deepEqual(check(form({ attribute: '一次性项目', years: '3年' })).codes, ['warning comply.project-attribute']);
  assert.deepEqual(check(form({ plan: '2023年4月设计，2023年9月完工' })).codes, ['warning comply.plan-year']);
  assert.deepEqual(check(form({ measures: '成立专班，' })).codes, ['info comply.target-fragment']);
});

test('indicators: sense, unit, level, impossible and vague values', () => {
  const withRow = (row: string) => check(form({ rows: [...ROWS.slice(0, 3), row, ...ROWS.slice(3)] })).codes;
  assert.deepEqual(withRow('│社会效益│巡河频次│>3个月/次'), ['warning comply.indicator-sense']);
  assert.deepEqual(withRow('│时效指标│资金到位率│≤12个月'), ['warning comply.indicator-unit']);
  assert.deepEqual(withRow('│质量指标│验收合格率│≥95百分比'), ['warning comply.indicator-unit']);
  assert.deepEqual(withRow('│质量指标│验收合格率│≥120%'), ['warning comply.indicator-impossible']);
  assert.deepEqual(withRow('│质量指标│验收合格率│≤90%'), ['warning comply.indicator-sense']);
  assert.deepEqual(withRow('│质量指标│验收合格率│95%'), ['info comply.indicator-comparator']);
  assert.deepEqual(withRow('│质量指标│参训人数│≥30人'), ['warning comply.indicator-level']);
  assert.deepEqual(withRow('│质量指标│开办班级数│≥3.00(个)'), ['warning comply.indicator-level']);
  assert.deepEqual(withRow('│质量指标│设备故障次数│≤3次'), ['info comply.indicator-level']);
  assert.deepEqual(withRow('│质量指标│完工及时率│≥95.00(%)'), ['warning comply.indicator-level']);
  assert.deepEqual(withRow('│社会效益│村民参与率│参与率不低于100%'), ['warning comply.indicator-impossible']);
  assert.deepEqual(withRow('│生态效益│职工队伍│稳定'), ['info comply.indicator-level', 'info comply.indicator-value']);
  assert.deepEqual(withRow('│时效指标│开工时间│3月底前'), []);
});

test('a value that is none: the name of a measure, a verdict for a cost, words for a rate of output', () => {
  const withRow = (row: string) => check(form({ rows: [...ROWS.slice(0, 3), row, ...ROWS.slice(3)] })).codes;
  assert.deepEqual(withRow('│时效指标│完工及时率│及时率'), ['warning comply.indicator-value']);
  assert.deepEqual(withRow('│社会效益│改善灌溉条件│改善率'), ['warning comply.indicator-value']);
  assert.deepEqual(withRow('│社会效益│改善灌溉条件│改善灌溉条件'), ['warning comply.indicator-value']);
  assert.deepEqual(withRow('│时效指标│维修及时率│响应速度快'), ['warning comply.indicator-value']);
  assert.deepEqual(withRow('│社会效益│灌溉保证率│逐步提高'), ['info comply.indicator-value']);
  assert.deepEqual(withRow('│社会效益│办事效率│提升工作效率'), ['info comply.indicator-value']);
});

test('a lower bound of cost is a warning, of a statutory standard a hint', () => {
  const withCost = (row: string) => check(form({ rows: [ROWS[0] ?? '', row, ...ROWS.slice(2)] })).codes;
  assert.deepEqual(withCost('│成本指标│补助发放标准│≥2000元'), ['warning comply.indicator-sense']);
  assert.deepEqual(withCost('│成本指标│人员培训成本│≥20%'), ['warning comply.indicator-sense']);
  assert.deepEqual(withCost('│成本指标│最低工资标准│≥2000元'), ['info comply.indicator-sense']);
});

test('amounts in the texts of a form', () => {
  const says = (overview: string) => check(form({ overview })).codes;
  assert.deepEqual(says('每年安排清淤资金120万元'), []);
  assert.deepEqual(says('每年安排清淤资金130万元'), ['warning agree.project-amount-text']);
  assert.deepEqual(says('每年安排清淤资金约130万元'), ['info agree.project-amount-text']);
  assert.deepEqual(says('去年安排清淤资金130万元'), ['info agree.project-amount-text']);
});

test('the level of government that a text names as the source', () => {
  const says = (overview: string, provincial: string, local: string) => check(form({ overview, provincial, local })).codes;
  assert.deepEqual(says('省级财政预算安排的清淤资金', '0', '1,200,000'), ['warning agree.funding-level']);
  assert.deepEqual(says('省级财政预算安排的清淤资金', '200,000', '1,000,000'), []);
  assert.deepEqual(says('根据省财政下达的通知', '0', '1,200,000'), []);
  assert.deepEqual(says('按省级财政补助1:1配套', '0', '1,200,000'), []);
  assert.deepEqual(says('执行《省级财政安排资金管理办法》', '0', '1,200,000'), []);
  assert.deepEqual(says('全省财政补助对象', '0', '1,200,000'), []);
});

test('one thing counted twice in a form', () => {
  const says = (overview: string, row: string) => check(form({ overview, rows: [row, ...ROWS.slice(1)] })).codes;
  const row = '产出指标│数量指标│涵闸数量│≥29处';
  assert.deepEqual(says('全县有无名涵闸30处', row), ['warning agree.form-quantity']);
  assert.deepEqual(says('全县有无名涵闸29处', row), []);
  assert.deepEqual(says('全县有无名涵闸300处', row), [], 'a stock of which the project has a part');
  assert.deepEqual(says('全县有无名涵闸30座', row), [], 'another measure word');
  assert.deepEqual(says('上年改造涵闸30处', row), []);
  assert.deepEqual(says('全县企业30家', '产出指标│数量指标│企业数量│≥29家'), [], 'a noun that names no particular thing');
});

test('unit price, quantity and total', () => {
  const says = (total: string) =>
    check(
      form({
        overview: `应付土地租金${total}万元`,
        rows: ['产出指标│数量指标│租用10亩土地租金│1项', '│成本指标│土地每亩均价│12万元', ...ROWS.slice(2)],
      }),
    ).codes;
  assert.deepEqual(says('120'), []);
  assert.deepEqual(says('150'), ['warning agree.unit-price']);
});

test('an amount as quantity: certain where another place speaks for the budget', () => {
  const says = (overview: string, value: string) =>
    check(form({ overview, rows: [`产出指标│数量指标│支付清淤费用│${value}`, ...ROWS.slice(1)] })).codes;
  assert.deepEqual(says('清理河道淤积', '90万元'), ['warning agree.quantity-target']);
  assert.deepEqual(says('合同价款120.5万元', '90万元'), ['error agree.quantity-target']);
  assert.deepEqual(says('合同价款120.5万元', '≥90万元'), ['warning agree.quantity-target']);
});

test('forms that exceed the project expenditure name the project that makes the difference', () => {
  const table = (amount: string) => `2025年支出预算总表

单位：万元

科目编码│科目名称│合计│基本支出│项目支出
合计││${amount}│0.00│${amount}
213│农林水支出│${amount}│0.00│${amount}

`;
  const two = many({ name: '河道清淤' }, { name: '水库巡查', annual: '90,000', rows: ['产出指标│数量指标│巡查│≥9次', ...ROWS.slice(2)] });
  const listed = (amount: string) => check(table(amount) + two).findings.filter(({ code }) => code === 'sum.listed-projects');
  assert.deepEqual(listed('129.00'), []);
  const [over] = listed('120.00');
  assert.equal(over?.severity, 'error');
  assert.match(over?.message ?? '', /多9\.00万元.*“水库巡查”（第\d+行）/);
});

test('indicators of another project, and the same indicators twice', () => {
  const copied = check(
    many(
      { name: '河道清淤' },
      { name: '中小学校舍抗震鉴定', rows: ['产出指标│数量指标│校舍抗震鉴定│≥3处', '│成本指标│鉴定费用│≤120万元', ...ROWS.slice(2)] },
      { name: '防汛广播', rows: ['产出指标│数量指标│校舍抗震鉴定│≥3处', '│成本指标│广播费用│≤120万元', ...ROWS.slice(2)] },
    ),
  ).codes;
  assert.deepEqual(copied, ['warning comply.indicator-copied']);
  assert.deepEqual(check(many({ name: '东河清淤' }, { name: '西湖清淤' })).codes, ['info comply.indicator-duplicate']);
});

test('personal data in the footer is masked', () => {
  const { findings } = check(form({ footer: '负责人:│经办人:│云小川│联系电话:│138 0013 8000│填报日期: 20250112090000│' }));
  assert.deepEqual(
    findings.map(({ code, severity }) => `${severity} ${code}`),
    ['error comply.personal-data'],
  );
  const text = JSON.stringify(findings);
  assert.ok(text.includes('138****8000') && !text.includes('13800138000') && !text.includes('小川'), text);
});

test('numbers and amounts in the text', () => {
  const stated = (concept: string, set: string, value: number, nature?: string): Omit<Fact, 'id'> => ({
    concept,
    dims: { set, year: '2025', ...(nature ? { nature } : {}) },
    kind: concept === 'project-count' ? 'count' : 'money',
    value,
    scale: 0,
    half: concept === 'project-count' ? 0 : 5000,
    printed: String(value),
    unit: concept === 'project-count' ? '个' : '万元',
    place: textPlace(900 + (value % 90), 0, 3),
    where: { node: 'text', table: null, row: null, column: null },
  });
  const counts = [stated('project-count', 'managed', 3), stated('project-count', 'published', 1)];
  const sound = check(form({}), [...counts, stated('project-amount', 'published', 120_000_000)]);
  assert.deepEqual([sound.broken, sound.codes], [[], []]);
  assert.deepEqual(check(form({}), [stated('project-count', 'published', 2)]).broken, ['derive.project-count']);
  assert.deepEqual(check(form({}), [stated('project-amount', 'published', 150_000_000)]).codes, ['error sum.listed-projects']);
  const parts = [
    stated('project-amount', 'managed', 107_222_000, 'operating'),
    stated('project-amount', 'published', 131_300_000, 'operating'),
  ];
  assert.deepEqual(check(form({}), parts).codes, ['error sum.published-part']);
});
