import { type Catalogue, codebookOf } from './codes.ts';
import { createEntries, type TermData } from './entries.ts';
import { type AffixData, createLabels } from './label.ts';
import { type Lexicon, labelKey } from './lexicon.ts';
import { createScan } from './scan.ts';
import { createTree, type DimensionData } from './tree.ts';

export type HeaderRole = 'code' | 'label' | 'line' | 'value' | 'note';

/** The files of forms/lexicon as parsed. */
export interface LexiconData {
  readonly terms: readonly TermData[];
  readonly headers: Readonly<Partial<Record<HeaderRole, readonly string[]>>>;
  readonly dimensions: DimensionData;
  readonly affixes: AffixData;
}

/** The lexicon over its data and the classifications. Throws where a term names a member that no list has. */
export function createLexicon(data: LexiconData, catalogue: Catalogue): Lexicon {
  checkMembers(data, catalogue);
  const entries = createEntries(data.terms, catalogue);
  const labels = createLabels(entries, catalogue, data.affixes);
  const headers = new Map<string, HeaderRole>();
  for (const [role, words] of Object.entries(data.headers)) for (const word of words ?? []) headers.set(labelKey(word), role as HeaderRole);
  const scan = createScan(entries, catalogue, labels, data.affixes['not-before']);
  return {
    ...createTree(data.dimensions, catalogue),
    label: (text, year) => labels.meanings(text, year)[0]?.sense ?? null,
    meanings: labels.meanings,
    labelIn: (list, text, year) => labels.inList(list, text, year)[0]?.sense ?? null,
    header: (text) => {
      for (const step of [labelKey(text), ...labels.shorter(text)]) {
        const role = headers.get(step);
        if (role) return role;
      }
      return null;
    },
    scan,
  };
}

/** A misspelt member in terms.yaml would silently make facts that nothing compares with. */
function checkMembers({ terms, dimensions }: LexiconData, catalogue: Catalogue): void {
  for (const { concept, dims = {}, words } of terms) {
    if (concept !== undefined && !(concept in (dimensions.concept?.names ?? {})))
      throw new Error(`terms.yaml “${words[0]}”: 没有概念 ${concept}`);
    for (const [dimension, member] of Object.entries(dims)) {
      const known = dimensions[dimension]?.names;
      if (known ? member in known : codebookOf(catalogue, dimension)?.byCode(member)) continue;
      throw new Error(`terms.yaml “${words[0]}”: 维度 ${dimension} 没有成员 ${member}`);
    }
  }
}
