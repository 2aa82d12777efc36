import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { formSets } from '../../form/load.ts';
import type { Forms } from '../../forms.ts';
import type { PlanSource } from './compiled.ts';

/** A form set to choose. */
export interface FormChoice {
  readonly id: string;
  readonly name: string;
  readonly kind: 'budget' | 'final';
  readonly year: number;
}

/** A plan to begin with. */
export interface PlanExample {
  readonly id: string;
  readonly form: string;
  readonly organisation: string;
  readonly year: number;
  readonly scope: 'unit' | 'department';
  /** invented ones show a form set, one for each; the others follow papers that were published */
  readonly invented: boolean;
}

const FOLDER = fileURLToPath(new URL('../../../examples/', import.meta.url));
const FILE = 'plan.yaml';
const RECORDS = 'performance.yaml';

const exampleOf = (id: string, form: string, invented: boolean, value: unknown): PlanExample => {
  const { organisation, year, scope } = value as Pick<PlanExample, 'organisation' | 'year' | 'scope'>;
  return { id, form, organisation, year, scope, invented };
};

/** Form sets and example plans: one of each form set that has one, and those of examples/NAME/plan.yaml. */
export class PlanExamples {
  readonly forms: readonly FormChoice[];
  readonly list: readonly PlanExample[];
  private readonly sources: ReadonlyMap<string, PlanSource>;

  constructor({ sets }: Pick<Forms, 'sets'>, folder = FOLDER) {
    const known = formSets(sets);
    const list: PlanExample[] = [];
    const sources = new Map<string, PlanSource>();
    const add = (example: PlanExample, source: PlanSource): void => {
      list.push(example);
      sources.set(example.id, source);
    };
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name, FILE);
      if (!existsSync(path)) continue;
      const bytes = readFileSync(path);
      const value = load(String(bytes)) as { form: string };
      const records = join(folder, name, RECORDS);
      add(exampleOf(name, value.form, false, value), {
        file: `${name}.yaml`,
        bytes,
        records: existsSync(records) ? { file: RECORDS, bytes: readFileSync(records) } : null,
      });
    }
    for (const { id, example } of known) {
      if (!example) continue;
      const bytes = new TextEncoder().encode(JSON.stringify({ form: id, ...(example as object) }));
      add(exampleOf(id, id, true, example), { file: `${id.replaceAll('/', '-')}.json`, bytes, records: null });
    }
    this.forms = known.map(({ id, name, kind, year }) => ({ id, name, kind, year }));
    this.list = list;
    this.sources = sources;
  }

  source(id: string): PlanSource | null {
    return this.sources.get(id) ?? null;
  }
}
