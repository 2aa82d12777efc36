import { Worker } from 'node:worker_threads';
import type { FormatName } from './formats.ts';
import type { Job, Outcome } from './work.ts';

/** What is to be proved. */
export interface Order {
  readonly seed: number;
  readonly papers: readonly number[];
  readonly faults: number;
  readonly formats: readonly FormatName[];
  readonly threads: number;
}

/** Faults go round the papers. */
const jobsOf = ({ seed, papers, faults, formats }: Order): Job[] =>
  papers.map((paper, i) => ({
    seed,
    paper,
    formats,
    faults: Array.from({ length: Math.ceil((faults - i) / papers.length) }, (_, n) => n * papers.length + i),
  }));

/** Does all papers on threads; outcomes in the order of the papers. */
export async function prove(order: Order, done: (count: number) => void): Promise<Outcome[]> {
  const jobs = jobsOf(order);
  const outcomes: Outcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    try {
      for (let at = next++; at < jobs.length; at = next++) {
        outcomes.push(
          await new Promise<Outcome>((resolve, reject) => {
            worker.once('message', resolve);
            worker.once('error', reject);
            worker.postMessage(jobs[at]);
          }),
        );
        worker.removeAllListeners('error');
        done(outcomes.length);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(order.threads, jobs.length) }, lane));
  return outcomes.toSorted((a, b) => a.paper - b.paper);
}
