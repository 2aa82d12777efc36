import type { Finding } from '../../check/finding.ts';
import { amountText } from '../../fact/amount.ts';
import { factKey } from '../../fact/dimension.ts';
import type { Place } from '../../fact/place.ts';
import { type Figure, STEP } from './figures.ts';

/** An amount of a paper that its plan does not keep: what is printed where, what is taken, and why. */
export interface Resolution {
  /** keys of the facts, as `factKey` writes them */
  readonly facts: readonly string[];
  /** where, in words: table, row, column */
  readonly where: readonly string[];
  /** 万元 */
  readonly printed: string;
  readonly taken: string;
  readonly reason: string;
}

const same = (a: Place, b: Place): boolean =>
  a.line === b.line && a.page === b.page && a.sheet === b.sheet && a.cell === b.cell && a.from === b.from;

/** The finding that speaks of a figure: as the culprit, at its place, in its line. */
function findingOn({ facts }: Figure, findings: readonly Finding[]): Finding | undefined {
  const told = findings.filter(({ severity }) => severity !== 'info');
  const on = (is: (place: Place, fact: Place) => boolean, culprits: boolean) =>
    told.find(({ places, culprit }) =>
      places.some((place, i) => (!culprits || i === culprit) && facts.some((fact) => is(place, fact.place))),
    );
  const inLine = (a: Place, b: Place) => a.line !== null && a.line === b.line;
  return (
    on(same, true) ??
    on(same, false) ??
    findings.find(
      ({ law, code, places }) =>
        (law !== 'comply' || code === 'comply.code') && places.some((place) => facts.some((fact) => inLine(place, fact.place))),
    )
  );
}

/** Whether a finding names the figure as the one that is wrong. */
export const isCulprit = (figure: Figure, findings: readonly Finding[]): boolean =>
  findings.some(({ culprit, places, severity }) => {
    const place = culprit === null || severity === 'info' ? undefined : places[culprit];
    return place !== undefined && figure.facts.some((fact) => same(fact.place, place));
  });

const yuan = (fen: number): string => amountText(fen, '万元');

/** Steps by which a total may differ from rounded parts without anybody's error. */
const ROUNDING = 5;

export function resolutionOf(figure: Figure, taken: number, findings: readonly Finding[], derived: boolean): Resolution {
  const finding = findingOn(figure, findings);
  const difference = Math.abs(taken - figure.fen);
  const reason = derived
    ? '与由支出明细推出的数口径不同，作为给定数保留'
    : finding
      ? `${finding.title}：${finding.message}`
      : difference <= ROUNDING * STEP
        ? '各项分别四舍五入后与合计有尾差，不能同时等于所印的数；改动最少的取法'
        : '与其他各处所印的数不能同时成立；按改动最少、各表最多一致的数取';
  const [first] = figure.facts;
  const where = [first?.where.table, first?.where.row, first?.where.column]
    .map((text) => text?.replace(/\s+/g, ''))
    .filter(Boolean)
    .join(' / ');
  return {
    facts: [factKey(figure.concept, figure.dims)],
    where: [where],
    printed: yuan(figure.fen),
    taken: yuan(derived ? figure.fen : taken),
    reason,
  };
}

/** Changes of one amount for one reason as one, in the order of the first. */
export function grouped(resolutions: readonly Resolution[]): Resolution[] {
  const groups = new Map<string, Resolution>();
  for (const one of resolutions) {
    const key = `${one.printed} ${one.taken} ${one.reason}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, facts: [...known.facts, ...one.facts], where: [...known.where, ...one.where] } : one);
  }
  return [...groups.values()];
}
