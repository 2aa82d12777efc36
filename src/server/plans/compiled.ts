import type { Finding } from '../../check/finding.ts';
import { type Output, type OutputFormat, outputFormats, outputName, type PlanOutput, planOutput } from '../../compile/outputs.ts';
import { GAP as GAP_MARK } from '../../document/gap.ts';
import type { Rendered } from '../../form/render.ts';
import { type EditionEntry, editionOutline, type Note, writeHtml } from '../../format/html/index.ts';
import type { Forms } from '../../forms.ts';
import { type RecordsSource, withRecords } from '../../performance/with-records.ts';
import { type LoadedPlan, loadPlan, problemsOf } from '../../plan/load.ts';
import { type CheckedPaper, plainPaper } from '../checked.ts';
import { checkOutput, isGap } from '../self-check.ts';
import { paperView } from '../view.ts';
import { PREVIEW_CSS } from './preview-style.ts';
import { type ShownProblem, shownProblems } from './problems.ts';
import { type Why, whys } from './why.ts';

/** A plan as it came: an uploaded file, or an example; with the records of performance that it is compiled with. */
export interface PlanSource {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly records: RecordsSource | null;
}

/** A plan made into a paper, to be looked at. */
export interface PaperPreview {
  readonly title: string;
  readonly outline: readonly EditionEntry[];
  /** the page of the paper with its numbers, and the same as a draft; `final` is null where errors allow only a draft */
  readonly pages: { readonly draft: string; readonly final: string | null };
  readonly names: Readonly<Record<OutputFormat, { readonly draft: string; readonly final: string }>>;
  /** the paper read back and held against the same rules as any published one */
  readonly checked: CheckedPaper;
  /** errors and warnings of that, but for the gaps of a draft */
  readonly findings: readonly Finding[];
  readonly gaps: number;
  readonly why: ReadonlyMap<number, Why>;
}

/** What became of a plan: what is wrong with it, and its paper where one can be made. */
export interface CompiledPlan {
  readonly form: { readonly id: string; readonly name: string } | null;
  readonly problems: readonly ShownProblem[];
  readonly paper: PaperPreview | null;
  /** why there is no paper, in Chinese; null where there is one */
  readonly unmade: string | null;
}

/** A plan as a paper ready to be written, or in Chinese why it cannot be one. With errors there is only a draft, as far as it can be made. */
export function outputOf(loaded: LoadedPlan, hasErrors: boolean, draft: boolean, forms: Forms): PlanOutput | string {
  if (!loaded.plan || !loaded.set) return '有的内容没能读懂，还排不出文本。请先改正所列的错误，再重新上传，明账接着查其余的内容。';
  if (hasErrors && !draft) return '还有错误，只能下载草稿。改正全部错误后才能下载正式文本。';
  try {
    return planOutput(loaded.plan, loaded.set, draft, forms);
  } catch (error) {
    // a plan with errors may hold what no paper can print (a code without a name); without errors it is the program's fault
    if (!hasErrors || !(error instanceof Error)) throw error;
    return '因为有这些错误，连草稿也排不出来。请先改正所列的错误，再重新上传。';
  }
}

/** How many words are missing in a draft. */
const gapsOf = ({ document }: Rendered): number =>
  document.blocks.reduce((n, block) => n + (block.kind === 'grid' ? 0 : block.words.text.split(GAP_MARK).length - 1), 0) / 2;

/** The page of a paper whose numbers can be pressed; gaps and findings are marked. */
function pageOf({ compiled, edition }: Output, checked: CheckedPaper, why: ReadonlyMap<number, Why>, draft: boolean): Promise<string> {
  const told = new Set(checked.findings.flatMap((finding, i) => (isGap(finding) ? [`f${i}`] : [])));
  const notes = (paperView(checked, { numbers: true, links: false }).notes ?? []).flatMap((note): Note[] => {
    if (note.layer === 'number') return [why.get(Number(note.id))?.moved ? { ...note, kind: `${note.kind} moved` } : note];
    return told.has(note.id.replace(/-\d+$/, '')) ? [] : [note];
  });
  return writeHtml({ ...compiled, edition: { ...edition, draft } }, { notes, style: PREVIEW_CSS });
}

async function previewOf(output: PlanOutput, ready: boolean, forms: Forms): Promise<PaperPreview> {
  const { compiled, edition } = output;
  const checked = plainPaper(checkOutput(output, forms));
  const name = (format: OutputFormat, draft: boolean): string => outputName({ ...output, edition: { ...edition, draft } }, format);
  const why = whys(output, checked, forms.lexicon);
  const names = outputFormats.map((format) => [format, { draft: name(format, true), final: name(format, false) }]);
  return {
    title: edition.title,
    outline: editionOutline(compiled),
    pages: { draft: await pageOf(output, checked, why, true), final: ready ? await pageOf(output, checked, why, false) : null },
    names: Object.fromEntries(names) as PaperPreview['names'],
    checked,
    findings: checked.findings.filter((finding) => finding.severity !== 'info' && !isGap(finding)),
    gaps: gapsOf(compiled),
    why,
  };
}

/** A plan with what is wrong in it. */
export function loadedPlan(
  { bytes, file, records }: PlanSource,
  forms: Forms,
): { loaded: LoadedPlan; problems: ShownProblem[]; hasErrors: boolean } {
  const alone = loadPlan(bytes, file, forms);
  const loaded = records ? withRecords(alone, records, forms) : alone;
  const problems = shownProblems(problemsOf(loaded, forms), forms.lexicon);
  return { loaded, problems, hasErrors: problems.some(({ severity }) => severity === 'error') };
}

/** A file as a plan, its problems, and its paper to be looked at. */
export async function compiledPlan(source: PlanSource, forms: Forms): Promise<CompiledPlan> {
  const { loaded, problems, hasErrors } = loadedPlan(source, forms);
  const output = outputOf(loaded, hasErrors, hasErrors, forms);
  const made = typeof output !== 'string';
  return {
    form: loaded.set ? { id: loaded.set.id, name: loaded.set.name } : null,
    problems,
    paper: made ? await previewOf(output, !hasErrors, forms) : null,
    unmade: made ? null : output,
  };
}
