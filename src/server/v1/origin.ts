import type { Finding, FindingPlace } from '../../check/finding.ts';
import { planOutput } from '../../compile/outputs.ts';
import type { FormSet } from '../../form/form.ts';
import { writeText } from '../../format/index.ts';
import type { Forms } from '../../forms.ts';
import { type GridRows, rowAt, rowsOf, type StoredRecord, yamlOf } from '../../plan/grid/rows.ts';
import { leavesOf } from '../../plan/leaves.ts';
import { readPlan } from '../../plan/read.ts';
import type { KindId } from '../../plan/workbook/kind.ts';
import { explanationsOf } from '../plans/why.ts';
import { checkOutput } from '../self-check.ts';

/** A cell in which something was filled in. */
export interface Origin {
  readonly sheet: KindId;
  readonly row: string;
  readonly column: string;
}

const MOST = 12;

/**
 * The cells behind the places of a finding, the wrong one's first: the lines that a figure sums, largest first; the text that a sentence is; the
 * record whose name stands there. The paper is made again and read back, so the finding must be one of this very plan.
 */
export function originsOf(records: readonly StoredRecord[], set: FormSet, { places, culprit }: Finding, forms: Forms): Origin[] {
  const plan = readPlan({ value: yamlOf(records), path: 'plan' }, set.kind, set.id);
  const output = planOutput(plan, set, true, forms);
  const { reading } = checkOutput(output, forms);
  if (!reading) return [];
  const explanation = explanationsOf(output, reading);
  const leaves = leavesOf(output.plan);
  const rows = rowsOf(records);
  const lines = writeText(output.compiled.document).split('\n');
  const figure = ({ line, from }: FindingPlace): Origin[] => {
    const fact = reading.facts.find(({ place }) => place.line === line && place.from === from);
    const key = fact && explanation(fact)?.key;
    const sources = (key === undefined ? undefined : output.compiled.figures.get(key)?.sources) ?? [];
    const largest = sources.toSorted((a, b) => Math.abs(leaves.sources[b] ?? 0) - Math.abs(leaves.sources[a] ?? 0));
    return largest.flatMap((source) => {
      const found = leaves.sources[source] ? rowAt(leaves.places[source] ?? '', records) : null;
      return found ? [{ ...found, column: 'yuan' }] : [];
    });
  };
  const first = places[culprit ?? 0];
  const ordered = first ? [first, ...places.filter((place) => place !== first)] : [];
  for (const place of ordered) {
    const found = [figure(place), worded(lines[(place.line ?? 0) - 1] ?? '', rows), named(place, rows)].find(
      (origins) => origins.length > 0,
    );
    if (found) return found.slice(0, MOST);
  }
  return [];
}

/** The texts that stand in a line of the paper; of one that is missing, its gap. */
const worded = (line: string, { texts }: GridRows): Origin[] => {
  const gap = /【待填写：[^】]*（([^（）】]+)）】/.exec(line)?.[1];
  if (gap !== undefined) return [{ sheet: 'texts', row: gap, column: 'text' }];
  return texts.flatMap(({ key, cells }) =>
    (cells.text ?? '').split('\n').some((part) => part.trim() !== '' && line.includes(part.trim()))
      ? [{ sheet: 'texts' as const, row: key, column: 'text' }]
      : [],
  );
};

/** Records whose name stands at a place: an indicator, a project, a purchase. */
const named = ({ text, row }: FindingPlace, rows: GridRows): Origin[] =>
  (['indicators', 'projects', 'purchases'] as const).flatMap((sheet) =>
    rows[sheet].flatMap(({ key, cells: { name } }) =>
      name !== undefined && (name === text || name === row) ? [{ sheet, row: key, column: 'name' }] : [],
    ),
  );
