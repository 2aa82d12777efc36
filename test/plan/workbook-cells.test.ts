import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveSet } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { loadPlan, problemsOf } from '../../src/plan/load.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPlanWorkbook } from '../../src/plan/workbook/read.ts';
import { planWorkbook } from '../../src/plan/workbook/write.ts';
import { edited, put, putBeside, type Rows } from './edited.ts';
import { said } from './plans.ts';

const forms = loadForms();
const set = resolveSet(forms.sets, 'shanxi/budget/2025')!;
const plan = readPlan({ value: set.example, path: 'example.yaml' }, set.kind, set.id);
const bytes = await planWorkbook(set, plan, forms, new Date(Date.UTC(2025, 0, 20)));

const sheet = (sheets: Map<string, Rows>, name: string): Rows => sheets.get(name) ?? assert.fail(`no sheet ${name}`);
const LINES = '基本支出';

/** What is said of a workbook with its basic lines changed. */
async function told(
  change: (rows: Rows, sheets: Map<string, Rows>) => void,
): Promise<{ readonly plan: Plan | null; readonly lines: string[] }> {
  const file = await edited(bytes, (sheets) => change(sheet(sheets, LINES), sheets));
  const loaded = loadPlan(file, 'plan.xlsx', forms);
  return { plan: loaded.plan, lines: problemsOf(loaded, forms).map(({ place, message, mend }) => `${place} ${message}｜${mend}`) };
}

const same = (back: Plan | null): void => assert.deepEqual(said(back ?? assert.fail('no plan')), said(plan));

test('what people write for a code, a member or an amount means the same', async () => {
  const { plan: back, lines } = await told((rows) => {
    put(rows, '功能科目', 2010401);
    put(rows, '部门经济科目', '基本工资');
    put(rows, '政府经济科目', '５０１０１　工资奖金津补贴');
    put(rows, '支出性质', 'personnel');
    put(rows, '资金', '一般公共预算财政拨款');
    put(rows, '来源年度', null);
    put(rows, '金额（元）', '１，２６４，８００．００元');
    put(rows, '金额（元）', ' 518,300.00 ', 2);
  });
  assert.deepEqual(lines, []);
  same(back);
});

test('columns may be moved, rows left blank, other sheets added', async () => {
  const { plan: back, lines } = await told((rows, sheets) => {
    const width = Math.max(...rows.map(({ length }) => length));
    for (const row of rows) {
      while (row.length < width) row.push(null);
      row.reverse();
    }
    rows.splice(8, 0, [], []);
    sheets.set('草稿', [
      ['功能科目', '乱写'],
      ['随便', 1],
    ]);
  });
  assert.deepEqual(lines, []);
  same(back);
});

const wrong: readonly { readonly name: string; readonly change: (rows: Rows, sheets: Map<string, Rows>) => void; readonly says: RegExp }[] =
  [
    {
      name: 'an unknown code',
      change: (rows) => put(rows, '功能科目', '2010477'),
      says: /^基本支出!B4 支出功能分类里没有编码 2010477｜“20104 发展与改革事务”下有/,
    },
    {
      name: 'a name that several codes have',
      change: (rows) => put(rows, '功能科目', '行政运行'),
      says: /^基本支出!B4 “功能科目”：“行政运行”有 \d+ 个科目｜填编码：2010101/,
    },
    {
      name: 'a misspelt name',
      change: (rows) => put(rows, '部门经济科目', '基本工咨'),
      says: /^基本支出!C4 .*没有“基本工咨”这个科目｜可能应为 30101 基本工资/,
    },
    {
      name: 'a code beside another name',
      change: (rows) => put(rows, '部门经济科目', '30101 奖金'),
      says: /^基本支出!C4 编码 30101 的名称是“基本工资”，这里写的是“奖金”/,
    },
    {
      name: 'a pair that the mapping forbids',
      change: (rows) => put(rows, '政府经济科目', '50201'),
      says: /^基本支出!D4 .*不能对应 50201/,
    },
    { name: 'a blank amount, which is not zero', change: (rows) => put(rows, '金额（元）', null), says: /^基本支出!H4 没有填“金额（元）”/ },
    { name: 'a dash for an amount', change: (rows) => put(rows, '金额（元）', '—'), says: /^基本支出!H4 .*没有填 0，不知道就留空/ },
    { name: 'an amount in 万元', change: (rows) => put(rows, '金额（元）', '126.48万元'), says: /^基本支出!H4 .*单位不是元/ },
    { name: 'parts of a 分', change: (rows) => put(rows, '金额（元）', 1.005), says: /^基本支出!H4 .*多于两位小数/ },
    { name: 'a negative amount', change: (rows) => put(rows, '金额（元）', -5), says: /^基本支出!H4 金额是负数/ },
    {
      name: 'a member that there is not',
      change: (rows) => put(rows, '支出性质', '其他'),
      says: /^基本支出!E4 .*请选：人员经费、公用经费/,
    },
    { name: 'a unit that there is not', change: (rows) => put(rows, '单位', '别的局'), says: /^基本支出!A4 没有“别的局”这个单位/ },
    {
      name: 'a header that was changed',
      change: (rows) => void put(rows, '功能科目', '科目', 0),
      says: /^基本支出!A3 没有“功能科目”这一列；是不是改成了“科目”（B列）/,
    },
    {
      name: 'a column that was taken out',
      change: (rows) => rows.forEach((row) => void row.splice(7, 1)),
      says: /^基本支出!A3 没有“金额（元）”这一列/,
    },
    {
      name: 'a column of their own',
      change: (rows) => rows.forEach((row, r) => void row.push(r < 2 ? null : r === 2 ? '备注' : 'x')),
      says: /^基本支出!I3 不认识“备注”这一列/,
    },
    {
      name: 'a row of totals',
      change: (rows) => rows.push(['合计', null, null, null, null, null, null, 3289600]),
      says: /^基本支出!A172 “合计”行没有读/,
    },
    { name: 'a sheet without headers', change: (rows) => rows.splice(0, 3), says: /^基本支出!A1 没有找到列名/ },
    { name: 'a sheet that is gone', change: (_, sheets) => void sheets.delete('文字'), says: /^文字 没有“文字”这张表/ },
    {
      name: 'a project that there is not',
      change: (_, sheets) => put(sheet(sheets, '项目支出'), '项目', '县域产业规划编制'),
      says: /^项目支出!A4 “项目”表里没有“县域产业规划编制”/,
    },
    { name: 'a project without money', change: (_, sheets) => void sheet(sheets, '项目支出').splice(4, 1), says: /^项目!B5 项目没有资金/ },
    {
      name: 'a text that is missing',
      change: (_, sheets) => put(sheet(sheets, '文字'), '内容', null),
      says: /^文字!C3 “本单位职责”缺文字/,
    },
    {
      name: 'an indicator without a value',
      change: (_, sheets) => put(sheet(sheets, '绩效指标'), '指标值', null, 2),
      says: /^绩效指标!E4 指标没有填全/,
    },
    {
      name: 'a project code kept as a number',
      change: (_, sheets) => put(sheet(sheets, '项目'), '项目编码', 1.4099925e20),
      says: /^项目!C4 .*末尾几位已经丢失/,
    },
    {
      name: 'half a vehicle',
      change: (_, sheets) => put(sheet(sheets, '其他数据'), '数值', 1.5),
      says: /^其他数据!B3 公务用车编制应是整数/,
    },
    {
      name: 'a form that there is not',
      change: (_, sheets) => void putBeside(sheet(sheets, '封面'), '表样', 'shanxi/budget/1999'),
      says: /^封面!B3 没有“shanxi\/budget\/1999”这套表样/,
    },
    {
      name: 'a cover left blank',
      change: (_, sheets) => void putBeside(sheet(sheets, '封面'), '单位或部门名称', null),
      says: /^封面!B4 没有填“单位或部门名称”/,
    },
    { name: 'a cover that is gone', change: (_, sheets) => void sheets.delete('封面'), says: /^封面 没有“封面”这张表/ },
  ];

for (const { name, change, says } of wrong) {
  test(`${name} is told at its cell`, async () => {
    const { lines } = await told(change);
    assert(
      lines.some((line) => says.test(line)),
      lines.join('\n') || 'nothing was said',
    );
  });
}

test('names in cells merged downwards count for every row, amounts do not', async () => {
  const merges = [{ startRow: 3, startCol: 1, endRow: 4, endCol: 1 }];
  const named = await edited(bytes, (sheets) => put(sheet(sheets, LINES), '功能科目', null, 2), { [LINES]: { merges } });
  same(readPlanWorkbook(named, forms).plan);
  const summed = await edited(bytes, (sheets) => put(sheet(sheets, LINES), '金额（元）', null, 2), {
    [LINES]: { merges: [{ startRow: 3, startCol: 7, endRow: 4, endCol: 7 }] },
  });
  const { problems } = readPlanWorkbook(summed, forms);
  assert.match(problems.map(({ place, message }) => `${place} ${message}`).join('\n'), /^基本支出!H5 “金额（元）”是合并单元格/);
});

test('formulas count by the value kept with them; without one they are told', async () => {
  const formula = (formulaResult?: number) => ({
    [LINES]: { cells: new Map([['3,7', { formula: '1264000+800', ...(formulaResult ? { formulaResult } : {}) }]]) },
  });
  const clear = (sheets: Map<string, Rows>): void => put(sheet(sheets, LINES), '金额（元）', null);
  same(readPlanWorkbook(await edited(bytes, clear, formula(1264800)), forms).plan);
  const { problems } = readPlanWorkbook(await edited(bytes, clear, formula()), forms);
  assert.match(problems.map(({ place, message }) => `${place} ${message}`).join('\n'), /^基本支出!H4 “金额（元）”的公式没有保存结果/);
});

test('rows hidden by a filter are read', async () => {
  const rowDefs = new Map([[4, { hidden: true }]]);
  same(readPlanWorkbook(await edited(bytes, () => undefined, { [LINES]: { rowDefs } }), forms).plan);
});

test('an empty workbook names what is to be filled in', async () => {
  const loaded = loadPlan(await planWorkbook(set, null, forms, new Date(0)), 'empty.xlsx', forms);
  assert.equal(loaded.plan, null);
  assert.deepEqual(
    loaded.problems.map(({ place }) => place),
    ['封面!B4', '封面!B5'],
  );
});
