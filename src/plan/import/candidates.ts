import { type Dimension, type Dims, dimensions, withDims } from '../../fact/dimension.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import { assigned, type Piece } from './assign.ts';
import { type EconomicChoice, economicChoices } from './economic.ts';
import { CROSSED, type Figure, STEP } from './figures.ts';
import { functionChoices, ROUNDING } from './functions.ts';
import { type ImportedProjects, likeness } from './projects.ts';

/** A fact beside lines that could be: carried over, bought. */
export interface Crossing extends Candidate {
  readonly concept: string;
}

/** A line that could be: its members, and how unusual it is (0: as one expects). */
export interface Candidate {
  readonly dims: Dims;
  readonly cost: number;
}

/** What candidates are made from. */
export interface Sources {
  readonly paper: Paper;
  readonly figures: readonly Figure[];
  readonly projects: ImportedProjects;
  readonly codes: Catalogue;
  readonly lexicon: Pick<Lexicon, 'within'>;
}

const positive = (figures: readonly Figure[], dimension: Dimension): Set<string> =>
  new Set(figures.flatMap(({ dims, fen }) => (fen > 0 && dims[dimension] !== undefined ? [dims[dimension]] : [])));

const largest = (figures: readonly Figure[], dimension: Dimension, member: string): number =>
  Math.max(0, ...figures.filter(({ dims }) => dims[dimension] === member).map(({ fen }) => fen));

/** Funds that give money, none of them made up of others; a fund stays beside its part where it is more than that. */
function fundsOf({ figures, lexicon }: Sources): string[] {
  const seen = [...positive(figures, 'fund')];
  const funds = seen.filter((fund) => {
    const parts = seen.filter((other) => other !== fund && lexicon.within('fund', other, fund));
    return parts.length === 0 || (parts.length === 1 && largest(figures, 'fund', fund) > largest(figures, 'fund', parts[0] ?? ''));
  });
  return funds.length > 0 ? funds : ['general'];
}

const originsOf = ({ figures }: Sources): string[] => [
  'this-year',
  ...[...positive(figures, 'origin')].filter((origin) => origin !== 'this-year'),
];

const baseOf = ({ paper }: Sources): Dims => ({
  year: String(paper.identity.year),
  stage: paper.identity.kind === 'budget' ? 'original' : 'actual',
});

/** Where the money of a line comes from: fund, origin, class of revenue. */
function sourcesOf(sources: Sources): Candidate[] {
  const { figures } = sources;
  const origins = originsOf(sources);
  return fundsOf(sources).flatMap((fund, f) => {
    const incomes = [
      ...positive(
        figures.filter(({ dims }) => dims.fund === fund),
        'income',
      ),
    ];
    const finest = incomes.filter((code) => !incomes.some((other) => other !== code && other.startsWith(code)));
    return (finest.length > 0 ? finest : [undefined]).flatMap((income) =>
      origins.map((origin, o) => ({ dims: { fund, origin, ...(income ? { income } : {}) }, cost: f + o })),
    );
  });
}

const withEconomic = (base: Dims, { economic, government }: EconomicChoice): Dims => ({
  ...base,
  ...(economic ? { economic } : {}),
  ...(government ? { government } : {}),
});

const withFunction = (base: Dims, code: string | undefined): Dims => (code ? { ...base, function: code } : base);

/** Lines of basic expenditure: 项 × economic 款, personnel or public. */
function basicLines(sources: Sources, bases: readonly Candidate[]): Candidate[] {
  const functions = functionChoices(sources);
  return bases.flatMap((base) =>
    economicChoices(sources, 'basic').flatMap((choice) =>
      functions.map(({ code, unit, costFor }) => ({
        dims: { ...withEconomic(withFunction(base.dims, code), choice), nature: choice.nature },
        cost:
          base.cost * 10 +
          choice.cost +
          costFor(choice.economic) +
          (choice.unit === null || (unit ?? 'agency') === choice.unit ? 0 : unit ? 6 : 1),
      })),
    ),
  );
}

/** Amounts of whole projects, and what is printed of project expenditure by another dimension. */
function amountsBy({ figures }: Sources, name: (figure: Figure) => string | undefined): Piece[] {
  const most = new Map<string, number>();
  for (const figure of figures) {
    const own = name(figure);
    if (own !== undefined) most.set(own, Math.max(most.get(own) ?? 0, figure.fen));
  }
  return [...most].map(([own, fen]) => ({ name: own, fen }));
}

const isProject = (nature: string | undefined): boolean => nature === 'project' || nature === 'operating' || nature === 'specific';

/** Of project expenditure at a class, what its printed 项 leave over: rows were lost. */
function leftOver(classes: readonly Piece[], leaves: readonly Piece[]): Piece[] {
  return classes.flatMap(({ name, fen }) => {
    const rest = fen - leaves.reduce((sum, leaf) => (leaf.name.startsWith(name) ? sum + leaf.fen : sum), 0);
    return rest > ROUNDING * STEP ? [{ name, fen: rest }] : [];
  });
}

/** Where whole projects belong: the 项 whose project expenditure they make up (or a class that lost its 项), and their kind. */
export interface ProjectPlaces {
  readonly functions: ReadonlyMap<string, string>;
  readonly natures: ReadonlyMap<string, string>;
  readonly economics: ReadonlyMap<string, string>;
  /** projects that no 项 has room for, where whole projects make up all others */
  readonly homeless: ReadonlySet<string>;
}

/** Projects with the 项 whose project expenditure they make up, and with their kind, where whole projects make these up. */
export function projectPlaces(sources: Sources): ProjectPlaces {
  const { codes, paper, figures } = sources;
  const nameOf = (code: string) => codes.functional.byCode(code, paper.identity.year ?? undefined)?.name ?? '';
  const projects = amountsBy(sources, ({ concept, dims }) => (concept === 'expenditure' && !dims.function ? dims.project : undefined));
  const printed = amountsBy(sources, ({ concept, dims }) =>
    concept === 'expenditure' && isProject(dims.nature) && !dims.project ? dims.function : undefined,
  );
  const leaves = printed.filter(({ name }) => name.length === 7);
  const classes = printed.filter(({ name }) => name.length === 3);
  const functions = [...leaves, ...leftOver(classes, leaves)].filter(({ fen }) => fen > 0);
  const kinds = amountsBy(sources, ({ concept, dims }) =>
    concept === 'project-amount' && dims.set === 'managed' ? dims.nature : undefined,
  );
  const byFunction = assigned(functions, projects, (project, code) => likeness(project, nameOf(code)));
  const basic = new Set(figures.flatMap(({ dims, fen }) => (fen > 0 && dims.nature && !isProject(dims.nature) ? [dims.economic] : [])));
  const economics = amountsBy(sources, ({ concept, dims }) =>
    concept === 'expenditure' && dims.economic?.length === 5 && !dims.nature && !basic.has(dims.economic) ? dims.economic : undefined,
  );
  // projects of one 项 are more often of one kind
  const kindred = (project: string) =>
    Math.max(0, ...functions.map(({ name }, i) => (byFunction.get(project) === name ? (i + 1) / functions.length : 0)));
  const full = functions.length > 0 && new Set(byFunction.values()).size === functions.length;
  const homeless = full ? projects.flatMap(({ name }) => (byFunction.has(name) ? [] : [name])) : [];
  return {
    functions: byFunction,
    natures: assigned(kinds, projects, kindred),
    economics: assigned(economics, projects, () => 0),
    homeless: new Set(homeless),
  };
}

/** The kinds that a project may be of, where the paper does not say it: all that it prints amounts of. */
function naturesSeen({ figures }: Sources): string[] {
  const seen = [...positive(figures, 'nature')].filter((nature) => nature === 'specific' || nature === 'operating').sort();
  return seen.length > 0 ? seen : ['specific'];
}

/** Lines of projects: each with one of the 项 that bear project expenditure. What no project explains stands without a name. */
function projectLines(sources: Sources, places: ProjectPlaces, bases: readonly Candidate[]): Candidate[] {
  const functions = functionChoices(sources);
  const economics = economicChoices(sources, 'project');
  const natures = naturesSeen(sources);
  const named = sources.projects.all.flatMap(({ name, nature }) => {
    const kind = nature ?? places.natures.get(name);
    return (kind ? [kind] : natures).map((own) => ({ project: name, nature: own, cost: 0 }));
  });
  const unnamed = natures.map((nature) => ({ project: undefined, nature, cost: 60 }));
  return [...named, ...unnamed].flatMap(({ project, nature, cost }) =>
    bases.flatMap((base) =>
      economics.flatMap((choice) =>
        functions.map(({ code, name, running }) => {
          const place = project === undefined ? undefined : places.functions.get(project);
          const paid = project === undefined ? undefined : places.economics.get(project);
          const misfit =
            project === undefined
              ? 0
              : place === undefined
                ? Math.round(2 + 6 * (1 - likeness(project, name)))
                : code?.startsWith(place)
                  ? Math.round(6 * (1 - likeness(project, name)))
                  : 100;
          return {
            dims: { ...withEconomic(withFunction(base.dims, code), choice), nature, ...(project ? { project } : {}) },
            cost:
              cost + base.cost + choice.cost + (paid && paid !== choice.economic ? 100 : 0) + (running && place !== code ? 12 : 0) + misfit,
          };
        }),
      ),
    ),
  );
}

/** All lines that could make up the figures of a paper; some figure asks for each member. */
export function candidatesOf(sources: Sources, places: ProjectPlaces): Candidate[] {
  const { figures } = sources;
  const base = baseOf(sources);
  const units = [
    ...positive(
      figures.filter(({ concept }) => !CROSSED.includes(concept)),
      'organisation',
    ),
  ];
  const bases = sourcesOf(sources).flatMap(({ dims, cost }) =>
    (units.length > 0 ? units : [undefined]).map((organisation) => ({
      dims: withDims({ ...base, ...dims }, organisation ? { organisation } : {}),
      cost,
    })),
  );
  return [...basicLines(sources, bases), ...projectLines(sources, places, bases)];
}

/** Along which dimensions facts of a concept are told apart, besides those that its figures have. */
const DIVIDED: Readonly<Record<string, readonly Dimension[]>> = { 'carry-out': ['fund', 'origin', 'function'] };

/** The finest members of a dimension that figures of a concept have; what is carried over may be anywhere where money is spent. */
function finest(sources: Sources, concept: string, dimension: Dimension): (string | undefined)[] {
  const { figures, lexicon } = sources;
  if (DIVIDED[concept]?.includes(dimension)) {
    if (dimension === 'function') return functionChoices(sources).map(({ code }) => code);
    return dimension === 'fund' ? fundsOf(sources) : originsOf(sources);
  }
  const seen = [
    ...positive(
      figures.filter((figure) => figure.concept === concept),
      dimension,
    ),
  ];
  const own = seen.filter((member) => !seen.some((other) => other !== member && lexicon.within(dimension, other, member)));
  return own.length > 0 ? own : [undefined];
}

/** All facts of the crossed concepts that could make up what a paper prints of them. */
export function crossingsOf(sources: Sources): Crossing[] {
  const base = baseOf(sources);
  return CROSSED.flatMap((concept) => {
    if (!sources.figures.some((figure) => figure.concept === concept && figure.fen > 0)) return [];
    let found: Candidate[] = [{ dims: base, cost: 1 }];
    for (const dimension of dimensions) {
      if (base[dimension] !== undefined || dimension === 'measure' || dimension === 'date') continue;
      const members = finest(sources, concept, dimension);
      found = found.flatMap(({ dims, cost }) =>
        members.map((member, m) => ({ dims: member ? { ...dims, [dimension]: member } : dims, cost: cost + Math.min(m, 3) })),
      );
    }
    return found.map((candidate) => ({ concept, ...candidate }));
  });
}
