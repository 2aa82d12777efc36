import type { Finding, FindingPlace } from '../../../src/check/finding.ts';
import type { InboxShown } from '../../../src/server/v1/inbox.ts';
import type { SessionView } from '../../../src/server/v1/people.ts';
import { placeWords } from '../../../src/server/words.ts';
import type { InboxEntry } from '../../../src/store/inbox/read.ts';
import type { InboxState } from '../../../src/store/schema.ts';
import type { Json } from '../api/client.ts';
import type { Tone } from '../parts/Tag.tsx';

export type Entry = Json<InboxEntry>;
export type View = Json<InboxShown>;
export type Found = View['findings'][number];
export type Version = View['versions'][number];

/** Organisations whose inbox somebody uses. */
export const inboxesOf = ({ held }: SessionView): string[] => [
  ...new Set(held.flatMap(({ role, organisation }) => (organisation !== null && role !== 'admin' ? [organisation] : []))),
];

const STATES: Readonly<Record<Exclude<InboxState, 'checked'>, readonly [words: string, tone: Tone]>> = {
  waiting: ['等候校验', 'plain'],
  checking: ['正在校验', 'busy'],
  failed: ['无法校验', 'bad'],
};

/** What is told of a paper's state; `open`: findings that nobody has looked at. */
export function stateOf(state: InboxState, open: number): readonly [words: string, tone: Tone] {
  if (state !== 'checked') return STATES[state];
  return open > 0 ? [`${open} 个待处理`, 'warn'] : ['已处理', 'good'];
}

export const isBusy = (state: InboxState): boolean => state === 'waiting' || state === 'checking';

/** 第3页，《收支总表》，“合计”行. */
export function whereWords(place: FindingPlace): string {
  const { table, row, column } = place;
  return [placeWords(place), table && `《${table}》`, row && `“${row}”`, column && `“${column}”栏`].filter(Boolean).join(' ');
}

/** Index of the place that a finding is about first. */
export const mainPlace = ({ culprit }: Finding): number => culprit ?? 0;
