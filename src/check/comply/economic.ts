import { placeOf } from '../../document/words.ts';
import type { ReadTable } from '../../form/reading.ts';
import type { EconomicPair } from '../../lexicon/codes.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace, findingPlace } from '../place.ts';
import type { Check } from './check.ts';
import { sameName } from './coded.ts';

/** What one row prints of a classification: a code (split cells joined), a name, or both. */
interface Half {
  readonly code: string;
  readonly name: string;
}

interface PairRow {
  readonly economic: Half;
  readonly government: Half;
  readonly place: FindingPlace;
}

const ofGovernment = (path: readonly string[]): boolean =>
  path.some((head) => /政府预算/.test(head.replace(/\s+/g, '')) && !/采购|基金/.test(head));
const ofDepartment = (path: readonly string[]): boolean => path.some((head) => /部门预算|部门科目|部门经济/.test(head.replace(/\s+/g, '')));

/** Rows of tables that set departmental and government economic classes side by side. */
function pairRows(table: ReadTable): PairRow[] {
  const heads = table.columns.filter(({ role }) => role === 'code' || role === 'label');
  const government = new Set(heads.filter(({ path }) => ofGovernment(path)).map(({ index }) => index));
  const department = new Set(heads.filter(({ path, index }) => ofDepartment(path) && !government.has(index)).map(({ index }) => index));
  if (government.size === 0 || department.size === 0) return [];
  return table.grid.rows.slice(table.headRows).flatMap((cells): PairRow[] => {
    const half = (columns: ReadonlySet<number>): Half => {
      const texts = cells
        .filter((cell) => columns.has(cell.column))
        .map((cell) => cell.words.text.replace(/\s+/g, ''))
        .filter(Boolean);
      return { code: texts.filter((text) => /^\d+$/.test(text)).join(''), name: texts.find((text) => !/^\d+$/.test(text)) ?? '' };
    };
    const first = cells.find((cell) => department.has(cell.column) && cell.words.pieces.length > 0);
    if (!first) return [];
    const [economic, other] = [half(department), half(government)];
    const shown = [economic.code, economic.name, other.code, other.name].filter(Boolean).join(' ');
    return [
      {
        economic,
        government: other,
        place: findingPlace(placeOf(first.words), shown, {
          table: table.title?.text ?? null,
          row: economic.name || economic.code,
          column: null,
        }),
      },
    ];
  });
}

const economicCode = ({ code, name }: Half, lexicon: Lexicon, year: number | undefined): string | null =>
  /^3\d{4}$/.test(code) ? code : code === '' && name ? (lexicon.labelIn('economic', name, year)?.dims.economic ?? null) : null;

/** Each departmental 款 goes to one government 款 in agencies and to one in institutions (财预〔2017〕98号). */
export const economicPair: Check = (reading, { codes, lexicon }) => {
  const year = reading.identity.year ?? undefined;
  const wrong: { row: PairRow; pair: EconomicPair; right: string; crossing: boolean }[] = [];
  for (const row of reading.tables.flatMap(pairRows)) {
    const code = economicCode(row.economic, lexicon, year);
    const pair = code ? codes.mapping(code, year) : null;
    if (!pair || pair.confidence < 0.9) continue;
    const allowed = [pair.agency, pair.institution].filter((target) => target !== null);
    const { code: printed, name } = row.government;
    if (!/^\d{5}$/.test(printed) && name === '') continue;
    const fits = /^\d{5}$/.test(printed)
      ? allowed.includes(printed)
      : printed !== '' || allowed.some((target) => codes.government.history(target).some((known) => sameName(known.name, name)));
    if (fits) continue;
    const classOf = printed.slice(0, 3) || codes.government.byName(name, year)[0]?.code.slice(0, 3) || '';
    if (classOf === '') continue;
    const right = allowed
      .map((target) => `${target} ${codes.government.byCode(target, year)?.name ?? codes.government.byCode(target)?.name ?? ''}`)
      .join('或');
    wrong.push({ row, pair, right, crossing: !allowed.some((target) => target.startsWith(classOf)) });
  }
  if (wrong.length === 0) return [];
  const crossing = wrong.filter((one) => one.crossing);
  const told = crossing.length > 0 ? crossing : wrong;
  const [first] = told;
  return [
    found('comply.economic-pair', {
      severity: crossing.length > 0 ? 'error' : 'warning',
      message: `部门预算经济分类与政府预算经济分类的对应关系不符，共${told.length}行：${told
        .slice(0, 4)
        .map(
          ({ row, right }) =>
            `“${row.economic.code}${row.economic.name}”对应了“${row.government.code}${row.government.name}”，应为${right}`,
        )
        .join('；')}。`,
      stated: `${first?.row.government.code ?? ''}${first?.row.government.name ?? ''}`,
      expected: first?.right ?? '',
      suggestion: '按支出经济分类科目对应关系改正',
      places: told.map(({ row }) => row.place),
    }),
  ];
};

/** 301 and 303 are paid to people, 302 and 310 are running costs: the columns 人员经费 and 公用经费 must agree. */
export const economicNature: Check = (reading, { codes }) => {
  const wrong = reading.facts.filter(({ dims, value, where }) => {
    if (where.node !== 'table' || value === 0 || !dims.economic) return false;
    if (dims.nature === 'public') return /^30[13]/.test(dims.economic);
    return dims.nature === 'personnel' && /^3(?:02|10)/.test(dims.economic) && dims.economic !== '30239';
  });
  if (wrong.length === 0) return [];
  const [first] = wrong;
  return [
    found('comply.economic-nature', {
      severity: 'error',
      message: `人员经费只能是工资福利支出（301）和对个人和家庭的补助（303），公用经费是商品和服务支出（302）和资本性支出（310）；下列${wrong.length}处列错：${wrong
        .slice(0, 4)
        .map(
          (fact) =>
            `${fact.dims.economic}${codes.economic.byCode(fact.dims.economic ?? '')?.name ?? ''} ${fact.printed}列在${fact.dims.nature === 'public' ? '公用' : '人员'}经费`,
        )
        .join('；')}。`,
      stated: first?.dims.nature === 'public' ? '公用经费' : '人员经费',
      expected: first?.dims.nature === 'public' ? '人员经费' : '公用经费',
      suggestion: '核对该款的经济分类和列次',
      places: wrong.map(factPlace),
    }),
  ];
};
