import type { ChartForm, FormSet, PartForm, RecordForm, RecordRow, SectionForm, SectionPart, TableForm, TextForm } from './form.ts';
import { chartKinds, eachKinds, plainBody } from './form.ts';
import { tableForm } from './load-table.ts';
import { fail, fieldsOf, isMissing, keysOf, listOf, type Node, oneOf, senseOf, textOf, textsOf, wholeOf } from './yaml.ts';

/** The YAML documents of one form set: what the loader of forms/ hands over. */
export interface SetFiles {
  readonly id: string;
  readonly files: ReadonlyMap<string, readonly unknown[]>;
}

/** A list of pieces: words, {each: …, item: …}, {when: …, text: …}. */
function textForms(node: Node): TextForm[] {
  if (typeof node.value === 'string') return [node.value];
  return listOf(node).map((item): TextForm => {
    if (typeof item.value === 'string') return item.value;
    const field = fieldsOf(item, ['each', 'level', 'fact', 'item', 'join', 'when', 'text', 'otherwise']);
    if (!isMissing(field('when')))
      return { kind: 'when', fact: senseOf(field('when')), text: textForms(field('text')), otherwise: textForms(field('otherwise')) };
    return {
      kind: 'list',
      each: oneOf(field('each'), eachKinds),
      level: wholeOf(field('level'), 1),
      fact: senseOf(field('fact')),
      item: textOf(field('item')),
      join: textOf(field('join'), '；'),
    };
  });
}

function sectionPart(node: Node): SectionPart {
  if (typeof node.value === 'string' || Array.isArray(node.value)) return { kind: 'paragraph', text: textForms(node) };
  const field = fieldsOf(node, ['table', 'chart', 'record', 'report', 'otherwise', 'heading', 'body']);
  if (!isMissing(field('chart'))) return { kind: 'chart', chart: textOf(field('chart')) };
  if (!isMissing(field('table'))) return { kind: 'table', table: textOf(field('table')) };
  if (!isMissing(field('record'))) return { kind: 'record', record: textOf(field('record')) };
  if (!isMissing(field('report')))
    return { kind: 'report', report: textOf(field('report')), otherwise: listOf(field('otherwise')).map(sectionPart) };
  return { kind: 'section', section: sectionForm('', node) };
}

function sectionForm(id: string, node: Node): SectionForm {
  const field = fieldsOf(node, ['heading', 'body']);
  return { id, heading: textOf(field('heading')), body: listOf(field('body')).map(sectionPart) };
}

function recordRow(node: Node): RecordRow {
  if (Array.isArray(node.value)) return { kind: 'cells', cells: textsOf(node) };
  const field = fieldsOf(node, ['indicators', 'carry', 'projects']);
  if (!isMissing(field('projects'))) return { kind: 'projects', cells: textsOf(field('projects')) };
  return { kind: 'indicators', cells: textsOf(field('indicators')), carry: textsOf(field('carry')) };
}

function recordForm(id: string, node: Node): RecordForm {
  const field = fieldsOf(node, ['record', 'title', 'captions', 'per', 'rows']);
  return {
    id,
    title: textOf(field('title')),
    captions: textsOf(field('captions')),
    per: oneOf(field('per'), ['project', 'paper'], 'project'),
    rows: listOf(field('rows')).map(recordRow),
  };
}

function chartForm(id: string, node: Node): ChartForm {
  const field = fieldsOf(node, ['chart', 'kind', 'table']);
  return { id, kind: oneOf(field('kind'), chartKinds), table: tableForm(id, field('table'), []) };
}

function partForm(node: Node): PartForm {
  const field = fieldsOf(node, ['heading', 'sections', 'tables', 'records', 'glossary']);
  return {
    heading: textOf(field('heading')),
    sections: textsOf(field('sections')),
    tables: textsOf(field('tables')),
    records: textsOf(field('records')),
    glossary: textsOf(field('glossary')),
  };
}

const SET_FIELDS = ['form', 'name', 'kind', 'year', 'province', 'extends', 'abstract', 'title', 'captions', 'parts'];
const DIRECT = ['chart', 'table', 'record', 'sections', 'glossary'] as const;

/** What a document of a file is: the one of chart, table, record, sections, glossary that it holds; a chart holds a table. */
function kindOf(value: unknown): (typeof DIRECT)[number] | null {
  return DIRECT.find((key) => typeof value === 'object' && value !== null && key in value) ?? null;
}

const mapping = <T>(node: Node, read: (id: string, item: Node) => T): [string, T][] =>
  keysOf(node).map((id) => [id, read(id, fieldsOf(node)(id))]);

/** One set, with what it takes from `base` replaced by its own: tables, charts, records, sections and terms by id, all else as a whole. */
function readSet(files: SetFiles, set: Node, base: FormSet | null): FormSet {
  const field = fieldsOf(set, SET_FIELDS);
  const inherited = <T>(key: string, read: (node: Node) => T, from: T | undefined): T =>
    isMissing(field(key)) && from !== undefined ? from : read(field(key));
  const captions = textsOf(field('captions'));
  const tables = new Map<string, TableForm>(base?.tables);
  const charts = new Map<string, ChartForm>(base?.charts);
  const records = new Map<string, RecordForm>(base?.records);
  const sections = new Map<string, SectionForm>(base?.sections);
  const glossary = new Map<string, string>(base?.glossary);
  for (const [name, documents] of files.files) {
    if (name === 'set' || name === 'example') continue;
    for (const value of documents) {
      const node: Node = { value, path: `forms/${files.id}/${name}.yaml` };
      const kind = kindOf(value);
      if (kind === 'chart') charts.set(textOf(fieldsOf(node)('chart')), chartForm(textOf(fieldsOf(node)('chart')), node));
      else if (kind === 'table') tables.set(textOf(fieldsOf(node)('table')), tableForm(textOf(fieldsOf(node)('table')), node, captions));
      else if (kind === 'record') records.set(textOf(fieldsOf(node)('record')), recordForm(textOf(fieldsOf(node)('record')), node));
      else if (kind === 'sections') for (const [id, section] of mapping(fieldsOf(node)('sections'), sectionForm)) sections.set(id, section);
      else if (kind === 'glossary') {
        for (const [term, words] of mapping(fieldsOf(node)('glossary'), (_, item) => textOf(item))) glossary.set(term, words);
      }
    }
  }
  const abstract = field('abstract').value === true;
  return {
    id: files.id,
    name: textOf(field('name'), files.id),
    kind: inherited('kind', (node) => oneOf(node, ['budget', 'final'], abstract ? 'budget' : undefined), base?.kind),
    year: inherited('year', (node) => wholeOf(node, abstract ? 0 : undefined), base?.abstract ? undefined : base?.year),
    province: inherited('province', textsOf, base?.province),
    abstract,
    title: inherited('title', textsOf, base?.title),
    parts: inherited('parts', (node) => listOf(node).map(partForm), base?.parts),
    tables,
    charts,
    sections,
    records,
    glossary,
    example: files.files.get('example')?.[0] ?? null,
  };
}

/** Every table, section, record and term that the parts name is there. */
function complete(set: FormSet): FormSet {
  const path = `forms/${set.id}/set.yaml`;
  const need = (kind: string, known: ReadonlyMap<string, unknown>, ids: readonly string[]): void => {
    for (const id of ids) if (!known.has(id)) fail({ path: `${path}: parts`, value: id }, `已有的${kind}`);
  };
  for (const part of set.parts) {
    need('表', set.tables, part.tables);
    need('文字部分', set.sections, part.sections);
    need('填报表', set.records, part.records);
    need('名词', set.glossary, part.glossary);
  }
  const inside = (section: SectionForm): void => {
    for (const item of plainBody(section.body)) {
      if (item.kind === 'table') need('表', set.tables, [item.table]);
      else if (item.kind === 'chart') need('图', set.charts, [item.chart]);
      else if (item.kind === 'record') need('填报表', set.records, [item.record]);
      else if (item.kind === 'section') inside(item.section);
    }
  };
  for (const id of set.parts.flatMap((part) => part.sections)) {
    const section = set.sections.get(id);
    if (section) inside(section);
  }
  return set;
}

/**
 * The form set of an id with what it extends; null where there is no such set.
 * Throws an Error naming file and path where a set cannot be used, or extends itself.
 */
export function resolveSet(sets: readonly SetFiles[], id: string, through: readonly string[] = []): FormSet | null {
  const files = sets.find((set) => set.id === id);
  const document = files?.files.get('set')?.[0];
  if (!files || document === undefined) return null;
  const node: Node = { value: document, path: `forms/${id}/set.yaml` };
  const above = fieldsOf(node, SET_FIELDS)('extends');
  if (through.includes(id)) return fail(above, '不指回自身的表样');
  const base = isMissing(above) ? null : (resolveSet(sets, textOf(above), [...through, id]) ?? fail(above, '已有的表样'));
  return complete(readSet(files, node, base));
}

/** All form sets that stand for papers, in the order of their ids. */
export const formSets = (sets: readonly SetFiles[]): FormSet[] =>
  sets.flatMap(({ id }) => resolveSet(sets, id) ?? []).filter((set) => !set.abstract);
