import { load, YAMLException } from 'js-yaml';
import type { FormSet } from '../form/form.ts';
import { resolveSet } from '../form/load.ts';
import { NodeError } from '../form/yaml.ts';
import { isDocx } from '../format/docx/read.ts';
import { FormatError } from '../format/error.ts';
import { foreignType, isPdf } from '../format/signature.ts';
import { decodeText } from '../format/txt/decode.ts';
import { isXls } from '../format/xls/read.ts';
import { isXlsx } from '../format/xlsx/read.ts';
import type { Plan, PlanProblem } from './plan.ts';
import { planProblems } from './problems/index.ts';
import { error } from './problems/problem.ts';
import { readPlan } from './read.ts';
import { type ReadForms, readPlanWorkbook } from './workbook/read.ts';

/** A plan from a file, or what keeps it from being one. */
export interface LoadedPlan {
  /** null where there are errors among the problems */
  readonly plan: Plan | null;
  readonly set: FormSet | null;
  readonly problems: readonly PlanProblem[];
  /** A problem of the plan with the place in the file as its place: the very cell of a workbook. */
  locate(problem: PlanProblem): PlanProblem;
}

const same = (problem: PlanProblem): PlanProblem => problem;
/** lines[3].economic; a project is told by its name. */
const withField = (problem: PlanProblem): PlanProblem =>
  problem.field && !problem.place.startsWith('项目') ? { ...problem, place: `${problem.place}.${problem.field}` } : problem;
const refused = (place: string, message: string, mend: string, set: FormSet | null = null): LoadedPlan => ({
  plan: null,
  set,
  problems: [error(place, '', message, mend)],
  locate: same,
});

/** Files that are surely no plan, by their content: what they are, and what to do. null: it may be text. */
function noPlan(bytes: Uint8Array): readonly [string, string] | null {
  if (bytes.length === 0) return ['这是空文件', '检查文件是否保存完整，再重新上传'];
  if (isXls(bytes)) return ['这是旧格式（.xls、.et）的工作簿', '在 Excel 或 WPS 里另存为 .xlsx'];
  const foreign = isPdf(bytes) ? 'PDF' : isDocx(bytes) ? 'Word' : foreignType(bytes)?.name;
  return foreign === undefined ? null : [`这是${foreign}文件，不是编制计划`, '计划是明账生成的工作簿（.xlsx），或 .yaml、.json 文件'];
}

/** What is wrong with text that is no YAML: place, message, and what to do. */
export const yamlFault = ({ mark, reason }: YAMLException, fileName: string): [string, string, string] => [
  `${fileName}${mark === undefined ? '' : ` 第${mark.line + 1}行`}`,
  `不是 YAML：${reason}`,
  '检查缩进、引号和冒号后的空格',
];

/** A plan from YAML or JSON text. */
function loadYaml(text: string, fileName: string, forms: Pick<ReadForms, 'sets'>, form: string): LoadedPlan {
  try {
    return planOf(load(text), fileName, forms, form);
  } catch (reason) {
    if (reason instanceof YAMLException) return refused(...yamlFault(reason, fileName));
    throw reason;
  }
}

/** A plan from what its YAML says. `form`: the form set, where it does not name one. */
export function planOf(value: unknown, fileName: string, { sets }: Pick<ReadForms, 'sets'>, form = ''): LoadedPlan {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused(fileName, '不是编制计划', '计划是 YAML、JSON 键值对，或明账生成的工作簿（网页“编制”里下载，或 mingzhang workbook）');
  const id = 'form' in value && typeof value.form === 'string' ? value.form : form;
  const set = resolveSet(sets, id);
  if (!set || set.abstract)
    return refused(
      `${fileName}: form`,
      id === '' ? '没有写表样' : `没有“${id}”这套表样`,
      '写明 form，如 shanxi/budget/2025；用 mingzhang forms 查看',
    );
  const path = /\.ya?ml$/.test(fileName) ? fileName : `${fileName}.yaml`;
  try {
    return { plan: readPlan({ value, path }, set.kind, id), set, problems: [], locate: withField };
  } catch (reason) {
    if (!(reason instanceof NodeError)) throw reason;
    const problems = reason.faults.map(({ path: at, said }) =>
      error(fileName, '', `${at}: ${said}`.replace(`${path}: `, ''), '对照 mingzhang workbook --schema 改正'),
    );
    return { plan: null, set, problems, locate: same };
  }
}

/**
 * A plan from a file, told by its content: a workbook (.xlsx), YAML or JSON. `form`: the form set, where a YAML plan does not name one.
 * Whether it makes sense is told by `problemsOf`.
 */
export function loadPlan(bytes: Uint8Array, fileName: string, forms: ReadForms, form = ''): LoadedPlan {
  try {
    const known = isXlsx(bytes) ? null : noPlan(bytes);
    if (known) return refused(fileName, ...known);
    return isXlsx(bytes) ? readPlanWorkbook(bytes, forms) : loadYaml(decodeText(bytes), fileName, forms, form);
  } catch (reason) {
    if (!(reason instanceof FormatError)) throw reason;
    return refused(fileName, reason.message, '换一份文件再试');
  }
}

/** All that is wrong with a loaded plan: in the file, else in the plan itself. */
export function problemsOf({ plan, set, problems, locate }: LoadedPlan, { codes }: Pick<ReadForms, 'codes'>): PlanProblem[] {
  return plan && set ? [...problems, ...planProblems(plan, { codes, set }).map(locate)] : [...problems];
}
