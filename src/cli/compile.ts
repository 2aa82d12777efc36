import { availableParallelism } from 'node:os';
import { type OutputFormat, outputFormats } from '../compile/outputs.ts';
import { loadForms } from '../forms.ts';
import { compileMany } from './compile-many.ts';
import { type CompileOrder, compilePlan } from './compile-plan.ts';
import { plansOf } from './plans.ts';
import { parse, progress, UsageError, userPath, wholeNumber, write } from './usage.ts';

/** --to docx,pdf: the formats wanted, all without it. */
export function formatsOf(to: string | undefined): readonly OutputFormat[] {
  if (to === undefined) return outputFormats;
  return to.split(/[,，]/).map((name) => {
    const found = outputFormats.find((format) => format === name.trim());
    if (!found) throw new UsageError(`--to 只能是 ${outputFormats.join('、')}，用逗号隔开，不能是“${name}”。`);
    return found;
  });
}

/** One plan, in this process. */
async function compileOne(order: CompileOrder, explanation: string | undefined): Promise<number> {
  const { files, errors, unwritten, findings, wrong, problems, moved, reasons } = await compilePlan(order, loadForms());
  for (const file of files) process.stdout.write(`${file}\n`);
  progress(problems);
  if (errors > 0) {
    progress(`有 ${errors} 个错误，没有编制。改正后再试${order.draft ? '' : '；只缺文字的可以先用 --draft 编制草稿'}。\n`);
    return 2;
  }
  progress(`舍位平衡调整了 ${moved} 个数${moved > 0 && explanation === undefined ? '，用 --explain 文件 看原因' : ''}。\n`);
  if (explanation !== undefined) write(reasons, explanation);
  if (findings === 0) progress('自检：没有发现错误和疑点。\n');
  return unwritten > 0 ? 2 : wrong > 0 ? 1 : 0;
}

/** `compile PLAN… --out DIR`: the whole paper in every format, or what keeps the plan from being one; of several plans each in a folder of its own. */
export async function compile(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    form: { type: 'string' },
    records: { type: 'string' },
    draft: { type: 'boolean' },
    to: { type: 'string' },
    explain: { type: 'string' },
    jobs: { type: 'string' },
  });
  if (positionals.length === 0)
    throw new UsageError('请给出计划：文件（.yaml、.json、.xlsx）、放着 plan.yaml 的文件夹，或放着许多份计划的文件夹。');
  if (values.out === undefined) throw new UsageError('请用 --out 给出存放文件的文件夹，例如 --out 公开文本。');
  const { plans, single } = plansOf(positionals, values.out);
  const orders = plans.map(
    ({ plan, out }): CompileOrder => ({
      plan,
      folder: userPath(out),
      out,
      formats: formatsOf(values.to),
      records: values.records ?? '',
      form: values.form ?? '',
      draft: values.draft ?? false,
      explain: values.explain !== undefined,
    }),
  );
  const [only] = orders;
  if (single && only) return compileOne(only, values.explain);
  if (values.explain !== undefined) throw new UsageError('--explain 一次只能用于一份计划。');
  if (values.records !== undefined) throw new UsageError('--records 一次只能用于一份计划；多份计划的绩效记录放在各自的文件夹里。');
  const jobs = wholeNumber('--jobs', values.jobs, 1, 64) ?? Math.min(availableParallelism(), 4);
  return compileMany(orders, Math.min(jobs, orders.length));
}
