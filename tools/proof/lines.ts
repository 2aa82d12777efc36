import { type Department, governmentOf, operatingItem, type Unit } from './department.ts';
import type { Draw } from './draw.ts';
import { amount } from './money.ts';

/** A line of a generated plan: members as the plan names them, and its money in 分. */
export interface Line {
  readonly organisation?: string;
  readonly function: string;
  readonly economic: string;
  readonly government: string;
  readonly fund: string;
  readonly origin: 'this-year' | 'carried-over';
  readonly nature?: 'personnel' | 'public';
  readonly income?: string;
  readonly fen: number;
}

/** How many people a unit has. */
const PEOPLE = [1, 300] as const;

/** What one of its people is paid in a year by kind of unit: economic 款, bounds in 元. */
type Paid = readonly (readonly [economic: string, lo: number, hi: number])[];
const WAGES: Paid = [
  ['30101', 24_000, 66_000],
  ['30102', 6_000, 48_000],
];
const PAID: Readonly<Record<Unit['kind'], Paid>> = {
  agency: [...WAGES, ['30103', 4_000, 40_000], ['30112', 150, 2_500]],
  participating: [...WAGES, ['30103', 4_000, 40_000], ['30199', 100, 9_000]],
  institution: [...WAGES, ['30107', 15_000, 60_000], ['30112', 150, 2_500]],
};
/** What the office spends for one of its people. */
const OFFICE = [
  '30201',
  '30202',
  '30204',
  '30205',
  '30206',
  '30207',
  '30208',
  '30209',
  '30211',
  '30213',
  '30214',
  '30215',
  '30216',
  '30226',
  '30228',
  '30229',
  '30239',
  '30299',
  '31002',
];
const THREE_PUBLIC = ['30212', '30217', '30231', '31013'];
/** Insurance, housing fund, pensions: for one of its people, in 元. */
const SOCIAL: readonly (readonly [agency: string, institution: string, economic: string, lo: number, hi: number])[] = [
  ['2080505', '2080505', '30108', 6_000, 18_000],
  ['2080506', '2080506', '30109', 3_000, 9_000],
  ['2101101', '2101102', '30110', 2_500, 9_000],
  ['2101103', '2101103', '30111', 300, 4_000],
  ['2210201', '2210201', '30113', 5_000, 16_000],
  ['2080501', '2080502', '30302', 800, 30_000],
  ['2080801', '2080801', '30304', 100, 12_000],
];

/** Basic expenditure of one unit. */
export function basicLines(draw: Draw, department: Department, unit: Unit): Line[] {
  const several = department.units.length > 1;
  const { kind, name } = unit;
  const line = (item: string, economic: string, nature: 'personnel' | 'public', lo: number, hi: number, fund = 'general'): Line[] => {
    const government = governmentOf(department, economic, kind);
    if (!government || !department.codes.functional.byCode(item, department.year)) return [];
    const fen = amount(draw, department.grain, lo, hi);
    return [{ ...(several ? { organisation: name } : {}), function: item, economic, government, fund, origin: 'this-year', nature, fen }];
  };
  const item = operatingItem(department, kind);
  const people = draw.spread(...PEOPLE);
  const office = draw.some(OFFICE, draw.within(3, 12));
  const threePublic = draw.some(THREE_PUBLIC, draw.below(4));
  const ownIncome = kind === 'institution' && draw.chance(0.3) ? 'institution-income' : null;
  return [
    ...PAID[kind].flatMap(([economic, lo, hi]) => line(item, economic, 'personnel', lo * people, hi * people)),
    ...office.flatMap((economic) => line(item, economic, 'public', draw.chance(0.1) ? 1 : 60 * people, 4_000 * people)),
    ...threePublic.flatMap((economic) => line(item, economic, 'public', 100, 2_500 * people)),
    ...draw
      .some(SOCIAL, draw.within(2, 7))
      .flatMap(([agency, institution, economic, lo, hi]) =>
        line(kind === 'institution' ? institution : agency, economic, 'personnel', lo * people, hi * people),
      ),
    ...(ownIncome ? line(item, '30201', 'public', 1_000, 200_000, ownIncome) : []),
  ];
}

/** What projects buy. */
const BOUGHT = [
  '30201',
  '30202',
  '30213',
  '30214',
  '30215',
  '30216',
  '30226',
  '30227',
  '30299',
  '31002',
  '31003',
  '31005',
  '31006',
  '31007',
  '31204',
  '31205',
  '31299',
  '30305',
];
const FUND_ITEMS: readonly (readonly [item: string, income: string])[] = [
  ['2120803', '1030148'],
  ['2120804', '1030148'],
  ['2120899', '1030148'],
  ['2296002', '1030155'],
];
const CAPITAL_ITEMS: readonly (readonly [item: string, income: string])[] = [
  ['2230105', '1030601'],
  ['2230107', '1030602'],
];

/** How a project is paid for. */
export interface Purse {
  readonly fund: string;
  readonly origin: Line['origin'];
}

/** Lines of one project of one unit: one huge part and many tiny ones are as likely as even ones. */
export function projectLines(draw: Draw, department: Department, unit: Unit, purse: Purse, items: readonly string[]): Line[] {
  const several = department.units.length > 1;
  const count = draw.chance(0.15) ? draw.within(6, 14) : draw.within(1, 3);
  const coded = purse.fund === 'managed-funds' ? draw.pick(FUND_ITEMS) : purse.fund === 'state-capital' ? draw.pick(CAPITAL_ITEMS) : null;
  const huge = draw.chance(0.05);
  return draw.some(BOUGHT, count).flatMap((economic, i): Line[] => {
    const government = governmentOf(department, economic, unit.kind);
    if (!government) return [];
    const [lo, hi] = huge ? (i === 0 ? [500_000_000, 9_000_000_000] : [1, 90]) : draw.chance(0.1) ? [1, 60] : [5_000, 3_000_000];
    return [
      {
        ...(several ? { organisation: unit.name } : {}),
        function: coded?.[0] ?? draw.pick(items),
        economic,
        government,
        fund: purse.fund,
        origin: purse.origin,
        ...(coded ? { income: coded[1] } : {}),
        fen: draw.chance(0.02) ? 0 : amount(draw, department.grain, lo, hi),
      },
    ];
  });
}
