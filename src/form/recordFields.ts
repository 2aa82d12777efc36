import type { Cell, Words } from '../document/document.ts';
import { joinWords, sliceWords, trimWords } from '../document/words.ts';
import { remembered, rememberedFor } from '../lexicon/remember.ts';
import { labelWord, labelWords, type RecordForm } from './recordForm.ts';

/** A cell that is not blank, with the column it stands in. */
export interface Token {
  readonly words: Words;
  readonly column: number;
}

export type TokenRow = readonly Token[];

export const tokensOf = (row: readonly Cell[]): Token[] =>
  row.flatMap(({ words, column }) => (words.text.trim() ? [{ words: trimWords(words), column }] : []));

type Entry =
  | { readonly kind: 'field' | 'text' | 'footer' | 'head'; readonly id: string }
  | { readonly kind: 'pair' | 'goal'; readonly ids: readonly [string, string] }
  | { readonly kind: 'half'; readonly half: 0 | 1 };

/** A longer cell is no label. */
const LONGEST_LABEL = 60;

/** Label → what it names, for one form. */
class FieldWords {
  readonly #entries = new Map<string, Entry>();

  constructor(form: RecordForm) {
    const add = (words: readonly string[], entry: Entry): void => {
      for (const word of words) if (!this.#entries.has(labelWord(word))) this.#entries.set(labelWord(word), entry);
    };
    for (const [id, words] of Object.entries(form.fields)) add(words, { kind: 'field', id });
    for (const { ids, words } of form.pairs) add(words, { kind: 'pair', ids });
    for (const [half, words] of (form.goals?.halves ?? []).entries()) add(words, { kind: 'half', half: half === 0 ? 0 : 1 });
    if (form.goals) add(form.goals.words, { kind: 'goal', ids: form.goals.ids });
    for (const [id, words] of Object.entries(form.texts)) add(words, { kind: 'text', id });
    for (const [id, words] of Object.entries(form.footer)) add(words, { kind: 'footer', id });
    for (const [id, words] of Object.entries(form.heads)) add(words, { kind: 'head', id });
  }

  /** What a label names; null where the text is none. */
  readonly find = remembered((text): Entry | null => {
    if (text.length > LONGEST_LABEL) return null;
    const word = labelWords(text).find((one) => this.#entries.has(one));
    return (word !== undefined && this.#entries.get(word)) || null;
  });

  /** A footer cell that holds its value: “填报日期: 20250110”. */
  inline(words: Words): { readonly id: string; readonly value: Words } | null {
    const match = /^([^：:]{2,8})[：:]\s*(?=\S)/.exec(words.text);
    const entry = match && this.find(match[1] ?? '');
    return match && entry?.kind === 'footer' ? { id: entry.id, value: sliceWords(words, match[0].length) } : null;
  }
}

/** The labels of a form. */
export const fieldWords = rememberedFor((form: RecordForm) => new FieldWords(form));

/** Where the annual half begins, in columns of the rows seen so far. */
interface State {
  last: Entry | null;
  boundary: number | null;
  heads: string[];
  /** number of the next row under heads that hold a list (their ids have a #); 0 where they hold one row */
  row: number;
  begun: boolean;
}

export type Fields = Map<string, Words>;

const append = (fields: Fields, id: string, words: Words): void => {
  const before = fields.get(id);
  fields.set(id, before ? joinWords([before, words]) : words);
};

/** A text that was broken off: it does not end like a sentence. */
const isOpen = (words: Words | undefined): boolean => words !== undefined && !/[。！？”」；.]$/.test(words.text);

/** Puts the words of a row of goals into their halves. */
function addGoals(fields: Fields, ids: readonly [string, string], tokens: TokenRow, boundary: number | null, width: number): void {
  const [first, second] = tokens;
  if (first && second) {
    append(fields, ids[0], first.words);
    append(fields, ids[1], joinWords(tokens.slice(1).map(({ words }) => words)));
  } else if (first) {
    const [left, right] = [isOpen(fields.get(ids[0])), isOpen(fields.get(ids[1]))];
    const annual = left !== right ? right : first.column >= (boundary ?? (fields.size ? width / 2 : 0));
    append(fields, annual ? ids[1] : ids[0], first.words);
  }
}

/** A row without any label: the rest of a text broken over pages, values under heads, or words the form has a field for. */
function continueRow(form: RecordForm, fields: Fields, state: State, tokens: TokenRow, width: number): void {
  const { last } = state;
  if (state.heads.length) {
    for (const [i, id] of state.heads.entries()) if (tokens[i]) append(fields, id.replace('#', String(state.row)), tokens[i].words);
    if (state.row > 0) state.row++;
    else state.heads = [];
  } else if (!state.begun) {
    const first = tokens.find(({ words }) => !/^单\s*位\s*[:：]/.test(words.text));
    if (form.head && first) append(fields, form.head, first.words);
  } else if (last?.kind === 'goal') addGoals(fields, last.ids, tokens, state.boundary, width);
  else if (last?.kind === 'text' || last?.kind === 'footer') append(fields, last.id, joinWords(tokens.map(({ words }) => words)));
  else if (form.unlabelled) append(fields, form.unlabelled, joinWords(tokens.map(({ words }) => words)));
}

/** Reads one row with labels; labels that stand twice fill the first, then the second half. */
function labelledRow(words: FieldWords, fields: Fields, state: State, tokens: TokenRow, width: number): void {
  const seen = new Map<string, number>();
  let id: string | null = null;
  let index = 0;
  if (state.row > 0) Object.assign(state, { heads: [], row: 0 });
  for (; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    const inline = words.inline(token.words);
    const entry = inline ? null : words.find(token.words.text);
    if (inline) {
      append(fields, inline.id, inline.value);
      id = inline.id;
      state.last = { kind: 'footer', id };
      continue;
    }
    if (!entry) {
      if (id) append(fields, id, token.words);
      continue;
    }
    if (entry.kind === 'half') {
      if (entry.half === 1) state.boundary = token.column;
      id = null;
      continue;
    }
    if (entry.kind === 'head') {
      state.heads.push(entry.id);
      id = null;
      continue;
    }
    state.last = entry;
    if (entry.kind === 'goal' || entry.kind === 'text') break;
    if ('ids' in entry) {
      const count = seen.get(entry.ids[0]) ?? 0;
      seen.set(entry.ids[0], count + 1);
      id = count > 0 || (state.boundary !== null && token.column >= state.boundary) ? entry.ids[1] : entry.ids[0];
    } else {
      if (entry.id === 'annual-total') state.boundary = token.column;
      id = fields.has(entry.id) ? null : entry.id;
    }
  }
  const rest = tokens.slice(index + 1);
  const heads = rest.flatMap((token) => {
    const entry = words.find(token.words.text);
    return entry?.kind === 'head' ? [entry.id] : [];
  });
  if (heads.length > 0 && heads.length === rest.length) Object.assign(state, { heads, row: 1 });
  else if (state.last?.kind === 'text' && rest.length) append(fields, state.last.id, joinWords(rest.map((token) => token.words)));
  if (state.last?.kind === 'goal' && rest.length) {
    const halves = rest.filter((token) => words.find(token.words.text)?.kind === 'half');
    const annual = halves.find((token) => {
      const entry = words.find(token.words.text);
      return entry?.kind === 'half' && entry.half === 1;
    });
    if (annual) state.boundary = annual.column;
    addGoals(
      fields,
      state.last.ids,
      rest.filter((token) => !halves.includes(token)),
      state.boundary,
      width,
    );
  }
}

/** Labels broken over two rows (“总 体” above “目标”) made whole. */
function joinLabels(words: FieldWords, rows: readonly TokenRow[]): TokenRow[] {
  const out = rows.filter((row) => row.length > 0).map((row) => [...row]);
  for (let r = 0; r + 1 < out.length; r++) {
    const above = out[r]?.[0];
    const below = out[r + 1]?.[0];
    if (!above || !below || above.column !== below.column || words.find(above.words.text) || words.find(below.words.text)) continue;
    if (above.words.text.length + below.words.text.length > 16) continue;
    const joined = joinWords([above.words, below.words]);
    if (!words.find(joined.text)) continue;
    out[r]?.splice(0, 1, { words: joined, column: above.column });
    out[r + 1]?.shift();
  }
  return out;
}

/** Reads the fields of a form from its rows (those of the indicator table left out). Width: columns of the grid. */
export function readFields(form: RecordForm, rows: readonly TokenRow[], width: number, fields: Fields = new Map()): Fields {
  const words = fieldWords(form);
  const state: State = { last: null, boundary: null, heads: [], row: 0, begun: false };
  for (const tokens of joinLabels(words, rows)) {
    if (tokens.length === 0) continue;
    const unit = tokens.find(({ words: { text } }) => isUnit(form, text));
    if (unit && !fields.has('money-unit')) fields.set('money-unit', unit.words);
    const labelled = tokens.some((token) => words.inline(token.words) || words.find(token.words.text));
    const own = state.last?.kind === 'text' && tokens[0] !== undefined && tokens[0].column > 0 && !words.find(tokens[0].words.text);
    if (labelled && !own) {
      state.begun = true;
      labelledRow(words, fields, state, tokens, width);
    } else continueRow(form, fields, state, tokens, width);
  }
  return fields;
}

/** A cell that carries the unit of money: 项目资金（元）, 单位：万元. */
function isUnit(form: RecordForm, text: string): boolean {
  const plain = text.replace(/\s+/g, '').replace(/[(]/g, '（').replace(/[)]/g, '）');
  return /（万?元）|^单位[:：]万?元/.test(plain) && form.unit.some((word) => plain.includes(word));
}
