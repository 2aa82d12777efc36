import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { readText } from '../../src/format/txt/read.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';

/** Mistakes that people make in target forms and self-evaluation forms, each planted alone in a sound one. */
const forms = loadForms();
const sample = (code: string): string =>
  readFileSync(new URL(`../findings/${code}/good.txt`, import.meta.url), 'utf8').replaceAll('\t', '│');
const TARGET = sample('comply.indicator-missing');
const EVALUATION = sample('comply.deviation-reason');

type Change = readonly [from: string, to: string];

function codesOf(text: string, changes: readonly Change[]): string[] {
  const planted = changes.reduce((all, [from, to]) => {
    assert.ok(all.includes(from), from);
    return all.replace(from, to);
  }, text);
  const paper = readPaper(readText(new TextEncoder().encode(planted.replaceAll('│', '\t'))), 'a.txt', forms);
  return checkPaper(paper, forms).findings.map(({ severity, code }) => `${severity} ${code}`);
}

const QUALITY = '验收合格率│≥98%';
const TIME = '完工时限│≤12个月';
const PEOPLE = '村民满意度│≥90%';

const TARGETS: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
  ['an indicator twice, with two values', [[QUALITY, `${QUALITY}\n││质量指标│验收合格率│≥90%`]], ['warning comply.indicator-duplicate']],
  ['an indicator twice, under two levels', [[TIME, '清淤长度│≥3公里']], ['warning comply.indicator-duplicate']],
  ['last year’s date', [[TIME, '完工时间│2024年12月31日前']], ['warning comply.indicator-date']],
  ['a date after a project of one year', [[TIME, '完工时间│2026年6月底前']], ['warning comply.indicator-date']],
  ['a date within the year', [[TIME, '完工时间│2025年6月底前']], []],
  ['a year that is no time for finishing', [['清淤长度│≥3公里', '测量成果年度│2024年']], ['info comply.indicator-missing']],
  ['longer than the project', [[TIME, '完工时限│≤18个月']], ['warning comply.indicator-date']],
  ['a warranty may be longer', [[TIME, '质保期限│≤24个月']], []],
  ['a good share above 100 %', [[QUALITY, '河道完好率│≥120%']], ['warning comply.indicator-impossible']],
  ['reached by doing nothing', [['≥3公里', '≥0公里']], ['warning comply.indicator-impossible']],
  ['any rate will do', [[QUALITY, '返工率│≤100%']], ['warning comply.indicator-impossible']],
  ['hardly anyone satisfied', [[PEOPLE, '村民满意度│≥30%']], ['info comply.indicator-impossible']],
  ['a range turned round', [[QUALITY, '验收合格率│98%-95%']], ['info comply.indicator-comparator', 'warning comply.indicator-impossible']],
  ['output with a ceiling', [['≥3公里', '≤3公里']], ['info comply.indicator-sense']],
  ['people in 万元', [['清淤长度│≥3公里', '受益人数│≥300万元']], ['warning comply.indicator-unit']],
  ['a number of nothing', [['≥3公里', '≥3']], ['info comply.indicator-unit']],
  ['no quantity that is a number', [['≥3公里', '全部完成清淤']], ['info comply.indicator-missing']],
  [
    'an output under effects',
    [['效益指标│社会效益│受益村庄', '效益指标│数量指标│受益村庄']],
    ['info comply.indicator-level', 'info comply.indicator-missing'],
  ],
  ['no value', [[QUALITY, '验收合格率│']], ['warning comply.indicator-value']],
  ['the cap in 元 for 万元', [['≤120万元', '≤120元']], ['error agree.cost-target']],
  ['the cap in 万元 for 元', [['≤120万元', '≤1200000万元']], ['error agree.cost-target']],
  [
    'the form in 万元 under 元',
    [
      ['1,200,000│年度资金总额:│1,200,000', '120│年度资金总额:│120'],
      ['1,200,000│市县(区)财政资金│1,200,000', '120│市县(区)财政资金│120'],
    ],
    ['error agree.cost-target'],
  ],
];

const EVALUATIONS: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
  [
    'more points than there are',
    [
      ['20亩│30│30', '20亩│30│35'],
      ['100│94', '100│99'],
    ],
    ['error derive.score-bound'],
  ],
  ['not reached, full marks', [['≥20亩│20亩', '≥20亩│12亩']], ['warning derive.indicator-score']],
  ['more satisfaction points than people satisfied', [['≥90%│95%', '≥90%│80%']], ['warning derive.indicator-score']],
  [
    'dearer than the ceiling, full marks',
    [['效益指标│生态效益指标│绿化面积│≥20亩│20亩', '成本指标│经济成本指标│建设成本│≤50万元│60万元']],
    ['warning derive.indicator-score'],
  ],
  [
    'late, full marks',
    [['效益指标│生态效益指标│绿化面积│≥20亩│20亩', '产出指标│时效指标│完工时间│2024年10月底前│2024年12月']],
    ['warning derive.indicator-score'],
  ],
  ['more than an exact number is nobody’s mistake', [['≥20亩│20亩', '=20亩│21亩']], []],
  ['points for nothing told', [['≥20亩│20亩', '≥20亩│']], ['warning comply.result-missing']],
  ['the target for a result', [['≥90%│95%', '≥90%│≥90%']], ['info comply.threshold-result']],
  ['far more than planned', [['≥20亩│20亩', '≥20亩│80亩']], ['info comply.over-fulfilment']],
  ['more than all are satisfied', [['≥90%│95%', '≥90%│105%']], ['warning comply.indicator-impossible']],
  ['another unit', [['≥20亩│20亩', '≥20亩│20棵']], ['info comply.indicator-unit']],
  [
    'more spent than there was',
    [
      ['50.00│45.00│10│90%│9', '50.00│55.00│10│110%│10'],
      ['100│94', '100│95'],
    ],
    ['warning sum.execution-bound'],
  ],
];

for (const [title, text, cases] of [
  ['target forms', TARGET, TARGETS],
  ['self-evaluation forms', EVALUATION, EVALUATIONS],
] as const)
  describe(title, () => {
    test('a sound one has no finding', () => assert.deepEqual(codesOf(text, []), []));
    for (const [name, changes, codes] of cases) test(name, () => assert.deepEqual(codesOf(text, changes).sort(), [...codes].sort()));
  });

test('more for one year than for all years together', () => {
  const doubled = TARGET.replace(
    /│([^│\n]+)│([^│\n]+)│([≥≤]\S+)$/gm,
    (_, level: string, name: string, value: string) => `│${level}│${name}│${value}│${level}│${name}│${value}`,
  ).replace('三级指标│指标值', '三级指标│指标值│二级指标│三级指标│指标值');
  assert.deepEqual(codesOf(doubled, []), []);
  assert.deepEqual(codesOf(doubled, [['≥3公里', '≥2公里']]), ['warning comply.term-goal']);
  assert.deepEqual(codesOf(doubled, [['≥3公里', '≥9公里']]), []);
});
