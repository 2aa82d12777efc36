import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import type { Words } from '../../src/document/document.ts';
import { labelWord } from '../../src/form/recordForm.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { recordsOfPaper } from '../../src/performance/from-paper.ts';
import type { ProjectRecord } from '../../src/performance/record.ts';
import { evaluationWordsOf, type Paper, readPaper } from '../../src/score/read.ts';
import { schemesOf } from '../../src/score/scheme.ts';

/**
 * Published papers as records: what a person counted in them, and that nothing else stands in their project forms and evaluation tables.
 * The papers stay outside the project; figures and lines of theirs are facts.
 */
const SHARED = new URL('../../../shared/', import.meta.url);
const skip = existsSync(SHARED) ? false : 'no ../shared here';
const forms = loadForms();
const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
const papers = new Map<string, Paper>();

async function paperOf(file: string): Promise<Paper> {
  const known = papers.get(file);
  if (known) return known;
  const bytes = readFileSync(new URL(file, SHARED));
  await prepareFormat(bytes);
  const paper = readPaper(readDocument(bytes, file), file, forms);
  papers.set(file, paper);
  return paper;
}

/** A form: the line (page of a PDF) of its name, indicators, year's money and that of all years in 元; null where it is blank or not asked. */
type Counted = readonly [line: number, indicators: number, annual: number | null, term: number | null];

const SEEDS: Readonly<Record<string, readonly Counted[]>> = {
  'seeds/000_4579e56818d49290.txt': [
    [483, 6, 9_000_000, 24_000_000],
    [527, 6, 630_000, 630_000],
    [559, 6, 250_000, 250_000],
    [595, 7, 250_000, 250_000],
    [640, 6, null, 3_000_000],
    [673, 6, 3_200_000, 3_200_000],
    [709, 6, 2_080_000, 2_080_000],
    [753, 6, null, 19_642_000],
  ],
  'seeds/001_1c2d5dad9a5832d7.txt': [
    [426, 6, 300_000, 300_000],
    [461, 6, 166_000, 166_000],
    [498, 6, 2_000_000, 2_000_000],
    [536, 7, 100_000, 100_000],
    [571, 7, 90_000, 90_000],
    [610, 6, 90_000_000, 90_000_000],
    [644, 6, 7_200, 7_200],
    [681, 7, 28_500, 28_500],
    [716, 6, 50_000, 50_000],
    [751, 6, 20_000, 20_000],
    [785, 7, 54_000, 54_000],
  ],
  // the whole department's form, two rows of units, two of projects
  'seeds/003_b25e67798f02bfd9.txt': [
    [442, 35, 8_760_026.91, null],
    [497, 0, 1_500_000, null],
    [498, 0, 1_500_000, null],
    [499, 6, 1_000_000, null],
    [502, 7, 500_000, null],
  ],
  'seeds/004_cf1eedba3375fce5.txt': [
    [176, 6, 1_100, null],
    [262, 6, 1_561_400, null],
    [348, 6, 40_000, null],
    [434, 6, 5_000_000, null],
    [520, 6, 10_000_000, null],
    [606, 6, 10_000, null],
    [692, 6, 280_000, null],
    [780, 6, 1_000_000, null],
    [868, 6, 100_000, null],
    [956, 12, 500_000, null],
  ],
  'disclosures/shanghai-wanli-2023-budget.pdf': [
    [31, 5, 4_100_000, 4_100_000],
    [32, 4, 6_351_000, 6_351_000],
    [33, 4, 4_563_800, 4_563_800],
    [34, 43, 7_595_500, 7_595_500],
    [35, 9, 10_903_043, 10_903_043],
  ],
};

const lineOf = ({ line, page }: { line: number | null; page: number | null }): number => line ?? page ?? 0;

describe('project forms of published papers', { skip }, () => {
  for (const [file, counted] of Object.entries(SEEDS))
    test(`${file}: forms, indicators and money as counted by hand`, async () => {
      const { projects } = await paperOf(file);
      const yuan = (money: (typeof projects)[number]['funding']['annual']['total']): number | null => money && money.amount.fen / 100;
      assert.deepEqual(
        projects.map(({ name, department, indicators, funding }) => [
          lineOf((name ?? department?.words ?? assert.fail()).pieces[0]?.place ?? assert.fail()),
          indicators.length,
          yuan(funding.annual.total),
          yuan(funding.term.total),
        ]),
        counted.map((one) => [...one]),
      );
      for (const { indicators, record } of projects)
        for (const { name, annual, term, level1, class: kind } of indicators) {
          assert.ok(name && (annual ?? term), `${file} ${record.title?.text}: an indicator without name or value`);
          assert.ok(level1 || kind, `${file}: ${name?.text} has no level`);
        }
    });

  test('the report: summary, execution and levels, row by row, and every weight of the paragraphs', async () => {
    const file = 'seeds/002_b2f642792688ba7f.txt';
    const { passages, facts, projects } = await paperOf(file);
    assert.equal(projects.length, 0);
    const table = (form: string) => passages.tables.find((one) => one.form === form) ?? assert.fail(form);
    const sum = (form: string, role: string): number =>
      table(form)
        .rows.filter(({ kind }) => kind !== 'total')
        .reduce((all, { cells }) => all + (facts[cells.get(role)?.fact ?? -1]?.value ?? 0), 0);
    const rows = passages.evaluations.filter(({ source }) => source === 'table');
    const money = (slot: string): number =>
      rows.reduce(
        (all, { clauses }) => all + (facts[clauses.find(({ slots }) => slots.has(slot))?.slots.get(slot)?.fact ?? -1]?.value ?? 0),
        0,
      );
    assert.deepEqual([rows.length, money('budget'), money('executed')], [12, 348_815_000_0, 246_298_500_0]);
    assert.deepEqual([table('evaluation-levels').rows.length, sum('evaluation-levels', 'weight')], [5, 200]);
    assert.deepEqual(
      table('evaluation-execution').rows.flatMap(({ cells }) => facts[cells.get('executed')?.fact ?? -1]?.value ?? []),
      [530_763, 65_787, 464_976, 464_976].map((hundredths) => hundredths * 1e4),
    );
    // 分值 is said once for each indicator, in the lines of the projects
    const text = readFileSync(new URL(file, SHARED), 'utf8').split('\n').slice(816, 890).join('\n').replace(/\s+/g, '');
    const said = [...text.matchAll(/设置分值(\d+)分/g)].map((match) => Number(match[1]));
    const weights = recordsOfPaper(await paperOf(file), evaluationWordsOf(forms), scheme).projects.flatMap(({ years }) =>
      years.flatMap(({ indicators }) => indicators.map(({ weight }) => (weight ?? 0) / 100)),
    );
    const without = said.reduce((all, one) => all + one, 0) - weights.reduce((all, one) => all + one, 0);
    assert.equal(said.length, weights.length + 8, 'eight projects also give a weight to execution');
    assert.equal(without, 80);
  });
});

/** What the labels of all record and evaluation forms are, however they are printed. */
const labels = new Set(
  forms.sets
    .filter(({ id }) => id === 'cn/records' || id === 'cn/passages')
    .flatMap(({ files }) => JSON.stringify([...files.values()]).match(/"[^"]+"/g) ?? [])
    .map((word) => labelWord(word.slice(1, -1))),
);
const plain = (text: string): string => text.replace(/\s+/g, '');
const sorted = (text: string): string => [...text].sort().join('');
const shuffled = new Set([...labels].filter((word) => word.length <= 6).map(sorted));

/** Whether a cell of a form's lines is a label: whole, with its value behind a colon, or a piece of a label that was broken. */
function isLabel(cell: string): boolean {
  const own = labelWord(cell);
  const bare = labelWord(own.replace(/（[^（）]*）$/, '').replace(/^.*：/, ''));
  const whole = [own, bare, bare.replace(/指标$/, ''), `${bare}指标`].some((word) => labels.has(word)) || shuffled.has(sorted(own));
  return whole || (own.length <= 6 && [...labels].some((word) => word.startsWith(own) || word.endsWith(own)));
}

describe('nothing of a form is lost', { skip }, () => {
  const lost = /没有读入/;
  for (const file of [...Object.keys(SEEDS), 'seeds/002_b2f642792688ba7f.txt'])
    test(`${file}: the reader tells of no cell that it left out`, async () => {
      assert.deepEqual(
        (await paperOf(file)).damage.filter(({ reason }) => lost.test(reason)),
        [],
      );
    });

  // by the raw lines of the file, without the reader's own notion of cells
  for (const file of Object.keys(SEEDS).filter((name) => name.endsWith('.txt')))
    test(`${file}: each cell of each line is in its record, or a label`, async () => {
      const { records, document } = await paperOf(file);
      const raw = readFileSync(new URL(file, SHARED), 'utf8').split('\n');
      for (const [from, to] of new Set(records.map(({ blocks }) => blocks))) {
        const own = records.filter(({ blocks }) => blocks[0] === from);
        const held = plain(
          own
            .flatMap(({ fields, rows }) => [...fields.values(), ...rows.flatMap((row) => [...row.values()])])
            .map(({ text }) => text)
            .join('\n'),
        );
        const lines = document.blocks
          .slice(from, to + 1)
          .flatMap((block) =>
            block.kind === 'grid' ? block.rows.flat().flatMap(({ words }) => words.pieces.map(({ place }) => place.line ?? 0)) : [],
          );
        for (let line = Math.min(...lines); line <= Math.max(...lines); line++) {
          const cells = (raw[line - 1] ?? '')
            .replace(/<[^>]*>/g, '\t')
            .split('\t')
            .map(plain);
          for (const cell of cells.filter((text) => text !== '')) {
            const value = cell.replace(/^[^：:]{2,5}[：:]/, '');
            assert.ok(held.includes(cell) || isLabel(cell) || held.includes(value), `${file} line ${line}: ${cell}`);
          }
        }
      }
    });

  for (const file of Object.keys(SEEDS))
    test(`${file}: what the forms say is in the records of performance; people's names and numbers are not`, async () => {
      const paper = await paperOf(file);
      const records = recordsOfPaper(paper, evaluationWordsOf(forms), scheme).projects;
      const said = (record: ProjectRecord): string =>
        plain(JSON.stringify(record, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value)).replace(/\\n/g, '')).replace(
          /\\"/g,
          '"',
        );
      const named = paper.projects.filter(({ name }) => name);
      assert.equal(records.length, named.length);
      for (const [i, { record, contact, funding }] of named.entries()) {
        const own = records[i] ?? assert.fail();
        const text = said(own);
        for (const [id, words] of record.fields) {
          if (/^(?:caption|money-unit|budget.*|total|government|special-account|unit-funds|(?:term|annual)-(?!goal).*)$/.test(id)) continue;
          assert.equal(text.includes(plain(words.text)), !/^(?:responsible|handler|telephone)$/.test(id), `${file} ${i} ${id}`);
        }
        for (const row of record.rows)
          for (const [id, words] of row)
            if (id !== 'annual-level2') assert.ok(text.includes(plain(words.text)), `${file} ${i} ${id} ${words.text}`);
        for (const words of [contact.handler, contact.telephone]) if (words) assert.ok(!text.includes(plain(words.text)));
        const fen = own.years.flatMap(({ money }) => money.map(({ original }) => original));
        const total = funding.annual.total?.amount;
        if (total)
          assert.equal(
            fen.reduce((all, one) => all + one, 0),
            total.fen,
            `${file} ${i}: money of the year`,
          );
        const whole = funding.term.total?.amount;
        if (whole)
          assert.equal(
            [...(own.termFunding?.values() ?? [])].reduce((all, one) => all + one, 0),
            whole.fen,
            `${file} ${i}: money of all years`,
          );
      }
    });
});

/**
 * What the checks say of project forms: severity, code, and the forms concerned, 1 the first, with the lines in them. A finding of lines
 * outside the forms alone is not of them.
 */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'seeds/000_4579e56818d49290.txt': [
    'error agree.cost-target 1: 486 503',
    'error agree.project-name 3: 559',
    'info agree.project-name 6: 673',
    'info comply.brackets 1: 493; 2: 537; 3: 569; 4: 605; 5: 650; 6: 683; 7: 719; 8: 763',
    'info comply.indicator-duplicate 5: 657 658 659 660 662 665; 8: 770 771 772 773 775 778',
    'info comply.indicator-level 2: 544 550',
    'info comply.indicator-value 2: 545 546 550; 3: 578 581; 4: 615 618; 5: 659 662; 6: 692 694; 7: 731; 8: 772 775',
    'info comply.target-blank 5: 640 643; 8: 753 756',
    'info comply.target-fragment 1: 495',
    'info comply.term-goal 1: 485 500 501 502 503 505 508',
    'warning agree.department 1: 484; 7: 710',
    'warning agree.department-code 1: 484; 2: 528; 3: 560; 4: 596; 5: 641; 6: 674; 8: 754',
    'warning comply.filing-date 1: 509',
    'warning comply.near-miss 7: 718',
  ],
  'seeds/001_1c2d5dad9a5832d7.txt': [
    'error agree.quantity-target 6: 613 622 628',
    'error comply.personal-data 1: 455; 2: 492; 3: 526; 4: 564; 5: 599; 6: 638; 7: 674; 8: 709; 9: 744; 10: 778; 11: 813',
    'error sum.listed-projects 1: 429; 2: 464; 3: 501; 4: 539; 5: 574; 6: 613; 7: 647; 8: 684; 9: 719; 10: 754; 11: 788',
    'info agree.project-amount-text 4: 539 545',
    'info comply.brackets 5: 581',
    'info comply.indicator-comparator 9: 739',
    'info comply.indicator-impossible 4: 556 557',
    'info comply.indicator-sense 2: 483',
    'info comply.indicator-value 5: 591 594 595; 6: 629 634; 8: 707; 9: 738; 10: 772 774; 11: 808',
    'info comply.project-attribute 1: 428; 3: 500; 5: 573; 8: 683; 11: 787',
    'info comply.target-fragment 8: 690',
    'warning agree.department 1: 427; 5: 572',
    'warning agree.form-quantity 5: 582 589',
    'warning agree.funding-level 5: 576 577 580',
    'warning agree.project-amount-text 5: 574 580',
    'warning agree.unit-price 6: 622 628 631',
    'warning comply.indicator-level 3: 518',
    'warning comply.indicator-sense 1: 447',
    'warning comply.indicator-sense 2: 486; 3: 520',
    'warning comply.indicator-unit 7: 665',
    'warning comply.plan-year 2: 476',
  ],
  'seeds/003_b25e67798f02bfd9.txt': ['info comply.indicator-value 4: 499; 5: 503'],
  'seeds/004_cf1eedba3375fce5.txt': [
    'error agree.procurement-cost 10: 1041 1043',
    'info comply.brackets 1: 176; 2: 262; 3: 348; 4: 434; 5: 520; 6: 606; 7: 692; 8: 780; 9: 868',
    'info comply.indicator-value 1: 244; 2: 330; 3: 416; 4: 502; 5: 588; 6: 674; 7: 762; 8: 850; 9: 938; 10: 1071',
    'warning comply.indicator-unit 3: 402',
    'warning comply.indicator-unit 5: 574; 6: 667',
  ],
  'disclosures/shanghai-wanli-2023-budget.pdf': [
    'error sum.listed-projects 1: 31; 2: 32; 3: 33; 4: 34; 5: 35',
    'error sum.project-funding 5: 35',
    'info comply.indicator-comparator 5: 35',
    'info comply.indicator-impossible 3: 33',
    'info comply.indicator-level 2: 32',
    'info comply.indicator-missing 2: 32; 3: 33; 4: 34; 5: 35',
    'info comply.indicator-value 4: 34; 5: 35',
    'info comply.project-attribute 1: 31',
    'warning comply.indicator-impossible 5: 35',
    'warning comply.indicator-level 1: 31; 4: 34; 5: 35',
    'warning comply.indicator-value 1: 31; 4: 34; 5: 35',
    'warning derive.project-count 5: 35',
  ],
};

describe('findings on project forms', { skip }, () => {
  for (const file of Object.keys(SEEDS))
    test(`${file}: codes and places are those that a person judged true`, async () => {
      const paper = await paperOf(file);
      const linesOf = (words: readonly Words[]): Set<number> =>
        new Set(words.flatMap(({ pieces }) => pieces.map(({ place }) => lineOf(place))));
      const own = paper.projects.map(({ record }) =>
        linesOf([...record.fields.values(), ...record.rows.flatMap((row) => [...row.values()])]),
      );
      const told = checkPaper(paper, forms).findings.flatMap(({ severity, code, places }) => {
        const lines = [...new Set(places.map(lineOf))].sort((a, b) => a - b);
        const concerned = own.flatMap((set, i) => {
          const hit = lines.filter((line) => set.has(line));
          return hit.length ? [`${i + 1}: ${hit.join(' ')}`] : [];
        });
        return concerned.length ? [`${severity} ${code} ${concerned.join('; ')}`] : [];
      });
      assert.deepEqual(told.sort(), [...(FINDINGS[file] ?? [])].sort());
    });
});
