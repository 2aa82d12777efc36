import { useEffect, useState } from 'react';
import type { Reminder } from '../../../src/store/query/reminder.ts';
import { send } from '../api/client.ts';

/** How many things wait for who is logged in, asked again on each page; null: nobody may ask yet. Without an answer the count stays. */
export function useWaiting(page: string | null): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (page === null) return;
    let current = true;
    send<Reminder[]>('get', '/reminders').then(
      (found) => current && setCount(found.length),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [page]);
  return count;
}
