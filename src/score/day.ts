/** First and last day that a date may mean, as 2025-01-31. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The days of “2025年12月31日前”, “2025年6月底”, “2025年”; null where no year is told, or the text is no date. */
export function parseDay(text: string): DayRange | null {
  const match = /^(20\d\d)年(?:(\d{1,2})月份?)?(?:(\d{1,2})[日号])?(底|末|前|之前|以前|内|底前|末前)?/.exec(text.replace(/\s+/g, ''));
  if (!match) return null;
  const [, year = '', month, day, tail] = match;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const m = two(Number(month));
  if (day !== undefined) return { first: `${year}-${m}-${two(Number(day))}`, last: `${year}-${m}-${two(Number(day))}` };
  const end = `${year}-${m}-31`;
  return { first: tail?.startsWith('底') || tail?.startsWith('末') ? end : `${year}-${m}-01`, last: end };
}
