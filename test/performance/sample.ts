import { load } from 'js-yaml';
import { readRecords } from '../../src/performance/read.ts';
import type { PerformanceRecords } from '../../src/performance/record.ts';

/** Records from YAML as it is written in a test. */
export const recordsFrom = (yaml: string): PerformanceRecords => readRecords({ value: load(yaml), path: 'records.yaml' });

/** Two projects of a small bureau: one that fell short, one that reached all. */
export const SAMPLE = `
organisation: 青禾市商务局
scope: department
year: 2024
units: [{code: "306001", name: 青禾市商务局}]
department:
  money:
    - {nature: basic, original: 3000000, adjusted: 3200000, executed: 3200000}
    - {nature: project, original: 3000000, adjusted: 3500000, executed: 2800000, appropriation: {original: 3000000, adjusted: 3400000, executed: 2700000}}
projects:
  - name: 夜市街区改造
    nature: specific
    fields: {attribute: 一次性项目, term: 1年, annual-goal: 改造夜市街区，便利居民消费}
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 改造街区数量, value: ≥4个, weight: 20, evidence: 竣工验收单}
      - {level1: 产出指标, level2: 质量指标, name: 验收合格率, value: 100%, weight: 20}
      - {level1: 成本指标, level2: 经济成本指标, name: 改造成本, value: ≤200万元, weight: 20}
      - {level1: 效益指标, level2: 社会效益指标, name: 居民消费便利程度, value: 明显提高, weight: 20}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 居民满意度, value: ≥95%, weight: 10}
    years:
      - year: 2024
        money: [{original: 2000000, executed: 1500000}]
        monitoring:
          - {date: "2024-07-31", paid: 400000, progress: [{indicator: 改造街区数量, reached: 1个, forecast: 3个, deviation: 一处街区设计变更, measure: 八月底前完成设计}]}
        evaluation:
          achieved: 改造完成3个街区
          execution: {reason: 一处街区未开工，资金未支付, mend: 下年一季度开工}
          results:
            - {indicator: 改造街区数量, actual: 3个, reason: 一处街区设计变更未开工, mend: 下年一季度开工}
            - {indicator: 验收合格率, actual: 100%}
            - {indicator: 改造成本, actual: 150万元}
            - {indicator: 居民消费便利程度, actual: 有所提高, attained: partly, share: 75, reason: 一处街区未改造, mend: 加快改造}
            - {indicator: 居民满意度, actual: 96.6%, survey: {asked: 60, answered: 58, satisfied: 56}}
  - name: 外贸展位补贴
    code: "140200240000000000001"
    unit: 青禾市商务局
    nature: specific
    fields: {attribute: 延续性项目, term: 3年, annual-goal: 补贴参展企业，稳定外贸主体, plan-3: "25", plan-6: "50", plan-10: "75", plan-12: "100"}
    term: {local: 1800000}
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 补贴企业数量, value: ≥20家, term-value: ≥60家, weight: 90}
    years:
      - {year: 2023, money: [{original: 600000, executed: 600000}], values: {补贴企业数量: ≥18家}}
      - year: 2024
        money: [{original: 500000, adjusted: 600000, executed: 600000}, {fund: managed-funds, origin: carried-over, original: 100000, executed: 0}]
        evaluation: {execution: {reason: 结转资金未支付, mend: 下年安排}, results: [{indicator: 补贴企业数量, actual: 20家}]}
`;

/** Records in which every field is written. */
export const WHOLE = `
organisation: 青禾市商务局
scope: department
year: 2024
form: cn/evaluation/2024
scheme: cn
units: [{code: "306001", name: 青禾市商务局}]
stated: {average: 92.5, grades: {优: 1}}
texts: {basis: 市财政局关于开展绩效自评的通知}
department:
  money: [{nature: project, original: 3000000, adjusted: 3500000, executed: 2800000, appropriation: {original: 3000000, adjusted: 3400000, executed: 2700000}}]
  levels: [{name: 投入, weight: 15, score: 14.5, says: [投入充足]}]
projects:
  - name: 夜市街区改造
    code: "140200240000000000001"
    unit: 青禾市商务局
    department: 青禾市商务局
    nature: specific
    published: true
    fields: {attribute: 一次性项目, annual-goal: 改造夜市街区}
    term: {central: 0, provincial: 0, local: 1800000, self-raised: 0.5, other: 0}
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 改造街区数量, value: ≥4个, term-value: ≥6个, weight: 80, description: 完工的街区, evidence: 竣工验收单, direction: up, from: 2020, until: 2030}
      - {level1: 满意度指标, level2: 满意度指标, name: 居民满意度, value: ≥95%, weight: 10}
      - {level1: 效益指标, level2: 生态效益指标, missing: true, weight: 0}
    years:
      - year: 2024
        goal: 改造街区四处
        money: [{fund: general, origin: this-year, level: local, original: 2000000, adjusted: "1900000.05", executed: 1500000}]
        values: {改造街区数量: ≥3个}
        weights: {改造街区数量: 79.5}
        monitoring:
          - date: "2024-07-31"
            paid: 400000
            forecast: 900000
            progress: [{indicator: 改造街区数量, reached: 1个, forecast: 3个, deviation: 设计变更, measure: 八月底前完成设计}]
        evaluation:
          achieved: 改造完成3个街区
          execution: {reason: 一处未开工, mend: 下年开工, stated: 7.9, stated-rate: 79, note: 按年初预算计算}
          stated: [96.5, 96]
          stated-grade: 优
          results:
            - {indicator: 改造街区数量, actual: 3个, attained: reached, share: 100, low-target: false, reason: 无, mend: 无, stated: 80, note: 无}
            - {indicator: 居民满意度, actual: 96.6%, survey: {how: 电话回访, asked: 60, answered: 58, satisfied: 56}}
        assessments:
          - {by: finance, date: "2025-03-01", team: 评价组, conclusion: 较好, problems: [进度慢], advice: [提前开工], levels: [{name: 产出, weight: 100, score: 90, says: [完工三处]}]}
        answer: {date: "2025-04-01", text: 前期工作不足, measures: [提前设计]}
`;
