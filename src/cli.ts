import { HELP } from './cli/help.ts';
import { UsageError } from './cli/usage.ts';
import { VERSION } from './server/version.ts';

/** Each verb takes its arguments and gives its exit code (serve: when it ends). It loads only what it needs. */
const VERBS: Record<string, (args: string[]) => Promise<number>> = {
  check: async (args) => (await import('./cli/check.ts')).check(args),
  annotate: async (args) => (await import('./cli/annotate.ts')).annotate(args),
  read: async (args) => (await import('./cli/read.ts')).read(args),
  compile: async (args) => (await import('./cli/compile.ts')).compile(args),
  import: async (args) => (await import('./cli/import.ts')).importPaper(args),
  workbook: async (args) => (await import('./cli/workbook.ts')).workbook(args),
  score: async (args) => (await import('./cli/score.ts')).score(args),
  forms: async (args) => (await import('./cli/forms.ts')).forms(args),
  codes: async (args) => (await import('./cli/codes.ts')).codes(args),
  indicators: async (args) => (await import('./cli/indicators.ts')).indicators(args),
  backup: async (args) => (await import('./cli/store.ts')).backup(args),
  restore: async (args) => (await import('./cli/store.ts')).restore(args),
  verify: async (args) => (await import('./cli/store.ts')).verify(args),
  serve: async (args) => (await import('./cli/serve.ts')).serve(args),
};

async function main([verb, ...args]: string[]): Promise<number> {
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
    process.stdout.write(`${HELP.main}\n`);
    return verb === undefined ? 2 : 0;
  }
  if (verb === '--version' || verb === 'version') {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const run = VERBS[verb];
  if (!run) throw new UsageError(`没有“${verb}”这个命令。可用的命令：${Object.keys(VERBS).join('、')}。`);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${HELP[verb] ?? HELP.main}\n`);
    return 0;
  }
  return run(args);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0); // the reader of a pipe has seen enough
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n用 mingzhang help 查看用法。\n`);
  process.exitCode = 2;
}
