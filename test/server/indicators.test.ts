import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadForms } from '../../src/forms.ts';
import { type ChosenList, type IndicatorList, indicatorsApi, type Measured } from '../../src/server/indicators.ts';

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

test('a choice gets points by its shape; what is not in the library is left out', async () => {
  const { indicators } = (await ask('/', { kind: 'training' })).body as IndicatorList;
  const query = new URLSearchParams([['framework', '2015'], ['id', 'training/没有'], ...indicators.map(({ id }) => ['id', id])]);
  const chosen = (await (await api.request(`/chosen?${query}`)).json()) as ChosenList;
  assert.deepEqual([chosen.indicators.length, chosen.total, chosen.advice], [indicators.length, 90, []]);
  const output = chosen.indicators.filter(({ levels }) => levels['2015'].level1 === '产出指标');
  assert.equal(
    output.reduce((sum, { points }) => sum + points, 0),
    50,
  );
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
