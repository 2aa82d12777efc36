import type { Document, Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Identity, TableFrame } from './reading.ts';

const COVER_BLOCKS = 14;
const ORGANISATION =
  /((?:[\u4e00-\u9fff]{2,}(?:省|自治区|市|县|区|旗|州|镇|乡))?[\u4e00-\u9fff（）()]{2,24}?(?:局|委员会|委|办公室|厅|处|中心|街道办事处|街道|人民政府|法院|检察院|部门|学校|院|所|会))(?=（|\(|\s|本级|部门|单位|20\d\d|$|部)/;
const CAPTION = /单位名称|部门名称|目\s*录/;

const commonest = (names: readonly string[]): string | null => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};

/** A report on performance evaluation stands for itself: it is neither a budget nor final accounts. */
const REPORT = /绩效(?:自评|评价)[^，。；：]{0,8}报告$/;

/** What a paper is, from its cover, its captions and the words it uses for itself. Form is filled in later, by the tables found. */
export function readIdentity(document: Document, frames: readonly TableFrame[]): Identity {
  const cover: Words[] = [];
  for (const block of document.blocks) {
    if (cover.length >= COVER_BLOCKS || block.kind === 'grid') break;
    if (block.kind === 'paragraph' && block.words.text.length <= 120) cover.push(block.words);
  }
  const titles = [...cover.map((w) => w.text), ...frames.flatMap((f) => (f.title ? [f.title.text] : []))].map((t) => t.replace(/\s+/g, ''));
  const all = titles.join('\n');
  const paper = titles.findIndex((t) => /20\d\d年?度?.*(预算|决算)/.test(t) && t.length <= 60);
  const report = titles.findIndex((t) => REPORT.test(t));
  const isReport = report >= 0 && (paper < 0 || report < paper);
  const headline = titles[isReport ? report : paper] ?? all;
  const kind = isReport ? null : /决算/.test(headline) ? 'final' : /预算/.test(headline) ? 'budget' : null;
  const years = [...all.matchAll(/(20\d\d)年/g)].map((m) => m[1] ?? '');
  const stated = /(20\d\d)年?度?/.exec(headline)?.[1] ?? commonest(years);
  const scope = /单位(?:预算|决算)/.test(headline)
    ? 'unit'
    : /部门.*(?:预算|决算)|（?部门）?(?:预算|决算)/.test(headline)
      ? 'department'
      : null;

  let organisation: string | null = null;
  let organisationPlace: Identity['organisationPlace'] = null;
  for (const words of cover) {
    if (CAPTION.test(words.text)) continue;
    const text = words.text.replace(/^20\d\d年?度?/, '');
    const match = ORGANISATION.exec(text);
    if (!match?.[1]) continue;
    organisation = match[1].replace(/\s+/g, '');
    const at = words.text.indexOf(match[1]);
    organisationPlace = placeOf(words, at, at + match[1].length);
    break;
  }
  const captions = frames.flatMap((f) => (f.organisation ? [f.organisation.text.replace(/\s+/g, '')] : []));
  organisation ??= commonest(captions);
  const name = organisation ?? '';
  const level = /^[\u4e00-\u9fff]{2,4}省(?!.*[市县])/.test(name) ? '省' : /[县区旗]/.test(name) ? '县' : /市/.test(name) ? '市' : null;
  return { kind, organisation, organisationPlace, scope, year: stated ? Number(stated) : null, form: null, level };
}
