import { createContext, useContext } from 'react';
import type { YearRecord } from '../../../src/performance/record.ts';
import type { Draft } from '../../../src/performance/unfinished.ts';
import type { Scheme } from '../../../src/score/scheme.ts';
import { type Path, put, type Source } from './edit.ts';

/** What every part of a project's page works on. */
export interface Project {
  readonly id: string;
  readonly owner: string;
  readonly value: Source;
  readonly draft: Draft;
  readonly writable: boolean;
  /** the year that is shown, its place among the years, and the record as far as it can be read; -1 and null where the project has none */
  readonly year: number;
  readonly at: number;
  readonly record: YearRecord | null;
  readonly scheme: Scheme;
  /** form set that the region uses for the year's budgets, '' where none was registered */
  readonly form: string;
  change(change: (value: Source) => Source): void;
  save(): Promise<boolean>;
}

export const ProjectContext = createContext<Project | null>(null);

export function useOpen(): Project & { set(path: Path, next: unknown): void } {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('a part of a project page');
  return { ...project, set: (path, next) => project.change((value) => put(value, path, next)) };
}
