import type { Document, Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Fact } from '../fact/fact.ts';
import { type Place, placeKey } from '../fact/place.ts';
import type { EvaluationNode } from './passage-node.ts';
import { plainWords } from './passage-pattern.ts';
import type { Explanation, NumberUse } from './reading.ts';

/** What a number is by the words around it; the first that fits. `#` stands for the number. */
const AROUND: readonly (readonly [RegExp, Explanation])[] = [
  [/[〔[（]#[〕\]）]|[〕\]]#号/, 'document'],
  [/20\d\d年|^#年|#月|#日|#年/, 'date'],
  [/(?:^|[；：。，])#[、.]|[（(]#[）)]|[①-⑳]/u, 'ordinal'],
  [/(?:分值|满分|权重)(?:为)?#分?|#分/, 'rule'],
  [/[≥≤><＞＜=]#|#%|率(?:达到|为|达)?#/, 'indicator'],
  [/#(?:人次|人|个|名|家|块|集|台|套|处|件|次|户|项|座|条|公里|亩|辆|级)/, 'quantity'],
  [/#(?:亿元|万元|元)/, 'indicator'],
];

const covers = (words: Words, place: Place): boolean =>
  words.pieces.some(
    (piece) =>
      piece.place.line === place.line &&
      piece.place.page === place.page &&
      piece.place.sheet === place.sheet &&
      piece.place.cell === place.cell &&
      piece.place.from <= place.from &&
      place.to <= piece.place.to,
  );

/** Results told beside the scores (固定资产利用率为100%, 满意率达≥90%), in blocks that speak of evaluation and are read by others. */
export function resultNumbers(document: Document, inside: readonly boolean[], owned: ReadonlySet<number>): NumberUse[] {
  return document.blocks.flatMap((block, b): NumberUse[] => {
    if (!inside[b] || owned.has(b) || block.kind !== 'paragraph') return [];
    const plain = plainWords(block.words);
    return [...plain.text.matchAll(/(?<=率(?:达到?|为)?[≥≤]?|[≥≤])\d+(?:\.\d+)?(?=%)/g)].map((match) => ({
      printed: match[0],
      place: placeOf(plain, match.index, match.index + match[0].length),
      as: 'indicator',
      context: plain.text.slice(Math.max(0, match.index - 12), match.index + match[0].length + 8),
    }));
  });
}

/** The numbers of owned blocks that no fact states. */
export function passageNumbers(
  document: Document,
  owned: ReadonlySet<number>,
  nodes: readonly EvaluationNode[],
  facts: readonly Fact[],
): NumberUse[] {
  const known = new Set(facts.map(({ place }) => placeKey(place)));
  const names = nodes.map(({ name }) => name);
  const uses: NumberUse[] = [];
  const take = (words: Words, inTable: boolean): void => {
    const plain = plainWords(words);
    for (const match of plain.text.matchAll(/\d[\d,]*(?:\.[\d,]*\d)?/g)) {
      const place = placeOf(plain, match.index, match.index + match[0].length);
      const signed = /[-−－]/.test(plain.text[match.index - 1] ?? '') ? placeOf(plain, match.index - 1, match.index) : place;
      if (known.has(placeKey(place)) || known.has(placeKey(signed))) continue;
      const context = `${plain.text.slice(Math.max(0, match.index - 12), match.index)}#${plain.text.slice(match.index + match[0].length, match.index + match[0].length + 8)}`;
      const near = `${plain.text.slice(Math.max(0, match.index - 4), match.index)}#${plain.text.slice(match.index + match[0].length, match.index + match[0].length + 3)}`;
      const isName = names.some((name) => covers(name, place));
      const as = isName
        ? 'name'
        : (AROUND.find(([around]) => around.test(near))?.[1] ?? (inTable && plain.text !== match[0] ? 'indicator' : null));
      uses.push({ printed: match[0], place, as, context: context.replace('#', match[0]) });
    }
  };
  for (const b of owned) {
    const block = document.blocks[b];
    if (block?.kind === 'paragraph') take(block.words, false);
    if (block?.kind === 'grid') for (const row of block.rows) for (const cell of row) if (cell.words.text) take(cell.words, true);
  }
  return uses;
}
