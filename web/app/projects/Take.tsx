import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { TakeView } from '../../../src/server/v1/take.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import './projects.css';

const WHAT = { new: '新加', changed: '替换', same: '相同，不变', left: '不变' } as const;

/** 带入文本: the projects of the store laid over those of a paper's plan, after what that changes was shown. */
export function TakeProjects({ paper, taken }: { readonly paper: string; readonly taken: () => void }) {
  const [view, setView] = useState<TakeView | null>(null);
  const doing = useDoing();
  const look = () => void doing.run('look', async () => setView(await send<TakeView>('get', `/papers/${paper}/projects`)));
  const take = (seen: string) =>
    void doing.run('take', async () => {
      await send('post', `/papers/${paper}/projects`, { seen });
      setView(null);
      taken();
    });
  const changes = view?.projects.some(({ what }) => what === 'new' || what === 'changed') ?? false;
  return (
    <>
      <Button loading={doing.busy === 'look'} onClick={look}>
        带入项目
      </Button>
      {doing.error && !view && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      {view && (
        <Dialog
          title={`带入${view.year}年的项目`}
          ok={changes ? '带入' : '关闭'}
          busy={doing.busy === 'take'}
          close={() => setView(null)}
          finish={changes ? () => take(view.seen) : undefined}
        >
          {view.projects.length === 0 && <p>项目库里没有{view.year}年的项目。先在“项目”里填写。</p>}
          {view.projects.length > 0 && !changes && <p>文本里的项目与项目库相同，没有要带入的。</p>}
          {view.projects.length > 0 && (
            <div className="scroll">
              <table className="list cards">
                <thead>
                  <tr>
                    <th>项目</th>
                    <th>会怎样</th>
                    <th>替换的内容</th>
                    <th>要留意的</th>
                  </tr>
                </thead>
                <tbody>
                  {view.projects.map(({ name, what, changes: parts, notes }) => (
                    <tr key={name}>
                      <td>{name}</td>
                      <td>{WHAT[what]}</td>
                      <td data-name="替换">{parts.join('、')}</td>
                      <td>{notes.join('；')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <p className="quiet">按科目的支出明细是文本自己的，不会改动。</p>
          {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        </Dialog>
      )}
    </>
  );
}
