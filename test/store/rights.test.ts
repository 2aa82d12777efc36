import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../../src/store/rights/actor.ts';
import { may, mayPaper } from '../../src/store/rights/allowed.ts';
import { PAPER_RIGHTS, paperVerbs } from '../../src/store/rights/table.ts';
import { type Node, rolesOver, type Tree } from '../../src/store/rights/tree.ts';
import { type HeldRole, heldRoles, states } from '../../src/store/schema.ts';
import { daysLeft, deadline, today } from '../../src/store/work/deadline.ts';
import { after, type Step } from '../../src/store/work/states.ts';

const node = (id: string, kind: Node['kind'], parent: string | null, section: string | null = null): [string, Node] => [
  id,
  { id, kind, parent, section },
];
/** 财政局 ├ 教科文科, 农业科; 教育局 (教科文科) ├ 一中, 二中; 农业局 (农业科) ├ 种子站 */
const tree: Tree = new Map([
  node('财政局', 'bureau', null),
  node('教科文科', 'section', '财政局'),
  node('农业科', 'section', '财政局'),
  node('教育局', 'department', null, '教科文科'),
  node('一中', 'unit', '教育局'),
  node('二中', 'unit', '教育局'),
  node('农业局', 'department', null, '农业科'),
  node('种子站', 'unit', '农业局'),
]);
const who = (role: HeldRole, organisation: string | null): Actor => ({ account: 'a', login: 'a', held: [{ role, organisation }] });

/** Where each role holds, by the organisation at which it is held. */
const REACH = `
preparer   一中      一中
head       教育局    教育局
department 教育局    一中 二中
bureau     教科文科  教育局 一中 二中
bureau     农业科    农业局 种子站
bureau     财政局    教育局 一中 二中 农业局 种子站 财政局 教科文科 农业科
admin      教育局    教育局 一中 二中
`;

test('a role reaches as far as the tree says, and no further', () => {
  for (const line of REACH.trim().split('\n')) {
    const [role, at, ...reached] = line.trim().split(/\s+/) as [HeldRole, string, ...string[]];
    const over = [...tree.keys()].filter((id) => rolesOver(tree, who(role, at), id).has(role));
    assert.deepEqual(over.sort(), reached.sort(), line);
  }
});

test('every verb, role and state: allowed exactly where the table says and the role reaches', () => {
  let allowed = 0;
  for (const verb of paperVerbs)
    for (const role of heldRoles)
      for (const state of states) {
        const at = role === 'department' ? '教育局' : role === 'bureau' ? '教科文科' : '一中';
        const when = PAPER_RIGHTS[verb][role];
        const open = PAPER_RIGHTS[verb].public;
        const expected = [when, open].some((one) => one === 'always' || one?.includes(state));
        assert.equal(mayPaper(tree, who(role, at), verb, '一中', state), expected, `${verb} ${role} ${state}`);
        const foreign = role === 'department' ? '种子站' : role === 'bureau' ? '农业局' : '二中';
        assert.equal(
          mayPaper(tree, who(role, at), verb, foreign, state),
          open?.includes(state) ?? false,
          `${verb} ${role} ${state} elsewhere`,
        );
        allowed += Number(expected);
      }
  assert.ok(allowed > 50);
});

test('nobody but its own people sees a draft, or what was returned', () => {
  for (const state of ['draft', 'returned'] as const)
    for (const [role, at] of [
      ['department', '教育局'],
      ['bureau', '教科文科'],
      ['bureau', '财政局'],
      ['admin', null],
      ['preparer', '二中'],
      ['head', '教育局'],
    ] as const)
      assert.equal(mayPaper(tree, who(role, at), 'read', '一中', state), false, `${role} ${at} ${state}`);
});

test('administrators of a part administer that part', () => {
  assert.ok(may(tree, who('admin', '教育局'), 'account.write', '一中'));
  assert.ok(!may(tree, who('admin', '教育局'), 'account.write', '农业局'));
  assert.ok(!may(tree, who('admin', '教育局'), 'account.write', null));
  assert.ok(may(tree, who('admin', null), 'account.write', null));
});

test('the life of an edition', () => {
  const steps: Step[] = ['submit', 'return', 'submit', 'approve', 'publish', 'supersede'];
  assert.equal(
    steps.reduce<(typeof states)[number]>((state, step) => after(state, step)!, 'draft'),
    'corrected',
  );
  assert.equal(after('draft', 'approve'), null);
  assert.equal(after('withdrawn', 'publish'), null);
});

test('twenty days from the 批复, the day itself not counted', () => {
  assert.equal(deadline('2025-02-10'), '2025-03-02');
  assert.equal(daysLeft('2025-02-10', '2025-03-02'), 0);
  assert.equal(daysLeft('2025-02-10', '2025-03-03'), -1);
  assert.equal(today(new Date('2025-03-01T17:00:00Z')), '2025-03-02');
});
