import type { Words } from '../document/document.ts';
import { placeOf, sliceWords } from '../document/words.ts';
import { amountOf, isMoneyUnit } from '../fact/amount.ts';
import { type Dims, factKey, member, UNKNOWN, withDims } from '../fact/dimension.ts';
import type { Fact, FactKind } from '../fact/fact.ts';
import type { Lexicon, Sense, TermHit } from '../lexicon/lexicon.ts';
import type { FactSink } from './reading.ts';
import { groupOf, type List, type Node, siblings } from './sentence-node.ts';
import { inherit, mergeTerms, type Phrase, partOf, type Subject, tellingOf } from './sentence-subject.ts';
import type { NumberToken } from './sentence-tokens.ts';

/** What the paper and the section say of every sentence in it. */
export interface Context {
  readonly year: number | null;
  readonly stage: string;
  readonly fund: string | null;
  /** title of the section, for people */
  readonly title: string | null;
  readonly lexicon: Lexicon;
  readonly sink: FactSink;
}

/** A change as it is read: the direction first, then the amount and the rate, the reason last. */
export interface ChangeDraft {
  readonly node: Node;
  readonly current: number | null;
  delta: number | null;
  rate: number | null;
  direction: 'up' | 'down' | 'both' | 'none';
  words: string;
  reason: string | null;
  readonly against: 'prior' | 'budget';
  readonly words0: Words;
  readonly from: number;
}

const FLOWS = new Set(['expenditure', 'revenue', 'uses', 'carry-out']);
const COUNTED: Readonly<Record<string, RegExp>> = {
  vehicles: /^辆$/,
  'vehicles-quota': /^辆$/,
  'vehicles-kept': /^辆$/,
  'vehicles-bought': /^辆$/,
  equipment: /^(?:台（套）|台|套|个)$/,
  'floor-area': /^(?:平方米|㎡)$/,
  'project-count': /^个$/,
  'overseas-groups': /^个|批$/,
  'overseas-trips': /^人次|人$/,
  'reception-batches': /^批次|批$/,
  'reception-persons': /^人次|人$/,
};
/** Paid from appropriations by definition: saying so adds nothing. */
const APPROPRIATED = new Set(['three-public', 'agency-operating', 'vehicles-kept', 'vehicles-bought', 'vehicles']);
/** Concepts that are never money. */
const NEVER_MONEY = new Set(Object.keys(COUNTED).filter((concept) => concept !== 'equipment'));

/** The kind of value that a unit gives a concept; null where they do not fit. */
export function kindOf(concept: string, unit: string): FactKind | null {
  if (unit === '万' || isMoneyUnit(unit)) return NEVER_MONEY.has(concept) && concept !== 'project-count' ? null : 'money';
  if (unit === '%') return 'percent';
  if (!COUNTED[concept]?.test(unit)) return null;
  return concept === 'floor-area' ? 'area' : 'count';
}

/** Everything read so far under one heading: nodes, open lists, and ways to add facts to them. */
export class SentenceState {
  readonly context: Context;
  readonly nodes: Node[] = [];
  readonly heads: Node[] = [];
  readonly lists: List[] = [];
  readonly closed: List[] = [];
  readonly changes: ChangeDraft[] = [];
  current: Node | null = null;
  /** the organisation that counts were told of first */
  private owner: string | null = null;

  constructor(context: Context) {
    this.context = context;
  }

  /** The sense of a term that fits where it stands: 其他支出 is a class of functions or an economic item. */
  pick(hit: TermHit): Sense {
    const senses = [hit.sense, ...(hit.others ?? [])];
    if (senses.length === 1) return hit.sense;
    const list = this.lists.at(-1);
    const first = list?.items[0];
    const telling = first ? tellingOf(first.subject.own) : null;
    if (telling === 'function' || telling === 'economic') {
      const length = member(first?.subject.own ?? {}, telling).length;
      const same = senses.filter((sense) => sense.dims[telling] !== undefined && sense.dims[telling] !== UNKNOWN);
      return same.find((sense) => sense.dims[telling]?.length === length) ?? same[0] ?? hit.sense;
    }
    const nature = list?.whole?.subject.dims.nature ?? (list && !list.whole ? this.current?.subject.dims.nature : undefined);
    if (nature === 'basic' || nature === 'personnel' || nature === 'public')
      return senses.find((sense) => sense.dims.economic) ?? hit.sense;
    return hit.sense;
  }

  phrase(hits: readonly TermHit[]): Phrase {
    return mergeTerms(hits, (hit) => this.pick(hit));
  }

  /** A count told of one organisation and then of another is not the same count: the second carries the name. */
  ownerOf(phrase: Phrase, organisation: string): Phrase {
    if (organisation === '' || phrase.concept !== 'project-count') return phrase;
    this.owner ??= organisation;
    return organisation === this.owner ? phrase : { ...phrase, own: { ...phrase.own, organisation } };
  }

  /** Closes the innermost lists down to `depth`. */
  close(depth: number): void {
    while (this.lists.length > depth) {
      const list = this.lists.pop();
      if (list) this.closed.push(list);
    }
  }

  /**
   * What may be the whole of a list that opens now, nearest first. At the beginning of a sentence the heads come before an item of a list
   * that is closed, unless what follows divides the item further: 基本支出…；项目支出…。主要用于以下方面：
   */
  private wholes(list: List, phrase: Phrase): Node[] {
    const outer = this.lists
      .slice(0, -1)
      .reverse()
      .flatMap((it) => (it.whole ? [it.whole] : []));
    const heads = [...this.heads].reverse();
    const { current } = this;
    if (!current) return heads;
    const item = list.fresh && !heads.includes(current) && !this.lists.some((it) => it.items.includes(current));
    return item && tellingOf(current.subject.own) !== tellingOf(phrase.own) ? [...heads, current] : [current, ...outer, ...heads];
  }

  /** Finds or makes the subject that a phrase names, as an item of an open list or as a new head. */
  resolve(phrase: Phrase): { subject: Subject; list: List | null } | null {
    const found = this.locate(phrase);
    return found && APPROPRIATED.has(found.subject.concept) && found.subject.dims.fund === 'appropriation'
      ? { ...found, subject: { ...found.subject, dims: withDims(found.subject.dims, { fund: 'all' }) } }
      : found;
  }

  private locate(phrase: Phrase): { subject: Subject; list: List | null } | null {
    const open = this.lists.at(-1);
    if (open && open.items.length === 0 && !open.whole) {
      const whole = this.wholes(open, phrase).find((node) => partOf(phrase, node.subject, this.context.lexicon));
      if (whole) open.whole = whole;
      else this.lists.pop();
    }
    for (let depth = this.lists.length; depth > 0; depth--) {
      const list = this.lists[depth - 1];
      if (!list?.whole) continue;
      const fits =
        list.items.length > 0 ? siblings(list, phrase, this.context.lexicon) : partOf(phrase, list.whole.subject, this.context.lexicon);
      if (fits) {
        this.close(depth);
        return { subject: inherit(phrase, list.whole.subject), list };
      }
    }
    const inner = this.lists.at(-1);
    if (inner?.whole && inner.items.length > 0 && partOf(phrase, inner.whole.subject, this.context.lexicon)) {
      return { subject: inherit(phrase, inner.whole.subject), list: inner };
    }
    if (phrase.concept === null) {
      return this.current && Object.keys(phrase.own).length === 0 ? { subject: this.current.subject, list: null } : null;
    }
    if (phrase.concept === 'project-amount' && phrase.own.set === undefined) {
      return this.current?.subject.concept.startsWith('project-') ? { subject: this.current.subject, list: null } : null;
    }
    if (Object.values(phrase.own).includes(UNKNOWN)) return null;
    const { fund } = this.context;
    const dims = fund && FLOWS.has(phrase.concept) ? { fund, ...phrase.own } : phrase.own;
    return { subject: { concept: phrase.concept, own: phrase.own, dims, both: phrase.both }, list: null };
  }

  /** The node of a subject in this paragraph, if it was spoken of. */
  nodeOf(subject: Subject): Node | null {
    const key = factKey(subject.concept, subject.dims);
    for (let i = this.nodes.length - 1; i >= 0; i--) {
      const node = this.nodes[i];
      if (node && factKey(node.subject.concept, node.subject.dims) === key) return node;
    }
    return null;
  }

  /** The node to add facts to; made, and entered in its list, where there is none. */
  enter(resolved: { subject: Subject; list: List | null }, words: Words): Node {
    const known = resolved.subject === this.current?.subject ? this.current : this.nodeOf(resolved.subject);
    if (known && (!resolved.list || resolved.list.items.includes(known))) return this.use(known);
    const label = words.text.replace(/\s+/g, '');
    const node: Node = { subject: resolved.subject, label, words, place: placeOf(words), facts: [] };
    this.nodes.push(node);
    if (resolved.list) resolved.list.items.push(node);
    else {
      this.close(0);
      this.heads.push(node);
    }
    return this.use(node);
  }

  private use(node: Node): Node {
    this.current = node;
    return node;
  }

  /** Adds a fact about a node; null where number and subject do not fit. */
  add(node: Node, token: NumberToken, words: Words, extra: Dims, sign: 1 | -1 = 1): number | null {
    const { sink, year, stage, title } = this.context;
    if (!token.value) return null;
    let { concept } = node.subject;
    if (concept === 'project-count' && (isMoneyUnit(token.unit) || token.unit === '%')) concept = 'project-amount';
    const kind = kindOf(concept, token.unit);
    if (!kind) return null;
    const dims = withDims(node.subject.dims, { stage, ...(year === null ? { year: UNKNOWN } : { year: String(year) }), ...extra });
    const money =
      kind === 'money' && (token.unit === '万' || isMoneyUnit(token.unit))
        ? amountOf(token.value, token.unit === '万' ? '万元' : (token.unit as '万元'))
        : null;
    if (kind === 'money' && !money) return null;
    const digits = money ? money.fen : token.value.digits;
    const fact: Omit<Fact, 'id'> = {
      concept,
      dims,
      kind,
      value: digits < 0 ? digits : sign * digits || 0,
      scale: money ? 0 : token.value.scale,
      half: money ? money.half : kind === 'count' ? 0 : 0.5,
      printed: token.printed,
      unit: token.unit === '万' ? '万元' : token.unit,
      place: placeOf(words, token.from, token.digits),
      where: { node: 'text', table: title, row: node.label || null, column: null },
    };
    const id = sink.add(fact);
    node.facts.push({ fact: id, group: groupOf(fact) });
    return id;
  }

  /** The fact of a node with the given stage, else the same fact wherever the paper states it. */
  amountOf(node: Node, stage: string): number | null {
    const { year } = this.context;
    const dims = withDims(node.subject.dims, { stage, ...(year === null ? {} : { year: String(year) }) });
    const own = node.facts.findLast(({ fact }) => {
      const it = this.context.sink.facts[fact];
      return (
        it &&
        it.kind !== 'percent' &&
        it.dims.measure === undefined &&
        it.dims.stage === stage &&
        (year === null || it.dims.year === String(year))
      );
    });
    return own ? own.fact : this.stated(node.subject.concept, dims);
  }

  /** A fact of the paper by its meaning; the last one read. */
  stated(concept: string, dims: Dims): number | null {
    const key = factKey(concept, dims);
    const { facts } = this.context.sink;
    for (let i = facts.length - 1; i >= 0; i--) {
      const fact = facts[i];
      if (fact && fact.concept === concept && fact.printed !== '' && factKey(fact.concept, fact.dims) === key) return fact.id;
    }
    return null;
  }
}

/** Words of a label without what belongs to no name: ordinals, stops. */
export function labelWords(words: Words, from: number, to: number): Words {
  const text = words.text.slice(from, to);
  const lead = /^[\s、，,；;：:。.①-⑳]*(?:[（(]?\d{1,2}[)）.、]\s*)?/u.exec(text)?.[0].length ?? 0;
  const tail = /[\s：:为共]*$/u.exec(text)?.[0].length ?? 0;
  return sliceWords(words, from + Math.min(lead, text.length), Math.max(from + lead, to - tail));
}
