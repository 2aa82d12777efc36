const FROZEN = "('published', 'corrected', 'withdrawn')";

/** Refuses what must never happen, whoever asks the database. */
const refuse = (name: string, condition: string, message: string): string =>
  `create function ${name}() returns trigger language plpgsql as $$ begin
    if ${condition} then raise exception '${message}' using errcode = 'restrict_violation'; end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end $$`;

const STILL = ['id', 'paper', 'number', 'checked', 'signed_by', 'published_on', 'manifest', 'signature'];
const row = (side: string): string => `(${STILL.map((column) => `${side}.${column}`).join(', ')})`;
const ofFrozen = `exists (select from edition where id = old.edition and state in ${FROZEN})`;

/** The log, and what keeps it and published editions from being changed. Text columns hold exactly what the hash was made of. */
export default [
  `create table event (
    seq bigint primary key,
    at text not null,
    account text not null,
    actor text not null,
    verb text not null,
    noun text not null,
    target text not null,
    organisation text not null,
    data text not null,
    previous text not null,
    hash text not null)`,
  `create index on event (target)`,
  // one row: who appends holds it until the end of the transaction, so that entries follow one another
  `create table event_head (one boolean primary key default true check (one), seq bigint not null, hash text not null)`,
  `insert into event_head (seq, hash) values (0, '')`,
  refuse('event_kept', 'true', '日志只能追加'),
  `create trigger event_kept before update or delete on event for each row execute function event_kept()`,
  `create trigger event_not_emptied before truncate on event for each statement execute function event_kept()`,

  refuse(
    'edition_kept',
    `old.state in ${FROZEN} and (tg_op = 'DELETE' or ${row('old')} is distinct from ${row('new')}
      or (new.state <> old.state and not (old.state = 'published' and new.state in ('corrected', 'withdrawn')
        or old.state = 'corrected' and new.state = 'withdrawn')))`,
    '已公开的版本不能改动',
  ),
  `create trigger edition_kept before update or delete on edition for each row execute function edition_kept()`,
  refuse('frozen_kept', ofFrozen, '已公开的版本不能改动'),
  ...['file', 'fact', 'finding'].map(
    (table) => `create trigger ${table}_kept before update or delete on ${table} for each row execute function frozen_kept()`,
  ),
  refuse('blob_kept', `tg_op = 'UPDATE'`, '存下的文件不能改动'),
  `create trigger blob_kept before update on blob for each row execute function blob_kept()`,
  ...['edition', 'file', 'fact', 'finding', 'blob'].map(
    (table) => `create trigger ${table}_not_emptied before truncate on ${table} for each statement execute function event_kept()`,
  ),
];
