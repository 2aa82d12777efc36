import { loadForms } from '../forms.ts';
import { choice, parse, UsageError, write } from './usage.ts';

/** `forms`: the form sets that are known, and the version of all that forms/ says. */
export async function forms(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`forms 不需要“${positionals.join(' ')}”。`);
  const format = choice('--format', values.format, ['text', 'json'] as const, 'text');
  const { sets, laws, hash } = loadForms();
  const known = sets
    .filter(({ files }) => files.has('set'))
    .map(({ id, files }) => ({ id, parts: [...files.keys()].filter((name) => name !== 'set') }));
  if (format === 'json') write(`${JSON.stringify({ hash, sets: known, laws: laws.map(({ name }) => name) })}\n`, undefined);
  else
    write(
      `表样版本 ${hash}\n${known.map(({ id, parts }) => `${id}：${parts.length} 个部分（${parts.join('、')}）\n`).join('')}`,
      undefined,
    );
  return 0;
}
