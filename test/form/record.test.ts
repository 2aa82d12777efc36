import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell, Document, Grid } from '../../src/document/document.ts';
import { wordsAt } from '../../src/document/words.ts';
import { textPlace } from '../../src/fact/place.ts';
import { readOutline } from '../../src/form/read.ts';
import { readRecords } from '../../src/form/record.ts';
import { recordForms } from '../../src/form/recordForm.ts';
import { recordNumbers } from '../../src/form/recordNumbers.ts';
import { readText } from '../../src/format/txt/read.ts';
import { loadForms } from '../../src/forms.ts';

const forms = loadForms();
const records = recordForms(forms.sets);

/** Reads a text with cells between tabs, written here with │. */
function read(text: string) {
  const document = readText(new TextEncoder().encode(text.replaceAll('│', '\t')));
  return { document, ...readRecords(document, readOutline(document).frames, records, forms.lexicon) };
}

const fields = (node: { fields: ReadonlyMap<string, { text: string }> } | undefined) =>
  Object.fromEntries([...(node?.fields ?? [])].map(([id, words]) => [id, words.text]));
const rows = (node: { rows: readonly ReadonlyMap<string, { text: string }>[] } | undefined) =>
  (node?.rows ?? []).map((row) => Object.fromEntries([...row].map(([id, words]) => [id, words.text])));

const HALVES = `云川县县级预算部门（单位）项目支出绩效目标表

（2025年度）

项目名称││石桥修缮工程││││││
主管部门及代码││051-云川县水务局││实施单位││云川县河道所│││
项目属性││延续性项目(阶段开展)││项目期││2年│││
项目资金(元)││实施期资金总额:││3,000,000││年度资金总额:││1,200,000│
││其中:中央财政资金││0││其中:中央财政资金││0│
││市县(区)财政资金││3,000,000││市县(区)财政资金││1,200,000│
其他资金││││其他资金│││││
项目概况││修缮石桥两座││││││
立项依据││云水〔2024〕7号││││││
实施期目标││││年度目标│││││
总体目标││两座石桥全部修缮││││修缮一座石桥│││
绩效指标│一级指标│二级指标│三级指标│指标值│二级指标│三级指标│指标值││
│产出指标│数量指标│修缮石桥数量│2座│数量指标│修缮石桥数量│1座││
││质量指标│验收合格率│100%│质量指标│验收合格率│100%││
││││开工率│100%││质量指标│开工率
│成本指标│工程费用│≤300万元│成本指标│工程费用│≤120万元││
│效益指标│社会效益│││社会效益│││
可持续影响││││可持续影响││││
满意度指标│服务对象满意度│村民满意度│≥95%│服务对象满意度│村民满意度│≥95%│││
负责人:│经办人:││联系电话:││填报日期:│20250110161541│││
`;

test('a form with two halves is read by its labels, columns displaced', () => {
  const { records: nodes, owned, damage } = read(HALVES);
  assert.equal(nodes.length, 1);
  assert.equal(owned.size, 1);
  const found = fields(nodes[0]);
  assert.equal(found.name, '石桥修缮工程');
  assert.equal(found.department, '051-云川县水务局');
  assert.equal(found['term-total'], '3,000,000');
  assert.equal(found['annual-total'], '1,200,000');
  assert.equal(found['annual-local'], '1,200,000');
  assert.equal(found['term-goal'], '两座石桥全部修缮');
  assert.equal(found['annual-goal'], '修缮一座石桥');
  assert.equal(found.filed, '20250110161541');
  assert.equal(found.handler, undefined);
  const [quantity, , lost, cost, satisfaction] = rows(nodes[0]);
  assert.deepEqual([quantity?.level2, quantity?.value, quantity?.['annual-value']], ['数量指标', '2座', '1座']);
  assert.deepEqual([lost?.name, lost?.value, lost?.['annual-value']], ['开工率', '100%', undefined]);
  assert.deepEqual([cost?.level2, cost?.value, cost?.['annual-value']], ['成本指标', '≤300万元', '≤120万元']);
  assert.deepEqual([satisfaction?.level1, satisfaction?.value, satisfaction?.['annual-value']], ['满意度指标', '≥95%', '≥95%']);
  assert.equal(damage.length, 1);
});

test('every number of a form is claimed', () => {
  const { records: nodes, document } = read(HALVES);
  const kinds = new Map(recordNumbers(nodes, document).map(({ place, as }) => [`${place.line}:${place.from}`, as]));
  assert.ok([...kinds.values()].includes('code'));
  assert.ok([...kinds.values()].includes('document'));
  assert.ok([...kinds.values()].includes('indicator'));
  const digits = document.blocks
    .flatMap((block) => (block.kind === 'grid' ? block.rows.flat() : []))
    .filter(({ words }) => /\d/.test(words.text));
  for (const { words } of digits)
    assert.ok(
      words.pieces.some(({ place }) => [...kinds.keys()].some((key) => key.startsWith(`${place.line}:`))),
      words.text,
    );
});

test('texts and labels broken over pages are joined to their half', () => {
  const [node] = read(`项目支出绩效目标表

项目名称│采购扫描仪│││
主管部门及代码│012-青禾市档案馆│实施单位│青禾市档案馆│
项目期│1 年││
项目资金 （元）│实施期资金总 额：│80,000│年度资金总额：│80,000
总 体│建成扫描室，│││建成扫描│
│
目标│年内投入使用。│││室，年内投入使用。│
绩效指标│一级指标│二级指标│三级指标│指标值│二级指标│三级指标│指标值
│产出指标│数量指标│扫描仪│2台│数量指标│扫描仪│2台
││生态效益指标│││生态效益指││
│││││标││
│满意度 指标│服务对象满 意度指标│读者满意度│≥ 90%│服务对象满 意度指标│读者满意度│≥ 90%
负责人：│经办人：│││联系电话：│││填报日期：202 412 051 112 08
`).records;
  const found = fields(node);
  assert.equal(found['term-total'], '80,000');
  assert.equal(found['term-goal'], '建成扫描室，年内投入使用。');
  assert.equal(found['annual-goal'], '建成扫描室，年内投入使用。');
  assert.equal(found.filed, '202 412 051 112 08');
  assert.equal(rows(node).length, 2);
});

test('the form of the central departments: money in 万元, goals below their headings', () => {
  const [node] = read(`项目支出绩效目标表
（2025年度）
项目名称│馆藏修复││││││
主管部门及代码│[130]青禾市文化局│││实施单位│青禾市博物馆││
项目资金（万元）│中期资金总额：│90.00││年度资金总额：│30.00││
│其中：财政拨款│90.00││其中：财政拨款│30.00││
│其他资金│││其他资金│││
总体目标│中期目标（2025年—2027年）│││年度目标│││
│修复馆藏九百件│││修复馆藏三百件│││
绩效指标│一级指标│二级指标│三级指标│指标值│二级指标│三级指标│指标值
│产出指标│数量指标│修复件数│≥900件│数量指标│修复件数│≥300件
`).records;
  const found = fields(node);
  assert.equal(found['annual-appropriation'], '30.00');
  assert.equal(found['term-goal'], '修复馆藏九百件');
  assert.equal(found['annual-goal'], '修复馆藏三百件');
  assert.equal(rows(node)[0]?.['annual-value'], '≥300件');
});

test('one cell per line: code, budget, purpose without a label, plan of spending', () => {
  const cell = (cells: string[]) => `${cells.map((text) => `\t${text}`).join('\n')}\n\n`;
  const text = [
    '1.路灯维护绩效目标表\n',
    cell(['310001白杨县城管局', '单位：万元']),
    cell(['项目编码', '13099923P0000010000AA', '项目名称', '路灯维护']),
    cell(['预算规模及资金用途', '预算数', '12.00', '其中：财政    资金', '10.00', '其他资金', '2.00']),
    cell(['', '用于路灯维护']),
    cell(['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底']),
    cell(['', '20', '50', '80', '100']),
    cell(['绩效目标', '1.保证夜间照明']),
    cell(['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据']),
    cell(['产出指标', '数量指标', '维护路灯', '维护路灯盏数', '≥300盏', '工作计划']),
    cell(['', '', '更换灯杆', '更换灯杆根数', '≥5根', '工作计划']),
    cell(['', '成本指标', '成本控制', '控制在预算内', '≤12万元', '预算测算']),
  ].join('');
  const [node] = read(text).records;
  assert.equal(node?.record, 'project-target-hebei');
  const found = fields(node);
  assert.equal(found.department, '310001白杨县城管局');
  assert.equal(found['budget-other'], '2.00');
  assert.equal(found.purpose, '用于路灯维护');
  assert.deepEqual([found['plan-3'], found['plan-12']], ['20', '100']);
  assert.deepEqual(
    rows(node).map((row) => [row.level2, row.name, row.value]),
    [
      ['数量指标', '维护路灯', '≥300盏'],
      ['数量指标', '更换灯杆', '≥5根'],
      ['成本指标', '成本控制', '≤12万元'],
    ],
  );
});

test('whole-department targets and the summary of projects', () => {
  const { records: nodes } = read(`部门（单位）整体绩效目标表

部门（单位）名称││白杨县林业局││
年度履职目标│保护林地│││
预算情况│部门预算总额（万元）││60.5│
│1、资金来源：（1）政府预算资金││60.5│
│2、资金结构：（1）基本支出││40.5│
│（2）项目支出││20│
一级指标│二级指标│三级指标│指标值│指标值说明
产出指标│重点工作任务完成│造林面积│≥300亩│
││巡护次数│≥50次│

2025年部门预算项目绩效目标汇总表

单位编码（项目编码）│项目单位（项目名称）│项目金额（万元）│││绩效目标│││
│││││成本指标││产出指标│
││资金总额│政府预算资金│单位资金│三级指标│指标值│三级指标│指标值
601│白杨县林业局│20.00│20.00│││││
411299250000000000001│春季造林│20.00│20.00││造林费用│≤20万元│造林面积│300亩
│││││││成活率│≥85%
`);
  assert.deepEqual(
    nodes.map(({ record }) => record),
    ['whole-target', 'target-summary', 'target-summary'],
  );
  const whole = fields(nodes[0]);
  assert.deepEqual([whole.total, whole.basic, whole.project], ['60.5', '40.5', '20']);
  assert.equal(rows(nodes[0])[1]?.level2, '重点工作任务完成');
  assert.equal(fields(nodes[1]).organisation, '白杨县林业局');
  assert.equal(fields(nodes[2]).name, '春季造林');
  assert.deepEqual(
    rows(nodes[2]).map((row) => [row.level1, row.name, row.value]),
    [
      ['成本指标', '造林费用', '≤20万元'],
      ['产出指标', '造林面积', '300亩'],
      ['产出指标', '成活率', '≥85%'],
    ],
  );
});

test('a form of self-evaluation is no target', () => {
  const { records: nodes } = read(`项目名称│路灯维护│││││
年度资金总额│10│││││
一级指标│二级指标│三级指标│年度指标值│实际完成值│分值│得分
产出指标│数量指标│维护路灯│300盏│300盏│10│10
`);
  assert.equal(nodes.length, 0);
});

const SPANS = [
  '财政项目支出绩效目标填报表:8',
  '（2025年度）:8',
  '项目名称:2 社区花园养护:2 项目性质 经常性项目 项目类别 特定目标类',
  '主管部门:2 青禾市云桥街道办事处:2 实施单位 青禾市云桥街道办事处:3',
  '计划开始日期:2 2025-01-01:2 计划完成日期 2025-12-31:3',
  '项目资金（元）:2:4 项目资金总额:2 300,000.00 年度资金申请总额:2 300,000.00',
  '其中：财政资金:2:2 300,000.00:1:2 其中：当年财政拨款:2 280,000.00',
  '上年结转资金:2 20,000.00',
  '其他资金:2 0.00 其他资金:2 0.00',
  '项目绩效目标:2:2 项目总目标:4 年度总体目标:3',
  '花园常年整洁:4 全年养护花园:3',
  '绩效指标::7 一级指标 二级指标 三级指标:3 年度(/项目)指标值:2',
  '产出指标:1:3 数量指标:1:2 养护花园面积:3 ≥1200.00(平方米):2',
  '补种花木:3 =50.00(株):2',
  '质量指标 养护合格率:3 合格率不低于95%:2',
  '效益指标 社会效益指标 居民参与度:3 提升:2',
  '满意度指标 服务对象满意度指标 居民满意度:3 ≥85.00(%):2',
];

/** A grid written as words with their spans (word:columns:rows), placed as a table is laid out: left to right, past cells from above. */
function spanned(lines: readonly string[]): Grid {
  const taken = new Set<string>();
  const rows = lines.map((line, row) => {
    let column = 0;
    return line.split(' ').map((item): Cell => {
      const [text = '', across = '', down = ''] = item.split(':');
      const [columnSpan, rowSpan] = [Number(across) || 1, Number(down) || 1];
      while (taken.has(`${row}.${column}`)) column++;
      const cell: Cell = {
        words: wordsAt(text, textPlace(row + 1, column * 100, column * 100 + text.length)),
        row,
        column,
        rowSpan,
        columnSpan,
      };
      for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) taken.add(`${r}.${c}`);
      column += columnSpan;
      return cell;
    });
  });
  return { kind: 'grid', rows, columns: 8 };
}

test('forms with spanning cells, one after another: period on the left, year on the right, one column of values', () => {
  const second = SPANS.map((line) => line.replace('社区花园养护', '广场照明'));
  const document: Document = { format: 'test', blocks: [spanned(SPANS), spanned(second)], damage: [] };
  const { records: nodes } = readRecords(document, readOutline(document).frames, records, forms.lexicon);
  assert.deepEqual(
    nodes.map((node) => fields(node).name),
    ['社区花园养护', '广场照明'],
  );
  const found = fields(nodes[0]);
  assert.deepEqual([found.attribute, found.category, found.end], ['经常性项目', '特定目标类', '2025-12-31']);
  assert.deepEqual(
    ['term-total', 'term-appropriation', 'annual-total', 'annual-this-year', 'annual-carried-over', 'term-other', 'annual-other'].map(
      (id) => found[id],
    ),
    ['300,000.00', '300,000.00', '300,000.00', '280,000.00', '20,000.00', '0.00', '0.00'],
  );
  assert.deepEqual([found['term-goal'], found['annual-goal']], ['花园常年整洁', '全年养护花园']);
  assert.deepEqual(
    rows(nodes[0]).map(({ level1, level2, name, value }) => [level1, level2, name, value]),
    [
      ['产出指标', '数量指标', '养护花园面积', '≥1200.00(平方米)'],
      ['产出指标', '数量指标', '补种花木', '=50.00(株)'],
      ['产出指标', '质量指标', '养护合格率', '合格率不低于95%'],
      ['效益指标', '社会效益指标', '居民参与度', '提升'],
      ['满意度指标', '服务对象满意度指标', '居民满意度', '≥85.00(%)'],
    ],
  );
});

test('tasks of a department are read row by row under their heads', () => {
  const [node] = read(`部门（单位）整体绩效目标表

部门（单位）名称││白杨县林业局││
年度履职目标│保护林地│││
年度主要任务│任务名称││主要内容│
│护林防火││巡护林区，清理可燃物│
│退化林修复││补植三千亩│
预算情况│部门预算总额（万元）││90.00│
│1、资金来源：（1）政府预算资金││90.00│
一级指标│二级指标│三级指标│指标值│指标值说明
产出指标│重点工作任务完成│巡护里程│≥900公里│
`).records;
  const found = fields(node);
  assert.deepEqual([found['task-1'], found['task-1-content']], ['护林防火', '巡护林区，清理可燃物']);
  assert.deepEqual([found['task-2'], found['task-2-content']], ['退化林修复', '补植三千亩']);
  assert.deepEqual([found.mission, found.total, found.government], ['保护林地', '90.00', '90.00']);
});

test('a page break that loses the first level does not put benefits under output; a row without a value is one of its own', () => {
  const [node] = read(`项目支出绩效目标表

项目名称│渠道清淤│││
项目属性│一次性项目│项目期│1年│
绩效指标│一级指标│二级指标│三级指标│指标值
│产出指标│数量指标│清淤长度│≥3公里
││质量指标│验收合格率│
││社会效益指标│受益村庄│≥4个
││服务对象满意度指标│村民满意度│≥90%
`).records;
  assert.deepEqual(
    rows(node).map(({ level1, level2, name, value }) => [level1, level2, name, value]),
    [
      ['产出指标', '数量指标', '清淤长度', '≥3公里'],
      ['产出指标', '质量指标', '验收合格率', undefined],
      [undefined, '社会效益指标', '受益村庄', '≥4个'],
      [undefined, '服务对象满意度指标', '村民满意度', '≥90%'],
    ],
  );
});
