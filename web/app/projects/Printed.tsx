import { Button } from 'antd';
import { useState } from 'react';
import { address, Refused } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Refusal } from '../paper/problems.tsx';
import { Pick } from '../parts/Pick.tsx';
import { useOpen } from './context.ts';
import type { Rules } from './Project.tsx';

const NAMES = { target: '绩效目标表', evaluation: '绩效自评表' } as const;

/** The printed form of what is on the page: looked at in a frame, or fetched as a file. What is wrong is told first. */
export function Printed({ kind, rules }: { readonly kind: keyof typeof NAMES; readonly rules?: Rules }) {
  const { id, year, owner, form: usual, save } = useOpen();
  const [form, setForm] = useState('');
  /** when it was asked for; null: it is not shown */
  const [shown, setShown] = useState<number | null>(null);
  const doing = useDoing();
  const forms = rules?.targets ?? [];
  const chosen = form || forms.find((one) => one.id === usual)?.id || (forms.find((one) => one.year === year) ?? forms[0])?.id || '';
  const path = (format: string): string =>
    `/projects/${id}/${kind}?${new URLSearchParams({ year: String(year), format, ...(kind === 'target' ? { form: chosen } : {}) })}`;
  /** All that was typed is saved first; what keeps the form from being made is told here, not in the frame. */
  const ready = async (format: string): Promise<string> => {
    if (!(await save())) throw new Refused(0, '还有没保存的内容，先处理上面的提示。');
    const answer = await fetch(address(path(format)));
    if (answer.ok) return URL.createObjectURL(await answer.blob());
    const { error = '没有编成，请再试。', detail } = (await answer.json().catch(() => ({}))) as { error?: string; detail?: unknown };
    throw new Refused(answer.status, error, detail);
  };
  const look = () =>
    void doing.run('html', async () => {
      URL.revokeObjectURL(await ready('html'));
      setShown(Date.now());
    });
  const fetched = (format: string) =>
    void doing.run(format, async () => {
      const link = document.createElement('a');
      link.href = await ready(format);
      link.download = `${owner}${year}年${NAMES[kind]}.${format}`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  return (
    <section aria-label={NAMES[kind]}>
      <h2>{NAMES[kind]}</h2>
      <div className="gap">
        {kind === 'target' && (
          <Pick label="表样" options={forms.map((one) => ({ value: one.id, label: one.name }))} value={chosen} onChange={setForm} />
        )}
        <Button loading={doing.busy === 'html'} onClick={look}>
          看{NAMES[kind]}
        </Button>
        <Button loading={doing.busy === 'docx'} onClick={() => fetched('docx')}>
          下载 Word
        </Button>
        <Button loading={doing.busy === 'pdf'} onClick={() => fetched('pdf')}>
          下载 PDF
        </Button>
      </div>
      <Refusal error={doing.error} />
      {shown && !doing.error && <iframe key={shown} className="frame" title={NAMES[kind]} src={address(path('html'))} />}
    </section>
  );
}
