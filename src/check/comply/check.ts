import type { Reading } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import { remembered } from '../../lexicon/remember.ts';
import type { Finding } from '../finding.ts';

/** One check of the law 合规: what must be there is there, and properly made. */
export type Check = (reading: Reading, forms: Forms) => Finding[];

/** A regular expression that comes as text, compiled once. */
export const pattern = remembered((source) => new RegExp(source));

/** A word list of forms/lexicon. Throws where the file is missing, as the program cannot check without it. */
export function wordList<T>(forms: Forms, name: string): T {
  const list = forms.words.get(name);
  if (list === undefined || list === null) throw new Error(`缺少 forms/lexicon/${name}.yaml`);
  return list as T;
}

/** Items in Chinese quotes, at most `most` of them: “a”、“b”等. */
export function quoted(items: Iterable<string>, most = 4): string {
  const all = [...new Set(items)];
  return (
    all
      .slice(0, most)
      .map((item) => `“${item}”`)
      .join('、') + (all.length > most ? '等' : '')
  );
}
