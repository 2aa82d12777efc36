import { type Look, type StyledCell, type TableSheet, writeWorkbook } from '../../format/xlsx/write.ts';
import type { Overview, OverviewRow } from '../../store/query/overview.ts';
import { STATE_NAMES } from '../../store/work/states.ts';

const KINDS = { budget: '预算', final: '决算' } as const;
const SCOPES = { department: '部门', unit: '单位' } as const;
const LATE: Look = { bold: true, color: '9B1C13', fill: 'FBE0DD', align: 'center' };
const SOON: Look = { color: '7A4E00', fill: 'FFEFC9', align: 'center' };
const PLAIN: Look = { align: 'center' };

/** How far a paper is, in words: 未开始, 编制中, 已报送 …, 免编. */
export const stateWords = ({ state, exempt }: Pick<OverviewRow, 'state' | 'exempt'>): string => {
  if (state === 'none') return exempt === '' ? '未开始' : '免编';
  return state === 'draft' ? '编制中' : STATE_NAMES[state];
};

function leftCell({ next }: OverviewRow): StyledCell {
  if (!next) return { value: null, look: PLAIN };
  const { left } = next;
  return { value: left, look: left < 0 ? LATE : left <= 7 ? SOON : PLAIN };
}

/** The overview as a workbook: one row per paper that is owed or there. */
export function overviewWorkbook({ year, defined }: Overview, rows: readonly OverviewRow[], written: Date): Promise<Uint8Array> {
  const sheet: TableSheet = {
    name: '进度总览',
    paper: 'a3',
    frozen: 2,
    columns: [
      { head: '序号', width: 6, align: 'center' },
      { head: '部门、单位', width: 30 },
      { head: '上级', width: 26 },
      { head: '审核科室', width: 18 },
      { head: '文本', width: 14 },
      { head: '状态', width: 10, align: 'center' },
      { head: '错误', width: 8, align: 'right' },
      { head: '疑点', width: 8, align: 'right' },
      { head: '未处理批注', width: 12, align: 'right' },
      { head: '期限', width: 12, align: 'center' },
      { head: '期限种类', width: 10, align: 'center' },
      { head: '剩余天数', width: 10, align: 'center' },
      { head: '备注', width: 30 },
    ],
    rows: rows.map((row, index) => [
      index + 1,
      row.name,
      row.above,
      row.section,
      `${SCOPES[row.scope]}${KINDS[row.kind]}`,
      stateWords(row),
      row.paper?.open.error ?? null,
      row.paper?.open.warning ?? null,
      row.paper?.comments ?? null,
      row.next?.on ?? null,
      row.next?.what ?? null,
      leftCell(row),
      row.exempt !== '' ? row.exempt : row.owed ? null : '不在应编文本之列',
    ]),
    notes: [
      '剩余天数为负数的已超期。公开期限从批复次日起算二十日（预算法第十四条），按自然日计算，遇节假日不顺延。',
      ...(defined ? [] : [`还没有登记 ${year} 年的应编文本，没有报送的不在表里。`]),
    ],
  };
  return writeWorkbook([sheet], { title: `${year}年进度总览`, author: '明账', written });
}
