import type { Damage, Document } from '../document/document.ts';
import { joinWords } from '../document/words.ts';
import type { Dims } from '../fact/dimension.ts';
import type { Where } from '../fact/fact.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { claimParts, readClaims } from './passage-claim.ts';
import { type FactMaker, factMaker, indicatorKind, quotedName, withSlots } from './passage-fact.ts';
import type { PassageForms } from './passage-form.ts';
import { joinMentions } from './passage-join.ts';
import type { EvaluationClaim, EvaluationClause, EvaluationNode, EvaluationRow, EvaluationTable, FilledSlot } from './passage-node.ts';
import { passageNumbers, resultNumbers } from './passage-number.ts';
import { evaluationBlocks, type RawNode, readProjects } from './passage-project.ts';
import { readEvaluationTables } from './passage-table.ts';
import type { FactSink, NumberUse, Section, TableFrame } from './reading.ts';

/** What a paper says of the evaluation of its projects and of itself. */
export interface PassageReading {
  /** one per mention of a project; mentions of one project share `project` */
  readonly evaluations: readonly EvaluationNode[];
  readonly claims: readonly EvaluationClaim[];
  readonly tables: readonly EvaluationTable[];
  /** blocks that are fully read here */
  readonly owned: ReadonlySet<number>;
  /** numbers of owned blocks that are no facts, each with what it is, and results told in others; facts go before them */
  readonly numbers: readonly NumberUse[];
  readonly damage: readonly Damage[];
}

export interface PassageContext {
  readonly sink: FactSink;
  /** the paper's fiscal year */
  readonly year: number | null;
}

/** The clauses that a row of a summary table amounts to. */
function rowClauses(row: EvaluationRow, block: number): EvaluationClause[] {
  const words = joinWords([row.label, ...[...row.cells.values()].map((slot) => slot.words)]);
  const clause = (id: string, pairs: readonly (readonly [string, string])[]): EvaluationClause[] => {
    const slots = pairs.flatMap(([role, name]): [string, FilledSlot][] => {
      const slot = row.cells.get(role);
      return slot ? [[name, { ...slot, name }]] : [];
    });
    return slots.length ? [{ id, block, words, slots: new Map(slots) }] : [];
  };
  return [
    ...clause('budget', [['budget', 'budget']]),
    ...clause('executed', [['executed', 'executed']]),
    ...clause('rate', [['rate', 'rate']]),
    ...clause('amounts', [
      ['what', 'what'],
      ['target', 'target'],
      ['actual', 'actual'],
    ]),
    ...clause('total', [['got', 'total']]),
    ...clause('grade', [['grade', 'grade']]),
  ];
}

/** The clauses that the money block of an official form amounts to. */
function moneyClauses(tables: readonly EvaluationTable[], block: number): EvaluationClause[] {
  const row = tables.find((table) => table.form === 'evaluation-money' && table.block === block)?.rows.find(({ kind }) => kind === 'total');
  if (!row) return [];
  const words = joinWords([row.label, ...[...row.cells.values()].map((slot) => slot.words)]);
  const clause = (id: string, pairs: readonly (readonly [string, string])[]): EvaluationClause[] => {
    const slots = pairs.flatMap(([role, name]): [string, FilledSlot][] => {
      const slot = row.cells.get(role);
      return slot ? [[name, { ...slot, name }]] : [];
    });
    return slots.length === pairs.length ? [{ id, block, words, slots: new Map(slots) }] : [];
  };
  return [
    ...clause('budget', [['original', 'budget']]),
    ...clause('adjusted', [['adjusted', 'budget']]),
    ...clause('executed', [['executed', 'executed']]),
    ...clause('rate', [['rate', 'rate']]),
    ...clause('execution', [
      ['weight', 'weight'],
      ['got', 'got'],
    ]),
  ];
}

function tableNodes(table: EvaluationTable, tables: readonly EvaluationTable[]): RawNode[] {
  if (table.form === 'evaluation-summary')
    return table.rows
      .filter(({ kind, label }) => kind !== 'total' && label.text !== '')
      .map((row) => ({
        source: 'table',
        list: table.block,
        name: row.label,
        blocks: [table.block],
        clauses: rowClauses(row, table.block),
      }));
  const name = table.fields.get('name');
  if (table.form !== 'evaluation-form' || !name) return [];
  const clauses = table.rows.flatMap((row): EvaluationClause[] => {
    const words = joinWords([row.label, ...[...row.cells.values()].map((slot) => slot.words)]);
    const slots = new Map(row.cells);
    const got = slots.get('got');
    if (row.kind === 'total' && got)
      return [{ id: 'total', block: table.block, words, slots: new Map([...slots, ['total', { ...got, name: 'total' }]]) }];
    return [{ id: 'indicator', block: table.block, words, slots }];
  });
  return [
    {
      source: 'form',
      list: -table.block - 1,
      name,
      blocks: [table.block],
      clauses: [...moneyClauses(tables, table.block), ...clauses],
    },
  ];
}

const countLike = (text: string | undefined): boolean =>
  text !== undefined && /^\d+(?:人次|人|个|名|家|块|集|台|套|处|件|次|户|项|座)?$/.test(text);

/** Clauses that speak of indicators whose weights were told before. */
const OF_KNOWN: ReadonlySet<string> = new Set(['got', 'survey']);

/** For clauses with a weight or points: the level of their indicator, numbered where a project has several of one level. */
function itemNames(clauses: readonly EvaluationClause[], forms: PassageForms): Map<EvaluationClause, string> {
  const names = new Map<EvaluationClause, string>();
  const quoted = new Map<string, string>();
  const weights = new Map<string, number>();
  const scores = new Map<string, number>();
  for (const clause of clauses) {
    const text = clause.slots.get('item')?.words.text;
    const item = text === undefined ? undefined : indicatorKind(text, forms.words)?.item;
    if (text === undefined || item === undefined) continue;
    const name = quotedName(text);
    const known = name === null || !OF_KNOWN.has(clause.id) ? undefined : quoted.get(name);
    if (known !== undefined || clause.id === 'survey') {
      names.set(clause, known ?? item);
      continue;
    }
    const counts = clause.id === 'got' ? scores : weights;
    const before = counts.get(item) ?? 0;
    // points said twice of the only indicator of a level are a repeat
    const number = clause.id === 'got' ? Math.min(before + 1, Math.max(1, weights.get(item) ?? 1)) : before + 1;
    counts.set(item, number);
    names.set(clause, number === 1 ? item : `${item}${number}`);
    if (name !== null && clause.id !== 'got') quoted.set(name, number === 1 ? item : `${item}${number}`);
  }
  return names;
}

/** The facts of one clause of a project. */
function clauseFacts(
  clause: EvaluationClause,
  node: RawNode,
  project: string,
  make: FactMaker,
  item: string | undefined,
): EvaluationClause {
  const where: Where = { node: 'passage', table: null, row: node.name.text, column: null };
  const slot = (name: string) => clause.slots.get(name);
  const dims: Dims = { project };
  const spans = node.clauses.some(({ id }) => id === 'year-budget');
  const money = (name: string, change: Dims) => {
    const found = slot(name);
    return found && make.money(found, 'project-budget', { ...dims, ...change }, where);
  };
  const number = (name: string, kind: 'percent' | 'score' | 'count', concept: string, change: Dims = {}) => {
    const found = slot(name);
    return found && make.number(found, kind, concept, { ...dims, ...change }, where);
  };
  switch (clause.id) {
    case 'year-budget':
    case 'adjusted':
    case 'budget': {
      const stage = clause.id === 'adjusted' || /全年|调整/.test(clause.words.text.slice(0, 6)) ? 'adjusted' : 'original';
      return withSlots(clause, [money('budget', { stage: clause.id === 'budget' && spans ? 'whole-term' : stage })]);
    }
    case 'execution':
      return withSlots(clause, [
        number('weight', 'score', 'weight', { item: EXECUTION }),
        number('got', 'score', 'score', { item: EXECUTION }),
      ]);
    case 'executed':
      return withSlots(clause, [money('executed', { stage: 'actual' })]);
    case 'rate':
      return withSlots(clause, [number('rate', 'percent', 'project-budget', { measure: 'execution' })]);
    case 'missing':
    case 'weight':
      return withSlots(clause, [number('weight', 'score', 'weight', { item: item ?? slot('item')?.words.text })]);
    case 'got':
      return withSlots(clause, [item ? number('got', 'score', 'score', { item }) : null]);
    case 'total':
      return withSlots(clause, [number('total', 'score', 'score'), number('weight', 'score', 'weight')]);
    case 'grade': {
      const grade = slot('grade');
      return withSlots(clause, [grade && make.text(grade, 'grade', dims, where)]);
    }
    case 'quantity':
      return withSlots(clause, [number('n', 'count', 'project-quantity', { stage: 'actual' })]);
    case 'amounts':
      return withSlots(clause, [
        countLike(slot('target')?.words.text) ? number('target', 'count', 'project-quantity', { stage: 'original' }) : null,
        countLike(slot('actual')?.words.text) ? number('actual', 'count', 'project-quantity', { stage: 'actual' }) : null,
      ]);
    case 'survey':
      return withSlots(clause, item ? SURVEYED.map((set) => number(set, 'count', 'survey', { item, set })) : []);
    case 'indicator': {
      const name = slot('indicator')?.words.text;
      return withSlots(
        clause,
        name ? [number('weight', 'score', 'weight', { item: name }), number('got', 'score', 'score', { item: name })] : [],
      );
    }
    default:
      return clause;
  }
}

/** Who was asked about a satisfaction, who answered, who was satisfied. */
const SURVEYED = ['asked', 'answered', 'satisfied'] as const;

/** The item of a project that its execution is scored as. */
const EXECUTION = '预算执行率';

/** Dims of a row of the department's execution table. */
const ROW_DIMS: Readonly<Record<string, Dims>> = { total: {}, basic: { nature: 'basic' }, project: { nature: 'project' } };
/** Dims that a row after 其中 adds, by its words. */
const PART_DIMS: readonly (readonly [RegExp, Dims])[] = [
  [/上年结转/, { origin: 'carried-over' }],
  [/财政拨款/, { fund: 'appropriation' }],
  [/财政专户/, { fund: 'special-account' }],
  [/单位资金/, { fund: 'unit-funds' }],
  [/财政资金/, { fund: 'appropriation' }],
  [/其他资金/, { item: 'other-funding' }],
];

function tableFacts(table: EvaluationTable, make: FactMaker, project: string | null, forms: PassageForms): EvaluationTable {
  const columns =
    forms.tables.find(({ id }) => id === (table.form === 'evaluation-money' ? 'evaluation-execution' : table.form))?.columns ?? {};
  let ruling: Dims = {};
  const rows = table.rows.map((row): EvaluationRow => {
    const where = (role: string): Where => ({
      node: 'table',
      table: table.title?.text ?? null,
      row: row.label.text,
      column: columns[role]?.[0] ?? role,
    });
    const cells = new Map(row.cells);
    const fill = (role: string, filled: (slot: FilledSlot) => FilledSlot): void => {
      const slot = cells.get(role);
      if (slot) cells.set(role, filled(slot));
    };
    if (table.form === 'evaluation-execution') {
      const part = PART_DIMS.find(([words]) => row.kind === 'of-which' && words.test(row.label.text))?.[1];
      const dims = part ? { ...ruling, ...part } : ROW_DIMS[row.kind];
      if (!dims || row.cells.size === 0) return row;
      if (!part) ruling = dims;
      for (const stage of ['original', 'adjustment', 'adjusted'] as const)
        fill(stage, (slot) => make.money(slot, 'expenditure', { ...dims, stage }, where(stage)));
      fill('executed', (slot) => make.money(slot, 'expenditure', { ...dims, stage: 'actual' }, where('executed')));
      fill('revenue', (slot) => make.money(slot, 'revenue', { ...dims, stage: 'actual', origin: 'this-year' }, where('revenue')));
      fill('rate', (slot) => make.number(slot, 'percent', 'expenditure', { ...dims, measure: 'execution' }, where('rate')));
    } else if (table.form === 'evaluation-money' && project !== null && row.kind === 'of-which') {
      // the row of the total is read with the project
      const part = PART_DIMS.find(([words]) => words.test(row.label.text))?.[1] ?? { item: row.label.text };
      for (const stage of ['original', 'adjusted'] as const)
        fill(stage, (slot) => make.money(slot, 'project-budget', { project, ...part, stage }, where(stage)));
      fill('executed', (slot) => make.money(slot, 'project-budget', { project, ...part, stage: 'actual' }, where('executed')));
      fill('rate', (slot) => make.number(slot, 'percent', 'project-budget', { project, ...part, measure: 'execution' }, where('rate')));
    } else if (table.form === 'evaluation-levels') {
      const dims: Dims = row.label.text === '合计' || row.label.text === '总分' ? {} : { item: row.label.text };
      fill('weight', (slot) => make.number(slot, 'score', 'weight', dims, where('weight')));
      fill('got', (slot) => make.number(slot, 'score', 'score', dims, where('got')));
      fill('rate', (slot) => make.number(slot, 'percent', 'score', { ...dims, measure: 'share' }, where('rate')));
    } else if (table.form === 'evaluation-summary' && row.kind === 'total') {
      const set: Dims = { set: 'self-evaluated' };
      fill('budget', (slot) => make.money(slot, 'project-amount', { ...set, stage: 'original' }, where('budget')));
      fill('executed', (slot) => make.money(slot, 'project-amount', { ...set, stage: 'actual' }, where('executed')));
      fill('got', (slot) => make.number(slot, 'score', 'score', { ...set, measure: 'average' }, where('got')));
      fill('grade', (slot) => make.text(slot, 'grade', set, where('grade')));
    }
    return { ...row, cells };
  });
  return { ...table, rows };
}

/** The facts of a claim. A part of the projects (those under one heading) has its heading as item. */
function claimFacts(
  claim: EvaluationClaim,
  parts: ReadonlyMap<EvaluationClaim, string>,
  make: FactMaker,
  funds: Readonly<Record<string, string>>,
): EvaluationClaim {
  const where: Where = { node: 'passage', table: null, row: null, column: null };
  const part = parts.get(claim);
  const set: Dims = { ...(claim.set && { set: claim.set }), ...(part !== undefined && { item: part }) };
  const of = (name: string, filled: (slot: FilledSlot) => FilledSlot): FilledSlot | undefined => {
    const slot = claim.slots.get(name);
    return slot && filled(slot);
  };
  const money = (name: string, concept: string, dims: Dims) => of(name, (slot) => make.money(slot, concept, dims, where));
  const number = (name: string, kind: 'percent' | 'score' | 'count', concept: string, dims: Dims) =>
    of(name, (slot) => make.number(slot, kind, concept, dims, where));
  const text = (name: string, concept: string, dims: Dims) => of(name, (slot) => make.text(slot, concept, dims, where));
  const filled = ((): (FilledSlot | undefined)[] => {
    switch (claim.id) {
      case 'self-scope':
      case 'part-scope':
      case 'department-scope':
        return [
          number('n', 'count', 'project-count', set),
          money('amount', 'project-amount', set),
          money('budget', 'project-amount', { ...set, stage: 'original' }),
          money('executed', 'project-amount', { ...set, stage: 'actual' }),
          number('share', 'percent', 'project-amount', { ...set, stage: 'actual', measure: 'share' }),
        ];
      case 'fund':
        return [money('amount', 'project-amount', { ...set, fund: funds[claim.slots.get('fund')?.words.text ?? ''] })];
      case 'grade-count':
        return [number('n', 'count', 'project-count', { ...set, item: claim.slots.get('grade')?.words.text })];
      case 'average':
        return [
          number('total', 'score', 'score', { ...set, measure: 'average' }),
          number('weighted', 'score', 'score', { ...set, measure: 'weighted' }),
        ];
      case 'approved':
        return [number('n', 'count', 'project-count', { set: 'approved' })];
      case 'department-score':
        return [number('total', 'score', 'score', {}), text('grade', 'grade', {})];
      case 'level-score':
        return claim.topic === null
          ? []
          : [
              number('weight', 'score', 'weight', { item: claim.topic }),
              number('got', 'score', 'score', { item: claim.topic }),
              number('rate', 'percent', 'score', { item: claim.topic, measure: 'share' }),
            ];
      case 'execution':
        return [
          ...(['original', 'adjustment', 'adjusted'] as const).map((stage) => money(stage, 'expenditure', { stage })),
          money('executed', 'expenditure', { stage: 'actual' }),
          money('revenue', 'revenue', { stage: 'actual', origin: 'this-year' }),
          number('rate', 'percent', 'expenditure', { measure: 'execution' }),
        ];
      default:
        return [];
    }
  })();
  return { ...claim, ...withSlots(claim, filled) };
}

/**
 * Reads what a paper says of performance evaluation: paragraphs and lists about projects, claims about all of them, score and
 * execution tables, filled self-evaluation forms. Facts go to the sink; `project` is the name under which mentions are joined.
 */
export function readPassages(
  document: Document,
  sections: readonly Section[],
  frames: readonly TableFrame[],
  forms: PassageForms,
  lexicon: Lexicon,
  { sink, year }: PassageContext,
): PassageReading {
  const inside = evaluationBlocks(document.blocks, forms);
  const tables = readEvaluationTables(frames, forms).filter(
    ({ block, form }) => inside[block] || form === 'evaluation-form' || form === 'evaluation-money',
  );
  const raw: RawNode[] = [
    ...readProjects(document.blocks, inside, forms, lexicon),
    ...tables.flatMap((table) => tableNodes(table, tables)),
  ];
  const projects = joinMentions(raw);
  const make = factMaker(sink, year === null ? {} : { year: String(year) });
  const evaluations = raw.map((node, i): EvaluationNode => {
    const project = projects[i] ?? node.name.text;
    const items = itemNames(node.clauses, forms);
    return { ...node, project, clauses: node.clauses.map((clause) => clauseFacts(clause, node, project, make, items.get(clause))) };
  });
  const filled = tables.map((table) =>
    tableFacts(
      table,
      make,
      evaluations.find(({ source, blocks }) => source === 'form' && blocks[0] === table.block)?.project ?? null,
      forms,
    ),
  );
  const taken = new Set(evaluations.flatMap(({ blocks }) => blocks));
  const levels = filled.filter(({ form }) => form === 'evaluation-levels').flatMap(({ rows }) => rows.map(({ label }) => label.text));
  const rawClaims = readClaims(document.blocks, inside, forms, levels);
  const parts = claimParts(rawClaims, sections);
  const claims = rawClaims.map((claim) => claimFacts(claim, parts, make, forms.funds));
  const owned = new Set([...taken, ...filled.map(({ block }) => block), ...claims.map(({ block }) => block)]);
  return {
    evaluations,
    claims,
    tables: filled,
    owned,
    numbers: [...passageNumbers(document, owned, evaluations, sink.facts), ...resultNumbers(document, inside, owned)],
    damage: [],
  };
}
