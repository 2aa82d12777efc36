import type { HeldRole, OrganisationKind, PaperKind, Scope } from '../../../src/store/schema.ts';
import { daysLeft, today } from '../../../src/store/work/deadline.ts';

export const ROLES: Readonly<Record<HeldRole, string>> = {
  preparer: '编制人',
  head: '单位负责人',
  department: '主管部门',
  bureau: '财政局审核',
  admin: '管理员',
};
export const KINDS: Readonly<Record<OrganisationKind, string>> = { bureau: '财政局', section: '科室', department: '部门', unit: '单位' };
export const PAPERS: Readonly<Record<PaperKind, string>> = { budget: '预算', final: '决算' };
export const SCOPES: Readonly<Record<Scope, string>> = { unit: '单位', department: '部门' };

export const titleOf = ({ year, kind, scope }: { year: number; kind: PaperKind; scope: Scope }): string =>
  `${year}年${SCOPES[scope]}${PAPERS[kind]}`;

/** What is told of the days to publish, counted from the 批复. */
export function leftOf(approvedOn: string | null): { readonly text: string; readonly late: boolean } | null {
  if (approvedOn === null) return null;
  const left = daysLeft(approvedOn, today(new Date()));
  return { text: left < 0 ? `超期 ${-left} 天` : left === 0 ? '今天到期' : `剩 ${left} 天`, late: left < 0 };
}

export const timeOf = (iso: string): string => new Date(iso).toLocaleString('zh-CN', { hour12: false });
