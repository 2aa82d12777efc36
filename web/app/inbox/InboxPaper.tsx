import { Alert, Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { paperKind } from '../../../src/server/words.ts';
import { address, send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Shown } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { timeOf } from '../parts/words.ts';
import { ACCEPT } from './files.ts';
import './inbox.css';
import { Findings } from './Findings.tsx';
import { type At, Source } from './Source.tsx';
import { isBusy, mainPlace, stateOf, type Version, type View } from './words.ts';

/** Milliseconds between two looks at what is being checked. */
const LOOK = 1000;

/** One received paper: its findings with what was said of them, its pages beside, its versions, what is handed over. */
export default function InboxPaper() {
  const { id = '' } = useParams();
  const view = useRead<View>(`/inbox/${id}`);
  const { value, reload } = view;
  useEffect(() => {
    if (!value?.versions.some(({ state, compared }) => isBusy(state) || (state === 'checked' && compared === 'waiting'))) return;
    const timer = setTimeout(() => void reload(), LOOK);
    return () => clearTimeout(timer);
  }, [value, reload]);
  return <Shown of={view}>{(paper) => <Whole key={id} view={paper} reload={reload} />}</Shown>;
}

function Whole({ view, reload }: { readonly view: View; readonly reload: () => Promise<void> }) {
  const { paper, versions, findings } = view;
  const newest = versions[0]!;
  const checked = versions.find(({ state }) => state === 'checked');
  const open = findings.filter(({ handling }) => handling === 'open').length;
  const [state, tone] = stateOf(newest.state, open);
  const [at, setAt] = useState<At | null>(null);
  /** what a phone shows: there is no room for both */
  const [side, setSide] = useState<'findings' | 'source'>('findings');
  const report = checked?.report;
  return (
    <div className="one">
      <div className="head">
        <h1>{newest.file}</h1>
        <Tag tone={tone}>{state}</Tag>
        <span className="quiet">
          第 {newest.number} 版{report && ` · ${report.organisation ?? ''} ${paperKind(report)}`}
        </span>
      </div>
      <Actions view={view} checked={checked} reload={reload} />
      <Versions id={paper.id} versions={versions} />
      <Progress view={view} />
      {checked && (
        <>
          <Changes view={view} number={checked.number} />
          <div className="gap sides">
            <Segmented
              aria-label="看什么"
              options={[
                { value: 'findings', label: '问题' },
                { value: 'source', label: '原文' },
              ]}
              value={side}
              onChange={(value) => setSide(value as 'findings' | 'source')}
            />
          </div>
          <div className={`both ${side}`}>
            <Source
              view={view}
              version={checked}
              at={at}
              press={(finding, place) => {
                setAt({ finding, place });
                setSide('findings');
              }}
            />
            <Findings
              view={view}
              number={checked.number}
              at={at}
              reload={reload}
              show={(finding, place) => {
                const found = findings.find((one) => one.id === finding);
                setAt({ finding, place: place ?? (found ? mainPlace(found.finding) : 0) });
                // a place that was asked for is to be seen
                if (place !== null) setSide('source');
              }}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** What can be done with it; what is refused is told under the buttons. */
function Actions({
  view,
  checked,
  reload,
}: {
  readonly view: View;
  readonly checked: Version | undefined;
  readonly reload: () => Promise<void>;
}) {
  const { id } = view.paper;
  const newest = view.versions[0]!;
  const input = useRef<HTMLInputElement>(null);
  const doing = useDoing();
  const go = useNavigate();
  const then = (name: string, act: () => Promise<unknown>) =>
    void doing.run(name, async () => {
      await act();
      await reload();
    });
  const replace = (file: File) =>
    then('version', () => send('post', `/inbox/${id}/versions?${new URLSearchParams({ file: file.name })}`, file));
  const takesNotes = ['pdf', 'docx', 'xlsx'].includes(checked?.report?.format ?? '');
  return (
    <section aria-label="可以做的事">
      <div className="gap">
        <Button type="primary" loading={doing.busy === 'version'} onClick={() => input.current?.click()}>
          上传新版本
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="上传新版本"
          accept={ACCEPT}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file) replace(file);
          }}
        />
        {checked && (
          <>
            <Button href={address(`/inbox/${id}/report?format=docx`)}>校验报告（Word）</Button>
            <Button href={address(`/inbox/${id}/report?format=xlsx`)}>问题清单（Excel）</Button>
            {takesNotes && <Button href={address(`/inbox/${id}/annotated`)}>带批注的文件</Button>}
          </>
        )}
        {!isBusy(newest.state) && (
          <Button loading={doing.busy === 'check'} onClick={() => then('check', () => send('post', `/inbox/${id}/check`))}>
            再校验一次
          </Button>
        )}
        <Button onClick={() => void go('/inbox')}>回到收件箱</Button>
      </div>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </section>
  );
}

/** What is under way or failed with the newest version; what is shown below then is of the one before. */
function Progress({ view: { versions, ahead } }: { readonly view: View }) {
  const { state, number, error } = versions[0]!;
  const earlier = versions.length > 1 && versions.some((one) => one.state === 'checked') ? '下面是上一版的结果。' : '';
  if (state === 'failed')
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={`第 ${number} 版没有校验成：${error}`}
        description={`改好文件后点“上传新版本”。${earlier}`}
      />
    );
  if (!isBusy(state)) return null;
  return (
    <p role="status" className="entry">
      {state === 'checking'
        ? `正在校验第 ${number} 版，一般要几秒钟……`
        : `第 ${number} 版等候校验${ahead > 0 ? `，前面还有 ${ahead} 份` : ''}……`}
      <span className="quiet">可以离开这个页面，校验会继续。{earlier}</span>
    </p>
  );
}

/** What the version that was checked last changed. */
function Changes({ view: { findings, versions, others }, number }: { readonly view: View; readonly number: number }) {
  const count = (test: (one: View['findings'][number]) => boolean): number => findings.filter(test).length;
  const mended = count((one) => one.mended === number && one.first < number);
  const fresh = count((one) => one.first === number && one.mended === null);
  const still = count((one) => one.first < number && one.mended === null);
  const compared = versions.find(({ state }) => state === 'checked')?.compared;
  return (
    <>
      {number > 1 && (
        <p className="entry" role="status">
          第 {number} 版与上一版相比：<strong>改正 {mended} 个</strong>，还在 {still} 个，
          <strong className={fresh > 0 ? 'late' : ''}>新出现 {fresh} 个</strong>。
        </p>
      )}
      {others.length > 0 && compared === 'failed' && (
        <Alert type="warning" showIcon title="同一单位的文本太多或太大，没有能互相核对。可以删去不用的文本，再校验一次。" />
      )}
    </>
  );
}

function Versions({ id, versions }: { readonly id: string; readonly versions: readonly Version[] }) {
  return (
    <details className="versions" open={!versions.some(({ state }) => state === 'checked')}>
      <summary>各版本和校验值（{versions.length}）</summary>
      <div className="scroll">
        <table className="list cards">
          <thead>
            <tr>
              <th>版本</th>
              <th>文件</th>
              <th>收到</th>
              <th>校验</th>
              <th>SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ number, file, received, by, state, error, checked, sha256 }) => (
              <tr key={number}>
                <td>第 {number} 版</td>
                <td>
                  <a href={address(`/inbox/${id}/versions/${number}/file`)}>{file}</a>
                </td>
                <td data-name="收到">
                  {timeOf(received)} {by}
                </td>
                <td data-name="校验">{state === 'checked' && checked ? timeOf(checked) : error || stateOf(state, 0)[0]}</td>
                <td data-name="SHA-256">
                  <code>{sha256}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
