import { labelKey } from '../../lexicon/lexicon.ts';
import { type Project, projectKey, projectName } from '../../score/project.ts';
import type { Paper } from '../../score/read.ts';

/** A project of a paper: its name, the target form that belongs to it, and what the paper says of its kind. */
export interface ImportedProject {
  readonly name: string;
  readonly target: Project | null;
  /** null: the paper does not say */
  readonly nature: 'operating' | 'specific' | null;
}

/** The projects of a paper, found by any of their names. */
export interface ImportedProjects {
  readonly all: readonly ImportedProject[];
  /** The name of a project by a name as a fact holds it; undefined where the paper has no such project. */
  nameOf(name: string): string | undefined;
}

const pairs = (text: string): string[] => [...text].slice(1).map((c, i) => `${[...text][i]}${c}`);

/** How much of two names is common, 0 to 1: shared pairs of characters. */
export function likeness(a: string, b: string): number {
  const left = pairs(projectKey(a));
  const right = pairs(projectKey(b));
  const both = left.filter((pair) => right.includes(pair)).length;
  return left.length + right.length === 0 ? 0 : (2 * both) / (left.length + right.length);
}

/** From here on two names with the same amount mean one project. */
const SAME = 0.6;

/** Names of projects in tables of expenditure, as printed, with their amounts and kinds. */
function tableProjects({ facts }: Paper): Map<string, { name: string; nature: ImportedProject['nature']; amounts: Set<number> }> {
  const found = new Map<string, { name: string; nature: ImportedProject['nature']; amounts: Set<number> }>();
  for (const { concept, dims, where, value } of facts) {
    if (concept !== 'expenditure' || where.node !== 'table' || dims.project === undefined || dims.measure) continue;
    const printed = where.row?.replace(/\s+/g, '') ?? '';
    const own = found.get(dims.project) ?? {
      name: labelKey(printed) === dims.project ? printed : dims.project,
      nature: null,
      amounts: new Set(),
    };
    if (dims.nature === 'operating' || dims.nature === 'specific') own.nature = dims.nature;
    own.amounts.add(value);
    found.set(dims.project, own);
  }
  return found;
}

/** The projects of tables, each with its target form where there is one, then those that have a target form only. */
export function importedProjects(paper: Paper): ImportedProjects {
  const tables = tableProjects(paper);
  const targets = paper.projects.filter(({ name, record }) => name !== null && record.record !== 'whole-target');
  const names = new Map<string, string>();
  const free = new Set(targets);
  const all = [...tables].map(([key, { name, nature, amounts }]): ImportedProject => {
    const own = [...free].filter((target) => {
      const title = projectName(target.name?.text ?? '');
      if (projectKey(title) === projectKey(name)) return true;
      const amount = target.funding.annual.total?.amount.fen;
      return amount !== undefined && amounts.has(amount) && likeness(title, name) >= SAME;
    });
    const target = own.find(({ name: title }) => projectKey(title?.text ?? '') === projectKey(name)) ?? own[0] ?? null;
    names.set(key, name);
    if (target) {
      free.delete(target);
      names.set(labelKey(projectName(target.name?.text ?? '')), name);
    }
    return { name, target, nature };
  });
  for (const target of free) {
    const name = projectName(target.name?.text ?? '');
    if (!name || names.has(labelKey(name))) continue;
    names.set(labelKey(name), name);
    all.push({ name, target, nature: null });
  }
  return { all, nameOf: (name) => names.get(name) };
}
