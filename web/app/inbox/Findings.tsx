import { Alert, Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Severity } from '../../../src/check/finding.ts';
import type { Handling } from '../../../src/store/schema.ts';
import { HANDLING_NAMES } from '../../../src/store/work/states.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Ask } from '../parts/Ask.tsx';
import { Nothing } from '../parts/States.tsx';
import { Tag, type Tone } from '../parts/Tag.tsx';
import type { At } from './Source.tsx';
import { type Found, mainPlace, type View, whereWords } from './words.ts';

const SEVERITIES: Readonly<Record<Severity, readonly [name: string, tone: Tone]>> = {
  error: ['错误', 'bad'],
  warning: ['疑点', 'warn'],
  info: ['提示', 'plain'],
};
const TONES: Readonly<Record<Handling, Tone>> = { open: 'plain', accepted: 'busy', mended: 'good', waived: 'busy' };
/** Places that are told before somebody asks for the rest. */
const SHOWN_PLACES = 4;

type Which = 'todo' | 'fresh' | 'waived' | 'mended' | 'all';

const isFresh = ({ first, mended }: Found, number: number): boolean => number > 1 && first === number && mended === null;

/** Every filter that has findings, the first always. */
function choices(findings: readonly Found[], number: number) {
  const tests: readonly (readonly [Which, string, (one: Found) => boolean])[] = [
    ['todo', '要改正', ({ handling }) => handling === 'open' || handling === 'accepted'],
    ['fresh', '新出现', (one) => isFresh(one, number)],
    ['waived', '放行', ({ handling }) => handling === 'waived'],
    ['mended', '已改正', ({ handling }) => handling === 'mended'],
    ['all', '全部', () => true],
  ];
  return tests.map(([which, name, test]) => ({ which, name, found: findings.filter(test) }));
}

interface Props {
  readonly view: View;
  /** the version that was checked last */
  readonly number: number;
  readonly at: At | null;
  readonly reload: () => Promise<void>;
  /** `place`: null where only the finding was chosen */
  readonly show: (finding: string, place: number | null) => void;
}

/** The findings with what was said of them. Keys: J and K to the next and the one before, Y, F and R say what becomes of it. */
export function Findings(props: Props) {
  const { view, number, at, show } = props;
  const [which, setWhich] = useState<Which>('todo');
  const list = useRef<HTMLElement>(null);
  const all = choices(view.findings, number);
  const shown = all.find((one) => one.which === which)!.found;
  const chosen = at?.finding;
  // what was pressed on the page is brought into sight, in a list that holds it
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something is chosen: what was handled may leave the list
  useEffect(() => {
    if (chosen !== undefined && !shown.some(({ id }) => id === chosen)) setWhich('all');
  }, [at]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: also in the list that was changed to
  useEffect(() => {
    list.current?.querySelector(`[data-id="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at, which]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const typing = (event.target as Element).closest('input, textarea, select, dialog');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toUpperCase();
      // what was handled may have left the list: its neighbours are still known
      const order = (own: string | undefined): number => view.findings.findIndex(({ id }) => id === own);
      const from = order(chosen);
      const step = { J: shown.find(({ id }) => order(id) > from), K: shown.findLast(({ id }) => order(id) < from) };
      const next = step[key as keyof typeof step];
      if (next) show(next.id, null);
      else list.current?.querySelector<HTMLElement>(`[data-id="${chosen}"] [aria-keyshortcuts="${CSS.escape(key)}"]`)?.click();
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  });
  return (
    <section className="pane found" ref={list} aria-label="问题" tabIndex={-1}>
      <div className="gap filter">
        <Segmented
          aria-label="显示哪些问题"
          options={all
            .filter((one) => one.which === 'todo' || one.found.length > 0)
            .map((one) => ({ value: one.which, label: `${one.name}（${one.found.length}）` }))}
          value={which}
          onChange={(value) => setWhich(value as Which)}
        />
        <span className="quiet keys">键盘：J、K 下一个、上一个，Y 确认，F 放行，R 重新打开</span>
      </div>
      {shown.length === 0 && (
        <Nothing>
          {view.findings.length === 0 ? '没有发现问题。没有发现不等于没有问题：没有能核对的事项写在校验报告里。' : '没有要改正的问题了。'}
        </Nothing>
      )}
      {shown.map((one) => (
        <Entry key={one.id} one={one} current={one.id === chosen} {...props} />
      ))}
    </section>
  );
}

function Entry({ one, current, view, number, reload, show }: Props & { readonly one: Found; readonly current: boolean }) {
  const { id, finding, handling, reason, across, mended } = one;
  const doing = useDoing();
  const [name, tone] = SEVERITIES[finding.severity];
  const [whole, setWhole] = useState(false);
  const handle = async (next: Handling, why: string) => {
    await send('put', `/inbox/${view.paper.id}/findings/${id}`, { handling: next, reason: why });
    await reload();
  };
  const press = (next: Handling) => void doing.run(next, () => handle(next, ''));
  const places = whole ? finding.places : finding.places.slice(0, SHOWN_PLACES);
  return (
    <article className={current ? 'entry current' : 'entry'} data-id={id} aria-label={finding.title} aria-current={current || undefined}>
      <div className="gap">
        <Tag tone={tone}>{name}</Tag>
        <button type="button" className="title" onClick={() => show(id, null)}>
          {finding.title}
        </button>
        <Tag tone={TONES[handling]}>{HANDLING_NAMES[handling]}</Tag>
        {isFresh(one, number) && <Tag tone="warn">新出现</Tag>}
        {mended !== null && <span className="quiet">第 {mended} 版已改正</span>}
      </div>
      <p>{finding.message}</p>
      {finding.suggestion && <p>怎样改：{finding.suggestion}</p>}
      {finding.basis && <p className="quiet">依据：{finding.basis}</p>}
      {reason && (
        <p>
          <strong>{handling === 'waived' ? '放行的理由' : '原来的理由'}：</strong>
          {reason}
          {handling === 'open' && <span className="late">（数变了，请重新看）</span>}
        </p>
      )}
      <ul className="places">
        {places.map((place, index) => {
          const words = `${whereWords(place)}${index === mainPlace(finding) && finding.places.length > 1 && finding.culprit !== null ? '（应改这里）' : ''}`;
          const other = across ? view.others.find((paper) => paper.id === place.file) : undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the places of a finding stay in their order
            <li key={index}>
              {other ? (
                <>
                  <Link to={`/inbox/${other.id}`}>{other.file}</Link> {words}
                </>
              ) : mended === null ? (
                <button type="button" className="place" onClick={() => show(id, index)}>
                  {words}
                </button>
              ) : (
                words
              )}
              {place.text && <span className="quiet"> {place.text}</span>}
            </li>
          );
        })}
        {finding.places.length > places.length && (
          <li>
            <button type="button" className="place" onClick={() => setWhole(true)}>
              共 {finding.places.length} 处，全部列出
            </button>
          </li>
        )}
      </ul>
      {handling !== 'mended' && (
        <div className="gap">
          {handling !== 'accepted' && (
            <Button size="small" aria-keyshortcuts="Y" loading={doing.busy === 'accepted'} onClick={() => press('accepted')}>
              确认要改
            </Button>
          )}
          {handling !== 'waived' && (
            <Ask
              label="放行"
              size="small"
              shortcut="F"
              title="放行这个问题"
              hint="为什么不用改。理由写在交出去的报告里"
              initial={reason}
              act={(why) => handle('waived', why)}
            />
          )}
          {handling !== 'open' && (
            <Button size="small" aria-keyshortcuts="R" loading={doing.busy === 'open'} onClick={() => press('open')}>
              重新打开
            </Button>
          )}
        </div>
      )}
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </article>
  );
}
