import { amountText } from '../../fact/amount.ts';
import type { Plan, PlanLine } from '../plan.ts';
import { error, type Look, warning } from './problem.ts';

const yuan = (fen: number): string => `${amountText(fen, '元')}元`;

/** Lines hold what is spent: never less than nothing. */
export const negativeAmounts: Look = ({ lines, purchases, given }) => [
  ...lines.flatMap(({ fen, original, carriedOut, place }) =>
    [
      { field: 'yuan', value: fen },
      { field: 'original', value: original ?? 0 },
      { field: 'carried-out', value: carriedOut },
    ].flatMap(({ field, value }) =>
      value < 0 ? [error(place, field, `金额是负数（${yuan(value)}）`, '填正数；调减写在“预算调整”里')] : [],
    ),
  ),
  ...purchases.flatMap(({ fen, place }) => (fen < 0 ? [error(place, 'yuan', '采购金额是负数', '填正数')] : [])),
  ...given.flatMap(({ value, concept, place }) => (value < 0 ? [error(place, '', `“${concept}”是负数`, '填正数或 0')] : [])),
];

/** What a line of final accounts is paid from: lines and adjustments of the same function, fund, project, origin and unit. */
const sourceKey = ({ dims }: Pick<PlanLine, 'dims'>): string =>
  [dims.organisation, dims.fund, dims.function, dims.project, dims.origin].map((member) => member ?? '').join(' ');

/** Final accounts: what is paid and carried over is what was budgeted and adjusted; nobody spends more (Budget Law art. 13). */
export const overspending: Look = ({ kind, lines, adjustments }) => {
  if (kind !== 'final' || lines.every(({ original }) => original === null)) return [];
  const groups = new Map<string, { readonly place: string; source: number; used: number }>();
  for (const line of lines) {
    const group = groups.get(sourceKey(line)) ?? { place: line.place, source: 0, used: 0 };
    group.source += line.original ?? 0;
    group.used += line.fen + line.carriedOut;
    groups.set(sourceKey(line), group);
  }
  const lost = adjustments.filter((adjustment) => !groups.has(sourceKey(adjustment)));
  for (const adjustment of adjustments) {
    const group = groups.get(sourceKey(adjustment));
    if (group) group.source += adjustment.fen;
  }
  return [
    ...[...groups.values()].flatMap(({ place, source, used }) =>
      used > source
        ? [error(place, 'yuan', `支出和结转共 ${yuan(used)}，超过年初预算加调整 ${yuan(source)}`, '补登预算调整，或改正金额')]
        : used < source
          ? [
              warning(
                place,
                'carried-out',
                `年初预算加调整 ${yuan(source)}，支出和结转只有 ${yuan(used)}`,
                `差额 ${yuan(source - used)} 写入结转，或登记调减`,
              ),
            ]
          : [],
    ),
    ...lost.map(({ place, document }) =>
      error(place, '', `预算调整“${document}”所调的科目、项目没有支出行`, '按同样的功能分类、资金、项目填一行支出'),
    ),
  ];
};

/** Budget: money that is given by source must cover what is planned from it. */
export const sources: Look = ({ given, lines }) =>
  given.flatMap(({ concept, dims, value, place }) => {
    if (concept !== 'revenue' || !dims.fund || dims.measure) return [];
    const used = lines
      .filter((line) => line.dims.fund === dims.fund && (!dims.origin || line.dims.origin === dims.origin))
      .reduce((sum, { fen, carriedOut }) => sum + fen + carriedOut, 0);
    return used > value
      ? [error(place, 'yuan', `这项收入 ${yuan(value)}，所列支出共 ${yuan(used)}`, '支出不能超过来源：减支出，或增列收入')]
      : [];
  });

/** A project is money for a purpose. */
export const projectFunding: Look = (plan) =>
  plan.paper.projects.flatMap(({ name }) => {
    const own = plan.lines.filter(({ dims }) => dims.project === name);
    const total = own.reduce((sum, { fen }) => sum + fen, 0);
    if (own.length === 0) return [error(`项目“${name}”`, 'lines', '项目没有资金', '在项目下面填支出行，或删去项目')];
    const term = plan.terms.find(({ project }) => project === name);
    const whole = term ? [...term.levels.values()].reduce((sum, fen) => sum + fen, 0) : total;
    return [
      ...(total === 0 && plan.kind === 'budget' ? [warning(`项目“${name}”`, 'lines', '项目资金是 0', '确认本年没有安排，或补填金额')] : []),
      ...(whole < total
        ? [error(`项目“${name}”`, 'term', `实施期资金 ${yuan(whole)} 少于本年资金 ${yuan(total)}`, '实施期资金包括本年，改正其中之一')]
        : []),
    ];
  });

const byProject = (plan: Plan, name: string): number =>
  plan.lines.filter(({ dims }) => dims.project === name).reduce((sum, { fen }) => sum + fen, 0);

/** Parts of purchases, and purchases within the project that pays for them. */
export const purchases: Look = (plan) => {
  const names = new Set(plan.paper.projects.map(({ name }) => name));
  const perProject = Map.groupBy(plan.purchases, ({ project }) => project);
  return [
    ...plan.purchases.flatMap(({ project, fen, sme, micro, budget, place }) => [
      // a source that is no project says what it has
      ...(project && !names.has(project) && budget === undefined
        ? [error(place, 'project', `没有“${project}”这个项目`, '项目名称要与项目表中的一致')]
        : []),
      ...(sme > fen ? [error(place, 'sme', '中小企业金额大于采购金额', '改正其中之一')] : []),
      ...(micro > sme ? [error(place, 'micro', '小微企业金额大于中小企业金额', '小微企业包括在中小企业里')] : []),
    ]),
    ...[...perProject].flatMap(([project, list]) => {
      const fen = list.reduce((sum, purchase) => sum + purchase.fen, 0);
      const budget = names.has(project) ? byProject(plan, project) : list[0]?.budget;
      return project && budget !== undefined && fen > budget
        ? [
            error(
              list[0]?.place ?? '',
              'yuan',
              `“${project}”的采购共 ${yuan(fen)}，超过它的资金 ${yuan(budget)}`,
              '减采购金额，或增加项目资金',
            ),
          ]
        : [];
    }),
  ];
};
