import type { Fact } from '../../fact/fact.ts';
import type { Reading } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';

/** Expenditure of one nature in tables under a functional 项 whose code ends so and that bears one of these names. */
const spent = (reading: Reading, { codes }: Forms, nature: 'basic' | 'project', ending: RegExp, names: readonly string[]): Fact[] =>
  reading.facts.filter(
    ({ concept, dims, kind, value, where }) =>
      where.node === 'table' &&
      concept === 'expenditure' &&
      kind === 'money' &&
      value > 0 &&
      dims.nature === nature &&
      ending.test(dims.function ?? '') &&
      names.includes(codes.functional.byCode(dims.function ?? '')?.name ?? ''),
  );

/** 一般行政管理事务 is by definition 未单独设置项级科目的其他项目支出: no basic expenditure stands there. */
export const projectItem: Check = (reading, forms) => {
  const wrong = spent(reading, forms, 'basic', /^2\d{4}02$/, ['一般行政管理事务']);
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

/** 行政运行 and 事业运行 are by definition the basic expenditure of agencies and institutions: no project stands there. */
export const operationItem: Check = (reading, forms) => {
  const wrong = spent(reading, forms, 'project', /^2\d{4}(?:01|50)$/, ['行政运行', '事业运行']);
  const [first] = wrong;
  if (!first) return [];
  const name = (code = '') => `${code}${forms.codes.functional.byCode(code)?.name ?? ''}`;
  return [
    found('comply.operation-as-project', {
      severity: 'warning',
      message: `${quoted(wrong.map(({ dims }) => name(dims.function)))}反映行政事业单位的基本支出，表中却列项目支出${[...new Set(wrong.map(({ printed, unit }) => `${printed}${unit}`))].join('、')}，共${wrong.length}处。`,
      stated: `项目支出${first.printed}`,
      expected: '基本支出，或改列“一般行政管理事务”等科目',
      suggestion: '核对该笔支出的性质：属项目的改列一般行政管理事务等项目性科目，属基本支出的改列基本支出',
      places: wrong.map(factPlace),
    }),
  ];
};
