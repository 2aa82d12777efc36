import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { type Check, wordList } from './check.ts';
import { codedRows } from './coded.ts';
import { spotIn, stretches } from './stretch.ts';

interface Purpose {
  readonly words: readonly string[];
  readonly function: string;
  readonly economic: string;
  readonly under: string;
}

/** Money whose purpose has a functional 款 of its own (抚恤金: 20808 抚恤), paid, but not shown there. */
export const purpose: Check = (reading, forms) => {
  const year = reading.identity.year ?? undefined;
  const { purposes } = wordList<{ purposes: readonly Purpose[] }>(forms, 'comply');
  const rows = codedRows(reading, forms.codes).filter(({ book }) => book.classification === 'functional');
  if (!rows.some(({ code }) => code.length === 7)) return [];
  return purposes.flatMap(({ words, function: right, economic, under }) => {
    if (rows.some(({ code }) => code.startsWith(right))) return [];
    const paid = reading.facts.filter(({ dims, value, where }) => where.node === 'table' && dims.economic === economic && value > 0);
    if (paid.length === 0) return [];
    const className = forms.codes.functional.byCode(under, year)?.name ?? '';
    const told = stretches(reading).flatMap((stretch) => {
      if (stretch.record || stretch.kind !== 'paragraph' || !stretch.plain.includes(className.replace(/支出$/, ''))) return [];
      const word = words.find((one) => stretch.plain.includes(one));
      const at = word ? stretch.plain.indexOf(word) : -1;
      return word ? [spotIn(stretch, at, at + word.length, 16)] : [];
    });
    const [fact] = paid;
    const name = forms.codes.economic.byCode(economic, year)?.name ?? economic;
    const target = forms.codes.functional.byCode(right, year)?.name ?? '';
    return found('comply.purpose', {
      severity: told.length > 0 ? 'warning' : 'info',
      message: `${name}支出${fact?.printed}${fact?.unit}，功能科目表中却没有${right}“${target}”${told.length > 0 ? `，说明又写在“${className}”中支付` : ''}：这笔钱列在了其他科目。`,
      stated: `未列${right}`,
      expected: `${right} ${target}`,
      suggestion: `核对${name}列支的功能科目，应列“${target}”款；确在其他科目列支的，说明中的用途要与之一致`,
      places: [...told, ...paid.slice(0, 1).map(factPlace)],
    });
  });
};
