const clean = (_key: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value);

/** Plain data without what PostgreSQL keeps neither in text nor in JSON, and what any file may hold: NUL, halves of surrogate pairs. */
export const storable = <T>(value: T): T => JSON.parse(JSON.stringify(value, clean)) as T;
