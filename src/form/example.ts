import { ALL, type Dimension, type Dims, dimensions } from '../fact/dimension.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { FactValue, FormFacts, RenderPaper, RenderProject } from './render-facts.ts';
import { fieldsOf, isMissing, keysOf, listOf, type Node, oneOf, senseOf, textOf, wholeOf } from './yaml.ts';

/** A number that is given, not derived. */
export interface LeafFact extends FactValue {
  readonly concept: string;
  readonly dims: Dims;
}

/** An invented year of an invented organisation: leaf facts, and what is told in words. */
export interface Example {
  readonly paper: RenderPaper;
  readonly leaves: readonly LeafFact[];
}

/** Departmental economic 款 that are three-public expenses. */
const THREE_PUBLIC: Readonly<Record<string, string>> = {
  '30212': 'overseas',
  '30217': 'reception',
  '30231': 'vehicle-operation',
  '30913': 'vehicle-purchase',
  '31013': 'vehicle-purchase',
};

const KINDS = { yuan: 'money', count: 'count', area: 'area' } as const;

/** The value of a leaf: {yuan: 1200} is 120,000 分; {count: 3}; {area: 300}. */
function leafValue(node: Node): FactValue {
  const field = fieldsOf(node);
  for (const key of ['count', 'area'] as const) {
    if (!isMissing(field(key))) return { kind: KINDS[key], value: wholeOf(field(key)), scale: 0 };
  }
  return { kind: 'money', value: wholeOf(field('yuan')) * 100, scale: 0 };
}

const VALUES = ['yuan', 'count', 'area'];

function leafOf(node: Node, base: Dims, concept: string): LeafFact {
  const sense = senseOf(node, VALUES);
  return { concept: sense.concept ?? concept, dims: { ...base, ...sense.dims }, ...leafValue(node) };
}

const words = (node: Node): ReadonlyMap<string, string> =>
  new Map(isMissing(node) ? [] : keysOf(node).map((key) => [key, textOf(fieldsOf(node)(key))]));

const PROJECT_FIELDS = ['name', 'code', 'nature', 'published', 'fields', 'indicators', 'lines'];

function projectOf(node: Node): RenderProject {
  const field = fieldsOf(node, PROJECT_FIELDS);
  return {
    name: textOf(field('name')),
    code: textOf(field('code'), ''),
    nature: oneOf(field('nature'), ['operating', 'specific']),
    published: field('published').value !== false,
    fields: words(field('fields')),
    indicators: listOf(field('indicators')).map(words),
  };
}

/** What an expenditure line also states: a three-public expense, an agency's operating expense. */
function alsoOf({ dims, ...value }: LeafFact): LeafFact[] {
  const { fund, economic, nature, organisation, year, stage, origin } = dims;
  const shared = { fund, year, stage, ...(organisation ? { organisation } : {}) };
  if (!fund || !['general', 'general-appropriation', 'managed-funds', 'state-capital'].includes(fund)) return [];
  const item = THREE_PUBLIC[economic ?? ''];
  return [
    ...(item ? [{ ...value, concept: 'three-public', dims: { ...shared, origin, item } }] : []),
    ...(nature === 'public' ? [{ ...value, concept: 'agency-operating', dims: { ...shared, origin } }] : []),
  ];
}

/**
 * The example of a form set from its YAML document: `lines` are expenditure at 项 × economic × government × fund × nature × origin in 元
 * (fund general and origin this-year unless said), projects bring their own lines, `facts` are all other given numbers.
 * Throws an Error naming file and path where it cannot be used.
 */
export function readExample(node: Node, kind: 'budget' | 'final'): Example {
  const field = fieldsOf(node, ['organisation', 'scope', 'year', 'units', 'texts', 'lines', 'projects', 'indicators', 'facts', 'prior']);
  const year = wholeOf(field('year'));
  const base: Dims = { year: String(year), stage: kind === 'budget' ? 'original' : 'actual' };
  const line: Dims = { ...base, fund: 'general', origin: 'this-year' };
  const projects = listOf(field('projects')).map(projectOf);
  const expenditure = [
    ...listOf(field('lines')).map((item) => leafOf(item, line, 'expenditure')),
    ...listOf(field('projects')).flatMap((item, i) => {
      const project = projects[i];
      const of = project ? { nature: project.nature, project: project.name } : {};
      return listOf(fieldsOf(item)('lines')).map((lineNode) => leafOf(lineNode, { ...line, ...of }, 'expenditure'));
    }),
  ];
  const given = listOf(field('facts')).map((item) => leafOf(item, base, 'expenditure'));
  const prior = listOf(field('prior')).map((item) => leafOf(item, { ...base, measure: 'prior' }, 'expenditure'));
  return {
    paper: {
      organisation: textOf(field('organisation')),
      scope: oneOf(field('scope'), ['unit', 'department']),
      year,
      units: listOf(field('units')).map((item) => ({ code: textOf(fieldsOf(item)('code')), name: textOf(fieldsOf(item)('name')) })),
      projects,
      indicators: listOf(field('indicators')).map(words),
      texts: words(field('texts')),
    },
    leaves: [...expenditure, ...expenditure.flatMap(alsoOf), ...projectLeaves(projects, expenditure, base), ...given, ...prior],
  };
}

/** How many projects there are and what they cost: managed all, published those with a form. */
function projectLeaves(projects: readonly RenderProject[], lines: readonly LeafFact[], base: Dims): LeafFact[] {
  return projects.flatMap(({ name, nature, published }) => {
    const fen = lines.filter(({ dims }) => dims.project === name).reduce((sum, { value }) => sum + value, 0);
    return ['managed', ...(published ? ['published'] : [])].flatMap((set): LeafFact[] => [
      { concept: 'project-count', dims: { ...base, set, nature }, kind: 'count', value: 1, scale: 0 },
      { concept: 'project-amount', dims: { ...base, set, nature }, kind: 'money', value: fen, scale: 0 },
    ]);
  });
}

/** Concepts that are sums of others: what is received is what is spent and carried over. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  revenue: ['expenditure', 'carry-out', 'surplus-distribution'],
  uses: ['expenditure', 'carry-out', 'surplus-distribution'],
};

/** Facts by summing leaves: a leaf counts where its members equal the wanted ones or lie under them. */
export function summedFacts(leaves: readonly LeafFact[], lexicon: Pick<Lexicon, 'within'>): FormFacts {
  const covers = (leaf: Dims, wanted: Dims): boolean =>
    dimensions.every((dimension) => {
      const want = wanted[dimension];
      const have = leaf[dimension];
      if (want === undefined || want === ALL) return dimension !== 'measure' || have === undefined;
      return have !== undefined && (have === want || lexicon.within(dimension, have, want));
    });
  const matching = (concept: string, dims: Dims): LeafFact[] => {
    const given = leaves.filter((leaf) => leaf.concept === concept && covers(leaf.dims, dims));
    const parts = given.length === 0 ? (PARTS[concept] ?? []) : [];
    return [...given, ...parts.flatMap((part) => leaves.filter((leaf) => leaf.concept === part && covers(leaf.dims, dims)))];
  };
  return {
    value(concept, dims) {
      const found = matching(concept, dims);
      const kind = found[0]?.kind ?? leaves.find((leaf) => leaf.concept === concept)?.kind ?? 'money';
      return { kind, value: found.reduce((sum, { value }) => sum + value, 0), scale: 0 };
    },
    combinations(concept, dims, along: readonly Dimension[]) {
      const found = new Map<string, Dims>();
      for (const leaf of matching(concept, dims)) {
        if (leaf.value === 0 || along.some((dimension) => leaf.dims[dimension] === undefined)) continue;
        const members = Object.fromEntries(along.map((dimension) => [dimension, leaf.dims[dimension]])) as Dims;
        found.set(along.map((dimension) => leaf.dims[dimension]).join(' '), members);
      }
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members);
    },
  };
}
