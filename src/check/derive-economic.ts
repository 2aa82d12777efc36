import type { Fact } from '../fact/fact.ts';
import type { Reading, Statement } from '../form/reading.ts';

/** A list statement of Reading.statements. */
export type ListStatement = Extract<Statement, { kind: 'list' }>;

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  personnel: ['301', '303'],
  public: ['302', '307', '310'],
  basic: ['301', '302', '303', '307', '310'],
};

/** Economic classes that a whole is made of: of its own class, or of its nature; [] where it is divided otherwise. */
export const classesUnder = (whole: Fact): readonly string[] =>
  whole.dims.economic?.length === 3 ? [whole.dims.economic] : whole.dims.economic ? [] : (CLASSES[whole.dims.nature ?? ''] ?? []);

/** The rows of the paper's table of economic items, 款 by 款, with money in them, under the given classes: largest figure of each row. */
export function economicRows(reading: Reading, whole: Fact, classes: readonly string[]): Map<string, Fact> {
  const tables = new Map<string, Map<string, Fact>>();
  for (const fact of reading.facts) {
    const code = fact.dims.economic;
    if (
      fact.where.node !== 'table' ||
      fact.concept !== 'expenditure' ||
      fact.kind !== 'money' ||
      code?.length !== 5 ||
      !classes.includes(code.slice(0, 3))
    )
      continue;
    if (
      fact.value <= 0 ||
      fact.dims.measure ||
      fact.dims.nature === 'project' ||
      fact.dims.year !== whole.dims.year ||
      fact.dims.stage !== whole.dims.stage
    )
      continue;
    const table = fact.where.table ?? '';
    const rows = tables.get(table) ?? new Map<string, Fact>();
    if ((rows.get(code)?.value ?? 0) < fact.value) rows.set(code, fact);
    tables.set(table, rows);
  }
  return [...tables.values()].sort((a, b) => b.size - a.size)[0] ?? new Map();
}

/** What a list with amounts leaves out of its whole: rows of the table that no item names and no item of an unknown name equals. */
export function omittedRows(
  reading: Reading,
  { whole: w, items, named, open }: ListStatement,
): { whole: Fact; parts: Fact[]; omitted: Fact[]; gap: number } | null {
  const whole = reading.facts[w];
  const parts = items.flatMap((id) => reading.facts[id] ?? []);
  if (
    !whole ||
    named ||
    open ||
    parts.length === 0 ||
    parts.some((part) => part.dims.economic === undefined || part.dims.economic.length === 3)
  )
    return null;
  const slack = parts.reduce((sum, part) => sum + part.half, whole.half);
  const gap = whole.value - parts.reduce((sum, part) => sum + part.value, 0);
  if (gap <= slack) return null;
  const codes = new Set(parts.map((part) => part.dims.economic));
  const unknown = parts.filter((part) => part.dims.economic === 'unknown').map((part) => part.value);
  const omitted: Fact[] = [];
  for (const [code, row] of economicRows(reading, whole, classesUnder(whole))) {
    if (codes.has(code)) continue;
    const same = unknown.indexOf(row.value);
    if (same >= 0) unknown.splice(same, 1);
    else omitted.push(row);
  }
  // more unknown labels than rows: which row a label means cannot be told
  const sum = omitted.reduce((total, row) => total + row.value, 0);
  return omitted.length > 0 && sum - gap <= Math.max(slack * 4, whole.value / 50) ? { whole, parts, omitted, gap } : null;
}
