import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile as compilePlan } from '../compile/compile.ts';
import { explain } from '../compile/explain.ts';
import { editionOf, type Output, type OutputFormat, outputFormats, outputName, writeOutput } from '../compile/outputs.ts';
import { amountText } from '../fact/amount.ts';
import { FormatError, writeText } from '../format/index.ts';
import { loadForms } from '../forms.ts';
import { withGaps } from '../plan/gaps.ts';
import { problemsOf } from '../plan/load.ts';
import type { PlanProblem } from '../plan/plan.ts';
import { checkBytes } from '../server/paper.ts';
import { SEVERITY_NAMES } from '../server/words.ts';
import { parse, progress, UsageError, userPath, write } from './usage.ts';
import { openPlan, problemLine } from './workbook.ts';

/** --to docx,pdf: the formats wanted, all without it. */
export function formatsOf(to: string | undefined): readonly OutputFormat[] {
  if (to === undefined) return outputFormats;
  return to.split(/[,，]/).map((name) => {
    const found = outputFormats.find((format) => format === name.trim());
    if (!found) throw new UsageError(`--to 只能是 ${outputFormats.join('、')}，用逗号隔开，不能是“${name}”。`);
    return found;
  });
}

/** With --draft missing words are gaps in the paper; everything else must be right. */
const stops = ({ severity, gap }: PlanProblem, draft: boolean): boolean => severity === 'error' && !(draft && gap === true);

/** Every figure that balancing moved: where it stands, what it is exactly and by itself, what is printed, and why. */
function explanationCsv(output: Output): string {
  const rows = explain(output.compiled).map(({ places, exact, nearest, balanced, reason }) => [
    places.join('；'),
    amountText(exact, '元'),
    amountText(nearest),
    amountText(balanced),
    reason,
  ]);
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return `\ufeff${[['位置', '原数（元）', '四舍五入（万元）', '印出（万元）', '原因'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Held against the same rules as any published paper. */
export function selfCheck(output: Output, forms: ReturnType<typeof loadForms>): void {
  const { findings } = checkBytes(new TextEncoder().encode(writeText(output.compiled.document)), outputName(output, 'docx'), forms);
  const grave = findings.filter(({ severity, code }) => severity !== 'info' && !(output.edition.draft && code === 'comply.placeholder'));
  progress(grave.length === 0 ? '自检：没有发现错误和疑点。\n' : `自检发现 ${grave.length} 个问题：\n`);
  for (const { severity, message } of grave) progress(`  ${SEVERITY_NAMES[severity]}　${message}\n`);
}

/** `compile PLAN --out DIR`: the whole paper in every format, or what keeps the plan from being one. */
export async function compile(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    form: { type: 'string' },
    draft: { type: 'boolean' },
    to: { type: 'string' },
    explain: { type: 'string' },
  });
  const [name, other] = positionals;
  if (name === undefined || other !== undefined)
    throw new UsageError('请给出一份计划：文件（.yaml、.json、.xlsx），或放着 plan.yaml 的文件夹。');
  if (values.out === undefined) throw new UsageError('请用 --out 给出存放文件的文件夹，例如 --out 公开文本。');
  const formats = formatsOf(values.to);
  const draft = values.draft ?? false;

  const forms = loadForms();
  const loaded = openPlan(name, forms, values.form ?? '');
  const problems = problemsOf(loaded, forms);
  for (const problem of problems) progress(problemLine(problem));
  const blocking = problems.filter((problem) => stops(problem, draft));
  if (blocking.length > 0 || !loaded.plan || !loaded.set) {
    progress(`有 ${blocking.length} 个错误，没有编制。改正后再试${draft ? '' : '；只缺文字的可以先用 --draft 编制草稿'}。\n`);
    return 2;
  }

  const { set } = loaded;
  const plan = draft ? withGaps(loaded.plan, set) : loaded.plan;
  const output: Output = { compiled: compilePlan(plan, set, forms), edition: editionOf(plan, set, draft), set };
  const folder = userPath(values.out);
  mkdirSync(folder, { recursive: true });
  let unwritten = 0;
  for (const format of formats) {
    const file = outputName(output, format);
    try {
      writeFileSync(join(folder, file), await writeOutput(output, format, forms));
      process.stdout.write(`${join(values.out, file)}\n`);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      unwritten++;
      progress(`${file}：${error.message}。\n`);
    }
  }
  const moved = [...output.compiled.figures.values()].filter(({ balanced, nearest }) => balanced !== nearest).length;
  progress(`舍位平衡调整了 ${moved} 个数${moved > 0 && values.explain === undefined ? '，用 --explain 文件 看原因' : ''}。\n`);
  if (values.explain !== undefined) write(explanationCsv(output), values.explain);
  selfCheck(output, forms);
  return unwritten > 0 ? 2 : 0;
}
