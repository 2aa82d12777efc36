import type { State } from '../../../src/store/schema.ts';
import { STATE_NAMES } from '../../../src/store/work/states.ts';
import { Tag, type Tone } from './Tag.tsx';
import { leftOf } from './words.ts';

const COLOURS: Readonly<Record<State, Tone>> = {
  draft: 'plain',
  submitted: 'busy',
  returned: 'warn',
  approved: 'good',
  published: 'good',
  corrected: 'plain',
  withdrawn: 'bad',
};

export const StateTag = ({ state }: { readonly state: State }) => <Tag tone={COLOURS[state]}>{STATE_NAMES[state]}</Tag>;

/** The days that are left to publish; nothing where they are not counted. */
export function Left({ paper }: { readonly paper: { readonly approved_on: string | null; readonly deadline: string | null } }) {
  const left = paper.deadline === null ? null : leftOf(paper.approved_on);
  return left && <span className={left.late ? 'late' : ''}>{`${left.text}（${paper.deadline}）`}</span>;
}

export function Open({ open }: { readonly open: { readonly error: number; readonly warning: number; readonly info: number } }) {
  const parts = [
    [open.error, '错误', 'late'],
    [open.warning, '疑点', ''],
    [open.info, '提示', 'quiet'],
  ] as const;
  const some = parts.filter(([count]) => count > 0);
  if (some.length === 0) return <span className="quiet">没有</span>;
  return some.map(([count, name, className]) => (
    <span key={name} className={className}>
      {name} {count}{' '}
    </span>
  ));
}
