import type { Lexicon } from '../lexicon/lexicon.ts';
import { fieldSchema, list, object, type Schema, told, WORD_MAP, WORDS } from '../plan/schema.ts';
import type { Field } from '../plan/workbook/kind.ts';
import { type SheetId, sheetsOf } from './workbook/kinds.ts';
import { LISTS } from './workbook/rows.ts';

const HUNDREDTHS: Schema = { type: ['number', 'string'], minimum: 0, pattern: '^\\d+(\\.\\d{1,2})?[分%]?$' };
const DATE: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

/** A field of a record, as the column describes it that it has in a workbook. */
function valueSchema(field: Field): Schema {
  const { type } = field;
  const mark = LISTS[field.key];
  if (mark !== undefined) {
    const texts = { type: 'array', items: WORDS };
    // what stands in one line of a cell may also be a single value
    return { ...(mark === '\n' ? texts : { anyOf: [texts, WORDS] }), ...told(field) };
  }
  if (type.kind === 'choice' && type.choices.some(({ id }) => id === 'true')) return { type: 'boolean', ...told(field) };
  if (type.kind === 'date') return { ...DATE, ...told(field) };
  if (type.kind !== 'number') return fieldSchema(field, false);
  return { ...(type.whole ? { type: 'integer', minimum: 0 } : HUNDREDTHS), ...told(field) };
}

/** What a mapping has beside what its columns say, by the path of the mapping: what cannot be left out. */
type Required = Readonly<Record<string, readonly string[]>>;

/** A mapping with such fields: those with dots are in mappings below (evaluation.execution.reason). */
function mapping(fields: readonly Field[], required: Required, more: Schema = {}, path = ''): Schema {
  const own = fields.filter(({ key }) => !key.slice(path.length).includes('.'));
  const below = new Set(fields.flatMap(({ key }) => /^([^.]+)\../.exec(key.slice(path.length))?.[1] ?? []));
  const properties = [
    ...own.map((field) => [field.key.slice(path.length), valueSchema(field)] as const),
    ...[...below].map((name) => {
      const at = `${path}${name}.`;
      const within = fields.filter(({ key }) => key.startsWith(at));
      return [name, mapping(within, required, more[at] as Schema | undefined, at)] as const;
    }),
    ...Object.entries(more).filter(([key]) => !key.endsWith('.')),
  ];
  const needed = own.filter((field) => field.needed).map(({ key }) => key.slice(path.length));
  return object(Object.fromEntries(properties), [...needed, ...(required[path] ?? [])]);
}

/** Columns that say what a row is of, or what a workbook alone has. */
const OF_ROW: Readonly<Partial<Record<SheetId, readonly string[]>>> = {
  cover: ['date', 'scope', 'year'],
  indicators: ['project', 'name'],
  years: ['project', 'year', 'evaluated'],
  values: ['project', 'year', 'indicator'],
  progress: ['project', 'year', 'date', 'indicator'],
  results: ['project', 'year', 'indicator'],
  assessments: ['project', 'year', 'name', 'weight', 'score', 'says'],
};

/** JSON Schema of the YAML of performance records, from the same description as the workbook's sheets. */
export function recordsSchema(lexicon: Pick<Lexicon, 'name' | 'children'>): Schema {
  const sheets = new Map(sheetsOf(lexicon).map((sheet) => [sheet.id, sheet]));
  const columns = (id: SheetId): readonly Field[] => sheets.get(id)?.fields ?? [];
  const field = (id: SheetId, key: string): Schema => {
    const found = columns(id).find((one) => one.key === key);
    if (!found) throw new Error(`no field ${key} in ${id}`);
    return valueSchema(found);
  };
  const record = (id: SheetId, required: Required = {}, more: Schema = {}): Schema => {
    const except = OF_ROW[id] ?? ['project', 'year'];
    const own = columns(id).filter(({ key, type }) => type.kind !== 'told' && type.kind !== 'sum' && !except.includes(key));
    return mapping(
      own.filter(({ key }) => !key.startsWith('fields.')),
      required,
      more,
    );
  };
  const name = { ...WORDS, title: '三级指标' };
  const named = { ...WORDS, title: '三级指标', description: '项目已有的指标，名称要一样' };
  const map = (items: Schema, title: string): Schema => ({ type: 'object', additionalProperties: items, title });
  const title = (id: SheetId): string => sheets.get(id)?.sheet ?? '';
  const levels = list(record('levels'), '一级指标');

  const indicator = {
    ...record('indicators', {}, { name }),
    anyOf: [{ required: ['name', 'value'] }, { required: ['missing'], properties: { missing: { const: true } } }],
  };
  const monitoring = record(
    'monitoring',
    { '': ['date', 'paid'] },
    { progress: list(record('progress', { '': ['indicator', 'reached'] }, { indicator: named }), title('progress')) },
  );
  const results = list(record('results', { '': ['indicator'], 'survey.': ['asked', 'answered'] }, { indicator: named }), title('results'));
  const year = record(
    'years',
    { '': ['year'], 'answer.': ['text'] },
    {
      year: field('cover', 'year'),
      money: list(record('money'), title('money')),
      values: map(field('values', 'value'), '当年指标值'),
      weights: map(field('values', 'weight'), '当年分值'),
      monitoring: list(monitoring, title('monitoring')),
      'evaluation.': { results },
      assessments: list(record('assessments', {}, { levels }), title('assessments')),
    },
  );
  const project = record(
    'projects',
    {},
    {
      fields: { ...WORD_MAP, title: '项目绩效目标表上的文字', description: '如 attribute、term、overview、basis、annual-goal' },
      indicators: list(indicator, title('indicators')),
      years: list(year, '各年度，按先后排列'),
    },
  );
  const amounts = ['original', 'adjusted', 'executed'];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '明账绩效记录',
    ...record(
      'cover',
      { '': ['year'] },
      {
        scope: { ...field('cover', 'scope'), default: 'department' },
        year: field('cover', 'year'),
        form: { ...WORDS, title: '表样', description: '自评报告的表样，如 cn/evaluation/2024' },
        scheme: { ...WORDS, title: '计分办法', description: '见 forms/cn/scoring，如 cn' },
        units: list(record('units'), title('units')),
        projects: list(project, title('projects')),
        department: {
          ...object({ money: list(record('department-money', { 'appropriation.': amounts }), title('department-money')), levels }, []),
          title: '部门整体支出绩效自评',
        },
        stated: {
          ...object({ average: HUNDREDTHS, grades: map({ type: 'integer' }, '各等级的项目数') }, []),
          title: title('grades'),
        },
        texts: { ...WORD_MAP, title: title('texts') },
      },
    ),
  };
}
