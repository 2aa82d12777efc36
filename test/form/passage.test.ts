import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeOf, wordsAt } from '../../src/document/words.ts';
import { textPlace } from '../../src/fact/place.ts';
import { nameDifference, nameLikeness } from '../../src/form/passage-name.ts';
import { slotText } from '../../src/form/passage-node.ts';
import { compilePattern, findPattern, plainWords } from '../../src/form/passage-pattern.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const read = (text: string) => readPaper(readDocument(utf8(text), 'a.txt'), 'a.txt', forms);

const HEAD = `云川县林业局2024年度部门决算

第三部分 2024年度部门决算情况说明

十、预算绩效情况说明

（一）绩效自评结果

`;

describe('patterns', () => {
  test('white space and half-width signs do not matter, places stay those of the source', () => {
    const plain = plainWords(wordsAt('预算 指标 1,500.5 万元, 得分率 90%', textPlace(7, 10, 35)));
    assert.equal(plain.text, '预算指标1,500.5万元，得分率90%');
    const hit = findPattern(compilePattern('指标{budget:money}'), plain)[0];
    const slot = hit?.slots.get('budget');
    assert.equal(slot?.words.text, '1,500.5万元');
    assert.equal(slot && placeOf(slot.words).from, 16);
  });

  test('an unknown slot type is an error', () => assert.throws(() => compilePattern('{a:nonsense}'), /nonsense/));
});

describe('names of projects', () => {
  test('a shorter form is no other name; a replaced or lost sign is', () => {
    assert.equal(nameDifference('2024年林区防火道路维护项目', '林区防火道路维护经费'), null);
    assert.equal(nameDifference('青禾市林区防火道路维护', '防火道路维护'), null);
    assert.deepEqual(nameDifference('林区防火道路维护', '林区防火通路维护'), { a: '防火道路维', b: '防火通路维' });
    assert.ok(nameDifference('退耕还林补助资金发放工作', '退耕林补助资金发放工作'));
  });

  test('one project is more alike than two', () =>
    assert.ok(nameLikeness('林区防火道路维护', '2024年防火道路维护项目') > nameLikeness('林区防火道路维护', '苗圃扩建')));
});

describe('passages', () => {
  test('the summary of final accounts', () => {
    const { passages } = read(
      `${HEAD}组织对2024年度项目支出全面开展绩效自评，涉及二级项目2个，资金150万元。\n\n1.防火道路维护项目绩效自评综述：项目自评得分为97.5分，自评等级为“优”。全年预算数为100万元，执行数为75万元，完成预算的75%。\n\n2.苗圃扩建项目绩效自评综述：项目自评得分为100分。全年预算数为50万元，执行数为50万元，完成预算的100%。\n`,
    );
    assert.deepEqual(
      passages.evaluations.map(({ project, source }) => [project, source]),
      [
        ['防火道路维护', 'paragraph'],
        ['苗圃扩建', 'paragraph'],
      ],
    );
    const says = passages.evaluations[0]?.clauses.map((clause) => [clause.id, slotText(clause, clause.id)]);
    assert.deepEqual(
      says,
      [
        ['total', null],
        ['grade', '优'],
        ['adjusted', null],
        ['executed', '75万元'],
        ['rate', '75%'],
      ].map(([id, text]) => [id, id === 'total' ? '97.5' : text]),
    );
    assert.deepEqual(
      passages.claims.map((claim) => [claim.id, slotText(claim, 'n'), slotText(claim, 'amount')]),
      [['self-scope', '2', '150万元']],
    );
    assert.deepEqual(
      passages.numbers.filter(({ as }) => as === null),
      [],
    );
  });

  test('a list in one sentence and a table speak of the same projects, by name and by amount', () => {
    const paper = read(
      `${HEAD}项目内容包括：1、2024年防火道路维护项目预算指标100万元，完成维护道路12处；2、站所遗属补助预算指标3.5万元，完成发放遗属5人。\n\n预算项目\t预算指标\t执行情况\t自评得分\t自评结果\n防火道路维护\t100\t75\t97.5\t优\n机关遗属补助\t8.2\t8.2\t100\t优\n林业站所遗属补助\t3.5\t3.5\t100\t优\n合计\t111.7\t86.7\t99.17\t优\n`,
    );
    const { evaluations } = paper.passages;
    const of = (name: string) => evaluations.find((node) => node.name.text === name)?.project;
    assert.equal(of('2024年防火道路维护'), of('防火道路维护'));
    assert.equal(of('站所遗属补助'), of('林业站所遗属补助'));
    assert.notEqual(of('机关遗属补助'), of('林业站所遗属补助'));
    const quantity = paper.facts.filter(({ concept }) => concept === 'project-quantity').map(({ printed }) => printed);
    assert.deepEqual(quantity, ['12', '5']);
  });

  test('the official form gives the money, the indicators and the total', () => {
    const { passages, facts } = read(
      `${HEAD}项目支出绩效自评表\n\n项目名称\t苗圃扩建项目\t\t\t\t\t\n项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n\t年度资金总额\t60\t50\t45\t10\t90%\t9\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n产出指标\t数量指标\t苗木数量\t≥500株\t500株\t50\t50\t\n效益指标\t生态效益指标\t绿化面积\t≥20亩\t20亩\t30\t30\t\n满意度指标\t满意度指标\t群众满意度\t≥90%\t95%\t10\t10\t\n总分\t\t\t\t\t100\t99\t\n`,
    );
    const [form] = passages.evaluations;
    assert.equal(form?.source, 'form');
    assert.equal(form?.clauses.filter(({ id }) => id === 'indicator').length, 3);
    const stages = facts
      .filter(({ concept }) => concept === 'project-budget')
      .map(({ dims, printed }) => [dims.stage ?? dims.measure, printed]);
    assert.deepEqual(stages, [
      ['original', '60'],
      ['adjusted', '50'],
      ['actual', '45'],
      ['execution', '90'],
    ]);
  });

  test('final accounts by function are no projects', () => {
    const { passages } = read(`${HEAD}1.农林水支出年初预算为100万元，支出决算为95万元，完成年初预算的95%。\n`);
    assert.deepEqual(passages.evaluations, []);
  });
});
