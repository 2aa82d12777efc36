import { basename } from 'node:path';
import { explain } from '../compile/explain.ts';
import { type Output, planOutput } from '../compile/outputs.ts';
import { amountText } from '../fact/amount.ts';
import type { Forms } from '../forms.ts';
import { withRecords } from '../performance/with-records.ts';
import { stops } from '../plan/gaps.ts';
import { type LoadedPlan, problemsOf } from '../plan/load.ts';
import { csvText } from './csv.ts';
import { bytesOf, recordFile, recordsIn } from './records.ts';
import { userPath } from './usage.ts';
import { openPlan, problemLine } from './workbook.ts';
import { type Destination, writePaper } from './write-paper.ts';

/** One plan to compile. */
export interface CompileOrder extends Destination {
  /** the plan as the user names it: a file, or a folder with one */
  readonly plan: string;
  /** the file of records of performance that go with it, '' for the one beside the plan in its folder, if there is one */
  readonly records: string;
  /** a form set instead of the plan's own, '' for that */
  readonly form: string;
  readonly draft: boolean;
  /** the reasons of balancing are wanted */
  readonly explain: boolean;
}

/** What became of a plan; texts are lines for the user. */
export interface CompileAnswer {
  /** files written, as the user names them */
  readonly files: readonly string[];
  /** errors that keep it from being a paper; with some, nothing is written */
  readonly errors: number;
  /** formats that could not be written */
  readonly unwritten: number;
  /** errors and doubts that its own paper has, and the errors among them */
  readonly findings: number;
  readonly wrong: number;
  /** what is wrong in the plan, in the files, in the paper */
  readonly problems: string;
  readonly moved: number;
  /** why figures were moved, as CSV; '' unless wanted */
  readonly reasons: string;
}

/** The answer for a plan that is no paper. */
export const refused = (problems: string, errors: number): CompileAnswer => ({
  files: [],
  errors: Math.max(1, errors),
  unwritten: 0,
  findings: 0,
  wrong: 0,
  problems,
  moved: 0,
  reasons: '',
});

/** Every figure that balancing moved: where it stands, what it is exactly and by itself, what is printed, and why. */
function explanationCsv({ compiled }: Output): string {
  const rows = explain(compiled).map(({ places, exact, nearest, balanced, reason }) => [
    places.join('；'),
    amountText(exact, '元'),
    amountText(nearest),
    amountText(balanced),
    reason,
  ]);
  return csvText([['位置', '原数（元）', '四舍五入（万元）', '印出（万元）', '原因'], ...rows]);
}

/** A plan with the records of performance that go with it. Throws UsageError where a file cannot be opened. */
function openWithRecords({ plan, records, form }: CompileOrder, forms: Forms): LoadedPlan {
  const loaded = openPlan(plan, forms, form);
  const path = records === '' ? recordsIn(userPath(plan)) : recordFile(records);
  return path === undefined ? loaded : withRecords(loaded, { file: basename(path), bytes: bytesOf(records || path, path) }, forms);
}

/** Makes the paper of a plan and writes its files, or tells what keeps it from being one. Throws UsageError where the plan cannot be opened. */
export async function compilePlan(order: CompileOrder, forms: Forms): Promise<CompileAnswer> {
  const { draft } = order;
  const loaded = openWithRecords(order, forms);
  const problems = problemsOf(loaded, forms);
  const errors = problems.filter((problem) => stops(problem, draft)).length;
  const told = problems.map(problemLine).join('');
  if (errors > 0 || !loaded.plan || !loaded.set) return refused(told, errors);

  const output = planOutput(loaded.plan, loaded.set, draft, forms);
  const { files, told: said, findings } = await writePaper(output, order, forms);
  return {
    files,
    errors: 0,
    unwritten: order.formats.length - files.length,
    findings: findings.length,
    wrong: findings.filter(({ severity }) => severity === 'error').length,
    problems: told + said,
    moved: [...output.compiled.figures.values()].filter(({ balanced, nearest }) => balanced !== nearest).length,
    reasons: order.explain ? explanationCsv(output) : '',
  };
}
