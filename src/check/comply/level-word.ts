import { comparePlaces } from '../../fact/place.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { type Check, wordList } from './check.ts';
import { hits, spotsIn } from './stretch.ts';

/** An entry of `level-words` in forms/lexicon/vocabulary.yaml. */
interface LevelWord {
  /** the common word that holds a level: 市场 */
  readonly right: string;
  /** what it becomes when another level is put in: 县场 */
  readonly written: readonly string[];
  /** words before which or after which nothing else can be meant; patterns */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const patternOf = ({ written, before = [], after = [] }: LevelWord): RegExp => {
  const words = `(?:${written.join('|')})`;
  const ways = [
    ...(before.length > 0 ? [`(?<=${before.join('|')})${words}`] : []),
    ...(after.length > 0 ? [`${words}(?=${after.join('|')})`] : []),
  ];
  return new RegExp(ways.join('|'), 'gm');
};

/** 国外县场: a level replaced all over the text, inside words too. One finding for each wrong word. */
export const levelWord: Check = (reading, forms) => {
  const { 'level-words': entries } = wordList<{ 'level-words': readonly LevelWord[] }>(forms, 'vocabulary');
  return entries.flatMap((entry) => {
    const byWord = new Map<string, FindingPlace[][]>();
    for (const { stretch, from, to, match } of hits(reading, patternOf(entry)))
      byWord.set(match[0], [...(byWord.get(match[0]) ?? []), spotsIn(stretch, from, to, 4)]);
    return [...byWord].map(([text, places]) =>
      found('comply.near-miss', {
        severity: 'error',
        message: `“${text}”应为“${entry.right}”，是整批替换级次名称时误改，共${places.length}处。`,
        stated: text,
        expected: entry.right,
        suggestion: `改为“${entry.right}”，并检查其他词语是否也被误改`,
        places: places.flat().toSorted(comparePlaces),
      }),
    );
  });
};
