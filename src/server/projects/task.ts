import type { Finding } from '../../check/finding.ts';
import { type OutputFormat, outputFormats, outputName, writeOutput } from '../../compile/outputs.ts';
import { reportEdition, reportOutput } from '../../compile/report.ts';
import { nameCore } from '../../form/passage-name.ts';
import { type ReportForm, reportForm, reportIds } from '../../form/report-form.ts';
import type { Forms } from '../../forms.ts';
import { recordsOfPaper } from '../../performance/from-paper.ts';
import { joinProjects } from '../../performance/history.ts';
import { loadRecords } from '../../performance/load.ts';
import type { PerformanceRecords } from '../../performance/record.ts';
import { evaluationWordsOf, type Paper } from '../../score/read.ts';
import { type Scheme, schemesOf } from '../../score/scheme.ts';
import { type Refused, refused } from '../workers/workshop.ts';
import { projectAnchors } from './anchors.ts';
import { projectFindings, projectOfName } from './findings.ts';
import { type RecordProblem, type RecordsView, recordsView } from './view.ts';

/** A file of records as it came. */
export interface RecordSource {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What is wanted of records. Plain data: it goes to another process. */
export type RecordTask =
  | { readonly kind: 'read'; readonly source: RecordSource }
  /** with what its check found; `others`: papers of the same organisation, whose years stand beside */
  | { readonly kind: 'paper'; readonly paper: Paper; readonly findings: readonly Finding[]; readonly others: readonly Paper[] }
  | { readonly kind: 'write'; readonly source: RecordSource; readonly format: OutputFormat; readonly draft: boolean };

/** What a file or paper holds. */
export interface ReadRecords {
  readonly kind: 'records';
  /** null where the file cannot be understood: `problems` say why */
  readonly view: RecordsView | null;
  readonly problems: readonly RecordProblem[];
  /** the report that can be made: its title, and its files' names; null: none */
  readonly report: { readonly title: string; readonly names: Readonly<Record<OutputFormat, string>> } | null;
}

export type RecordAnswer = ReadRecords | { readonly kind: 'file'; readonly bytes: Uint8Array } | Refused;

/** By which the evaluations of published papers are scored: the ministry's own. */
const PAPER_SCHEME = 'cn';

interface Loaded {
  readonly records: PerformanceRecords;
  readonly scheme: Scheme;
  readonly form: ReportForm;
}

/** Does the tasks of records. */
export class RecordTasks {
  private readonly forms: Forms;
  private readonly schemes: ReadonlyMap<string, Scheme>;

  constructor(forms: Forms) {
    this.forms = forms;
    this.schemes = schemesOf(forms.sets);
  }

  async answer(task: RecordTask): Promise<RecordAnswer> {
    switch (task.kind) {
      case 'read':
        return this.read(task.source);
      case 'paper':
        return this.ofPaper(task);
      default:
        return this.write(task.source, task.format, task.draft);
    }
  }

  /** Records with the scheme and form that they name; or what is wrong. */
  private load({ bytes, file }: RecordSource): Loaded | RecordProblem[] {
    const { records, problems } = loadRecords(bytes, file);
    if (!records) return problems.map(({ severity, place, message, mend }) => ({ severity, place, message, mend, project: null }));
    const [scheme, form] = [this.schemes.get(records.scheme), reportForm(this.forms.sets, records.form)];
    if (scheme && form) return { records, scheme, form };
    const unknown = (place: string, message: string, ids: Iterable<string>): RecordProblem => ({
      severity: 'error',
      place,
      message,
      mend: `改成其中一种：${[...ids].join('、')}`,
      project: null,
    });
    return [
      ...(scheme ? [] : [unknown('scheme', `没有“${records.scheme}”这种计分办法`, this.schemes.keys())]),
      ...(form ? [] : [unknown('form', `没有“${records.form}”这种报告`, reportIds(this.forms.sets))]),
    ];
  }

  private read(source: RecordSource): ReadRecords {
    const loaded = this.load(source);
    if (Array.isArray(loaded)) return { kind: 'records', view: null, problems: loaded, report: null };
    const { records, scheme, form } = loaded;
    const view = recordsView(records, scheme, this.forms.lexicon);
    if (hasErrors(view) || view.scored === 0) return { kind: 'records', view, problems: view.problems, report: null };
    const edition = reportEdition(records, form, false);
    const names = Object.fromEntries(outputFormats.map((format) => [format, outputName({ edition }, format)]));
    return {
      kind: 'records',
      view,
      problems: view.problems,
      report: { title: edition.title, names: names as Record<OutputFormat, string> },
    };
  }

  /** A paper's projects, with what other papers of its organisation tell of them in other years. */
  private ofPaper({ paper, findings, others }: Extract<RecordTask, { kind: 'paper' }>): ReadRecords | Refused {
    const scheme = this.schemes.get(PAPER_SCHEME);
    if (!scheme) return refused(`没有“${PAPER_SCHEME}”这种计分办法。`);
    const words = evaluationWordsOf(this.forms);
    const own = recordsOfPaper(paper, words, scheme);
    const papers = [own, ...others.map((other) => recordsOfPaper(other, words, scheme))];
    const told = joinProjects(papers).flatMap(({ record, parts }) => {
      const here = parts.get(0);
      if (!here) return [];
      const names = [...parts].flatMap(([at, { project }]) =>
        nameCore(project.name) === nameCore(here.project.name) ? [] : [{ year: papers[at]?.year ?? 0, name: project.name }],
      );
      return [{ record: { ...here, years: record.years }, names }];
    });
    const records = { ...own, projects: told.map(({ record }) => record) };
    const view = recordsView(records, scheme, this.forms.lexicon, projectAnchors(paper, words));
    // what is wrong in a paper its own check tells, with places: mends for records would not help there
    const found = projectFindings(paper, words, findings);
    const projects = view.projects.map((project, i) => ({
      ...project,
      otherNames: told[i]?.names ?? [],
      findings: found.get(projectOfName(project.name)) ?? [],
    }));
    return { kind: 'records', view: { ...view, projects, problems: [] }, problems: [], report: null };
  }

  private async write(source: RecordSource, format: OutputFormat, draft: boolean): Promise<RecordAnswer> {
    const loaded = this.load(source);
    if (Array.isArray(loaded)) return refused('记录没能读懂，编不出报告。请先改正所列的错误。');
    const { records, scheme, form } = loaded;
    if (hasErrors(recordsView(records, scheme, this.forms.lexicon))) return refused('记录里还有错误，编不出报告。请先改正所列的错误。');
    return { kind: 'file', bytes: await writeOutput(reportOutput(records, scheme, form, this.forms, draft), format, this.forms) };
  }
}

const hasErrors = ({ problems }: Pick<RecordsView, 'problems'>): boolean => problems.some(({ severity }) => severity === 'error');
