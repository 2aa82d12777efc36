import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emptyRows, type GridRow, type GridRows } from '../../src/plan/grid/rows.ts';
import type { Field } from '../../src/plan/workbook/kind.ts';
import type { PlanRecord, RecordChange } from '../../src/store/query/plan.ts';
import { applied, type Change, following, inverse, PARENT, removal } from '../../web/app/grid/change.ts';
import { blockText, readBlock, spread } from '../../web/app/grid/clipboard.ts';
import { Clash, Draft, type Port } from '../../web/app/grid/draft.ts';
import { aligned, merged } from '../../web/app/grid/merge.ts';
import { putting } from '../../web/app/grid/put.ts';
import { planTotals, totalOf } from '../../web/app/grid/totals.ts';
import { codesOf, shown, typed, yuanOf } from '../../web/app/grid/values.ts';

const field = (key: string, type: Field['type']): Field => ({ key, head: key, type, note: '', width: 10 });
const money = field('yuan', { kind: 'money' });
const code = field('economic', { kind: 'code', list: 'economic', level: 2 });
const fund = field('fund', { kind: 'choice', choices: [{ id: 'general', name: '一般公共预算' }] });
const project = field('project', { kind: 'project' });
const CODES = codesOf({ 'economic/2': ['30101 基本工资', '30113 住房公积金', '30201 办公费', '30302 办公费'] });

const line = (key: string, yuan: string): GridRow => ({ key, cells: { economic: '30101', yuan } });
const rows = (own: Partial<GridRows>): GridRows => ({ ...emptyRows(), ...own });

describe('clipboard', () => {
  test('a block as Excel and WPS copy it', () => {
    assert.deepEqual(readBlock('a\tb\r\n"一\n二"\t"说""好"""\r\n'), [
      ['a', 'b'],
      ['一\n二', '说"好"'],
    ]);
    assert.deepEqual(readBlock('\t\n5"\t"'), [
      ['', ''],
      ['5"', '"'],
    ]);
  });
  test('what is copied reads back', () => {
    const block = [
      ['1,264,800.50', '多行\n"引"\t格'],
      ['', '末'],
    ];
    assert.deepEqual(readBlock(blockText(block)), block);
  });
  test('one cell fills a range, a block goes once, or again where the range is a multiple', () => {
    assert.equal(spread([['x']], { top: 0, left: 0, bottom: 2, right: 1 }).length, 6);
    assert.equal(spread([['a', 'b']], { top: 1, left: 1, bottom: 1, right: 1 }).length, 2);
    assert.deepEqual(
      spread([['a'], ['b']], { top: 0, left: 2, bottom: 3, right: 2 }).map(({ text }) => text),
      ['a', 'b', 'a', 'b'],
    );
  });
});

describe('values', () => {
  test('amounts are read as the workbook reads them; what cannot be stays as typed', () => {
    assert.deepEqual(
      ['1,264,800.50', '￥３00元', '0', '12万', '1.005', ' '].map((text) => typed(money, text, CODES)),
      ['1264800.5', '300', '0', '12万', '1.005', ''],
    );
  });
  test('codes by code, by name, by both; a name of several stays a name', () => {
    assert.deepEqual(
      ['30113', '住房公积金', '30113 别的', '办公费', '39999'].map((text) => typed(code, text, CODES)),
      ['30113', '30113', '30113', '办公费', '39999'],
    );
    assert.equal(shown(code, '30113', CODES), '30113 住房公积金');
  });
  test('choices by name and id', () =>
    assert.deepEqual([typed(fund, '一般公共预算', CODES), typed(fund, 'general', CODES)], ['general', 'general']));
  test('totals are exact; blank is not zero', () => {
    assert.deepEqual(totalOf(['0.1', '0.2', '', '0', '十']), { fen: 30, count: 3, unread: 1 });
    assert.equal(yuanOf(-123456789), '-1,234,567.89');
    const sums = planTotals(rows({ lines: [line('a', '0.01')], 'project-lines': [{ ...line('b', '5'), parent: 'p' }] }));
    assert.deepEqual(
      sums.map(([, { fen }]) => fen),
      [1, 500, 501],
    );
  });
});

describe('changes', () => {
  const base = rows({
    lines: [line('a', '1'), line('b', '2')],
    projects: [{ key: 'p', cells: { name: '甲' } }],
    'project-lines': [{ ...line('c', '3'), parent: 'p' }],
    purchases: [{ key: 'q', cells: { project: '甲', yuan: '1' } }],
  });
  const undone = (changes: readonly Change[]) => applied(applied(base, changes), inverse(changes));
  test('what is done is undone: cells, rows, a project with its lines', () => {
    const cell: Change = { kind: 'lines', key: 'a', column: 'yuan', from: '1', to: '9' };
    assert.equal(applied(base, [cell]).lines[0]?.cells.yuan, '9');
    for (const changes of [[cell], removal(base, 'lines', ['a', 'b']), removal(base, 'projects', ['p'])])
      assert.deepEqual(undone(changes), base);
    assert.equal(applied(base, removal(base, 'projects', ['p']))['project-lines'].length, 0);
  });
  test('what somebody else changed meanwhile is not undone', () => {
    const change: Change = { kind: 'lines', key: 'a', column: 'yuan', from: '1', to: '9' };
    const theirs = applied(base, [{ ...change, to: '7' }]);
    assert.equal(applied(theirs, inverse([change])).lines[0]?.cells.yuan, '7');
  });
  test('who names a project goes on naming it', () => {
    const [change] = following(base, { kind: 'projects', key: 'p', column: 'name', from: '甲', to: '乙' });
    assert.deepEqual(change, { kind: 'purchases', key: 'q', column: 'project', from: '甲', to: '乙' });
  });
  const sheet = { id: 'project-lines', name: '', hint: '', wanted: true, fields: [project, code, money] } as const;
  const put = (texts: readonly (readonly [number, number, string])[]) =>
    applied(
      base,
      putting(
        base,
        sheet,
        sheet.fields,
        CODES,
        texts.map(([row, column, text]) => ({ row, column, text })),
      ),
    )['project-lines'];
  test('a block below the last row makes rows; a line belongs to the project that it names', () => {
    const made = put([
      [1, 0, '甲'],
      [1, 2, '7'],
      [3, 0, '丙'],
      [3, 2, ''],
    ]);
    assert.deepEqual(
      made.map(({ parent, cells }) => [parent, cells.project, cells.yuan]),
      [
        ['p', undefined, '3'],
        ['p', undefined, '7'],
        ['', undefined, undefined],
        ['', '丙', undefined],
      ],
    );
  });
});

describe('merging', () => {
  const base = rows({ lines: [line('a', '1'), line('b', '2'), line('c', '3')] });
  const set = (key: string, column: string, to: string): Change => ({
    kind: 'lines',
    key,
    column,
    from: base.lines.find((row) => row.key === key)?.cells[column] ?? '',
    to,
  });
  const added = (key: string, after: string | null): Change => ({ kind: 'lines', key, after, from: null, to: line(key, '5') });
  const both = (mine: readonly Change[], theirs: readonly Change[]) => merged(base, applied(base, mine), applied(base, theirs));
  test('different cells, new rows and rows taken out come together', () => {
    const { rows: out, conflicts } = both(
      [set('a', 'yuan', '10'), added('m', 'a'), ...removal(base, 'lines', ['c'])],
      [set('a', 'economic', '30102'), added('t', 'b')],
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(
      out.lines.map(({ key }) => key),
      ['a', 'm', 'b', 't'],
    );
    assert.deepEqual(out.lines[0]?.cells, { economic: '30102', yuan: '10' });
  });
  test('the same cell: mine stays on the page, both are told', () => {
    const { rows: out, conflicts } = both([set('a', 'yuan', '10')], [set('a', 'yuan', '20')]);
    assert.equal(out.lines[0]?.cells.yuan, '10');
    assert.deepEqual(
      conflicts.map(({ column, mine, theirs }) => [column, mine, theirs]),
      [['yuan', '10', '20']],
    );
    assert.deepEqual(both([set('a', 'yuan', '10')], [set('a', 'yuan', '10')]).conflicts, []);
  });
  test('a row that one changed and the other took out stays until somebody chooses', () => {
    const mine = both([set('a', 'yuan', '10')], removal(base, 'lines', ['a']));
    const theirs = both(removal(base, 'lines', ['a']), [set('a', 'yuan', '10')]);
    for (const { rows: out, conflicts } of [mine, theirs]) {
      assert.equal(out.lines.find(({ key }) => key === 'a')?.cells.yuan, '10');
      assert.equal(conflicts.length, 1);
    }
  });
  test('a project that one took out and the other changed stays with its lines', () => {
    const before = rows({ projects: [{ key: 'p', cells: { name: '甲' } }], 'project-lines': [{ ...line('c', '3'), parent: 'p' }] });
    const out = applied(before, removal(before, 'projects', ['p']));
    const changed = applied(before, [{ kind: 'projects', key: 'p', column: 'name', from: '甲', to: '乙' }]);
    for (const both of [merged(before, out, changed), merged(before, changed, out)]) {
      assert.deepEqual([both.conflicts.length, both.rows.projects[0]?.cells.name, both.rows['project-lines'].length], [1, '乙', 1]);
    }
  });
  test('lines without names are known by their content and their place', () => {
    assert.deepEqual(aligned(['a', 'b', 'c'], ['a', 'x', 'c']), [0, 1, 2]);
    assert.deepEqual(aligned(['a', 'b', 'c'], ['n', 'a', 'b', 'c']), [-1, 0, 1, 2]);
    assert.deepEqual(aligned(['a', 'b', 'c'], ['a', 'c']), [0, 2]);
    assert.deepEqual(aligned([], ['a']), [-1]);
  });
});

/** A server of records, as the store keeps them. */
class Shelf implements Port {
  version = 1;
  records: PlanRecord[];
  fails: Error | null = null;

  constructor(records: readonly Omit<PlanRecord, 'version'>[]) {
    this.records = records.map((record) => ({ ...record, version: 1 }));
  }

  async save(changes: readonly RecordChange[]) {
    if (this.fails) throw this.fails;
    if (changes.some(({ id, version }) => id !== null && this.records.find((one) => one.id === id)?.version !== version)) throw new Clash();
    const added: string[] = [];
    for (const { id, kind, position, data, version } of changes) {
      this.records = this.records.filter((one) => one.id !== id);
      if (data === null) continue;
      const own = id ?? `new ${this.version} ${added.length}`;
      if (id === null) added.push(own);
      this.records.push({ id: own, kind, position, data, version: version + 1 });
    }
    this.records.sort((a, b) => a.kind.localeCompare(b.kind) || (a.position ?? 0) - (b.position ?? 0));
    return { plan: ++this.version, added };
  }

  async read(version: number) {
    if (this.fails) throw this.fails;
    return { version: this.version, records: version === this.version ? null : this.records };
  }
}

describe('a draft', () => {
  const NOTHING = { facts: [], prior: [], texts: [{ key: '职责', name: '', more: '' }] };
  const stored = [
    { id: 'l0', kind: 'lines', position: 0, data: { economic: 30101, yuan: 1 } },
    { id: 'l1', kind: 'lines', position: 1, data: { economic: 30102, yuan: 2 } },
    { id: 'p0', kind: 'projects', position: 0, data: { name: '甲', nature: 'specific', lines: [{ yuan: 3 }, { yuan: 4 }] } },
  ];
  const open = (shelf: Shelf) => new Draft(shelf, shelf.version, shelf.records, NOTHING);
  const type = (draft: Draft, kind: 'lines' | 'project-lines', at: number, to: string): void => {
    const row = draft.view.rows[kind][at]!;
    draft.change([{ kind, key: row.key, column: 'yuan', from: row.cells.yuan ?? '', to }]);
  };
  const data = (shelf: Shelf, id: string) => shelf.records.find((one) => one.id === id)?.data as Record<string, unknown>;

  test('opening it changes nothing; a change saves its record alone', async () => {
    const shelf = new Shelf(stored);
    const draft = open(shelf);
    assert.equal(draft.dirty, false);
    type(draft, 'lines', 1, '2.50');
    await draft.save();
    assert.deepEqual([draft.dirty, draft.view.state.kind, shelf.version], [false, 'saved', 2]);
    assert.deepEqual(
      shelf.records.map(({ version }) => version),
      [1, 2, 1],
    );
  });
  test('rows come and go, and the order stays', async () => {
    const shelf = new Shelf(stored);
    const draft = open(shelf);
    const [first] = draft.view.rows.lines;
    draft.change([{ kind: 'lines', key: 'x', after: first!.key, from: null, to: line('x', '9') }]);
    await draft.save();
    assert.deepEqual(
      shelf.records.filter(({ kind }) => kind === 'lines').map((one) => [one.position, String((one.data as { yuan: unknown }).yuan)]),
      [
        [0, '1'],
        [1, '9'],
        [2, '2'],
      ],
    );
    draft.undo();
    await draft.save();
    assert.equal(shelf.records.length, 3);
    draft.redo();
    await draft.save();
    assert.equal(shelf.records.length, 4);
  });
  test('a line without project is only on the page', async () => {
    const shelf = new Shelf(stored);
    const draft = open(shelf);
    draft.change([{ kind: 'project-lines', key: 'x', after: null, from: null, to: { ...line('x', '9'), parent: '' } }]);
    await draft.save();
    assert.deepEqual([draft.dirty, draft.view.strays.length, shelf.version], [true, 1, 1]);
    draft.change([{ kind: 'project-lines', key: 'x', column: PARENT, from: '', to: 'p0' }]);
    await draft.save();
    assert.deepEqual([draft.dirty, shelf.version, (data(shelf, 'p0').lines as unknown[]).length], [false, 2, 3]);
  });
  test('two people at different lines of one project', async () => {
    const shelf = new Shelf(stored);
    const [one, other] = [open(shelf), open(shelf)];
    type(one, 'project-lines', 0, '30');
    type(other, 'project-lines', 1, '40');
    await one.save();
    await other.save();
    assert.deepEqual(data(shelf, 'p0').lines, [{ yuan: '30' }, { yuan: '40' }]);
    assert.deepEqual(other.view.conflicts, []);
    await one.refresh();
    assert.equal(one.view.rows['project-lines'][1]?.cells.yuan, '40');
  });
  test('two people at one cell: nothing is saved until one is chosen', async () => {
    for (const mine of [true, false]) {
      const shelf = new Shelf(stored);
      const [one, other] = [open(shelf), open(shelf)];
      type(one, 'lines', 0, '10');
      type(other, 'lines', 0, '20');
      type(other, 'lines', 1, '5');
      await one.save();
      await other.save();
      const [conflict] = other.view.conflicts;
      assert.deepEqual([conflict?.mine, conflict?.theirs, String(data(shelf, 'l0').yuan)], ['20', '10', '10']);
      other.settle(conflict!, mine);
      await other.save();
      assert.deepEqual([String(data(shelf, 'l0').yuan), String(data(shelf, 'l1').yuan)], [mine ? '20' : '10', '5']);
      assert.equal(other.view.state.kind, 'saved');
    }
  });
  test('a cell that others changed while it was typed in is a conflict too', async () => {
    const shelf = new Shelf(stored);
    const [one, other] = [open(shelf), open(shelf)];
    type(one, 'lines', 0, '10');
    await one.save();
    await other.refresh();
    other.change([{ kind: 'lines', key: 'l0', column: 'yuan', from: '1', to: '20' }]);
    assert.deepEqual(
      other.view.conflicts.map(({ mine, theirs }) => [mine, theirs]),
      [['20', '10']],
    );
  });
  test('without network the change stays, and goes later', async () => {
    const shelf = new Shelf(stored);
    const draft = open(shelf);
    type(draft, 'lines', 0, '10');
    shelf.fails = new Error('断网');
    await draft.save();
    assert.deepEqual([draft.view.state.kind, draft.dirty], ['unsaved', true]);
    shelf.fails = null;
    await draft.save();
    assert.deepEqual([draft.view.state.kind, String(data(shelf, 'l0').yuan)], ['saved', '10']);
  });
  test('what is typed letter by letter is one step', () => {
    const draft = open(new Shelf(stored));
    for (const [from, to] of [
      ['', '教'],
      ['教', '教书'],
    ] as const)
      draft.change([{ kind: 'texts', key: '职责', column: 'text', from, to }], true);
    draft.undo();
    assert.equal(draft.view.rows.texts[0]?.cells.text ?? '', '');
  });
});
