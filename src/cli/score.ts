import { basename } from 'node:path';
import { reportOutput } from '../compile/report.ts';
import { type ReportForm, reportForm, reportIds } from '../form/report-form.ts';
import { type Forms, loadForms } from '../forms.ts';
import { historyOf, joinRecords } from '../performance/history.ts';
import { openRecords } from '../performance/open.ts';
import type { PerformanceRecords } from '../performance/record.ts';
import { recordsSchema } from '../performance/schema.ts';
import { lowTargets, withResults } from '../performance/use.ts';
import { type ScoreView, scoreView } from '../performance/view.ts';
import { lastYears } from '../plan/problems/structure.ts';
import { planYaml } from '../plan/yaml.ts';
import { type Scheme, schemesOf } from '../score/scheme.ts';
import { formatsOf } from './compile.ts';
import { bytesOf, isRecords, publishedRecords, recordFile } from './records.ts';
import { historyText, scoreText } from './score-text.ts';
import { choice, parse, progress, UsageError, userPath, write } from './usage.ts';
import { openPlan, problemLine } from './workbook.ts';
import { writePaper } from './write-paper.ts';

/** One file of several: records, or the self-evaluations of a paper. null: the records cannot be used, and that was told. */
async function oneOfSeveral(name: string, schemeOf: (id: string) => Scheme, forms: Forms): Promise<PerformanceRecords | null> {
  const path = recordFile(name);
  const bytes = bytesOf(name, path);
  if (!isRecords(path, bytes)) return publishedRecords(bytes, name, schemeOf('cn'), forms);
  const { records, problems } = openRecords(bytes, basename(path), forms);
  for (const problem of problems) progress(`${name}　${problemLine(problem)}`);
  return records;
}

/** `score PAPER PAPER…`: papers of one organisation joined, its projects year by year. */
async function scoreSeveral(
  names: readonly string[],
  json: boolean,
  schemeId: string | undefined,
  schemeOf: (id: string) => Scheme,
  forms: Forms,
) {
  const found = await Promise.all(names.map((name) => oneOfSeveral(name, schemeOf, forms)));
  const papers = found.filter((one) => one !== null);
  if (papers.length < found.length) return 2;
  const unknown = names.filter((_, i) => papers[i]?.organisation === '' || papers[i]?.year === 0);
  if (unknown.length > 0) throw new UsageError(`读不出是哪个单位、哪一年的：${unknown.join('、')}。请单独给出。`);
  const organisations = [...new Set(papers.map(({ organisation }) => organisation.replace(/\s+/g, '')))];
  if (organisations.length > 1) throw new UsageError(`几份文件不是同一个单位的：${organisations.join('、')}。请一次只给一个单位的。`);
  const { records, projects } = joinRecords(papers);
  const scheme = schemeOf(schemeId ?? records.scheme);
  const view = { ...scoreView(records, scheme), history: historyOf(projects, scheme) };
  write(json ? `${JSON.stringify(view, null, 2)}\n` : `${scoreText(view)}\n${historyText(view.history)}`, undefined);
  if (view.projects.length === 0) progress(NOTHING);
  return 0;
}

const NOTHING = '没有读到项目自评。\n';

function known<T>(what: string, id: string, found: T | null | undefined, ids: Iterable<string>): T {
  if (found) return found;
  throw new UsageError(`没有“${id}”这${what}。可用的：${[...ids].join('、')}。`);
}

/** Writes the report in every format wanted; how many could not be written. */
async function writeReport(records: PerformanceRecords, scheme: Scheme, form: ReportForm, forms: Forms, options: Written): Promise<number> {
  const output = reportOutput(records, scheme, form, forms, options.draft);
  const formats = formatsOf(options.to);
  const { files, told, findings } = await writePaper(output, { folder: userPath(options.out), out: options.out, formats }, forms);
  for (const file of files) progress(`已写入 ${file}\n`);
  progress(findings.length === 0 ? `${told}自检：没有发现错误和疑点。\n` : told);
  return formats.length - files.length;
}

/** `--plan PLAN --out F`: next year's plan with this year's results beside its projects. */
function usedIn(name: string, out: string | undefined, records: PerformanceRecords, scheme: Scheme, forms: Forms): number {
  if (out === undefined || !/\.ya?ml$/.test(out)) throw new UsageError('--plan 要用 --out 给出写入的计划文件（.yaml）。');
  const { plan, problems } = openPlan(name, forms, '');
  for (const problem of problems) progress(problemLine(problem));
  if (!plan) return 2;
  const used = withResults(plan, records, scheme);
  write(planYaml(used), out);
  for (const problem of [...lastYears(used), ...lowTargets(used, records, scheme)]) progress(problemLine(problem));
  return 0;
}

interface Written {
  readonly out: string;
  readonly to: string | undefined;
  readonly draft: boolean;
}

/**
 * `score RECORDS|PAPER…`: scores with the sum behind each, and where a paper states others; `--out DIR`: the report with its tables, where nothing in
 * the records is wrong; `--schema`: the JSON Schema of records.
 */
export async function score(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    format: { type: 'string' },
    out: { type: 'string' },
    to: { type: 'string' },
    scheme: { type: 'string' },
    draft: { type: 'boolean' },
    plan: { type: 'string' },
    schema: { type: 'boolean' },
  });
  if (values.schema) {
    write(`${JSON.stringify(recordsSchema(loadForms().lexicon), null, 2)}\n`, values.out);
    return 0;
  }
  const [name, ...others] = positionals;
  if (name === undefined)
    throw new UsageError('请给出一份绩效记录：文件（.yaml、.json、绩效工作簿 .xlsx），或放着 performance.yaml 的文件夹。');
  const format = choice('--format', values.format, ['text', 'json'], 'text');
  const forms = loadForms();
  const schemes = schemesOf(forms.sets);
  const schemeOf = (id: string): Scheme => known('种计分办法', id, schemes.get(id), schemes.keys());
  if (others.length > 0) {
    if (values.out !== undefined || values.plan !== undefined) throw new UsageError('--out、--plan 一次只用一份绩效记录。');
    return scoreSeveral(positionals, format === 'json', values.scheme, schemeOf, forms);
  }
  const path = recordFile(name);
  const bytes = bytesOf(name, path);
  const show = (view: ScoreView): void => {
    write(format === 'json' ? `${JSON.stringify(view, null, 2)}\n` : scoreText(view), undefined);
    if (view.projects.length === 0) progress(NOTHING);
  };
  if (!isRecords(path, bytes)) {
    if (values.out !== undefined || values.plan !== undefined)
      throw new UsageError('公开文本只重算得分；--out、--plan 要用绩效记录（.yaml、.json、绩效工作簿）。');
    const view = scoreView(await publishedRecords(bytes, name, schemeOf(values.scheme ?? 'cn'), forms), schemeOf(values.scheme ?? 'cn'));
    show(view);
    return 0;
  }

  const { records, problems, locate } = openRecords(bytes, basename(path), forms);
  for (const problem of problems) progress(problemLine(problem));
  if (!records) return 2;
  const scheme = schemeOf(values.scheme ?? records.scheme);
  const scored = scoreView(records, scheme);
  const view = { ...scored, problems: scored.problems.map(locate) };
  show(view);
  for (const problem of view.problems) progress(problemLine(problem));
  if (values.plan !== undefined) return usedIn(values.plan, values.out, records, scheme, forms);
  const errors = view.problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    progress(`记录里有 ${errors} 个错误${values.out === undefined ? '' : '，没有编写报告；改正后再试'}。\n`);
    return values.out === undefined ? 1 : 2;
  }
  if (values.out === undefined) return 0;
  if (view.projects.length === 0) {
    progress(`没有编写报告；在项目的 years 里写 ${records.year} 年的 evaluation 后再试。\n`);
    return 2;
  }
  const form = known('种报告', records.form, reportForm(forms.sets, records.form), reportIds(forms.sets));
  return (await writeReport(records, scheme, form, forms, { out: values.out, to: values.to, draft: values.draft ?? false })) > 0 ? 2 : 0;
}
