import { checkPaper } from '../../src/check/check.ts';
import type { Finding } from '../../src/check/finding.ts';
import { type Compiled, compile } from '../../src/compile/compile.ts';
import { STEP } from '../../src/compile/facts.ts';
import { editionOf, type Output } from '../../src/compile/outputs.ts';
import type { FormSet } from '../../src/form/form.ts';
import { formSets } from '../../src/form/load.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import type { Forms } from '../../src/forms.ts';
import { rememberedFor } from '../../src/lexicon/remember.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planProblems } from '../../src/plan/problems/index.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPaper } from '../../src/score/read.ts';
import { type FormatName, WRITERS } from './formats.ts';
import { drawPlan, type PlanNode, paperSeed } from './plan.ts';
import { extraFacts, looseSums, lostFacts, statedInTables } from './read-back.ts';

/** A generated paper. */
export interface Made {
  readonly set: FormSet;
  readonly node: PlanNode;
  readonly plan: Plan;
  readonly compiled: Compiled;
  /** all that its files tell */
  readonly output: Output;
  /** for compile alone */
  readonly milliseconds: number;
}

const setsOf = rememberedFor((forms: Forms) => formSets(forms.sets));

/** The plan of the k-th paper of a seed; form sets take turns. */
export function planOf(seed: number, k: number, forms: Forms): Pick<Made, 'set' | 'node' | 'plan'> {
  const sets = setsOf(forms);
  const set = sets[k % sets.length];
  if (!set) throw new Error('no form sets');
  const node = drawPlan(paperSeed(seed, k), set, forms.codes);
  return { set, node, plan: readPlan({ value: node, path: `paper ${k}` }, set.kind) };
}

/** The k-th paper of a seed. Throws an Error where its plan has errors or cannot be compiled. */
export function makePaper(seed: number, k: number, forms: Forms): Made {
  const made = planOf(seed, k, forms);
  const [problem] = planProblems(made.plan, { codes: forms.codes, set: made.set }).filter(({ severity }) => severity === 'error');
  if (problem) throw new Error(`${problem.place} ${problem.field}: ${problem.message}`);
  const start = process.cpuUsage();
  const compiled = compile(made.plan, made.set, forms);
  const { user, system } = process.cpuUsage(start);
  const output = { compiled, edition: editionOf(made.plan, made.set, false), set: made.set };
  return { ...made, compiled, output, milliseconds: (user + system) / 1000 };
}

/** What is worth telling of a finding. */
export const saysOf = ({ severity, code, message }: Finding): string => `${severity} ${code}: ${message}`;

/** What became of a paper in one format. */
export interface Proof {
  readonly paper: number;
  readonly set: string;
  readonly format: FormatName;
  readonly stated: number;
  readonly relations: number;
  /** by what should not be: facts lost or added, findings, sums that do not tie */
  readonly failures: readonly string[];
  readonly findings: readonly string[];
  readonly infos: number;
}

/** Writes a paper, reads it back and checks it. */
export async function provePaper(paper: number, { set, plan, compiled, output }: Made, format: FormatName, forms: Forms): Promise<Proof> {
  const name = `${paper}.${format}`;
  const bytes = await WRITERS[format](output, forms);
  await prepareFormat(bytes);
  const reading = readPaper(readDocument(bytes, name), name, forms);
  const { findings, relations } = checkPaper(reading, forms);
  const { kind, organisation, year } = reading.identity;
  const identity = kind === plan.kind && organisation === plan.paper.organisation && year === plan.paper.year;
  const told = format === 'xlsx' ? statedInTables(compiled) : compiled.stated;
  const grave = findings.filter(({ severity }) => severity !== 'info').map(saysOf);
  return {
    paper,
    set: set.id,
    format,
    stated: told.length,
    relations: relations.length,
    findings: grave,
    infos: findings.length - grave.length,
    failures: [
      ...(identity ? [] : [`identity: ${kind} ${organisation} ${year}`]),
      ...lostFacts(told, reading).map((text) => `lost: ${text}`),
      ...extraFacts(compiled.stated, reading).map((text) => `not stated: ${text}`),
      ...looseSums(relations, reading.facts).map((text) => `does not tie: ${text}`),
      ...grave,
    ],
  };
}

/** Figures that balancing moved, and those of them that went farther than the whole step beside them. */
export function movesOf({ figures }: Compiled): { readonly figures: number; readonly moved: number; readonly beyond: number } {
  const all = [...figures.values()];
  return {
    figures: all.length,
    moved: all.filter(({ nearest, balanced }) => nearest !== balanced).length,
    beyond: all.filter(({ exact, balanced }) => Math.abs(exact - balanced) >= STEP).length,
  };
}
