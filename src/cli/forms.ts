import { tablesOf } from '../form/form.ts';
import { formSets } from '../form/load.ts';
import { loadForms } from '../forms.ts';
import { choice, parse, UsageError, write } from './usage.ts';

/** `forms`: the form sets that are known with their tables, and the version of all that forms/ says. */
export async function forms(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`forms 不需要“${positionals.join(' ')}”。`);
  const format = choice('--format', values.format, ['text', 'json'] as const, 'text');
  const { sets, hash } = loadForms();
  const known = formSets(sets).map((set) => ({
    id: set.id,
    name: set.name,
    kind: set.kind,
    year: set.year,
    tables: tablesOf(set).map(({ title }) => title.replaceAll('{year}', String(set.year))),
    sections: set.parts.flatMap((part) => part.sections).flatMap((id) => set.sections.get(id)?.heading ?? []),
  }));
  if (format === 'json') {
    write(`${JSON.stringify({ hash, sets: known })}\n`, undefined);
    return 0;
  }
  const lines = known.flatMap(({ id, name, tables }) => [`${id}　${name}，${tables.length} 张表`, ...tables.map((title) => `  ${title}`)]);
  write(`${[`表样版本 ${hash}`, ...lines].join('\n')}\n`, undefined);
  return 0;
}
