import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roundingOf } from '../../src/check/performance/amounts.ts';
import { compile } from '../../src/compile/compile.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import type { Plan, PlanLine } from '../../src/plan/plan.ts';
import { readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';
import { exampleOf, findingsOf, forms, sets } from './examples.ts';

const set = sets.find(({ id }) => id === 'shanxi/budget/2025') ?? assert.fail();
const { plan: example } = exampleOf(set);

/** The paper of the example with some of its lines changed. */
function changed(change: (line: PlanLine) => PlanLine) {
  const plan: Plan = { ...example, lines: example.lines.map(change) };
  const compiled = compile(plan, set, forms);
  return { compiled, paper: readPaper(readDocument(utf8(writeText(compiled.document)), 'a.txt'), 'a.txt', forms) };
}

test('money too small for the last place is printed as 0.00, only nothing is blank', () => {
  const { compiled, paper } = changed((line) => (line.dims.economic === '30207' ? { ...line, fen: 2_835 } : line));
  const own = compiled.stated.filter(({ dims }) => dims.economic === '30207');
  assert.ok(own.length > 0);
  assert.deepEqual([...new Set(own.map(({ printed }) => printed))], ['0.00']);
  assert.ok(paper.facts.some(({ dims, printed }) => dims.economic === '30207' && printed === '0.00'));
  assert.deepEqual(findingsOf(paper), []);
});

test('the total of a table with classes under a book is no class', () => {
  // the class 国有资本经营预算支出 is called like the book that its column belongs to
  const { compiled, paper } = changed((line) =>
    line.dims.project === undefined
      ? line
      : { ...line, dims: { ...line.dims, fund: 'state-capital', function: '2230105', income: '1030601' } },
  );
  const total = compiled.stated.find(({ where }) => /国有资本经营预算收支预算表.* 合计 合计$/.test(where));
  assert.ok(total && total.value > 0);
  const read = paper.facts.filter(({ where }) => where.table?.includes('国有资本经营预算收支预算表') && where.row === '合计');
  assert.ok(read.some(({ concept, dims, value }) => concept === 'expenditure' && dims.nature === undefined && value === total.value));
  for (const { dims } of read) assert.equal(dims.function, undefined);
});

test('a figure in 万元 is one of the two places beside what is printed in 元', () => {
  const [wan, yuan] = [{ half: 5_000 }, { half: 50 }];
  assert.ok(roundingOf(wan, yuan) >= 9_999);
  assert.ok(roundingOf(wan, yuan) < 10_000, 'a whole place off is wrong');
  assert.equal(roundingOf(wan, wan), 10_000);
});
