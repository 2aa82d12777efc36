import type { ColumnType, JSONColumnType } from 'kysely';

export const organisationKinds = ['bureau', 'section', 'department', 'unit'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** 编制人, 单位负责人, 主管部门, 财政局审核, 管理员; nobody holds `public`, everybody is. */
export const heldRoles = ['preparer', 'head', 'department', 'bureau', 'admin'] as const;
export type HeldRole = (typeof heldRoles)[number];

/** 草稿, 已报送, 退回, 已批准, 已公开, 已勘误 (a later edition took its place), 已撤回. */
export const states = ['draft', 'submitted', 'returned', 'approved', 'published', 'corrected', 'withdrawn'] as const;
export type State = (typeof states)[number];

/** 未处理, 已确认, 已改正, 放行 (waived, with a reason). */
export const handlings = ['open', 'accepted', 'mended', 'waived'] as const;
export type Handling = (typeof handlings)[number];

/** A received paper waits to be checked, is being checked, was checked, or could not be. */
export const inboxStates = ['waiting', 'checking', 'checked', 'failed'] as const;
export type InboxState = (typeof inboxStates)[number];

export const paperKinds = ['budget', 'final'] as const;
export type PaperKind = (typeof paperKinds)[number];
export type Scope = 'unit' | 'department';

type Generated<T> = ColumnType<T, T | undefined, T>;
/** JSON goes in as text, and comes out as what it says. */
type Json = JSONColumnType<object, string, string>;
type Time = ColumnType<Date, Date, Date>;

/** Tables by name, as the migrations leave them. */
export interface Database {
  installation: { key: string; value: string };
  region: { code: string; name: string };
  organisation: {
    id: string;
    region: string;
    parent: string | null;
    section: string | null;
    kind: OrganisationKind;
    code: string;
    name: string;
    closed: Generated<boolean>;
    version: Generated<number>;
  };
  account: {
    id: string;
    login: string;
    name: string;
    password: string;
    must_change: boolean;
    disabled: Generated<boolean>;
    version: Generated<number>;
  };
  held_role: { account: string; role: HeldRole; organisation: string | null };
  session: { id: string; token: string; account: string; made: Time; seen: Time; address: string; agent: string };
  attempt: { login: string; failed: number; seen: Time; locked: ColumnType<Date | null, Date | null, Date | null> };
  form_year: { id: string; region: string; year: number; kind: PaperKind; form: string };
  plan: { id: string; organisation: string; form: string; version: Generated<number>; changed: Time };
  plan_record: {
    id: string;
    plan: string;
    kind: string;
    position: number | null;
    data: JSONColumnType<object, string, string>;
    version: Generated<number>;
    changed_by: string | null;
  };
  project: {
    id: string;
    organisation: string;
    code: string;
    name: string;
    data: Json;
    version: Generated<number>;
    changed: Time;
    changed_by: string | null;
  };
  performance_year: { id: string; organisation: string; year: number; data: Json; version: Generated<number> };
  paper: {
    id: string;
    organisation: string;
    year: number;
    kind: PaperKind;
    scope: Scope;
    plan: string | null;
    approved_on: string | null;
    approval: Generated<string>;
    version: Generated<number>;
  };
  edition: {
    id: string;
    paper: string;
    number: number;
    state: State;
    checked: number | null;
    signed_by: string | null;
    reason: Generated<string>;
    published_on: string | null;
    manifest: string | null;
    signature: string | null;
    /** 勘误说明: what it changes of the edition before, and why */
    correction: Generated<string>;
    /** the day on which it is to be published by itself, and who set it */
    due_on: string | null;
    due_by: string | null;
    /** why it was not */
    due_problem: Generated<string>;
    withdrawn_on: string | null;
  };
  duty: { region: string; year: number; kind: PaperKind; organisation_kind: 'department' | 'unit'; scope: Scope; hand_in: string | null };
  exemption: { organisation: string; year: number; kind: PaperKind; reason: string };
  blob: { sha256: string; size: number; bytes: Uint8Array };
  file: { edition: string; name: string; format: string; sha256: string };
  fact: {
    edition: string;
    position: number;
    concept: string;
    dimensions: Json;
    fen: number | null;
    value: string | null;
    printed: string;
    place: Json;
  };
  finding: {
    id: string;
    edition: string;
    print: string;
    code: string;
    severity: 'error' | 'warning' | 'info';
    data: Json;
    handling: Handling;
    reason: Generated<string>;
    handled_by: string | null;
  };
  comment: {
    id: string;
    edition: string;
    answers: string | null;
    place: Json;
    text: string;
    author: string;
    made: Time;
    settled: Generated<boolean>;
  };
  inbox_paper: { id: string; organisation: string; about: Generated<string> };
  inbox_version: {
    id: string;
    paper: string;
    number: number;
    file: string;
    sha256: string;
    received: Time;
    received_by: string | null;
    state: InboxState;
    error: Generated<string>;
    checked: ColumnType<Date | null, Date | undefined, Date | null>;
    forms: Generated<string>;
    report: ColumnType<object | null, string | undefined, string | null>;
    page: ColumnType<string | null, string | undefined, string | null>;
    compared: Generated<'waiting' | 'done' | 'failed'>;
  };
  inbox_finding: {
    id: string;
    paper: string;
    across: boolean;
    first: number;
    last: number;
    mended: number | null;
    position: number;
    code: string;
    severity: 'error' | 'warning' | 'info';
    data: Json;
    handling: Handling;
    reason: Generated<string>;
    handled_by: string | null;
  };
  event: Event;
  event_head: { one: Generated<boolean>; seq: number; hash: string };
}

/** An entry of the log. `hash` is over all the rest, `previous` is the hash of the entry before it, '' for the first. */
export interface Event {
  seq: number;
  /** ISO 8601, UTC */
  at: string;
  account: string;
  /** login, as it was then */
  actor: string;
  verb: string;
  noun: string;
  target: string;
  organisation: string;
  /** JSON */
  data: string;
  previous: string;
  hash: string;
}
