import type { Fact } from '../fact/fact.ts';
import type { Forms } from '../forms.ts';
import { projectEvaluations } from '../score/evaluation.ts';
import { evaluationWordsOf, type Paper } from '../score/read.ts';
import { agencyOperating } from './agency.ts';
import { repeats } from './agree.ts';
import { canonicalOf } from './canonical.ts';
import { carry } from './carry/index.ts';
import { comply } from './comply/index.ts';
import { coverage } from './coverage.ts';
import { crossSums, ledgerOf } from './cross.ts';
import { derive } from './derive.ts';
import { deriveFindings } from './derive-findings.ts';
import { diagnose } from './diagnose.ts';
import type { Coverage, Finding, Severity } from './finding.ts';
import { type LawRelation, lawRelations } from './laws.ts';
import { evaluationFindings } from './performance/evaluation.ts';
import type { EvaluationContext } from './performance/evaluation-context.ts';
import { evaluationRelations } from './performance/evaluation-relations.ts';
import { targetFindings } from './performance/target.ts';
import { targetRelations } from './performance/targetRelations.ts';
import type { Relation } from './relation.ts';
import { tableSums } from './sum.ts';

export { organisationOf } from './carry/pairs.ts';

export interface Checked {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly relations: readonly Relation[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Totals with several parts, directly or through a single part that has several: their last printed place may be a tail of rounding. */
function totalsOf(sums: readonly Relation[]): Set<number> {
  const trees = sums.filter((r) => r.code === 'sum.hierarchy');
  const totals = new Set(trees.flatMap((r) => (r.facts.length > 2 ? (r.facts[0] ?? []) : [])));
  for (const { facts } of trees.toReversed()) if (facts.length === 2 && totals.has(facts[1] ?? -1)) totals.add(facts[0] ?? -1);
  for (const { facts } of trees) if (facts.length === 2 && totals.has(facts[1] ?? -1)) totals.add(facts[0] ?? -1);
  return totals;
}

/** All relations of one paper, by law. */
function relationsOf(paper: Paper, forms: Forms): Relation[] {
  const canonical = canonicalOf(paper);
  const ledger = ledgerOf(paper, canonical);
  const laws = forms.laws.flatMap((file) => file.documents.flat() as LawRelation[]);
  const sums = tableSums(paper, forms.lexicon);
  const totals = new Set([...totalsOf(sums)].flatMap((id) => (paper.facts[id] ? canonical.key(paper.facts[id]) : [])));
  const isTotal = (fact: Fact) => totals.has(canonical.key(fact));
  return [
    ...sums,
    ...repeats(paper, canonical, isTotal),
    ...crossSums(paper, canonical, ledger, forms.lexicon, isTotal),
    ...lawRelations(paper, laws, canonical, ledger),
    ...derive(paper, forms.lexicon),
    ...targetRelations(paper.projects, paper, forms.lexicon),
    ...evaluationRelations(evaluationContext(paper, forms)),
  ];
}

function evaluationContext(paper: Paper, forms: Forms): EvaluationContext {
  const words = evaluationWordsOf(forms);
  return { ...paper, kind: paper.identity.kind, projects: projectEvaluations(paper.passages.evaluations, words), words };
}

/** Checks one paper by itself. */
export function checkPaper(paper: Paper, forms: Forms): Checked {
  const relations = relationsOf(paper, forms);
  const findings = [
    ...diagnose(relations, paper.facts, paper.numbers),
    ...agencyOperating(paper),
    ...deriveFindings(paper, forms.lexicon),
    ...targetFindings(paper.projects, paper, forms.lexicon),
    ...evaluationFindings(evaluationContext(paper, forms)),
    ...comply(paper, forms),
  ];
  findings.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return { findings, coverage: coverage(paper, forms, findings), relations };
}

/** What papers of one organisation say of each other; the places carry the file. */
export const checkAcross = (papers: readonly Paper[], forms: Forms): Finding[] => carry(papers, forms.lexicon, evaluationWordsOf(forms));
