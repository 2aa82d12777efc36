import { validIn } from '../../src/lexicon/code-row.ts';
import type { Catalogue } from '../../src/lexicon/codes.ts';
import type { UnitKind } from '../../src/plan/plan.ts';
import type { Draw } from './draw.ts';
import { type Grain, grainOf } from './money.ts';
import { placeName, TRADES, type Trade, unitNames } from './names.ts';

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** A department before it has money. */
export interface Department {
  readonly place: string;
  readonly trade: Trade;
  readonly organisation: string;
  readonly scope: 'unit' | 'department';
  readonly year: number;
  readonly units: readonly Unit[];
  readonly grain: Grain;
  /** codes of this year */
  readonly codes: Catalogue;
}

/** How many units: mostly few, once in a while very many. */
function unitCount(draw: Draw, scope: 'unit' | 'department'): number {
  if (scope === 'unit') return 1;
  if (draw.chance(0.01)) return draw.within(40, 300);
  return draw.within(1, draw.chance(0.7) ? 3 : 12);
}

export function drawDepartment(draw: Draw, year: number, scope: 'unit' | 'department', codes: Catalogue): Department {
  const trade = draw.pick(TRADES);
  const place = placeName(draw);
  const organisation = `${place}${trade.name}局`;
  const section = `${draw.within(100, 899)}`;
  const units = unitNames(draw, organisation, unitCount(draw, scope)).map((name, i): Unit => {
    const kind =
      i === 0
        ? draw.pick(['agency', 'agency', 'participating'] as const)
        : draw.pick(['participating', 'institution', 'institution'] as const);
    return { code: `${section}${String(i + 1).padStart(3, '0')}`, name, kind };
  });
  return { place, trade, organisation, scope, year, units, grain: grainOf(draw), codes };
}

/** 行政运行 of the department's 款, or 事业运行 (in some 款 another item) for an institution. */
export function operatingItem({ codes, trade, year }: Department, kind: UnitKind): string {
  const wanted = kind === 'institution' ? '事业运行' : '行政运行';
  const items = itemsUnder(codes, trade.section, year);
  return (items.find(({ name }) => name === wanted) ?? items.at(-1))?.code ?? '';
}

const RUNNING = ['行政运行', '事业运行', '机关服务', '事业机构'];

/** Items that pay for projects. */
export const projectItems = ({ codes, trade, year }: Department): string[] =>
  itemsUnder(codes, trade.section, year).flatMap(({ code, name }) => (RUNNING.includes(name) ? [] : code));

const itemsUnder = (codes: Catalogue, section: string, year: number) =>
  codes.functional.rows
    .filter((row) => row.parent === section && row.level === 3 && validIn(row, year))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));

/** The government 款 that a departmental 款 goes to; null where such a unit cannot have it. */
export const governmentOf = ({ codes, year }: Department, economic: string, kind: UnitKind): string | null =>
  codes.mapping(economic, year)?.[kind === 'institution' ? 'institution' : 'agency'] ?? null;
