import type { FormSet } from '../../form/form.ts';
import type { Look, StyledCell, TableSheet } from '../../format/xlsx/write.ts';
import type { Choice, KindId, Ranges } from './kind.ts';

/** A figure to look at, or one that must be nothing. */
interface Check {
  readonly name: string;
  readonly formula: string;
  readonly zero?: true;
  readonly count?: true;
  readonly note: string;
}

/** The sum of a field over sheets, of rows whose other field has a value; blank cells have the fallback. */
function sumOf(
  ranges: Ranges,
  kinds: readonly KindId[],
  value: string,
  where?: { readonly key: string; readonly is: string; readonly blank: boolean },
): string {
  const parts = kinds.flatMap((id) => {
    const sheet = ranges.get(id);
    const sum = sheet?.range(value);
    if (!sheet || !sum) return [];
    if (!where) return [`SUM(${sum})`];
    const by = sheet.range(where.key);
    if (!by) return where.blank ? [`SUM(${sum})`] : [];
    return [`SUMIF(${by},"${where.is}",${sum})`, ...(where.blank ? [`SUMIF(${by},"=",${sum})`] : [])];
  });
  return parts.length > 0 ? parts.join('+') : '0';
}

const LINES = ['lines', 'project-lines'] as const;

const choicesOf = (ranges: Ranges, id: KindId, key: string): readonly Choice[] => {
  const type = ranges.get(id)?.kind.fields.find((field) => field.key === key)?.type;
  return type?.kind === 'choice' ? type.choices : [];
};

const amounts = (ranges: Ranges, final: boolean): Check[] => [
  { name: '基本支出合计', formula: sumOf(ranges, ['lines'], 'yuan'), note: '“基本支出”表' },
  ...choicesOf(ranges, 'lines', 'nature')
    .filter(({ id }) => id === 'personnel' || id === 'public')
    .map(({ name }) => ({
      name: `　其中：${name}`,
      formula: sumOf(ranges, ['lines'], 'yuan', { key: 'nature', is: name, blank: false }),
      note: '',
    })),
  { name: '项目支出合计', formula: sumOf(ranges, ['project-lines'], 'yuan'), note: '“项目支出”表' },
  { name: '支出合计', formula: sumOf(ranges, LINES, 'yuan'), note: final ? '基本支出＋项目支出' : '基本支出＋项目支出，等于收入合计' },
  ...choicesOf(ranges, 'lines', 'fund').map(({ id, name }) => ({
    name: `　资金：${name}`,
    formula: sumOf(ranges, LINES, 'yuan', { key: 'fund', is: name, blank: id === 'general' }),
    note: id === 'general' ? '没有填资金的行算在这里' : '',
  })),
  ...choicesOf(ranges, 'lines', 'origin').map(({ id, name }) => ({
    name: `　来源：${name}`,
    formula: sumOf(ranges, LINES, 'yuan', { key: 'origin', is: name, blank: id === 'this-year' }),
    note: id === 'this-year' ? '没有填来源年度的行算在这里' : '',
  })),
  { name: '政府采购合计', formula: sumOf(ranges, ['purchases'], 'yuan'), note: '“政府采购”表' },
];

/** Rows of a sheet with an amount, in which another cell is blank. */
function blanks(ranges: Ranges, id: KindId, key: string): string | null {
  const sheet = ranges.get(id);
  const [amount, other] = [sheet?.range('yuan'), sheet?.range(key)];
  return amount && other ? `SUMPRODUCT((${amount}<>"")*(${other}=""))` : null;
}

const gaps = (ranges: Ranges): Check[] =>
  (
    [
      ['lines', 'function', '功能科目'],
      ['lines', 'economic', '部门经济科目'],
      ['lines', 'government', '政府经济科目'],
      ['lines', 'nature', '支出性质'],
      ['project-lines', 'function', '功能科目'],
      ['project-lines', 'economic', '部门经济科目'],
      ['project-lines', 'government', '政府经济科目'],
    ] as const
  ).flatMap(([id, key, words]) => {
    const formula = blanks(ranges, id, key);
    const sheet = ranges.get(id)?.kind.sheet ?? '';
    return formula ? [{ name: `“${sheet}”有金额、没有填${words}的行数`, formula, zero: true, count: true, note: '补填' } as const] : [];
  });

function projects(ranges: Ranges): Check[] {
  const [sheet, lines] = [ranges.get('projects'), ranges.get('project-lines')];
  const [names, sums, used] = [sheet?.range('name'), sheet?.range('sum'), lines?.range('project')];
  if (!names || !sums || !used) return [];
  return [
    {
      name: '没有资金的项目数',
      formula: `SUMPRODUCT((${names}<>"")*(${sums}=0))`,
      zero: true,
      count: true,
      note: '在“项目支出”里填资金，或删去项目',
    },
    {
      name: '“项目支出”里名称不在“项目”表的行数',
      formula: `SUMPRODUCT((${used}<>"")*(COUNTIF(${names},${used})=0))`,
      zero: true,
      count: true,
      note: '项目名称要一样',
    },
  ];
}

/** Final accounts: what is paid and left is what was budgeted and adjusted. */
function balance(ranges: Ranges): Check[] {
  const [original, paid, left] = ['original', 'yuan', 'carried-out'].map((key) => sumOf(ranges, LINES, key));
  const adjusted = sumOf(ranges, ['adjustments'], 'yuan');
  return [
    { name: '年初预算合计', formula: original ?? '0', note: '' },
    { name: '预算调整合计', formula: adjusted, note: '“预算调整”表' },
    { name: '年末结转合计', formula: left ?? '0', note: '' },
    {
      name: '年初预算＋调整－决算－年末结转',
      formula: `ROUND(${original}+${adjusted}-(${paid})-(${left}),2)`,
      zero: true,
      note: '不为 0 时，补登调整，或改正金额（没有登记年初预算的不用看）',
    },
  ];
}

const MONEY: Look = { align: 'right', format: '#,##0.00' };

/** Sums and what must be nothing, computed as people type. */
export function checkSheet({ kind }: FormSet, ranges: Ranges): TableSheet {
  const checks = [...amounts(ranges, kind === 'final'), ...(kind === 'final' ? balance(ranges) : []), ...gaps(ranges), ...projects(ranges)];
  const above = [[{ value: '核对　由明账计算，只看不填', look: { bold: true, color: '17324F', open: true } }]];
  return {
    name: '核对',
    paper: 'a4',
    protected: true,
    above,
    columns: [
      { head: '项目', width: 48 },
      { head: '数值', width: 20 },
      { head: '结果', width: 12, align: 'center' },
      { head: '说明', width: 60 },
    ],
    rows: checks.map(({ name, formula, zero, count, note }, i): (string | null | StyledCell)[] => {
      const value = `B${above.length + 2 + i}`;
      return [
        name,
        { value: null, look: count ? { align: 'right', format: '0' } : MONEY, formula },
        zero ? { value: null, look: { align: 'center', bold: true }, formula: `IF(${value}=0,"对","请核对")` } : null,
        note,
      ];
    }),
  };
}
