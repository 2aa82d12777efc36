import type { FormSet } from '../../form/form.ts';
import type { Field, KindId, Row } from '../workbook/kind.ts';
import { codesOf } from '../workbook/lists.ts';
import { withWanted } from '../workbook/rows.ts';
import { extraFields, type WorkbookForm, type WorkbookForms, workbookForm } from '../workbook/sheets.ts';
import { noRecords } from '../workbook/source.ts';
import type { GridRows } from './rows.ts';

/** A grid: one kind of record, its columns as the workbook of the form set has them. */
export interface GridSheet {
  readonly id: KindId;
  readonly name: string;
  readonly hint: string;
  readonly fields: readonly Field[];
  /** the form has something for it */
  readonly wanted: boolean;
}

/** What is shown of rows that are given: a number, or a text of the form. */
export interface GivenRow {
  /** code of a number, key of a text */
  readonly key: string;
  /** what it is of; the heading of a text */
  readonly name: string;
  /** what it is counted in; the sentence in which a text stands */
  readonly more: string;
}

/** All that a page needs to edit the plan of a form set in grids. */
export interface GridForm {
  readonly id: string;
  readonly name: string;
  readonly sheets: readonly GridSheet[];
  /** codes and names of the classifications that cells are filled with, by list and level */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly given: Readonly<Record<'facts' | 'prior' | 'texts', readonly GivenRow[]>>;
}

const asRow = ({ cells }: { readonly cells: Readonly<Record<string, string>> }): Row => new Map(Object.entries(cells));
const known = new Map<string, WorkbookForm>();

/** As `workbookForm`, which renders the whole paper to learn what it asks for. */
export function sheetsOf(set: FormSet, forms: WorkbookForms): WorkbookForm {
  const form = known.get(set.id) ?? workbookForm(set, forms);
  known.set(set.id, form);
  return form;
}

/** The grids of a form set for a plan with such rows. */
export function gridForm(set: FormSet, rows: GridRows, year: number, forms: WorkbookForms): GridForm {
  const form = sheetsOf(set, forms);
  const lists: Record<string, readonly string[]> = {};
  const sheets = form.kinds.map(({ id, sheet, hint, fields, ...kind }): GridSheet => {
    const shown = [...fields, ...extraFields({ id, sheet, hint, fields, ...kind }, rows[id].map(asRow))];
    const wanted = form.wanted.has(id);
    if (wanted || rows[id].length > 0)
      for (const { type } of shown) if (type.kind === 'code') lists[`${type.list}/${type.level}`] ??= codesOf(forms.codes, type, year);
    return { id, name: sheet, hint, fields: shown, wanted };
  });
  const own = { ...noRecords(), facts: rows.facts.map(asRow), prior: rows.prior.map(asRow), texts: rows.texts.map(asRow) };
  const all = withWanted(form, own, forms.lexicon, year);
  const given = (id: 'facts' | 'prior' | 'texts', key: string, name: string, more: string): GivenRow[] =>
    all[id].map((row) => ({ key: row.get(key) ?? '', name: row.get(name) ?? '', more: row.get(more) ?? '' }));
  return {
    id: set.id,
    name: set.name,
    sheets,
    lists,
    given: {
      facts: given('facts', 'of', 'name', 'measure'),
      prior: given('prior', 'of', 'name', 'measure'),
      texts: given('texts', 'key', 'heading', 'sentence'),
    },
  };
}
