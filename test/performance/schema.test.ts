import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Schema, Validator } from '@cfworker/json-schema';
import { load } from 'js-yaml';
import { NodeError } from '../../src/form/yaml.ts';
import { loadForms } from '../../src/forms.ts';
import { readRecords } from '../../src/performance/read.ts';
import { recordsSchema } from '../../src/performance/schema.ts';
import { recordsSource } from '../../src/performance/source.ts';
import { WHOLE } from './sample.ts';

const schema = recordsSchema(loadForms().lexicon);
const validator = new Validator(schema as Schema, '2020-12');
const file = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the file that editors use is the schema of now', () => {
  assert.deepEqual(JSON.parse(file('forms/performance.schema.json')), JSON.parse(JSON.stringify(schema)));
});

for (const folder of readdirSync(new URL('../../examples', import.meta.url)).filter((name) => name.includes('evaluation')))
  test(`the example ${folder} is valid, as it was written and as it is written anew`, () => {
    const value = load(file(`examples/${folder}/performance.yaml`));
    assert.deepEqual(validator.validate(value).errors, []);
    assert.deepEqual(validator.validate(recordsSource(readRecords({ value, path: 'r.yaml' }))).errors, []);
  });

/** What only a look at other fields can tell. */
const ACROSS = /项目已有的指标|满意度指标的调查|达成情况：|不大于分值/;
const refusedByReader = (value: unknown): boolean => {
  try {
    readRecords({ value, path: 'records.yaml' });
    return false;
  } catch (reason) {
    assert.ok(reason instanceof NodeError, String(reason));
    return reason.faults.some(({ said }) => !ACROSS.test(said));
  }
};

type Step = string | number;
type Fields = Record<Step, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const pathsIn = (value: unknown, path: readonly Step[] = []): (readonly Step[])[] => [
  path,
  ...(isFields(value)
    ? Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]))
    : []),
];
/** A copy of the sample in which the value at a path was changed. */
function changed(path: readonly Step[], change: (holder: Fields, key: Step) => void): unknown {
  const copy = structuredClone({ root: load(WHOLE) });
  const steps: readonly Step[] = ['root', ...path];
  const holder = steps.slice(0, -1).reduce<unknown>((at, step) => (isFields(at) ? at[step] : undefined), copy);
  assert.ok(isFields(holder));
  change(holder, steps.at(-1) ?? 'root');
  return copy.root;
}

test('schema and reader refuse the same: for each place of records that use every field, nothing, too much, and something else there', () => {
  const whole = load(WHOLE);
  assert.deepEqual(validator.validate(whole).errors, []);
  assert.equal(refusedByReader(whole), false);
  const paths = pathsIn(whole);
  assert.ok(paths.length > 150);
  const differ = paths.flatMap((path) => {
    const changes: Record<string, unknown> = {
      strange: changed(path, (holder, key) => {
        if (isFields(holder[key]) && !Array.isArray(holder[key])) holder[key].strange = {};
      }),
      else: changed(path, (holder, key) => {
        holder[key] = Array.isArray(holder[key]) || !isFields(holder[key]) ? { a: { b: 1 } } : '另一样';
      }),
      ...(typeof path.at(-1) === 'string' ? { nothing: changed(path, (holder, key) => delete holder[key]) } : {}),
    };
    return Object.entries(changes)
      .filter(([, value]) => validator.validate(value).valid === refusedByReader(value))
      .map(([name]) => `${name}: ${path.join('.')}`);
  });
  assert.deepEqual(differ, []);
});

test('the sample uses every field of the schema', () => {
  const used = (own: Schema, value: unknown, path: string): string[] => {
    const at = own as { properties?: Record<string, Schema>; items?: Schema };
    if (Array.isArray(value) && at.items) return unionOf(value.map((item) => used(at.items ?? {}, item, `${path}[]`)));
    if (!at.properties || !isFields(value)) return [];
    return Object.entries(at.properties).flatMap(([key, below]) =>
      value[key] === undefined ? [`${path}.${key}`] : used(below, value[key], `${path}.${key}`),
    );
  };
  /** Of several elements, what none of them has. */
  const unionOf = (missing: string[][]): string[] => (missing[0] ?? []).filter((path) => missing.every((own) => own.includes(path)));
  assert.deepEqual(used(schema as Schema, load(WHOLE), ''), []);
});
