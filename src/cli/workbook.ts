import { basename, extname } from 'node:path';
import { resolveSet } from '../form/load.ts';
import { type Forms, loadForms } from '../forms.ts';
import { draftTargets, emptyRecords, targetWords } from '../performance/draft.ts';
import { openRecords } from '../performance/open.ts';
import type { PerformanceRecords } from '../performance/record.ts';
import { type Purpose, purposes } from '../performance/workbook/purposes.ts';
import { recordsWorkbook } from '../performance/workbook/write.ts';
import { recordsYaml } from '../performance/yaml.ts';
import { type LoadedPlan, loadPlan } from '../plan/load.ts';
import type { PlanProblem } from '../plan/plan.ts';
import { planSchema } from '../plan/schema.ts';
import { planWorkbook } from '../plan/workbook/write.ts';
import { planYaml } from '../plan/yaml.ts';
import { type Scheme, schemesOf } from '../score/scheme.ts';
import { readBytes } from './file.ts';
import { planFile } from './plans.ts';
import { bytesOf, isRecords, isRecordsFile, publishedRecords, recordFile } from './records.ts';
import { choice, parse, progress, UsageError, wholeNumber, write } from './usage.ts';

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

interface PerformanceOptions {
  readonly performance?: string | undefined;
  readonly organisation?: string | undefined;
  readonly year?: string | undefined;
  readonly scope?: string | undefined;
  readonly form?: string | undefined;
}

/** Records to make a workbook of: from a file, from a published paper, or none but whose they are. null: they cannot be used, and that was told. */
async function givenRecords(
  name: string | undefined,
  purpose: Purpose,
  options: PerformanceOptions,
  forms: Forms,
): Promise<PerformanceRecords | null> {
  const year = wholeNumber('--year', options.year, 2000, 2100);
  if (name === undefined) {
    if (purpose !== 'targets' || !options.organisation?.trim() || year === null)
      throw new UsageError('请给出绩效记录或公开文本；从空表填起用 --performance targets --organisation 单位名称 --year 年度。');
    return emptyRecords(options.organisation.trim(), choice('--scope', options.scope, ['unit', 'department'], 'department'), year);
  }
  const path = recordFile(name);
  const bytes = bytesOf(name, path);
  if (isRecords(path, bytes)) {
    const { records, problems } = openRecords(bytes, basename(path), forms);
    progress(problems.map(problemLine).join(''));
    return records && year !== null && purpose === 'targets' ? draftTargets(records, year) : records;
  }
  if (purpose !== 'targets')
    throw new UsageError(`${name}：不是绩效记录（.yaml、.json，或明账的绩效工作簿 .xlsx）。公开文本只能做 targets。`);
  const published = await publishedRecords(bytes, name, schemeNamed('cn', forms), forms);
  if (published.projects.length === 0) throw new UsageError(`${name}：没有读到项目绩效目标或自评。`);
  const own = { ...published, organisation: options.organisation?.trim() || published.organisation };
  return draftTargets(own, year ?? published.year);
}

function schemeNamed(id: string, forms: Forms): Scheme {
  const scheme = schemesOf(forms.sets).get(id);
  if (!scheme) throw new UsageError(`没有“${id}”这种计分办法。`);
  return scheme;
}

/**
 * `workbook --performance PURPOSE [RECORDS|PAPER] --out F`: records, a paper's projects or nothing yet as a workbook to fill in; `workbook F.xlsx
 * --out R.yaml`: a filled one as records.
 */
async function performanceWorkbook(name: string | undefined, options: PerformanceOptions, out: string, forms: Forms): Promise<number> {
  const given = options.performance;
  const purpose = choice('--performance', given === undefined ? given : (PURPOSE_WORDS[given] ?? given), purposes, 'evaluation');
  const set = options.form === undefined ? null : resolveSet(forms.sets, options.form);
  if (options.form !== undefined && (!set || set.abstract))
    throw new UsageError(`没有“${options.form}”这套表样。用 mingzhang forms 查看已有的表样。`);
  const records = await givenRecords(name, purpose, options, forms);
  if (!records) return 2;
  if (/\.ya?ml$/i.test(out)) {
    write(recordsYaml(records), out);
    return 0;
  }
  if (given === undefined) throw new UsageError('请用 --performance 说明做哪一种工作簿：targets、monitoring、evaluation。');
  write(await recordsWorkbook(purpose, records, schemeNamed(records.scheme, forms), forms, new Date(), targetWords(set)), out);
  const unclassed = purpose === 'targets' ? records.projects.filter((record) => record.class === null).length : 0;
  if (unclassed > 0) progress(`有 ${unclassed} 个项目没有读到项目类别，请在“项目”表的“项目类别”里选。\n`);
  return 0;
}

/** `workbook FORM|PLAN --out F`: an empty workbook for a form set, a plan as a workbook, or a workbook as a plan's YAML; `--schema`: its JSON Schema. */
export async function workbook(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    form: { type: 'string' },
    schema: { type: 'boolean' },
    performance: { type: 'string' },
    organisation: { type: 'string' },
    year: { type: 'string' },
    scope: { type: 'string' },
  });
  const forms = loadForms();
  if (values.schema) {
    write(`${JSON.stringify(planSchema(forms.lexicon), null, 2)}\n`, values.out);
    return 0;
  }
  const [name, other] = positionals;
  const isPerformance = values.performance !== undefined;
  if ((name === undefined && !isPerformance) || other !== undefined)
    throw new UsageError('请给出一套表样（如 shanxi/budget/2025）或一份计划。');
  if (values.out === undefined) throw new UsageError('请用 --out 给出文件名，例如 --out 编制.xlsx。');
  const ending = extname(values.out).toLowerCase();
  if (!/^\.(?:xlsx|ya?ml)$/.test(ending)) throw new UsageError('--out 应以 .xlsx（工作簿）或 .yaml（计划）结尾。');

  if (name === undefined || isPerformance || isRecordsFile(name)) return performanceWorkbook(name, values, values.out, forms);
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
