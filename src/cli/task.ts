import { checkAcross } from '../check/check.ts';
import type { Finding } from '../check/finding.ts';
import { prepareFormat } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import type { Paper } from '../score/read.ts';
import { paperSection } from '../server/html.ts';
import { type CheckedPaper, checkBytes, failedPaper } from '../server/paper.ts';
import { type DocumentReport, documentReport } from '../server/report.ts';
import { readBytes } from './file.ts';
import type { Input } from './walk.ts';

/** A file to be checked (with its part of the HTML report, if wanted), or papers of one organisation to be held against each other. */
export type Task =
  | { readonly kind: 'check'; readonly input: Input; readonly index: number; readonly html: boolean }
  | { readonly kind: 'across'; readonly inputs: readonly Input[] };

/** Plain data, so that it can cross from thread to thread; readings are too large for that and never do. */
export interface Answer {
  readonly report: DocumentReport | null;
  readonly section: string;
  readonly across: readonly Finding[];
  /** the program itself failed; said on stderr */
  readonly failed: boolean;
}

/** An answer for a task that the program itself failed at; the other tasks go on. */
export function failedAnswer(task: Task, error: unknown): Answer {
  const names = task.kind === 'check' ? task.input.name : task.inputs.map(({ name }) => name).join('、');
  process.stderr.write(`${names}：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (task.kind === 'across') return { report: null, section: '', across: [], failed: true };
  const paper = failedPaper(task.input.name, '', '校验时程序出错，请把这份文件和标准错误里的信息报告给开发者');
  return { report: documentReport(paper), section: paperSection(paper, task.index), across: [], failed: true };
}

/** Does tasks, one after the other. `keep`: readings stay for papers to be held against each other; else they are read again then. */
export class Runner {
  private readonly forms: Forms;
  private readonly keep: boolean;
  private readonly readings = new Map<string, Paper>();

  constructor(forms: Forms, keep: boolean) {
    this.forms = forms;
    this.keep = keep;
  }

  async run(task: Task): Promise<Answer> {
    if (task.kind === 'across') return { report: null, section: '', across: await this.across(task.inputs), failed: false };
    const paper = await this.check(task.input);
    if (this.keep && paper.reading) this.readings.set(task.input.path, paper.reading);
    return { report: documentReport(paper), section: task.html ? paperSection(paper, task.index) : '', across: [], failed: false };
  }

  private async check({ path, name }: Input): Promise<CheckedPaper> {
    const bytes = readBytes(path);
    if (typeof bytes === 'string') return failedPaper(name, '', bytes);
    await prepareFormat(bytes);
    return checkBytes(bytes, name, this.forms);
  }

  private async across(inputs: readonly Input[]): Promise<readonly Finding[]> {
    const papers: Paper[] = [];
    for (const input of inputs) {
      const paper = this.readings.get(input.path) ?? (await this.check(input)).reading;
      if (paper) papers.push(paper);
    }
    return checkAcross(papers, this.forms);
  }
}
