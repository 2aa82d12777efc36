import type { Dimension } from '../../fact/dimension.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Choice, Field, FieldType, Kind } from '../../plan/workbook/kind.ts';
import { LEVELS } from '../../plan/workbook/kinds.ts';
import type { directions } from '../../score/rule.ts';
import { CLASS_NAMES } from '../record.ts';

export const sheetIds = [
  'cover',
  'units',
  'projects',
  'indicators',
  'years',
  'money',
  'values',
  'monitoring',
  'progress',
  'results',
  'department-money',
  'levels',
  'assessments',
  'grades',
  'texts',
] as const;
export type SheetId = (typeof sheetIds)[number];
export type Sheet = Kind<SheetId>;

const text: FieldType = { kind: 'text' };
const long: FieldType = { kind: 'text', lines: 3 };
const money: FieldType = { kind: 'money' };
const points: FieldType = { kind: 'number', most: 100 };
const count: FieldType = { kind: 'number', whole: true };
const YES: readonly Choice[] = [
  { id: 'true', name: '是' },
  { id: 'false', name: '否' },
];
const flag: FieldType = { kind: 'choice', choices: YES };
const choice = (names: Readonly<Record<string, string>>): FieldType => ({
  kind: 'choice',
  choices: Object.entries(names).map(([id, name]) => ({ id, name })),
});
const DIRECTIONS: Readonly<Record<(typeof directions)[number], string>> = {
  up: '越多越好',
  down: '越少越好',
  exact: '正好',
  judged: '定性',
};

const field = (key: string, head: string, type: FieldType, width: number, note = '', more: Partial<Field> = {}): Field => ({
  key,
  head,
  type,
  width,
  note,
  ...more,
});
const rare: Partial<Field> = { rare: true };
const must: Partial<Field> = { needed: true };

const project = field('project', '项目', { kind: 'project' }, 26, '从“项目”表里选，名称要一样', must);
const year = field('year', '年度', { kind: 'number', whole: true }, 8, '不填就是封面的年度', rare);
const indicator = field('indicator', '三级指标', { kind: 'indicator' }, 28, '从“绩效指标”表里选，名称要一样', must);
const name = field('name', '一级指标', text, 16, '', must);

/** What a department or an evaluation of a project got for each first-level indicator. */
const levelFields = [
  name,
  field('weight', '分值', points, 10, '各项合计 100 分', must),
  field('score', '得分', points, 10, '不大于分值', must),
  field('says', '分析', long, 50, '一行一段'),
];

/** Fields of target forms, with the words that forms have for them. */
const FORM_FIELDS: readonly (readonly [string, string, number])[] = [
  ['attribute', '项目属性', 14],
  ['term', '实施期', 12],
  ['overview', '项目概况', 34],
  ['basis', '立项依据', 34],
  ['annual-goal', '年度目标', 34],
  ['goal', '总体目标', 34],
];

/** Sheets of workbooks of performance: a kind of record each, written and read by this description. Amounts 元, points, percent. */
export function sheetsOf(lexicon: Pick<Lexicon, 'name' | 'children'>): readonly Sheet[] {
  const members = (dimension: Dimension, ids: readonly string[]): FieldType => ({
    kind: 'choice',
    choices: ids.map((id) => ({ id, name: lexicon.name(dimension, id) })),
  });
  const funds = members('fund', ['general', 'managed-funds', 'state-capital', 'special-account', 'unit-funds']);
  const origins = members('origin', ['this-year', 'carried-over']);
  const sheet = (id: SheetId, name: string, hint: string, spare: number, fields: readonly Field[]): Sheet => ({
    id,
    sheet: name,
    hint,
    spare,
    fields,
  });
  return [
    {
      ...sheet('cover', '封面', '先填这一页', 0, [
        field('purpose', '用途', { kind: 'told' }, 40, '由明账填写，不要改动', must),
        field('organisation', '单位或部门名称', text, 40, '与公章一致的全称', must),
        field(
          'scope',
          '编报范围',
          choice({ unit: '单位', department: '部门' }),
          40,
          '只编一个单位的选“单位”，汇总所属各单位的选“部门”',
          must,
        ),
        field('year', '年度', { kind: 'number', whole: true }, 40, '四位数字', must),
        field('date', '监控日期', { kind: 'date' }, 40, '这次监控的截止日期，如 2025-07-31'),
        field('form', '表样', { kind: 'told' }, 40, '自评报告的表样，由明账填写', must),
        field('scheme', '计分办法', { kind: 'told' }, 40, '由明账填写', must),
      ]),
      upright: true,
    },
    sheet('units', '单位', '一行一个单位', 20, [
      field('code', '单位编码', text, 14, '预算管理一体化系统里的编码'),
      field('name', '单位名称', text, 40, '全称', must),
    ]),
    sheet('projects', '项目', '一行一个项目。指标填在“绩效指标”，右边的分值由它算出，加上预算执行率的分值应为 100', 40, [
      field('name', '项目名称', text, 30, '与预算管理一体化系统一致，各处都用这个名称', must),
      field('code', '项目编码', text, 24, '21位，从预算管理一体化系统复制'),
      field('unit', '实施单位', { kind: 'unit' }, 24, '从“单位”表里选'),
      field('department', '主管部门', text, 24, '不填就是封面的部门', rare),
      field('nature', '项目类别', choice(CLASS_NAMES), 16, '人员类、公用经费、其他运转类，还是特定目标类', { starred: true }),
      field('published', '公开绩效目标', flag, 12, '不填就是“是”', rare),
      field('sum', '指标分值合计', { kind: 'sum', of: 'indicators', by: 'project', value: 'weight' }, 14, '由“绩效指标”自动相加，不用填'),
      ...FORM_FIELDS.map(([key, head, width]) => field(`fields.${key}`, head, { kind: 'text', lines: width > 20 ? 2 : 1 }, width)),
      ...LEVELS.map(({ id, name }) => field(`term.${id}`, `实施期：${name}（元）`, money, 16, '整个实施期的资金，包括本年', rare)),
    ]),
    sheet('indicators', '绩效指标', '一行一个三级指标。指标值带比较符和单位；分值与预算一同批复，不在事后改', 150, [
      project,
      field('level1', '一级指标', text, 14, '如 产出指标'),
      field('level2', '二级指标', text, 18, '如 数量指标'),
      field('name', '三级指标', text, 28, '说明衡量什么；同一项目里不能重名', must),
      field('value', '年度指标值', text, 14, '带比较符和单位，如 ≥90%'),
      field('term-value', '实施期指标值', text, 14, '与年度相同的不用填', rare),
      field('weight', '分值', points, 10, '各项合计 90 分，加预算执行率 10 分'),
      field('description', '指标说明', text, 26, '怎样算', rare),
      field('evidence', '数据来源', text, 22, '从哪里看得出完成了多少，如 验收单'),
      field('direction', '方向', choice(DIRECTIONS), 10, '不填时由指标值的写法决定', rare),
      field('missing', '没有设置', flag, 10, '有分值而没有设置这项指标的填“是”', rare),
      field('from', '从哪年起', { kind: 'number', whole: true }, 10, '各年都有的不填', rare),
      field('until', '到哪年止', { kind: 'number', whole: true }, 10, '各年都有的不填', rare),
    ]),
    sheet('years', '年度情况', '一行一个项目，写全年的总体情况', 40, [
      project,
      year,
      field('goal', '当年目标', long, 34, '与“项目”表的年度目标相同的不用填'),
      field('evaluated', '已开展自评', flag, 12, '', rare),
      field('evaluation.achieved', '目标实际完成情况', long, 40, '到年底完成了什么'),
      field('evaluation.execution.reason', '没有花完的原因', long, 30, '执行数少于全年预算的必须写'),
      field('evaluation.execution.mend', '改进措施', long, 30, '执行数少于全年预算的必须写'),
      field('evaluation.execution.stated', '填报：执行得分', points, 12, '', rare),
      field('evaluation.execution.stated-rate', '填报：执行率（%）', points, 12, '', rare),
      field('evaluation.execution.note', '执行得分说明', text, 24, '', rare),
      field('evaluation.stated', '填报：总分', text, 12, '几处不同的用顿号分开', rare),
      field('evaluation.stated-grade', '填报：等级', text, 12, '几处不同的用顿号分开', rare),
      field('answer.text', '中差项目：原因', long, 30, '自评为中、差的必须写'),
      field('answer.measures', '中差项目：整改措施', long, 30, '一行一条'),
      field('answer.date', '整改日期', { kind: 'date' }, 13, '', rare),
    ]),
    sheet('money', '项目资金', '一行一个项目的一个资金来源，元。全年没有调整的，全年预算不用填', 60, [
      project,
      year,
      field('fund', '资金', funds, 20, '不填就是一般公共预算'),
      field('origin', '来源年度', origins, 12, '不填就是当年安排'),
      field('level', '资金层级', { kind: 'choice', choices: LEVELS }, 11, '不填时，财政拨款算市县，其他资金算单位自筹', rare),
      field('original', '年初预算（元）', money, 18, '没有填 0', must),
      field('adjusted', '全年预算（元）', money, 18, '年中追加、追减以后；没有调整的不用填'),
      field('executed', '全年执行（元）', money, 18, '年底实际支出；没有支出填 0'),
    ]),
    sheet('values', '当年指标值', '与“绩效指标”不同的年度，一行一个指标', 0, [
      project,
      year,
      indicator,
      field('value', '当年指标值', text, 16, '带比较符和单位'),
      field('weight', '当年分值', points, 10),
    ]),
    sheet('monitoring', '监控', '一行一个项目，写到监控日期为止付了多少钱', 40, [
      project,
      year,
      field('date', '日期', { kind: 'date' }, 13, '不填就是封面的监控日期'),
      field('paid', '累计支付（元）', money, 18, '年初至今；没有支付填 0'),
      field('forecast', '预计全年支付（元）', money, 18, '不知道就留空'),
    ]),
    sheet('progress', '监控指标', '一行一个指标，写到监控日期为止完成了多少', 150, [
      project,
      year,
      field('date', '日期', { kind: 'date' }, 13, '不填就是封面的监控日期'),
      indicator,
      field('target', '年度指标值', { kind: 'told' }, 14, '由明账填写'),
      field('reached', '已完成', text, 16, '带单位，如 3个'),
      field('forecast', '预计年底完成', text, 16, '带单位；不知道就留空'),
      field('deviation', '偏差原因', long, 28, '预计达不到的写'),
      field('measure', '改进措施', long, 28, '预计达不到的写'),
    ]),
    sheet('results', '指标完成', '一行一个指标。能衡量的写实际完成值，定性的选达成情况；扣了分的写原因和改进措施', 0, [
      project,
      year,
      field('of', '二级指标', { kind: 'told' }, 16, '由明账填写'),
      indicator,
      field('target', '年度指标值', { kind: 'told' }, 14, '由明账填写'),
      field('points', '分值', { kind: 'told' }, 8, '由明账填写'),
      field('actual', '实际完成值', text, 16, '带与指标值同样的单位，如 6个'),
      field('attained', '达成情况', choice({ reached: '达成', partly: '部分达成', missed: '未达成' }), 12, '定性指标选'),
      field('share', '完成程度（%）', points, 11, '定性指标在这一档里按分值的百分之几计分；不填按最高'),
      field('low-target', '指标值偏低', flag, 10, '因指标值定低了而大幅超额的填“是”，按计分办法扣减', rare),
      field('survey.asked', '调查人数', count, 10, '满意度指标必须写：问了多少人'),
      field('survey.answered', '作答人数', count, 10, '满意度指标必须写'),
      field('survey.satisfied', '满意人数', count, 10, '满意度指标写；按平均分计算的不用填'),
      field('survey.how', '调查方式', text, 14, '不填就是问卷调查'),
      field('reason', '偏差原因', long, 30, '扣了分的必须写'),
      field('mend', '改进措施', long, 30, '扣了分的必须写'),
      field('stated', '填报得分', points, 10, '单位自己给的分；不填由明账计算', rare),
      field('note', '得分说明', text, 24, '填报得分与计算不同的原因', rare),
    ]),
    sheet('department-money', '部门资金', '部门全年的支出，元', 4, [
      field('nature', '支出性质', members('nature', ['basic', 'project']), 14, '', must),
      ...(['', 'appropriation.'] as const).flatMap((prefix) => {
        const of = prefix === '' ? '' : '其中财政拨款：';
        return [
          field(`${prefix}original`, `${of}年初预算（元）`, money, 18, '', prefix === '' ? must : {}),
          field(`${prefix}adjusted`, `${of}全年预算（元）`, money, 18, '', prefix === '' ? must : {}),
          field(`${prefix}executed`, `${of}全年支出（元）`, money, 18, '', prefix === '' ? must : {}),
        ];
      }),
    ]),
    sheet('levels', '部门整体得分', '部门整体支出绩效自评，一行一个一级指标', 10, levelFields),
    sheet('assessments', '部门评价', '部门评价、财政评价，一行一个一级指标；它与自评是两回事', 0, [
      project,
      year,
      field('by', '谁评价', choice({ department: '主管部门', finance: '财政部门' }), 12),
      field('date', '日期', { kind: 'date' }, 13, '', must),
      ...levelFields.map((own) => ({ ...own, needed: false })),
      field('team', '评价组', text, 24),
      field('conclusion', '结论', long, 30),
      field('problems', '问题', long, 30, '一行一条'),
      field('advice', '建议', long, 30, '一行一条'),
    ]),
    sheet('grades', '填报汇总', '单位自己填报的平均分和各等级的项目数', 6, [
      field('grade', '等级或平均分', text, 16, '优、良、中、差，或“平均分”', must),
      field('value', '数值', { kind: 'number' }, 12, '', must),
    ]),
    sheet('texts', '文字', '自评报告里由本单位写的段落，一行一段；数字由明账写', 0, [
      field('heading', '写在哪里', { kind: 'told' }, 30),
      field('text', '内容', { kind: 'text', lines: 4 }, 80, '可以换行（Alt+Enter），一行是一段'),
      field('key', '代号', { kind: 'told' }, 14, '明账靠它认出这一行，不要改动'),
    ]),
  ];
}

/** Paragraphs of the report, by key. */
export const PARAGRAPHS: Readonly<Record<string, string>> = {
  basis: '开展自评的依据（按照……要求）',
  team: '自评怎样组织',
  managed: '绩效目标管理情况',
  survey: '满意度调查的总体情况',
  problems: '自评发现的问题',
  advice: '结果应用建议',
  other: '其他需说明的问题',
};
