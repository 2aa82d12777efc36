import { outputFormats, outputName, writeOutput } from '../../src/compile/outputs.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { formSets } from '../../src/form/load.ts';
import type { Forms } from '../../src/forms.ts';
import { checkOutput } from '../../src/server/self-check.ts';
import { change } from '../../src/store/log/append.ts';
import { insertAccount } from '../../src/store/query/account.ts';
import type { StoredFile } from '../../src/store/query/file.ts';
import { createOrganisation, putRegion } from '../../src/store/query/organisation.ts';
import type { PlanValue } from '../../src/store/query/plan.ts';
import { type Actor, type Held, SYSTEM } from '../../src/store/rights/actor.ts';
import type { OrganisationKind, PaperKind } from '../../src/store/schema.ts';
import type { Db } from '../../src/store/store.ts';
import { createPaper, putCheck } from '../../src/store/work/paper.ts';
import { publishPaper } from '../../src/store/work/publish.ts';
import { approvePaper, submitPaper } from '../../src/store/work/steps.ts';
import { makePaper } from '../proof/paper.ts';

const REGION = '140199';
const ROOT: Actor = { ...SYSTEM, held: [{ role: 'admin', organisation: null }] };
export const PASSWORD = '云川县-量时间用的口令-2025';
const UNITS_OF_DEPARTMENT = 5;
const SECTIONS = 4;
/** Papers of each kind that are compiled, at most; units take turns. */
const SAMPLES = 6;
const UNITS_OF_SAMPLE = 10;
const KINDS: readonly PaperKind[] = ['budget', 'final'];

/** What a paper of an invented department is stored as. */
interface Sample {
  readonly form: string;
  readonly value: PlanValue;
  readonly facts: readonly Fact[];
  readonly files: readonly StoredFile[];
}

export interface CountySize {
  readonly units: number;
  readonly years: readonly number[];
  /** who prepare the papers of a unit each */
  readonly writers: number;
  /** who review, a section each in turn */
  readonly reviewers: number;
}

/** Who logs in, and what they look at. */
export interface County {
  readonly writers: readonly { readonly login: string; readonly paper: string }[];
  readonly reviewers: readonly string[];
  /** published papers */
  readonly published: readonly string[];
  /** handed in, not yet approved */
  readonly submitted: readonly string[];
  readonly papers: number;
}

/** Papers of both kinds, each with its plan, its facts and its files. */
async function samples(forms: Forms, count: number): Promise<Readonly<Record<PaperKind, readonly Sample[]>>> {
  const made: Record<PaperKind, Sample[]> = { budget: [], final: [] };
  const sets = formSets(forms.sets).length;
  for (let k = 0; KINDS.some((kind) => made[kind].length < count); k++) {
    if (k > sets * count) throw new Error('the form sets do not make papers of both kinds');
    const { set, node, output } = makePaper(11, k, forms);
    if (made[set.kind].length === count) continue;
    const files: StoredFile[] = [];
    for (const format of outputFormats)
      files.push({ name: outputName(output, format), format, bytes: await writeOutput(output, format, forms) });
    const { form, ...value } = node as { form: string };
    made[set.kind].push({ form, value, facts: checkOutput(output, forms).reading?.facts ?? [], files });
  }
  return made;
}

const NEVER_EQUAL = 16;
/** The same file with some bytes behind it, so that each paper's files are stored for themselves. */
const own = ({ bytes, ...file }: StoredFile, mark: string): StoredFile => ({
  ...file,
  bytes: Buffer.concat([bytes, Buffer.from(mark.slice(-NEVER_EQUAL))]),
});

async function account(db: Db, login: string, held: readonly Held[]): Promise<void> {
  await change(db, SYSTEM, async (tx) => {
    const id = await insertAccount(tx, { login, name: `甲${login}`, held }, PASSWORD);
    await tx.updateTable('account').set({ must_change: false }).where('id', '=', id).execute();
    return { value: undefined, happened: [] };
  });
}

/**
 * A county of invented departments: each unit has a budget and final accounts in every year. Papers of earlier years are published; of those of
 * the last year a third are published, a third handed in, a third in work. All goes through the verbs, so that the log tells it.
 */
export async function makeCounty(db: Db, forms: Forms, size: CountySize, tell: (done: number, of: number) => void): Promise<County> {
  await putRegion(db, ROOT, { code: REGION, name: '云川县' });
  const make = (name: string, kind: OrganisationKind, parent: string | null, section: string | null) =>
    createOrganisation(db, ROOT, { region: REGION, kind, code: '', name, parent, section }).then(({ id }) => id);
  const bureau = await make('财政局', 'bureau', null, null);
  const sections: string[] = [];
  for (let n = 1; n <= SECTIONS; n++) sections.push(await make(`业务${n}科`, 'section', bureau, null));
  const units: string[] = [];
  let department: string | null = null;
  for (let n = 0; n < size.units; n++) {
    const number = Math.floor(n / UNITS_OF_DEPARTMENT);
    if (n % UNITS_OF_DEPARTMENT === 0) department = await make(`第${number + 1}局`, 'department', null, sections[number % SECTIONS]!);
    units.push(await make(`第${number + 1}局第${(n % UNITS_OF_DEPARTMENT) + 1}所`, 'unit', department, null));
  }
  const anyone: Actor = {
    ...SYSTEM,
    held: [{ role: 'bureau', organisation: bureau }, ...units.map((organisation): Held => ({ role: 'preparer', organisation }))],
  };
  const count = Math.min(SAMPLES, Math.ceil(size.units / UNITS_OF_SAMPLE));
  const kinds = await samples(forms, count);
  const last = Math.max(...size.years);
  const draft: string[][] = units.map(() => []);
  const submitted: string[] = [];
  const published: string[] = [];
  const all = size.years.length * units.length * KINDS.length;
  let done = 0;
  for (const year of size.years)
    for (const [n, organisation] of units.entries())
      for (const kind of KINDS) {
        const { form, value, facts, files } = kinds[kind][n % count]!;
        const id = await createPaper(db, anyone, { organisation, year, kind, scope: 'unit', form, plan: value });
        const at = { id, version: null };
        await putCheck(db, anyone, id, { plan: 1, findings: [], facts });
        const state = year < last ? 0 : n % 3;
        if (state < 2) await submitPaper(db, anyone, at);
        if (state === 0) {
          await approvePaper(db, anyone, at);
          const date = `${year}-03-01`;
          const now = new Date(`${date}T08:00:00Z`);
          await publishPaper(db, anyone, at, { plan: 1, files: files.map((file) => own(file, id)), date, forms: forms.hash }, now);
        }
        [published, submitted, draft[n]!][state]!.push(id);
        tell(++done, all);
      }
  const busy = units.flatMap((organisation, n) => draft[n]!.slice(0, 1).map((paper) => ({ organisation, paper })));
  const writers = Array.from({ length: size.writers }, (_, n) => ({ login: `writer${n}`, ...busy[n % busy.length]! }));
  for (const { login, organisation } of writers) await account(db, login, [{ role: 'preparer', organisation }]);
  const reviewers = Array.from({ length: size.reviewers }, (_, n) => `reviewer${n}`);
  for (const [n, login] of reviewers.entries()) await account(db, login, [{ role: 'bureau', organisation: sections[n % SECTIONS]! }]);
  return { writers: writers.map(({ login, paper }) => ({ login, paper })), reviewers, published, submitted, papers: done };
}
