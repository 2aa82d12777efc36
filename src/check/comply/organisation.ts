import { placeKey } from '../../fact/place.ts';
import type { Reading } from '../../form/reading.ts';
import { editDistance } from '../../lexicon/distance.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { findingPlace, wordsPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';
import { hitPlace, hits, plainText } from './stretch.ts';

/** A place's name before the organisation's own: 云川县, 青禾市. */
export const REGION = /^[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|省|市|县|区|旗|州)/;
/** 第一中学 and 第二中学 differ in one character and are two schools. */
const TELLING = /[一二三四五六七八九十\d东西南北中上下新老大小]/;
const LONGEST_SLIP = 2;
/** A cover that calls its organisation 某某部门. */
const LOOSE = /[^局委院厅]部门$/;
const TAIL = /(?:（本级）|本级|机关|（单位）|（部门）)$/;

interface Mention {
  readonly name: string;
  /** on the cover or above a table: where only the paper's own organisation stands */
  readonly own: boolean;
  readonly place: FindingPlace;
}

const ending = (name: string): string => /(?:委员会|办公室|中心|局|委|厅|处|院|校|馆|站|所|会|部门|队)$/.exec(name)?.[0] ?? '';

/** Names as printed on the cover, above tables and in sentences: those that begin with the cover's region and end as it ends. */
function mentions(reading: Reading, cover: string): Mention[] {
  const region = REGION.exec(cover)?.[0];
  const end = ending(cover);
  if (!region || !end) return [];
  const pattern = new RegExp(
    `${region}[\\u4e00-\\u9fff]{${Math.max(1, cover.length - region.length - end.length - LONGEST_SLIP)},${cover.length - region.length - end.length + LONGEST_SLIP}}?${end}`,
    'gm',
  );
  const all: Mention[] = [
    ...(reading.identity.organisationPlace
      ? [{ name: cover, own: true, place: findingPlace(reading.identity.organisationPlace, cover) }]
      : []),
    ...reading.tables.flatMap(({ organisation, title }) => {
      const name = organisation
        ? plainText(organisation.text)
            .replace(/^[[［]?\d+[\]］]?/, '')
            .replace(TAIL, '')
        : '';
      return organisation && name.startsWith(region) && name.endsWith(end)
        ? [{ name, own: true, place: wordsPlace(organisation, { table: title?.text ?? null, row: null, column: null }) }]
        : [];
    }),
    ...hits(reading, pattern).map((hit) => ({ name: hit.match[0], own: false, place: hitPlace(hit) })),
  ];
  const seen = new Set<string>();
  return all.filter(({ place }) => !seen.has(placeKey(place)) && seen.add(placeKey(place)));
}

/** A slip of the other name: a character more or less; or another one, if both stand where only one organisation can (财政局 and 民政局 are two). */
function isSlip(name: string, cover: string, region: string, all: readonly Mention[]): boolean {
  const core = cover.length - region.length - ending(cover).length;
  const distance = editDistance(name, cover, LONGEST_SLIP);
  if (name === cover || core < 4 || distance > Math.min(LONGEST_SLIP, core / 3) || TELLING.test(differing(name, cover))) return false;
  return name.length !== cover.length || all.some((mention) => mention.name === name && mention.own);
}

const differing = (a: string, b: string): string =>
  [...a].filter((sign) => !b.includes(sign)).join('') + [...b].filter((sign) => !a.includes(sign)).join('');

/** Names in the columns headed 单位名称 or 机构名称 and in rows with a unit's code: the names by which the organisation and its units are listed. */
function listedNames(reading: Reading, region: string): string[] {
  const grids = reading.document.blocks.flatMap((block) => (block.kind === 'grid' ? [block.rows.flat()] : []));
  const texts = grids.flatMap((cells) => {
    const all = cells.map(({ words, column }) => ({ plain: plainText(words.text), column }));
    const columns = new Set(all.filter(({ plain }) => /^(?:单位|机构)名称$/.test(plain)).map(({ column }) => column));
    return all.flatMap(({ plain, column }) => {
      const coded = /^[[［]?\d{6}[\]］]?-?(?=[\u4e00-\u9fff])/.exec(plain)?.[0];
      return columns.has(column) || coded ? [plain.slice(coded?.length ?? 0).replace(TAIL, '')] : [];
    });
  });
  return [...new Set(texts)].filter((name) => name.startsWith(region) && ending(name) !== '' && ending(name) !== '部门');
}

/** Of the listed names, the one that is most like the cover's; null where none is like it or two are. */
function listedAs(reading: Reading, cover: string, region: string): string | null {
  const core = (name: string) => name.slice(region.length, name.length - ending(name).length);
  const likeness = (name: string) =>
    editDistance(core(name), core(cover), cover.length) / Math.max(core(name).length, core(cover).length, 1);
  const [best, next] = listedNames(reading, region).sort((a, b) => likeness(a) - likeness(b));
  return best !== undefined && likeness(best) <= 0.5 && (next === undefined || likeness(next) > likeness(best)) ? best : null;
}

/** The organisation's name written in two ways that differ by a slip: the rarer one is wrong, but never the one in the list of units. */
export const organisationName: Check = (reading) => {
  const cover = plainText(reading.identity.organisation ?? '').replace(TAIL, '');
  if (cover.length < 5 || LOOSE.test(cover)) return [];
  const all = mentions(reading, cover);
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  const near = [...counts.keys()].filter((name) => isSlip(name, cover, REGION.exec(cover)?.[0] ?? '', all));
  if (near.length === 0) return [];
  const listed = listedAs(reading, cover, REGION.exec(cover)?.[0] ?? '');
  const weight = (name: string): number => (name === listed ? Number.POSITIVE_INFINITY : (counts.get(name) ?? 0));
  const variants = [cover, ...near].sort((a, b) => (weight(a) === weight(b) ? 0 : weight(b) - weight(a)));
  const [right = cover, ...wrong] = variants;
  const bad = all.filter(({ name }) => wrong.includes(name));
  const good = all.find(({ name }) => name === right);
  return [
    found('comply.organisation-name', {
      severity: (counts.get(right) ?? 0) > bad.length ? 'error' : 'warning',
      message: `单位名称前后不一致：${quoted(wrong)}共${bad.length}处，“${right}”共${counts.get(right) ?? 0}处${wrong.includes(cover) ? '；封面所印的是前者' : ''}。`,
      stated: wrong.join('、'),
      expected: right,
      culprit: 0,
      suggestion: `核对批准的机构名称，统一写作“${right}”`,
      places: [...bad.map(({ place }) => place), ...(good ? [good.place] : [])],
    }),
  ];
};

/** A cover that calls its organisation 某某部门, in several ways: a reader cannot tell whose paper it is. */
export const organisationLoose: Check = (reading) => {
  const cover = plainText(reading.identity.organisation ?? '').replace(TAIL, '');
  const region = REGION.exec(cover)?.[0];
  if (!region || !LOOSE.test(cover)) return [];
  const pattern = new RegExp(`${region}[\\u4e00-\\u9fff]{2,12}?部门(?=（|的|[0-9]|财政|固定|$|预算中)`, 'gm');
  const all = hits(reading, pattern).map((hit) => ({ name: hit.match[0], place: hitPlace(hit) }));
  const names = [...new Set(all.map(({ name }) => name))];
  if (names.length < 2) return [];
  const listed = listedAs(reading, cover, region);
  return [
    found('comply.organisation-name', {
      severity: 'warning',
      message: `同一单位有${names.length}种称呼：${quoted(names, 6)}，都不是机构名称，读者难以辨认公开的主体${listed ? `；单位名单中的名称是“${listed}”` : ''}。`,
      stated: names.join('、'),
      expected: listed ?? '',
      suggestion: listed ? `核对批准的机构名称，统一写作“${listed}”` : '统一使用批准的机构名称',
      places: names.flatMap((name) => all.find((mention) => mention.name === name)?.place ?? []),
    }),
  ];
};
