import type { Dimension } from '../../fact/dimension.ts';

/** A column of a table of the package; `columnType` is the fiscal concept it stands for (Fiscal Data Package 1.0, budget taxonomy). */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer' | 'date';
  readonly title: string;
  readonly columnType?: string;
  readonly constraints?: { readonly required?: boolean; readonly unique?: boolean };
}

/** What a column of facts says beside its amount: a dimension, or the concept. */
export type Axis = Dimension | 'concept';

/** The axes of facts in the order of their columns. Those with `codes` are explained in a table of their own, named after them. */
export const AXES: readonly { readonly axis: Axis; readonly field: Field; readonly codes: boolean }[] = [
  { axis: 'concept', field: { name: 'concept', type: 'string', title: '数的种类', columnType: 'value-kind:code' }, codes: true },
  { axis: 'year', field: { name: 'year', type: 'integer', title: '年度', columnType: 'date:fiscal-year' }, codes: false },
  { axis: 'stage', field: { name: 'stage', type: 'string', title: '阶段', columnType: 'phase:id' }, codes: true },
  {
    axis: 'organisation',
    field: { name: 'organisation', type: 'string', title: '单位', columnType: 'administrative-classification:generic:label' },
    codes: false,
  },
  { axis: 'fund', field: { name: 'fund', type: 'string', title: '资金来源', columnType: 'fin-source:generic:code' }, codes: true },
  {
    axis: 'function',
    field: { name: 'function', type: 'string', title: '支出功能分类', columnType: 'functional-classification:generic:code' },
    codes: true,
  },
  { axis: 'nature', field: { name: 'nature', type: 'string', title: '支出性质', columnType: 'expenditure-type:code' }, codes: true },
  {
    axis: 'economic',
    field: { name: 'economic', type: 'string', title: '部门预算支出经济分类', columnType: 'economic-classification:generic:code' },
    codes: true,
  },
  { axis: 'government', field: { name: 'government', type: 'string', title: '政府预算支出经济分类' }, codes: true },
  { axis: 'income', field: { name: 'income', type: 'string', title: '收入分类' }, codes: true },
  {
    axis: 'project',
    field: { name: 'project', type: 'string', title: '项目', columnType: 'activity:generic:project:label' },
    codes: false,
  },
  { axis: 'origin', field: { name: 'origin', type: 'string', title: '资金年度' }, codes: true },
  { axis: 'item', field: { name: 'item', type: 'string', title: '细项' }, codes: true },
  { axis: 'set', field: { name: 'set', type: 'string', title: '项目范围' }, codes: true },
  { axis: 'measure', field: { name: 'measure', type: 'string', title: '计量' }, codes: true },
  { axis: 'date', field: { name: 'date', type: 'date', title: '时点' }, codes: false },
];

/** Columns of facts before and after their axes. Money is in 元; other figures stand in `figure` with their unit. */
export const ID: Field = {
  name: 'id',
  type: 'integer',
  title: '序号',
  columnType: 'budget-line-id',
  constraints: { required: true, unique: true },
};
export const VALUES: readonly Field[] = [
  { name: 'amount', type: 'number', title: '金额（元）', columnType: 'value' },
  { name: 'figure', type: 'number', title: '其他数值' },
  { name: 'unit', type: 'string', title: '计量单位' },
  { name: 'places', type: 'string', title: '公开文本中的位置' },
];

/** The fiscal concept of a code's name, from that of the code: phase:id → phase:label. */
const labelType = (columnType: string | undefined): string | undefined => columnType?.replace(/:(?:code|id)$/, ':label');

/** Columns of the codes of an axis. */
export function codeFields({ columnType }: Field): Field[] {
  const label = labelType(columnType);
  return [
    { name: 'code', type: 'string', title: '代码', ...(columnType ? { columnType } : {}), constraints: { required: true, unique: true } },
    { name: 'label', type: 'string', title: '名称', ...(label ? { columnType: label } : {}), constraints: { required: true } },
    { name: 'parent', type: 'string', title: '上级代码' },
  ];
}
