import { type Output, type OutputFormat, outputName, writeOutput } from '../../compile/outputs.ts';
import { reportOutput, sheetOutput } from '../../compile/report.ts';
import { targetOutput } from '../../compile/target.ts';
import { formSets } from '../../form/load.ts';
import { reportForm } from '../../form/report-form.ts';
import { NodeError } from '../../form/yaml.ts';
import { FormatError } from '../../format/error.ts';
import { isXlsx } from '../../format/xlsx/read.ts';
import type { Forms } from '../../forms.ts';
import { loadRecords } from '../../performance/load.ts';
import { recordProblems } from '../../performance/problems.ts';
import { readRecords } from '../../performance/read.ts';
import type { PerformanceRecords } from '../../performance/record.ts';
import { recordsSource, type Source } from '../../performance/source.ts';
import type { Purpose } from '../../performance/workbook/purposes.ts';
import { readRecordsWorkbook } from '../../performance/workbook/read.ts';
import { recordsWorkbook } from '../../performance/workbook/write.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { error } from '../../plan/problems/problem.ts';
import { type Scheme, schemesOf } from '../../score/scheme.ts';
import type { Made } from './plan-worker.ts';

/** What is wanted of records of performance; `value` is what `readRecords` takes. */
export type RecordTask =
  /** the target form of its one project, in the shape of a form set */
  | { readonly kind: 'target'; readonly value: Source; readonly form: string; readonly format: OutputFormat }
  /** the self-evaluation table of its one project */
  | { readonly kind: 'sheet'; readonly value: Source; readonly format: OutputFormat }
  /** the report on all self-evaluations */
  | { readonly kind: 'report'; readonly value: Source; readonly format: OutputFormat }
  /** a workbook to be filled in */
  | { readonly kind: 'records-workbook'; readonly value: Source; readonly purpose: Purpose; readonly written: Date }
  /** records from an uploaded file */
  | { readonly kind: 'records'; readonly bytes: Uint8Array; readonly file: string };

export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Records from a file: the value that `readRecords` takes, and what of it is not a project. */
export interface UploadedRecords {
  readonly organisation: string;
  readonly year: number;
  readonly projects: readonly Source[];
  readonly rest: Source;
}

export interface RecordAnswers {
  readonly target: Made<WrittenFile>;
  readonly sheet: Made<WrittenFile>;
  readonly report: Made<WrittenFile>;
  readonly 'records-workbook': Made<WrittenFile>;
  readonly records: Made<UploadedRecords>;
}

const none = (...problems: readonly PlanProblem[]): { readonly made: null; readonly problems: readonly PlanProblem[] } => ({
  made: null,
  problems,
});

/** Does the tasks of records. */
export class RecordJobs {
  private readonly forms: Forms;
  private readonly schemes: ReadonlyMap<string, Scheme>;

  constructor(forms: Forms) {
    this.forms = forms;
    this.schemes = schemesOf(forms.sets);
  }

  async answer(task: RecordTask): Promise<RecordAnswers[keyof RecordAnswers]> {
    if (task.kind === 'records') return this.read(task.bytes, task.file);
    let records: PerformanceRecords;
    try {
      records = readRecords({ value: task.value, path: 'records' });
    } catch (reason) {
      if (!(reason instanceof NodeError)) throw reason;
      const problems = reason.faults.map(({ path, said }) => error(placeOf(task.value, path), '', said, '在项目的页面改正后再试'));
      return { made: null, problems };
    }
    const scheme = this.schemes.get(records.scheme);
    if (!scheme) return none(error('计分办法', 'scheme', `没有“${records.scheme}”这种计分办法`, '另选一种'));
    if (task.kind === 'records-workbook') {
      const bytes = await recordsWorkbook(task.purpose, records, scheme, this.forms, task.written);
      return { made: { name: `${records.organisation}${records.year}年${WORKBOOKS[task.purpose]}.xlsx`, bytes }, problems: [] };
    }
    return task.kind === 'target' ? this.target(records, task.form, task.format) : this.evaluated(records, scheme, task.kind, task.format);
  }

  private async written(output: Output, format: OutputFormat): Promise<Made<WrittenFile>> {
    return { made: { name: outputName(output, format), bytes: await writeOutput(output, format, this.forms) }, problems: [] };
  }

  private async target(records: PerformanceRecords, form: string, format: OutputFormat): Promise<Made<WrittenFile>> {
    const set = formSets(this.forms.sets).find(({ id }) => id === form);
    const [project] = records.projects;
    const output = set && project && targetOutput(project, records.year, set, records, this.forms);
    return output
      ? this.written(output, format)
      : none(error('绩效目标表', 'year', set ? `项目没有${records.year}年度` : `没有“${form}”这套表样`, '另选年度或表样'));
  }

  /** A table or a report says nothing that is not there: what is missing is told first. */
  private async evaluated(
    records: PerformanceRecords,
    scheme: Scheme,
    kind: 'sheet' | 'report',
    format: OutputFormat,
  ): Promise<Made<WrittenFile>> {
    const form = reportForm(this.forms.sets, records.form);
    if (!form) return none(error('自评报告', 'form', `没有“${records.form}”这种报告`, '另选一种'));
    if (!records.projects.some(({ years }) => years.some(({ year, evaluation }) => year === records.year && evaluation)))
      return none(error('自评', '', `还没有${records.year}年度的自评`, '在“自评”里填写后再打印'));
    const problems = recordProblems(records, scheme).filter(({ severity }) => severity === 'error');
    if (problems.length > 0) return none(...problems);
    return this.written((kind === 'sheet' ? sheetOutput : reportOutput)(records, scheme, form, this.forms, false), format);
  }

  private read(bytes: Uint8Array, file: string): Made<UploadedRecords> {
    let found: ReturnType<typeof loadRecords>;
    try {
      found = isXlsx(bytes) ? readRecordsWorkbook(bytes, this.forms) : loadRecords(bytes, file);
    } catch (reason) {
      if (!(reason instanceof FormatError)) throw reason;
      return none(error(file, '', reason.message, '请上传绩效工作簿（Excel）或绩效记录（YAML）'));
    }
    const { records, problems } = found;
    if (!records) return { made: null, problems };
    const { organisation, year, projects = [], ...rest } = recordsSource(records);
    return { made: { organisation: String(organisation), year: Number(year), projects: projects as Source[], rest }, problems };
  }
}

const WORKBOOKS: Readonly<Record<Purpose, string>> = {
  targets: '绩效目标申报工作簿',
  monitoring: '绩效监控工作簿',
  evaluation: '绩效自评工作簿',
};

/** records.projects[3].indicators[0].value → 项目“…” indicators[0].value */
function placeOf({ projects }: Source, path: string): string {
  const [, index = '', rest = ''] = /^records\.projects\[(\d+)\]\.?(.*)$/s.exec(path) ?? [];
  const own = Array.isArray(projects) ? (projects[Number(index)] as { readonly name?: string } | undefined) : undefined;
  return index !== '' && own ? `项目“${own.name ?? ''}” ${rest}` : path;
}
