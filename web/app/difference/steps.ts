import { useCallback, useEffect, useState } from 'react';

/** The mark of the n-th change on the page. */
export const changeId = (n: number): string => `change-${n}`;

/** Which of so many changes is looked at, -1 for none; J and K go to the next and the one before. */
export function useSteps(count: number) {
  const [at, setAt] = useState(-1);
  const go = useCallback((next: number) => {
    setAt(next);
    const behaviour = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    requestAnimationFrame(() => document.getElementById(changeId(next))?.scrollIntoView({ block: 'center', behavior: behaviour }));
  }, []);
  const move = useCallback(
    (by: number) => {
      if (count > 0) go(at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count);
    },
    [at, count, go],
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'j' || event.key === 'J') move(1);
      if (event.key === 'k' || event.key === 'K') move(-1);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [move]);
  return { at, count, go, move };
}
