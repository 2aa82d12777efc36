import type { Reading, Section } from '../../form/reading.ts';
import { found } from '../found.ts';
import { type Check, pattern, wordList } from './check.ts';
import { plainText, type Stretch, spotIn, stretches } from './stretch.ts';

/** A statutory term of `glossary-terms` in forms/lexicon/comply.yaml. */
interface Term {
  readonly name: string;
  /** concept whose facts show that the paper has such money */
  readonly concept: string;
  /** how the term is written, slips included: a pattern */
  readonly written: string;
}

const GLOSSARY = /名词解释|名词说明|专业(?:性)?名词/;
/** So many entries make a glossary. */
const FEWEST = 3;
const ENTRY = /^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．])?[*“”"]*[\u4e00-\u9fff“”"（）]{2,30}[*“”"]*：/;

const glossaryOf = ({ sections }: Reading): Section | undefined => sections.findLast(({ title }) => GLOSSARY.test(plainText(title)));

/** Explained anywhere: “机关运行经费：指…”, “**机关运行经费**是指…”. */
const explains = ({ plain }: Stretch, written: string): boolean =>
  pattern(`(?:${written})[*”"]*(?:支出)?[*”"]*(?:：|是?指|，是?指|为保障|反映)`).test(plain);

/** Statutory terms that have a table or section of their own and no entry in the glossary. */
export const termMissing: Check = (reading, forms) => {
  const { 'glossary-terms': terms } = wordList<{ 'glossary-terms': readonly Term[] }>(forms, 'comply');
  const glossary = glossaryOf(reading);
  if (!glossary) return [];
  const all = stretches(reading).filter(({ kind, record }) => kind === 'paragraph' && !record);
  const entries = all.filter(({ block }) => block > glossary.from && block < glossary.to);
  if (entries.filter(({ plain }) => ENTRY.test(plain)).length < FEWEST) return [];
  const titles = [...reading.tables.map(({ title }) => title?.text ?? ''), ...reading.sections.map(({ title }) => title)].map(plainText);
  const missing = terms.filter(
    ({ concept, written }) =>
      titles.some((title) => pattern(written).test(title)) &&
      reading.facts.some((fact) => fact.concept === concept && fact.value > 0) &&
      !entries.some(({ plain }) => pattern(written).test(plain)) &&
      !all.some((stretch) => explains(stretch, written) && !stretch.heading && stretch.block > glossary.from),
  );
  const heading = all.find(({ block }) => block === glossary.from);
  if (missing.length === 0 || !heading) return [];
  const names = missing.map(({ name }) => name);
  return [
    found('comply.term-missing', {
      severity: 'warning',
      message: `名词解释没有解释${names.join('、')}，而文件中有它的表或说明。`,
      stated: '未解释',
      expected: names.join('、'),
      suggestion: '在名词解释中补上',
      places: [spotIn(heading)],
    }),
  ];
};
