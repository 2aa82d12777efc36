import type { Dimension, Dims } from '../../fact/dimension.ts';
import { dimensions } from '../../fact/dimension.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { measureIn, overlap } from './asked.ts';
import { membersOf, type Records, type Row } from './kind.ts';
import { basesOf, factCode, without } from './records.ts';
import type { WorkbookForm } from './sheets.ts';

/** What a fact is of, in words: 车辆：机要通信用车. */
function factName(concept: string, dims: Dims, lexicon: Pick<Lexicon, 'name'>, year: number): string {
  const named = (dimension: Dimension, id: string): string =>
    dimension === 'organisation' || dimension === 'project' ? id : lexicon.name(dimension, id, year);
  const members = dimensions.flatMap((dimension) => {
    const id = dims[dimension];
    return id === undefined || dimension === 'measure' ? [] : [named(dimension, id)];
  });
  return [lexicon.name('concept', concept), ...members].join('：');
}

/** A fact's concept and members from its row. */
export function factOf(code: string): { readonly concept: string; readonly dims: Dims } {
  const [concept = '', ...members] = code.split(';');
  return { concept, dims: (membersOf(members.join(';')) ?? {}) as Dims };
}

/** The rows of given numbers: those that there are, then the wanted ones that none of them is part of. */
function factRows(id: 'facts' | 'prior', { set, inputs }: WorkbookForm, rows: readonly Row[], lexicon: Lexicon, year: number): Row[] {
  const measure = measureIn(set);
  const base = basesOf({ year: set.year, kind: set.kind })[id === 'facts' ? 'fact' : 'prior'];
  const known = rows.map((row) => factOf(row.get('of') ?? ''));
  const wanted = inputs
    .filter(({ dims }) => (dims.measure === 'prior') === (id === 'prior'))
    .map(({ concept, dims }) => ({ concept, dims: without(dims, base) }))
    .filter(({ concept, dims }) => !known.some((one) => one.concept === concept && overlap(one.dims, dims, lexicon)))
    .map(
      ({ concept, dims }): Row =>
        new Map([
          ['of', factCode(concept, dims)],
          ['measure', measure(concept)],
        ]),
    );
  const order = inputs.map(({ concept, dims }) => ({ concept, code: factCode(concept, without(dims, base)) }));
  const rank = (code: string): number => {
    const exact = order.findIndex((one) => one.code === code);
    const near = exact >= 0 ? exact : order.findIndex(({ concept }) => concept === factOf(code).concept);
    return near < 0 ? order.length : near;
  };
  return [...rows, ...wanted]
    .sort((a, b) => rank(a.get('of') ?? '') - rank(b.get('of') ?? ''))
    .map((row) => {
      const { concept, dims } = factOf(row.get('of') ?? '');
      const unit = row.get('measure') === '个' ? measure(concept) : row.get('measure');
      return new Map([
        ...row,
        ['name', factName(concept, dims, lexicon, year)],
        ['measure', unit === '元' ? (row.get('measure') ?? '元') : (unit ?? '元')],
      ]);
    });
}

/** The texts that there are and that the form wants, in the order of the paper. */
function textRows({ texts }: WorkbookForm, rows: readonly Row[]): Row[] {
  const known = new Map(rows.map((row) => [row.get('key') ?? '', row]));
  const wanted = new Set(texts.map(({ key }) => key));
  return [
    ...texts.map(
      ({ key, heading, sentence }): Row =>
        new Map([['heading', heading], ['sentence', sentence || '（整段）'], ['key', key], ...(known.get(key) ?? [])]),
    ),
    ...rows.filter((row) => !wanted.has(row.get('key') ?? '')),
  ];
}

/** Records with what the form wants beside, still blank. */
export const withWanted = (form: WorkbookForm, records: Records, lexicon: Lexicon, year: number): Records => ({
  ...records,
  facts: factRows('facts', form, records.facts, lexicon, year),
  prior: factRows('prior', form, records.prior, lexicon, year),
  texts: textRows(form, records.texts),
});
