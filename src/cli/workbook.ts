import { basename, extname } from 'node:path';
import { resolveSet } from '../form/load.ts';
import { type Forms, loadForms } from '../forms.ts';
import { openRecords } from '../performance/open.ts';
import { type Purpose, purposes } from '../performance/workbook/purposes.ts';
import { recordsWorkbook } from '../performance/workbook/write.ts';
import { recordsYaml } from '../performance/yaml.ts';
import { type LoadedPlan, loadPlan } from '../plan/load.ts';
import type { PlanProblem } from '../plan/plan.ts';
import { planSchema } from '../plan/schema.ts';
import { planWorkbook } from '../plan/workbook/write.ts';
import { planYaml } from '../plan/yaml.ts';
import { schemesOf } from '../score/scheme.ts';
import { readBytes } from './file.ts';
import { planFile } from './plans.ts';
import { bytesOf, isRecords, isRecordsFile, recordFile } from './records.ts';
import { choice, parse, progress, UsageError, write } from './usage.ts';

/** 基本支出!C12：没有填功能科目。填… */
export const problemLine = ({ severity, place, message, mend }: PlanProblem): string =>
  `${severity === 'error' ? '错误' : '提醒'}　${place}：${message}。${mend}。\n`;

/** The plan in a file, or in a folder. Throws UsageError where the file cannot be opened. */
export function openPlan(name: string, forms: Forms, form: string): LoadedPlan {
  const path = planFile(name);
  const bytes = readBytes(path);
  if (typeof bytes === 'string') throw new UsageError(`${name}：${bytes}。`);
  return loadPlan(bytes, basename(path), forms, form);
}

const PURPOSE_WORDS: Readonly<Record<string, Purpose>> = { 目标: 'targets', 监控: 'monitoring', 自评: 'evaluation' };

/** `workbook --performance PURPOSE RECORDS --out F`: records as a workbook to fill in; `workbook F.xlsx --out R.yaml`: a filled one as records. */
async function performanceWorkbook(name: string, given: string | undefined, out: string, forms: Forms): Promise<number> {
  const path = recordFile(name);
  const bytes = bytesOf(name, path);
  if (!isRecords(path, bytes)) throw new UsageError(`${name}：不是绩效记录（.yaml、.json，或明账的绩效工作簿 .xlsx）。`);
  const { records, problems } = openRecords(bytes, basename(path), forms);
  progress(problems.map(problemLine).join(''));
  if (!records) return 2;
  if (/\.ya?ml$/i.test(out)) {
    write(recordsYaml(records), out);
    return 0;
  }
  if (given === undefined) throw new UsageError('请用 --performance 说明做哪一种工作簿：targets、monitoring、evaluation。');
  const purpose = choice('--performance', PURPOSE_WORDS[given] ?? given, purposes, 'evaluation');
  const scheme = schemesOf(forms.sets).get(records.scheme);
  if (!scheme) throw new UsageError(`没有“${records.scheme}”这种计分办法。`);
  write(await recordsWorkbook(purpose, records, scheme, forms, new Date()), out);
  return 0;
}

/** `workbook FORM|PLAN --out F`: an empty workbook for a form set, a plan as a workbook, or a workbook as a plan's YAML; `--schema`: its JSON Schema. */
export async function workbook(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    form: { type: 'string' },
    schema: { type: 'boolean' },
    performance: { type: 'string' },
  });
  const forms = loadForms();
  if (values.schema) {
    write(`${JSON.stringify(planSchema(forms.lexicon), null, 2)}\n`, values.out);
    return 0;
  }
  const [name, other] = positionals;
  if (name === undefined || other !== undefined) throw new UsageError('请给出一套表样（如 shanxi/budget/2025）或一份计划。');
  if (values.out === undefined) throw new UsageError('请用 --out 给出文件名，例如 --out 编制.xlsx。');
  const ending = extname(values.out).toLowerCase();
  if (!/^\.(?:xlsx|ya?ml)$/.test(ending)) throw new UsageError('--out 应以 .xlsx（工作簿）或 .yaml（计划）结尾。');

  if (values.performance !== undefined || isRecordsFile(name)) return performanceWorkbook(name, values.performance, values.out, forms);
  const set = resolveSet(forms.sets, name);
  if (set && !set.abstract) {
    if (ending !== '.xlsx') throw new UsageError('空表只能是 .xlsx。');
    write(await planWorkbook(set, null, forms, new Date()), values.out);
    return 0;
  }
  const loaded = openPlan(name, forms, values.form ?? '');
  progress(loaded.problems.map(problemLine).join(''));
  if (!loaded.plan || !loaded.set) return 2;
  write(ending === '.xlsx' ? await planWorkbook(loaded.set, loaded.plan, forms, new Date()) : planYaml(loaded.plan), values.out);
  return 0;
}
