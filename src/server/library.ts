import { checkAcross } from '../check/check.ts';
import type { Finding, Severity } from '../check/finding.ts';
import type { Forms } from '../forms.ts';
import { type CheckedPaper, checkBytes, compareFindings, sha256 } from './paper.ts';
import { countFindings, type DocumentReport, documentReport, type NumberCounts } from './report.ts';

/** A paper as the list shows it. */
export interface PaperSummary extends Pick<DocumentReport, 'file' | 'error' | 'kind' | 'organisation' | 'scope' | 'year' | 'form'> {
  readonly id: string;
  readonly origin: 'example' | 'upload';
  readonly numbers: NumberCounts;
  readonly counts: Record<Severity, number>;
}

interface Entry {
  readonly id: string;
  readonly origin: 'example' | 'upload';
  readonly paper: CheckedPaper;
}

export const MAX_PAPERS = 200;

/** The papers at hand, in memory: examples, and what was uploaded since the start. */
export class Library {
  private readonly entries = new Map<string, Entry>();
  private readonly forms: Forms;
  private acrossCache: readonly Finding[] | null = null;

  constructor(forms: Forms, examples: readonly { readonly id: string; readonly paper: CheckedPaper }[]) {
    this.forms = forms;
    for (const { id, paper } of examples) this.entries.set(id, { id, origin: 'example', paper });
  }

  /** Uploads first, the latest at the top. */
  list(): PaperSummary[] {
    const all = [...this.entries.values()];
    return [...all.filter(({ origin }) => origin === 'upload').reverse(), ...all.filter(({ origin }) => origin === 'example')].map(summary);
  }

  get(id: string): CheckedPaper | null {
    return this.entries.get(id)?.paper ?? null;
  }

  summary(id: string): PaperSummary | null {
    const entry = this.entries.get(id);
    return entry ? summary(entry) : null;
  }

  /**
   * Checks a file and keeps it. The same bytes again replace the paper they made before; another paper of the same name gets a number.
   * Returns null where there is no room left.
   */
  add(bytes: Uint8Array, name: string): PaperSummary | null {
    const paper = checkBytes(bytes, this.freeName(name, bytes), this.forms);
    const id = paper.sha256.slice(0, 16);
    if (!this.entries.has(id) && this.entries.size >= MAX_PAPERS) return null;
    this.entries.delete(id);
    const entry: Entry = { id, origin: 'upload', paper };
    this.entries.set(id, entry);
    this.acrossCache = null;
    return summary(entry);
  }

  /** Forgets an uploaded paper; examples stay. */
  remove(id: string): boolean {
    if (this.entries.get(id)?.origin !== 'upload') return false;
    this.acrossCache = null;
    return this.entries.delete(id);
  }

  /** Findings between the papers at hand; `file` of a place is the paper's name. */
  across(): readonly Finding[] {
    this.acrossCache ??= checkAcross(
      [...this.entries.values()].flatMap(({ paper }) => paper.reading ?? []),
      this.forms,
    ).toSorted(compareFindings);
    return this.acrossCache;
  }

  /** Papers by name, for what leads from one paper to another. */
  idOf(file: string): string | null {
    return [...this.entries.values()].find(({ paper }) => paper.file === file)?.id ?? null;
  }

  private freeName(name: string, bytes: Uint8Array): string {
    const hash = sha256(bytes);
    const taken = new Set([...this.entries.values()].filter(({ paper }) => paper.sha256 !== hash).map(({ paper }) => paper.file));
    if (!taken.has(name)) return name;
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    for (let n = 2; ; n++) if (!taken.has(`${stem}（${n}）${ending}`)) return `${stem}（${n}）${ending}`;
  }
}

function summary({ id, origin, paper }: Entry): PaperSummary {
  const { file, error, kind, organisation, scope, year, form, numbers } = documentReport(paper);
  return { id, origin, file, error, kind, organisation, scope, year, form, numbers, counts: countFindings(paper.findings) };
}
