import type { FormSet } from '../../form/form.ts';
import type { TableSheet } from '../../format/xlsx/write.ts';
import type { Kind } from './kind.ts';

const STEPS = [
  '按下面的顺序一张一张填。列名带 * 的必填，鼠标停在列名上有说明。灰色格子由明账填写或计算，不要改动。',
  '金额一律填元，最多两位小数，不用四舍五入到万元：万元由明账换算，并保证各表合计相等。',
  '科目可以从列表里选，也可以只填编码或只填名称。列表在“代码”表里，只列当年有效的科目。',
  '没有的数填 0；不知道的留空。留空不等于 0。',
  '可以从别的表里复制粘贴（建议“选择性粘贴—数值”），可以留空行，可以排序、筛选；不要改列名和表名。',
  '每张表第二行是合计，“核对”表是各表之间的核对。金额对不上时，先看“核对”表。',
  '填完保存为 .xlsx（Excel、WPS、LibreOffice 都可以），再用明账编制。有问题时，明账会说是哪张表的哪一格。',
];

/** How a workbook is filled in: steps, then its sheets. */
export function guidePage(
  title: string,
  steps: readonly string[],
  kinds: readonly Kind<string>[],
  more: readonly [string, string][] = [],
): TableSheet {
  const lines = [
    ...steps.map((words, i): [string, string] => [`第${i + 1}条`, words]),
    ...kinds.map(({ sheet, hint }): [string, string] => [sheet, hint]),
    ['核对', '由明账计算，只看不填。“请核对”的行要回去改。'] as [string, string],
    ...more,
  ];
  return {
    name: '说明',
    paper: 'a4',
    protected: true,
    above: [[{ value: title, look: { bold: true, color: '17324F', open: true } }]],
    columns: [
      { head: '项目', width: 16 },
      { head: '怎样填', width: 100 },
    ],
    rows: lines.map(([name, words]) => [{ value: name, look: { bold: true } }, words]),
  };
}

/** How the workbook of a plan is filled in. */
export const guideSheet = (set: FormSet, kinds: readonly Kind[]): TableSheet =>
  guidePage(`${set.name}　编制工作簿`, STEPS, kinds, [['代码', '供选择的科目，只看不填。']]);
