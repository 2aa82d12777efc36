import type { Finding } from '../check/finding.ts';
import type { DocumentReport } from '../server/report.ts';
import type { CompileAnswer, CompileOrder } from './compile-plan.ts';
import type { Input } from './walk.ts';

export const READ_FORMATS = ['text', 'json', 'csv'] as const;
export type ReadFormat = (typeof READ_FORMATS)[number];

/**
 * What a worker does for the shell: checks a file (with its part of the HTML report, if wanted; `keep`: its reading stays in the worker for
 * `across`), holds papers of one organisation against each other, prints a file as read, or compiles a plan. Readings never cross: only plain
 * reports do.
 */
export type Task =
  | { readonly kind: 'check'; readonly input: Input; readonly index: number; readonly html: boolean; readonly keep: boolean }
  | { readonly kind: 'across'; readonly inputs: readonly Input[] }
  | { readonly kind: 'read'; readonly input: Input; readonly format: ReadFormat }
  | { readonly kind: 'compile'; readonly order: CompileOrder };

/** A checked file, and its part of the HTML report. */
export interface Checked {
  readonly report: DocumentReport;
  readonly section: string;
}

/** Answers by kind of task. `read`: what to print, or why the file cannot be read. */
export interface Answers {
  readonly check: Checked;
  readonly across: readonly Finding[];
  readonly read: { readonly text: string } | { readonly error: string };
  readonly compile: CompileAnswer;
}
