import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { groupOf, missingGroups } from '../../src/check/performance/indicatorGroups.ts';
import { loadForms } from '../../src/forms.ts';
import { frameworks, indicatorLibrary, type LibraryIndicator } from '../../src/performance/library.ts';
import { searchIndicators } from '../../src/performance/library-search.ts';
import { suggestedWeights } from '../../src/performance/library-weights.ts';
import { measurable } from '../../src/performance/measurable.ts';

const forms = loadForms();
const library = indicatorLibrary(forms.indicators, forms.codes.indicators);
const { indicators, kinds } = library;
const names = (found: readonly LibraryIndicator[]) => found.map(({ name }) => name);

test('at least 250 indicators, of every kind of project that departments commonly have', () => {
  assert.ok(indicators.length >= 250, String(indicators.length));
  for (const name of [
    '补助',
    '安置',
    '信息系统',
    '培训',
    '个人',
    '规划',
    '监理',
    '办公',
    '维修',
    '设备',
    '宣传',
    '会议',
    '执法',
    '人才',
    '农业',
    '医疗',
    '教育',
  ])
    assert.ok(
      kinds.some((kind) => kind.name.includes(name)),
      name,
    );
});

for (const framework of frameworks) {
  test(`each can be measured in the shape of ${framework}: no advice at all`, () => {
    const wrong = indicators.flatMap(({ kind, levels, name, value, evidence, grades }) =>
      measurable({ level: levels[framework].level2, name, value: value.text, evidence, grades: grades.join('|') }).map(
        ({ message }) => `${kind.id}：${message}`,
      ),
    );
    assert.deepEqual(wrong, []);
  });
}

test('each kind has output, cost, benefit and satisfaction', () => {
  for (const kind of kinds) {
    const own = indicators.filter((one) => one.kind === kind);
    assert.deepEqual(missingGroups(own.map((one) => groupOf(one.class, ''))), [], kind.name);
  }
});

test('levels are those of the shapes: cost is a second level in 2015, a first level since', () => {
  const cost = indicators.find(({ level }) => level === '社会成本');
  assert.deepEqual(cost?.levels['2015'], { level1: '产出指标', level2: '成本指标' });
  assert.deepEqual(cost?.levels['2021'], { level1: '成本指标', level2: '社会成本指标' });
  const sustained = indicators.find(({ level }) => level === '可持续影响');
  assert.deepEqual(sustained?.levels['2015'], { level1: '效益指标', level2: '可持续影响指标' });
  assert.deepEqual(sustained?.levels['2021'], { level1: '效益指标', level2: '社会效益指标' });
});

describe('search', () => {
  test('a name finds its indicator first', () => {
    for (const one of indicators) {
      const best = searchIndicators(library, { words: one.name, kind: one.kind.id })[0];
      assert.equal(best?.name, one.name);
    }
  });
  test('words that are not in the name: of the kind, of how it is counted; several words must all fit', () => {
    assert.ok(names(searchIndicators(library, { words: '下岗职工 满意度' })).includes('安置职工满意度') === false);
    assert.equal(names(searchIndicators(library, { words: '职工安置满意度' }))[0], '安置职工满意度');
    assert.ok(names(searchIndicators(library, { words: '破产 时效' })).includes('补偿金发放及时率'));
    assert.ok(searchIndicators(library, { words: '问卷' }).length > 10);
  });
  test('kind and level narrow; nothing fits nonsense', () => {
    const found = searchIndicators(library, { kind: 'training', level: '经济成本' });
    assert.ok(found.length > 0 && found.every(({ kind, level }) => kind.id === 'training' && level === '经济成本'));
    assert.deepEqual(searchIndicators(library, { words: '甪卍' }), []);
  });
  test('any words give members of the library, none twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'培训满意度补助率 ，%企业①a') }), (words) => {
        const found = searchIndicators(library, { words });
        return new Set(found).size === found.length && found.every((one) => indicators.includes(one));
      }),
    );
  });
});

test('suggested points: 90 in all where every first level has an indicator, or all but satisfaction', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.constantFrom(...frameworks), fc.boolean(), (kind, framework, asked) => {
      const chosen = indicators.filter((one) => one.kind === kind && (asked || one.class !== 'satisfaction'));
      const points = suggestedWeights(library, chosen, framework);
      return points.reduce((sum, one) => sum + one, 0) === 90 && points.every((one) => Number.isInteger(one) && one >= 0);
    }),
  );
});

test('what cannot be used is told with file, row and column', () => {
  const pairs = forms.codes.indicators;
  const files = (row: object) =>
    new Map([
      ['kinds', [{ kind: 'x', name: '某类', words: '' }]],
      ['x', [{ level: '数量', name: '户数', value: '≥3户', weight: '5', evidence: '册', how: '数', avoid: '无', ...row }]],
    ]);
  assert.throws(() => indicatorLibrary(files({ level: '数目' }), pairs), /x\.csv 第2行：没有“数目”/);
  assert.throws(() => indicatorLibrary(files({ weight: '半' }), pairs), /x\.csv 第2行：weight/);
  assert.throws(() => indicatorLibrary(files({ how: '' }), pairs), /x\.csv 第2行：how 空白/);
  assert.throws(() => indicatorLibrary(files({ grades: '好|差' }), pairs), /三级/);
});
