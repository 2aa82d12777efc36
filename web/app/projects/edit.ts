/** A project as it is written: the value of a records file, of which anything may still be missing. */
export type Source = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];

export const isSource = (value: unknown): value is Source => typeof value === 'object' && value !== null && !Array.isArray(value);
export const listAt = (value: unknown, path: Path): readonly Source[] => {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isSource) : [];
};

/** How the reader of records calls a place: years[0].money[1].original. */
export const nameOf = (path: Path): string =>
  path.reduce<string>((name, key) => (typeof key === 'number' ? `${name}[${key}]` : name === '' ? key : `${name}.${key}`), '');

export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (own, key) => (typeof own === 'object' && own !== null ? (own as Record<string | number, unknown>)[key] : undefined),
    value,
  );

export const textAt = (value: unknown, path: Path): string => {
  const found = at(value, path);
  return found === undefined || found === null || typeof found === 'object' ? '' : String(found);
};

/** Mappings that say something by being there, also where nothing is in them. */
const STAYS = new Set<string | number>(['evaluation']);
const isNothing = (value: unknown): boolean => value === undefined || value === '' || (isSource(value) && Object.keys(value).length === 0);

/** The value with something put at a place; '' and undefined take out what is there, and what is empty then. */
export function put<T>(value: T, path: Path, next: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return next as T;
  const below = rest.length === 0 ? next : put(at(value, [key]) ?? (typeof rest[0] === 'number' ? [] : {}), rest, next);
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    if (below === undefined && rest.length === 0) list.splice(key, 1);
    else list[key] = below;
    return list as T;
  }
  const { [key]: _, ...others } = (value ?? {}) as Source;
  return (isNothing(below) && !STAYS.has(key) ? others : { ...(value as Source), [key]: below }) as T;
}

const yearsOf = (project: Source): readonly Source[] => listAt(project, ['years']);

/** Changes each year of a project from one on. */
const eachYear = (project: Source, first: number, change: (year: Source) => Source): Source =>
  yearsOf(project).length === 0
    ? project
    : { ...project, years: yearsOf(project).map((year) => (Number(year.year) >= first ? change(year) : year)) };

/** The keys of a mapping with one called otherwise, or left out (null). */
function rekeyed(map: unknown, from: string, to: string | null): Source | undefined {
  if (!isSource(map)) return undefined;
  const entries = Object.entries(map).flatMap(([key, value]) => (key !== from ? [[key, value]] : to === null ? [] : [[to, value]]));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What a list of a year says of an indicator, under its new name, or left out (null). */
const renamedIn = (list: readonly Source[], from: string, to: string | null): Source[] =>
  list.flatMap((one) => (one.indicator !== from ? [one] : to === null ? [] : [{ ...one, indicator: to }]));

/** All that the years, from one on, say of an indicator follows its name; null: it is taken out with it. */
function followed(project: Source, from: string, to: string | null, first = 0): Source {
  return eachYear(project, first, (year) => {
    let own = year;
    for (const key of ['values', 'weights']) if (own[key] !== undefined) own = put(own, [key], rekeyed(own[key], from, to));
    if (listAt(own, ['evaluation', 'results']).length > 0)
      own = put(own, ['evaluation', 'results'], renamedIn(listAt(own, ['evaluation', 'results']), from, to));
    return put(
      own,
      ['monitoring'],
      at(own, ['monitoring']) &&
        listAt(own, ['monitoring']).map((one) =>
          one.progress ? { ...one, progress: renamedIn(listAt(one, ['progress']), from, to) } : one,
        ),
    );
  });
}

/** Whether another indicator is called so: then it may not be this one's name, since what the years say is found by it. */
export const isTaken = (project: Source, index: number, name: string): boolean =>
  listAt(project, ['indicators']).some((one, i) => i !== index && name !== '' && one.name === name);

/** An indicator under another name, also in what the years say of it. `name`: none that is taken. */
export function renamed(project: Source, index: number, name: string): Source {
  const before = textAt(project, ['indicators', index, 'name']);
  const changed = put(project, ['indicators', index, 'name'], name);
  return before === '' || name === '' || isTaken(project, index, before) ? changed : followed(changed, before, name);
}

export function withoutIndicator(project: Source, index: number): Source {
  const indicators = listAt(project, ['indicators']);
  const name = textAt(indicators[index], ['name']);
  const left = put(project, ['indicators', index], undefined);
  return name !== '' && !listAt(left, ['indicators']).some((one) => one.name === name) ? followed(left, name, null) : left;
}

/** How many entries of the years, from one on, speak of an indicator. */
export const mentions = (project: Source, name: string, first = 0): number =>
  yearsOf(project).reduce((sum, year) => {
    if (Number(year.year) < first) return sum;
    const progress = listAt(year, ['monitoring']).flatMap((one) => listAt(one, ['progress']));
    return sum + [...progress, ...listAt(year, ['evaluation', 'results'])].filter(({ indicator }) => indicator === name).length;
  }, 0);

/** Whether an indicator is promised in a year. */
export const isPromised = (indicator: Source, year: number): boolean =>
  Number(indicator.from ?? year) <= year && year <= Number(indicator.until ?? year);

/** Whether a project has a year before one. */
const hasEarlier = (project: Source, year: number): boolean => yearsOf(project).some((one) => Number(one.year) < year);

/** An indicator put behind the others, promised from a year on: years before stay as they were evaluated. */
export const withIndicator = (project: Source, indicator: Source, year: number): Source =>
  put(
    project,
    ['indicators', listAt(project, ['indicators']).length],
    hasEarlier(project, year) ? { ...indicator, from: year } : indicator,
  );

/** An indicator that is no longer promised from a year on; where no earlier year has it, it is taken out. */
export function endedBefore(project: Source, index: number, year: number): Source {
  const indicator = listAt(project, ['indicators'])[index];
  if (!indicator || !hasEarlier(project, year) || Number(indicator.from ?? 0) >= year) return withoutIndicator(project, index);
  const name = textAt(indicator, ['name']);
  return followed(put(project, ['indicators', index, 'until'], year - 1), name, null, year);
}

/** Where a year's value or weight of an indicator is written: the project's own while it has one year, otherwise the year's. */
export function promisePath(project: Source, year: number, index: number, key: 'value' | 'weight'): Path {
  const name = textAt(project, ['indicators', index, 'name']);
  return yearsOf(project).length <= 1 || name === '' ? ['indicators', index, key] : ['years', year, `${key}s`, name];
}

/** What is promised of an indicator in a year: the year's own, otherwise the project's. */
export function promised(project: Source, year: number, index: number, key: 'value' | 'weight'): string {
  const name = textAt(project, ['indicators', index, 'name']);
  return textAt(project, ['years', year, `${key}s`, name]) || textAt(project, ['indicators', index, key]);
}

/** A year put in its place among the years; what the one before it promises otherwise than the project is promised on. */
export function withYear(project: Source, year: number): Source {
  const before = yearsOf(project).findLast((one) => Number(one.year) < year);
  const names = new Set(listAt(project, ['indicators']).flatMap((one) => (isPromised(one, year) ? [one.name] : [])));
  const kept = (key: string): unknown =>
    Object.fromEntries(Object.entries((before?.[key] as Source | undefined) ?? {}).filter(([name]) => names.has(name)));
  const fresh = put(put<Source>({ year }, ['values'], kept('values')), ['weights'], kept('weights'));
  return { ...project, years: [...yearsOf(project), fresh].sort((a, b) => Number(a.year) - Number(b.year)) };
}

/** The index of what a list says of an indicator; where it says nothing yet, that of a new entry. */
export function entryAt(project: Source, path: Path, indicator: string): number {
  const list = listAt(project, path);
  const found = list.findIndex((one) => one.indicator === indicator);
  return found < 0 ? list.length : found;
}

/** Writes a field of what a list says of an indicator; an entry that says nothing any more is taken out. */
export function putEntry(project: Source, path: Path, indicator: string, field: Path, next: unknown): Source {
  const index = entryAt(project, path, indicator);
  const own: Source = put(listAt(project, path)[index] ?? { indicator }, field, next);
  const says = Object.keys(own).some((key) => key !== 'indicator');
  if (says) return put(project, [...path, index], own);
  return index < listAt(project, path).length ? put(project, [...path, index], undefined) : project;
}
