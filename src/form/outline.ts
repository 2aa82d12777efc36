import type { Block, Document, Grid, Words } from '../document/document.ts';
import { sliceWords, trimWords } from '../document/words.ts';
import { isMoneyUnit, type MoneyUnit } from '../fact/amount.ts';
import type { Section, TableFrame } from './reading.ts';

const CHINESE = '一二三四五六七八九十百';
/** Ordinals of headings, by level: 第一部分, 一、, （一）, 1. or 1、, （1） or ①. */
const ORDINALS: readonly RegExp[] = [
  new RegExp(`^第([${CHINESE}]+)(?:部分|章|篇)\\s*[、.：:]?\\s*`),
  new RegExp(`^([${CHINESE}]+)[、.．]\\s*`),
  new RegExp(`^[（(]([${CHINESE}]+)[)）]\\s*[、.．]?\\s*`),
  /^(\d{1,2})[、.．](?!\d)\s*/,
  /^(?:[（(](\d{1,2})[)）]|([①-⑳]))\s*[、.．]?\s*/u,
];
const LONGEST_HEADING = 60;

const paragraphText = (block: Block | undefined): string | null => (block?.kind === 'paragraph' ? block.words.text.trim() : null);

interface Heading {
  readonly level: number;
  readonly ordinal: string;
  readonly title: string;
}

/** The heading that a paragraph is, null where it is none: it begins with an ordinal, is short and no sentence. */
function headingOf(text: string): Heading | null {
  const attached = /^附件\s*[一二三四五\d]*\s*[：:]\s*(.+)$/.exec(text);
  if (attached?.[1] && text.length <= LONGEST_HEADING) return { level: 1, ordinal: '附件', title: attached[1] };
  if (text.length > LONGEST_HEADING || /[。；;，,]$/.test(text) || /。/.test(text)) return null;
  for (const [i, pattern] of ORDINALS.entries()) {
    const match = pattern.exec(text);
    if (!match) continue;
    const title = text
      .slice(match[0].length)
      .replace(/[：:]$/, '')
      .trim();
    // an entry of a glossary or list (一、基本支出：指…) is no heading
    if (/[：:]./.test(title) || (i > 0 && title === '') || (i >= 3 && /[，,；;]/.test(title))) return null;
    return { level: i + 1, ordinal: match[1] ?? match[2] ?? '', title };
  }
  return null;
}

/** Leaders and the page behind an entry of the contents. */
const LED = /[\s.·．。…_]+[-—–－]?\s*\d{0,4}\s*[-—–－]?\s*$/;
/** What may stand before a title in its heading: the year, the organisation or a word for it. */
const BEFORE = /^(?:20\d\d年度?)?(?:[\u4e00-\u9fff]{2,30}(?:[（(](?:单位|部门|本级|汇总)[)）])?)?$/;

/** A heading's title as the contents and the body may both print it. */
const titleKey = (title: string): string => title.replace(/\s+/g, '').replace(/^(?:20\d\d年度?)?(?:本?(?:单位|部门))?(?=.{3})/, '');

const isTitled = (text: string, title: string): boolean => text.endsWith(title) && BEFORE.test(text.slice(0, -title.length));

/** A short line that is no sentence. */
const isShort = (text: string): boolean => text !== '' && text.length <= LONGEST_HEADING && !/[。；;，,：:]/.test(text);

/** Blocks that are headings without an ordinal, as the highest entries of the contents name them, in their order. */
function announced({ blocks }: Document): Set<number> {
  const entries = blocks.flatMap((block) => {
    const heading = block.kind === 'mark' && block.mark === 'contents' ? headingOf(block.words.text.trim().replace(LED, '')) : null;
    return heading ? [heading] : [];
  });
  const highest = Math.min(...entries.map(({ level }) => level));
  const titles = entries.filter(({ level }) => level === highest).map(({ title }) => titleKey(title));
  const found: (number | null)[] = [];
  let from = 0;
  for (const title of titles) {
    const at = blocks.findIndex((block, i) => {
      const text = i < from ? null : paragraphText(block);
      return text !== null && title.length >= 3 && isShort(text) && !headingOf(text) && isTitled(text.replace(/\s+/g, ''), title);
    });
    found.push(at < 0 ? null : at);
    from = Math.max(from, at + 1);
  }
  // where the next title is not found, nobody knows how far a glossary goes
  return new Set(found.filter((at, i) => at !== null && !(/名词解释/.test(titles[i] ?? '') && found[i + 1] === null)) as number[]);
}

/** The sections of a paper, in order; each runs to the next heading of its level or above. */
export function readSections(document: Document): Section[] {
  const heads: (Heading & { from: number; words: Words })[] = [];
  const named = announced(document);
  for (const [from, block] of document.blocks.entries()) {
    const text = paragraphText(block);
    const heading =
      text === null
        ? null
        : (headingOf(text) ??
          (named.has(from) || (block.kind === 'paragraph' && block.level === 1 && isShort(text))
            ? { level: 1, ordinal: '', title: text }
            : null));
    if (!heading || block.kind !== 'paragraph') continue;
    // 第一部分 alone on its line: the title stands on the next
    const next = heading.title === '' ? paragraphText(document.blocks[from + 1]) : null;
    const title = next !== null && next.length <= LONGEST_HEADING && !headingOf(next) ? next : heading.title;
    heads.push({ ...heading, title, from, words: block.words });
  }
  const sections: Section[] = [];
  const open: number[] = [];
  for (const [i, head] of heads.entries()) {
    while (open.length > 0 && (heads[open.at(-1) ?? 0]?.level ?? 0) >= head.level) open.pop();
    const end = heads.slice(i + 1).find((later) => later.level <= head.level)?.from ?? document.blocks.length;
    sections.push({
      level: head.level,
      ordinal: head.ordinal,
      title: head.title,
      heading: head.words,
      from: head.from,
      to: end,
      parent: open.at(-1) ?? null,
    });
    open.push(i);
  }
  return sections;
}

/** Index of the innermost section that holds a block; null before the first heading. */
function sectionOf(sections: readonly Section[], block: number): number | null {
  let found: number | null = null;
  for (const [i, section] of sections.entries()) if (section.from <= block && block < section.to) found = i;
  return found;
}

const UNIT = /(?:金额)?单位\s*[:：]\s*(?:人民币)?\s*(亿元|百万元|万\s*元|千元|元)/;
const ORGANISATION =
  /^(?:编制|填报|公开|预算)?(?:单位|部门|部门（单位）|部门\(单位\)|单位名称|部门名称|部门（单位）名称)(?:名称)?\s*[:：]\s*(.+)$/;
const NUMBER = /^(?:预算|决算)?公开\s*(?:表)?\s*\d{1,2}\s*表?$|^(?:附)?表\s*[一二三四五六七八九十\d]+$/;
const YEAR_LINE = /^[（(]?\s*(?:20\d\d)\s*年度?\s*[)）]?$/;
const NOTE = /^(?:注|备注|说明|注释)\s*\d?\s*[:：]/;

const unitOf = (text: string): MoneyUnit | null => {
  const unit = UNIT.exec(text)?.[1]?.replace(/\s/g, '');
  return unit && isMoneyUnit(unit) ? unit : null;
};

/** What the lines above a grid say: title, unit, organisation, form number. Lines are given nearest first. */
function captionOf(lines: readonly Words[]): Pick<TableFrame, 'title' | 'unit' | 'organisation' | 'number'> {
  let unit: MoneyUnit | null = null;
  let organisation: Words | null = null;
  let number: Words | null = null;
  const titles: Words[] = [];
  for (const line of lines) {
    const text = line.text.trim();
    const here = unitOf(text);
    const rest = text
      .replace(UNIT, '')
      .replace(/\s*20\d\d\s*年度?\s*$/, '')
      .trim();
    if (here) unit ??= here;
    const match = ORGANISATION.exec(rest);
    if (match?.[1])
      organisation ??= trimWords(sliceWords(line, line.text.indexOf(match[1]), line.text.indexOf(match[1]) + match[1].length));
    else if (NUMBER.test(text)) number ??= line;
    else if (!YEAR_LINE.test(text) && rest !== '' && !here) titles.push(line);
  }
  const named = titles.find((title) => /表(?:[（(][^（()）]*[)）])?$/.test(title.text.trim()));
  const nearest = titles.find((title) => !/[：:，,]$/.test(title.text.trim()) && title.text.length <= 40);
  return { unit, organisation, number, title: named ?? nearest ?? null };
}

/** Every grid with its title, unit, organisation and notes. A grid that goes on after a break without a caption has no title. */
export function readFrames(document: Document, sections: readonly Section[]): TableFrame[] {
  const { blocks } = document;
  const frames: TableFrame[] = [];
  for (const [block, grid] of blocks.entries()) {
    if (grid.kind !== 'grid') continue;
    const lines: Words[] = [];
    for (let b = block - 1; b >= 0 && lines.length < 7; b--) {
      const above = blocks[b];
      if (above?.kind === 'mark') continue;
      if (above?.kind !== 'paragraph' || above.words.text.length > LONGEST_HEADING || NOTE.test(above.words.text)) break;
      if (/[。；;]$/.test(above.words.text.trim())) break;
      lines.push(above.words);
      if (/^第.+部分/.test(above.words.text)) break;
    }
    const notes: Words[] = [];
    for (let b = block + 1; b < blocks.length; b++) {
      const below = blocks[b];
      if (below?.kind === 'mark') continue;
      if (below?.kind !== 'paragraph' || !NOTE.test(below.words.text.trim())) break;
      notes.push(below.words);
    }
    frames.push({ block, grid: grid as Grid, ...captionOf(lines), notes, section: sectionOf(sections, block) });
  }
  return frames;
}
