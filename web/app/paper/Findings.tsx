import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import type { Finding, Severity } from '../../../src/check/finding.ts';
import type { Handling } from '../../../src/store/schema.ts';
import { HANDLING_NAMES } from '../../../src/store/work/states.ts';
import { Refused, send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import type { Goal } from '../grid/Grids.tsx';
import { Ask } from '../parts/Ask.tsx';
import { Nothing } from '../parts/States.tsx';
import { Tag, type Tone } from '../parts/Tag.tsx';
import type { CommentPlace, View } from './Paper.tsx';

type Handled = View['findings'][number];

const SEVERITIES: Readonly<Record<Severity, readonly [name: string, tone: Tone]>> = {
  error: ['错误', 'bad'],
  warning: ['疑点', 'warn'],
  info: ['提示', 'plain'],
};
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

const placeOf = ({ places, culprit }: Finding) => places[culprit ?? 0] ?? places[0];
const placeText = (finding: Finding): string => {
  const place = placeOf(finding);
  const words = place?.text ? `“${place.text}”` : '';
  return [place?.table, place?.row, place?.column, words].filter(Boolean).join(' · ');
};
/** The place of a finding as that of a comment. */
function commentPlace(finding: Finding): CommentPlace {
  const { table = null, row = null, column = null, text = '' } = placeOf(finding) ?? {};
  return { table, row, column, text: text.slice(0, 300) };
}

export function Findings(props: {
  readonly view: View;
  readonly reload: () => Promise<void>;
  readonly comment: (at: CommentPlace) => void;
  /** leads to the cell that a finding comes from */
  readonly show: (at: Goal) => void;
}) {
  const { findings, verbs, editions } = props.view;
  const [shown, setShown] = useState<'open' | 'all'>('open');
  if (editions[0]?.checked === null && findings.length === 0)
    return <Nothing>{verbs.includes('check') ? '还没有校验。点“校验”，几秒钟后这里列出问题。' : '没有可看的问题。'}</Nothing>;
  const own = findings
    .filter(({ handling }) => shown === 'all' || (handling !== 'mended' && handling !== 'accepted'))
    .sort((a, b) => ORDER.indexOf(a.finding.severity) - ORDER.indexOf(b.finding.severity));
  return (
    <>
      <div className="gap">
        <Segmented
          aria-label="显示"
          options={[
            { value: 'open', label: '要处理的和放行的' },
            { value: 'all', label: `全部（${findings.length}）` },
          ]}
          value={shown}
          onChange={(value) => setShown(value as 'open' | 'all')}
        />
      </div>
      {own.length === 0 && <Nothing>{verbs.includes('submit') ? '没有问题，可以报送。' : '没有要处理的问题。'}</Nothing>}
      {own.map((one) => (
        <Entry key={one.id} one={one} {...props} />
      ))}
    </>
  );
}

function Entry({
  one,
  view,
  reload,
  comment,
  show,
}: {
  one: Handled;
  view: View;
  reload: () => Promise<void>;
  comment: (at: CommentPlace) => void;
  show: (at: Goal) => void;
}) {
  const { id, finding, handling, reason } = one;
  const doing = useDoing();
  const [name, tone] = SEVERITIES[finding.severity];
  const handle = async (next: Handling, why: string) => {
    await send('put', `/papers/${view.paper.id}/findings/${id}`, { handling: next, reason: why });
    await reload();
  };
  const origin = async () => {
    const { cells } = await send<{ cells: readonly Goal[] }>('get', `/papers/${view.paper.id}/findings/${id}/origin`);
    if (!cells[0]) throw new Refused(0, '这一处不是直接由哪一格得出的，请在“文本和批注”里对照原文查找。');
    show(cells[0]);
  };
  const may = view.verbs.includes('handle') && handling !== 'mended';
  return (
    <article className="entry" aria-label={finding.title}>
      <div className="gap">
        <Tag tone={tone}>{name}</Tag>
        <strong>{finding.title}</strong>
        <span className="quiet">{placeText(finding)}</span>
        <Tag tone={handling === 'waived' ? 'busy' : handling === 'mended' ? 'good' : 'plain'}>{HANDLING_NAMES[handling]}</Tag>
      </div>
      <p>{finding.message}</p>
      {finding.suggestion && <p>怎样改：{finding.suggestion}</p>}
      {finding.basis && <p className="quiet">依据：{finding.basis}</p>}
      {reason && (
        <p>
          <strong>理由：</strong>
          {reason}
        </p>
      )}
      <div className="gap">
        {may && handling !== 'waived' && (
          <Ask label="放行" title="放行这个问题" hint="为什么不改，审核人看得到" act={(why) => handle('waived', why)} />
        )}
        {may && handling === 'open' && finding.severity !== 'error' && (
          <Button loading={doing.busy === 'accept'} onClick={() => void doing.run('accept', () => handle('accepted', ''))}>
            已知道，不用改
          </Button>
        )}
        {may && handling !== 'open' && (
          <Button loading={doing.busy === 'open'} onClick={() => void doing.run('open', () => handle('open', ''))}>
            重新打开
          </Button>
        )}
        {view.verbs.includes('save') && handling !== 'mended' && (
          <Button loading={doing.busy === 'origin'} onClick={() => void doing.run('origin', origin)}>
            到填报处
          </Button>
        )}
        {view.verbs.includes('comment') && <Button onClick={() => comment(commentPlace(finding))}>在这里批注</Button>}
      </div>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </article>
  );
}
