import type { Grid } from '../document/document.ts';
import { placesOf } from '../document/words.ts';
import { decimalText } from '../fact/decimal.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading, ReadTable } from '../form/reading.ts';

/** Facts that are printed; blank cells are known to the sums, but are no numbers of the paper. */
const printedFacts = ({ facts }: Pick<Reading, 'facts'>): Fact[] => facts.filter((fact) => fact.printed !== '');

/** A paper as read, as plain data: the answer of `read --format json`. */
export function readReport(file: string, hash: string, reading: Reading) {
  const { identity } = reading;
  const of = (as: (use: Reading['numbers'][number]) => boolean) => reading.numbers.filter(as);
  return {
    document: {
      file,
      sha256: hash,
      format: reading.document.format,
      kind: identity.kind,
      organisation: identity.organisation,
      scope: identity.scope,
      year: identity.year,
      form: identity.form,
      sections: reading.sections.map(({ level, ordinal, title, heading }) => ({
        level,
        ordinal,
        title,
        place: placesOf(heading)[0] ?? null,
      })),
    },
    tables: reading.tables.map(tableReport),
    facts: printedFacts(reading).map((fact) => factReport(fact, reading)),
    explained: of((use) => use.as !== null && use.as !== 'fact').map(({ printed, place, as }) => ({ printed, place, as })),
    unexplained: of((use) => use.as === null).map(({ printed, place, context }) => ({ printed, place, context })),
    damage: reading.damage,
  };
}

/** A fact with its dimensions; money as `fen`, other values as decimal text. */
export function factReport(fact: Fact, { identity }: Reading) {
  const dimensions = { organisation: identity.organisation ?? 'unknown', scope: identity.scope ?? 'unknown', ...fact.dims };
  const { concept, kind, printed, unit, place, where } = fact;
  if (kind === 'money') return { concept, dimensions, kind, fen: fact.value, printed, unit, place, where };
  const value = kind === 'text' ? printed : decimalText({ digits: fact.value, scale: fact.scale });
  return { concept, dimensions, kind, value, printed, unit, place, where };
}

function tableReport(table: ReadTable) {
  return {
    title: table.title?.text ?? null,
    unit: table.unit,
    place: table.title ? (placesOf(table.title)[0] ?? null) : firstPlace(table.grid),
    columns: table.columns.map(({ role, path }) => ({ role, path })),
    rows: table.grid.rows.slice(table.headRows).map((row) => {
      const texts = new Array<string>(table.grid.columns).fill('');
      for (const cell of row) texts[cell.column] = cell.words.text;
      return texts;
    }),
  };
}

const firstPlace = (grid: Grid) => grid.rows.flat().flatMap((cell) => cell.words.pieces)[0]?.place ?? null;
