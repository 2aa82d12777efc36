import type { RenderPaper } from '../../form/render-facts.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Paper } from '../../score/read.ts';
import type { PlanLine } from '../plan.ts';

const CODED = /[[（(]?(\d{6,})[\])）]?\s*([^\d[\],，\s]{4,}?(?:局|中心|站|所|院|队|处|室|委员会|办公室|学校|机关))/g;

/** Units with their codes as tables and their captions print them: a row with a code, or [402001]某某局. */
export function importedUnits({ tables, facts, identity }: Paper): RenderPaper['units'] {
  const found = new Map<string, string>();
  for (const { organisation } of tables) {
    for (const [, code = '', name = ''] of (organisation?.text ?? '').replace(/\s+/g, '').matchAll(CODED)) found.set(name, code);
  }
  const names = new Set([
    identity.organisation ?? '',
    ...facts.flatMap(({ dims, where }) => (where.node === 'record' ? [] : (dims.organisation ?? []))),
  ]);
  for (const { grid } of tables) {
    for (const cells of grid.rows) {
      const texts = cells.map(({ words }) => words.text.replace(/\s+/g, ''));
      texts.forEach((text, i) => {
        const code = /^\d{6,}$/.exec(texts[i - 1] ?? '')?.[0];
        if (code && names.has(text) && !found.has(text)) found.set(text, code);
      });
    }
  }
  for (const name of names) if (name && !found.has(name) && facts.some(({ dims }) => dims.organisation === name)) found.set(name, '');
  if (found.size === 0 && identity.organisation) found.set(identity.organisation, '');
  return [...found].map(([name, code]) => ({ code, name }));
}

/** How public institutions are called. */
const INSTITUTION = /(?:中心|站|所|院|馆|队|园|学校|幼儿园)$/;

/**
 * Lines of a department that does not print them by unit, each with the unit that it most likely belongs to: a project's with the unit that
 * carries it out, what only institutions spend with the unit that is named like one, where there is one, all else with the department's own.
 */
export function withUnits(
  lines: readonly PlanLine[],
  { organisation, units, projects, year }: Pick<RenderPaper, 'organisation' | 'units' | 'projects' | 'year'>,
  codes: Pick<Catalogue, 'unitAt'>,
): PlanLine[] {
  if (units.length < 2) return [...lines];
  const own = units.find(({ name }) => name === organisation) ?? units[0];
  const institutions = units.filter(({ name }) => name !== own?.name && INSTITUTION.test(name));
  const institution = institutions.length === 1 ? institutions[0] : undefined;
  return lines.map((line) => {
    const { function: functional = '', government = '', project, organisation: told } = line.dims;
    const isInstitutional = /^50[56]/.test(government) || codes.unitAt(functional, year) === 'institution';
    const carries = projects.find(({ name }) => name === project)?.unit;
    const unit = told || carries || ((isInstitutional && institution) || own)?.name;
    return unit ? { ...line, dims: { ...line.dims, organisation: unit } } : line;
  });
}
