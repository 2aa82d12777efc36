/**
 * Plants one error at a time in text papers and counts how many the checks notice.
 *   npm run planted -- FILE… [--errors N] [--seed S] [--list]
 * A number is changed at random in its digits. It is eligible when it is a fact that stands in an equation which the change must break:
 * the change is larger than what rounding leaves open in it. The share of the others is printed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPaper } from '../src/check/check.ts';
import { scaled } from '../src/check/equation.ts';
import type { Finding } from '../src/check/finding.ts';
import type { Fact } from '../src/fact/fact.ts';
import { readDocument } from '../src/format/index.ts';
import { type Forms, loadForms } from '../src/forms.ts';
import { readPaper } from '../src/score/read.ts';
import { changeDigit, mustBreak } from './eligible.ts';
import { random } from './random.ts';

const signature = (f: Finding) =>
  `${f.code}|${f.places
    .map((p) => `${p.line}:${p.from}`)
    .sort()
    .join(',')}`;

interface Paper {
  readonly file: string;
  readonly text: string;
  readonly facts: readonly Fact[];
  readonly known: ReadonlySet<string>;
  readonly candidates: readonly number[];
  readonly relations: ReturnType<typeof checkPaper>['relations'];
}

function load(file: string, forms: Forms): Paper {
  const bytes = readFileSync(file);
  const paper = readPaper(readDocument(bytes, file), file, forms);
  const checked = checkPaper(paper, forms);
  const candidates = paper.facts.filter((f) => f.kind !== 'text' && f.printed !== '' && f.place.line !== null).map((f) => f.id);
  return {
    file,
    text: bytes.toString('utf8'),
    facts: paper.facts,
    known: new Set(checked.findings.map(signature)),
    candidates,
    relations: checked.relations,
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    errors: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
  },
});
const base = process.env.INIT_CWD ?? process.cwd();
if (positionals.length === 0) {
  console.error('usage: npm run planted -- FILE… [--errors N] [--seed S] [--list]');
  process.exit(2);
}
const forms = loadForms();
const papers = positionals.map((file) => load(resolve(base, file), forms));
const next = random(Number(values.seed));
const count = { planted: 0, ineligible: 0, unchanged: 0, further: 0 };
const by: Record<string, { eligible: number; caught: number }> = {};
while (count.planted < Number(values.errors)) {
  const paper = papers[Math.floor(next() * papers.length)];
  const id = paper?.candidates[Math.floor(next() * paper.candidates.length)];
  const fact = id === undefined ? undefined : paper?.facts[id];
  if (!paper || !fact || fact.place.line === null) continue;
  const lines = paper.text.split('\n');
  const line = lines[fact.place.line - 1] ?? '';
  const old = line.slice(fact.place.from, fact.place.to);
  const changed = changeDigit(old, next);
  if (changed === old) continue;
  count.planted++;
  lines[fact.place.line - 1] = line.slice(0, fact.place.from) + changed + line.slice(fact.place.to);
  const reread = readPaper(readDocument(Buffer.from(lines.join('\n')), paper.file), paper.file, forms);
  const twin = reread.facts.find((f) => f.place.line === fact.place.line && f.place.from === fact.place.from);
  // a number that is read otherwise after the change still counts: the relation it stood in lost it
  const value = twin ? scaled(twin).value : Number.NaN;
  const old2 = scaled(fact).value;
  if (!Number.isNaN(value) && value === old2) {
    count.unchanged++;
    continue;
  }
  if (!Number.isNaN(value) && !mustBreak(paper.relations, new Map([[fact.id, value]]))) {
    count.ineligible++;
    continue;
  }
  const node = fact.where.node === 'passage' ? 'record' : fact.where.node;
  by[node] ??= { eligible: 0, caught: 0 };
  const row = by[node];
  row.eligible++;
  const fresh = checkPaper(reread, forms).findings.filter((f) => f.severity !== 'info' && !paper.known.has(signature(f)));
  const hit = fresh.some((f) => f.places.some((p) => p.line === fact.place.line));
  if (hit) row.caught++;
  else if (values.list)
    console.log(
      `missed ${paper.file.slice(-12)}:${fact.place.line} ${old} → ${changed} (${fact.where.table ?? ''} / ${fact.where.row ?? ''} / ${fact.where.column ?? ''})`,
    );
  count.further += Math.max(0, fresh.length - (hit ? 1 : 0));
}
console.log(
  `planted ${count.planted}, unchanged in value ${count.unchanged}, ineligible ${count.ineligible} (${((100 * count.ineligible) / count.planted).toFixed(1)} %)`,
);
for (const [node, { eligible, caught }] of Object.entries(by))
  console.log(`${node.padEnd(8)} caught ${caught} / ${eligible}  ${((100 * caught) / Math.max(1, eligible)).toFixed(1)} %`);
const eligible = Object.values(by).reduce((sum, b) => sum + b.eligible, 0);
console.log(`further findings per eligible error ${(count.further / Math.max(1, eligible)).toFixed(2)}`);
