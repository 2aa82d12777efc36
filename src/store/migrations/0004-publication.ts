const FROZEN = "('published', 'corrected', 'withdrawn')";
const STILL = ['id', 'paper', 'number', 'checked', 'signed_by', 'published_on', 'manifest', 'signature', 'correction'];
const row = (side: string): string => `(${STILL.map((column) => `${side}.${column}`).join(', ')})`;
const corrected = `(select data::jsonb ->> 'reason' from event
  where noun = 'paper' and verb = 'correct' and target = edition.paper::text and (data::jsonb ->> 'number')::integer = edition.number
  order by seq desc limit 1)`;

/** What a correction tells, publication on a day that was set before, and which papers are owed. */
export default [
  // 勘误说明, which is published with the edition; `reason` is left to 退回 and 撤回
  `alter table edition add column correction text not null default ''`,
  `update edition set correction = coalesce(${corrected}, '') where number > 1`,
  `update edition set reason = '' where number > 1 and reason = correction and state in ('draft', 'submitted')`,
  // 排期公开: the day, who set it, and why it did not come about
  `alter table edition add column due_on date`,
  `alter table edition add column due_by uuid references account`,
  `alter table edition add column due_problem text not null default ''`,
  `alter table edition add column withdrawn_on date`,
  `create index on edition (due_on) where due_on is not null and state = 'approved'`,
  `create or replace function edition_kept() returns trigger language plpgsql as $$ begin
    if old.state in ${FROZEN} and (tg_op = 'DELETE' or ${row('old')} is distinct from ${row('new')}
      or (new.state <> old.state and not (old.state = 'published' and new.state in ('corrected', 'withdrawn')
        or old.state = 'corrected' and new.state = 'withdrawn')))
    then raise exception '已公开的版本不能改动' using errcode = 'restrict_violation'; end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end $$`,
  // 应编文本: what organisations of a kind in a region owe for a year, and the day by which it is to be handed in
  `create table duty (
    region text not null references region,
    year integer not null check (year between 2000 and 2100),
    kind text not null check (kind in ('budget', 'final')),
    organisation_kind text not null check (organisation_kind in ('department', 'unit')),
    scope text not null check (scope in ('unit', 'department')),
    hand_in date,
    primary key (region, year, kind, organisation_kind, scope))`,
  // 免编: an organisation that owes no such paper for a year, and why
  `create table exemption (
    organisation uuid not null references organisation,
    year integer not null check (year between 2000 and 2100),
    kind text not null check (kind in ('budget', 'final')),
    reason text not null check (reason <> ''),
    primary key (organisation, year, kind))`,
];
