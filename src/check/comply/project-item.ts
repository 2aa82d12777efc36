import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Check } from './check.ts';

/** 一般行政管理事务 is by definition 未单独设置项级科目的其他项目支出: no basic expenditure stands there. */
export const projectItem: Check = (reading, { codes }) => {
  const wrong = reading.facts.filter(
    ({ concept, dims, kind, value, where }) =>
      where.node === 'table' &&
      concept === 'expenditure' &&
      kind === 'money' &&
      value > 0 &&
      dims.nature === 'basic' &&
      /^2\d{4}02$/.test(dims.function ?? '') &&
      codes.functional.byCode(dims.function ?? '')?.name === '一般行政管理事务',
  );
  if (wrong.length === 0) return [];
  const [first] = wrong;
  return [
    found('comply.project-item-as-basic', {
      severity: 'warning',
      message: `${first?.dims.function}“一般行政管理事务”反映未单独设置项级科目的其他项目支出，表中却列基本支出${first?.printed}${first?.unit}，共${wrong.length}处。`,
      stated: `基本支出${first?.printed ?? ''}`,
      expected: '项目支出，或改列“行政运行”等科目',
      suggestion: '核对该笔支出的性质：属基本支出的改列行政运行，属项目的改列项目支出',
      places: wrong.map(factPlace),
    }),
  ];
};
