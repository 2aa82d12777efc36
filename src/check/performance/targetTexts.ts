import type { Words } from '../../document/document.ts';
import { sliceWords } from '../../document/words.ts';
import { goalOfYear, type Indicator, indicatorName } from '../../score/indicator.ts';
import type { Project } from '../../score/project.ts';
import { numberOf } from '../../score/value.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { fieldPlace, goalPlace, nameOf } from './spots.ts';

/** A text of a form under the label it is printed with. */
export interface FormText {
  readonly row: string;
  readonly words: Words;
}

/** The texts of a form that describe the project, in order. */
export const textsOf = ({ overview, basis, necessity, plan, purpose, goals }: Project): FormText[] =>
  (
    [
      ['项目概况', overview],
      ['立项依据', basis],
      ['项目设立必要性', necessity],
      ['项目实施计划', plan],
      ['资金用途', purpose],
      ['绩效目标', goals.annual],
    ] as const
  ).flatMap(([row, words]) => (words ? [{ row, words }] : []));

const blanked = (text: string): string => text.replace(/《[^》]*》/g, (title) => '　'.repeat(title.length));

/** Text without white space, with the offset of each character in the text as printed. */
function plainOf({ text }: Words): { readonly plain: string; readonly at: readonly number[] } {
  const at: number[] = [];
  let plain = '';
  for (const [i, sign] of [...blanked(text)].entries()) {
    if (/[ \t\r\n\u00a0]/.test(sign)) continue;
    plain += sign;
    at.push(i);
  }
  return { plain, at };
}

/** The place of plain.slice(from, to) of a text. */
function textPlace(project: Project, { row, words }: FormText, at: readonly number[], from: number, to: number): FindingPlace {
  return fieldPlace(project, sliceWords(words, at[from] ?? 0, (at[to - 1] ?? words.text.length - 1) + 1), row);
}

const SOURCE =
  /(?<![全各])(中央|省级?|自治区)(?:本级)?财政(?:预算|专项|资金)*(?:安排|拨付|拨款|补助|承担|负担|全额|下达|解决|列支)(?!的?(?:通知|文件|要求|意见|办法|标准|政策|范围|对象|比例))(?![^，。；]{0,12}配套)/g;
const levelOf = (word: string): 'central' | 'provincial' => (word === '中央' ? 'central' : 'provincial');
const UNMET = /(?:未|没有|不再|不由|争取|申请|取消|原|曾)[^，。；]{0,6}$/;
const OWN: ReadonlySet<string> = new Set(['central', 'provincial', 'local']);
const LEVELS = { central: '中央财政资金', provincial: '省级财政资金' } as const;

/** A level of government named as the source of the money that gives nothing in the rows of funding. */
function levelFindings(project: Project): Finding[] {
  const { sources, total } = project.funding.annual;
  if (!total || total.amount.fen <= 0 || /配套/.test(project.name?.text ?? '')) return [];
  const hits = textsOf(project).flatMap((text) => {
    const { plain, at } = plainOf(text.words);
    return [...plain.matchAll(SOURCE)].flatMap((match) =>
      UNMET.test(plain.slice(0, match.index))
        ? []
        : [
            {
              level: levelOf(match[1] ?? ''),
              said: match[0],
              place: textPlace(project, text, at, match.index, match.index + match[0].length),
            },
          ],
    );
  });
  const [first] = hits;
  const given = (level: 'central' | 'provincial') => sources.get(level) ?? null;
  const row = first ? given(first.level) : null;
  // one of several levels named may give nothing this year; a blank row says nothing
  if (!first || !row || hits.some(({ level }) => given(level)?.amount.fen !== 0)) return [];
  const paying = [...sources].filter(([, { amount }]) => amount.fen > 0);
  // money from above may have been entered as other money
  if (!paying.length || paying.some(([source]) => !OWN.has(source)) || project.funding.term.sources.get(first.level)?.amount.fen) return [];
  return [
    found('agree.funding-level', {
      severity: 'warning',
      message: `项目“${nameOf(project)}”的文字写“${first.said}”，资金构成中${LEVELS[first.level]}却为0，资金来源前后矛盾。`,
      stated: first.said,
      expected: `${LEVELS[first.level]}大于0`,
      suggestion: '核对资金来源：属上级财政资金的填入相应一行，属本级安排的更正文字。',
      places: [
        first.place,
        fieldPlace(project, row.words, LEVELS[first.level]),
        ...paying.map(([, { words }]) => fieldPlace(project, words, '资金构成')),
      ],
    }),
  ];
}

const MEASURES = /^(?:处|个|家|户|座|台|套|辆|公里|千米|亩|栋|口|间|所|条|项|人|名)$/;
const COUNTED = /(?:的)?(?:总)?(?:数量|个数|人数|户数|家数|台数|处数|数)$/;
/** Words that make a number another thing than that of the noun alone. */
const OTHERWISE = /其中|新增|已|上年|去年|往年|累计|每|剩余|以上|余|多|近/;
/** Nouns that name no particular thing. */
const VAGUE = /^(?:人员|企业|项目|单位|设备|活动|会议|培训|职工|群众|工作|任务|对象)$/;
const CLOSE = 0.2;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What an indicator counts: its name without 数量; null where it is no plain quantity. */
function countedBy(indicator: Indicator): { readonly noun: string; readonly unit: string; readonly number: number } | null {
  const goal = goalOfYear(indicator);
  const number = goal ? numberOf(goal.value) : null;
  if (!goal || number === null || goal.value.upper || goal.value.kind !== 'count' || !MEASURES.test(goal.value.unit)) return null;
  const noun = indicatorName(indicator)
    .replace(/[（(][^）)]*[）)]$/, '')
    .replace(COUNTED, '');
  return indicator.class === 'quantity' && !VAGUE.test(noun) && /^[\u4e00-\u9fff]{2,10}$/.test(noun)
    ? { noun, unit: goal.value.unit, number }
    : null;
}

interface Counted {
  readonly number: number;
  readonly said: string;
  readonly place: FindingPlace;
}

/** What was done before the year began: 已安置职工30人. */
const SETTLED = /已经?(?:完成|安置|发放|建成|办结|兑付|支付|结清|验收|签约|补助|培训|改造)/;

/**
 * Numbers that the texts of a form give for a noun with its measure word: 道口30处, 30处道口; `settled`: only those of what is done already,
 * else only those of the noun as such.
 */
function countsOf(project: Project, noun: string, unit: string, settled = false): Counted[] {
  const [n, u] = [escaped(noun), escaped(unit)];
  const pattern = new RegExp(
    `${n}(?:总数|数量|共计?|合计|为|有){0,2}(\\d+(?:\\.\\d+)?)${u}|(\\d+(?:\\.\\d+)?)${u}[\\u4e00-\\u9fff]{0,4}?${n}`,
    'g',
  );
  return textsOf(project).flatMap((text) => {
    const { plain, at } = plainOf(text.words);
    return [...plain.matchAll(pattern)].flatMap((match) => {
      const clause = /[^，。；：、]*$/.exec(plain.slice(0, match.index))?.[0] ?? '';
      const after = plain.slice(match.index + match[0].length).slice(0, 2);
      if (settled ? !SETTLED.test(clause + match[0]) : OTHERWISE.test(clause) || OTHERWISE.test(after)) return [];
      const place = textPlace(project, text, at, match.index, match.index + match[0].length);
      return [{ number: Number(match[1] ?? match[2]), said: match[0], place }];
    });
  });
}

/** One form counts one thing twice and differently. Numbers far apart may be a stock and a share of it: only near ones are held together. */
function quantityFindings(project: Project): Finding[] {
  return project.indicators.flatMap((indicator) => {
    const counted = countedBy(indicator);
    const place = goalPlace(project, indicator);
    if (!counted || !place) return [];
    const counts = countsOf(project, counted.noun, counted.unit);
    const [first] = counts;
    if (!first || counts.some(({ number }) => number !== first.number)) return [];
    const gap = Math.abs(first.number - counted.number);
    if (gap === 0 || gap > Math.max(first.number, counted.number) * CLOSE) return [];
    const value = goalOfYear(indicator)?.value.text ?? '';
    return [
      found('agree.form-quantity', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的文字写“${first.said}”，数量指标“${indicatorName(indicator)}”却为“${value}”，同一事实两个数。`,
        stated: value,
        expected: `${first.number}${counted.unit}`,
        difference: `${Math.round((counted.number - first.number) * 100) / 100}${counted.unit}`,
        suggestion: '核对实际数量，使文字与指标一致。',
        places: [place, ...counts.map((one) => one.place)],
      }),
    ];
  });
}

/** A target that is no more than what the form itself says was done already. */
function settledFindings(project: Project): Finding[] {
  return project.indicators.flatMap((indicator) => {
    const counted = countedBy(indicator);
    const place = goalPlace(project, indicator);
    const [done] = counted && place ? countsOf(project, counted.noun, counted.unit, true) : [];
    if (!counted || !place || !done || counted.number > done.number) return [];
    const value = goalOfYear(indicator)?.value.text ?? '';
    return [
      found('comply.target-settled', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的文字写“${done.said}”已经完成，数量指标“${indicatorName(indicator)}”的目标却是“${value}”，不用再做就已达到。`,
        stated: value,
        expected: `本年还要完成的数`,
        suggestion: '目标值写本年要完成的数，扣除以前年度已经完成的。',
        places: [place, done.place],
      }),
    ];
  });
}

const PER = /每(亩|平方米|公里|户|人|台|套|辆|座|处|吨)(?:均价|单价|价格|平均价)/;

/** Unit price, quantity and total of one thing, all three in one form: 每亩均价 × 88亩 = 土地出让金. */
function priceFindings(project: Project): Finding[] {
  return project.indicators.flatMap((indicator) => {
    const goal = goalOfYear(indicator);
    const name = indicatorName(indicator);
    const per = PER.exec(name);
    const price = goal?.value.kind === 'money' && !goal.value.upper && goal.value.amount;
    const at = goalPlace(project, indicator);
    if (!goal || !per?.[1] || !price || !at || (goal.value.comparator && goal.value.comparator !== '=')) return [];
    const subject = name.slice(0, per.index);
    const quantities = project.indicators.flatMap((other) => {
      const match = new RegExp(`(\\d+(?:\\.(\\d+))?)${per[1]}([\\u4e00-\\u9fff]{4,5}?)(?=缺口|费|总|$)`).exec(indicatorName(other));
      return match?.[1] && match[3] && subject.length >= 2 && match[3].startsWith(subject) && other.name
        ? [{ number: Number(match[1]), half: 0.5 / 10 ** (match[2]?.length ?? 0), noun: match[3], words: other.name }]
        : [];
    });
    const [quantity] = quantities;
    if (!quantity || quantities.length > 1) return [];
    const totals = textsOf(project).flatMap((text) => {
      const { plain, at: offsets } = plainOf(text.words);
      return [...plain.matchAll(new RegExp(`${quantity.noun}(?:共计?|合计|总额)?(\\d+(?:\\.(\\d+))?)万元`, 'g'))].flatMap((match) =>
        /(?:已|尚|欠|缺|其中)[^，。；]{0,6}$/.test(plain.slice(0, match.index))
          ? []
          : [
              {
                fen: Number(match[1]) * 1e6,
                half: 0.5e6 / 10 ** (match[2]?.length ?? 0),
                said: match[0],
                place: textPlace(project, text, offsets, match.index, match.index + match[0].length),
              },
            ],
      );
    });
    const low = (price.fen - price.half) * (quantity.number - quantity.half);
    const high = (price.fen + price.half) * (quantity.number + quantity.half);
    const [total] = totals;
    if (!total || totals.length > 1 || (total.fen + total.half >= low && total.fen - total.half <= high)) return [];
    const product = (price.fen * quantity.number) / 1e6;
    return [
      found('agree.unit-price', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的“${name}”为${goal.value.text}，乘以${quantity.number}${per[1]}为${product.toFixed(2)}万元，文字却写“${total.said}”，单价、数量与总额不符。`,
        stated: goal.value.text,
        expected: `${(total.fen / quantity.number / 1e6).toFixed(2)}万元`,
        difference: `${(product - total.fen / 1e6).toFixed(2)}万元`,
        suggestion: '核对单价、数量和总额，更正其中有误的一项。',
        places: [at, fieldPlace(project, quantity.words, '三级指标'), total.place],
      }),
    ];
  });
}

/** Findings about what the texts of a form say against its own rows. */
export const textFindings = (projects: readonly Project[]): Finding[] =>
  projects.flatMap((project) => [
    ...levelFindings(project),
    ...quantityFindings(project),
    ...settledFindings(project),
    ...priceFindings(project),
  ]);
