import type { Document, Words } from '../document/document.ts';
import { placesOf } from '../document/words.ts';
import { type Place, placeKey } from '../fact/place.ts';
import type { Explanation, RecordNode } from './reading.ts';

/** A number in a record and what it is; a number broken over lines has several. */
export interface RecordNumber {
  readonly place: Place;
  readonly as: Explanation;
}

const WHOLE: Readonly<Record<string, Explanation>> = {
  code: 'code',
  department: 'code',
  organisation: 'code',
  implementer: 'code',
  telephone: 'telephone',
  filed: 'date',
  term: 'date',
  start: 'date',
  end: 'date',
  attribute: 'date',
  name: 'name',
  'plan-3': 'indicator',
  'plan-6': 'indicator',
  'plan-9': 'indicator',
  'plan-10': 'indicator',
  'plan-12': 'indicator',
};

/** What stands around numbers in prose, the first that fits. */
const PROSE: readonly (readonly [RegExp, Explanation])[] = [
  [/[〔[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*\d+(?:-\d+)?\s*[号次]?|(?:19|20)\d\d\s*[〕\]】）)]\s*\d+\s*号|第\s*\d+\s*号/g, 'document'],
  [
    /(?:19|20)\d\d\s*[-—~至]\s*(?:19|20)\d\d\s*年?|\d{2,4}\s*年(?:\s*度)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?|\d{1,2}\s*月(?:份|底|末)?(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*日/g,
    'date',
  ],
  [/(?:^|[。；;：:，,\s])\s*[（(]?\d{1,2}\s*[、.．）)](?!\d)/g, 'ordinal'],
  [/(?:目标|任务)\s*\d+\s*[:：]/g, 'ordinal'],
  [/\d[\d,.，]*/g, 'quantity'],
];

/** The numbers of prose with what they are. */
function proseNumbers(words: Words): RecordNumber[] {
  if (!/\d/.test(words.text)) return [];
  const out: RecordNumber[] = [];
  const taken = new Array<boolean>(words.text.length).fill(false);
  for (const [pattern, as] of PROSE) {
    for (const match of words.text.matchAll(pattern)) {
      for (const digits of match[0].matchAll(/\d[\d,.，]*/g)) {
        const from = match.index + digits.index;
        if (taken[from]) continue;
        taken.fill(true, from, from + digits[0].length);
        out.push(...placesOf(words, from, from + digits[0].length).map((place) => ({ place, as })));
      }
    }
  }
  return out;
}

const numbersAs = (words: Words, as: Explanation): RecordNumber[] =>
  [...words.text.matchAll(/\d+(?:[,.，]\d+)*/g)].flatMap(({ index, 0: digits }) =>
    placesOf(words, index, index + digits.length).map((place) => ({ place, as })),
  );

/** What a label or an unread cell of a record's grid says with numbers: 3月底, （1）, 471001某局, 2025年. */
const labelNumbers = (words: Words): RecordNumber[] =>
  /^\s*\d{3,}\s*[-—]?\s*[\u4e00-\u9fff]/.test(words.text) && !/^\s*(?:19|20)\d\d\s*年/.test(words.text)
    ? numbersAs(words, 'code')
    : proseNumbers(words);

/**
 * Every number of the records' fields, indicators, labels and titles, with its place and what it is. Amounts that are facts are among
 * them as quantities: a reader that knows the facts takes those first.
 */
export function recordNumbers(records: readonly RecordNode[], document: Document): RecordNumber[] {
  const out: RecordNumber[] = [];
  const claimed = new Set<string>();
  const add = (words: Words, numbers: RecordNumber[]): void => {
    for (const { place } of words.pieces) claimed.add(placeKey(place));
    out.push(...numbers);
  };
  for (const record of records) {
    for (const [id, words] of record.fields) {
      const as = WHOLE[id];
      add(words, as ? numbersAs(words, as) : proseNumbers(words));
    }
    for (const row of record.rows) for (const words of row.values()) add(words, numbersAs(words, 'indicator'));
    if (record.title) add(record.title, numbersAs(record.title, 'name'));
  }
  for (const [first, last] of new Set(records.map(({ blocks }) => blocks))) {
    for (const block of document.blocks.slice(first, last + 1)) {
      if (block.kind !== 'grid') continue;
      for (const { words } of block.rows.flat())
        if (words.pieces[0] && !claimed.has(placeKey(words.pieces[0].place))) add(words, labelNumbers(words));
    }
  }
  return out;
}
