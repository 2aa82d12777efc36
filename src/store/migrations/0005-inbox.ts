/** Papers of any origin that an organisation received to be checked: each with the versions of its file, and what was found in them. */
export default [
  `create table inbox_paper (
    id uuid primary key,
    -- who received it, not whose paper it is
    organisation uuid not null references organisation,
    -- the one that its text names, as papers are told to belong together; '' where it names none
    about text not null default '')`,
  `create index on inbox_paper (organisation, about)`,
  `create table inbox_version (
    id uuid primary key,
    paper uuid not null references inbox_paper,
    number integer not null,
    file text not null,
    sha256 text not null references blob,
    received timestamptz not null,
    received_by uuid references account,
    state text not null check (state in ('waiting', 'checking', 'checked', 'failed')),
    -- why it failed and what to do
    error text not null default '' check ((error <> '') = (state = 'failed')),
    checked timestamptz,
    -- the rules it was checked by, by their hash
    forms text not null default '',
    -- what was understood of it
    report jsonb check ((report is not null) = (state = 'checked')),
    -- its text as a page with the findings marked
    page text,
    -- whether it was held against the other papers about the same organisation; failed: they were too much at once
    compared text not null default 'waiting' check (compared in ('waiting', 'done', 'failed')),
    unique (paper, number))`,
  `create index on inbox_version (received) where state in ('waiting', 'checking')`,
  `create index on inbox_version (sha256)`,
  `create table inbox_finding (
    id uuid primary key,
    paper uuid not null references inbox_paper,
    -- between this paper and others
    across boolean not null,
    -- the versions it was found in first and last, and the one in which it was gone
    first integer not null,
    last integer not null,
    mended integer,
    -- order in the report of the version it was found in last, from 0
    position integer not null,
    code text not null,
    severity text not null check (severity in ('error', 'warning', 'info')),
    data jsonb not null,
    handling text not null check (handling in ('open', 'accepted', 'mended', 'waived') and (handling = 'mended') = (mended is not null)),
    reason text not null default '' check (handling <> 'waived' or reason <> ''),
    handled_by uuid references account)`,
  `create index on inbox_finding (paper)`,
];
