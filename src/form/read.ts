import type { Document } from '../document/document.ts';
import type { Fact } from '../fact/fact.ts';
import type { Forms } from '../forms.ts';
import { readIdentity } from './identity.ts';
import { readFrames, readSections } from './outline.ts';
import type { FactSink, Identity, ReadTable, Section, TableFrame } from './reading.ts';
import { readTable } from './table.ts';

/** A list of facts that grows while a paper is read. */
export function createSink(): FactSink & { readonly facts: Fact[] } {
  const facts: Fact[] = [];
  return { facts, add: (fact) => facts.push({ ...fact, id: facts.length }) - 1 };
}

/** What every reader of a paper's nodes starts from. */
export interface Outline {
  readonly document: Document;
  readonly sections: readonly Section[];
  readonly frames: readonly TableFrame[];
  readonly identity: Identity;
}

export function readOutline(document: Document): Outline {
  const sections = readSections(document);
  const frames = readFrames(document, sections);
  return { document, sections, frames, identity: readIdentity(document, frames) };
}

/** Reads all grids but those that another reader owns as tables of figures. */
export function readTables({ frames, identity }: Outline, owned: ReadonlySet<number>, forms: Forms, sink: FactSink): ReadTable[] {
  const context = { lexicon: forms.lexicon, codes: forms.codes, year: identity.year };
  const tables: ReadTable[] = [];
  for (const frame of frames) {
    if (owned.has(frame.block)) continue;
    const table = readTable(frame, identity, context, sink);
    if (table) tables.push(table);
  }
  return tables;
}
