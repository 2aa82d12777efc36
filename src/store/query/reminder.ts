import { sql } from 'kysely';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import { rolesOver, type Tree } from '../rights/tree.ts';
import type { PaperKind, Scope } from '../schema.ts';
import type { Db } from '../store.ts';
import { daysUntil } from '../work/deadline.ts';
import { duties, exemptions } from './duty.ts';
import { organisations } from './organisation.ts';
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

/** Everything that waits for somebody, or is late. `today`: ISO. */
export async function reminders(db: Db, actor: Actor, today: string): Promise<Reminder[]> {
  const all = await organisations(db);
  const tree: Tree = new Map(all.map((one) => [one.id, one]));
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const entries = (await papers(db, actor, {})).filter(({ organisation }) => rolesOver(tree, actor, organisation).size > 0);
  const working = entries.filter(({ state }) => state !== 'published' && state !== 'corrected' && state !== 'withdrawn');
  const editions = working.map(({ edition }) => edition);
  const more = await inWorkOf(db, editions);
  const talk = await unanswered(db, editions, actor.account ?? '');
  const owed = await handInDays(db);
  const out: Reminder[] = [];
  const add = (
    kind: ReminderKind,
    paper: Omit<Reminder, 'kind' | 'name' | 'told' | 'kindOfPaper' | 'paper'> & { id: string | null; kind: PaperKind },
    told: string,
  ) =>
    out.push({
      kind,
      paper: paper.id,
      organisation: paper.organisation,
      name: names.get(paper.organisation) ?? '',
      year: paper.year,
      kindOfPaper: paper.kind,
      scope: paper.scope,
      told,
    });
  const late = (on: string, what: string, paper: Parameters<typeof add>[1]): void => {
    const left = daysUntil(on, today);
    if (left <= SOON) add(left < 0 ? 'overdue' : 'due', paper, dayWords(on, what, today));
  };

  for (const paper of working) {
    const one = more.get(paper.edition);
    const may = (verb: Parameters<typeof mayPaper>[2]): boolean => mayPaper(tree, actor, verb, paper.organisation, paper.state);
    const own = rolesOver(tree, actor, paper.organisation);
    const writes = own.has('preparer') || own.has('head');
    if (paper.deadline !== null) late(paper.deadline, '公开', paper);
    else if (writes && may('submit')) {
      const day = owed(all.find(({ id }) => id === paper.organisation)!, paper);
      if (day !== null) late(day, '报送', paper);
    }
    if (may('schedule') && one?.due_problem) add('failed', paper, one.due_problem);
    if (writes && paper.state === 'returned') add('returned', paper, '按退回原因和批注改好后再报送');
    const waiting = talk.get(paper.edition) ?? 0;
    if (waiting > 0 && may('comment')) add('comment', paper, `${waiting} 条批注等答复或处理`);
    if (may('sign') && one?.checked && !one.signed && !one.blocking) add('sign', paper, '已校验，没有要改的错误');
    if (may('approve')) add('review', paper, openWords(paper));
    if (may('publish') && one?.due_on === null && !one.due_problem) add('publish', paper, '已批准，可以公开或排期公开');
  }
  const begun = new Set(entries.map(({ organisation, year, kind, scope }) => `${organisation} ${year} ${kind} ${scope}`));
  for (const one of all) {
    const own = rolesOver(tree, actor, one.id);
    if (one.closed || !(own.has('preparer') || own.has('head'))) continue;
    for (const duty of owed.of(one))
      if (duty.hand_in !== null && !begun.has(`${one.id} ${duty.year} ${duty.kind} ${duty.scope}`))
        late(duty.hand_in, '报送', { id: null, organisation: one.id, year: duty.year, kind: duty.kind, scope: duty.scope });
  }
  return out.sort((a, b) => reminderKinds.indexOf(a.kind) - reminderKinds.indexOf(b.kind));
}

const openWords = ({ open }: PaperEntry): string =>
  open.error + open.warning > 0 ? `未处理的错误 ${open.error}、疑点 ${open.warning}` : '没有未处理的错误和疑点';

/** The days to hand in, by what is owed. */
async function handInDays(db: Db) {
  const [all, exempt] = [await duties(db), await exemptions(db)];
  const of = (one: { id: string; region: string; kind: string }) =>
    all.filter(
      ({ region, organisation_kind, year, kind }) =>
        region === one.region &&
        organisation_kind === one.kind &&
        !exempt.some((each) => each.organisation === one.id && each.year === year && each.kind === kind),
    );
  const day = (one: Parameters<typeof of>[0], paper: { year: number; kind: PaperKind; scope: Scope }): string | null =>
    of(one).find(({ year, kind, scope }) => year === paper.year && kind === paper.kind && scope === paper.scope)?.hand_in ?? null;
  return Object.assign(day, { of });
}
