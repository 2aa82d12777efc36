import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { UsageError, userPath } from './usage.ts';

const PLAN_FILES = ['plan.yaml', 'plan.yml', 'plan.json', 'plan.xlsx'];
const ENDING = /\.(?:ya?ml|json|xlsx)$/i;

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
const ownPlan = (folder: string): string | undefined => PLAN_FILES.map((file) => join(folder, file)).find((file) => existsSync(file));

/** The file of a plan: itself, or the one in a folder. Throws UsageError where there is none. */
export function planFile(name: string): string {
  const path = userPath(name);
  if (!isFolder(path)) return path;
  const found = ownPlan(path);
  if (found === undefined) throw new UsageError(`文件夹“${name}”里没有 ${PLAN_FILES.join('、')}。`);
  return found;
}

/** A plan and where its files go, both as the user names them. */
export interface PlacedPlan {
  readonly plan: string;
  readonly out: string;
}

/** Plans in a folder: folders with a plan of their own, and files that may be one; in order of their names. Hidden ones are left out. */
const plansIn = (folder: string): string[] =>
  readdirSync(userPath(folder), { withFileTypes: true })
    .filter(({ name }) => !/^[.~]/.test(name))
    .filter((entry) => (entry.isDirectory() ? ownPlan(join(userPath(folder), entry.name)) !== undefined : ENDING.test(entry.name)))
    .map(({ name }) => join(folder, name))
    .sort();

/**
 * The plans that are named: files, folders with a plan, folders of many of those. One goes into the folder `out` itself (`single`), of several
 * each into one of its own there, called like the plan. Throws UsageError where a folder has none, or two would share one.
 */
export function plansOf(names: readonly string[], out: string): { readonly plans: readonly PlacedPlan[]; readonly single: boolean } {
  const [only] = names;
  const isPlan = (name: string): boolean => !isFolder(userPath(name)) || ownPlan(userPath(name)) !== undefined;
  if (names.length === 1 && only !== undefined && isPlan(only)) return { plans: [{ plan: only, out }], single: true };
  const plans = names.flatMap((name) => (isPlan(name) ? [name] : plansIn(name)));
  if (plans.length === 0)
    throw new UsageError(`“${names.join('”“')}”里没有计划：既没有 ${PLAN_FILES.join('、')}，也没有放着它们的文件夹。`);
  const taken = new Map<string, string>();
  return {
    single: false,
    plans: plans.map((plan) => {
      const file = basename(userPath(plan));
      const folder = isFolder(userPath(plan)) ? file : basename(file, extname(file));
      const other = taken.get(folder);
      if (other !== undefined) throw new UsageError(`“${other}”和“${plan}”会写进同一个文件夹“${folder}”。请改名后再试。`);
      taken.set(folder, plan);
      return { plan, out: join(out, folder) };
    }),
  };
}
