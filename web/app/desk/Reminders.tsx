import { Link } from 'react-router';
import type { Reminder, ReminderKind } from '../../../src/store/query/reminder.ts';
import { useRead } from '../api/use.ts';
import { Shown } from '../parts/States.tsx';
import { Tag, type Tone } from '../parts/Tag.tsx';
import { titleOf } from '../parts/words.ts';

const KINDS: Readonly<Record<ReminderKind, readonly [name: string, tone: Tone]>> = {
  overdue: ['超期', 'bad'],
  due: ['要到期', 'warn'],
  failed: ['没有公开成', 'bad'],
  returned: ['退回给我', 'warn'],
  comment: ['批注待答', 'busy'],
  sign: ['等我签字', 'busy'],
  review: ['等我审核', 'busy'],
  publish: ['等我公开', 'good'],
};
const ORDER = Object.keys(KINDS) as ReminderKind[];

/** What waits for me or is late, by kind; nothing where there is nothing. */
export function Reminders() {
  const list = useRead<Reminder[]>('/reminders');
  return (
    <Shown of={list}>
      {(all) => {
        const byKind = Map.groupBy(all, ({ kind }) => kind);
        if (all.length === 0) return null;
        return (
          <section aria-label="提醒" className="reminders">
            {ORDER.filter((kind) => byKind.has(kind)).map((kind) => (
              <Kind key={kind} kind={kind} own={byKind.get(kind)!} />
            ))}
          </section>
        );
      }}
    </Shown>
  );
}

/** Shown one by one; more are told as a number. */
const MOST = 5;

function Kind({ kind, own }: { readonly kind: ReminderKind; readonly own: readonly Reminder[] }) {
  const [name, tone] = KINDS[kind];
  return (
    <details open={own.length <= MOST}>
      <summary>
        <Tag tone={tone}>{name}</Tag> {own.length} 份
      </summary>
      <ul>
        {own.map(({ paper, organisation, year, kindOfPaper, scope, name: of, told }) => (
          <li key={`${paper ?? organisation} ${year} ${kindOfPaper} ${scope}`}>
            <Link to={paper === null ? '/papers/new' : `/papers/${paper}`}>
              {of} {titleOf({ year, kind: kindOfPaper, scope })}
            </Link>
            ：{paper === null ? `还没有开始编，${told}` : told}
          </li>
        ))}
      </ul>
    </details>
  );
}
