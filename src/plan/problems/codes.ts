import { tablesOf } from '../../form/form.ts';
import type { Codebook } from '../../lexicon/codebook.ts';
import { codebookOf } from '../../lexicon/codes.ts';
import type { PlanProblem, UnitKind } from '../plan.ts';
import { error, type Look, warning } from './problem.ts';

/** What a line must be coded by, how deep (Budget Law art. 37: 功能分类到项, 经济分类到款), and what that is called. */
const CODED = [
  { field: 'function', level: 3, name: '支出功能分类', depth: '项（7位）', needed: true },
  { field: 'economic', level: 2, name: '部门预算支出经济分类', depth: '款（5位）', needed: true },
  { field: 'government', level: 2, name: '政府预算支出经济分类', depth: '款（5位）', needed: true },
  { field: 'income', level: 0, name: '政府收入分类', depth: '', needed: false },
] as const;

/** Names that begin like what was meant, for somebody who mistyped a code. */
function neighbours(book: Codebook, code: string, year: number): string {
  const parent = book.byCode(book.parentOf(code), year);
  if (!parent) return '核对编码；本地当年新增的科目可加入 forms/codes/local';
  const below = book.rows.filter((row) => row.parent === parent.code && (row.to ?? year) >= year && (row.from ?? year) <= year);
  const shown = below.slice(0, 6).map((row) => `${row.code} ${row.name}`);
  return `“${parent.code} ${parent.name}”下有：${shown.join('、')}${below.length > 6 ? '等' : ''}`;
}

/** A level of 0: however deep. */
interface Coded {
  readonly field: (typeof CODED)[number]['field'];
  readonly level: number;
  readonly name: string;
  readonly depth: string;
}

function codeProblem(
  { place }: Pick<PlanProblem, 'place'>,
  { field, level, name, depth }: Coded,
  code: string,
  book: Codebook,
  year: number,
): PlanProblem[] {
  const row = book.byCode(code, year);
  if (!row) {
    const other = book.byCode(code);
    if (!other) return [error(place, field, `${name}里没有编码 ${code}`, neighbours(book, code, year))];
    const years = `${other.from ?? ''}～${other.to ?? ''}`;
    const now = book.byName(other.name, year)[0] ?? book.nearest(other.name, year)?.row;
    return [
      error(
        place,
        field,
        `${name} ${code} ${other.name} 在 ${year} 年无效（有效年度 ${years}）`,
        now ? `可能应为 ${now.code} ${now.name}` : '改用当年有效的科目',
      ),
    ];
  }
  if (level > 0 && row.level !== level)
    return [error(place, field, `${code} ${row.name} 没有细化到${depth}`, neighbours(book, `${code}00`, year))];
  return [];
}

/** A line without a code: it cannot be printed in tables by that classification; where the form set has none, it is only worth a look. */
function uncoded(
  { place }: Pick<PlanProblem, 'place'>,
  { field, name, depth, needed }: (typeof CODED)[number],
  asked: boolean,
): PlanProblem[] {
  if (!needed) return [];
  const mend = `填${name}${depth}编码`;
  return [
    asked
      ? error(place, field, `没有填${name}`, mend)
      : warning(place, field, `没有填${name}`, `这套表样不按它列表，但预算应编列到款：${mend}`),
  ];
}

/** Unknown and expired codes, and codes that are not deep enough. */
export const lineCodes: Look = ({ lines, paper: { year } }, { codes, set }) => {
  const printed = JSON.stringify([tablesOf(set), ...set.sections.values()]);
  return lines.flatMap((line) =>
    CODED.flatMap((coded) => {
      const book = codebookOf(codes, coded.field);
      const code = line.dims[coded.field] ?? '';
      if (!book) return [];
      return code === '' ? uncoded(line, coded, printed.includes(`"${coded.field}"`)) : codeProblem(line, coded, code, book, year);
    }),
  );
};

/** Unknown codes of given figures and adjustments, and expired ones of this year's; they may stand at any level. */
export const givenCodes: Look = ({ given, adjustments, paper: { year } }, { codes }) =>
  [...given, ...adjustments].flatMap((fact) =>
    CODED.flatMap((coded) => {
      const book = codebookOf(codes, coded.field);
      const code = fact.dims[coded.field] ?? '';
      const before = fact.dims.year !== String(year) && Boolean(book?.byCode(code));
      return !book || code === '' || before ? [] : codeProblem(fact, { ...coded, level: 0 }, code, book, year);
    }),
  );

const KIND_NAMES: Readonly<Record<UnitKind, string>> = { agency: '行政单位', participating: '参公单位', institution: '事业单位' };

/**
 * Each departmental economic 款 goes to one government 款 in agencies and to one in institutions (财预〔2017〕98号); where the kind of the unit is
 * not told, or its money stands at a 项 of the other kind (事业运行 of an agency with such staff), either will do.
 */
export const economicPairs: Look = ({ lines, unitKinds, paper }, { codes }) =>
  lines.flatMap(({ dims: { function: functional = '', economic, government, organisation }, place }) => {
    const pair = economic && government ? codes.mapping(economic, paper.year) : null;
    if (!pair || !government || pair.confidence < 0.9) return [];
    const told = unitKinds.get(organisation ?? paper.units[0]?.name ?? '');
    const at = codes.unitAt(functional, paper.year);
    const kind = at === null || (at === 'institution') === (told === 'institution') ? told : undefined;
    const allowed = (kind === 'institution' ? [pair.institution] : kind ? [pair.agency] : [pair.agency, pair.institution]).filter(
      (code) => code !== null,
    );
    if (allowed.includes(government)) return [];
    const named = (code: string): string => `${code} ${codes.government.byCode(code, paper.year)?.name ?? ''}`;
    const whose = kind ? `${KIND_NAMES[kind]}的` : '';
    const mend = allowed.length > 0 ? `应为 ${allowed.map(named).join('或 ')}` : `${whose}经济分类没有这个款，核对科目或单位类型`;
    return [error(place, 'government', `${whose}${economic} 不能对应 ${named(government)}`, mend)];
  });

/** 301 and 303 are paid to people, 302 and 310 are running costs. */
export const economicNature: Look = ({ lines }, { codes }) =>
  lines.flatMap(({ dims: { economic = '', nature }, place }) => {
    const name = `${economic} ${codes.economic.byCode(economic)?.name ?? ''}`;
    if (nature === 'personnel' && /^3(?:02|10)/.test(economic) && economic !== '30239')
      return [error(place, 'nature', `${name} 不是人员经费`, '改为公用经费（nature: public），或改用 301、303 的款')];
    if (nature === 'public' && /^30[13]/.test(economic))
      return [error(place, 'nature', `${name} 不是公用经费`, '改为人员经费（nature: personnel），或改用 302、310 的款')];
    return [];
  });

const BASIC = ['personnel', 'public'];
const NATURES = [...BASIC, 'operating', 'specific'];

/** What a line is for: people, running costs, or a project. */
export const natures: Look = ({ lines }) =>
  lines.flatMap(({ dims: { nature = '', project }, place }) => {
    if (!NATURES.includes(nature))
      return [error(place, 'nature', '没有填支出性质', '填 personnel（人员）或 public（公用）；项目支出写在项目下面')];
    return project && BASIC.includes(nature) ? [error(place, 'nature', '项目下面的支出不能是人员或公用经费', '删去这一行的 nature')] : [];
  });

const ITEM_LETTERS = { goods: 'A', works: 'B', services: 'C' } as const;

/** Purchases by the catalogue of 政府采购品目. */
export const purchaseCodes: Look = ({ purchases, paper: { year } }, { codes }) =>
  purchases.flatMap(({ code, item, place }) => {
    if (code === '') return [];
    if (!code.startsWith(ITEM_LETTERS[item]))
      return [error(place, 'code', `采购品目 ${code} 与类别不符（A 货物、B 工程、C 服务）`, '改正品目编码或类别')];
    return codes.procurement.byCode(code, year)
      ? []
      : [warning(place, 'code', `采购品目里没有 ${code}`, '对照《政府采购品目分类目录》核对')];
  });

/** Fund money is told by the revenue it comes from, which the fund revenue table prints. */
export const fundIncome: Look = ({ lines }) =>
  lines.flatMap(({ dims: { fund, income, origin }, place }) =>
    fund === 'managed-funds' && !income && origin !== 'carried-over'
      ? [warning(place, 'income', '政府性基金支出没有写来自哪一项收入', '填收入科目（如 1030148），政府性基金预算收入表由它得出')]
      : [],
  );
