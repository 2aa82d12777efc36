import type { ReactNode } from 'react';
import type { DifferenceView } from '../../../src/server/v1/publication.ts';
import { Nothing } from '../parts/States.tsx';
import { changeId } from './steps.ts';

type Change = DifferenceView['lines'][number];
type Side = 'before' | 'after';

const KINDS = { same: '', changed: '改', added: '增', removed: '删' } as const;
const EMPTY = '　';

/** The paper before and now, line by line; rows of a table below its title. */
export function Lines({ lines, only, at }: { readonly lines: readonly Change[]; readonly only: boolean; readonly at: number }) {
  let count = 0;
  let table: string | null = null;
  const rows: ReactNode[] = [];
  for (const [index, change] of lines.entries()) {
    const number = change.kind === 'same' ? -1 : count++;
    if (only && number < 0) continue;
    const own = (change.after ?? change.before)!.table;
    if (own !== null && own !== table)
      rows.push(
        <tr key={`table ${index}`} className="of">
          <th scope="colgroup" colSpan={3}>
            {own || '表'}
          </th>
        </tr>,
      );
    table = own;
    rows.push(<Row key={index} change={change} number={number} now={number >= 0 && number === at} />);
  }
  if (rows.length === 0) return <Nothing>文字和表格没有变动。</Nothing>;
  return (
    <table className="sides">
      <thead>
        <tr>
          <th>
            <span className="unseen">变动</span>
          </th>
          <th>原来</th>
          <th>现在</th>
        </tr>
      </thead>
      <tbody>{rows}</tbody>
    </table>
  );
}

function Row({ change, number, now }: { readonly change: Change; readonly number: number; readonly now: boolean }) {
  const { kind } = change;
  return (
    <tr id={number < 0 ? undefined : changeId(number)} className={`${kind}${now ? ' now' : ''}`} aria-current={now || undefined}>
      <td>{kind !== 'same' && <span className={`sign ${kind}`}>{KINDS[kind]}</span>}</td>
      <td>
        <Content change={change} side="before" />
      </td>
      <td>
        <Content change={change} side="after" />
      </td>
    </tr>
  );
}

/** What one side says; what the other does not say is struck out, or underlined. */
function Content({ change, side }: { readonly change: Change; readonly side: Side }) {
  const line = change[side];
  if (!line) return null;
  const Mark = side === 'before' ? 'del' : 'ins';
  if (line.table === null) {
    if (change.kind === 'same') return line.cells[0];
    const hidden = side === 'before' ? 'added' : 'removed';
    const parts = change.parts ?? [[side === 'before' ? 'removed' : 'added', line.cells[0] ?? ''] as const];
    return parts
      .filter(([part]) => part !== hidden)
      .map(([part, text], index) => {
        const key = `${index} ${part}`;
        return part === 'same' ? <span key={key}>{text}</span> : <Mark key={key}>{text}</Mark>;
      });
  }
  const other = change[side === 'before' ? 'after' : 'before'];
  return line.cells.map((text, column) => {
    const differs = change.kind !== 'same' && other?.cells[column] !== text;
    const key = `${column} ${text}`;
    return (
      <span key={key} className="cell">
        {differs ? <Mark>{text || EMPTY}</Mark> : text || EMPTY}
      </span>
    );
  });
}
