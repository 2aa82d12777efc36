import type { PlanRecord } from '../../../src/store/query/plan.ts';
import { useRead } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Shown } from '../parts/States.tsx';

const NAMES: Readonly<Record<string, string>> = {
  units: '个单位',
  lines: '行基本支出',
  projects: '个项目',
  adjustments: '笔预算调整',
  purchases: '项政府采购',
  indicators: '个整体绩效指标',
  facts: '个其他数据',
  prior: '个上年数',
};

/** Tells what an uploaded workbook takes the place of, before it does. */
export function Replacement({ paper, file, close, replace }: { paper: string; file: File; close: () => void; replace: () => void }) {
  const plan = useRead<{ records: readonly PlanRecord[] }>(`/papers/${paper}/plan`);
  return (
    <Dialog title="替换全部编制内容" ok="替换" danger close={close} finish={replace}>
      <Shown of={plan}>
        {({ records }) => {
          const counts = Object.entries(NAMES).flatMap(([kind, name]) => {
            const count = records.filter((record) => record.kind === kind).length;
            return count > 0 ? [`${count} ${name}`] : [];
          });
          const lines = records.reduce((sum, { kind, data }) => sum + (kind === 'projects' ? linesOf(data) : 0), 0);
          const texts = records.find(({ kind }) => kind === 'texts');
          const all = [
            ...counts,
            ...(lines > 0 ? [`${lines} 行项目支出`] : []),
            ...(texts ? [`${Object.keys(texts.data as object).length} 段文字`] : []),
          ];
          return (
            <>
              <p>
                “{file.name}”会替换这份文本现在的全部编制内容{all.length > 0 ? `：${all.join('、')}` : ''}。
              </p>
              <p>文件里没有的会被删去，别人刚改的也会被替换，不能撤销。拿不准的话，先点“取消”，再点“下载编制工作簿”留一份。</p>
            </>
          );
        }}
      </Shown>
    </Dialog>
  );
}

const linesOf = (project: unknown): number => {
  const lines = (project as { readonly lines?: unknown } | null)?.lines;
  return Array.isArray(lines) ? lines.length : 0;
};
