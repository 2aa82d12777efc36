import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { userPath } from './usage.ts';

/** A file to be checked: where it is, and what the user calls it. */
export interface Input {
  readonly path: string;
  readonly name: string;
}

export interface Walk {
  readonly inputs: readonly Input[];
  /** files in folders whose names no format reads */
  readonly skipped: number;
}

/**
 * Files by name; folders with all files below them that some format reads, in order of their names (hidden ones left out).
 * What does not exist stays in the list, to be told with the others. A file named twice is taken once.
 */
export async function walk(names: readonly string[]): Promise<Walk> {
  const inputs = new Map<string, Input>();
  let skipped = 0;
  for (const name of names) {
    const path = userPath(name);
    if (!existsSync(path) || !statSync(path).isDirectory()) {
      inputs.set(path, { path, name });
      continue;
    }
    // the readers are loaded here only to know their names
    const { isReadable } = await import('../format/index.ts');
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    const below = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
      .filter((file) => !/(^|[/\\])[.~]/.test(file))
      .sort();
    for (const file of below) {
      if (isReadable(file)) inputs.set(join(path, file), { path: join(path, file), name: join(name, file) });
      else skipped++;
    }
  }
  return { inputs: [...inputs.values()], skipped };
}
