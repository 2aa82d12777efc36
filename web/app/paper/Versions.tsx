import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { EditionView } from '../../../src/store/work/read.ts';
import { address } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Nothing, Shown } from '../parts/States.tsx';
import { StateTag } from '../parts/StateTag.tsx';
import type { View } from './Paper.tsx';
import { Proof } from './Proof.tsx';

const sizeText = (bytes: number): string => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** All versions; those that were published with their files and checksums. */
export function Versions(props: {
  readonly paper: string;
  readonly editions: View['editions'];
  /** where papers are read from here */
  readonly home: '/papers' | '/published';
}) {
  const { paper, editions, home } = props;
  return editions.map(({ number, state, published_on, reason, correction, withdrawn_on }) => (
    <section key={number} className="entry" aria-label={`第 ${number} 版`}>
      <div className="gap">
        <strong>第 {number} 版</strong>
        <StateTag state={state} />
        {published_on && <span>{published_on} 公开</span>}
      </div>
      {correction && (
        <p>
          <strong>勘误说明：</strong>
          {correction}
          {published_on && state !== 'withdrawn' && (
            <>
              {' '}
              <Link to={`${home}/${paper}/difference?with=version&number=${number}`}>看改了什么</Link>
            </>
          )}
        </p>
      )}
      {reason && (
        <p>
          <strong>{state === 'withdrawn' ? `撤回原因${withdrawn_on ? `（${withdrawn_on} 撤回）` : ''}` : '退回原因'}：</strong>
          {reason}
        </p>
      )}
      {published_on ? <Files paper={paper} number={number} withdrawn={state === 'withdrawn'} /> : <Nothing>还没有公开。</Nothing>}
    </section>
  ));
}

function Files({ paper, number, withdrawn }: { readonly paper: string; readonly number: number; readonly withdrawn: boolean }) {
  const view = useRead<EditionView>(`/papers/${paper}/versions/${number}`);
  const [proof, setProof] = useState(false);
  return (
    <Shown of={view}>
      {({ files, manifest, signature }) => (
        <>
          <div className="scroll">
            <table className="list cards">
              <thead>
                <tr>
                  <th>文件</th>
                  <th>大小</th>
                  <th>SHA-256 校验值</th>
                </tr>
              </thead>
              <tbody>
                {files.map(({ name, size, sha256 }) => (
                  <tr key={name}>
                    <td>
                      {withdrawn ? (
                        name
                      ) : (
                        <a href={address(`/papers/${paper}/versions/${number}/files/${encodeURIComponent(name)}`)}>{name}</a>
                      )}
                    </td>
                    <td data-name="大小">{sizeText(size)}</td>
                    <td>
                      <code>{sha256}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p>
            <Button size="small" onClick={() => setProof(!proof)} aria-expanded={proof}>
              {proof ? '收起清单和签名' : '清单和签名'}
            </Button>
          </p>
          {proof && manifest && signature && <Proof paper={paper} number={number} manifest={manifest} signature={signature} />}
        </>
      )}
    </Shown>
  );
}
