import type { Words } from '../document/document.ts';
import type { Slot } from './passage-pattern.ts';

/** A slot with the fact that it states; null where it states none. */
export interface FilledSlot extends Slot {
  readonly fact: number | null;
}

/** A clause of a passage, or a cell group of a table row, with what it says. */
export interface EvaluationClause {
  /** id of the clause in the form: budget, executed, weight, got, total, grade … */
  readonly id: string;
  readonly slots: ReadonlyMap<string, FilledSlot>;
  /** the words of the whole clause */
  readonly words: Words;
  readonly block: number;
}

/** One mention of a project in an evaluation: a numbered item, a run of paragraphs, a table row or a filled form. */
export interface EvaluationNode {
  readonly source: 'list' | 'paragraph' | 'table' | 'form';
  /** mentions of one list speak of different projects */
  readonly list: number;
  /** the project's name as printed */
  readonly name: Words;
  /** the name that all mentions of this project share */
  readonly project: string;
  readonly blocks: readonly number[];
  readonly clauses: readonly EvaluationClause[];
}

/** A claim about all projects or the whole department. */
export interface EvaluationClaim extends EvaluationClause {
  /** self-evaluated, department-evaluated; null where the claim has none */
  readonly set: string | null;
  /** the plain words of the sentence it stands in */
  readonly sentence: Words;
  /** for claims on one first-level indicator: its name, from the heading above */
  readonly topic: string | null;
}

/** A table of a report, by roles: execution, levels, summary (its rows are nodes too). */
export interface EvaluationTable {
  readonly form: string;
  readonly block: number;
  readonly title: Words | null;
  readonly rows: readonly EvaluationRow[];
  /** what is told of the whole table: name, department, unit, goal … */
  readonly fields: ReadonlyMap<string, Words>;
}

export interface EvaluationRow {
  readonly label: Words;
  /** total, or a row's kind in the form (basic, project, of-which); '' for any other */
  readonly kind: string;
  readonly cells: ReadonlyMap<string, FilledSlot>;
}

export const slotText = (clause: Pick<EvaluationClause, 'slots'>, name: string): string | null =>
  clause.slots.get(name)?.words.text ?? null;
