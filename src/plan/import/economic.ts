import { labelKey } from '../../lexicon/lexicon.ts';
import type { Sources } from './candidates.ts';

/** A departmental economic 款 with its government 款; undefined: the paper prints none. */
export interface EconomicChoice {
  readonly economic: string | undefined;
  readonly government: string | undefined;
  readonly nature: 'personnel' | 'public';
  /** the kind of unit whose mapping gives the government 款; null: of both */
  readonly unit: 'agency' | 'institution' | null;
  readonly cost: number;
}

const natureOf = (economic: string): EconomicChoice['nature'] => (/^30[13]/.test(economic) ? 'personnel' : 'public');

/** 其他商品和服务支出: the 款 of a project of which no table says more. */
const UNSAID = '30299';

/** Government 款 that the paper prints in one row with a departmental 款. */
function printedPairs({ paper, codes }: Sources): Map<string, Set<string>> {
  const year = paper.identity.year ?? undefined;
  const found = new Map<string, Set<string>>();
  for (const table of paper.tables) {
    for (const row of table.rows) {
      const economic = row.sense?.dims.economic;
      if (economic?.length !== 5) continue;
      const texts = (table.grid.rows[row.index] ?? []).map(({ words }) => labelKey(words.text));
      for (const pair of codes.pairs.filter((one) => one.economic === economic)) {
        for (const government of [pair.agency, pair.institution]) {
          if (!government) continue;
          const name = labelKey(codes.government.byCode(government, year)?.name ?? '');
          const official = labelKey(codes.economic.byCode(economic, year)?.name ?? '');
          const times = texts.filter((text) => text === name).length;
          const printed =
            times > (name === official ? 1 : 0) ||
            texts.includes(government) ||
            texts.join(' ').includes(`${government.slice(0, 3)} ${government.slice(3)}`);
          if (printed) found.set(economic, (found.get(economic) ?? new Set()).add(government));
        }
      }
    }
  }
  return found;
}

/** Economic 款 that sentences name without an amount ("主要包括：办公费、差旅费"). */
function namedIn({ paper, codes }: Sources): Set<string> {
  const year = paper.identity.year ?? undefined;
  return new Set(
    paper.statements.flatMap((statement) =>
      statement.kind === 'list' && statement.named
        ? statement.labels.flatMap(({ text }) =>
            codes.economic
              .byName(text, year)
              .filter(({ level }) => level === 2)
              .map(({ code }) => code),
          )
        : [],
    ),
  );
}

/** The economic 款 of basic or of project expenditure that figures print, or that map to the government 款 they print. */
export function economicChoices(sources: Sources, nature: 'basic' | 'project'): EconomicChoice[] {
  const { figures, codes, paper } = sources;
  const year = paper.identity.year ?? undefined;
  const ofBasic = (dims: { readonly nature?: string }) => ['basic', 'personnel', 'public'].includes(dims.nature ?? '');
  const seen = (dimension: 'economic' | 'government') => {
    const own = figures.filter(({ dims, fen }) => fen > 0 && dims[dimension] !== undefined);
    const basic = own.filter(({ dims }) => ofBasic(dims));
    const rest = own.filter(({ dims }) => dims.nature === undefined || dims.nature === 'project');
    const use = nature === 'project' ? rest : basic.length > 0 ? basic : rest;
    const basics = new Set(basic.map(({ dims }) => dims[dimension] ?? ''));
    return { use: [...new Set(use.map(({ dims }) => dims[dimension] ?? ''))], basics };
  };
  const economics = seen('economic').use.filter((code) => code.length === 5);
  const pairs = printedPairs(sources);
  const choice = (economic: string, government: string | null, unit: EconomicChoice['unit'], cost: number): EconomicChoice[] =>
    government && codes.government.byCode(government, year) ? [{ economic, government, nature: natureOf(economic), unit, cost }] : [];
  const mapped = (economic: string, cost: number): EconomicChoice[] => {
    const allowed = pairs.get(economic);
    const all = codes.pairs
      .filter((pair) => pair.economic === economic)
      .flatMap(({ agency, institution }) =>
        agency === institution
          ? choice(economic, agency, null, cost)
          : [...choice(economic, agency, 'agency', cost), ...choice(economic, institution, 'institution', cost)],
      );
    const printed = all.filter(({ government }) => allowed?.has(government ?? ''));
    return printed.length > 0 ? printed.map((one) => ({ ...one, unit: null })) : all;
  };
  const governments = seen('government');
  if (economics.length > 0) {
    const { basics } = seen('economic');
    const more = new Set(governments.use.filter((code) => code.length === 5));
    return economics
      .flatMap((economic) => mapped(economic, nature === 'project' && basics.has(economic) ? 3 : 0))
      .map((one) => ({
        ...one,
        cost: one.cost + (more.size > 0 && !more.has(one.government ?? '') ? 2 : 0),
      }));
  }
  if (governments.use.length > 0) {
    const named = namedIn(sources);
    const finest = governments.use.filter((code) => !governments.use.some((other) => other !== code && other.startsWith(code)));
    return [...new Set(codes.pairs.map(({ economic }) => economic))].flatMap((economic) =>
      mapped(economic, named.size > 0 && !named.has(economic) ? 5 : 0).filter(({ government }) =>
        finest.some((code) => government?.startsWith(code)),
      ),
    );
  }
  if (nature === 'project') return mapped(UNSAID, 0).slice(0, 1);
  return (['personnel', 'public'] as const).map((own) => ({
    economic: undefined,
    government: undefined,
    nature: own,
    unit: null,
    cost: 0,
  }));
}
