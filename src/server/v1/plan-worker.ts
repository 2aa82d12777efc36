import { load } from 'js-yaml';
import type { Finding } from '../../check/finding.ts';
import { type Output, outputFormats, outputName, planOutput, writeOutput } from '../../compile/outputs.ts';
import type { Fact } from '../../fact/fact.ts';
import { FormatError } from '../../format/index.ts';
import { loadForms } from '../../forms.ts';
import { stops } from '../../plan/gaps.ts';
import { loadPlan, planOf, problemsOf } from '../../plan/load.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { warning } from '../../plan/problems/problem.ts';
import { planWorkbook } from '../../plan/workbook/write.ts';
import { planYaml } from '../../plan/yaml.ts';
import type { Content } from '../../store/work/difference.ts';
import { checkOutput } from '../self-check.ts';
import { answerTasks } from '../workers/answer.ts';
import { type Difference, difference as differenceOf } from './difference.ts';
import { answerGrid, type GridAnswers, type GridTask } from './grid-tasks.ts';
import { type RecordAnswers, RecordJobs, type RecordTask } from './record-tasks.ts';

type Value = Readonly<Record<string, unknown>>;

/** What is wanted of a plan. */
export type PlanTask =
  /** a plan from an uploaded file */
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly file: string; readonly form: string }
  /** the paper that a plan makes, checked */
  | { readonly kind: 'check'; readonly form: string; readonly value: Value }
  /** its files in all formats */
  | { readonly kind: 'files'; readonly form: string; readonly value: Value }
  /** its page, a draft with gaps where words are missing */
  | { readonly kind: 'page'; readonly form: string; readonly value: Value }
  /** its workbook to be filled in */
  | { readonly kind: 'workbook'; readonly form: string; readonly value: Value; readonly written: Date }
  /** what changed between two papers, so many years apart */
  | { readonly kind: 'difference'; readonly before: Content; readonly after: Content; readonly years: number }
  | GridTask
  | RecordTask;

/** What came of a task, null where the plan is wrong in a way that allows nothing; the problems say where and how to mend it. */
export interface Made<T> {
  readonly made: T | null;
  readonly problems: readonly PlanProblem[];
}

export interface PlanAnswers extends GridAnswers, RecordAnswers {
  readonly read: Made<{
    readonly form: string;
    readonly kind: 'budget' | 'final';
    readonly scope: 'unit' | 'department';
    readonly year: number;
    readonly organisation: string;
    readonly value: Value;
  }>;
  readonly check: Made<{ readonly findings: readonly Finding[]; readonly facts: readonly Fact[] }>;
  readonly files: Made<readonly { readonly name: string; readonly format: string; readonly bytes: Uint8Array }[]>;
  readonly page: Made<string>;
  readonly workbook: Made<Uint8Array>;
  readonly difference: Made<Difference>;
}

const forms = loadForms();
const jobs = new RecordJobs(forms);

function read({ bytes, file, form }: Extract<PlanTask, { kind: 'read' }>): PlanAnswers['read'] {
  const loaded = loadPlan(bytes, file, forms, form);
  const problems = problemsOf(loaded, forms);
  if (!loaded.plan || !loaded.set || loaded.problems.some((problem) => stops(problem, true))) return { made: null, problems };
  const { organisation, scope, year } = loaded.plan.paper;
  const { form: _, ...value } = load(planYaml(loaded.plan)) as Value;
  return { made: { form: loaded.set.id, kind: loaded.set.kind, scope, year, organisation, value }, problems };
}

/** The plan compiled, or what keeps it from being a paper. A draft may lack words. */
function compiled(form: string, value: Value, draft: boolean): Made<Output> {
  const loaded = planOf({ form, ...value }, '计划', forms);
  const problems = problemsOf(loaded, forms);
  if (!loaded.plan || !loaded.set || problems.some((problem) => stops(problem, draft))) return { made: null, problems };
  return { made: planOutput(loaded.plan, loaded.set, draft, forms), problems };
}

function check({ form, value }: Extract<PlanTask, { kind: 'check' }>): PlanAnswers['check'] {
  const { made: output, problems } = compiled(form, value, true);
  if (!output) return { made: null, problems };
  // missing words stand in the paper as gaps, which are errors of their own
  const { findings, reading } = checkOutput(output, forms);
  return { made: { findings, facts: reading?.facts ?? [] }, problems };
}

async function files({ form, value }: Extract<PlanTask, { kind: 'files' }>): Promise<PlanAnswers['files']> {
  const { made: output, problems } = compiled(form, value, false);
  if (!output) return { made: null, problems };
  const unwritten: PlanProblem[] = [];
  const made: { name: string; format: string; bytes: Uint8Array }[] = [];
  for (const format of outputFormats) {
    try {
      made.push({ name: outputName(output, format), format, bytes: await writeOutput(output, format, forms) });
    } catch (error) {
      // a format that cannot be written on this platform
      if (!(error instanceof FormatError)) throw error;
      unwritten.push(warning(outputName(output, format), '', error.message, '需要这种格式的，在能生成它的机器上公开'));
    }
  }
  return { made, problems: [...problems, ...unwritten] };
}

async function page({ form, value }: Extract<PlanTask, { kind: 'page' }>): Promise<PlanAnswers['page']> {
  const { made: output, problems } = compiled(form, value, true);
  return { made: output && new TextDecoder().decode(await writeOutput(output, 'html', forms)), problems };
}

async function workbook({ form, value, written }: Extract<PlanTask, { kind: 'workbook' }>): Promise<PlanAnswers['workbook']> {
  const { plan, set, problems } = planOf({ form, ...value }, '计划', forms);
  if (!plan || !set) return { made: null, problems };
  return { made: await planWorkbook(set, plan, forms, written), problems: [] };
}

/** The page of one side of a comparison. */
async function pageOf(content: Content): Promise<Made<Uint8Array>> {
  if ('bytes' in content) return { made: content.bytes, problems: [] };
  const { made: output, problems } = compiled(content.form, content.value, true);
  return { made: output && (await writeOutput(output, 'html', forms)), problems };
}

async function difference({ before, after, years }: Extract<PlanTask, { kind: 'difference' }>): Promise<PlanAnswers['difference']> {
  const [old, now] = [await pageOf(before), await pageOf(after)];
  if (!old.made || !now.made) return { made: null, problems: [...old.problems, ...now.problems] };
  return { made: differenceOf(old.made, now.made, years, forms), problems: [] };
}

answerTasks<PlanTask, PlanAnswers[keyof PlanAnswers]>((task) => {
  switch (task.kind) {
    case 'read':
      return read(task);
    case 'check':
      return check(task);
    case 'page':
      return page(task);
    case 'workbook':
      return workbook(task);
    case 'files':
      return files(task);
    case 'difference':
      return difference(task);
    case 'grid':
    case 'problems':
    case 'origin':
    case 'empty':
    case 'next':
      return answerGrid(task, forms);
    default:
      return jobs.answer(task);
  }
});
