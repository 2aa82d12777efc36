import type { Direction } from '../../../src/score/rule.ts';

type Option = { readonly value: string; readonly label: string };

const options = (names: Readonly<Record<string, string>>): Option[] => Object.entries(names).map(([value, label]) => ({ value, label }));

export const NATURES = { specific: '特定目标类', operating: '其他运转类' } as const;
export const FUNDS = options({
  general: '一般公共预算',
  'managed-funds': '政府性基金预算',
  'state-capital': '国有资本经营预算',
  'special-account': '财政专户管理资金',
  'unit-funds': '单位资金',
});
export const ORIGINS = options({ 'this-year': '当年安排', 'carried-over': '上年结转' });
export const LEVELS = { central: '中央', provincial: '省级', local: '市县', 'self-raised': '单位自筹', other: '其他' } as const;
export const LEVEL_OPTIONS = options(LEVELS);
export const NATURE_OPTIONS = options(NATURES);
export const ATTRIBUTES = ['一次性项目', '经常性项目', '延续性项目'].map((label) => ({ value: label, label }));
export const DIRECTIONS: Readonly<Record<Direction, string>> = { up: '越多越好', down: '越少越好', exact: '正好', judged: '定性' };
export const ATTAINED = options({ reached: '达成', partly: '部分达成', missed: '未达成' });

/** First and second levels, in the order of the form; `since`: the shape of 2021 has cost as a first level (财预〔2021〕101号). */
const OUTPUT = ['数量指标', '质量指标', '时效指标'];
const BENEFIT = ['经济效益指标', '社会效益指标', '生态效益指标'];
type Shape = readonly (readonly [level1: string, level2: readonly string[]])[];
const SHAPE_2021: Shape = [
  ['成本指标', ['经济成本指标', '社会成本指标', '生态环境成本指标']],
  ['产出指标', OUTPUT],
  ['效益指标', BENEFIT],
  ['满意度指标', ['服务对象满意度指标']],
];
const SHAPE_2015: Shape = [
  ['产出指标', [...OUTPUT, '成本指标']],
  ['效益指标', [...BENEFIT, '可持续影响指标']],
  ['满意度指标', ['服务对象满意度指标']],
];
export const shapeOf = (year: number): Shape => (year >= 2022 ? SHAPE_2021 : SHAPE_2015);
export const schemeName = (year: number): '2015' | '2021' => (year >= 2022 ? '2021' : '2015');

/** 元 as 万元, for the eye; '' where it is no amount. */
export function wan(yuan: string): string {
  const amount = Number(yuan);
  return yuan.trim() === '' || !Number.isFinite(amount)
    ? ''
    : `${(amount / 10_000).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 6 })} 万元`;
}
