import type { Block, Words } from '../document/document.ts';
import { sliceWords } from '../document/words.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { ClauseForm, PassageForms } from './passage-form.ts';
import type { EvaluationClause, EvaluationNode } from './passage-node.ts';
import { findPattern, plainWords, type Slot } from './passage-pattern.ts';

/** A node before its project is known and its facts are made. */
export type RawNode = Omit<EvaluationNode, 'project'>;

const ORDINAL = /(?:^|[；：。])(?:\d{1,2}(?:、|\.(?!\d)|\.(?=20\d\d年))|[①-⑳]|（\d{1,2}）)/gu;

/** Stretches of a paragraph that begin with an ordinal: 1、…；2、… or ①…；②…; the words after the ordinal. */
function numberedItems(plain: Words): { readonly words: Words; readonly first: boolean }[] {
  const marks = [...plain.text.matchAll(ORDINAL)];
  if (marks.length === 0) return [{ words: plain, first: true }];
  return marks.map((mark, i) => {
    const from = mark.index + mark[0].length;
    return { words: sliceWords(plain, from, marks[i + 1]?.index ?? plain.text.length), first: mark.index === 0 };
  });
}

interface Spanned {
  readonly clause: EvaluationClause;
  readonly from: number;
  readonly to: number;
}

/** A score right behind a weight (设置分值10分，实际得分9.99分) is of the same indicator. */
function withItem({ clause, from, to }: Spanned, all: readonly Spanned[]): Spanned {
  const item = clause.slots.get('item');
  if (clause.id !== 'got' || !item || /[^，、]/.test(item.words.text)) return { clause, from, to };
  const before = all
    .filter((other) => other.clause.id === 'weight' && other.to <= from + item.words.text.length)
    .at(-1)
    ?.clause.slots.get('item');
  return { from, to, clause: before ? { ...clause, slots: new Map([...clause.slots, ['item', before]]) } : clause };
}

/** The clauses of plain words, as they stand; a clause that hides takes its words from the forms after it. */
function readClauses(plain: Words, forms: readonly ClauseForm[], block: number): EvaluationClause[] {
  const found: Spanned[] = [];
  let left = plain.text;
  for (const { id, pattern, hides } of forms) {
    for (const { from, to, slots } of findPattern(pattern, { text: left, pieces: plain.pieces })) {
      const filled = new Map([...slots].map(([name, slot]) => [name, { ...slot, fact: null }]));
      found.push({ from, to, clause: { id, block, words: sliceWords(plain, from, to), slots: filled } });
      if (hides) left = left.slice(0, from) + '。'.repeat(to - from) + left.slice(to);
    }
  }
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  return found.map((one) => withItem(one, found).clause);
}

/** The name of the project that an item opens with; null where it opens with none. */
function openingOf(words: Words, forms: PassageForms, lexicon: Lexicon): Slot | null {
  for (const pattern of forms.openings) {
    const name = findPattern(pattern, words)[0]?.slots.get('name');
    if (name && !forms.notName.test(name.words.text) && forms.proof.test(words.text) && !lexicon.labelIn('terms', name.words.text)?.concept)
      return name;
  }
  return null;
}

const plainOf = (block: Block | undefined): Words | null => (block?.kind === 'paragraph' ? plainWords(block.words) : null);

/** Depth of an ordinal at the head of a paragraph, 9 where it has none. */
function depthOf(text: string): number {
  const styles = [
    /^第[一二三四五六七八九十]+部分/,
    /^[一二三四五六七八九十]+、/,
    /^（[一二三四五六七八九十]+）/,
    /^\d{1,2}(?:、|\.(?!\d)|\.(?=20\d\d年))/,
    /^（\d{1,2}）|^[①-⑳]/u,
  ];
  const depth = styles.findIndex((style) => style.test(text));
  return depth < 0 ? 9 : depth;
}

/** Which blocks speak of evaluation: from a heading that says so to the next part of the paper. */
export function evaluationBlocks(blocks: readonly Block[], { opens, closes }: PassageForms): boolean[] {
  let inside = false;
  return blocks.map((block) => {
    const text = block.kind === 'paragraph' && block.words.text.length <= 90 ? plainOf(block)?.text : undefined;
    if (text !== undefined && text.length <= 45) {
      if (closes.test(text)) inside = /附件/.test(text) && inside;
      if (opens.test(text) && !/[。；]$/.test(text)) inside = true;
    }
    return inside;
  });
}

/** All mentions of projects in paragraphs. */
export function readProjects(blocks: readonly Block[], inside: readonly boolean[], forms: PassageForms, lexicon: Lexicon): RawNode[] {
  const nodes: RawNode[] = [];
  let open: { node: RawNode; blocks: number[]; clauses: EvaluationClause[]; depth: number } | null = null;
  let run = -1;
  for (const [b, block] of blocks.entries()) {
    if (block.kind === 'grid' || !inside[b]) open = null;
    const plain = inside[b] ? plainOf(block) : null;
    if (!plain) continue;
    const items = numberedItems(plain).flatMap(({ words, first }) => {
      const name = openingOf(words, forms, lexicon);
      return name ? [{ words, name, first }] : [];
    });
    if (items.length > 1) {
      for (const { words, name } of items)
        nodes.push({ source: 'list', list: b, name: name.words, blocks: [b], clauses: readClauses(words, forms.clauses, b) });
      open = null;
      continue;
    }
    const [item] = items;
    const depth = depthOf(plain.text);
    if (item) {
      if (run < 0 || !open) run = b;
      const clauses = readClauses(item.words, forms.clauses, b);
      const members = [b];
      const node: RawNode = { source: 'paragraph', list: run, name: item.name.words, blocks: members, clauses };
      nodes.push(node);
      open = { node, blocks: members, clauses, depth };
    } else if (open && depth > open.depth && !/^(?:上述|以上)/.test(plain.text)) {
      const more = readClauses(plain, forms.clauses, b);
      if (more.length > 0) open.blocks.push(b);
      open.clauses.push(...more);
    } else open = null;
  }
  return nodes;
}
