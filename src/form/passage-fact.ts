import { placeOf } from '../document/words.ts';
import type { MoneyUnit } from '../fact/amount.ts';
import { parseDecimal } from '../fact/decimal.ts';
import type { Dims } from '../fact/dimension.ts';
import type { Where } from '../fact/fact.ts';
import type { EvaluationWords } from './passage-form.ts';
import { moneyOf } from './passage-join.ts';
import type { EvaluationClause, FilledSlot } from './passage-node.ts';
import type { Slot } from './passage-pattern.ts';
import type { FactSink } from './reading.ts';

const NUMERALS = '零一二三四五六七八九十';

/** A count in digits or in Chinese up to ten (两 is two); null for anything else. */
export function countOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '两') return 2;
  const value = text.length === 1 ? NUMERALS.indexOf(text) : -1;
  return value >= 0 ? value : null;
}

/** The name of an indicator that a clause puts in quotes; null where it has none. */
export const quotedName = (text: string): string | null => /指标(?:为)?“([^”]{2,40})”/.exec(text)?.[1] ?? null;

/** What an indicator is by the words before its weight or score: kind, and the printed name of its level; null where they do not say. */
export function indicatorKind(
  text: string,
  { kinds }: Pick<EvaluationWords, 'kinds'>,
): { readonly kind: string; readonly item: string; readonly at: number } | null {
  const hits = Object.entries(kinds).flatMap(([kind, { name, marks, weak }]) => [
    ...marks.map((mark) => ({
      kind,
      item: kind === 'execution' ? name : mark,
      at: text.lastIndexOf(mark),
      strong: 1,
      length: mark.length,
    })),
    ...weak.map((mark) => ({ kind, item: name, at: text.lastIndexOf(mark), strong: 0, length: mark.length })),
  ]);
  const [best] = hits
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.strong - a.strong || b.at + b.length - (a.at + a.length) || b.length - a.length);
  return best ? { kind: best.kind, item: best.item, at: best.at + best.length } : null;
}

/** Makes facts of slots. */
export interface FactMaker {
  money(slot: Slot, concept: string, dims: Dims, where: Where, unit?: MoneyUnit): FilledSlot;
  number(slot: Slot, kind: 'percent' | 'score' | 'count', concept: string, dims: Dims, where: Where): FilledSlot;
  text(slot: Slot, concept: string, dims: Dims, where: Where): FilledSlot;
}

export function factMaker(sink: FactSink, year: Dims): FactMaker {
  const base = (slot: Slot, concept: string, dims: Dims, where: Where) => ({
    concept,
    dims: { ...year, ...dims },
    place: placeOf(slot.words),
    where,
  });
  return {
    money(slot, concept, dims, where, unit = '万元') {
      const amount = moneyOf(slot.words.text, unit);
      if (!amount) return { ...slot, fact: null };
      const own = /[^\d.,\-−－]+$/.exec(slot.words.text)?.[0] ?? unit;
      const fact = sink.add({
        ...base(slot, concept, dims, where),
        kind: 'money',
        value: amount.fen,
        scale: 0,
        half: amount.half,
        printed: slot.words.text.replace(/[^\d.,\-−－]+$/, ''),
        unit: own,
      });
      return { ...slot, fact };
    },
    number(slot, kind, concept, dims, where) {
      const text = slot.words.text.replace(/%$/, '');
      const count = countOf(text);
      const value = count !== null && !/\d/.test(text) ? { digits: count, scale: 0 } : parseDecimal(text);
      if (!value) return { ...slot, fact: null };
      const unit = kind === 'percent' ? '%' : kind === 'score' ? '分' : '个';
      const fact = sink.add({
        ...base(slot, concept, dims, where),
        kind,
        value: value.digits,
        scale: value.scale,
        half: kind === 'count' ? 0 : 0.5,
        printed: text,
        unit,
      });
      return { ...slot, fact };
    },
    text(slot, concept, dims, where) {
      const fact = sink.add({
        ...base(slot, concept, dims, where),
        kind: 'text',
        value: 0,
        scale: 0,
        half: 0,
        printed: slot.words.text,
        unit: '',
      });
      return { ...slot, fact };
    },
  };
}

/** A clause with its slots replaced by filled ones. */
export const withSlots = (clause: EvaluationClause, filled: readonly (FilledSlot | null | undefined)[]): EvaluationClause => ({
  ...clause,
  slots: new Map([...clause.slots, ...filled.flatMap((slot): [string, FilledSlot][] => (slot ? [[slot.name, slot]] : []))]),
});
