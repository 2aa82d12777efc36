import type { Document } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Dimension, Dims } from '../fact/dimension.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { FactSink, Section, Statement } from './reading.ts';
import { SentenceMachine } from './sentence-machine.ts';
import type { List, Node } from './sentence-node.ts';
import { type ChangeDraft, SentenceState } from './sentence-state.ts';
import { tokenise } from './sentence-tokens.ts';

/** The year and kind of a paper, as its cover says. */
export interface SentenceBase {
  readonly year: number | null;
  readonly kind: 'budget' | 'final' | null;
}

/** Sections that explain words or list duties: their sentences state no figures of the paper. */
const NO_FIGURES = /名词解释|名词说明|指导性目录|主要职责|部门职责|职能|机构设置/;

/**
 * Reads the figures that sentences state. Facts go to `sink`, with their place at the digits of the number; what sentences say of facts
 * (shares, changes, completion, lists) is returned. A number whose subject is not known becomes no fact. Blocks in `skipBlocks` belong to
 * other readers.
 */
export function readSentences(
  document: Document,
  sections: readonly Section[],
  base: SentenceBase,
  lexicon: Lexicon,
  sink: FactSink,
  skipBlocks: ReadonlySet<number>,
): Statement[] {
  const statements: Statement[] = [];
  const owners = ownersOf(document, sections);
  let state: SentenceState | null = null;
  let owner: number | null | undefined;
  const finish = () => {
    if (state) finishState(state, statements);
    state = null;
  };
  for (const [index, block] of document.blocks.entries()) {
    const section = owners[index] ?? null;
    const chain = chainOf(sections, section);
    if (block.kind !== 'paragraph' || skipBlocks.has(index) || chain.some(({ title }) => NO_FIGURES.test(title))) continue;
    if (block.words.pieces.length === 0 || !/[\d，。；：、]/.test(block.words.text)) continue;
    if (!state || owner !== section) {
      finish();
      owner = section;
      state = new SentenceState({
        year: base.year,
        stage: base.kind === 'final' ? 'actual' : 'original',
        fund: fundOf(chain, lexicon, base.year),
        title: chain[0]?.title ?? null,
        lexicon,
        sink,
      });
    }
    const tokens = tokenise(block.words.text, lexicon, base.year ?? undefined);
    new SentenceMachine(state, block.words, tokens, statements).run();
  }
  finish();
  return statements;
}

/** The innermost section of every block. */
function ownersOf(document: Document, sections: readonly Section[]): (number | null)[] {
  const owners: (number | null)[] = document.blocks.map(() => null);
  for (const [i, { from, to }] of sections.entries()) owners.fill(i, from, to);
  return owners;
}

/** A section and those around it, innermost first. */
function chainOf(sections: readonly Section[], index: number | null): Section[] {
  const chain: Section[] = [];
  for (let i = index; i !== null; ) {
    const section: Section | undefined = sections[i];
    if (!section) break;
    chain.push(section);
    i = section.parent;
  }
  return chain;
}

/** The fund that the headings name: 五、一般公共预算支出情况说明. */
function fundOf(chain: readonly Section[], lexicon: Lexicon, year: number | null): string | null {
  for (const { title } of chain) {
    const funds = lexicon.scan(title, year ?? undefined).flatMap((hit) => hit.sense.dims.fund ?? []);
    const fund = funds.find((it) => it !== 'appropriation') ?? funds[0];
    if (fund) return fund;
  }
  return null;
}

function finishState(state: SentenceState, statements: Statement[]): void {
  state.close(0);
  for (const draft of state.changes) statements.push(changeStatement(draft));
  for (const list of state.closed) statements.push(...listStatements(list, state.context.lexicon));
}

const changeStatement = ({ current, delta, rate, direction, words, reason, against, words0, from }: ChangeDraft): Statement => ({
  kind: 'change',
  current,
  delta,
  rate,
  direction,
  words,
  reason,
  against,
  place: placeOf(words0, from, from + 2),
});

/** 1．本年收入合计…（1）一般公共预算…: one of the items is a part of another, so that they add to no whole. */
const isNested = (items: readonly Node[], lexicon: Lexicon): boolean =>
  items.some(({ subject: { concept, own } }) => {
    const members = Object.entries(own) as [Dimension, string][];
    const isAbove = (other: Dims): boolean =>
      members.every(([dimension, value]) => {
        const below = other[dimension];
        return below !== undefined && (below === value || lexicon.within(dimension, below, value));
      }) && Object.entries(other).some(([dimension, value]) => own[dimension as Dimension] !== value);
    return members.length > 0 && items.some(({ subject }) => subject.own !== own && subject.concept === concept && isAbove(subject.own));
  });

/** One statement for each stage, year and measure that whole and items share; one without items where only names are listed. */
function listStatements(list: List, lexicon: Lexicon): Statement[] {
  const { whole, items, names, place, partial, etc } = list;
  if (!whole) return [];
  if (items.length === 0) {
    const [fact] = whole.facts;
    return names.length > 0 && fact
      ? [{ kind: 'list', whole: fact.fact, items: [], labels: names, named: true, open: etc || partial, place }]
      : [];
  }
  const statements: Statement[] = [];
  const seen = new Set<string>();
  for (const { fact, group } of whole.facts) {
    if (seen.has(group) || group.startsWith('percent')) continue;
    seen.add(group);
    const found = items.flatMap((item): { item: Node; fact: number }[] => {
      const own = item.facts.find((it) => it.group === group);
      return own ? [{ item, fact: own.fact }] : [];
    });
    if (found.length === 0) continue;
    statements.push({
      kind: 'list',
      whole: fact,
      items: found.map((it) => it.fact),
      labels: found.map(({ item }) => item.words),
      named: false,
      open:
        etc ||
        partial ||
        isNested(
          found.map(({ item }) => item),
          lexicon,
        ) ||
        found.length < items.length ||
        found.length < 2,
      place,
    });
  }
  return statements;
}
