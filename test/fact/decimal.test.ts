import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDecimal } from '../../src/fact/decimal.ts';

test('plainly printed numbers, negatives with a sign or in brackets', () => {
  assert.deepEqual(parseDecimal('1,234.50'), { digits: 123450, scale: 2 });
  assert.deepEqual(parseDecimal('－5.5'), { digits: -55, scale: 1 });
  assert.deepEqual(parseDecimal('(5.50)'), { digits: -550, scale: 2 });
  assert.deepEqual(parseDecimal('（1,234）'), { digits: -1234, scale: 0 });
  for (const none of ['（1）', '(12)', '（1.2', '1.2.3', '——', '12,34']) assert.equal(parseDecimal(none), null, none);
});
