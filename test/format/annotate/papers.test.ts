import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { placeText } from '../../../src/check/place.ts';
import { annotate } from '../../../src/format/annotate/index.ts';
import { readDocument } from '../../../src/format/index.ts';
import { loadForms } from '../../../src/forms.ts';
import { examplePapers } from '../../../src/server/examples.ts';
import { notesOf } from '../../../src/server/notes.ts';
import { type CheckedPaper, checkBytes } from '../../../src/server/paper.ts';
import { printDocx } from '../../print/docx.ts';
import { printXlsx } from '../../print/xlsx.ts';
import { changedParts, markedWords } from './marked.ts';
import { cellNotes } from './noted.ts';

const forms = loadForms();
const DATE = '2025-03-01T16:00:00+08:00';
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-annotate-'));
after(() => rmSync(folder, { recursive: true }));

interface Printed {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly paper: CheckedPaper;
  readonly out: Uint8Array;
}

/** The example papers with planted errors, printed to a format and annotated. */
async function annotated(format: 'docx' | 'xlsx'): Promise<Printed[]> {
  const examples = examplePapers(forms).filter(({ paper }) => paper.findings.length > 0);
  assert.ok(examples.length > 0);
  return Promise.all(
    examples.map(async ({ id, paper: { reading } }) => {
      const bytes = format === 'docx' ? await printDocx(reading!.document) : printXlsx(reading!.document);
      const paper = checkBytes(bytes, id, forms);
      assert.ok(paper.findings.length > 0);
      const { bytes: out, unplaced } = await annotate(bytes, id, notesOf(paper.findings), '明账', DATE);
      assert.deepEqual(unplaced, []);
      return { id, bytes, paper, out };
    }),
  );
}

const [words, sheets] = [await annotated('docx'), await annotated('xlsx')];

for (const { id, bytes, paper, out } of words) {
  test(`${id}.docx: each finding is a comment at the words it names`, () => {
    assert.ok(
      changedParts(bytes, out).every((name) => /^\[Content_Types\]|^word\/(?:comments|document)\.xml$|document\.xml\.rels$/.test(name)),
    );
    const comments = [...markedWords(out).values()];
    assert.equal(comments.length, paper.findings.length);
    for (const [index, { title, message, culprit, places }] of paper.findings.entries()) {
      const [comment, place] = [comments[index]!, places[culprit ?? 0]];
      assert.ok(comment.text.startsWith('错误：') || comment.text.startsWith('疑点：') || comment.text.startsWith('提示：'));
      assert.ok(comment.text.includes(title) && comment.text.includes(message));
      if (!place || place.cell?.startsWith('h')) continue;
      // a number stands without its unit, the words of a cell broken over places as far as the first
      assert.ok(comment.words !== '' && place.text.startsWith(placeText(comment.words)), `${comment.words}: ${place.text}`);
    }
  });
}

for (const { id, paper, out } of sheets) {
  test(`${id}.xlsx: each finding is told in a note at the cell it names`, () => {
    const names = [...new Set(paper.findings.flatMap(({ places, culprit }) => places[culprit ?? 0]?.sheet ?? []))];
    const notes = new Map(names.map((name) => [name, cellNotes(out, Number(name.slice('Sheet'.length)))]));
    for (const { message, culprit, places } of paper.findings) {
      const { sheet, cell } = places[culprit ?? 0]!;
      // words of a sheet's header have no cell: their note hangs somewhere on the sheet
      const told = [...(notes.get(sheet!) ?? [])].filter(([at]) => cell === null || at === cell);
      assert.ok(
        told.some(([, { text }]) => text.includes(message)),
        `${sheet} ${cell}`,
      );
    }
  });
}

for (const { id, paper, out } of [...words, ...sheets]) {
  test(`${id}: annotated, it reads as before`, () => {
    assert.deepEqual(readDocument(out, id), paper.reading?.document);
    const again = checkBytes(out, id, forms);
    assert.deepEqual(again.reading?.facts, paper.reading?.facts);
    assert.deepEqual(again.findings, paper.findings);
  });
}

test('LibreOffice opens annotated files and has every comment', (t) => {
  const office = (...args: string[]) =>
    spawnSync('soffice', ['--headless', `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`, ...args], { cwd: folder });
  if (office('--version').status !== 0) return t.skip('no LibreOffice here: soffice was not found');
  for (const [printed, ending, flat] of [
    [words, 'docx', 'fodt'],
    [sheets, 'xlsx', 'fods'],
  ] as const) {
    const { id, paper, out } = printed[0]!;
    writeFileSync(join(folder, `${id}.${ending}`), out);
    assert.equal(office('--convert-to', flat, `${id}.${ending}`).status, 0);
    const text = readFileSync(join(folder, `${id}.${flat}`), 'utf8').replace(/<text:s\/>/g, ' ');
    const comments = [...text.matchAll(/<office:annotation [\s\S]*?<\/office:annotation>/g)].map(([xml]) => xml.replace(/<[^>]*>/g, ''));
    assert.ok(comments.length > 0);
    for (const { code } of paper.findings) assert.ok(comments.join('\n').includes(`规则：${code}`), code);
  }
});

test('annotate in the shell: a new file, what was placed on stderr, exit codes', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'src/cli.ts'), 'annotate', ...args], {
      cwd: root,
      env: { ...process.env, INIT_CWD: folder },
      encoding: 'utf8',
    });
  const { bytes, paper } = words[0]!;
  writeFileSync(join(folder, '预算.docx'), bytes);
  const result = run('预算.docx', '--out', '批注.docx');
  assert.equal(result.stdout, '');
  assert.ok(result.stderr.includes(`放入批注 ${paper.findings.length} 条。`), result.stderr);
  assert.equal(result.status, 1);
  assert.equal(markedWords(readFileSync(join(folder, '批注.docx'))).size, paper.findings.length);
  assert.equal(run('预算.docx', '--out', '批注.docx', '--fail-on', 'never').status, 0);

  const { document } = examplePapers(forms).find(({ paper: clean }) => clean.findings.length === 0)!.paper.reading!;
  const clean = await printDocx(document);
  writeFileSync(join(folder, '无误.docx'), clean);
  const unchanged = run('无误.docx', '--out', '无误1.docx');
  assert.match(unchanged.stderr, /没有发现问题，原样复制/);
  assert.equal(unchanged.status, 0);
  assert.equal(Buffer.compare(readFileSync(join(folder, '无误1.docx')), clean), 0);

  writeFileSync(join(folder, '预算.txt'), '2025年预算公开\n收入预算12.00万元。\n');
  for (const [args, said] of [
    [[], /每次给一个文件/],
    [['预算.docx'], /--out/],
    [['预算.docx', '--out', '预算.docx'], /不能是原文件/],
    [['预算.docx', '--out', '批注.xlsx'], /扩展名/],
    [['没有.docx', '--out', '批注.docx'], /找不到/],
    [['预算.txt', '--out', '批注.txt'], /check --format html/],
  ] as const) {
    const refused = run(...args);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, said);
  }
});
