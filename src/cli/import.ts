import { dump } from 'js-yaml';
import { checkPaper } from '../check/check.ts';
import type { FormSet } from '../form/form.ts';
import { formSets } from '../form/load.ts';
import { FormatError, prepareFormat, readDocument } from '../format/index.ts';
import { type Forms, loadForms } from '../forms.ts';
import { planFromPaper } from '../plan/from-paper.ts';
import type { Resolution } from '../plan/import/resolution.ts';
import { loadSolver } from '../plan/import/solver.ts';
import { planForYear } from '../plan/next-year.ts';
import { TO_BE_WRITTEN } from '../plan/plan.ts';
import { planYaml } from '../plan/yaml.ts';
import { type Paper, readPaper } from '../score/read.ts';
import { readBytes } from './file.ts';
import { parse, progress, UsageError, userPath, wholeNumber, write } from './usage.ts';

/** The form set that is asked for, that of the paper, or the latest of the same place and kind up to the year. */
function setFor(sets: readonly FormSet[], paper: Paper, asked: string | undefined, year: number | null): FormSet {
  const id = asked ?? paper.identity.form;
  const own = sets.find((set) => set.id === id);
  if (!own) {
    const known = sets.map((set) => set.id).join('、');
    throw new UsageError(asked ? `没有表样 ${asked}。可用的表样：${known}。` : `未能识别文本所用的表样，请用 --form 指定：${known}。`);
  }
  if (year === null || asked !== undefined) return own;
  const folder = own.id.slice(0, own.id.lastIndexOf('/'));
  const older = sets.filter((set) => set.id.startsWith(`${folder}/`) && set.year <= year).sort((a, b) => b.year - a.year);
  return older[0] ?? own;
}

function readFile(file: string, bytes: Uint8Array, forms: Forms): Paper {
  try {
    return readPaper(readDocument(bytes, file), file, forms);
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${error.message}。`);
    throw error;
  }
}

const told = ({ where, printed, taken, reason }: Resolution): string =>
  printed === taken ? `  ${where}：${printed}万元照印。${reason}\n` : `  ${where}：印为${printed}万元，取${taken}万元。${reason}\n`;

/** `import FILE`: a published paper as a plan; what it contradicts itself in is listed. */
export async function importPaper(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    form: { type: 'string' },
    year: { type: 'string' },
    resolutions: { type: 'string' },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('import 每次导入一个文件。');
  const year = wholeNumber('--year', values.year, 2007, 2100);
  const bytes = readBytes(userPath(file));
  if (typeof bytes === 'string') throw new UsageError(`${file}：${bytes}。`);
  await prepareFormat(bytes);
  const forms = loadForms();
  const paper = readFile(file, bytes, forms);
  if (paper.identity.year === null || paper.identity.kind === null) {
    throw new UsageError(`${file}：未能识别年度或种类（预算、决算），不能导入。`);
  }
  const sets = formSets(forms.sets).filter(({ abstract }) => !abstract);
  const { findings } = checkPaper(paper, forms);
  const { plan, resolutions } = planFromPaper(paper, findings, setFor(sets, paper, values.form, null), forms, await loadSolver());
  const made = year === null ? plan : planForYear(plan, year, setFor(sets, paper, values.form, year).id);
  const open = [...plan.paper.texts].filter(([, text]) => text === TO_BE_WRITTEN).map(([name]) => name);
  progress(`支出明细 ${plan.lines.length} 条，项目 ${plan.paper.projects.length} 个，其他数 ${plan.given.length} 个。\n`);
  if (resolutions.length > 0) progress(`有 ${resolutions.length} 处所印的数未照搬或另有口径，请核对：\n${resolutions.map(told).join('')}`);
  if (open.length > 0)
    progress(`原文没有、需要补写的文字：${open.join('、')}（在计划中写作“${TO_BE_WRITTEN}”，补写以前只能用 --draft 编制草稿）。\n`);
  if (values.resolutions !== undefined) write(dump(resolutions, { lineWidth: -1, noRefs: true }), values.resolutions);
  write(planYaml(made), values.out);
  return 0;
}
