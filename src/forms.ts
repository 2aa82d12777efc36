import { parse as parseCsv } from 'csv-parse/sync';
import { loadAll, YAMLException } from 'js-yaml';
import { contentHash, readFiles, type SourceFile } from './forms/files.ts';
import type { CsvRecord } from './lexicon/code-row.ts';
import { type Catalogue, createCatalogue } from './lexicon/codes.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { createNearMisses, type NearMisses, type VocabularyData } from './lexicon/nearmiss.ts';
import { createLexicon, type LexiconData } from './lexicon/terms.ts';

/** The YAML documents of one form set, by file name without ending (set, table-04, target …). A file may hold several documents. */
export interface FormSetFiles {
  /** province/kind/year, e.g. shanxi/budget/2025; cn/lists */
  readonly id: string;
  readonly files: ReadonlyMap<string, readonly unknown[]>;
}

/** A file of forms/laws. */
export interface LawFile {
  readonly name: string;
  readonly documents: readonly unknown[];
}

/** All that forms/ holds, read once. */
export interface Forms {
  readonly lexicon: Lexicon;
  readonly codes: Catalogue;
  readonly nearMisses: NearMisses;
  readonly laws: readonly LawFile[];
  readonly sets: readonly FormSetFiles[];
  /** the other files of forms/lexicon, by file name without ending */
  readonly words: ReadonlyMap<string, unknown>;
  /** the files of forms/indicators, by file name without ending */
  readonly indicators: ReadonlyMap<string, readonly CsvRecord[]>;
  /** first 16 hex digits of the SHA-256 over names and contents of all files */
  readonly hash: string;
}

/** Documents of a YAML file. Throws an Error naming file and line where it is not YAML. */
function yamlDocuments({ path, text }: SourceFile): unknown[] {
  try {
    return loadAll(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new Error(`forms/${path}: ${error.message}`);
  }
}

const stem = (path: string): string => path.replace(/^.*\//, '').replace(/\.[^.]+$/, '');

/** Reads forms/ from disk. Throws an Error naming the file where something in it cannot be used. */
export function loadForms(dir?: string): Forms {
  const files = readFiles(dir);
  const under = (folder: string, ending: RegExp) => files.filter(({ path }) => path.startsWith(folder) && ending.test(path));
  const csv = (folder: string): Record<string, CsvRecord[]> =>
    Object.fromEntries(
      under(folder, /\.csv$/)
        .filter(({ path }) => !path.slice(folder.length).includes('/'))
        .map(({ path, text }) => [
          stem(path),
          parseCsv<Record<string, string>>(text, { columns: true, skip_empty_lines: true, trim: true, bom: true }),
        ]),
    );
  const codes = createCatalogue(csv('codes/'), csv('codes/local/'));
  const words = new Map(under('lexicon/', /\.ya?ml$/).map((file) => [stem(file.path), yamlDocuments(file)[0]]));
  const part = <T>(name: string): T => {
    const found = words.get(name);
    if (found === undefined || found === null) throw new Error(`缺少 forms/lexicon/${name}.yaml`);
    return found as T;
  };
  let indicators: Forms['indicators'] | null = null;
  const data: LexiconData = { terms: part('terms'), headers: part('headers'), dimensions: part('dimensions'), affixes: part('affixes') };
  return {
    lexicon: createLexicon(data, codes),
    codes,
    nearMisses: createNearMisses(part<VocabularyData>('vocabulary'), data.terms, codes),
    laws: under('laws/', /\.ya?ml$/).map((file) => ({ name: stem(file.path), documents: yamlDocuments(file) })),
    sets: formSets(files),
    words,
    // only who asks for the library pays for reading it
    get indicators() {
      indicators ??= new Map(Object.entries(csv('indicators/')));
      return indicators;
    },
    hash: contentHash(files),
  };
}

/** Folders of forms/ other than codes, lexicon and laws, each with its YAML documents. */
function formSets(files: readonly SourceFile[]): FormSetFiles[] {
  const sets = new Map<string, Map<string, unknown[]>>();
  for (const file of files) {
    const folder = /^(?!codes\/|lexicon\/|laws\/)(.+)\/[^/]+\.ya?ml$/.exec(file.path)?.[1];
    if (!folder) continue;
    const set = sets.get(folder) ?? new Map<string, unknown[]>();
    set.set(stem(file.path), yamlDocuments(file));
    sets.set(folder, set);
  }
  return [...sets].map(([id, documents]) => ({ id, files: documents }));
}
