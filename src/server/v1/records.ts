import type { OutputFormat } from '../../compile/outputs.ts';
import type { Source } from '../../performance/source.ts';
import { StoreError } from '../../store/error.ts';
import { organisations, withBelow } from '../../store/query/organisation.ts';
import { type ProjectRow, performanceYears } from '../../store/query/project.ts';
import type { Actor } from '../../store/rights/actor.ts';
import type { Db } from '../../store/store.ts';
import { Download, Page } from './endpoint.ts';
import type { Made } from './plan-worker.ts';
import type { WrittenFile } from './record-tasks.ts';

/** Throws StoreError where there is none. */
export async function organisationNamed(db: Db, id: string) {
  const found = await db
    .selectFrom('organisation')
    .select(['id', 'name', 'kind', 'code', 'region'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new StoreError('unknown', '没有这个单位。');
  return found;
}

/** An organisation and the units below it. */
const unitsOf = async (db: Db, id: string): Promise<Source[]> =>
  withBelow(await organisations(db), id).map(({ code, name }) => ({ code, name }));

/** An organisation's records of a year, as `readRecords` takes them. Throws StoreError for those who may not read them. */
export async function recordsValue(
  db: Db,
  actor: Actor,
  organisation: string,
  year: number,
  rows: readonly Pick<ProjectRow, 'data'>[],
): Promise<Source> {
  const { name, kind } = await organisationNamed(db, organisation);
  const own = (await performanceYears(db, actor, organisation)).find((one) => one.year === year)?.data ?? {};
  return {
    units: await unitsOf(db, organisation),
    scope: kind === 'department' ? 'department' : 'unit',
    ...own,
    organisation: name,
    year,
    projects: rows.map(({ data }) => data),
  };
}

/** What was made. Throws StoreError with what keeps it from being made. */
export function madeOf<T>({ made, problems }: Made<T>): T {
  if (made !== null) return made;
  const [first] = problems;
  const said = first ? `${first.place}：${first.message}。` : '';
  throw new StoreError('invalid', `有 ${problems.length} 处要改正。${said}`, { problems });
}

/** A page for a frame, or a file. */
export function printed(answer: Made<WrittenFile>, format: OutputFormat): Page | Download {
  const { name, bytes } = madeOf(answer);
  return format === 'html' ? new Page(new TextDecoder().decode(bytes)) : new Download(name, 'application/octet-stream', bytes);
}
