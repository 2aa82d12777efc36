import { organisationOf } from '../check/check.ts';
import type { Finding, Severity } from '../check/finding.ts';
import { type CheckedPaper, compareFindings, sha256 } from './checked.ts';
import type { Checker } from './checker.ts';
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
  /** uploads are told apart by when they were asked for, not by when they were read */
  readonly order: number;
  readonly origin: 'example' | 'upload';
  readonly paper: CheckedPaper;
}

export const MAX_PAPERS = 200;

/** The papers at hand, in memory: examples, and what was uploaded since the start. */
export class Library {
  private readonly entries = new Map<string, Entry>();
  private orders = 0;
  private readonly checker: Checker;
  /** names of the files that are being read now, with the hash of their bytes */
  private readonly coming = new Set<Pick<CheckedPaper, 'file' | 'sha256'>>();
  /** findings between the papers of an organisation, by its name; null where they could not be held against each other */
  private readonly compared = new Map<string, readonly Finding[] | null>();

  constructor(checker: Checker, examples: readonly { readonly id: string; readonly paper: CheckedPaper }[]) {
    this.checker = checker;
    for (const { id, paper } of examples) this.entries.set(id, { id, order: 0, origin: 'example', paper });
    for (const { paper } of examples) void this.compare(paper);
  }

  /** Uploads first, the latest at the top. */
  list(): PaperSummary[] {
    return [...this.entries.values()].sort((a, b) => b.order - a.order).map(summary);
  }

  get(id: string): CheckedPaper | null {
    return this.entries.get(id)?.paper ?? null;
  }

  summary(id: string): PaperSummary | null {
    const entry = this.entries.get(id);
    return entry ? summary(entry) : null;
  }

  /**
   * Checks a file in a worker and keeps it. The same bytes again replace the paper they made before; another paper of the same name gets a
   * number. Gives null where there is no room left.
   */
  async add(bytes: Uint8Array, name: string): Promise<PaperSummary | null> {
    const hash = sha256(bytes);
    const id = hash.slice(0, 16);
    if (!this.entries.has(id) && this.entries.size + this.coming.size >= MAX_PAPERS) return null;
    const order = ++this.orders;
    const own = { file: this.freeName(name, hash), sha256: hash };
    this.coming.add(own);
    const paper = await this.checker.check(bytes, own.file);
    this.coming.delete(own);
    const entry: Entry = { id, order, origin: 'upload', paper };
    this.entries.set(id, entry);
    await this.compare(paper);
    return summary(entry);
  }

  /** Forgets an uploaded paper; examples stay. */
  async remove(id: string): Promise<boolean> {
    const entry = this.entries.get(id);
    if (entry?.origin !== 'upload') return false;
    this.entries.delete(id);
    await this.compare(entry.paper);
    return true;
  }

  /** Findings between the papers at hand; `file` of a place is the paper's name. */
  across(): readonly Finding[] {
    return [...this.compared.values()].flatMap((findings) => findings ?? []).sort(compareFindings);
  }

  /** Organisations whose papers could not be held against each other. */
  uncompared(): readonly string[] {
    return [...this.compared].flatMap(([name, findings]) => (findings === null ? name : []));
  }

  /** Papers by name, for what leads from one paper to another. */
  idOf(file: string): string | null {
    return [...this.entries.values()].find(({ paper }) => paper.file === file)?.id ?? null;
  }

  private readingsOf(organisation: string) {
    const readings = [...this.entries.values()].flatMap(({ paper }) => paper.reading ?? []);
    return readings.filter((reading) => organisationOf(reading) === organisation);
  }

  /** Holds the papers of an organisation against each other once more, after one of them came or went. */
  private async compare({ reading }: CheckedPaper): Promise<void> {
    const name = reading ? organisationOf(reading) : '';
    this.compared.delete(name);
    const papers = this.readingsOf(name);
    if (name === '' || papers.length < 2) return;
    const findings = await this.checker.across(papers);
    // another one may have come or gone meanwhile: what is compared then is the answer
    const now = this.readingsOf(name);
    if (now.length === papers.length && now.every((paper, i) => paper === papers[i])) this.compared.set(name, findings);
  }

  private freeName(name: string, hash: string): string {
    const known = [...this.coming, ...[...this.entries.values()].map(({ paper }) => paper)];
    const taken = new Set(known.filter((paper) => paper.sha256 !== hash).map(({ file }) => file));
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
