import type { CodeRow } from '../../lexicon/code-row.ts';
import { validIn } from '../../lexicon/code-row.ts';
import type { Sources } from './candidates.ts';
import { STEP } from './figures.ts';

/** A functional 项 that lines may stand at; without a code: the paper prints none. */
export interface FunctionChoice {
  readonly code: string | undefined;
  readonly name: string;
  readonly unit: 'agency' | 'institution' | null;
  /** it bears what keeps a unit running (行政运行, 住房公积金 …), no projects */
  readonly running: boolean;
  /** how unusual an economic 款 of basic expenditure is here */
  costFor(economic: string | undefined): number;
}

/** Steps by which rounded parts may differ from their sum: less is no lost row. */
export const ROUNDING = 10;

/** Codes whose printed 项 do not make them up: rows were lost, or only the class is printed. */
function shortCodes({ figures }: Sources): string[] {
  const most = new Map<string, number>();
  for (const { dims, fen } of figures) if (dims.function) most.set(dims.function, Math.max(most.get(dims.function) ?? 0, fen));
  const leaves = [...most].filter(([code]) => code.length === 7);
  return [...most].flatMap(([code, fen]) => {
    if (code.length === 7) return [];
    const below = leaves.reduce((sum, [leaf, own]) => (leaf.startsWith(code) ? sum + own : sum), 0);
    return fen > below + ROUNDING * STEP ? [code] : [];
  });
}

/** The 项 that a paper prints, and where they do not make up what stands above them, all others there. */
export function functionChoices(sources: Sources): FunctionChoice[] {
  const { figures, codes, paper } = sources;
  const year = paper.identity.year ?? undefined;
  const printed = new Set(figures.flatMap(({ dims, fen }) => (fen > 0 && dims.function?.length === 7 ? [dims.function] : [])));
  const short = shortCodes(sources);
  const missing = codes.functional.rows.filter(
    (row: CodeRow) =>
      row.level === 3 &&
      !printed.has(row.code) &&
      (year === undefined || validIn(row, year)) &&
      short.some((code) => row.code.startsWith(code)),
  );
  const found = [...printed, ...missing.map(({ code }) => code)].sort();
  const choices = found.map((code): FunctionChoice => {
    const name = codes.functional.byCode(code, year)?.name ?? codes.functional.byCode(code)?.name ?? '';
    const own = codes.usual.filter((row) => row.name === name);
    const extra = printed.has(code) ? 0 : 4;
    return {
      code,
      name,
      unit: own[0]?.unit ?? null,
      running: own.length > 0,
      costFor(economic) {
        const usual = codes.usual.filter((row) => row.economic === economic);
        if (usual.length > 0) return extra + (usual.some((row) => row.name === name) ? 0 : 30);
        return extra + (own.some((row) => row.economic === '*') ? 1 : own.length > 0 ? 25 : 8);
      },
    };
  });
  return choices.length > 0 ? choices : [{ code: undefined, name: '', unit: null, running: false, costFor: () => 0 }];
}
