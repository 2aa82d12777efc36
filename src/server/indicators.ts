import { Hono } from 'hono';
import { parseAmount } from '../fact/amount.ts';
import type { Forms } from '../forms.ts';
import { frameworks, indicatorLibrary, type LibraryIndicator, type LibraryKind } from '../performance/library.ts';
import { searchIndicators } from '../performance/library-search.ts';
import { suggestedWeights } from '../performance/library-weights.ts';
import { type Advice, canMeasure, measurable, measurableTogether } from '../performance/measurable.ts';

/** Longest that a field may be. */
const LONGEST = 500;
/** Most indicators that one project may be given at once. */
const MOST_CHOSEN = 60;

/** An indicator of the library as the page shows it. */
export interface IndicatorView
  extends Pick<LibraryIndicator, 'level' | 'levels' | 'name' | 'direction' | 'weight' | 'evidence' | 'how' | 'avoid' | 'grades'> {
  /** kind and name: names one indicator */
  readonly id: string;
  readonly kind: string;
  readonly value: string;
}

/** What a search of the library gives. */
export interface IndicatorList {
  readonly kinds: readonly (Pick<LibraryKind, 'id' | 'name'> & { readonly count: number })[];
  readonly levels: readonly string[];
  readonly total: number;
  readonly indicators: readonly IndicatorView[];
}

/** What is said of an indicator while it is typed. */
export interface Measured {
  readonly measurable: boolean;
  readonly advice: readonly Advice[];
}

/** Indicators chosen for a project, with points that make what is due together. */
export interface ChosenList {
  readonly indicators: readonly (IndicatorView & { readonly points: number })[];
  readonly total: number;
  readonly advice: readonly Advice[];
}

const idOf = ({ kind, name }: LibraryIndicator): string => `${kind.id}/${name}`;

function viewOf(indicator: LibraryIndicator): IndicatorView {
  const { kind, value, level, levels, name, direction, weight, evidence, how, avoid, grades } = indicator;
  return { id: idOf(indicator), kind: kind.name, value: value.text, level, levels, name, direction, weight, evidence, how, avoid, grades };
}

/** /api/indicators: the library by words, kind and level; whether a draft can be measured; points for a choice. The library is read when first asked for. */
export function indicatorsApi(forms: Forms): Hono {
  const api = new Hono();
  let library: ReturnType<typeof indicatorLibrary> | null = null;
  const libraryOf = () => {
    library ??= indicatorLibrary(forms.indicators, forms.codes.indicators);
    return library;
  };

  api.get('/', (c) => {
    const { kinds, indicators } = libraryOf();
    const { words = '', kind = '', level = '' } = c.req.query();
    if (words.length > LONGEST) return c.json({ error: `查找的词不能超过 ${LONGEST} 字。` }, 400);
    const found = searchIndicators(libraryOf(), { words, kind, level });
    const list: IndicatorList = {
      kinds: kinds.map(({ id, name }) => ({ id, name, count: indicators.filter((one) => one.kind.id === id).length })),
      levels: [...new Set(indicators.map((one) => one.level))],
      total: indicators.length,
      indicators: found.map(viewOf),
    };
    return c.json(list);
  });

  api.get('/measure', (c) => {
    const { level = '', name = '', value = '', evidence = '', grades = '', project = '', budget = '' } = c.req.query();
    if ([level, name, value, evidence, grades, project, budget].some((text) => text.length > LONGEST))
      return c.json({ error: `每一项不能超过 ${LONGEST} 字。` }, 400);
    const amount = budget.trim() ? parseAmount(budget.trim(), '万元') : null;
    if (budget.trim() && !amount) return c.json({ error: '项目资金应是一个数，单位万元。' }, 400);
    const advice = measurable({ level, name, value, evidence, grades }, { name: project, ...(amount ? { budget: amount } : {}) });
    return c.json({ measurable: canMeasure(advice), advice } satisfies Measured);
  });

  api.get('/chosen', (c) => {
    const ids = c.req.queries('id') ?? [];
    const framework = frameworks.find((one) => one === c.req.query('framework')) ?? '2021';
    if (ids.length > MOST_CHOSEN) return c.json({ error: `一次最多选 ${MOST_CHOSEN} 个指标。` }, 400);
    const byId = new Map(libraryOf().indicators.map((one) => [idOf(one), one]));
    const chosen = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
    const points = suggestedWeights(libraryOf(), chosen, framework);
    const list: ChosenList = {
      indicators: chosen.map((one, i) => ({ ...viewOf(one), points: points[i] ?? 0 })),
      total: points.reduce((sum, own) => sum + own, 0),
      advice: measurableTogether(
        chosen.map(({ levels, name, value }, i) => ({ level: levels[framework].level2, name, value: value.text, weight: points[i] ?? 0 })),
      ),
    };
    return c.json(list);
  });

  return api;
}
