import { dimensions } from '../fact/dimension.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Choice, Field, Kind, KindId } from './workbook/kind.ts';
import { planKinds } from './workbook/kinds.ts';

/** A JSON Schema. */
export type Schema = Record<string, unknown>;

export const WORDS: Schema = { type: ['string', 'number'] };
const MONEY: Schema = { type: ['number', 'string'], pattern: '^-?\\d+(\\.\\d{1,2})?$', description: '元，最多两位小数' };

/** How a field is called, and how to fill it in. */
export const told = ({ head, note }: Field): Schema => ({ title: head, ...(note ? { description: note } : {}) });
const oneOf = (choices: readonly Choice[]): Schema => ({
  enum: choices.map(({ id }) => id),
  description: choices.map(({ id, name }) => `${id}：${name}`).join('；'),
});

/** A field of a record; members of dimensions may be others than the usual ones. */
export function fieldSchema(field: Field, open: boolean): Schema {
  const { type } = field;
  switch (type.kind) {
    case 'money':
      return { ...MONEY, ...told(field) };
    case 'choice':
      if (field.key === 'published') return { type: 'boolean', ...told(field) };
      return open ? { type: 'string', title: field.head, ...examples(type.choices) } : { ...oneOf(type.choices), title: field.head };
    default:
      return { ...WORDS, ...told(field) };
  }
}

const examples = (choices: readonly Choice[]): Schema => ({
  description: choices.map(({ id, name }) => `${id}：${name}`).join('；'),
  examples: choices.map(({ id }) => id),
});

export const object = (properties: Schema, required: readonly string[], more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  additionalProperties: false,
  ...more,
});
export const list = (items: Schema, title: string): Schema => ({ type: 'array', items, title });

const isDimension = (key: string): boolean => (dimensions as readonly string[]).includes(key);

/** The fields of a kind of record, but for those that only the workbook has. */
function fieldsOf(kind: Kind, except: readonly string[] = []): Schema {
  const own = kind.fields.filter(
    ({ key, type }) => type.kind !== 'told' && type.kind !== 'sum' && !key.includes('.') && !except.includes(key),
  );
  // a project's own nature is one of two; a line's members may be any
  return Object.fromEntries(own.map((field) => [field.key, fieldSchema(field, isDimension(field.key) && kind.id !== 'projects')]));
}

const needed = (kind: Kind, except: readonly string[] = []): string[] =>
  kind.fields.filter((field) => field.needed && !except.includes(field.key)).map(({ key }) => key);

const DIMENSIONS: Schema = Object.fromEntries(dimensions.map((dimension) => [dimension, WORDS]));
/** Words by name. */
export const WORD_MAP: Schema = { type: 'object', additionalProperties: WORDS };

function factSchema(): Schema {
  const counted = { type: 'integer' };
  return object({ concept: { type: 'string' }, ...DIMENSIONS, yuan: MONEY, count: counted, area: counted }, [], {
    anyOf: [{ required: ['yuan'] }, { required: ['count'] }, { required: ['area'] }],
  });
}

/** JSON Schema of a plan's YAML, from the same description as the workbook's sheets. */
export function planSchema(lexicon: Pick<Lexicon, 'name' | 'children'>): Schema {
  // final accounts have all fields that budgets have, and more
  const kinds = new Map(planKinds(lexicon, true).map((kind) => [kind.id, kind]));
  const kind = (id: KindId): Kind => {
    const found = kinds.get(id);
    if (!found) throw new Error(`no kind of record ${id}`);
    return found;
  };
  const line = (id: KindId, except: readonly string[] = []): Schema =>
    object({ ...DIMENSIONS, ...fieldsOf(kind(id), except) }, needed(kind(id), except));
  const below = (name: 'term' | 'last'): Schema =>
    Object.fromEntries(
      kind('projects')
        .fields.filter(({ key }) => key.startsWith(`${name}.`))
        .map((field) => [field.key.slice(name.length + 1), fieldSchema(field, false)]),
    );
  const project = object(
    {
      ...fieldsOf(kind('projects')),
      fields: { ...WORD_MAP, title: '项目绩效目标表上的文字' },
      term: object(below('term'), [], { title: '实施期资金' }),
      last: object({ ...below('last'), due: { type: 'boolean', title: '上年：要整改' } }, [], { title: '上年绩效自评结果' }),
      indicators: list(WORD_MAP, '绩效指标'),
      lines: list(line('project-lines', ['project']), '项目支出'),
    },
    needed(kind('projects')),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '明账编制计划',
    ...object(
      {
        form: { type: 'string', title: '表样', description: '如 shanxi/budget/2025；mingzhang forms 列出全部' },
        ...fieldsOf(kind('cover'), ['form', 'year']),
        year: { type: 'integer', title: '年度' },
        units: list(object(fieldsOf(kind('units')), needed(kind('units'))), '单位'),
        texts: { ...WORD_MAP, title: '文字' },
        lines: list(line('lines'), '基本支出'),
        projects: list(project, '项目'),
        adjustments: list(line('adjustments'), '预算调整'),
        purchases: list(object(fieldsOf(kind('purchases')), needed(kind('purchases'))), '政府采购'),
        indicators: list(WORD_MAP, '整体绩效指标'),
        facts: list(factSchema(), '其他数据'),
        prior: list(factSchema(), '上年数'),
      },
      ['organisation', 'scope', 'year'],
    ),
  };
}
