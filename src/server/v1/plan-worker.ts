import { load } from 'js-yaml';
import type { Finding } from '../../check/finding.ts';
import { compile } from '../../compile/compile.ts';
import { editionOf, type Output, outputFormats, outputName, writeOutput } from '../../compile/outputs.ts';
import type { Fact } from '../../fact/fact.ts';
import { resolveSet } from '../../form/load.ts';
import { FormatError, writeText } from '../../format/index.ts';
import { loadForms } from '../../forms.ts';
import { withGaps } from '../../plan/gaps.ts';
import { loadPlan, problemsOf } from '../../plan/load.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { planProblems } from '../../plan/problems/index.ts';
import { readPlan } from '../../plan/read.ts';
import { planYaml } from '../../plan/yaml.ts';
import { checkBytes } from '../paper.ts';
import { answerTasks } from '../workers/answer.ts';

type Value = Readonly<Record<string, unknown>>;

/** What is wanted of a plan. */
export type PlanTask =
  /** a plan from an uploaded file */
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly file: string; readonly form: string }
  /** the paper that a plan makes, checked */
  | { readonly kind: 'check'; readonly form: string; readonly value: Value }
  /** its files in all formats */
  | { readonly kind: 'files'; readonly form: string; readonly value: Value };

/** What came of a task, null where the plan is wrong in a way that allows nothing; the problems say where and how to mend it. */
export interface Made<T> {
  readonly made: T | null;
  readonly problems: readonly PlanProblem[];
}

export interface PlanAnswers {
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
}

const forms = loadForms();
const stopping = (problems: readonly PlanProblem[], draft: boolean): PlanProblem[] =>
  problems.filter(({ severity, gap }) => severity === 'error' && !(draft && gap === true));
const refusal = (message: string): Made<never> => ({
  made: null,
  problems: [{ severity: 'error', place: '计划', field: '', message, mend: '改正后再试' }],
});

function read({ bytes, file, form }: Extract<PlanTask, { kind: 'read' }>): PlanAnswers['read'] {
  const loaded = loadPlan(bytes, file, forms, form);
  const problems = problemsOf(loaded, forms);
  if (!loaded.plan || !loaded.set || stopping(loaded.problems, true).length > 0) return { made: null, problems };
  const { organisation, scope, year } = loaded.plan.paper;
  const { form: _, ...value } = load(planYaml(loaded.plan)) as Value;
  return { made: { form: loaded.set.id, kind: loaded.set.kind, scope, year, organisation, value }, problems };
}

/** The plan compiled, or what keeps it from being a paper. A draft may lack words. */
function compiled(form: string, value: Value, draft: boolean): Made<Output> {
  const set = resolveSet(forms.sets, form);
  if (!set || set.abstract) return refusal(`没有“${form}”这套表样`);
  let plan: ReturnType<typeof readPlan>;
  try {
    plan = readPlan({ value: { form, ...value }, path: '计划' }, set.kind, form);
  } catch (error) {
    // readPlan says where and what in its message
    return refusal(error instanceof Error ? error.message : String(error));
  }
  const problems = planProblems(plan, { codes: forms.codes, set });
  if (stopping(problems, draft).length > 0) return { made: null, problems };
  const whole = draft ? withGaps(plan, set) : plan;
  return { made: { compiled: compile(whole, set, forms), edition: editionOf(whole, set, draft), set }, problems };
}

function check({ form, value }: Extract<PlanTask, { kind: 'check' }>): PlanAnswers['check'] {
  const { made: output, problems } = compiled(form, value, true);
  if (!output) return { made: null, problems };
  // missing words stand in the paper as gaps, which are errors of their own; the watermark of the draft is not the paper's
  const bytes = new TextEncoder().encode(writeText(output.compiled.document));
  const { findings, reading } = checkBytes(bytes, outputName(output, 'docx'), forms);
  return { made: { findings, facts: reading?.facts ?? [] }, problems };
}

async function files({ form, value }: Extract<PlanTask, { kind: 'files' }>): Promise<PlanAnswers['files']> {
  const { made: output, problems } = compiled(form, value, false);
  if (!output) return { made: null, problems };
  const made: { name: string; format: string; bytes: Uint8Array }[] = [];
  for (const format of outputFormats) {
    try {
      made.push({ name: outputName(output, format), format, bytes: await writeOutput(output, format, forms) });
    } catch (error) {
      // a format that cannot be written on this platform; the message says what to do instead
      if (!(error instanceof FormatError)) throw error;
      process.stderr.write(`${outputName(output, format)}：${error.message}\n`);
    }
  }
  return { made, problems };
}

answerTasks<PlanTask, PlanAnswers[keyof PlanAnswers]>((task) => {
  if (task.kind === 'read') return read(task);
  return task.kind === 'check' ? check(task) : files(task);
});
