import type { Dimension } from '../../fact/dimension.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { lastYearFields } from '../plan.ts';
import type { Choice, Field, FieldType, Kind } from './kind.ts';

type Names = Pick<Lexicon, 'name' | 'children'>;

const text: FieldType = { kind: 'text' };
const long: FieldType = { kind: 'text', lines: 3 };
const money: FieldType = { kind: 'money' };

const field = (key: string, head: string, type: FieldType, width: number, note: string, more: Partial<Field> = {}): Field => ({
  key,
  head,
  type,
  width,
  note,
  ...more,
});

const named = (lexicon: Names, dimension: Dimension, ids: readonly string[]): Choice[] =>
  ids.map((id) => ({ id, name: lexicon.name(dimension, id) }));

/** All members of a dimension's tree under `above`, upper ones first. */
const under = (lexicon: Names, dimension: Dimension, above: string): string[] =>
  lexicon.children(dimension, above).flatMap((id) => [id, ...under(lexicon, dimension, id)]);

const UNIT_KINDS: readonly Choice[] = [
  { id: 'agency', name: '行政单位' },
  { id: 'participating', name: '参公单位' },
  { id: 'institution', name: '事业单位' },
];
const SCOPES: readonly Choice[] = [
  { id: 'unit', name: '单位' },
  { id: 'department', name: '部门' },
];
const YES_NO: readonly Choice[] = [
  { id: 'true', name: '是' },
  { id: 'false', name: '否' },
];
const ITEMS: readonly Choice[] = [
  { id: 'goods', name: '货物' },
  { id: 'works', name: '工程' },
  { id: 'services', name: '服务' },
];
export const LEVELS: readonly Choice[] = [
  { id: 'central', name: '中央' },
  { id: 'provincial', name: '省级' },
  { id: 'local', name: '市县' },
  { id: 'self-raised', name: '单位自筹' },
  { id: 'other', name: '其他' },
];

const starred: Partial<Field> = { starred: true };

/** Fields of lines and adjustments that say which money it is. */
function moneyFields(lexicon: Names) {
  const funds = under(lexicon, 'fund', 'all').filter((id) => id !== 'appropriation');
  const natures = under(lexicon, 'nature', 'all').filter((id) => id !== 'basic' && id !== 'project');
  const code = (list: Extract<FieldType, { kind: 'code' }>['list'], level: number): FieldType => ({ kind: 'code', list, level });
  return {
    organisation: field('organisation', '单位', { kind: 'unit' }, 20, '从“单位”表里选；只有一个单位时不用填'),
    function: field('function', '功能科目', code('function', 3), 30, '到“项”，7位编码；填编码、名称或从列表选都可以', starred),
    economic: field('economic', '部门经济科目', code('economic', 2), 26, '部门预算支出经济分类，到“款”，5位编码', starred),
    government: field(
      'government',
      '政府经济科目',
      code('government', 2),
      26,
      '政府预算支出经济分类，到“款”，5位编码，须与部门经济科目对应',
      starred,
    ),
    nature: field(
      'nature',
      '支出性质',
      { kind: 'choice', choices: named(lexicon, 'nature', natures) },
      14,
      '人员经费对应 301、303 的款，公用经费对应 302、310 的款',
      starred,
    ),
    fund: field('fund', '资金', { kind: 'choice', choices: named(lexicon, 'fund', funds) }, 22, '资金的来源；不填就是一般公共预算'),
    origin: field(
      'origin',
      '来源年度',
      { kind: 'choice', choices: named(lexicon, 'origin', under(lexicon, 'origin', 'all')) },
      12,
      '当年安排，还是上年结转；不填就是当年安排',
    ),
    income: field('income', '收入科目', code('income', 0), 24, '政府性基金填它来自哪一项收入，如 1030148'),
    level: field(
      'level',
      '资金层级',
      { kind: 'choice', choices: LEVELS },
      11,
      '钱由哪一级政府给；不填时，财政拨款算市县，其他资金算单位自筹',
    ),
    rest: field('rest', '其他限定', { kind: 'told' }, 20, '由明账填写，不要改动', { rare: true }),
  };
}

/** The amounts of a line: in a budget what is appropriated; in final accounts what was paid, with the budget and what is left. */
function amountFields(final: boolean): Field[] {
  const rare = final ? {} : { rare: true };
  return [
    field('original', '年初预算（元）', money, 18, '年初批复的预算数，元，最多两位小数', rare),
    field('yuan', final ? '决算（元）' : '金额（元）', money, 18, '元，最多两位小数；没有支出填 0，不要留空', { needed: true }),
    field('carried-out', final ? '年末结转（元）' : '结转下年（元）', money, 18, '年末没有用完、结转到下年的钱', rare),
  ];
}

/** The kinds of record that a plan has, whatever its form. `final`: of final accounts. */
export function planKinds(lexicon: Names, final: boolean): readonly Kind[] {
  const { organisation, rest, ...of } = moneyFields(lexicon);
  const project = field('project', '项目', { kind: 'project' }, 28, '从“项目”表里选，名称要一样', { needed: true });
  const projectUnit = { ...organisation, note: '只有几个项目同名时才要填', rare: true };
  const level = (id: Choice) =>
    field(`term.${id.id}`, `实施期：${id.name}（元）`, money, 16, '整个实施期的资金，包括本年；当年完成的项目不用填');
  const last = (key: (typeof lastYearFields)[number], head: string, width: number, note: string, type: FieldType = text) =>
    field(`last.${key}`, `上年：${head}`, type, width, note, { rare: true });
  const indicator = [
    field('level1', '一级指标', text, 16, '如 产出指标'),
    field('level2', '二级指标', text, 18, '如 数量指标'),
    field('name', '三级指标', text, 30, '说明衡量什么，如 规划成果数量'),
    field('value', '指标值', text, 16, '带比较符和单位，如 ≥90%'),
  ];
  const fact = [
    field('name', '名称', { kind: 'told' }, 44, '要填的是什么'),
    field('yuan', '数值', { kind: 'number' }, 18, '按右边的单位填；没有填 0，不知道就留空'),
    field('measure', '计量单位', { kind: 'told' }, 10, '金额以元为单位'),
    field('of', '代号', { kind: 'told' }, 44, '明账靠它认出这一行，不要改动'),
  ];
  return [
    {
      id: 'cover',
      sheet: '封面',
      hint: '先填这一页',
      upright: true,
      spare: 0,
      fields: [
        field('form', '表样', { kind: 'told' }, 40, '由明账填写，不要改动', { needed: true }),
        field('organisation', '单位或部门名称', text, 40, '与公章一致的全称', { needed: true }),
        field('scope', '编报范围', { kind: 'choice', choices: SCOPES }, 40, '只编一个单位的选“单位”，汇总所属各单位的选“部门”', {
          needed: true,
        }),
        field('year', '年度', { kind: 'number' }, 40, '四位数字', { needed: true }),
      ],
    },
    {
      id: 'units',
      sheet: '单位',
      hint: '一行一个单位，至少一行。单位类型决定政府经济科目怎样对应',
      spare: 60,
      fields: [
        field('code', '单位编码', text, 14, '预算管理一体化系统里的编码', starred),
        field('name', '单位名称', text, 40, '全称', { needed: true }),
        field('kind', '单位类型', { kind: 'choice', choices: UNIT_KINDS }, 14, '行政、参公还是事业单位；不填就按行政单位'),
      ],
    },
    {
      id: 'lines',
      sheet: '基本支出',
      hint: '人员经费和公用经费，一行一笔，填到功能“项”和经济“款”。项目的支出填在“项目支出”',
      spare: 150,
      fields: [
        organisation,
        of.function,
        of.economic,
        of.government,
        of.nature,
        of.fund,
        of.origin,
        { ...of.income, rare: true },
        { ...of.level, rare: true },
        ...amountFields(final),
        rest,
      ],
    },
    {
      id: 'projects',
      sheet: '项目',
      hint: '一行一个项目。钱填在“项目支出”，右边的“本年资金”由它算出；绩效指标填在“绩效指标”',
      spare: 60,
      fields: [
        { ...organisation, key: 'unit' },
        field('name', '项目名称', text, 30, '与预算管理一体化系统一致', { needed: true }),
        field('code', '项目编码', text, 24, '21位，从预算管理一体化系统复制'),
        field(
          'nature',
          '项目类别',
          { kind: 'choice', choices: named(lexicon, 'nature', ['operating', 'specific']) },
          18,
          '其他运转类，还是特定目标类',
          { needed: true },
        ),
        field('published', '公开绩效目标', { kind: 'choice', choices: YES_NO }, 12, '“是”的项目要填绩效目标和指标；不填就是“是”'),
        field(
          'sum',
          '本年资金（元）',
          { kind: 'sum', of: 'project-lines', by: 'project', value: 'yuan' },
          18,
          '由“项目支出”自动相加，不用填',
        ),
        ...LEVELS.map(level),
        last('year', '年度', 10, '评价的是哪一年'),
        last('score', '自评得分', 12, '上年绩效自评的得分'),
        last('grade', '等级', 10, '优、良、中、差'),
        last('rate', '执行率（%）', 12, '上年预算执行率'),
        last('unmet', '没有达到的指标', 40, '哪些指标没有达到，达到了多少'),
        last('due', '要整改', 10, '等级为中、差的为“是”，要写整改', { kind: 'choice', choices: YES_NO }),
        last('answer', '怎样整改', 40, '原因和整改措施；“要整改”的必须写'),
      ],
    },
    {
      id: 'project-lines',
      sheet: '项目支出',
      hint: '每个项目至少一行，一行一笔，填到功能“项”和经济“款”',
      spare: 150,
      fields: [
        project,
        { ...projectUnit, note: '支出单位与项目的单位不同，或几个项目同名时才要填' },
        of.function,
        of.economic,
        of.government,
        { ...of.nature, rare: true, starred: false, note: '由项目类别决定，不用填' },
        of.fund,
        of.level,
        of.origin,
        of.income,
        ...amountFields(final),
        rest,
      ],
    },
    {
      id: 'indicators',
      sheet: '绩效指标',
      hint: '公开绩效目标的项目，一行一个三级指标',
      spare: 150,
      fields: [project, projectUnit, ...indicator],
    },
    { id: 'whole-indicators', sheet: '整体绩效指标', hint: '部门（单位）整体的绩效指标，一行一个三级指标', spare: 40, fields: indicator },
    {
      id: 'adjustments',
      sheet: '预算调整',
      hint: '年中每一次追加、追减，一行一笔，追减填负数。科目、项目、资金要与支出行一致',
      spare: 60,
      fields: [
        field('date', '日期', { kind: 'date' }, 13, '文件日期，如 2024-09-30', { needed: true }),
        field('document', '文号', text, 22, '批复文件的文号', { needed: true }),
        field('reason', '原因', long, 30, '为什么调整', { needed: true }),
        organisation,
        of.function,
        { ...of.economic, starred: false },
        { ...of.government, starred: false },
        { ...of.nature, starred: false },
        { ...project, needed: false, note: '调整项目资金时填' },
        of.fund,
        of.origin,
        { ...of.income, rare: true },
        field('yuan', '调整金额（元）', money, 18, '追加为正，追减为负，元', { needed: true }),
        rest,
      ],
    },
    {
      id: 'purchases',
      sheet: '政府采购',
      hint: '一行一项采购。总额和中小企业份额由此得出',
      spare: 60,
      fields: [
        field('item', '类别', { kind: 'choice', choices: ITEMS }, 10, '货物、工程还是服务', { needed: true }),
        field('code', '采购品目', { kind: 'code', list: 'procurement', level: 0 }, 28, '政府采购品目编码；货物 A、工程 B、服务 C 开头'),
        field('name', '名称', text, 28, '采购什么'),
        { ...organisation, key: 'unit', head: '采购单位', note: '从“单位”表里选；只有一个单位时不用填', rare: true },
        { ...project, needed: false, note: '由哪个项目出钱' },
        field('budget', '预算资金（元）', money, 18, '这个项目（或其他来源）一共有多少钱，元', { rare: true }),
        { ...of.fund, rare: true },
        field('measure', '计量单位', text, 10, '如 台、套、项', { rare: true }),
        field('quantity', '数量', text, 10, '采购多少', { rare: true }),
        field('price', '单价（元）', money, 18, '一个多少钱，元', { rare: true }),
        field('yuan', '采购金额（元）', money, 18, '元', { needed: true }),
        field('sme', '其中：中小企业（元）', money, 18, '预留或授予中小企业的金额'),
        field('micro', '其中：小微企业（元）', money, 18, '中小企业金额里给小微企业的部分'),
      ],
    },
    { id: 'facts', sheet: '其他数据', hint: '支出行里得不出、表和文字要用的数。没有的填 0', spare: 0, fields: fact },
    { id: 'prior', sheet: '上年数', hint: '上年的预算（决算）数，用来算增减。合计由明账相加，不用填', spare: 0, fields: fact },
    {
      id: 'texts',
      sheet: '文字',
      hint: '要由本单位写的话。数字、增减由明账写，这里只写内容和原因',
      spare: 0,
      fields: [
        field('heading', '写在哪里', { kind: 'told' }, 26, '文本中的标题'),
        field('sentence', '写在哪一句里', { kind: 'told' }, 46, '【　】处是这里填的内容'),
        field('text', '内容', { kind: 'text', lines: 4 }, 70, '可以换行（Alt+Enter），一行是一段', starred),
        field('key', '代号', { kind: 'told' }, 24, '明账靠它认出这一行，不要改动'),
      ],
    },
  ];
}
