import type { FormSet } from '../../src/form/form.ts';
import { APPROPRIATED } from '../../src/plan/plan.ts';
import type { Department } from './department.ts';
import type { Draw } from './draw.ts';
import type { Line } from './lines.ts';
import { amount, priorOf, yuan } from './money.ts';
import type { Project } from './projects.ts';

type Given = Record<string, unknown>;

const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { fen }) => sum + fen, 0);

/** What is bought: for projects within their money, and for the office. */
function purchases(draw: Draw, department: Department, projects: readonly Project[]): Given[] {
  const list: Given[] = [];
  const buy = (item: string, most: number, project: string): void => {
    const fen = Math.max(100, Math.round((most * draw.within(20, 100)) / 100));
    const sme = Math.round((fen * draw.within(0, 100)) / 100);
    const micro = Math.round((sme * draw.within(0, 100)) / 100);
    const kept = draw.chance(0.5) ? { sme: yuan(sme), micro: yuan(micro) } : { sme: yuan(fen) };
    list.push({
      item,
      name: project ? `${project}采购` : '办公用品采购',
      ...(project ? { project } : {}),
      yuan: yuan(Math.min(fen, most)),
      ...(fen <= most ? kept : {}),
    });
  };
  for (const { name, fen } of projects) if (fen >= 100 && draw.chance(0.5)) buy(draw.pick(['goods', 'works', 'services']), fen, name);
  if (draw.chance(0.7)) buy('goods', amount(draw, department.grain, 1_000, 200_000), '');
  return list;
}

/** Purchases of Hebei are told by the fund that pays for them. */
const fundedPurchases = (draw: Draw, projects: readonly Project[]): Given[] =>
  projects.flatMap(({ name, fen, lines }) =>
    fen > 0 && draw.chance(0.6)
      ? [
          {
            concept: 'procurement',
            fund: lines[0]?.fund,
            origin: lines[0]?.origin,
            item: draw.pick(['goods', 'works', 'services']),
            project: name,
            yuan: yuan(Math.round((fen * draw.within(10, 100)) / 100)),
          },
        ]
      : [],
  );

/** Counts that texts and tables state: vehicles, equipment, rooms, journeys. */
function counts(draw: Draw, set: FormSet, lines: readonly Line[], projects: readonly Project[]): Given[] {
  const kinds =
    set.kind === 'budget' && set.id.startsWith('henan')
      ? ['general-business', 'other-vehicle']
      : ['confidential', 'emergency', 'other-vehicle'];
  const vehicles = kinds.map((item) => ({ concept: 'vehicles', item, count: draw.chance(0.3) ? 0 : draw.within(0, 9) }));
  const total = vehicles.reduce((sum, { count }) => sum + count, 0);
  const equipment = (item: string) => ({ concept: 'equipment', item, count: draw.chance(0.5) ? 0 : draw.within(1, 12) });
  // what was paid for was bought
  const isPaid = (economic: string): boolean => lines.some((line) => THREE_PUBLIC[line.economic] === economic);
  const abroad = !isPaid('overseas') && draw.chance(0.7) ? 0 : draw.within(1, 3);
  const common = [
    ...vehicles,
    equipment('general-50'),
    equipment('special-100'),
    { concept: 'vehicles-quota', count: total + draw.below(3) },
  ];
  if (set.kind === 'budget')
    return [
      ...common,
      { concept: 'floor-area', area: draw.within(80, 9_000) },
      { concept: 'fixed-assets', yuan: yuan(amount(draw, 1, 10_000, 90_000_000)) },
    ];
  return [
    ...vehicles,
    equipment('any-100'),
    { concept: 'vehicles-kept', count: total },
    { concept: 'vehicles-bought', count: isPaid('vehicle-purchase') ? 1 : 0 },
    { concept: 'reception-batches', count: draw.within(1, 40) },
    { concept: 'reception-persons', count: draw.within(40, 900) },
    { concept: 'overseas-groups', count: abroad },
    { concept: 'overseas-trips', count: abroad * draw.within(1, 4) },
    { concept: 'project-count', set: 'self-evaluated', count: projects.length },
    { concept: 'project-amount', set: 'self-evaluated', yuan: yuan(projects.reduce((sum, { fen }) => sum + fen, 0)) },
  ];
}

/** Purchases and counts, as a plan holds them. */
export function givenFacts(draw: Draw, set: FormSet, department: Department, lines: readonly Line[], projects: readonly Project[]): Given {
  const byFund = [...set.tables.values()].some(({ fact }) => fact.concept === 'procurement');
  return {
    purchases: byFund ? [] : purchases(draw, department, projects),
    facts: [...counts(draw, set, lines, projects), ...(byFund ? fundedPurchases(draw, projects) : [])],
  };
}

const THREE_PUBLIC: Readonly<Record<string, string>> = {
  '30212': 'overseas',
  '30217': 'reception',
  '30231': 'vehicle-operation',
  '31013': 'vehicle-purchase',
};

/** Last year's figures beside this year's: revenue, what was done with it, three-public and agency operating expenses. */
export function priorFacts(draw: Draw, _set: FormSet, department: Department, lines: readonly Line[]): Given[] {
  const { grain, units } = department;
  const kinds = new Map(units.map(({ name, kind }) => [name, kind]));
  const flows = [...Map.groupBy(lines, ({ fund, origin }) => `${fund} ${origin}`)].flatMap(([key, own]) => {
    const [fund, origin] = key.split(' ');
    const value = yuan(priorOf(draw, sumOf(own), grain));
    return ['revenue', 'uses', 'expenditure'].map((concept) => ({ concept, fund, origin, yuan: value }));
  });
  const appropriated = lines.filter(({ fund }) => APPROPRIATED.includes(fund));
  const threePublic = [...Map.groupBy(appropriated, ({ economic, fund }) => `${THREE_PUBLIC[economic] ?? ''} ${fund}`)].flatMap(
    ([key, own]) => {
      const [item, fund] = key.split(' ');
      return item ? [{ concept: 'three-public', fund, item, yuan: yuan(priorOf(draw, sumOf(own), grain)) }] : [];
    },
  );
  const operating = appropriated.filter(
    ({ nature, organisation }) => nature === 'public' && kinds.get(organisation ?? units[0]?.name ?? '') !== 'institution',
  );
  const fund = operating[0]?.fund;
  return [
    ...flows,
    ...threePublic,
    ...(fund ? [{ concept: 'agency-operating', fund, yuan: yuan(priorOf(draw, sumOf(operating), grain)) }] : []),
  ];
}
