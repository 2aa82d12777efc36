import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { prepareFormat, readDocument } from '../../src/format/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-compile-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const example = readFileSync(join(ROOT, 'forms/shanxi/budget/2025/example.yaml'), 'utf8');

const planText = (plan: string): string => `form: shanxi/budget/2025\n${plan}`;

/** Runs `mingzhang compile`. */
const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), 'compile', ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  });

/** Writes a plan and compiles it. */
function compiled(name: string, plan: string, ...options: string[]) {
  writeFileSync(join(folder, `${name}.yaml`), planText(plan));
  const result = run(`${name}.yaml`, '--out', name, ...options);
  return { ...result, files: result.status === 0 ? readdirSync(join(folder, name)).sort() : [] };
}

test('a plan becomes the paper in every format, and is held against the rules', () => {
  const { status, stdout, stderr, files } = compiled('whole', example, '--explain', 'why.csv');
  assert.equal(status, 0, stderr);
  assert.deepEqual(
    files.map((file) => file.replace(/^云川县发展促进局2025年度预算公开/, '')),
    ['-数据包.zip', '.docx', '.html', '.pdf', '.xlsx'],
  );
  assert.equal(stdout.trim().split('\n').length, 5);
  assert.match(stderr, /自检：没有发现错误和疑点/);
  assert.match(readFileSync(join(folder, 'why.csv'), 'utf8'), /^\ufeff位置,原数（元）,/);
});

test('where files cannot be written it is told, of one plan and of many', () => {
  writeFileSync(join(folder, 'taken'), '');
  const one = compiled('unwritable', example, '--to', 'json', '--out', 'taken');
  assert.equal(one.status, 2);
  assert.match(one.stderr, /^无法写入 taken：已有同名的文件。/m);
  const many = run('unwritable.yaml', 'whole.yaml', '--to', 'json', '--out', 'taken');
  assert.equal(many.status, 2);
  assert.match(many.stderr, /无法写入 taken\/unwritable：路径里有一个文件，不是文件夹。/);
  assert.doesNotMatch(many.stderr, /程序出错/);
});

test('a figure that balancing moved is explained', () => {
  // three lines of 0.334 units more than whole make the total one unit larger
  const odd = example.replace(/yuan: (96000|85000|156000)\}/g, (_, yuan: string) => `yuan: ${Number(yuan) + 33.4}}`);
  const { stderr } = compiled('odd', odd, '--to', 'html', '--explain', 'odd.csv');
  assert.match(stderr, /舍位平衡调整了 [1-9]\d* 个数/);
  assert.match(readFileSync(join(folder, 'odd.csv'), 'utf8'), /各自四舍五入相加是|几重加总关系/);
});

test('a plan with errors names place and mend, and makes nothing', () => {
  const wrong = compiled('wrong', example.replace('economic: 30101', 'economic: 30888'), '--to', 'html');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /错误　.*lines\[0\]\.economic：部门预算支出经济分类里没有编码 30888/);
  assert.match(wrong.stderr, /没有编制/);
});

test('a draft marks missing words and is stamped, a paper cannot miss them', async () => {
  const bare = example.replace(/^ {2}duties: .*\n/m, '');
  assert.equal(compiled('bare', bare, '--to', 'docx').status, 2);
  const { status, files, stderr } = compiled('draft', bare, '--to', 'docx', '--draft');
  assert.equal(status, 0, stderr);
  assert.deepEqual(files, ['云川县发展促进局2025年度预算公开（草稿）.docx']);
  const bytes = readFileSync(join(folder, 'draft', files[0] ?? ''));
  await prepareFormat(bytes);
  const { blocks } = readDocument(bytes, 'draft.docx');
  const words = blocks.flatMap((block) => (block.kind === 'grid' ? [] : [block.words.text])).join('\n');
  assert.match(words, /【待填写：本单位职责/);
  assert.match(words, /仅供内部审核/);
});

test('a folder of plans: each in a folder of its own, one that fails stops no other', () => {
  mkdirSync(join(folder, 'county', 'b'), { recursive: true });
  writeFileSync(join(folder, 'county', 'a.yaml'), planText(example));
  writeFileSync(join(folder, 'county', 'b', 'plan.yaml'), planText(example.replace(/云川县发展促进局/g, '云川县青禾局')));
  writeFileSync(join(folder, 'county', 'c.yaml'), planText(example.replace('economic: 30101', 'economic: 30888')));
  writeFileSync(join(folder, 'county', 'd.xlsx'), 'not a workbook');
  writeFileSync(join(folder, 'county', 'notes.txt'), 'not a plan');
  const { status, stdout, stderr } = run('county', '--out', 'papers', '--to', 'json,html');
  assert.equal(status, 2, stderr);
  assert.deepEqual(stdout.trim().split('\n'), [
    join('papers', 'a', '云川县发展促进局2025年度预算公开-数据包.zip'),
    join('papers', 'a', '云川县发展促进局2025年度预算公开.html'),
    join('papers', 'b', '云川县青禾局2025年度预算公开-数据包.zip'),
    join('papers', 'b', '云川县青禾局2025年度预算公开.html'),
  ]);
  assert.match(stderr, /c\.yaml\n {2}错误　.*没有编码 30888.*\n {2}有 1 个错误，没有编制/);
  assert.match(stderr, /d\.xlsx\n {2}错误/);
  assert.match(stderr, /已编制 4\/4\n4 份计划：编制了 2 份，2 份没有编制；自检没有发现错误。/);
  assert.deepEqual(readdirSync(join(folder, 'papers')).sort(), ['a', 'b']);
});

test('plans that would share a folder, and folders without plans, are told before anything is made', () => {
  const shared = run('county/a.yaml', 'whole.yaml', 'county', '--out', 'none');
  assert.equal(shared.status, 2);
  assert.match(shared.stderr, /会写进同一个文件夹“a”/);
  mkdirSync(join(folder, 'bare-folder'));
  const none = run('bare-folder', '--out', 'none');
  assert.equal(none.status, 2);
  assert.match(none.stderr, /没有计划/);
  assert.equal(existsSync(join(folder, 'none')), false);
});
