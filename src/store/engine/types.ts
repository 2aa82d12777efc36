/** Types that both engines would give differently, by PostgreSQL's number: int8 as a safe integer, date as its own text (a day has no zone). */
const INT8 = 20;
const DATE = 1082;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer`);
  return value;
}

export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = { [INT8]: safeInteger, [DATE]: (text) => text };
