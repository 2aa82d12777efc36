import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { compile } from '../compile/compile.ts';
import { resolveSet } from '../form/load.ts';
import { writeText } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import { readPlan } from '../plan/read.ts';
import { type CheckedPaper, checkBytes } from './paper.ts';

/** A change to the text of an example: in the first line that begins with `line`, from the first that begins with `after` on. */
interface Plant {
  readonly after: string;
  readonly line: string;
  readonly find: string;
  readonly put: string;
}

/** A file of examples/. */
interface ExampleFile {
  readonly set: string;
  readonly file: string;
  readonly plant: readonly Plant[];
}

const FOLDER = new URL('../../examples/', import.meta.url);

/** Throws an Error where there is no such line, or `find` is not in it: an example must show what it promises. */
function planted(text: string, { after, line, find, put }: Plant): string {
  const lines = text.split('\n');
  const start = lines.findIndex((words) => words.startsWith(after));
  const at = lines.findIndex((words, index) => start >= 0 && index >= start && words.startsWith(line));
  const words = lines[at];
  if (!words?.includes(find)) throw new Error(`examples: no “${find}” in a line “${line}…” after “${after}”`);
  lines[at] = words.replace(find, put);
  return lines.join('\n');
}

/** The text of an example: the facts of a form set's example.yaml, rendered, with what is planted in it. Throws an Error where it cannot be made. */
function exampleText({ set: id, plant }: ExampleFile, forms: Forms): string {
  const set = resolveSet(forms.sets, id);
  if (!set?.example) throw new Error(`examples: forms/${id} has no example.yaml`);
  const plan = readPlan({ value: set.example, path: `forms/${id}/example.yaml` }, set.kind, id);
  const { document } = compile(plan, set, forms);
  return plant.reduce(planted, writeText(document));
}

/** The example papers that the page opens with, read and checked like any upload. */
export function examplePapers(forms: Forms): { readonly id: string; readonly paper: CheckedPaper }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const example = load(readFileSync(fileURLToPath(new URL(name, FOLDER)), 'utf8')) as ExampleFile;
      return {
        id: name.replace('.yaml', ''),
        paper: checkBytes(new TextEncoder().encode(exampleText(example, forms)), example.file, forms),
      };
    });
}
