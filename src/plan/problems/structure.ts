import { type FormSet, plainBody, type SectionForm, type TextForm } from '../../form/form.ts';
import { isWritten, type Plan, type PlanProblem } from '../plan.ts';
import { error, type Look, warning } from './problem.ts';

const twice = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  items.filter((item, i) => key(item) !== '' && items.findIndex((other) => key(other) === key(item)) < i);

/** Units and projects have one name and one code each. */
export const doubles: Look = ({ paper: { units, projects } }) => [
  ...twice(units, ({ name }) => name).map(({ name }) => error(`单位“${name}”`, 'name', '单位写了两次', '删去一个，或改正名称')),
  ...twice(units, ({ code }) => code).map(({ name, code }) =>
    error(`单位“${name}”`, 'code', `单位编码 ${code} 与别的单位相同`, '改正编码'),
  ),
  ...twice(projects, ({ name, unit }) => `${unit} ${name}`).map(({ name }) =>
    error(`项目“${name}”`, 'name', '项目写了两次', '同名项目合为一个，或在名称里区分'),
  ),
  ...twice(projects, ({ code }) => code).map(({ name, code }) =>
    error(`项目“${name}”`, 'code', `项目编码 ${code} 与别的项目相同`, '改正编码'),
  ),
];

/** In a department of several units every line says whose it is. */
export const organisations: Look = ({ lines, paper: { units, projects, scope } }) => {
  const names = new Set(units.map(({ name }) => name));
  const unknown = (name: string | undefined): boolean => name !== undefined && name !== '' && !names.has(name);
  const known = `单位有：${[...names].join('、')}`;
  return [
    ...(units.length === 0 ? [error('units', '', '没有填单位', '至少填一个单位的编码和名称')] : []),
    ...(scope === 'unit' && units.length > 1
      ? [error('scope', '', '单位文本里有几个单位', '改为部门（scope: department），或只留一个单位')]
      : []),
    ...lines.flatMap(({ dims: { organisation }, place }) =>
      unknown(organisation)
        ? [error(place, 'organisation', `没有“${organisation}”这个单位`, known)]
        : units.length > 1 && !organisation
          ? [error(place, 'organisation', '没有填单位', known)]
          : [],
    ),
    ...projects.flatMap(({ name, unit }) => (unknown(unit) ? [error(`项目“${name}”`, 'unit', `没有“${unit}”这个单位`, known)] : [])),
  ];
};

/** 21 characters: six of the division, two of the year (预算管理一体化规范). */
const PROJECT_CODE = /^\d{6}(\d{2})[0-9A-Z]{13}$/;

export const projectCodes: Look = ({ paper: { projects } }) =>
  projects.flatMap(({ name, code }) =>
    code && !PROJECT_CODE.test(code)
      ? [warning(`项目“${name}”`, 'code', `项目编码 ${code} 不是21位（行政区划6位＋年度2位＋13位）`, '从预算管理一体化系统复制项目编码')]
      : [],
  );

/** A project that was graded 中 or 差 last year goes on only with an answer: improved, or cut (财预〔2020〕10号). */
export const lastYears = ({ last, paper: { projects } }: Plan): PlanProblem[] =>
  (last ?? []).flatMap(({ project, year: of, grade, due, answer }) =>
    due && answer.trim() === '' && projects.some(({ name }) => name === project)
      ? [
          error(
            `项目“${project}”`,
            'last.answer',
            `${of}年绩效自评为“${grade}”，没有写怎样整改`,
            '写明原因和整改措施；不再安排的，删去项目',
          ),
        ]
      : [],
  );

const named = (text: string): string[] => [...text.matchAll(/\{text:([a-z0-9-]+)\}/g)].flatMap((match) => match[1] ?? []);

const textNames = (pieces: readonly TextForm[]): string[] =>
  pieces.flatMap((piece): string[] =>
    typeof piece === 'string' ? named(piece) : piece.kind === 'when' ? textNames([...piece.text, ...piece.otherwise]) : named(piece.item),
  );

const sectionTexts = (section: SectionForm, evaluated: boolean): { readonly name: string; readonly heading: string }[] =>
  (evaluated ? section.body : plainBody(section.body)).flatMap((part) =>
    part.kind === 'paragraph'
      ? textNames(part.text).map((name) => ({ name, heading: section.heading }))
      : part.kind === 'section'
        ? sectionTexts(part.section, evaluated)
        : [],
  );

/** The words that a form set wants from the organisation itself, with the section each stands in. `evaluated`: there are records of performance. */
export const wantedTexts = (set: FormSet, evaluated = false): { readonly name: string; readonly heading: string }[] =>
  set.parts.flatMap(({ sections }) =>
    sections.flatMap((id) => {
      const section = set.sections.get(id);
      return section ? sectionTexts(section, evaluated) : [];
    }),
  );

/** Words that the paper needs: a draft shows a gap, a paper cannot. */
export const texts: Look = ({ paper }, { set }) =>
  wantedTexts(set, paper.evaluation !== undefined).flatMap(({ name, heading }) =>
    isWritten(paper.texts.get(name))
      ? []
      : [{ ...error('texts', name, `“${heading}”缺文字（代号 ${name}）`, '写明内容；草稿里这里会标出空缺'), gap: true }],
  );

/** Indicators of published projects: three levels, with values. */
export const indicators: Look = ({ paper: { projects } }, { set }) =>
  set.records.size === 0
    ? []
    : projects.flatMap(({ name, published, indicators: own }) => [
        ...(published && own.length === 0
          ? [error(`项目“${name}”`, 'indicators', '公开绩效目标的项目没有指标', '至少填产出、效益、满意度各一个三级指标')]
          : []),
        ...own.flatMap((indicator, i) =>
          ['level1', 'name', 'value'].flatMap((field) =>
            indicator.get(field)?.trim()
              ? []
              : [error(`项目“${name}”指标${i + 1}`, field, '指标没有填全', '一级指标、三级指标、指标值都要填')],
          ),
        ),
      ]);

export const year: Look = ({ paper }, { set }) =>
  paper.year === set.year
    ? []
    : [warning('year', '', `计划是 ${paper.year} 年的，表样“${set.name}”是 ${set.year} 年的`, '确认当年表样没有变化')];

/** Whether the tables of a form set, or its texts where no table prints revenue, have a place for what was carried over. */
export function placesCarriedOver({ tables, sections, parts }: FormSet): boolean {
  const printed = parts.flatMap((part) => part.tables.flatMap((id) => tables.get(id) ?? []));
  const told = JSON.stringify(printed);
  return (told.includes('"revenue"') ? told : JSON.stringify([...sections.values()])).includes('carried-over');
}

/** A form set without a place for what was carried over cannot print a plan that has it: its revenue would not pay for its expenditure. */
export const carriedOver: Look = ({ lines }, { set }) => {
  const line = lines.find(({ dims, fen }) => dims.origin === 'carried-over' && fen !== 0);
  return line && !placesCarriedOver(set)
    ? [error(line.place, 'origin', `表样“${set.name}”没有列上年结转的栏目`, '改用列有上年结转的表样，或核对资金是否为当年安排')]
    : [];
};
