import type { Forms } from '../forms.ts';
import type { Paper } from '../score/read.ts';
import { repeats } from './agree.ts';
import { canonicalOf } from './canonical.ts';
import { crossSums, ledgerOf } from './cross.ts';
import { diagnose } from './diagnose.ts';
import type { Coverage, Finding, Severity } from './finding.ts';
import { type LawRelation, lawRelations } from './laws.ts';
import type { Relation } from './relation.ts';
import { tableSums } from './sum.ts';

export interface Checked {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly relations: readonly Relation[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** All relations of one paper, by law. */
function relationsOf(paper: Paper, forms: Forms): Relation[] {
  const canonical = canonicalOf(paper);
  const ledger = ledgerOf(paper, canonical);
  const laws = forms.laws.flatMap((file) => file.documents.flat() as LawRelation[]);
  return [
    ...tableSums(paper, forms.lexicon),
    ...repeats(paper, canonical),
    ...crossSums(paper, canonical, ledger, forms.lexicon),
    ...lawRelations(paper, laws, canonical, ledger),
  ];
}

/** Checks one paper by itself. */
export function checkPaper(paper: Paper, forms: Forms): Checked {
  const relations = relationsOf(paper, forms);
  const findings = diagnose(relations, paper.facts);
  findings.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return { findings, coverage: [], relations };
}

/** What papers of one organisation say of each other. */
export function checkAcross(_papers: readonly Paper[], _forms: Forms): Finding[] {
  return [];
}
