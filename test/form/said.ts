import type { Document } from '../../src/document/document.ts';
import { wordsAt } from '../../src/document/words.ts';
import { textPlace } from '../../src/fact/place.ts';
import { readSections } from '../../src/form/outline.ts';
import { createSink } from '../../src/form/read.ts';
import type { Reading } from '../../src/form/reading.ts';
import { readSentences, type SentenceBase } from '../../src/form/sentence.ts';
import { loadForms } from '../../src/forms.ts';

export const { lexicon } = loadForms();

/** A paper of paragraphs, one per line, as read. */
export function readingOf(text: string, base: SentenceBase = { year: 2025, kind: 'budget' }): Reading {
  const lines = text.split('\n');
  const document: Document = {
    format: 'txt',
    blocks: lines.map((line, i) => ({ kind: 'paragraph', words: wordsAt(line, textPlace(i + 1, 0, line.length)), level: null })),
    damage: [],
  };
  const sections = readSections(document);
  const sink = createSink();
  const statements = readSentences(document, sections, base, lexicon, sink, new Set());
  const identity = { kind: base.kind, organisation: null, organisationPlace: null, scope: null, year: base.year, form: null, level: null };
  return { document, identity, sections, tables: [], records: [], facts: sink.facts, statements, numbers: [], damage: [] };
}

/** Facts as `concept[members] printed`; the year and stage of the paper are left out. */
export function factsOf({ facts, identity }: Reading): string[] {
  const stage = identity.kind === 'final' ? 'actual' : 'original';
  return facts.map(({ concept, dims, printed, unit }) => {
    const members = Object.entries(dims).filter(
      ([d, m]) => !(d === 'year' && m === String(identity.year)) && !(d === 'stage' && m === stage),
    );
    return `${concept}${
      members.length > 0
        ? `[${members
            .map(([, m]) => m)
            .sort()
            .join(' ')}]`
        : ''
    } ${printed}${unit}`;
  });
}

/** Statements with the printed numbers they join. */
export function statementsOf({ facts, statements }: Reading): string[] {
  const at = (id: number | null) => (id === null ? '-' : (facts[id]?.printed ?? '?'));
  return statements.map((s) => {
    if (s.kind === 'share') return `share ${at(s.part)} of ${at(s.whole)} = ${at(s.percent)}`;
    if (s.kind === 'change')
      return `change ${at(s.current)} ${s.direction} ${at(s.delta)} ${at(s.rate)}${s.reason === null ? '' : ` because ${s.reason}`}`;
    if (s.kind === 'completion') return `completion ${at(s.actual)} of ${at(s.budget)} = ${at(s.rate)}`;
    if (s.kind === 'same') return `same ${at(s.current)}`;
    return `list ${at(s.whole)}: ${s.named ? s.labels.map((label) => label.text).join('/') : s.items.map(at).join(' + ')}${s.open ? ' …' : ''}`;
  });
}
