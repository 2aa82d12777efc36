import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { titleSize } from '../../src/format/print/fit.ts';

describe('the title of a table', () => {
  test('stands on one line where a size of type allows', () => {
    assert.equal(titleSize('项目支出绩效自评表', false), 18);
    assert.ok(titleSize('政府性基金预算财政拨款收入支出决算情况总表与明细表', false) < 18);
  });
  test('on two lines where none does, in the largest type: no small type with a few signs left over', () =>
    assert.equal(titleSize(`${'园区项目'.repeat(10)}绩效目标表`, false), 18));
});
