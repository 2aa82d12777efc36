import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';

/** How papers of several provinces say things, in invented sentences: every number is understood, and what is planted is found. */
const forms = loadForms();
const read = (kind: string, text: string) => {
  const cover = kind === 'final' ? '云川县水务局\n2024年度部门决算' : '云川县水务局\n2025年部门预算';
  return readPaper(readDocument(utf8(`${cover}\n\n${text}\n`), 'a.txt'), 'a.txt', forms);
};
const findings = (kind: string, text: string): string[] =>
  checkPaper(read(kind, text), forms)
    .findings.filter(({ severity, code }) => severity !== 'info' && !/missing|procurement-s/.test(code))
    .map(({ code }) => code);
const unknown = (kind: string, text: string): string[] =>
  read(kind, text).numbers.flatMap(({ as, context }) => (as === null ? context : []));

interface Wording {
  readonly kind: 'final' | 'budget';
  readonly text: string;
  /** [what is replaced, by what, the code that then is found] */
  readonly planted: readonly (readonly [string, string, string])[];
}

const WORDINGS: Readonly<Record<string, Wording>> = {
  '收、支总计均为…, 各增加…, 完成预算98%': {
    kind: 'final',
    text: [
      '一、收入支出决算总体情况说明',
      '2024年度收、支总计均为1523.26万元。与2023年度相比，收、支总计各增加123.26万元，增长8.80%。主要变动原因是新增项目。',
      '五、一般公共预算财政拨款支出决算情况说明',
      '1.农林水支出（类）水利（款）行政运行（项）：年初预算为360.00万元，支出决算为352.80万元，完成预算98%，决算数小于预算数的主要原因是人员调出。',
      '2.农林水支出（类）水利（款）水利工程建设（项）：年初预算为0，支出决算为80.00万元，决算数大于预算数的主要原因是年中追加。',
      '七、财政拨款“三公”经费支出决算情况说明',
      '1.公务接待费支出3.00万元。国内公务接待30批次，240人次。外事接待支出0万元，外事接待0批次，0人次。',
    ].join('\n'),
    planted: [
      ['增长8.80%', '增长9.80%', 'derive.change'],
      ['完成预算98%', '完成预算95%', 'derive.completion'],
      ['支出决算为80.00万元，', '支出决算为80.00万元，完成年初预算的95.89%，', 'derive.zero-base'],
    ],
  },
  '较上年决算数…, 较年初预算数…': {
    kind: 'final',
    text: [
      '五、一般公共预算财政拨款支出决算情况说明',
      '2024年度一般公共预算财政拨款支出1800.00万元，较上年决算数减少100.00万元，下降5.3%。主要原因是项目减少。较年初预算数增加300.00万元，增长20.0%。主要原因是追加项目。',
      '比较情况。2024年度一般公共预算财政拨款支出主要用于以下几个方面：',
      '（1）农林水支出1620.00万元，占90.0%，较年初预算数增加300.00万元，增长22.7%，主要原因是追加项目。',
      '（2）住房保障支出180.00万元，占10.0%，较年初预算数无增减。',
      '七、“三公”经费支出情况说明',
      '公务车运行维护费8.00万元，主要用于公务用车燃料费。费用支出较年初预算数减少1.00万元，下降11.1%，主要原因是节约。',
      '公务接待费2.00万元，主要用于接待检查。费用支出较年初预算数减少1.00万元，下降33.3%，主要原因是节约。2024年人均接待费125.00元。',
    ].join('\n'),
    planted: [
      ['增长20.0%', '增长25.0%', 'derive.change'],
      ['占90.0%', '占92.0%', 'derive.share'],
      ['下降33.3%', '下降23.3%', 'derive.change'],
    ],
  },
  '占基本支出的…, 其他按照规定配备的公务用车': {
    kind: 'final',
    text: [
      '三、支出决算情况说明',
      '2024年度支出合计530.00万元，其中：基本支出424.00万元，占80.00%；项目支出106.00万元，占20.00%。',
      '六、一般公共预算财政拨款基本支出决算情况说明',
      '2024年度财政拨款基本支出420.00万元，其中：人员经费400.00万元，占基本支出的95.24%，主要包括基本工资、津贴补贴；公用经费20.00万元，占基本支出的4.76%，主要包括办公费、差旅费。',
      '十一、关于政府采购支出说明',
      '政府采购支出总额60.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出30.00万元、政府采购服务支出10.00万元。授予中小企业合同金额60.00万元，占政府采购支出总额的100.00%。',
      '十二、关于国有资产占用情况说明',
      '截至2024年12月31日，本单位共有车辆1辆，其中，机要通信用车0辆，应急保障用车0辆，其他按照规定配备的公务用车1辆。',
    ].join('\n'),
    planted: [
      ['占基本支出的95.24%', '占基本支出的94.24%', 'derive.share'],
      ['公务用车1辆', '公务用车2辆', 'derive.list'],
    ],
  },
  '1．本年收入合计…（1）…, 预算支出…': {
    kind: 'budget',
    text: [
      '一、收支预算总体情况说明',
      '（一）收入预算总计1200.00万元。包括：',
      '1．本年收入合计1200.00万元。',
      '（1）一般公共预算拨款收入1000.00万元，与上年相比增加80.00万元，增长8.70%。主要原因是人员经费增加。',
      '（2）政府性基金预算拨款收入200.00万元，与上年相比增加20.00万元，增长11.11%。主要原因是新增项目。',
      '四、财政拨款收支预算总体情况说明',
      '2025年度财政拨款收、支总预算1200.00万元。与上年相比，财政拨款收、支总计各增加100.00万元，增长9.09%。',
    ].join('\n'),
    planted: [['增长8.70%', '增长7.14%', 'derive.change']],
  },
};

for (const [name, { kind, text, planted }] of Object.entries(WORDINGS)) {
  test(`${name}: understood`, () => {
    assert.deepEqual(unknown(kind, text), []);
    assert.deepEqual(findings(kind, text), []);
  });
  for (const [right, wrong, code] of planted)
    test(`${name}: ${wrong} is found`, () => {
      assert.ok(text.includes(right), right);
      assert.ok(findings(kind, text.replace(right, wrong)).includes(code));
    });
}

test('what the amounts of an unknown function are told of is not the function before', () => {
  const text = [
    '五、一般公共预算财政拨款支出决算情况说明',
    '1.农林水支出（类）水利（款）行政运行（项）20.00万元，主要用于机关运转。年初预算为20.00万元，支出决算为20.00万元，完成年初预算的100%。',
    '2.农林水支出（类）水利（款）水文化弘扬（项）7.00万元，主要用于宣传。年初预算为8.00万元，支出决算为7.00万元，完成年初预算的87.50%。',
  ].join('\n');
  assert.deepEqual(findings('final', text), []);
});

test('signs, units and directions that were left out or not chosen', () => {
  const codes = (line: string): string[] => findings('final', `第三部分 2024年度部门决算情况说明\n${line}`);
  const wrong: readonly (readonly [string, string])[] = [
    ['农林水支出（类）1540.00万元，占76.23；住房保障支出（类）76.00万元，占3.76%。', 'comply.number-format'],
    ['行政运行支出决算为4.19。决算数大于预算数的主要原因是追加。', 'comply.number-format'],
    ['决算数大小于预算数的主要原因：调减项目。', 'derive.direction'],
    ['支出决算数比2023年度减增加21.90万元，增长141.75%。', 'derive.direction'],
    ['政府性基金拨款支出预算0万元，与2023年预算增加持平。', 'derive.direction'],
  ];
  for (const [line, code] of wrong) assert.ok(codes(line).includes(code), line);
  const right = [
    '项目占地76.23亩。',
    '占一般公共预算财政拨款支出的76.23%。',
    '年初预算为0，支出决算为4.19万元。',
    '加减增值因素后，比上年增减变化不大。',
  ];
  for (const line of right) assert.deepEqual(codes(line), [], line);
});

test('a share of what is named right before 占 is not told of what was spoken of last', () => {
  const text =
    '三、政府采购支出情况\n政府采购支出总额60.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出30.00万元、政府采购服务支出10.00万元。授予中小企业合同金额60.00万元，占政府采购支出总额的100.00%；货物采购授予中小企业合同金额占货物支出金额的100.00%。';
  assert.deepEqual(findings('final', text), []);
});

test('a wrong figure that a sentence repeats is one finding with both places', () => {
  const table =
    '支出决算表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t800.00\t600.00\t200.00\n213\t农林水支出\t800.00\t600.00\t200.00\n21303\t水利\t800.00\t600.00\t200.00\n2130301\t行政运行\t600.00\t600.00\t\n2130305\t水利工程建设\t200.00\t\t200.00\n';
  const text =
    '三、支出决算情况说明\n1.农林水支出（类）水利（款）行政运行（项）590.00万元，主要用于机关运转。年初预算为610.00万元，支出决算为590.00万元。';
  const told = checkPaper(read('final', `${table}\n${text}`), forms).findings.filter(({ severity }) => severity === 'error');
  assert.equal(told.length, 1);
  assert.equal(told[0]?.places.filter(({ text }) => text.includes('590.00')).length, 2);
});
