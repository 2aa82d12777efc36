import type { FormSetFiles } from '../forms.ts';
import { compilePattern, type Pattern } from './passage-pattern.ts';

export interface ClauseForm {
  readonly id: string;
  readonly pattern: Pattern;
  /** words of this clause are not read by clauses after it */
  readonly hides: boolean;
}

export interface ClaimForm {
  readonly id: string;
  readonly pattern: Pattern;
  readonly near: RegExp | null;
  readonly set: string | null;
}

export interface TableForm {
  readonly id: string;
  readonly needs: readonly string[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly rows: Readonly<Record<string, readonly string[]>>;
  /** words beside which, and under which, a field of the whole table stands */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly below: Readonly<Record<string, readonly string[]>>;
  /** roles that a row has from the row above where it leaves them open */
  readonly carry: readonly string[];
  /** header words that tell another kind of table */
  readonly without: readonly string[];
  readonly total: readonly string[];
  /** headings of several columns together */
  readonly groups: readonly string[];
}

export interface KindWords {
  readonly name: string;
  readonly marks: readonly string[];
  readonly weak: readonly string[];
}

export interface GradeBand {
  readonly grade: string;
  readonly from: number;
  readonly words: readonly string[];
}

/** Words by which indicators and projects are judged. */
export interface EvaluationWords {
  readonly kinds: Readonly<Record<string, KindWords>>;
  readonly grades: readonly GradeBand[];
  readonly misplaced: readonly { readonly words: readonly string[]; readonly under: readonly string[]; readonly belongs: string }[];
  readonly fits: readonly { readonly words: readonly string[]; readonly only: readonly string[] }[];
  /** wrong and right spelling of words of a project's name */
  readonly misspelt: readonly (readonly [wrong: string, right: string])[];
  readonly kin: readonly { readonly project: readonly string[]; readonly item: readonly string[] }[];
}

/** forms/cn/passages/evaluation.yaml, compiled, and the grades of forms/cn/scoring/schemes.yaml. */
export interface PassageForms {
  readonly openings: readonly Pattern[];
  readonly proof: RegExp;
  readonly notName: RegExp;
  readonly clauses: readonly ClauseForm[];
  readonly claims: readonly ClaimForm[];
  readonly funds: Readonly<Record<string, string>>;
  readonly opens: RegExp;
  readonly closes: RegExp;
  readonly tables: readonly TableForm[];
  readonly words: EvaluationWords;
}

type Lists = Readonly<Record<string, readonly string[]>>;
interface RawClause {
  readonly id: string;
  readonly read: string;
  readonly hides?: boolean;
  readonly near?: string;
  readonly set?: string;
}
interface RawProject {
  readonly passage: 'project-evaluation';
  readonly lists: Lists;
  readonly openings: readonly string[];
  readonly proof: string;
  readonly 'not-name': string;
  readonly clauses: readonly RawClause[];
}
interface RawReport {
  readonly passage: 'evaluation-report';
  readonly lists: Lists;
  readonly claims: readonly RawClause[];
  readonly funds: Readonly<Record<string, string>>;
  readonly opens: string;
  readonly closes: string;
}
type RawTable = { readonly table: string; readonly needs: readonly string[]; readonly columns: Lists } & Partial<
  Omit<TableForm, 'id' | 'needs' | 'columns'>
>;

const holder = <T>(documents: readonly unknown[], key: string, value?: string): T[] =>
  documents.filter((document): document is T => {
    const found = (document as Record<string, unknown> | null)?.[key];
    return value === undefined ? found !== undefined : found === value;
  });

/** The passage forms of a set of forms (cn/passages). Throws where the file is missing or a pattern cannot be used. */
export function passageForms(sets: readonly FormSetFiles[]): PassageForms {
  const documents = sets.find(({ id }) => id === 'cn/passages')?.files.get('evaluation') ?? [];
  const [project] = holder<RawProject>(documents, 'passage', 'project-evaluation');
  const [report] = holder<RawReport>(documents, 'passage', 'evaluation-report');
  const [words] = holder<Omit<EvaluationWords, 'grades'>>(documents, 'evaluation-words');
  if (!project || !report || !words) throw new Error('缺少 forms/cn/passages/evaluation.yaml');
  // papers are read by the grades of the whole country
  const schemes = sets.find(({ id }) => id === 'cn/scoring')?.files.get('schemes') ?? [];
  const [scheme] = holder<Pick<EvaluationWords, 'grades'>>(schemes, 'scheme', 'cn');
  if (!scheme) throw new Error('缺少 forms/cn/scoring/schemes.yaml 中的 cn');
  return {
    openings: project.openings.map((source) => compilePattern(source, project.lists)),
    proof: new RegExp(project.proof),
    notName: new RegExp(project['not-name']),
    clauses: project.clauses.map(({ id, read, hides }) => ({ id, hides: hides ?? false, pattern: compilePattern(read, project.lists) })),
    claims: report.claims.map(({ id, read, near, set }) => ({
      id,
      set: set ?? null,
      near: near ? new RegExp(near) : null,
      pattern: compilePattern(read, report.lists),
    })),
    funds: report.funds,
    opens: new RegExp(report.opens),
    closes: new RegExp(report.closes),
    tables: holder<RawTable>(documents, 'table').map(({ table, needs, columns, rows, fields, below, carry, without, total, groups }) => ({
      id: table,
      needs,
      columns,
      rows: rows ?? {},
      fields: fields ?? {},
      below: below ?? {},
      carry: carry ?? [],
      without: without ?? [],
      total: total ?? [],
      groups: groups ?? [],
    })),
    words: { ...words, grades: scheme.grades },
  };
}
