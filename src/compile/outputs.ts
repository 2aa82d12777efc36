import type { Edition, Printable } from '../document/layout.ts';
import type { FormSet } from '../form/form.ts';
import { writeDataPackage, zipped } from '../format/datapackage/write.ts';
import { writeHtml } from '../format/html/edition.ts';
import { writeWorkbookOfPaper } from '../format/xlsx/paper.ts';
import type { Forms } from '../forms.ts';
import { withGaps } from '../plan/gaps.ts';
import type { Plan } from '../plan/plan.ts';
import { type Compiled, compile } from './compile.ts';
import { packageOf } from './package.ts';

/** What a compiled paper can be written as; json is the data package. */
export const outputFormats = ['docx', 'pdf', 'html', 'xlsx', 'json'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** A compiled paper with what its files tell of it. */
export interface Output {
  readonly compiled: Compiled;
  readonly edition: Edition;
  readonly set: Pick<FormSet, 'id' | 'year'>;
}

/** The title and date of a paper: the same plan makes the same files. */
export function editionOf(plan: Plan, set: FormSet, draft: boolean): Edition {
  const { organisation, year } = plan.paper;
  const kind = set.kind === 'budget' ? '预算' : '决算';
  // a budget is published after the congress of spring, final accounts in the autumn of the next year
  const date = set.kind === 'budget' ? `${year}-03-01` : `${year + 1}-09-01`;
  return { title: `${organisation}${year}年度${kind}公开`, organisation, date, draft };
}

/** A compiled paper with the plan that it was made of. */
export interface PlanOutput extends Output {
  readonly plan: Plan;
}

/** The paper of a plan, ready to be written; of a draft missing words are gaps. */
export function planOutput(given: Plan, set: FormSet, draft: boolean, forms: Parameters<typeof compile>[2]): PlanOutput {
  const plan = draft ? withGaps(given, set) : given;
  return { plan, compiled: compile(plan, set, forms), edition: editionOf(plan, set, draft), set };
}

/** Writers load what they need only when they are asked for. */
const WRITERS: Readonly<
  Record<OutputFormat, (output: Output, printable: Printable, forms: Pick<Forms, 'lexicon'>) => Promise<Uint8Array>>
> = {
  docx: async (_, printable) => (await import('../format/docx/write.ts')).writeDocx(printable),
  pdf: async (_, printable) => (await import('../format/pdf/write.ts')).writePdf(printable),
  html: async (_, printable) => new TextEncoder().encode(await writeHtml(printable)),
  xlsx: (_, printable) => writeWorkbookOfPaper(printable),
  json: async ({ compiled, edition, set }, _, { lexicon }) =>
    zipped(await writeDataPackage(packageOf({ stated: compiled.stated, edition }, set, lexicon)), edition.date),
};

const ENDINGS: Readonly<Record<OutputFormat, string>> = { docx: '.docx', pdf: '.pdf', html: '.html', xlsx: '.xlsx', json: '-数据包.zip' };

/** The name of a file of a paper: title and ending, with what file systems refuse taken out. */
export const outputName = ({ edition }: Pick<Output, 'edition'>, format: OutputFormat): string =>
  `${edition.title.replace(/[\\/:*?"<>|\s]/g, '')}${edition.draft ? '（草稿）' : ''}${ENDINGS[format]}`;

/** A compiled paper as a file of one format. */
export const writeOutput = (output: Output, format: OutputFormat, forms: Pick<Forms, 'lexicon'>): Promise<Uint8Array> =>
  WRITERS[format](output, { ...output.compiled, edition: output.edition }, forms);
