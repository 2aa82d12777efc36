import { type Place, textPlace } from '../../src/fact/place.ts';
import { validIn } from '../../src/lexicon/code-row.ts';
import { changeDigit } from '../eligible.ts';
import type { Draw } from './draw.ts';
import { linesOf, placeAt, textAt, withoutBlocks, withParagraph } from './edit.ts';
import { type Clean, type Fault, type Plant, paragraphsOf, rewrite } from './fault.ts';

const drawn = <T>(draw: Draw, list: readonly T[]): T | null => (list.length > 0 ? draw.pick(list) : null);

/** A digit of a functional or economic code beside its name. */
export const code: Plant = (clean, draw) => {
  const { layout } = clean.made.compiled;
  const coded = clean.spots.filter(
    ({ spot, text }) =>
      spot.row !== null && /^\d{3}(?:\d\d){0,2}$/.test(text) && layout[spot.block]?.columns.includes('code') && isBeside(clean, spot, text),
  );
  const told = drawn(draw, coded);
  if (!told) return null;
  const wrong = changeDigit(told.text, () => draw.below(1_000_000) / 1_000_000);
  const fault = rewrite(
    clean,
    told.spot,
    [0, told.text.length],
    wrong,
    nameOf(clean, told.text) === nameOf(clean, wrong) ? 'nothing' : 'rule',
  );
  // code and name contradict each other: a finding may stand at either
  return { ...fault, at: fault.at.map((place) => ({ ...place, from: 0, to: Number.MAX_SAFE_INTEGER })) };
};

const bookOf = ({ forms }: Clean, text: string) =>
  [forms.codes.functional, forms.codes.economic, forms.codes.government, forms.codes.income].map((book) => book.byCode(text));
const nameOf = (clean: Clean, text: string): string => bookOf(clean, text).find((row) => row)?.name ?? '';

/** Its name stands in the row, so that it is no line number or code of a unit. */
function isBeside(
  { made, ...clean }: Clean,
  { block, row }: { readonly block: number; readonly row: number | null },
  text: string,
): boolean {
  const grid = made.compiled.document.blocks[block];
  const names = bookOf({ made, ...clean }, text).flatMap((one) => one?.name ?? []);
  return grid?.kind === 'grid' && (grid.rows[row ?? 0] ?? []).some(({ words }) => names.includes(words.text));
}

/** One sign of a project's name is another. */
export const projectName: Plant = (clean, draw) => {
  const project = drawn(draw, clean.made.plan.paper.projects);
  if (!project) return null;
  // where the name alone stands; words that merely contain it need not be the name
  const all = clean.spots.filter(({ text }) => text === project.name || text === `${project.name}绩效目标表`);
  const told = drawn(draw, all);
  if (!told) return null;
  const at = told.text.indexOf(project.name) + draw.below(project.name.length - 1);
  const sign = draw.pick(['新', '一', '和', '部', '总'].filter((one) => one !== told.text[at]));
  return rewrite(clean, told.spot, [at, at + 1], sign, all.length > 1 ? 'rule' : 'nothing');
};

/** The year of a sentence or title is another. */
export const year: Plant = (clean, draw) => {
  const { year: own } = clean.made.plan.paper;
  const told = drawn(draw, paragraphsOf(clean, ['body', 'table-title'], new RegExp(`${own}年`)));
  if (!told) return null;
  const at = told.text.indexOf(`${own}年`);
  const place = placeAt(clean.made.compiled.document, told.spot);
  // a sentence that states no amount of its own says nothing that another year would contradict
  const isTold = clean.reading.facts.some((fact) => fact.where.node === 'text' && fact.place.line === place?.line && fact.value !== 0);
  const isTitle = clean.made.compiled.layout[told.spot.block]?.role === 'table-title';
  const fault = rewrite(clean, told.spot, [at, at + 4], String(own - draw.within(1, 3)), isTold || isTitle ? 'rule' : 'nothing');
  return { ...fault, at: fault.at.map((one) => ({ ...one, from: 0, to: Number.MAX_SAFE_INTEGER })) };
};

/** 元 above a table of 万元. */
export const captionUnit: Plant = (clean, draw) => {
  const told = drawn(
    draw,
    paragraphsOf(clean, ['caption'], /单位：万元/).filter(({ spot }) => filled(clean, spot.block + 1) > 1),
  );
  if (!told) return null;
  const at = told.text.indexOf('万元');
  const fault = rewrite(clean, told.spot, [at, at + 2], '元', 'rule');
  const below = linesOf(fault.document, told.spot.block + 1);
  return { ...fault, at: [...fault.at, ...wholeLines(below)] };
};

/** The lines first … last, all of them. */
const wholeLines = ({ first, last }: { readonly first: number; readonly last: number }): Place[] =>
  Array.from({ length: last - first + 1 }, (_, i) => textPlace(first + i, 0, Number.MAX_SAFE_INTEGER));

/** How many values a table holds. */
function filled({ made }: Clean, block: number): number {
  const { document, layout } = made.compiled;
  const grid = document.blocks[block];
  const own = layout[block];
  if (grid?.kind !== 'grid' || !own) return 0;
  return grid.rows
    .slice(own.headRows)
    .flat()
    .filter(({ words, column }) => own.columns[column] === 'value' && /[1-9]/.test(words.text)).length;
}

const LEFTOVERS = ['（请填写具体原因）', '××万元', '（此处说明增减变动原因）', '【待补充】', '××', 'XX万元'];

/** What a template asks the author to fill in is left. */
export const leftover: Plant = (clean, draw) => {
  const told = drawn(draw, paragraphsOf(clean, ['body'], /。$/));
  return told ? rewrite(clean, told.spot, [told.text.length - 1, told.text.length - 1], draw.pick(LEFTOVERS), 'rule') : null;
};

/** A mobile number, of nobody. */
export const personalData: Plant = (clean, draw) => {
  const told = drawn(draw, paragraphsOf(clean, ['body'], /。$/));
  const number = `1${draw.pick(['37', '58', '86'])}${String(draw.below(100_000_000)).padStart(8, '0')}`;
  const end = (told?.text.length ?? 1) - 1;
  return told ? rewrite(clean, told.spot, [end, end], `，${draw.pick(['联系电话', '手机'])}${number}`, 'rule') : null;
};

function inserted({ made }: Clean, block: number, text: string): Fault {
  const changed = withParagraph(made.compiled.document, block, text);
  const place = placeAt(changed, { block, row: null, at: 0 });
  return { document: changed, says: `“${text.slice(0, 30)}” before block ${block}`, at: place ? [place] : [], codes: [], noticed: 'rule' };
}

/** The mark of a draft is left on a page. */
export const watermark: Plant = (clean, draw) => {
  const told = drawn(draw, paragraphsOf(clean, ['body', 'heading'], /./));
  return told ? inserted(clean, told.spot.block, draw.pick(['仅供内部审核', '内部资料 注意保存', '征求意见稿'])) : null;
};

/** A paragraph stands twice. */
export const doubled: Plant = (clean, draw) => {
  const told = drawn(draw, paragraphsOf(clean, ['body'], /.{24}/));
  if (!told) return null;
  const fault = inserted(clean, told.spot.block + 1, told.text);
  const first = placeAt(fault.document, told.spot);
  return { ...fault, at: [...fault.at, ...(first ? [first] : [])] };
};

/** The note under an empty table is lost. */
export const missingNote: Plant = (clean, draw) => {
  const { document, layout } = clean.made.compiled;
  const empty = layout.flatMap(({ role }, block) =>
    role === 'table' && filled(clean, block) === 0 && layout[block + 1]?.role === 'note' ? block : [],
  );
  const block = drawn(draw, empty);
  if (block === null) return null;
  let end = block + 1;
  while (layout[end]?.role === 'note') end++;
  const changed = withoutBlocks(document, block + 1, end);
  const title = layout.slice(0, block).findLastIndex(({ role }) => role === 'table-title');
  return {
    document: changed,
    says: `note under ${textAt(document, { block: title, row: null, at: 0 })}`,
    at: [],
    codes: ['comply.empty-table'],
    noticed: 'rule',
  };
};

/** A table of the form set is lost, with its title and notes. */
export const missingTable: Plant = (clean, draw) => {
  const { document, layout } = clean.made.compiled;
  const titles = layout.flatMap(({ role }, block) => {
    const own = document.blocks[block];
    return role === 'table-title' && own?.kind === 'paragraph' && own.level === 2 ? block : [];
  });
  const title = drawn(draw, titles);
  if (title === null) return null;
  const from = layout[title - 1]?.role === 'form-number' ? title - 1 : title;
  let end = title + 1;
  while (['caption', 'table', 'note'].includes(layout[end]?.role ?? '')) end++;
  return {
    document: withoutBlocks(document, from, end),
    says: textAt(document, { block: title, row: null, at: 0 }),
    at: [],
    codes: ['comply.table-missing', 'comply.contents'],
    noticed: 'rule',
  };
};

/** The name of a functional class is that of another year. */
export const staleClass: Plant = (clean, draw) => {
  const { functional } = clean.forms.codes;
  const { year: own } = clean.made.plan.paper;
  const stale = functional.rows.flatMap((row) => {
    const now = row.level === 1 && !validIn(row, own) ? functional.byCode(row.code, own) : null;
    return now && now.name !== row.name ? [{ now: now.name, old: row.name }] : [];
  });
  const told = drawn(
    draw,
    clean.spots.flatMap(({ spot, text }) => stale.flatMap(({ now, old }) => (text.includes(now) ? [{ spot, text, now, old }] : []))),
  );
  if (!told) return null;
  const at = told.text.indexOf(told.now);
  return rewrite(clean, told.spot, [at, at + told.now.length], told.old, 'rule');
};
