import { type Field, KINDS, type Verdict } from './judge.ts';
import type { Outcome } from './work.ts';

/** Of the faults of a kind or field. */
export interface Tally {
  readonly name: string;
  readonly planted: number;
  readonly eligible: number;
  /** of the eligible ones */
  readonly caught: number;
  readonly culprit: number;
  /** of those where nobody is named: it cannot be told who is wrong */
  readonly twins: number;
  /** of those where somebody else is named */
  readonly misnamed: number;
  /** findings beside the fault, in all planted */
  readonly further: number;
}

export interface Report {
  readonly papers: number;
  /** papers with a plan error, or that could not be compiled or read back */
  readonly broken: readonly { readonly paper: number; readonly error: string }[];
  readonly units: number;
  readonly lines: number;
  readonly most: { readonly units: number; readonly lines: number };
  readonly moves: Outcome['moves'];
  readonly compileMilliseconds: number;
  readonly formats: readonly {
    readonly format: string;
    readonly papers: number;
    readonly stated: number;
    readonly relations: number;
    readonly failed: number;
    readonly findings: number;
    readonly infos: number;
  }[];
  readonly failures: readonly { readonly paper: number; readonly set: string; readonly format: string; readonly says: readonly string[] }[];
  readonly kinds: readonly Tally[];
  readonly fields: readonly Tally[];
  /** single wrong numbers by field, then all */
  readonly numeric: readonly Tally[];
  readonly missed: readonly Verdict[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function tally(name: string, verdicts: readonly Verdict[]): Tally {
  const eligible = verdicts.filter((verdict) => verdict.eligible);
  return {
    name,
    planted: verdicts.length,
    eligible: eligible.length,
    caught: eligible.filter(({ caught }) => caught).length,
    culprit: eligible.filter(({ culprit }) => culprit).length,
    twins: eligible.filter(({ twin }) => twin).length,
    misnamed: eligible.filter(({ culprit, accused }) => accused && !culprit).length,
    further: sum(verdicts.map(({ further }) => further.length)),
  };
}

export function reportOf(outcomes: readonly Outcome[]): Report {
  const made = outcomes.filter(({ error }) => error === null);
  const proofs = made.flatMap((outcome) => outcome.proofs);
  const verdicts = made.flatMap((outcome) => outcome.verdicts);
  const of = (isMeant: (kind: (typeof KINDS)[number]) => boolean): Verdict[] => {
    const names = new Set(KINDS.filter(isMeant).map(({ name }) => name));
    return verdicts.filter(({ kind }) => names.has(kind));
  };
  const fields: readonly Field[] = ['table', 'text', 'form', 'rule'];
  return {
    papers: outcomes.length,
    broken: outcomes.flatMap(({ paper, error }) => (error === null ? [] : [{ paper, error }])),
    units: sum(made.map(({ units }) => units)),
    lines: sum(made.map(({ lines }) => lines)),
    most: { units: Math.max(0, ...made.map(({ units }) => units)), lines: Math.max(0, ...made.map(({ lines }) => lines)) },
    moves: {
      figures: sum(made.map(({ moves }) => moves.figures)),
      moved: sum(made.map(({ moves }) => moves.moved)),
      beyond: sum(made.map(({ moves }) => moves.beyond)),
    },
    compileMilliseconds: sum(made.map(({ milliseconds }) => milliseconds)),
    formats: [...Map.groupBy(proofs, ({ format }) => format)].map(([format, own]) => ({
      format,
      papers: own.length,
      stated: sum(own.map(({ stated }) => stated)),
      relations: sum(own.map(({ relations }) => relations)),
      failed: own.filter(({ failures }) => failures.length > 0).length,
      findings: sum(own.map(({ findings }) => findings.length)),
      infos: sum(own.map(({ infos }) => infos)),
    })),
    failures: proofs.flatMap(({ paper, set, format, failures }) => (failures.length > 0 ? [{ paper, set, format, says: failures }] : [])),
    kinds: KINDS.map(({ name }) =>
      tally(
        name,
        of((kind) => kind.name === name),
      ),
    ),
    fields: fields.map((field) =>
      tally(
        field,
        of((kind) => kind.field === field),
      ),
    ),
    numeric: [...fields.slice(0, -1), null].map((field) =>
      tally(
        `number, ${field ?? 'all'}`,
        of((kind) => kind.numeric && (field === null || kind.field === field)),
      ),
    ),
    missed: verdicts.filter(({ eligible, caught }) => eligible && !caught),
  };
}

const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`);
const perPaper = (part: number, whole: number): string => (part / Math.max(1, whole)).toFixed(3);

/** The report for people: `most` failures and missed faults of each are listed. */
export function reportText(report: Report, most: number): string {
  const { moves } = report;
  const lines = [
    `papers ${report.papers}, broken ${report.broken.length}; units ${report.units} (at most ${report.most.units}), lines ${report.lines} (at most ${report.most.lines})`,
    `figures ${moves.figures}, moved from their nearest value ${moves.moved} (${percent(moves.moved, moves.figures)}), beyond their neighbours ${moves.beyond}`,
    `compile ${(report.compileMilliseconds / Math.max(1, report.papers)).toFixed(0)} ms of processor time per paper`,
    '',
    'format   papers    facts  relations  not clean  findings per paper  infos per paper',
    ...report.formats.map(
      (f) =>
        `${f.format.padEnd(6)} ${String(f.papers).padStart(8)} ${String(f.stated).padStart(8)} ${String(f.relations).padStart(10)} ${String(f.failed).padStart(10)} ${perPaper(f.findings, f.papers).padStart(19)} ${perPaper(f.infos, f.papers).padStart(16)}`,
    ),
    ...report.broken.slice(0, most).map(({ paper, error }) => `broken ${paper}: ${error}`),
    ...report.failures
      .slice(0, most)
      .flatMap(({ paper, set, format, says }) => [
        `not clean: paper ${paper} (${set}) as ${format}: ${says.length}`,
        ...says.slice(0, 3).map((text) => `    ${text.slice(0, 300)}`),
      ]),
  ];
  if (report.kinds.every(({ planted }) => planted === 0)) return `${lines.join('\n')}\n`;
  const row = ({ name, planted, eligible, caught, culprit, twins, misnamed, further }: Tally): string =>
    `${name.padEnd(18)} ${String(planted).padStart(7)} ${String(eligible).padStart(9)} ${percent(caught, eligible).padStart(9)} ${percent(culprit, eligible - twins).padStart(9)} ${String(twins).padStart(10)} ${String(misnamed).padStart(9)} ${(further / Math.max(1, planted)).toFixed(2).padStart(9)}`;
  return `${[
    ...lines,
    '',
    'fault              planted  eligible    caught   culprit  undecided  misnamed   further',
    ...report.kinds.map(row),
    '',
    ...report.fields.map(row),
    '',
    'single wrong numbers: culprit named, of those where it can be told (undecided: another figure one digit off makes a paper without findings)',
    ...report.numeric.map(row),
    ...report.missed.slice(0, most).map((v) => `missed: paper ${v.paper} fault ${v.fault} (${v.set}) ${v.kind}: ${v.says.slice(0, 200)}`),
  ].join('\n')}\n`;
}
