import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { ImportView } from '../../../src/server/v1/performance.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { address, Refused, send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Refusal } from '../paper/problems.tsx';
import { Upload } from '../paper/Upload.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Pick } from '../parts/Pick.tsx';
import type { Rules } from './Project.tsx';

const WORKBOOKS = [
  ['targets', '目标申报工作簿'],
  ['monitoring', '监控工作簿'],
  ['evaluation', '自评工作簿'],
] as const;

type Years = readonly { readonly year: number; readonly version: number; readonly scheme: string }[];

/** All projects of a year as workbooks and report, and back; and the way of scoring. */
export function Exchange(props: {
  readonly organisation: Organisation;
  readonly years: readonly number[];
  readonly writable: boolean;
  readonly reload: () => Promise<void>;
}) {
  const { organisation, writable } = props;
  const now = new Date().getFullYear();
  const years = props.years.length > 0 ? props.years : [now];
  const [chosen, setChosen] = useState('');
  const year = years.find((one) => String(one) === chosen) ?? years[0]!;
  const kept = useRead<Years>(`/organisations/${organisation.id}/performance`);
  const rules = useRead<Rules>('/performance-rules');
  const [upload, setUpload] = useState<{ readonly file: File; readonly view: ImportView } | null>(null);
  const doing = useDoing();
  const base = `/organisations/${organisation.id}/performance`;
  /** Fetched here, so that what keeps it from being made is told on the page. */
  const fetched = (name: string, path: string) =>
    void doing.run(name, async () => {
      const answer = await fetch(address(`${base}/${path}`));
      if (!answer.ok) {
        const { error = '没有编成，请再试。', detail } = (await answer.json().catch(() => ({}))) as { error?: string; detail?: unknown };
        throw new Refused(answer.status, error, detail);
      }
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? name);
      link.click();
      URL.revokeObjectURL(link.href);
    });
  const look = (file: File) =>
    void doing.run('look', async () => {
      setUpload({ file, view: await send<ImportView>('put', `${base}/workbook?${new URLSearchParams({ file: file.name })}`, file) });
    });
  const take = ({ file, view }: NonNullable<typeof upload>) =>
    void doing.run('take', async () => {
      await send('put', `${base}/workbook?${new URLSearchParams({ file: file.name, seen: view.seen })}`, file);
      setUpload(null);
      await Promise.all([props.reload(), kept.reload()]);
    });
  const own = kept.value?.find((one) => one.year === year);
  const score = (scheme: string) =>
    void doing.run('scheme', async () => {
      await send('put', base, { year, scheme, version: own?.version ?? 0 });
      await Promise.all([props.reload(), kept.reload()]);
    });
  return (
    <section className="entry" aria-label="导出和导入">
      <h2>导出和导入</h2>
      <div className="gap">
        <Pick
          label="导出的年度"
          options={years.map((one) => ({ value: String(one), label: `${one}年` }))}
          value={String(year)}
          onChange={setChosen}
        />
        {WORKBOOKS.map(([purpose, name]) => (
          <Button key={purpose} loading={doing.busy === name} onClick={() => fetched(name, `workbook?year=${year}&purpose=${purpose}`)}>
            {name}
          </Button>
        ))}
        <Button loading={doing.busy === '自评报告.docx'} onClick={() => fetched('自评报告.docx', `report?year=${year}&format=docx`)}>
          自评报告 Word
        </Button>
        <Button loading={doing.busy === '自评报告.pdf'} onClick={() => fetched('自评报告.pdf', `report?year=${year}&format=pdf`)}>
          自评报告 PDF
        </Button>
        {writable && <Upload label="上传填好的工作簿" busy={doing.busy === 'look'} take={look} />}
      </div>
      <div className="gap">
        <span>{year}年计分办法</span>
        {rules.value && kept.value && (
          <select
            className="choose"
            aria-label="计分办法"
            value={own?.scheme ?? 'cn'}
            disabled={!writable || doing.busy !== ''}
            onChange={(event) => score(event.target.value)}
          >
            {rules.value.schemes.map(({ id, name, basis }) => (
              <option key={id} value={id}>
                {name}（{basis}）
              </option>
            ))}
          </select>
        )}
      </div>
      {!upload && <Refusal error={doing.error} />}
      {upload && (
        <Dialog
          title={`导入${upload.view.year}年绩效记录`}
          ok="导入"
          busy={doing.busy === 'take'}
          close={() => setUpload(null)}
          finish={() => take(upload)}
        >
          <ul>
            {upload.view.projects.map(({ name, what }) => (
              <li key={name}>
                {name}：{what === 'new' ? '新建' : <strong>替换现有的全部内容</strong>}
              </li>
            ))}
          </ul>
          {upload.view.left.length > 0 && <p className="quiet">文件里没有的保持不变：{upload.view.left.join('、')}</p>}
          {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        </Dialog>
      )}
    </section>
  );
}
