import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkPaper } from '../../src/check/check.ts';
import { evaluationFindings } from '../../src/check/performance/evaluation.ts';
import { evaluationContext } from '../../src/check/performance/evaluation-context.ts';
import { evaluationRelations } from '../../src/check/performance/evaluation-relations.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { evaluationWordsOf, readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const paperOf = (text: string) => readPaper(readDocument(utf8(text), 'a.txt'), 'a.txt', forms);
const contextOf = (text: string) => {
  const paper = paperOf(text);
  return evaluationContext(paper, evaluationWordsOf(forms));
};
/** An invented report in which all holds. */
const GOOD = readFileSync(join(root, 'findings/sum.evaluation-score/good.txt'), 'utf8');

describe('evaluation', () => {
  test('a report in which all holds has no finding', () => {
    const context = contextOf(GOOD);
    assert.deepEqual(evaluationFindings(context), []);
    const relations = evaluationRelations(context);
    assert.ok(relations.length > 10);
    assert.deepEqual(
      relations.filter(({ holds }) => !holds).map(({ says }) => says),
      [],
    );
  });

  test('a changed number is noticed by a relation or a finding', () => {
    const changes: readonly (readonly [string, string])[] = [
      ['外贸企业展位补贴\t60.00\t60.00', '外贸企业展位补贴\t66.00\t60.00'],
      ['合计\t300.00\t290.00', '合计\t300.00\t280.00'],
      ['预算执行率95%，实际得分9.5分', '预算执行率95%，实际得分8.5分'],
      ['实际支出190.00万元，预算执行率95%', '实际支出190.00万元，预算执行率85%'],
      ['质量指标为改造验收合格率100%，设置分值10分', '质量指标为改造验收合格率100%，设置分值20分'],
      ['3个项目自评等级为“优”', '2个项目自评等级为“优”'],
      ['\t99.83\t优', '\t98.83\t优'],
      ['全年预算数为1,000.00万元', '全年预算数为1,100.00万元'],
    ];
    for (const [from, to] of changes) {
      assert.ok(GOOD.includes(from), from);
      const paper = paperOf(GOOD.replace(from, to));
      const before = new Set(checkPaper(paperOf(GOOD), forms).findings.map(({ code, stated }) => `${code}${stated}`));
      const found = checkPaper(paper, forms).findings.filter(({ code, stated }) => !before.has(`${code}${stated}`));
      assert.ok(found.length > 0, `${from} → ${to}`);
    }
  });

  test('one project under two names', () => {
    const context = contextOf(GOOD.replace('夜市街区改造\t200.00', '夜市片区改造\t200.00'));
    assert.deepEqual(
      evaluationFindings(context).map(({ code }) => code),
      ['agree.project-name'],
    );
  });

  test('which name is right is not told by their number', () => {
    const [plain] = evaluationFindings(contextOf(GOOD.replace('夜市街区改造\t200.00', '夜市片区改造\t200.00')));
    assert.equal(plain?.expected, '');
    assert.match(plain?.message ?? '', /“夜市街区改造[^”]*”（\d+处：第\d+行.*“夜市片区改造”（1处：第\d+行）/);
    const film = GOOD.replaceAll('夜市街区改造', '夜市街区纪录片').replace('夜市街区纪录片\t200.00', '夜市街区记录片\t200.00');
    const [spelt] = evaluationFindings(contextOf(film)).filter(({ code }) => code === 'agree.project-name');
    assert.match(spelt?.expected ?? '', /夜市街区纪录片/);
  });

  test('an indicator copied from another project, and one at the wrong place', () => {
    const context = contextOf(
      GOOD.replace('时效指标为按季拨付', '时效指标为夜市街区改造验收合格率100%').replace(
        '质量指标为改造验收合格率100%',
        '质量指标为夜市街区改造验收合格率100%',
      ),
    );
    assert.deepEqual(
      evaluationFindings(context).map(({ code }) => code),
      ['comply.indicator-copied', 'comply.indicator-level'],
    );
  });

  test('solutions of a broken relation make it hold', () => {
    const context = contextOf(GOOD.replace('合计\t300.00', '合计\t310.00'));
    const broken = evaluationRelations(context).find(({ holds, code }) => !holds && code === 'sum.projects');
    assert.ok(broken);
    const whole = broken.solve(0);
    assert.ok(whole && whole.lo <= 300_000_000 && whole.hi >= 300_000_000);
  });

  const key = join(root, '../../shared/gold/seed002.json');
  const seed = join(root, '../../shared/seeds/002_b2f642792688ba7f.txt');
  test('a published report: every place is on a line of the key', { skip: existsSync(key) ? false : 'needs ../shared' }, () => {
    const paper = readPaper(readDocument(readFileSync(seed), 'seed'), 'seed', forms);
    const lines = new Set(
      (JSON.parse(readFileSync(key, 'utf8')) as { defects: { quotes: { line: number }[] }[] }).defects.flatMap(({ quotes }) =>
        quotes.map(({ line }) => line),
      ),
    );
    const findings = evaluationFindings(evaluationContext(paper, evaluationWordsOf(forms))).filter(({ severity }) => severity !== 'info');
    assert.ok(findings.length >= 20);
    for (const { code, places } of findings)
      assert.ok(
        places.some(({ line }) => line !== null && lines.has(line)),
        code,
      );
  });
});
