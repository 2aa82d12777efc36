import type { Words } from '../../document/document.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Reading } from '../../form/reading.ts';
import { editDistance } from '../../lexicon/distance.ts';
import { type Project, projectKey, projectName } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace, wordsPlace } from '../place.ts';
import { fieldPlace, inner, nameOf } from './spots.ts';

/** A name of a project in a table of projects. */
interface Listed {
  readonly name: string;
  readonly fact: Fact;
}

/** Projects of the paper's tables, once each; with `concept` procurement those that money is spent on by purchases. */
export function listedProjects(facts: readonly Fact[], concept = 'expenditure'): Listed[] {
  const out = new Map<string, Listed>();
  for (const fact of facts) {
    const name = fact.dims.project;
    if (fact.where.node !== 'table' || fact.concept !== concept || name === undefined) continue;
    const row = fact.where.row?.replace(/\s+/g, '') ?? '';
    if (!out.has(name)) out.set(name, { name: projectKey(row) === projectKey(name) ? row : projectName(name), fact });
  }
  return [...out.values()];
}

/** The listed project that a name is a variant of: at most a quarter of the characters differ, and it is the only one. */
export function nearListed(name: string, listed: readonly Listed[]): Listed | null {
  const key = projectKey(name);
  const limit = Math.max(1, Math.floor(key.length / 4));
  const near = listed
    .map((item) => ({ item, distance: editDistance(key, projectKey(item.name), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  return first && (!second || second.distance > first.distance) ? first.item : null;
}

/** The cell that bears the name in a listed project's row. */
function nameCell({ name, fact }: Listed, tables: Reading['tables']): Words | null {
  for (const { grid, rows } of tables) {
    const row = rows.find(({ facts }) => [...facts.values()].includes(fact.id));
    if (row) return grid.rows[row.index]?.find(({ words }) => projectKey(words.text) === projectKey(name))?.words ?? null;
  }
  return null;
}

/** Signs that tell two projects apart. */
const TELLING = /[\d一二三四五六七八九十甲乙丙东西南北中上下新老大小]/;

/** The purchase that is a project with one sign written wrong; other likenesses mean nothing, as a project may buy many things. */
function misspelt(name: string, purchases: readonly Listed[]): Listed | null {
  const own = [...projectKey(name)];
  const near = purchases.filter((item) => {
    const other = [...projectKey(item.name)];
    const differing = other.filter((sign, i) => sign !== own[i]);
    return own.length > 4 && other.length === own.length && differing.length === 1 && !TELLING.test(differing.join(''));
  });
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** Names in forms against those in the tables of projects. */
function againstTables(projects: readonly Project[], { facts, tables }: Pick<Reading, 'facts' | 'tables'>): Finding[] {
  const listed = listedProjects(facts);
  const purchases = listedProjects(facts, 'procurement');
  const named = projects.flatMap((project) =>
    project.name && project.record.record !== 'whole-target' ? [{ project, words: project.name }] : [],
  );
  const taken = new Set(named.map(({ words }) => projectKey(words.text)));
  const isFree = (item: Listed): boolean => !taken.has(projectKey(item.name));
  return named.flatMap(({ project, words: own }): Finding[] => {
    const name = projectName(own.text);
    const printed = own.text.replace(/\s+/g, '');
    const same = listed.find((item) => item.name === name) ?? listed.find((item) => projectKey(item.name) === projectKey(name));
    if (same && printed === same.name) return [];
    const near = same ?? nearListed(name, listed.filter(isFree)) ?? misspelt(name, purchases.filter(isFree));
    if (!near) return [];
    const table = near.fact.concept === 'procurement' ? '政府采购表' : '项目支出表';
    const words = nameCell(near, tables);
    const place = words
      ? wordsPlace(words, { ...near.fact.where, row: near.name })
      : { ...factPlace(near.fact), text: near.name, row: near.name };
    return [
      found('agree.project-name', {
        severity: same ? 'info' : 'error',
        message: same
          ? `绩效目标表的项目名称“${inner(printed)}”与${table}的“${inner(near.name)}”只差标点或符号。`
          : `绩效目标表的项目名称为“${inner(printed)}”，${table}为“${inner(near.name)}”，应为同一项目，名称不一致。`,
        stated: printed,
        expected: near.name,
        suggestion: '按预算批复的项目名称统一。',
        places: [fieldPlace(project, own, '项目名称'), place],
      }),
    ];
  });
}

/** Titles of forms as such: 项目支出绩效目标表. */
const GENERAL = /^(?:(?:单位|部门|预算|一级|二级|重点|专项)*(?:项目|资金|支出|整体|预算)+)?$/;

/** The title above a form against the name in it: “3.某项目绩效目标表”. */
function againstTitles(projects: readonly Project[]): Finding[] {
  return projects.flatMap((project): Finding[] => {
    const { name, record } = project;
    const match = /^\s*(\d+[.、．])?\s*(.+?)绩效目标表\s*$/.exec(record.title?.text ?? '');
    const title = match?.[2]?.trim() ?? '';
    if (!name || !record.title || GENERAL.test(title)) return [];
    const [titled, own] = [projectKey(title), projectKey(name.text)];
    const most = Math.max(titled.length, own.length) / (match?.[1] ? 3 : 4);
    if (titled === own || titled.length < 3 || editDistance(titled, own) > most) return [];
    return [
      found('agree.project-name', {
        severity: 'error',
        message: `表题写“${title}”，表内项目名称为“${projectName(name.text)}”，名称不一致。`,
        stated: title,
        expected: projectName(name.text),
        suggestion: '按预算批复的项目名称统一。',
        places: [fieldPlace(project, record.title, '表题'), fieldPlace(project, name, '项目名称')],
      }),
    ];
  });
}

const most = <T>(items: readonly T[]): T | null => {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] > 1 && first[1] > (second?.[1] ?? 0) ? first[0] : null;
};

const ofForms = (projects: readonly Project[]) =>
  projects.flatMap((project) => (project.name && project.department ? [{ project, department: project.department }] : []));

/** One department has one code. */
function codeFindings(projects: readonly Project[]): Finding[] {
  const forms = ofForms(projects).filter(({ department }) => department.code !== null);
  return [...new Set(forms.map(({ department }) => department.name))].flatMap((name) => {
    const same = forms.filter(({ department }) => department.name === name);
    const codes = [...new Set(same.map(({ department }) => department.code ?? ''))];
    if (codes.length < 2) return [];
    const usual = most(same.map(({ department }) => department.code ?? ''));
    const odd = same.filter(({ department }) => department.code !== usual);
    const rest = same.filter(({ department }) => department.code === usual);
    return [
      found('agree.department-code', {
        severity: 'warning',
        message: `同一主管部门“${name}”在${same.length}张绩效目标表中写了${codes.length}个代码：${codes.join('、')}${usual ? `，多数为${usual}` : ''}。`,
        stated: odd.map(({ department }) => department.code).join('、'),
        expected: usual ?? '',
        culprit: usual ? 0 : null,
        suggestion: '一个预算部门只有一个编码，按预算管理系统的编码统一。',
        places: [...odd, ...rest].map(({ project, department }) => fieldPlace(project, department.words, '主管部门及代码')),
      }),
    ];
  });
}

const isSection = (name: string): boolean => /股$|科$|(?<!办公)室$|处$/.test(name);

/** The department of a form must be that of the paper's other forms. */
function departmentFindings(projects: readonly Project[], identity: Reading['identity']): Finding[] {
  const forms = ofForms(projects.filter(({ record }) => record.record === 'project-target'));
  const organisation = identity.organisation?.replace(/\s+/g, '') ?? null;
  const usual = most(forms.map(({ department }) => department.name)) ?? organisation;
  if (!usual) return [];
  return forms.flatMap(({ project, department }) => {
    const { name, words } = department;
    if (name === usual || name === organisation || usual.includes(name) || name.includes(usual)) return [];
    if (!isSection(name) && editDistance(name, usual) <= 2) return [];
    const example = forms.find((form) => form.department.name === usual);
    return [
      found('agree.department', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的主管部门写“${words.text.replace(/\s+/g, '')}”${isSection(name) ? '，是内设机构名称' : ''}，其他绩效目标表为“${usual}”。`,
        stated: name,
        expected: usual,
        culprit: 0,
        suggestion: '主管部门应为预算部门的规范全称和代码；由其他部门主管的项目应说明。',
        places: [
          fieldPlace(project, words, '主管部门及代码'),
          ...(example ? [fieldPlace(example.project, example.department.words, '主管部门及代码')] : []),
        ],
      }),
    ];
  });
}

/** Findings about names of projects and departments. */
export function nameFindings(projects: readonly Project[], reading: Pick<Reading, 'facts' | 'identity' | 'tables'>): Finding[] {
  const forms = projects.filter(({ record }) => record.record !== 'whole-target');
  return [
    ...againstTables(forms, reading),
    ...againstTitles(forms),
    ...codeFindings(forms),
    ...departmentFindings(forms, reading.identity),
  ];
}
