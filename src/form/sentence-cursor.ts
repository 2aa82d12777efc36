import type { Words } from '../document/document.ts';
import type { Statement } from './reading.ts';
import type { Clause } from './sentence-clause.ts';
import type { SentenceState } from './sentence-state.ts';
import type { Token } from './sentence-tokens.ts';

/** Where the reading of one paragraph stands: what its parts share and change. */
export interface Cursor {
  readonly state: SentenceState;
  readonly words: Words;
  readonly tokens: readonly Token[];
  readonly statements: Statement[];
  clause: Clause;
  /** no amount or rate has been told since the last strong stop */
  opening: boolean;
  /** where the words of a reason begin; null outside a reason */
  reasonFrom: number | null;
  /** index of the first change that the next reason explains */
  reasonOf: number;
  lastStop: string;
  /** how many lists were open where the paragraph begins */
  readonly deep: number;
  /** a number of this sentence was not understood: what is told of a total now may be told of that */
  lost: boolean;
  /** the amount of a change was told of a subject that was not understood: the rate that follows is its */
  lostChange: boolean;
}
