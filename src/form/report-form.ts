import type { Dims } from '../fact/dimension.ts';
import type { FormSetFiles } from '../forms.ts';
import { fail, fieldsOf, isMissing, keysOf, listOf, type Node, oneOf, textOf, textsOf, wholeOf } from './yaml.ts';

/**
 * A piece of a paragraph: words with slots; a list of what is below the subject (its indicators, its reasons), those only that have a word;
 * or words for when the subject has a word and when not.
 */
export type ReportText =
  | string
  | {
      readonly kind: 'through';
      readonly through: string;
      readonly has: string | null;
      readonly text: readonly ReportText[];
      readonly join: string;
    }
  | { readonly kind: 'has'; readonly has: string; readonly text: readonly ReportText[]; readonly otherwise: readonly ReportText[] };

/** A row of a filled table: cells, or such cells for everything of a kind below the subject. */
export type ReportRow =
  | { readonly kind: 'cells'; readonly cells: readonly string[] }
  | { readonly kind: 'through'; readonly through: string; readonly cells: readonly string[]; readonly carry: readonly string[] };

/** A table of a report, filled for its subject. */
export interface ReportTable {
  readonly id: string;
  readonly title: string;
  readonly captions: readonly string[];
  /** rows of its header, from the top */
  readonly head: number;
  /** columns that hold values, from 0; the others hold words */
  readonly values: readonly number[];
  readonly rows: readonly ReportRow[];
}

/** What stands in a report, for a subject: words, a table, a part under a heading, or parts for everything of a kind below it. */
export type ReportPart =
  | { readonly kind: 'paragraph'; readonly text: readonly ReportText[] }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'part'; readonly heading: string; readonly body: readonly ReportPart[] }
  | {
      readonly kind: 'through';
      readonly through: string;
      readonly has: string | null;
      readonly heading: string | null;
      readonly body: readonly ReportPart[];
      /** what stands there instead where there is nothing below */
      readonly otherwise: readonly ReportPart[];
    };

/** Something that a report speaks of: its words, the members of its facts, and what is below it, by kind. */
export interface Subject {
  readonly dims: Dims;
  readonly words: ReadonlyMap<string, string>;
  readonly below: ReadonlyMap<string, readonly Subject[]>;
}

/** A report as a form has it (forms/cn/evaluation/…). */
export interface ReportForm {
  readonly id: string;
  readonly name: string;
  /** lines of the cover */
  readonly title: readonly string[];
  readonly body: readonly ReportPart[];
  readonly tables: ReadonlyMap<string, ReportTable>;
}

/** How clauses and claims are printed that forms/cn/passages read, by id. */
type Prints = ReadonlyMap<string, string>;

function printsOf(sets: readonly FormSetFiles[]): Prints {
  const documents = sets.find(({ id }) => id === 'cn/passages')?.files.get('evaluation') ?? [];
  const prints = new Map<string, string>();
  documents.forEach((value, i) => {
    const node: Node = { value, path: `forms/cn/passages/evaluation.yaml[${i}]` };
    const field = fieldsOf(node);
    for (const clause of [...listOf(field('clauses')), ...listOf(field('claims'))]) {
      const own = fieldsOf(clause);
      if (!isMissing(own('print'))) prints.set(textOf(own('id')), textOf(own('print')));
    }
  });
  return prints;
}

/** {clause:budget} is how that clause is printed. */
function words(node: Node, prints: Prints): string {
  return textOf(node).replace(
    /\{clause:([a-z-]+)\}/g,
    (_, id: string) => prints.get(id) ?? fail({ ...node, value: id }, '有 print 的句子'),
  );
}

function textsIn(node: Node, prints: Prints): ReportText[] {
  if (isMissing(node)) return [];
  if (typeof node.value === 'string') return [words(node, prints)];
  return listOf(node).map((item): ReportText => {
    if (typeof item.value === 'string') return words(item, prints);
    const field = fieldsOf(item, ['through', 'has', 'text', 'join', 'otherwise']);
    const text = textsIn(field('text'), prints);
    const has = isMissing(field('has')) ? null : textOf(field('has'));
    if (!isMissing(field('through')))
      return { kind: 'through', through: textOf(field('through')), has, text, join: textOf(field('join'), '；') };
    return { kind: 'has', has: has ?? fail(item, 'has 或 through'), text, otherwise: textsIn(field('otherwise'), prints) };
  });
}

function partOf(node: Node, prints: Prints): ReportPart {
  if (typeof node.value === 'string' || Array.isArray(node.value)) return { kind: 'paragraph', text: textsIn(node, prints) };
  const field = fieldsOf(node, ['table', 'heading', 'body', 'through', 'has', 'otherwise']);
  if (!isMissing(field('table'))) return { kind: 'table', table: textOf(field('table')) };
  const parts = (key: string): ReportPart[] => listOf(field(key)).map((item) => partOf(item, prints));
  const heading = isMissing(field('heading')) ? null : textOf(field('heading'));
  if (isMissing(field('through')))
    return { kind: 'part', heading: heading ?? fail(node, 'heading、table 或 through'), body: parts('body') };
  const has = isMissing(field('has')) ? null : textOf(field('has'));
  return { kind: 'through', through: textOf(field('through')), has, heading, body: parts('body'), otherwise: parts('otherwise') };
}

function rowOf(node: Node): ReportRow {
  if (Array.isArray(node.value)) return { kind: 'cells', cells: textsOf(node) };
  const field = fieldsOf(node, ['through', 'cells', 'carry']);
  return { kind: 'through', through: textOf(field('through')), cells: textsOf(field('cells')), carry: textsOf(field('carry')) };
}

function tableOf(id: string, node: Node): ReportTable {
  const field = fieldsOf(node, ['title', 'captions', 'head', 'values', 'rows']);
  return {
    id,
    title: textOf(field('title')),
    captions: textsOf(field('captions')),
    head: wholeOf(field('head'), 0),
    values: listOf(field('values')).map((item) => wholeOf(item)),
    rows: listOf(field('rows')).map(rowOf),
  };
}

/** Every table that the parts name is there. */
function complete(form: ReportForm, node: Node): ReportForm {
  const look = (parts: readonly ReportPart[]): void => {
    for (const part of parts) {
      if (part.kind === 'table') oneOf({ value: part.table, path: `${node.path}: body` }, [...form.tables.keys()]);
      if (part.kind === 'part' || part.kind === 'through') look(part.body);
      if (part.kind === 'through') look(part.otherwise);
    }
  };
  look(form.body);
  return form;
}

/**
 * The report of an id (its folder under forms/); null where there is none. `file`: another one of that folder, such as what final accounts say of
 * it, which has the tables of the report and its own. Throws an Error naming file and path where it cannot be used.
 */
export function reportForm(sets: readonly FormSetFiles[], id: string, file = 'report'): ReportForm | null {
  const value = sets.find((set) => set.id === id)?.files.get(file)?.[0];
  if (value === undefined) return null;
  const node: Node = { value, path: `forms/${id}/${file}.yaml` };
  const prints = printsOf(sets);
  const field = fieldsOf(node, ['report', 'title', 'body', 'tables']);
  const tables = isMissing(field('tables')) ? [] : keysOf(field('tables'));
  const form: ReportForm = {
    id,
    name: textOf(field('report')),
    title: textsOf(field('title')),
    body: listOf(field('body')).map((item) => partOf(item, prints)),
    tables: new Map([
      ...((file === 'report' ? null : reportForm(sets, id))?.tables ?? []),
      ...tables.map((name) => [name, tableOf(name, fieldsOf(field('tables'))(name))] as const),
    ]),
  };
  return complete(form, node);
}

/** The ids of all reports. */
export const reportIds = (sets: readonly FormSetFiles[]): string[] => sets.flatMap(({ id, files }) => (files.has('report') ? [id] : []));
