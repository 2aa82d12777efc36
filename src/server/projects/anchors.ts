import type { Words } from '../../document/document.ts';
import { type Place, placeKey } from '../../fact/place.ts';
import type { EvaluationWords } from '../../form/passage-form.ts';
import { nameCore } from '../../form/passage-name.ts';
import { type ProjectEvaluation, projectEvaluations } from '../../score/evaluation.ts';
import type { Project } from '../../score/project.ts';
import type { Paper } from '../../score/read.ts';

/** The part of a paper's address that leads to a place in it: #N12 (a number with its meaning), #L40 (line), #P3 (page). */
export type Anchor = string;

export const figures = ['budget', 'executed', 'rate', 'score', 'grade'] as const;
export type Figure = (typeof figures)[number];

/** Where a paper speaks of a project. */
export interface ProjectAnchors {
  /** target form, table, paragraphs, in that order */
  readonly spots: readonly { readonly name: string; readonly anchor: Anchor }[];
  readonly figures: Readonly<Partial<Record<Figure, Anchor>>>;
  /** by the indicator's name without white space */
  readonly indicators: ReadonlyMap<string, Anchor>;
}

export const NO_ANCHORS: ProjectAnchors = { spots: [], figures: {}, indicators: new Map() };

const SPOTS = { form: '自评表', table: '自评汇总表', list: '自评概述', paragraph: '自评分析' } as const;

const plain = (words: Words | null | undefined): string => words?.text.replace(/\s+/g, '') ?? '';

/**
 * What leads to places of a paper; null for those that its page cannot show. A number tells what it means, words are shown by their line or page; in
 * Word files and workbooks, which have neither, by the first number of their cell.
 */
function anchoring({ numbers }: Pick<Paper, 'numbers'>) {
  const byPlace = new Map(numbers.map(({ place }, n) => [placeKey(place), n]));
  const cellOf = ({ sheet, cell }: Place): string => (cell === null ? '' : `${sheet ?? ''}|${cell}`);
  const byCell = new Map(numbers.map(({ place }, n) => [cellOf(place), n] as const).toReversed());
  const toNumber = (n: number | undefined): Anchor | null => (n === undefined ? null : `#N${n}`);
  const toWords = (place: Place): Anchor | null => {
    if (place.line !== null) return `#L${place.line}`;
    return place.page !== null ? `#P${place.page}` : toNumber(place.cell === null ? undefined : byCell.get(cellOf(place)));
  };
  return {
    ofPlace: (place: Place | undefined) => (place ? (toNumber(byPlace.get(placeKey(place))) ?? toWords(place)) : null),
    ofWords(words: Words | null | undefined): Anchor | null {
      const place = words?.pieces[0]?.place;
      return place ? toWords(place) : null;
    },
  };
}

type Anchoring = ReturnType<typeof anchoring>;

const known = <Key>(pairs: readonly (readonly [Key, Anchor | null])[]): [Key, Anchor][] =>
  pairs.flatMap(([key, anchor]) => (anchor === null || key === '' ? [] : [[key, anchor]]));

function targetAnchors({ name, funding, indicators }: Project, { ofPlace, ofWords }: Anchoring): ProjectAnchors {
  const budget = ofPlace(funding.annual.total?.words.pieces[0]?.place);
  const form = ofWords(name) ?? budget;
  return {
    spots: form === null ? [] : [{ name: '绩效目标表', anchor: form }],
    figures: budget === null ? {} : { budget },
    indicators: new Map(
      known(
        indicators.map(({ name: own, description, annual, term }) => [
          plain(own) || plain(description),
          ofWords(own ?? description) ?? ofWords((annual ?? term)?.words),
        ]),
      ),
    ),
  };
}

function evaluationAnchors({ mentions, items }: ProjectEvaluation, { facts }: Pick<Paper, 'facts'>, own: Anchoring): ProjectAnchors {
  // as for records: a table has its figures in one place
  const inOrder = [...mentions].sort((a, b) => Number(b.node.source === 'table') - Number(a.node.source === 'table'));
  const fact = (of: (mention: ProjectEvaluation['mentions'][number]) => number | null | undefined): Anchor | null => {
    const id = inOrder.map(of).find((one) => one !== null && one !== undefined);
    return own.ofPlace(id === null || id === undefined ? undefined : facts[id]?.place);
  };
  const lines = mentions.flatMap(({ node }) => node.clauses.filter(({ id }) => id === 'indicator'));
  return {
    spots: mentions.flatMap(({ node }) => {
      const anchor = own.ofWords(node.name);
      return anchor === null ? [] : [{ name: SPOTS[node.source], anchor }];
    }),
    figures: Object.fromEntries(
      known([
        ['budget', fact(({ adjusted, budget }) => adjusted ?? budget)],
        ['executed', fact(({ executed }) => executed)],
        ['rate', fact(({ rates }) => rates[0])],
        ['score', fact(({ total }) => total)],
        ['grade', fact(({ grade }) => grade)],
      ]),
    ),
    indicators: new Map(
      known([
        ...items.map(({ target }) => [plain(target), own.ofWords(target)] as const),
        ...lines.map(({ slots }) => [plain(slots.get('indicator')?.words), own.ofWords(slots.get('indicator')?.words)] as const),
      ]),
    ),
  };
}

const joined = (first: ProjectAnchors, second: ProjectAnchors): ProjectAnchors => ({
  spots: [...first.spots, ...second.spots],
  figures: { ...first.figures, ...second.figures },
  indicators: new Map([...first.indicators, ...second.indicators]),
});

/** Where a paper speaks of its projects, by the core of their names. */
export function projectAnchors(paper: Paper, words: EvaluationWords): ReadonlyMap<string, ProjectAnchors> {
  const own = anchoring(paper);
  const found = new Map<string, ProjectAnchors>();
  const add = (name: string, anchors: ProjectAnchors): void => {
    const key = nameCore(name);
    found.set(key, joined(found.get(key) ?? NO_ANCHORS, anchors));
  };
  for (const project of paper.projects) if (project.name) add(plain(project.name), targetAnchors(project, own));
  for (const project of projectEvaluations(paper.passages.evaluations, words)) add(project.name, evaluationAnchors(project, paper, own));
  return found;
}

/** Where a paper speaks of an indicator: by its name, or by words that hold the name with its target. */
export function indicatorAnchor({ indicators }: ProjectAnchors, name: string): Anchor | null {
  const own = name.replace(/（\d+）$/, '');
  return indicators.get(own) ?? [...indicators].find(([words]) => words.includes(own))?.[1] ?? null;
}
