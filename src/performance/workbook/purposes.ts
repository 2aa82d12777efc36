import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Field, Row } from '../../plan/workbook/kind.ts';
import { extraField } from '../../plan/workbook/sheets.ts';
import { type Sheet, type SheetId, sheetsOf } from './kinds.ts';

export const purposes = ['targets', 'monitoring', 'evaluation'] as const;
export type Purpose = (typeof purposes)[number];

/** What a workbook is filled in for: the fields that are open, by sheet; all others are shown where there is something in them. */
interface PurposeForm {
  readonly name: string;
  readonly steps: readonly string[];
  readonly open: Readonly<Partial<Record<SheetId, 'all' | readonly string[]>>>;
}

/** Steps of every purpose, after its own. */
export const EVERYWHERE = [
  '金额一律填元，最多两位小数。没有的数填 0；不知道的留空。留空不等于 0。',
  '可以复制粘贴、留空行、排序、筛选；不要改列名、表名和项目名称。',
];

export const PURPOSES: Readonly<Record<Purpose, PurposeForm>> = {
  targets: {
    name: '绩效目标申报',
    steps: [
      '先填“封面”“单位”“项目”，再在“绩效指标”里给每个项目填三级指标，在“项目资金”里填年初预算。灰色格子由明账填写或计算，不要改动。',
      '分值与目标一同批复：每个项目各项指标分值加预算执行率的分值应为 100，看“核对”表。',
      '指标值写比较符、数和单位，如 ≥90%、≤200万元、12个；定性的写达到什么程度，年底按达成、部分达成、未达成计分。',
    ],
    open: {
      cover: ['organisation', 'scope', 'year'],
      units: 'all',
      projects: 'all',
      indicators: 'all',
      money: ['project', 'fund', 'origin', 'original', 'adjusted'],
    },
  },
  monitoring: {
    name: '绩效运行监控',
    steps: [
      '在“封面”填监控日期；在“监控”里给每个项目填年初至今付了多少钱，在“监控指标”里填每个指标完成了多少、预计年底完成多少。灰色格子不用填。',
      '完成值带与指标值同样的单位，如 3个、80%。预计达不到的，写偏差原因和改进措施。',
    ],
    open: {
      cover: ['date'],
      monitoring: ['project', 'date', 'paid', 'forecast'],
      progress: ['date', 'reached', 'forecast', 'deviation', 'measure'],
    },
  },
  evaluation: {
    name: '绩效自评',
    steps: [
      '指标、指标值和分值是年初批复的，不改。在“项目资金”填全年执行数，在“指标完成”填每个指标的实际完成值；灰色格子不用填。',
      '能衡量的写实际完成值，带同样的单位；定性的选达成情况。满意度写调查、作答、满意的人数。扣了分的写偏差原因和改进措施。',
      '部门还做整体支出自评的，在“部门资金”写全年支出，在“部门整体得分”写各一级指标的分值和得分；不做的留空。',
      '在“年度情况”写目标完成情况、钱没有花完的原因；得分由明账计算（mingzhang score），每个得分都有算式。',
    ],
    open: {
      years: ['evaluation.achieved', 'evaluation.execution.reason', 'evaluation.execution.mend', 'answer.text', 'answer.measures'],
      money: ['adjusted', 'executed'],
      results: [
        'actual',
        'attained',
        'share',
        'low-target',
        'survey.asked',
        'survey.answered',
        'survey.satisfied',
        'survey.how',
        'reason',
        'mend',
      ],
      'department-money': 'all',
      levels: 'all',
      texts: ['text'],
    },
  },
};

/** Fields that are filled in before anybody writes: a row with nothing else is still blank. */
export const PREFILLED: Readonly<Partial<Record<SheetId, readonly string[]>>> = {
  monitoring: ['project', 'year', 'date'],
  progress: ['project', 'year', 'date', 'indicator', 'target'],
  results: ['project', 'year', 'of', 'indicator', 'target', 'points'],
  'department-money': ['nature'],
  levels: ['name', 'weight'],
  texts: ['heading', 'key'],
};

/** What a row of a prefilled sheet must have is missed by the records, once anything is written in it. */
const DEPARTMENT: readonly SheetId[] = ['department-money', 'levels'];

/** Whether a row can do without a field is told by the purpose: with its targets, a project gets its class. */
function asked(purpose: Purpose, sheet: SheetId, field: Field): Field {
  if (field.needed && DEPARTMENT.includes(sheet)) return { ...field, needed: false, starred: true };
  return purpose === 'targets' && sheet === 'projects' && field.key === 'nature' ? { ...field, needed: true } : field;
}

/** The sheets of a purpose: what is not open is locked, and has a column only where a record uses it. */
export function purposeSheets(purpose: Purpose, lexicon: Pick<Lexicon, 'name' | 'children'>): readonly Sheet[] {
  const { open } = PURPOSES[purpose];
  return sheetsOf(lexicon).map((sheet) => {
    const own = open[sheet.id] ?? [];
    const isOpen = ({ key }: Field): boolean => own === 'all' || own.includes(key);
    const fields = sheet.fields.map((given): Field => {
      const field = asked(purpose, sheet.id, given);
      if (isOpen(field) || field.type.kind === 'sum' || field.type.kind === 'told') return field;
      return { ...field, locked: true, ...(field.needed ? {} : { rare: true }) };
    });
    const grows = own === 'all' || own.includes('project');
    return { ...sheet, fields, spare: grows ? sheet.spare : 0 };
  });
}

/** The sheets and columns that a workbook with such rows shows. */
export function shownSheets(purpose: Purpose, sheets: readonly Sheet[], rows: Readonly<Record<SheetId, readonly Row[]>>): Sheet[] {
  const { open } = PURPOSES[purpose];
  return sheets
    .filter(({ id }) => id === 'cover' || open[id] !== undefined || rows[id].length > 0)
    .map((sheet) => {
      const used = new Set(rows[sheet.id].flatMap((row) => [...row.keys()]));
      const known = new Set(sheet.fields.map(({ key }) => key));
      const prefix = sheet.id === 'projects' ? 'fields.' : '';
      const extra = [...used]
        .filter((key) => !known.has(key))
        .flatMap((key) => extraField(sheet.id, `其他：${key.slice(prefix.length)}`) ?? [])
        .map((field) => (open[sheet.id] === 'all' ? field : { ...field, locked: true }));
      return { ...sheet, fields: [...sheet.fields.filter(({ key, rare }) => !rare || used.has(key)), ...extra] };
    });
}
