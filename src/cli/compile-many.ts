import { type FailureKind, LIMITS, WorkerFailure } from '../server/workers/limits.ts';
import type { CompileAnswer, CompileOrder } from './compile-plan.ts';
import { Pool } from './pool.ts';
import { progress, tell } from './usage.ts';

/** Seconds of work that one plan may take: five files of a department of 300 units take about ten. */
const SECONDS = 300;

const FAILURES: Readonly<Record<FailureKind, string>> = {
  time: `编制超时（超过 ${SECONDS} 秒）`,
  memory: `编制时内存不足（上限 ${LIMITS.memoryMB} MB）`,
  program: '编制时程序出错，请把这份计划和上面的信息报告给开发者',
};

/** Why a plan was not compiled, where it could not even be looked at. */
interface Failure {
  readonly failure: string;
}

async function answerOf(pool: Pool, order: CompileOrder): Promise<CompileAnswer | Failure> {
  try {
    return await pool.run<'compile'>({ kind: 'compile', order });
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    return { failure: `${FAILURES[error.kind]}。` };
  }
}

/** What there is to say of one plan of many: nothing where all is well. */
function saidOf(answer: CompileAnswer | Failure): string {
  if ('failure' in answer) return `${answer.failure}\n`;
  return answer.errors > 0 ? `${answer.problems}有 ${answer.errors} 个错误，没有编制。\n` : answer.problems;
}

/** Compiles plans in `jobs` processes; one that fails stops no other. Files are told in the order of the plans. Gives the exit code. */
export async function compileMany(orders: readonly CompileOrder[], jobs: number): Promise<number> {
  const pool = new Pool(jobs, SECONDS);
  let done = 0;
  const answers = await Promise.all(
    orders.map(async (order) => {
      const answer = await answerOf(pool, order);
      const said = saidOf(answer);
      if (said !== '') progress(`${order.plan}\n${said.replace(/^(?=.)/gm, '  ')}`);
      tell('编制', ++done, orders.length);
      return answer;
    }),
  );
  pool.close();
  const compiled = answers.flatMap((answer) => ('failure' in answer || answer.errors > 0 ? [] : answer));
  for (const { files } of compiled) for (const file of files) process.stdout.write(`${file}\n`);
  const refused = answers.length - compiled.length;
  const unwritten = compiled.filter((answer) => answer.unwritten > 0).length;
  const wrong = compiled.filter((answer) => answer.wrong > 0).length;
  progress(
    `${orders.length} 份计划：编制了 ${compiled.length} 份${refused > 0 ? `，${refused} 份没有编制` : ''}${unwritten > 0 ? `，${unwritten} 份缺格式` : ''}；` +
      `自检${wrong > 0 ? `有 ${wrong} 份发现错误` : '没有发现错误'}。\n`,
  );
  return refused + unwritten > 0 ? 2 : wrong > 0 ? 1 : 0;
}
