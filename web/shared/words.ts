import type { Law, Severity } from '../../src/check/finding.ts';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
export const SEVERITY_NAMES: Record<Severity, string> = { error: '错误', warning: '疑点', info: '提示' };
export const LAW_NAMES: Record<Law, string> = { agree: '一致', sum: '平衡', derive: '推算', carry: '衔接', comply: '合规' };

export interface KindOfPaper {
  readonly kind: 'budget' | 'final' | null;
  readonly scope: 'unit' | 'department' | null;
}

export const kindWords = ({ kind, scope }: KindOfPaper): string =>
  (scope === 'unit' ? '单位' : scope === 'department' ? '部门' : '') + (kind === 'budget' ? '预算' : kind === 'final' ? '决算' : '') ||
  '未能识别';

/** 第12行, 第3页. */
export const placeWords = (place: { line: number | null; page: number | null }): string =>
  place.page !== null ? `第${place.page}页` : place.line !== null ? `第${place.line}行` : '全文';
