import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadForms } from '../../src/forms.ts';
import { type IndicatorList, indicatorsApi, type Measured } from '../../src/server/indicators.ts';

const api = indicatorsApi(loadForms());
const ask = async (path: string, query: Record<string, string>) => {
  const answer = await api.request(`${path}?${new URLSearchParams(query)}`);
  return { status: answer.status, body: await answer.json() };
};

test('the library by kind: each kind has its number of indicators', async () => {
  const { kinds, total } = (await ask('/', {})).body as IndicatorList;
  assert.equal(
    kinds.reduce((sum, { count }) => sum + count, 0),
    total,
  );
  const [kind] = kinds;
  const { indicators } = (await ask('/', { kind: kind?.id ?? '' })).body as IndicatorList;
  assert.equal(indicators.length, kind?.count);
  assert.ok(indicators.every((one) => one.kind === kind?.name));
});

test('a draft is judged, with the money of its project', async () => {
  const draft = { level: '成本指标', name: '项目总成本', value: '≤700万元', evidence: '支付凭证' };
  assert.equal(((await ask('/measure', draft)).body as Measured).measurable, true);
  const { measurable, advice } = (await ask('/measure', { ...draft, budget: '900' })).body as Measured;
  assert.deepEqual([measurable, advice[0]?.code], [false, 'agree.cost-target']);
});

test('what cannot be asked is told in Chinese', async () => {
  for (const [path, query] of [
    ['/measure', { budget: '很多' }],
    ['/measure', { name: '长'.repeat(600) }],
    ['/', { words: '长'.repeat(600) }],
  ] as const) {
    const { status, body } = await ask(path, query);
    assert.equal(status, 400);
    assert.match(String(body.error), /[\u4e00-\u9fff]{4}/);
  }
});
