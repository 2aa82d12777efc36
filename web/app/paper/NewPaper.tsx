import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { useSession } from '../session/session.ts';
import { FromLast, FromNothing } from './begin.tsx';
import { Refusal } from './problems.tsx';
import { Upload } from './Upload.tsx';

/** A new paper: from last year's, from nothing, or from a workbook that was filled in, which is checked at once. */
export default function NewPaper() {
  const { session } = useSession();
  const organisations = useRead<Organisation[]>('/organisations');
  const [chosen, setChosen] = useState('');
  const doing = useDoing();
  const go = useNavigate();
  const take = (organisation: string, file: File) =>
    doing.run('create', async () => {
      const query = new URLSearchParams({ organisation, file: file.name });
      const { id } = await send<{ id: string }>('post', `/papers?${query}`, file);
      // the paper is there: what the check finds wrong is told on its page
      await send('post', `/papers/${id}/check`).catch(() => undefined);
      await go(`/papers/${id}`);
    });
  const begin = (organisation: string, body: object) =>
    void doing.run('begin', async () => {
      const { id } = await send<{ id: string }>('post', `/organisations/${organisation}/papers`, body);
      await go(`/papers/${id}`);
    });
  return (
    <>
      <h1>新建文本</h1>
      <Shown of={organisations}>
        {(known) => {
          const mine = new Set(session.held.flatMap(({ role, organisation }) => (role === 'preparer' ? [organisation] : [])));
          const own = known.filter(({ id, closed }) => mine.has(id) && !closed);
          const organisation = own.find(({ id }) => id === chosen) ?? own[0];
          if (!organisation) return <Nothing>你不是任何单位的编制人。请联系管理员。</Nothing>;
          const { id } = organisation;
          return (
            <>
              <section className="pick gap">
                <span>单位</span>
                <Pick label="单位" options={own.map((one) => ({ value: one.id, label: one.name }))} value={id} onChange={setChosen} />
              </section>
              <FromLast key={`last ${id}`} organisation={organisation} busy={doing.busy !== ''} begin={(body) => begin(id, body)} />
              <FromNothing key={`nothing ${id}`} organisation={organisation} busy={doing.busy !== ''} begin={(body) => begin(id, body)} />
              <section className="pick entry">
                <h2>上传工作簿</h2>
                <div className="gap">
                  <Upload label="上传编制工作簿" primary busy={doing.busy === 'create'} take={(file) => void take(id, file)} />
                </div>
                <p className="quiet">
                  上传填好的编制工作簿（Excel）或计划文件。年度、预算还是决算、用哪套表样，都从文件里读。空白工作簿在
                  <a href="/plans">编制</a>
                  页下载。
                </p>
              </section>
              {doing.busy && <p role="status">正在读取，一般要几秒钟……</p>}
              <Refusal error={doing.error} />
            </>
          );
        }}
      </Shown>
    </>
  );
}
