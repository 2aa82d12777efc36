import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The path of the data, which is the order of folders: one imports only from folders to its left. */
const ORDER = [
  'fact',
  'lexicon',
  'document',
  'format',
  'form',
  'score',
  'check',
  'plan',
  'performance',
  'compile',
  'store',
  'publish',
  'server',
  'cli',
];
const PURE = ORDER.slice(0, ORDER.indexOf('compile') + 1);
/** Hands forms/ over as data: the one file outside server and cli that reads the disk. It stands where lexicon ends. */
const LOADER = 'forms';
/** Hands over fonts out of installed packages, which no import can give. */
const FONTS = 'src/format/fonts.ts';

const files = (folder: string, ext: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ext.test(name))
    .map((name) => join(folder, name).split(sep).join('/'));

const sources = files('src', /\.ts$/);
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

/** A file's code without comments and string contents kept only in import lines. */
const code = (file: string): string => text(file).replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '');
const importsOf = (file: string): { path: string; typeOnly: boolean }[] =>
  [
    ...code(file).matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?(?:from\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm),
  ].map((match) => ({
    path: (match[2] ?? match[3])!,
    typeOnly: match[1] !== undefined,
  }));

const folderOf = (file: string): string => relative('src', file).split(/[/\\]/)[0]!.replace(/\.ts$/, '');

test('a folder imports only from folders to its left', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const from = folderOf(file);
    if (from !== LOADER && !ORDER.includes(from)) wrong.push(`${file}: the folder is not in the order`);
    for (const { path } of importsOf(file)) {
      if (!path.startsWith('.')) continue;
      const to = folderOf(join(dirname(file), path).split(sep).join('/'));
      if (from === LOADER || to === LOADER) {
        const data =
          from === LOADER
            ? ['fact', 'lexicon', 'document', 'format', 'form', LOADER]
            : [...PURE.slice(ORDER.indexOf('form')), 'store', 'publish', 'server', 'cli'];
        const other = from === LOADER ? to : from;
        if (!data.includes(other)) wrong.push(`${file} imports ${path}`);
      } else if (ORDER.indexOf(to) > ORDER.indexOf(from)) wrong.push(`${file} imports ${path}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('pure folders know no clock, disk, network, process or chance', () => {
  const wrong: string[] = [];
  for (const file of sources.filter((name) => PURE.includes(folderOf(name)))) {
    for (const { path } of importsOf(file).filter(({ path }) => file !== FONTS || path !== 'node:fs'))
      if (/^node:(?!zlib$|buffer$)|^(fs|path|http|os|process)$/.test(path)) wrong.push(`${file} imports ${path}`);
    for (const word of code(file).match(
      /\bprocess\.\w+|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bfetch\(|\bsetTimeout\b|\bperformance\.now\b/g,
    ) ?? []) {
      wrong.push(`${file} uses ${word}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('pure code takes from the loader only types', () => {
  const wrong = sources.filter(
    (file) => PURE.includes(folderOf(file)) && importsOf(file).some(({ path, typeOnly }) => /\/forms\.ts$/.test(path) && !typeOnly),
  );
  assert.deepEqual(wrong, []);
});

test('no file is longer than 400 lines', () => {
  const all = [...sources, ...files('test', /\.ts$/), ...files('tools', /\.(ts|mjs)$/), ...files('web', /\.(ts|css|html)$/)];
  assert.deepEqual(
    all.filter((file) => text(file).split('\n').length > 401),
    [],
  );
});

test('no floats for money and no any', () => {
  const wrong = [...sources, ...files('web', /\.ts$/)].flatMap((file) =>
    (code(file).match(/\bparseFloat\b|\bas any\b|:\s*any\b|<any>|@ts-(?:ignore|expect-error|nocheck)/g) ?? []).map(
      (found) => `${file}: ${found}`,
    ),
  );
  assert.deepEqual(wrong, []);
});
