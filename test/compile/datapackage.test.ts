import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { packageOf } from '../../src/compile/package.ts';
import { type Dims, dimensions, factKey, withDims } from '../../src/fact/dimension.ts';
import { writeDataPackage, zipped } from '../../src/format/datapackage/write.ts';
import { exampleOf, forms, sets } from './examples.ts';

interface FieldSpec {
  readonly name: string;
  readonly type: string;
  readonly columnType?: string;
  readonly constraints?: { readonly required?: boolean; readonly unique?: boolean };
}
interface Resource {
  readonly name: string;
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema: {
    readonly fields: readonly FieldSpec[];
    readonly primaryKey: string;
    readonly foreignKeys?: readonly {
      readonly fields: string;
      readonly reference: { readonly resource: string; readonly fields: string };
    }[];
  };
}
type Row = Readonly<Record<string, string | number | null>>;

const text = (bytes: Uint8Array | undefined): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const LEXICAL: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]*$/,
  number: /^-?\d+(?:\.\d+)?$/,
  integer: /^-?\d+$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

/** Rows of a resource as its schema names them; a blank is missing. */
function rowsOf(resource: Resource, files: ReadonlyMap<string, Uint8Array>): Row[] {
  const source = text(files.get(resource.path));
  if (resource.format === 'json') return JSON.parse(source) as Row[];
  const [head = [], ...rows] = parse(source) as string[][];
  assert.deepEqual(
    head,
    resource.schema.fields.map(({ name }) => name),
  );
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head[i] ?? '', cell === '' ? null : cell])));
}

for (const set of sets) {
  describe(`data package of ${set.id}`, async () => {
    const { compiled, printable } = exampleOf(set);
    const content = packageOf({ ...printable, stated: compiled.stated }, set, forms.lexicon);
    const files = await writeDataPackage(content);
    const descriptor = JSON.parse(text(files.get('datapackage.json'))) as { name: string; resources: Resource[] };
    const { resources } = descriptor;
    const rows = new Map(resources.map((resource) => [resource.name, rowsOf(resource, files)]));

    test('names, paths, sizes and checksums', () => {
      for (const { name } of [descriptor, ...resources]) assert.match(name, /^[-a-z0-9._]+$/);
      assert.equal(new Set(resources.map(({ name }) => name)).size, resources.length);
      assert.deepEqual(new Set(['datapackage.json', ...resources.map(({ path }) => path)]), new Set(files.keys()));
      for (const { path, bytes, hash } of resources) {
        const file = files.get(path) ?? new Uint8Array();
        assert.equal(file.length, bytes);
        assert.equal(hash, `sha256:${createHash('sha256').update(file).digest('hex')}`);
      }
      const listed = (rows.get('checksums') ?? []).map(({ path, sha256 }) => [path, `sha256:${sha256}`]);
      const told = resources.filter(({ name }) => name !== 'checksums').map(({ path, hash }) => [path, hash]);
      assert.deepEqual(listed, told);
    });

    test('types, required and unique fields, one fiscal concept per column', () => {
      for (const resource of resources) {
        const { fields, primaryKey } = resource.schema;
        const types = fields.flatMap(({ columnType }) => columnType ?? []);
        assert.equal(new Set(types).size, types.length);
        assert.ok(fields.some(({ name }) => name === primaryKey));
        for (const { name, type, constraints } of fields) {
          const values = (rows.get(resource.name) ?? []).map((row) => row[name] ?? null);
          const given = values.filter((value) => value !== null);
          for (const value of given) assert.match(String(value), LEXICAL[type] ?? /^$/, `${resource.name}.${name}`);
          if (constraints?.required) assert.equal(given.length, values.length, `${resource.name}.${name}`);
          if (constraints?.unique || name === primaryKey) assert.equal(new Set(given).size, given.length, `${resource.name}.${name}`);
        }
      }
    });

    test('foreign keys lead to rows', () => {
      let keys = 0;
      for (const resource of resources) {
        for (const { fields, reference } of resource.schema.foreignKeys ?? []) {
          const target = rows.get(reference.resource || resource.name) ?? [];
          const known = new Set(target.map((row) => row[reference.fields]));
          for (const row of rows.get(resource.name) ?? []) {
            const value = row[fields] ?? null;
            if (value !== null) assert.ok(known.has(value), `${resource.name}.${fields} = ${value}`);
            if (value !== null) keys++;
          }
        }
      }
      assert.ok(keys > 0);
    });

    test('it holds every fact that the paper states, in 元, as CSV and as JSON', () => {
      const { organisation } = printable.edition;
      const key = (row: Row): string => {
        const members = dimensions.flatMap((dimension) => {
          const value = row[dimension] ?? null;
          return value === null || (dimension === 'organisation' && value === organisation) ? [] : [[dimension, String(value)]];
        });
        const value = row.amount === null ? Number(row.figure) : Number(row.amount);
        return `${factKey(String(row.concept), Object.fromEntries(members) as Dims)} = ${value.toFixed(2)}`;
      };
      const stated = new Set(
        compiled.stated.map(
          ({ concept, dims, kind, value, scale }) =>
            `${factKey(concept, dims.organisation === organisation ? withDims(dims, { organisation: 'all' }) : dims)} = ${(kind === 'money' ? value / 100 : value / 10 ** scale).toFixed(2)}`,
        ),
      );
      for (const name of ['facts', 'facts-json']) assert.deepEqual(new Set((rows.get(name) ?? []).map(key)), stated);
    });

    test('the same paper makes the same bytes', async () => {
      assert.deepEqual(await writeDataPackage(content), files);
      assert.deepEqual(zipped(files, '2025-03-01'), zipped(files, '2025-03-01'));
      assert.deepEqual(Object.keys(unzipSync(zipped(files, '2025-03-01'))), [...files.keys()]);
    });
  });
}
