import { decimalText } from '../fact/decimal.ts';
import { type Dimension, type Dims, dimensions, factKey, withDims } from '../fact/dimension.ts';
import type { FormSense, TextForm } from './form.ts';
import { type FactValue, fill, over, printed, type RenderContext } from './render-facts.ts';
import { type Member, membersOf } from './render-rows.ts';
import { percentOf, ShareList } from './render-shares.ts';

const isDimension = (key: string): key is Dimension => (dimensions as readonly string[]).includes(key);

/** The sense in a slot: "expenditure fund=general nature=basic". Throws an Error for anything else. */
function slotSense(text: string): FormSense {
  const [concept = '', ...members] = text.trim().split(/\s+/);
  const dims: Record<string, string> = {};
  for (const part of members) {
    const [key = '', value] = part.split('=');
    if (!isDimension(key) || !value) throw new Error(`文字模板中的“${text}”应写作 concept 维度=成员`);
    dims[key] = value;
  }
  return { concept, dims };
}

/** What text is rendered against: who states it, and the members that hold for all of it. */
export interface TextContext extends RenderContext {
  readonly base: Dims;
  readonly where: string;
  /** the member of a list that an item speaks of */
  readonly item?: { readonly member: Member; readonly fact: FormSense };
  readonly shares: ShareList;
}

const ask = (context: TextContext, sense: FormSense): FactValue & { concept: string; dims: Dims } => {
  const { concept, dims } = over({ dims: context.base }, sense);
  if (!concept) throw new Error(`${context.where}: 文字模板没有说明是什么数`);
  return { ...context.facts.value(concept, dims), concept, dims };
};

function state(context: TextContext, concept: string, dims: Dims, value: FactValue, text: string): string {
  context.stated.push({ ...value, concept, dims, printed: text, where: context.where });
  return text;
}

function amount(context: TextContext, sense: FormSense): string {
  const fact = ask(context, sense);
  const text = printed(fact);
  state(context, fact.concept, fact.dims, fact, text);
  return fact.kind === 'money' ? `${text}万元` : text;
}

function share(context: TextContext, part: FormSense, whole: FormSense): string {
  const fact = ask(context, part);
  const all = ask(context, whole);
  const digits = context.shares.of(factKey(fact.concept, fact.dims), fact.value, factKey(all.concept, all.dims), all.value);
  const text = decimalText({ digits, scale: 2 });
  state(context, fact.concept, withDims(fact.dims, { measure: 'share' }), { kind: 'percent', value: digits, scale: 2 }, text);
  return `${text}%`;
}

/** 比上年增加 … 万元，增长 … %, or 与上年持平. */
function change(context: TextContext, sense: FormSense): string {
  const fact = ask(context, sense);
  const prior = context.facts.value(fact.concept, withDims(fact.dims, { measure: 'prior' })).value;
  const delta = fact.value - prior;
  if (delta === 0) return '与上年预算数相同';
  const direction = delta > 0 ? ['增加', '增长'] : ['减少', '下降'];
  const money = printed({ ...fact, value: Math.abs(delta) });
  state(context, fact.concept, withDims(fact.dims, { measure: 'change' }), { ...fact, value: delta }, money);
  if (prior === 0) return `比上年${direction[0]}${money}万元`;
  const digits = percentOf(Math.abs(delta), prior);
  const rate = decimalText({ digits, scale: 2 });
  const growth = { kind: 'percent', value: delta > 0 ? digits : -digits, scale: 2 } as const;
  state(context, fact.concept, withDims(fact.dims, { measure: 'growth' }), growth, rate);
  return `比上年${direction[0]}${money}万元，${direction[1]}${rate}%`;
}

/** {amount:…} with 万元; {count:…} without a unit; {share:part of whole}; {change:…}; {completion:…}; {text:name}; in lists also {name} {amount} {share}. */
function slot(context: TextContext, name: string, argument: string): string {
  const { item } = context;
  const sense = (): FormSense => {
    if (!item) return slotSense(argument);
    const own = over(item.fact, { dims: item.member.dims });
    return !argument
      ? own
      : /^\S+=/.test(argument)
        ? over(own, { dims: slotSense(`${item.fact.concept ?? ''} ${argument}`).dims })
        : slotSense(argument);
  };
  switch (name) {
    case 'amount':
    case 'count':
      return amount(context, sense());
    case 'change':
      return change(context, sense());
    case 'share': {
      const [part = '', whole] = argument.split(' of ');
      if (argument && whole) return share(context, slotSense(part), slotSense(whole));
      return item ? share(context, sense(), item.fact) : fail(context, `{share:${argument}}`);
    }
    case 'completion': {
      const actual = ask(context, sense());
      const budget = context.facts.value(actual.concept, withDims(actual.dims, { stage: 'original' })).value;
      const digits = percentOf(actual.value, budget);
      const text = decimalText({ digits, scale: 2 });
      state(context, actual.concept, withDims(actual.dims, { measure: 'completion' }), { kind: 'percent', value: digits, scale: 2 }, text);
      return `${text}%`;
    }
    case 'text': {
      const text = context.paper.texts.get(argument);
      return text ?? fail(context, `文字 ${argument}`);
    }
    case 'name':
      return item?.member.name ?? fail(context, '{name}');
    default:
      return fail(context, `{${name}}`);
  }
}

function fail(context: TextContext, what: string): never {
  throw new Error(`${context.where}: 没有 ${what}`);
}

const SLOT = /\{(amount|count|share|change|completion|text|name)(?::([^{}]*))?\}/g;

const filled = (context: TextContext, text: string): string =>
  fill(text, context).replace(SLOT, (_, name: string, argument: string | undefined) => slot(context, name, argument ?? ''));

/** A paragraph from its pieces. Shares of one whole that are all of it add to 100.00, so it is read through once before it is written. */
export function renderText(context: Omit<TextContext, 'shares'>, pieces: readonly TextForm[]): string {
  const shares = new ShareList();
  piecesText({ ...context, stated: [], shares }, pieces);
  shares.settle();
  return piecesText({ ...context, shares }, pieces);
}

function piecesText(context: TextContext, pieces: readonly TextForm[]): string {
  return pieces
    .map((piece): string => {
      if (typeof piece === 'string') return filled(context, piece);
      if (piece.kind === 'when') return piecesText(context, ask(context, piece.fact).value === 0 ? piece.otherwise : piece.text);
      const whole = over({ dims: context.base }, piece.fact);
      return membersOf(context, piece.each, [piece.level], whole)
        .filter((member) => ask(context, over(piece.fact, { dims: member.dims })).value !== 0)
        .map((member) => filled({ ...context, item: { member, fact: piece.fact } }, piece.item))
        .join(piece.join);
    })
    .join('');
}
