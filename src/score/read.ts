import type { Document } from '../document/document.ts';
import { cutDamage } from '../form/cut.ts';
import { identifyForm } from '../form/identify.ts';
import { unreadInForms } from '../form/ledger.ts';
import { formSets } from '../form/load.ts';
import { accountNumbers, type Claim } from '../form/numbers.ts';
import { type PassageReading, readPassages } from '../form/passage.ts';
import { type EvaluationWords, passageForms } from '../form/passage-form.ts';
import { createSink, readOutline, readTables } from '../form/read.ts';
import type { Reading } from '../form/reading.ts';
import { readRecords } from '../form/record.ts';
import { recordForms } from '../form/recordForm.ts';
import { recordNumbers } from '../form/recordNumbers.ts';
import { readSentences } from '../form/sentence.ts';
import type { Forms } from '../forms.ts';
import { rememberedFor } from '../lexicon/remember.ts';
import { type Project, projectsOf } from './project.ts';
import { recordFacts } from './projectFacts.ts';

/** A paper as read, with its projects and evaluations: plain data, so that it can cross from process to process. */
export interface Paper extends Reading {
  readonly file: string;
  readonly projects: readonly Project[];
  readonly passages: PassageReading;
}

const formSetsOf = rememberedFor((forms: Forms) => formSets(forms.sets));
const recordFormsOf = rememberedFor((forms: Forms) => recordForms(forms.sets));
const passageFormsOf = rememberedFor((forms: Forms) => passageForms(forms.sets));

/** Words of the evaluation forms by which papers are read. */
export const evaluationWordsOf = (forms: Forms): EvaluationWords => passageFormsOf(forms).words;

/**
 * Reads a paper whole: outline and identity, evaluation passages, project records, tables, sentences; then says of every number what it is.
 * Pure. What cannot be read is left unexplained, never guessed.
 */
export function readPaper(document: Document, file: string, forms: Forms): Paper {
  const outline = readOutline(document);
  const { sections, frames, identity } = outline;
  const sink = createSink();
  const passages = readPassages(document, sections, frames, passageFormsOf(forms), forms.lexicon, { sink, year: identity.year });
  const records = readRecords(document, frames, recordFormsOf(forms), forms.lexicon);
  const owned = new Set([...passages.owned, ...records.owned]);
  const unread = unreadInForms(document, records.records, passages, owned, {
    records: recordFormsOf(forms),
    passages: passageFormsOf(forms),
  });
  const tables = readTables(outline, owned, forms, sink);
  const tableTitles = tables.flatMap((table) => table.title?.text.trim() ?? []);
  const form = identifyForm(
    { kind: identity.kind, year: identity.year, tableTitles, words: identity.organisation ?? '' },
    formSetsOf(forms),
  );
  const projects = projectsOf(records.records);
  recordFacts(projects, String(identity.year ?? ''), sink);
  // a report on evaluations stands for itself and speaks of what was done
  const kind = identity.kind ?? (passages.evaluations.length > 0 ? 'final' : null);
  const statements = readSentences(document, sections, { year: identity.year, kind }, forms.lexicon, sink, passages.owned);
  const claims: Claim[] = [...recordNumbers(records.records, document), ...passages.numbers].flatMap((n) =>
    n.as === null ? [] : [{ place: n.place, as: n.as }],
  );
  return {
    file,
    document,
    identity: { ...identity, form },
    sections,
    tables,
    records: records.records,
    projects,
    passages,
    facts: sink.facts,
    statements,
    numbers: accountNumbers(document.blocks, sections, tables, sink.facts, claims),
    damage: [...document.damage, ...passages.damage, ...records.damage, ...unread, ...cutDamage(tables)],
  };
}
