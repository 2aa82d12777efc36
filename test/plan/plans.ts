import type { Plan } from '../../src/plan/plan.ts';

const filled = (words: ReadonlyMap<string, string>): [string, string][] => [...words].filter(([, value]) => value.trim() !== '').sort();
const sorted = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();

/** What a plan says, wherever it was read from: without places, blank words left out, lines and facts in any order. */
export function said({ form, kind, paper, unitKinds, lines, terms, adjustments, purchases, given }: Plan): unknown {
  const bare = (items: readonly { readonly place: string }[]) =>
    sorted(
      items.map((item) => ({
        ...item,
        place: undefined,
        ...('dims' in item
          ? {
              dims: Object.entries(item.dims as object)
                .filter(([, member]) => member !== undefined)
                .sort(),
            }
          : {}),
      })),
    );
  return {
    form,
    kind,
    paper: {
      ...paper,
      projects: paper.projects.map((project) => ({
        ...project,
        fields: filled(project.fields),
        indicators: project.indicators.map(filled),
      })),
      indicators: paper.indicators.map(filled),
      texts: filled(paper.texts),
    },
    unitKinds: [...unitKinds].sort(),
    lines: bare(lines),
    terms: sorted(terms.map(({ project, levels }) => [project, [...levels].sort()])),
    adjustments: bare(adjustments),
    purchases: bare(purchases),
    given: bare(given),
  };
}
