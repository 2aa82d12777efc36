/** Who there is: regions, organisations as a tree, accounts with their roles, sessions. */
export default [
  `create table installation (key text primary key, value text not null)`,
  `create table region (code text primary key check (code ~ '^[0-9]{6}$'), name text not null)`,
  `create table organisation (
    id uuid primary key,
    region text not null references region,
    parent uuid references organisation deferrable initially deferred check (parent <> id),
    -- the section of the finance bureau that reviews its papers; where there is none, the parent's
    section uuid references organisation deferrable initially deferred,
    kind text not null check (kind in ('bureau', 'section', 'department', 'unit')),
    code text not null,
    name text not null,
    closed boolean not null default false,
    version integer not null default 1,
    unique (region, name))`,
  `create index on organisation (parent)`,
  `create table account (
    id uuid primary key,
    login text not null unique,
    name text not null,
    password text not null,
    must_change boolean not null,
    disabled boolean not null default false,
    version integer not null default 1)`,
  // an administrator's role may be held over the whole installation: without organisation
  `create table held_role (
    account uuid not null references account,
    role text not null check (role in ('preparer', 'head', 'department', 'bureau', 'admin')),
    organisation uuid references organisation check (organisation is not null or role = 'admin'),
    unique nulls not distinct (account, role, organisation))`,
  `create index on held_role (organisation)`,
  `create table session (
    id uuid primary key,
    token text not null unique,
    account uuid not null references account,
    made timestamptz not null,
    seen timestamptz not null,
    address text not null,
    agent text not null)`,
  `create index on session (account)`,
  // by hash of the login, known or not: whether an account exists is not told
  `create table attempt (login text primary key, failed integer not null, seen timestamptz not null, locked timestamptz)`,
];
