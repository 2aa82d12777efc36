import { checkPaper } from '../../src/check/check.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import type { Forms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';
import { Draw } from './draw.ts';
import { cleanOf } from './fault.ts';
import type { FormatName } from './formats.ts';
import { judge, KINDS, type Verdict } from './judge.ts';
import { type Made, makePaper, movesOf, type Proof, provePaper } from './paper.ts';
import { paperSeed } from './plan.ts';

/** One paper to make and prove, and the faults to plant in it, by number. */
export interface Job {
  readonly seed: number;
  readonly paper: number;
  readonly formats: readonly FormatName[];
  readonly faults: readonly number[];
}

/** What a thread tells of a paper. */
export interface Outcome {
  readonly paper: number;
  /** why there is no paper, null where there is one */
  readonly error: string | null;
  readonly set: string;
  readonly units: number;
  readonly lines: number;
  /** processor time of compiling alone; that of threads beside is in it */
  readonly milliseconds: number;
  readonly moves: ReturnType<typeof movesOf>;
  readonly proofs: readonly Proof[];
  readonly verdicts: readonly Verdict[];
}

const NOTHING: Omit<Outcome, 'paper' | 'error'> = {
  set: '',
  units: 0,
  lines: 0,
  milliseconds: 0,
  moves: { figures: 0, moved: 0, beyond: 0 },
  proofs: [],
  verdicts: [],
};

/** The faults of one paper; a kind that has no place in it is followed by the next. */
function plantAll({ seed, paper, faults }: Job, made: Made, forms: Forms): Verdict[] {
  if (faults.length === 0) return [];
  const bytes = new TextEncoder().encode(writeText(made.compiled.document));
  const reading = readPaper(readDocument(bytes, 'clean.txt'), 'clean.txt', forms);
  const clean = cleanOf(made, reading, checkPaper(reading, forms), forms);
  return faults.flatMap((fault) => {
    const draw = new Draw(paperSeed(paperSeed(seed, paper), fault));
    const first = draw.below(KINDS.length);
    for (let i = 0; i < KINDS.length; i++) {
      const kind = KINDS[(first + i) % KINDS.length];
      const verdict = kind ? judge(clean, kind, draw, { paper, fault }) : null;
      if (verdict) return verdict;
    }
    return [];
  });
}

export async function doPaper(job: Job, forms: Forms): Promise<Outcome> {
  try {
    const made = makePaper(job.seed, job.paper, forms);
    const proofs: Proof[] = [];
    for (const format of job.formats) proofs.push(await provePaper(job.paper, made, format, forms));
    const { plan, set, compiled, milliseconds } = made;
    return {
      paper: job.paper,
      error: null,
      set: set.id,
      units: plan.paper.units.length,
      lines: plan.lines.length,
      milliseconds,
      moves: movesOf(compiled),
      proofs,
      verdicts: plantAll(job, made, forms),
    };
  } catch (error) {
    return { ...NOTHING, paper: job.paper, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
