import { type KindId, kindIds, membersOf, type Records, type Row } from './kind.ts';

/** Where a record stands in the plan's YAML (plan.lines[3]), and which record of the workbook it is. */
export interface RecordPath {
  readonly path: string;
  readonly kind: KindId;
  readonly index: number;
}

/** The value of a plan's YAML, with the record that each of its parts comes from. */
export interface PlanSource {
  readonly value: Record<string, unknown>;
  readonly paths: readonly RecordPath[];
}

type Fields = Record<string, unknown>;

/** A record as YAML: term.local inside a mapping, members without a column beside the others. */
function fieldsOf(row: Row, except: readonly string[] = []): Fields {
  const out: Fields = {};
  for (const [key, value] of row) {
    if (except.includes(key)) continue;
    const [, mapping, name] = /^(fields|term|last)\.(.*)$/s.exec(key) ?? [];
    if (key === 'rest') Object.assign(out, membersOf(value) ?? {});
    else if (mapping === undefined || name === undefined) out[key] = value;
    else out[mapping] = { ...(out[mapping] as Fields | undefined), [name]: value };
  }
  return out;
}

/** {concept: vehicles, item: emergency, count: 2} */
function factOf(row: Row): Fields {
  const [concept = '', ...members] = (row.get('of') ?? '').split(';');
  const measure = row.get('measure') ?? '元';
  const value = row.get('yuan') ?? '';
  const amount = measure === '元' ? { yuan: value } : { [measure === '平方米' ? 'area' : 'count']: Number(value) };
  return { concept, ...membersOf(members.join(';')), ...amount };
}

/** The project of a row: by its name, and its unit where several have the name; -1 where there is none, or several. */
export function projectAt(projects: readonly Row[], row: Row): number {
  const named = projects.flatMap((project, i) => (project.get('name') === row.get('project') ? [i] : []));
  if (named.length <= 1) return named[0] ?? -1;
  const own = named.filter((i) => (projects[i]?.get('unit') ?? '') === (row.get('organisation') ?? ''));
  return own.length === 1 ? (own[0] ?? -1) : -1;
}

const ROOT = 'plan';

/** Records as the plan's YAML. Lines and indicators of a project that is not there are left out. */
export function sourceOf(records: Records): PlanSource {
  const paths: RecordPath[] = [];
  const list = (kind: KindId, name: string, make: (row: Row) => Fields): Fields[] =>
    records[kind].map((row, index) => {
      paths.push({ path: `${ROOT}.${name}[${index}]`, kind, index });
      return make(row);
    });
  const projects = list('projects', 'projects', (row) => {
    const { published, ...fields } = fieldsOf(row);
    return { ...fields, ...(published === 'false' ? { published: false } : {}), indicators: [] as Fields[], lines: [] as Fields[] };
  }) as (Fields & { readonly indicators: Fields[]; readonly lines: Fields[] })[];
  records['project-lines'].forEach((row, index) => {
    const at = projectAt(records.projects, row);
    const project = projects[at];
    if (!project) return;
    paths.push({ path: `${ROOT}.projects[${at}].lines[${project.lines.length}]`, kind: 'project-lines', index });
    project.lines.push(fieldsOf(row, ['project']));
  });
  records.indicators.forEach((row, index) => {
    const at = projectAt(records.projects, row);
    const project = projects[at];
    if (!project) return;
    paths.push({ path: `${ROOT}.projects[${at}].indicators[${project.indicators.length}]`, kind: 'indicators', index });
    project.indicators.push(fieldsOf(row, ['project', 'organisation']));
  });
  const cover = fieldsOf(records.cover[0] ?? new Map());
  const value = {
    ...cover,
    year: Number(cover.year),
    units: list('units', 'units', fieldsOf),
    texts: Object.fromEntries(records.texts.map((row) => [row.get('key') ?? '', row.get('text') ?? ''])),
    lines: list('lines', 'lines', fieldsOf),
    projects,
    adjustments: list('adjustments', 'adjustments', fieldsOf),
    purchases: list('purchases', 'purchases', fieldsOf),
    indicators: list('whole-indicators', 'indicators', fieldsOf),
    facts: list('facts', 'facts', factOf),
    prior: list('prior', 'prior', factOf),
  };
  return { value, paths };
}

/** The records of nothing. */
export const noRecords = (): Record<KindId, Row[]> => Object.fromEntries(kindIds.map((id) => [id, [] as Row[]])) as Record<KindId, Row[]>;
