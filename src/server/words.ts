import type { Coverage, Law, Severity } from '../check/finding.ts';
import type { Place } from '../fact/place.ts';
import type { Explanation, Identity } from '../form/reading.ts';

/** The words by which people are told about a checked paper, on the page, in the report and in the shell alike. */
export const SEVERITY_NAMES: Record<Severity, string> = { error: '错误', warning: '疑点', info: '提示' };

export const LAW_NAMES: Record<Law, string> = { agree: '一致', sum: '平衡', derive: '推算', carry: '衔接', comply: '合规' };

export const STATE_NAMES: Record<Coverage['state'], string> = {
  met: '已满足',
  failed: '未满足',
  'not-applicable': '不适用',
  'not-evaluated': '未能核对',
};

export const EXPLANATION_NAMES: Record<Explanation, string> = {
  code: '编码（科目、单位或项目的编码）',
  date: '年份或日期',
  ordinal: '序号',
  line: '行次或栏次',
  document: '文号',
  telephone: '电话号码',
  page: '页码',
  name: '名称的一部分',
  indicator: '绩效指标或目标文字里的数量',
  threshold: '标准或限额',
  rule: '评分规则里的分值或档次',
  quantity: '职责、原因或计划文字里的数量',
};

const KIND_NAMES: Record<NonNullable<Identity['kind']>, string> = { budget: '预算公开', final: '决算公开' };
const SCOPE_NAMES: Record<NonNullable<Identity['scope']>, string> = { unit: '单位', department: '部门' };

/** 2025年单位预算公开, as far as it is known. */
export function paperKind({ kind, scope, year }: Pick<Identity, 'kind' | 'scope' | 'year'>): string {
  const words = (year ? `${year}年` : '') + (scope ? SCOPE_NAMES[scope] : '') + (kind ? KIND_NAMES[kind] : '');
  return words || '未能识别的文本';
}

/** Where a path of a Word file or web page (see format/docx/spots.ts) stands: 第12段, 表格第4行第5格, 脚注, 页眉页脚, B4 of a CSV file. */
function pathWords(cell: string): string {
  if (/^n\d/.test(cell)) return '脚注';
  if (/^h\d/.test(cell)) return '页眉页脚';
  const table = /t(\d+)r(\d+)c(\d+)/.exec(cell);
  if (table) return `第${table[1]}段（表格）第${table[2]}行第${table[3]}格`;
  const paragraph = /^p(\d+)/.exec(cell);
  return paragraph ? `第${paragraph[1]}段${cell.includes('b') ? '旁的文本框' : ''}` : `单元格${cell}`;
}

/** 第12行, 第3页, 工作表“表1”B4, 第12段. */
export function placeWords(place: Place): string {
  if (place.sheet !== null) return `工作表“${place.sheet}”${place.cell ?? ''}`;
  if (place.page !== null) return `第${place.page}页`;
  if (place.cell !== null) return pathWords(place.cell);
  return place.line === null ? '全文' : `第${place.line}行`;
}
