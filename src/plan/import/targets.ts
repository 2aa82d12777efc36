import type { FormSet, RecordForm } from '../../form/form.ts';
import type { RenderPaper, RenderProject } from '../../form/render-facts.ts';
import type { Indicator } from '../../score/indicator.ts';
import type { Paper } from '../../score/read.ts';
import { type FundingLevel, fundingLevels, type TermFunding } from '../plan.ts';
import { STEP } from './figures.ts';
import type { ImportedProject } from './projects.ts';

/** Slots that a plan fills by itself: names, codes, money. */
const FILLED =
  /^(?:name|code|unit|wan|organisation|year|prior|we|level[12]|description|value|evidence|(?:term|annual)-(?:total|central|provincial|local|self-raised|other))$/;

/** The fields that the record forms of a set ask for. */
function fieldsAsked(set: FormSet, per: RecordForm['per']): string[] {
  const cells = [...set.records.values()]
    .filter((form) => form.per === per)
    .flatMap((form) => form.rows.flatMap((row) => (row.kind === 'cells' ? row.cells : [])));
  return [...new Set(cells.flatMap((cell) => [...cell.matchAll(/\{([a-z0-9-]+)\}/g)].map(([, name = '']) => name)))].filter(
    (name) => !FILLED.test(name),
  );
}

const plain = (text: string | undefined): string => text?.replace(/\s+/g, '') ?? '';

function indicatorOf({ level1, level2, name, description, annual, term, evidence }: Indicator): ReadonlyMap<string, string> {
  const all: [string, string][] = [
    ['level1', plain(level1?.text)],
    ['level2', plain(level2?.text)],
    ['name', plain(name?.text)],
    ['description', plain(description?.text)],
    ['term-value', annual && term && plain(annual.words.text) !== plain(term.words.text) ? plain(term.words.text) : ''],
    ['value', plain((annual ?? term)?.words.text)],
    ['evidence', plain(evidence?.text)],
  ];
  return new Map(all.filter(([, text]) => text !== ''));
}

const named = (indicators: readonly Indicator[]) =>
  indicators.filter(({ name, annual, term }) => plain(name?.text) !== '' && (annual ?? term) !== null).map(indicatorOf);

/** A project with the words and indicators of its target form; published where it has one. */
export function projectOf(
  { name, target }: ImportedProject,
  nature: RenderProject['nature'],
  set: FormSet,
  units: RenderPaper['units'],
): RenderProject {
  const fields = new Map(
    fieldsAsked(set, 'project').flatMap((field): [string, string][] => {
      const text = plain(target?.record.fields.get(field)?.text);
      return text ? [[field, text]] : [];
    }),
  );
  return {
    name,
    code: plain(target?.code?.text),
    unit: units.length > 1 && units.some((unit) => unit.name === plain(target?.unit?.text)) ? plain(target?.unit?.text) : '',
    nature,
    published: target !== null,
    fields,
    indicators: target ? named(target.indicators) : [],
  };
}

/** Indicators and words of the form for the whole organisation. */
export function wholeTarget(
  { projects }: Paper,
  set: FormSet,
): { readonly indicators: RenderProject['indicators']; readonly texts: [string, string][] } {
  const whole = projects.find(({ record }) => record.record === 'whole-target');
  const texts = fieldsAsked(set, 'paper').map((field): [string, string] => [field, plain(whole?.record.fields.get(field)?.text)]);
  return { indicators: whole ? named(whole.indicators) : [], texts };
}

const levelMoney = ({ target }: ImportedProject, period: 'annual' | 'term'): [FundingLevel, number][] =>
  fundingLevels.flatMap((level): [FundingLevel, number][] => {
    const fen = target?.funding[period].sources.get(level)?.amount.fen ?? 0;
    return fen > 0 ? [[level, fen]] : [];
  });

/** What a project costs over its term, where that is not what it costs in the year. */
export function termOf(project: ImportedProject): TermFunding[] {
  const total = project.target?.funding.term.total?.amount.fen;
  if (total === undefined || total === project.target?.funding.annual.total?.amount.fen || project.target?.funding.annual.total === null)
    return [];
  const levels = levelMoney(project, 'term');
  return [{ project: project.name, levels: new Map(levels.length > 0 ? levels : [['local', total]]) }];
}

/** Lines of a project divided among those who give the money, in the order of the lines; all of it from one where the form says no more. */
export function byLevel<L extends { readonly fen: number }>(
  lines: readonly L[],
  project: ImportedProject,
): (L & { readonly level: FundingLevel | null })[] {
  const levels = levelMoney(project, 'annual').map(([level, fen]) => ({ level, left: Math.round(fen / STEP) * STEP }));
  const last = levels.at(-1);
  if (!last) return lines.map((line) => ({ ...line, level: null }));
  return lines.flatMap((line) => {
    const parts: (L & { level: FundingLevel })[] = [];
    let rest = line.fen;
    for (const source of levels) {
      const fen = source === last ? rest : Math.min(rest, source.left);
      source.left -= fen;
      rest -= fen;
      if (fen > 0) parts.push({ ...line, fen, level: source.level });
    }
    return parts;
  });
}
