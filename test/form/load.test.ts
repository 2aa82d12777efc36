import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identifyForm } from '../../src/form/identify.ts';
import { formSets, resolveSet, type SetFiles } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';

const forms = loadForms();
const sets = formSets(forms.sets);

const files = (id: string, documents: Record<string, unknown[]>): SetFiles => ({ id, files: new Map(Object.entries(documents)) });
const base = files('a/budget/2025', {
  set: [{ form: 'a/budget/2025', kind: 'budget', year: 2025, province: [], title: [], parts: [{ heading: '表', tables: ['one'] }] }],
  'table-01': [
    { table: 'one', title: '{year}年收支总表', columns: [{ head: '项目', is: 'label' }, '金额'], rows: [{ label: '合计', fact: {} }] },
  ],
});

test('a set that extends another states only what differs', () => {
  const other = files('b/budget/2025', {
    set: [{ form: 'b/budget/2025', extends: 'a/budget/2025', province: ['乙省'] }],
    'table-01': [{ table: 'one', title: '{year}年收支总体情况表', columns: [{ head: '项目', is: 'label' }, '金额'], rows: [] }],
  });
  const set = resolveSet([base, other], 'b/budget/2025');
  assert.equal(set?.kind, 'budget');
  assert.equal(set?.tables.get('one')?.title, '{year}年收支总体情况表');
  assert.deepEqual(set?.parts[0]?.tables, ['one']);
});

test('errors name file and path', () => {
  const wrong = (document: unknown) => [
    files('c/budget/2025', { set: [{ kind: 'budget', year: 2025, province: [], title: [], parts: [] }], t: [document] }),
  ];
  const resolve = (document: unknown) => () => resolveSet(wrong(document), 'c/budget/2025');
  assert.throws(
    resolve({ table: 'x', title: 'y', columns: [{ head: '项目', is: 'lable' }] }),
    /forms\/c\/budget\/2025\/t\.yaml: columns\[0\]\.is: 应为其中之一/,
  );
  assert.throws(resolve({ table: 'x', title: 'y', colums: [] }), /forms\/c\/budget\/2025\/t\.yaml: 不认识的字段 colums/);
  assert.throws(resolve({ table: 'x', title: 'y', fact: { fnd: 'general' }, columns: ['金额'] }), /不认识的字段 fnd/);
  const loop = [files('d', { set: [{ extends: 'e' }] }), files('e', { set: [{ extends: 'd' }] })];
  assert.throws(() => resolveSet(loop, 'd'), /forms\/d\/set\.yaml: extends: 应为不指回自身的表样/);
  const missing = [
    files('f', { set: [{ kind: 'budget', year: 2025, province: [], title: [], parts: [{ heading: '表', tables: ['none'] }] }] }),
  ];
  assert.throws(() => resolveSet(missing, 'f'), /forms\/f\/set\.yaml: parts: 应为已有的表，实为 "none"/);
});

test('a paper is known by its tables, its kind and its places', () => {
  const titles = (id: string): string[] =>
    [...(resolveSet(forms.sets, id)?.tables.values() ?? [])].map(({ title }) => title.replace('{year}', '2026'));
  const nine = titles('cn/final/2024');
  assert.equal(identifyForm({ kind: 'final', year: 2026, tableTitles: nine }, sets), 'cn/final/2024');
  assert.equal(
    identifyForm({ kind: 'final', year: 2024, tableTitles: titles('shanxi/final/2024'), words: '大同市某局' }, sets),
    'shanxi/final/2024',
  );
  assert.equal(identifyForm({ kind: 'budget', year: 2026, tableTitles: nine }, sets), null);
  assert.equal(identifyForm({ kind: 'final', year: 2024, tableTitles: nine.slice(0, 3) }, sets), null);
  assert.equal(identifyForm({ kind: 'budget', year: 2025, tableTitles: ['政府采购明细'], words: '某县' }, sets), null);
});
