import { createHash } from 'node:crypto';
import { type OutputFormat, type PlanOutput, writeOutput } from '../../compile/outputs.ts';
import { resolveSet } from '../../form/load.ts';
import { zipped } from '../../format/datapackage/write.ts';
import { FormatError, prepareFormat } from '../../format/index.ts';
import type { Forms } from '../../forms.ts';
import { planWorkbook } from '../../plan/workbook/write.ts';
import { type Refused, refused } from '../workers/workshop.ts';
import { type CompiledPlan, compiledPlan, loadedPlan, outputOf, type PlanSource } from './compiled.ts';

/** What is wanted of a plan. Plain data: it goes to another process. */
export type PlanTask =
  | { readonly kind: 'compile'; readonly source: PlanSource }
  | { readonly kind: 'write'; readonly source: PlanSource; readonly format: OutputFormat; readonly draft: boolean }
  /** the workbook of a plan */
  | { readonly kind: 'workbook'; readonly source: PlanSource; readonly written: Date }
  /** the empty workbook of a form set */
  | { readonly kind: 'empty'; readonly form: string; readonly written: Date }
  /** files by name in one zip, dated by ISO date */
  | { readonly kind: 'zip'; readonly files: ReadonlyMap<string, Uint8Array>; readonly date: string };

export type PlanAnswer =
  | { readonly kind: 'compiled'; readonly plan: CompiledPlan }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | Refused;

const file = (bytes: Uint8Array): PlanAnswer => ({ kind: 'file', bytes });

/** Does the tasks of plans; keeps the paper it made last, of which all formats are asked for one after the other. */
export class PlanTasks {
  private readonly forms: Forms;
  private last: { readonly key: string; readonly output: PlanOutput | string } | null = null;

  constructor(forms: Forms) {
    this.forms = forms;
  }

  async answer(task: PlanTask): Promise<PlanAnswer> {
    try {
      switch (task.kind) {
        case 'compile':
          await prepareFormat(task.source.bytes);
          return { kind: 'compiled', plan: await compiledPlan(task.source, this.forms) };
        case 'write': {
          const output = this.output(task.source, task.draft);
          return typeof output === 'string' ? refused(output) : file(await writeOutput(output, task.format, this.forms));
        }
        case 'workbook': {
          // what records say stands in their own workbook
          const { plan, set } = loadedPlan({ ...task.source, records: null }, this.forms).loaded;
          if (!plan || !set) return refused('有的内容没能读懂，不能重新整理成工作簿。请在原来的工作簿里改正所列的错误。');
          return file(await planWorkbook(set, plan, this.forms, task.written));
        }
        case 'empty': {
          const set = resolveSet(this.forms.sets, task.form);
          return set && !set.abstract
            ? file(await planWorkbook(set, null, this.forms, task.written))
            : refused(`没有“${task.form}”这套表样。`);
        }
        default:
          return file(zipped(task.files, task.date));
      }
    } catch (error) {
      if (error instanceof FormatError) return refused(error.message);
      throw error;
    }
  }

  private output(source: PlanSource, draft: boolean): PlanOutput | string {
    const hash = createHash('sha256').update(source.bytes);
    if (source.records) hash.update('records').update(source.records.bytes);
    const key = `${hash.digest('hex')} ${draft}`;
    if (this.last?.key === key) return this.last.output;
    const { loaded, hasErrors } = loadedPlan(source, this.forms);
    const output = outputOf(loaded, hasErrors, draft, this.forms);
    this.last = { key, output };
    return output;
  }
}
