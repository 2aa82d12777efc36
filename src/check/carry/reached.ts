import type { Words } from '../../document/document.ts';
import type { Fact } from '../../fact/fact.ts';
import type { EvaluationWords } from '../../form/passage-form.ts';
import { nameLikeness } from '../../form/passage-name.ts';
import type { EvaluationNode, FilledSlot } from '../../form/passage-node.ts';
import { type ProjectEvaluation, projectEvaluations } from '../../score/evaluation.ts';
import { type IndicatorClass, indicatorClass } from '../../score/indicator.ts';
import { actualOf, namedValue } from '../../score/outcome.ts';
import type { Project } from '../../score/project.ts';
import type { Paper } from '../../score/read.ts';
import { parseValue, type TargetValue } from '../../score/value.ts';
import type { FindingPlace } from '../finding.ts';
import { factPlace, wordsPlace } from '../place.ts';

export const ALIKE = 0.75;

/** What an evaluation tells of one indicator: what was promised, and what was reached. */
export interface Reached {
  readonly class: IndicatorClass | null;
  readonly name: string;
  readonly target: TargetValue;
  /** what was reached; the target where full points were given and no figure; null where neither is told */
  readonly actual: TargetValue | null;
  /** target, then what was reached where that is told */
  readonly places: readonly FindingPlace[];
}

/** What an evaluation tells of a project: its names, money and indicators. */
export interface Evaluated {
  readonly names: readonly Words[];
  readonly budget: Fact | null;
  readonly executed: Fact | null;
  readonly indicators: readonly Reached[];
}

const slotsOf = (node: EvaluationNode, name: string): FilledSlot | undefined =>
  node.clauses.find(({ slots }) => slots.has(name))?.slots.get(name);

/** The quantity of a project's row in a summary. */
function rowQuantity({ source, ...rest }: EvaluationNode, { facts }: Paper): Reached[] {
  const node = { source, ...rest };
  const fact = (name: string): Fact | undefined => facts[slotsOf(node, name)?.fact ?? -1];
  const [what, target, actual] = [slotsOf(node, 'what')?.words, fact('target'), fact('actual')];
  if (source !== 'table' || !what || !target || !actual || target.kind !== actual.kind) return [];
  const value = ({ printed, kind }: Fact): TargetValue =>
    parseValue(kind === 'percent' && !printed.endsWith('%') ? `${printed}%` : printed);
  const places = [target, actual].map(factPlace);
  return [{ class: 'quantity', name: what.text, target: value(target), actual: value(actual), places }];
}

/** The indicators that the paragraphs of a project weigh. */
function told(project: ProjectEvaluation, full: boolean): Reached[] {
  if (project.mentions.some(({ node }) => node.source === 'form')) return [];
  return project.items.flatMap(({ kind, level, target, result, got, weight, missing }): Reached[] => {
    const { name, value } = namedValue(target.text);
    if (kind === 'execution' || missing || value === name) return [];
    const promised = parseValue(value);
    const said = parseValue(actualOf(result?.text ?? ''));
    const reached = said.number ? said : (got === null ? full || project.othersFull : got === weight) ? promised : null;
    const spot = { table: null, row: project.name, column: null };
    const places = [target, ...(result && said.number ? [result] : [])].map((words) => wordsPlace(words, spot));
    return [{ class: indicatorClass(level), name, target: promised, actual: reached, places }];
  });
}

/** The indicators of a filled form. */
function filled(node: EvaluationNode): Reached[] {
  return node.clauses.flatMap(({ id, slots }): Reached[] => {
    const [name, target, actual] = ['indicator', 'target', 'actual'].map((slot) => slots.get(slot)?.words);
    if (id !== 'indicator' || !name || !target) return [];
    const spot = { table: null, row: name.text, column: null };
    return [
      {
        class: indicatorClass(slots.get('level2')?.words.text, slots.get('level1')?.words.text),
        name: name.text,
        target: parseValue(target.text),
        actual: actual ? parseValue(actual.text) : null,
        places: [target, ...(actual ? [actual] : [])].map((words) => wordsPlace(words, spot)),
      },
    ];
  });
}

/** All that a paper's evaluations tell of each project, the figures of tables first. */
export function evaluatedIn(paper: Paper, words: EvaluationWords): Evaluated[] {
  return projectEvaluations(paper.passages.evaluations, words).map((project) => {
    const { mentions } = project;
    const fact = (id: number | null | undefined): Fact | null => (id === null || id === undefined ? null : (paper.facts[id] ?? null));
    const [money] = [...mentions]
      .filter(({ budget, executed }) => budget !== null && executed !== null)
      .sort((a, b) => Number(b.node.source === 'table') - Number(a.node.source === 'table'));
    const full = mentions.some(({ total }) => Number(fact(total)?.printed) === 100);
    return {
      names: mentions.map(({ node }) => node.name),
      budget: fact(money?.budget),
      executed: fact(money?.executed),
      indicators: [...mentions.flatMap(({ node }) => [...rowQuantity(node, paper), ...filled(node)]), ...told(project, full)],
    };
  });
}

/** The one of the evaluated projects that a target form is of; null where two are as much alike. */
export function evaluatedOf(project: Project, evaluated: readonly Evaluated[]): Evaluated | null {
  const name = project.name?.text.replace(/\s+/g, '') ?? '';
  const near = evaluated
    .map((one) => ({ one, likeness: Math.max(0, ...one.names.map(({ text }) => nameLikeness(text, name))) }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness);
  const [first, second] = near;
  return first && (!second || second.likeness < first.likeness) ? first.one : null;
}
