import { decimalText } from '../fact/decimal.ts';
import { type Dimension, type Dims, dimensions, withDims } from '../fact/dimension.ts';
import { chineseOrdinal } from './ordinal.ts';
import type { Rendered } from './render.ts';
import { type FactValue, type FormFacts, printed, type StatedFact } from './render-facts.ts';
import { joinedCells, type RecordCell } from './render-record.ts';
import { percentOf } from './render-shares.ts';
import type { ReportForm, ReportPart, ReportRow, ReportTable, ReportText, Subject } from './report-form.ts';
import { contents, gridOf, paragraph, placed, type Sketch, table } from './sketch.ts';

/** Who is reported on, from the outermost. */
interface Scope {
  readonly form: ReportForm;
  readonly facts: FormFacts;
  readonly stated: StatedFact[];
  readonly subjects: readonly Subject[];
  /** heading or table, for facts that are stated */
  readonly where: string;
}

const wordOf = ({ subjects }: Scope, key: string): string => subjects.findLast(({ words }) => words.has(key))?.words.get(key) ?? '';
const belowOf = ({ subjects }: Scope, kind: string): readonly Subject[] =>
  subjects.findLast(({ below }) => below.has(kind))?.below.get(kind) ?? [];
const inside = (scope: Scope, subject: Subject): Scope => ({ ...scope, subjects: [...scope.subjects, subject] });
const dimsOf = ({ subjects }: Scope): Dims => subjects.reduce((dims: Dims, subject) => withDims(dims, subject.dims), {});

/** Everything of a kind below, those only that have a word. */
const members = (scope: Scope, kind: string, has: string | null): Scope[] =>
  belowOf(scope, kind)
    .filter(({ words }) => has === null || (words.get(has) ?? '') !== '')
    .map((subject) => inside(scope, subject));

const isDimension = (key: string): key is Dimension => (dimensions as readonly string[]).includes(key);

/** "project-budget stage=original" of the subject. Throws an Error for anything else. */
function senseOf(scope: Scope, text: string): { readonly concept: string; readonly dims: Dims } {
  const [concept = '', ...parts] = text.trim().split(/\s+/);
  const own: Partial<Record<Dimension, string>> = {};
  for (const part of parts) {
    const [key = '', value] = part.split('=');
    if (!isDimension(key) || !value) throw new Error(`${scope.form.id}: “${text}”应写作 concept 维度=成员`);
    own[key] = value;
  }
  return { concept, dims: withDims(dimsOf(scope), own) };
}

/** Without superfluous zeros: weights are written 20, not 20.00. */
const short = ({ kind, value, scale }: FactValue): string =>
  printed({ kind, value, scale })
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

function state(scope: Scope, name: string, argument: string): string {
  if (name === 'grade') {
    const text = wordOf(scope, argument);
    const dims = dimsOf(scope);
    scope.stated.push({ concept: 'grade', dims, kind: 'text', value: 0, scale: 0, printed: text, where: scope.where });
    return text;
  }
  const { concept, dims } = senseOf(scope, argument);
  const fact = scope.facts.value(concept, dims);
  const text = name === 'short' ? short(fact) : printed(fact);
  scope.stated.push({ ...fact, concept, dims, printed: text, where: scope.where });
  return name === 'amount' ? `${text}万元` : name === 'percent' ? `${text}%` : text;
}

/** Share of one sum of money in another, in percent with two decimals. */
function share(scope: Scope, argument: string): string {
  const [part = '', whole = ''] = argument.split(' of ');
  const [own, all] = [senseOf(scope, part), senseOf(scope, whole)];
  const [a, b] = [scope.facts.value(own.concept, own.dims).value, scope.facts.value(all.concept, all.dims).value];
  const digits = percentOf(a, b);
  const text = decimalText({ digits, scale: 2 });
  scope.stated.push({
    concept: own.concept,
    dims: withDims(own.dims, { measure: 'share' }),
    kind: 'percent',
    value: digits,
    scale: 2,
    printed: text,
    where: scope.where,
  });
  return `${text}%`;
}

/**
 * Slots: {amount:…} with 万元, {figure:…} without, {short:…} without superfluous zeros, {percent:…} with %, {share:… of …}, {grade:…} the word of that
 * name as a fact, {field:…} and any other word of the subject.
 */
const SLOT = /\{(?:(amount|figure|short|percent|share|grade|field):)?([^{}]+)\}/g;

function filled(scope: Scope, text: string): string {
  return text.replace(SLOT, (_, name: string | undefined, argument: string) => {
    if (name === undefined || name === 'field') return wordOf(scope, argument);
    return name === 'share' ? share(scope, argument) : state(scope, name, argument);
  });
}

function textOf(scope: Scope, pieces: readonly ReportText[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return filled(scope, piece);
      if (piece.kind === 'has') return textOf(scope, wordOf(scope, piece.has) === '' ? piece.otherwise : piece.text);
      return members(scope, piece.through, piece.has)
        .map((member) => textOf(member, piece.text))
        .join(piece.join);
    })
    .join('');
}

/** The cells of a row; a word in `carry` that the row above had too is left open. */
function cellsOf(scope: Scope, cells: readonly string[], open: (key: string) => boolean): RecordCell[] {
  const leading = cells.findIndex((text) => text !== '');
  return cells.map((text, i) => {
    const key = /^\{([a-z0-9-]+)\}$/.exec(text)?.[1];
    if (i < leading || (text === '' && key === undefined)) return null;
    return key !== undefined && open(key) ? null : filled(scope, text);
  });
}

function rowsOf(scope: Scope, row: ReportRow): RecordCell[][] {
  if (row.kind === 'cells') return [cellsOf(scope, row.cells, () => false)];
  let last: Scope | null = null;
  return members(scope, row.through, null).map((member) => {
    const before = last;
    last = member;
    const differs = row.carry.findIndex((key) => before === null || wordOf(before, key) !== wordOf(member, key));
    const repeated = row.carry.slice(0, differs < 0 ? row.carry.length : differs);
    return cellsOf(member, row.cells, (key) => repeated.includes(key));
  });
}

function tableBlocks(outer: Scope, form: ReportTable): Sketch[] {
  const scope = { ...outer, where: filled(outer, form.title) };
  const rows = form.rows.flatMap((row) => rowsOf(scope, row));
  const width = Math.max(...form.rows.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, column) => (form.values.includes(column) ? ('value' as const) : ('words' as const)));
  return [
    paragraph(scope.where, 'table-title'),
    ...form.captions.map((caption) => paragraph(filled(scope, caption), 'caption')),
    table(gridOf(joinedCells(rows), rows.length, width), form.head, columns),
  ];
}

/** 一、 （一） 1. by depth from 1. */
const ordinalOf = (depth: number, n: number): string =>
  depth === 1 ? `${chineseOrdinal(n)}、` : depth === 2 ? `（${chineseOrdinal(n)}）` : `${n}.`;

/** A part for its subject: under a heading, or what stands by itself. */
type Piece =
  | { readonly kind: 'under'; readonly scope: Scope; readonly heading: string; readonly body: readonly ReportPart[] }
  | { readonly kind: 'plain'; readonly scope: Scope; readonly part: Extract<ReportPart, { kind: 'paragraph' | 'table' }> };

const piecesOf = (scope: Scope, parts: readonly ReportPart[]): Piece[] =>
  parts.flatMap((part): Piece[] => {
    if (part.kind === 'paragraph' || part.kind === 'table') return [{ kind: 'plain', scope, part }];
    const { heading, body } = part;
    if (part.kind === 'part') return [{ kind: 'under', scope, heading: part.heading, body }];
    const found = members(scope, part.through, part.has);
    if (found.length === 0) return piecesOf(scope, part.otherwise);
    return found.flatMap((member) => (heading === null ? piecesOf(member, body) : [{ kind: 'under', scope: member, heading, body }]));
  });

function plainBlocks({ scope, part }: Extract<Piece, { kind: 'plain' }>): Sketch[] {
  if (part.kind === 'table') {
    const form = scope.form.tables.get(part.table);
    return form ? tableBlocks(scope, form) : [];
  }
  return textOf(scope, part.text)
    .split('\n')
    .flatMap((line) => (line.trim() ? paragraph(line.trim(), 'body') : []));
}

/**
 * Parts in order; those with a heading are numbered within the one above. There is no （一） without a （二）: what would stand under it stands
 * under the heading above.
 */
function partBlocks(scope: Scope, parts: readonly ReportPart[], depth: number): Sketch[] {
  const pieces = piecesOf(scope, parts);
  const alone = depth === 2 && pieces.filter(({ kind }) => kind === 'under').length === 1;
  let numbered = 0;
  return pieces.flatMap((piece): Sketch[] => {
    if (piece.kind === 'plain') return plainBlocks(piece);
    if (alone) return partBlocks(piece.scope, piece.body, depth);
    numbered++;
    const text = `${ordinalOf(depth, numbered)}${filled(piece.scope, piece.heading)}`;
    return [paragraph(text, 'heading', depth + 1), ...partBlocks({ ...piece.scope, where: text }, piece.body, depth + 1)];
  });
}

/** The parts of a report below a heading of another paper, whose facts it shares. `level`: of that heading, from 1. */
export const reportParts = (
  { form, subject }: { readonly form: ReportForm; readonly subject: Subject },
  { facts, stated }: Pick<Scope, 'facts' | 'stated'>,
  where: string,
  level: number,
): Sketch[] => partBlocks({ form, facts, stated, subjects: [subject], where }, form.body, level);

const headings = (sketches: readonly Sketch[]): Sketch[] => {
  const entries = sketches.flatMap(({ block, layout }) =>
    layout.role === 'heading' && block.kind === 'paragraph' && block.level === 2 ? [contents(block.words.text)] : [],
  );
  return entries.length > 0 ? [contents('目 录'), ...entries] : [];
};

/** A report on a subject: cover, contents, parts. Places are those of the text that writeText prints; every number is stated by a fact. */
export function renderReport(form: ReportForm, facts: FormFacts, subject: Subject): Rendered {
  const scope: Scope = { form, facts, stated: [], subjects: [subject], where: '' };
  const title = form.title.map((line) => paragraph(filled(scope, line), 'title'));
  const body = partBlocks(scope, form.body, 1);
  const sketches = [...title, ...headings(body), ...body];
  return {
    document: { format: 'rendered', blocks: placed(sketches.map(({ block }) => block)), damage: [] },
    layout: sketches.map(({ layout }) => layout),
    stated: scope.stated,
  };
}
