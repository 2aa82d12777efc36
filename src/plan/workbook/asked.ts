import { type Dimension, type Dims, dimensions, factKey, member, withDims } from '../../fact/dimension.ts';
import { type FormSet, plainBody, type SectionForm, type TextForm } from '../../form/form.ts';
import { render } from '../../form/render.ts';
import type { RenderPaper } from '../../form/render-facts.ts';
import { kindOfConcept } from '../../form/table.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { leavesOf } from '../leaves.ts';
import type { Plan } from '../plan.ts';
import { LeafIndex } from '../sums.ts';
import { basesOf } from './records.ts';

/** A number that a paper states. */
export interface Asked {
  readonly concept: string;
  readonly dims: Dims;
}

type Words = Pick<Lexicon, 'within' | 'children' | 'itemsOf' | 'isOfWhich'>;

/** Texts that are there whatever they are asked by. */
class AnyText extends Map<string, string> {
  override get = (): string => '……';
}

/** Every number that the tables and sentences of a set ask for, in their order, learnt by rendering it with nothing and with something. */
export function askedBy(set: FormSet, codes: Catalogue): Asked[] {
  const found = new Map<string, Asked>();
  const paper: RenderPaper = {
    organisation: set.name,
    scope: 'unit',
    year: set.year,
    units: [],
    projects: [],
    indicators: [],
    texts: new AnyText(),
  };
  for (const value of [0, 1]) {
    const facts = {
      value: (concept: string, dims: Dims) => {
        const key = factKey(concept, dims);
        if (!found.has(key)) found.set(key, { concept, dims });
        return { kind: 'money' as const, value, scale: 0 };
      },
      combinations: () => [],
    };
    render(set, facts, paper, codes);
  }
  return [...found.values()];
}

/** A plan that uses every kind of record once: what it states needs not be given. */
function fullPlan(set: FormSet): Plan {
  const { line } = basesOf(set);
  const own = { level: 'local', fen: 1, original: 1, carriedOut: 1, place: '' } as const;
  const project = { name: 'project', code: '', unit: '', published: true, fields: new Map(), indicators: [] } as const;
  return {
    form: set.id,
    kind: set.kind,
    paper: {
      organisation: '',
      scope: 'unit',
      year: set.year,
      units: [],
      projects: [
        { ...project, nature: 'operating' },
        { ...project, nature: 'specific' },
      ],
      indicators: [],
      texts: new Map(),
    },
    unitKinds: new Map(),
    lines: [{ ...own, dims: { ...line, fund: 'general', economic: '30217', nature: 'public' } }],
    terms: [],
    adjustments: [],
    purchases: [{ item: 'goods', code: '', name: '', project: '', budget: 1, fen: 1, sme: 1, micro: 1, place: '' }],
    given: [],
  };
}

/** What of the numbers that a set asks for does not follow from lines, projects and purchases. */
export function toGive(set: FormSet, asked: readonly Asked[], words: Words): Asked[] {
  const index = new LeafIndex(leavesOf(fullPlan(set)).leaves, words);
  // one line stands for lines of any code, fund and item: only what sort of number it is counts
  const follows = ({ concept, dims: { stage, set: group, measure } }: Asked): boolean =>
    measure === undefined && index.matching(concept, { stage, set: group }).length > 0;
  return asked.filter((one) => !follows(one));
}

const below = (inner: Dims, outer: Dims, words: Words): boolean =>
  dimensions.every((dimension) => {
    const [have, want] = [inner[dimension], outer[dimension]];
    return want === undefined || (have !== undefined && (have === want || words.within(dimension, have, want)));
  });

/** Both may speak of some of the same money. */
export const overlap = (a: Dims, b: Dims, words: Words): boolean =>
  dimensions.every((dimension) => {
    const [one, other] = [a[dimension], b[dimension]];
    if (dimension === 'measure' && one !== other) return false;
    return (
      one === undefined ||
      other === undefined ||
      one === other ||
      words.within(dimension, one, other) ||
      words.within(dimension, other, one)
    );
  });

/** The members that a fact falls into along a dimension; [] where they are not a closed list. */
function parts({ concept, dims }: Asked, dimension: Dimension, words: Words): Dims[] {
  const at = dims[dimension];
  const members = dimension === 'item' && at === undefined ? words.itemsOf(concept) : words.children(dimension, member(dims, dimension));
  return members.some((one) => words.isOfWhich(dimension, one)) ? [] : members.map((one) => withDims(dims, { [dimension]: one }));
}

/**
 * What is filled in so that all asked numbers of a concept are sums of it, none twice: where a whole and a part of it are asked
 * (all revenue, and what is appropriated of it), the part and the rest are given.
 */
function finest(whole: Asked, asked: readonly Asked[], words: Words): Asked[] {
  const inside = asked.filter(({ dims }) => overlap(dims, whole.dims, words) && !below(whole.dims, dims, words));
  for (const dimension of dimensions) {
    if (!inside.some(({ dims }) => dims[dimension] !== undefined && dims[dimension] !== whole.dims[dimension])) continue;
    const cells = parts(whole, dimension, words);
    if (cells.length > 0) return cells.flatMap((dims) => finest({ ...whole, dims }, inside, words));
  }
  return [whole];
}

/** The numbers that people fill in for what is asked. */
export function inputsFor(asked: readonly Asked[], words: Words): Asked[] {
  const groups = Map.groupBy(asked, ({ concept, dims }) => factKey(concept, { stage: dims.stage, set: dims.set, measure: dims.measure }));
  return [...groups.values()].flatMap((group) => {
    const tops = group.filter((one) => !group.some((other) => other !== one && below(one.dims, other.dims, words)));
    return tops.flatMap((top) =>
      finest(
        top,
        group.filter(({ dims }) => below(dims, top.dims, words)),
        words,
      ),
    );
  });
}

const wordsOf = (pieces: readonly TextForm[]): string[] =>
  pieces.flatMap((piece) =>
    typeof piece === 'string' ? [piece] : piece.kind === 'list' ? [piece.item] : [...wordsOf(piece.text), ...wordsOf(piece.otherwise)],
  );

const sectionWords = ({ body }: SectionForm): string[] =>
  plainBody(body).flatMap((part) =>
    part.kind === 'paragraph' ? wordsOf(part.text) : part.kind === 'section' ? sectionWords(part.section) : [],
  );

const COUNTED = /\{count:([a-z-]+)[^{}]*\}(平方米|人次|台（套）|[辆个批台件])?/g;

/** What a concept is counted in: 元, or as the sentences of the set say (辆, 人次, 平方米). */
export function measureIn(set: FormSet): (concept: string) => string {
  const words = [...set.sections.values()].flatMap(sectionWords).join('\n');
  const counted = new Map([...words.matchAll(COUNTED)].reverse().map(([, concept = '', unit = '个']) => [concept, unit]));
  return (concept) => {
    const unit = counted.get(concept);
    const kind = kindOfConcept(concept);
    return kind === 'area' ? '平方米' : (unit ?? (kind === 'count' ? '个' : '元'));
  };
}
