import { sql } from 'kysely';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import type { PaperVerb } from '../rights/table.ts';
import { rolesOver, type Tree } from '../rights/tree.ts';
import type { PaperKind, Scope } from '../schema.ts';
import type { Db } from '../store.ts';
import { daysUntil } from '../work/deadline.ts';
import { IN_WORK } from '../work/states.ts';
import { type Duty, duties, exemptions } from './duty.ts';
import { type Organisation, organisations } from './organisation.ts';
import { type PaperEntry, papers } from './paper.ts';

/** What somebody is reminded of, gravest first. */
export const reminderKinds = ['overdue', 'due', 'failed', 'returned', 'comment', 'sign', 'review', 'publish'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

export interface Reminder {
  readonly kind: ReminderKind;
  /** null: a paper that is owed and not begun */
  readonly paper: string | null;
  readonly organisation: string;
  readonly name: string;
  readonly year: number;
  readonly kindOfPaper: PaperKind;
  readonly scope: Scope;
  /** what else is to be told: the day, how many, why; Chinese */
  readonly told: string;
}

/** Days before a deadline from which it is told. */
export const SOON = 7;

const dayWords = (on: string, what: string, today: string): string => {
  const left = daysUntil(on, today);
  return `${what}期限 ${on}，${left < 0 ? `已超 ${-left} 天` : left === 0 ? '今天到期' : `还剩 ${left} 天`}`;
};

interface InWork {
  readonly checked: boolean;
  readonly signed: boolean;
  readonly due_on: string | null;
  readonly due_problem: string;
  readonly blocking: boolean;
}

/** What a list of papers does not tell of editions in work. */
async function inWorkOf(db: Db, editions: readonly string[]): Promise<Map<string, InWork>> {
  if (editions.length === 0) return new Map();
  const rows = await db
    .selectFrom('edition')
    .innerJoin('paper', 'paper.id', 'edition.paper')
    .innerJoin('plan', 'plan.id', 'paper.plan')
    .select(['edition.id', 'edition.due_on', 'edition.due_problem'])
    .select(sql<boolean>`edition.checked is not distinct from plan.version`.as('checked'))
    .select(sql<boolean>`edition.signed_by is not null`.as('signed'))
    .select(
      sql<boolean>`exists (select from finding where edition = edition.id and severity = 'error' and handling in ('open', 'accepted'))`.as(
        'blocking',
      ),
    )
    .where('edition.id', 'in', editions)
    .execute();
  return new Map(rows.map(({ id, ...own }) => [id, own]));
}

/** Comments that nobody has settled and whose last word is somebody else's, by edition. */
async function unanswered(db: Db, editions: readonly string[], account: string): Promise<Map<string, number>> {
  if (editions.length === 0) return new Map();
  const rows = await db
    .selectFrom('comment')
    .select(['id', 'edition', 'answers', 'author', 'settled'])
    .where('edition', 'in', editions)
    .orderBy('made')
    .orderBy('id')
    .execute();
  const root = new Map<string, string>();
  const last = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const thread = row.answers === null ? row.id : (root.get(row.answers) ?? row.answers);
    root.set(row.id, thread);
    last.set(thread, row);
  }
  const open = rows.filter(({ id, answers, settled }) => answers === null && !settled && last.get(id)?.author !== account);
  return new Map([...Map.groupBy(open, ({ edition }) => edition)].map(([edition, own]) => [edition, own.length]));
}

type About = Omit<Reminder, 'kind' | 'told'>;
type Said = readonly [kind: ReminderKind, told: string];

/** A day that is near or over; nothing where it is further away, or there is none. */
function late(on: string | null, what: string, today: string): Said[] {
  const left = on === null ? Number.POSITIVE_INFINITY : daysUntil(on, today);
  return on === null || left > SOON ? [] : [[left < 0 ? 'overdue' : 'due', dayWords(on, what, today)]];
}

/** What is known of a paper in work and of who asks. */
interface Known {
  readonly paper: PaperEntry;
  readonly more: InWork | undefined;
  /** comments that wait for an answer */
  readonly waiting: number;
  /** day to hand it in, null where none is set */
  readonly handIn: string | null;
  readonly may: (verb: PaperVerb) => boolean;
  /** whether he writes or signs it */
  readonly writes: boolean;
  readonly today: string;
}

function saidOf({ paper, more, waiting, handIn, may, writes, today }: Known): Said[] {
  const first = writes && may('submit') && paper.number === 1;
  const when = (condition: boolean | undefined, kind: ReminderKind, told: string): Said[] => (condition ? [[kind, told]] : []);
  return [
    ...(paper.deadline !== null ? late(paper.deadline, '公开', today) : first ? late(handIn, '报送', today) : []),
    ...when(may('schedule') && more?.due_problem !== '', 'failed', more?.due_problem ?? ''),
    ...when(writes && paper.state === 'returned', 'returned', '按退回原因和批注改好后再报送'),
    ...when(waiting > 0 && may('comment'), 'comment', `${waiting} 条批注等答复或处理`),
    ...when(may('sign') && more?.checked && !more.signed && !more.blocking, 'sign', '已校验，没有要改的错误'),
    ...when(may('approve'), 'review', openWords(paper)),
    ...when(may('publish') && more?.due_on === null && more.due_problem === '', 'publish', '已批准，可以公开或排期公开'),
  ];
}

const openWords = ({ open }: PaperEntry): string =>
  open.error + open.warning > 0 ? `未处理的错误 ${open.error}、疑点 ${open.warning}` : '没有未处理的错误和疑点';

/** What an organisation owes, with the day by which each is to be handed in. */
async function owedBy(db: Db): Promise<(one: Organisation) => Duty[]> {
  const [all, exempt] = [await duties(db), await exemptions(db)];
  return (one) =>
    all.filter(
      ({ region, organisation_kind, year, kind }) =>
        region === one.region &&
        organisation_kind === one.kind &&
        !exempt.some((each) => each.organisation === one.id && each.year === year && each.kind === kind),
    );
}

const slot = (organisation: string, { year, kind, scope }: Pick<PaperEntry, 'year' | 'kind' | 'scope'>): string =>
  `${organisation} ${year} ${kind} ${scope}`;

/** Everything that waits for somebody, or is late. `today`: ISO. */
export async function reminders(db: Db, actor: Actor, today: string): Promise<Reminder[]> {
  const all = await organisations(db);
  const tree: Tree = new Map(all.map((one) => [one.id, one]));
  const own = all.filter(({ id }) => rolesOver(tree, actor, id).size > 0);
  const writes = ({ id }: Organisation): boolean => rolesOver(tree, actor, id).has('preparer') || rolesOver(tree, actor, id).has('head');
  const entries = Map.groupBy(await papers(db, actor, {}), ({ organisation }) => organisation);
  const working = own.flatMap(({ id }) => entries.get(id) ?? []).filter(({ state }) => IN_WORK.includes(state));
  const editions = working.map(({ edition }) => edition);
  const more = await inWorkOf(db, editions);
  const talk = await unanswered(db, editions, actor.account ?? '');
  const owed = await owedBy(db);
  const about = ({ id, name }: Organisation, { year, kind, scope }: Pick<PaperEntry, 'year' | 'kind' | 'scope'>): Omit<About, 'paper'> => ({
    organisation: id,
    name,
    year,
    kindOfPaper: kind,
    scope,
  });
  const out = own.flatMap((one): Reminder[] => {
    const there = entries.get(one.id) ?? [];
    const handIn = new Map(owed(one).map((duty) => [slot(one.id, duty), duty.hand_in]));
    const begun = new Set(there.map((paper) => slot(one.id, paper)));
    const said = (paper: PaperEntry): Said[] =>
      saidOf({
        paper,
        more: more.get(paper.edition),
        waiting: talk.get(paper.edition) ?? 0,
        handIn: handIn.get(slot(one.id, paper)) ?? null,
        may: (verb) => mayPaper(tree, actor, verb, one.id, paper.state),
        writes: writes(one),
        today,
      });
    const ofPapers = there
      .filter(({ state }) => IN_WORK.includes(state))
      .flatMap((paper) => said(paper).map(([kind, told]) => ({ kind, told, paper: paper.id, ...about(one, paper) })));
    const ofDuties = owed(one)
      .filter((duty) => writes(one) && !one.closed && !begun.has(slot(one.id, duty)))
      .flatMap((duty) => late(duty.hand_in, '报送', today).map(([kind, told]) => ({ kind, told, paper: null, ...about(one, duty) })));
    return [...ofPapers, ...ofDuties];
  });
  return out.sort((a, b) => reminderKinds.indexOf(a.kind) - reminderKinds.indexOf(b.kind));
}
