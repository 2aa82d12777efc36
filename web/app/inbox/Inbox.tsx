import { Alert, Button, Input, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { paperKind } from '../../../src/server/words.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { address, send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { Open } from '../parts/StateTag.tsx';
import { Tag } from '../parts/Tag.tsx';
import { timeOf } from '../parts/words.ts';
import { useSession } from '../session/session.ts';
import { Drop } from './Drop.tsx';
import './inbox.css';
import { type Entry, inboxesOf, isBusy, stateOf } from './words.ts';

/** Milliseconds between two looks at what is being checked. */
const LOOK = 1500;

type Which = 'all' | 'open' | 'busy' | 'done' | 'failed';
const WHICH: readonly (readonly [which: Which, name: string, test: (entry: Entry) => boolean])[] = [
  ['all', '全部', () => true],
  ['open', '待处理', ({ state, counts }) => state === 'checked' && counts.open > 0],
  ['done', '已处理', ({ state, counts }) => state === 'checked' && counts.open === 0],
  ['busy', '等候和校验中', ({ state }) => isBusy(state)],
  ['failed', '无法校验', ({ state }) => state === 'failed'],
];

const about = ({ state, told }: Entry): string => (state === 'checked' ? `${told.organisation ?? ''} ${paperKind(told)}`.trim() : '');

/** Papers of others that were received to be checked. */
export default function Inbox() {
  const { session } = useSession();
  const own = inboxesOf(session);
  const [place, setPlace] = useState(own[0] ?? '');
  const organisations = useRead<Organisation[]>('/organisations');
  const papers = useRead<Entry[]>(`/inbox?organisation=${place}`);
  const { value, reload } = papers;
  useEffect(() => {
    if (!value?.some(({ state }) => isBusy(state))) return;
    const timer = setTimeout(() => void reload(), LOOK);
    return () => clearTimeout(timer);
  }, [value, reload]);
  const nameOf = (id: string): string => organisations.value?.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <div className="head">
        <h1>收件箱</h1>
        {own.length > 1 ? (
          <Pick label="哪个单位的收件箱" options={own.map((id) => ({ value: id, label: nameOf(id) }))} value={place} onChange={setPlace} />
        ) : (
          <span className="quiet">{nameOf(place)}收到的文本，只有本单位的人看得到</span>
        )}
        {value?.some(({ state }) => state === 'checked') && (
          <Button href={address(`/inbox-report?organisation=${place}`)}>下载全部问题清单</Button>
        )}
      </div>
      <Drop organisation={place} sent={reload} key={place}>
        <Shown of={papers}>{(entries) => <List entries={entries} reload={reload} />}</Shown>
      </Drop>
    </>
  );
}

function List({ entries, reload }: { readonly entries: readonly Entry[]; readonly reload: () => Promise<void> }) {
  const [which, setWhich] = useState<Which>('all');
  const [words, setWords] = useState('');
  const [removed, setRemoved] = useState<Entry | null>(null);
  const doing = useDoing();
  if (entries.length === 0)
    return (
      <Nothing>
        还没有收到文本。上传别的单位公开或报来的预算、决算文本，几秒钟后列出每份的问题；改好的新版本再传上来，就知道改了哪些。
      </Nothing>
    );
  const busy = entries.filter(({ state }) => isBusy(state)).length;
  const said = words.trim().split(/\s+/);
  const shown = entries
    .filter(WHICH.find(([one]) => one === which)![2])
    .filter((entry) => said.every((word) => `${entry.file} ${about(entry)}`.includes(word)));
  const remove = async ({ id }: Entry) => {
    if (await doing.run(id, () => send('delete', `/inbox/${id}`))) setRemoved(null);
    await reload();
  };
  return (
    <>
      {busy > 0 && (
        <p role="status">
          正在校验：还有 {busy} 份，共 {entries.length} 份{' '}
          <progress value={entries.length - busy} max={entries.length} aria-label="校验进度" />
          <span className="quiet"> 可以离开这个页面，校验会继续。</span>
        </p>
      )}
      <div className="gap">
        <Segmented
          aria-label="状态"
          options={WHICH.map(([value, name, test]) => ({ value, name, count: entries.filter(test).length }))
            .filter(({ value, count }) => count > 0 || value === which)
            .map(({ value, name, count }) => ({ value, label: `${name}（${count}）` }))}
          value={which}
          onChange={(value) => setWhich(value as Which)}
        />
        <Input.Search
          aria-label="查找"
          placeholder="查找文件、单位、年度"
          allowClear
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 240 }}
        />
      </div>
      {shown.length === 0 && <Nothing>没有符合条件的文本。换一个状态，或者清空查找。</Nothing>}
      {shown.length > 0 && (
        <div className="scroll">
          <table className="list cards">
            <thead>
              <tr>
                <th>文件</th>
                <th>文本</th>
                <th>状态</th>
                <th>要改正的</th>
                <th>已改正</th>
                <th>收到</th>
                <th>操作</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => {
                const [state, tone] = stateOf(entry.state, entry.counts.open);
                return (
                  <tr key={entry.id}>
                    <td className="file">
                      <Link to={`/inbox/${entry.id}`}>{entry.file}</Link>
                      {entry.number > 1 && <span className="quiet"> 第 {entry.number} 版</span>}
                    </td>
                    <td>{about(entry)}</td>
                    <td>
                      <Tag tone={tone}>{state}</Tag>
                      {entry.error && <div className="quiet">{entry.error}</div>}
                    </td>
                    <td data-name="要改正的">{entry.state === 'checked' && <Open open={entry.counts} />}</td>
                    <td data-name="已改正">{entry.counts.mended > 0 ? entry.counts.mended : ''}</td>
                    <td data-name="收到">
                      {timeOf(entry.received)} {entry.by}
                    </td>
                    <td>
                      <Button size="small" onClick={() => setRemoved(entry)} aria-label={`删除 ${entry.file}`}>
                        删除
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {removed && (
        <Dialog
          title="删除这份文本"
          ok="删除"
          danger
          busy={doing.busy !== ''}
          close={() => setRemoved(null)}
          finish={() => void remove(removed)}
        >
          <p>“{removed.file}”的各个版本、问题和处理都会删除，不能恢复。日志里留有文件的校验值。</p>
          {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        </Dialog>
      )}
    </>
  );
}
