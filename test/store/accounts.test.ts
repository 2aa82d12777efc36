import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { StoreError } from '../../src/store/error.ts';
import { firstAdministrator } from '../../src/store/people/first.ts';
import { passwordFault, randomPassword } from '../../src/store/people/password.ts';
import { changePassword, endSession, IDLE, LONGEST, login, sessionOf, sessions } from '../../src/store/people/session.ts';
import { accounts, createAccount, resetPassword, saveAccount } from '../../src/store/query/account.ts';
import { createOrganisation, organisations, saveOrganisation } from '../../src/store/query/organisation.ts';
import { onBothEngines } from './engines.ts';
import { type County, county, PASSWORD, ROOT } from './people.ts';

const refused = (refusal: StoreError['refusal'], message: RegExp) => (error: unknown) =>
  error instanceof StoreError && error.refusal === refusal && message.test(error.message);

const BROWSER = { address: '127.0.0.1', agent: '浏览器' };
const NOW = new Date('2025-03-01T01:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

test('password rules', () => {
  assert.match(passwordFault('Ab1!', 'li') ?? '', /至少 10/);
  assert.match(passwordFault('abcdefghij1', 'li') ?? '', /三种/);
  assert.match(passwordFault('Zhang-san-1', 'zhang') ?? '', /账号名/);
  assert.match(passwordFault('aaaaaaaaaaaaaaaaaaaa', 'li') ?? '', /太少/);
  assert.match(passwordFault(`Ab1!${'x'.repeat(130)}`, 'li') ?? '', /最多/);
  for (const good of ['Kx7-mountain', 'four words without signs', '春天的第一场雨落在清水河上真是好看', randomPassword()])
    assert.equal(passwordFault(good, 'li'), null, good);
});

await onBothEngines((engine) => {
  let people: County;
  const db = () => engine.store.db;
  before(async () => {
    people = await county(db());
  });

  test('the first start makes one administrator, and only on an empty database', async () => {
    assert.equal(await firstAdministrator(db()), null);
    const { db: empty } = await engine.another();
    const made = await Promise.all([firstAdministrator(empty), firstAdministrator(empty)]);
    assert.equal(made.filter((password) => password !== null).length, 1);
    const token = await login(empty, { login: 'ADMIN', password: made.find((password) => password !== null)! }, BROWSER, NOW);
    assert.equal((await sessionOf(empty, token, NOW))?.mustChange, true);
  });

  test('login, session, its end by time and by hand', async () => {
    const token = await login(db(), { login: 'preparer', password: PASSWORD }, BROWSER, NOW);
    const session = await sessionOf(db(), token, NOW);
    assert.deepEqual(session?.actor, people.actor.preparer);
    assert.equal(await sessionOf(db(), `${token.slice(0, -1)}_`, NOW), null);
    assert.equal(await sessionOf(db(), token, later(IDLE + 1)), null);
    // used every hour it lasts, but not for ever
    for (let hour = 1; hour < 12; hour++) assert.ok(await sessionOf(db(), token, later(hour * 3_600_000)), `${hour}`);
    assert.equal(await sessionOf(db(), token, later(LONGEST + 1)), null);

    const other = await login(db(), { login: 'preparer', password: PASSWORD }, BROWSER, NOW);
    assert.equal((await sessions(db(), session!)).length, 2);
    const foreign = (await sessionOf(db(), await login(db(), { login: 'head', password: PASSWORD }, BROWSER, NOW), NOW))!;
    await assert.rejects(endSession(db(), foreign, session!.id), refused('unknown', /没有这次登录/));
    await endSession(db(), session!, session!.id);
    assert.equal(await sessionOf(db(), token, NOW), null);
    assert.ok(await sessionOf(db(), other, NOW));
    const stored = await db().selectFrom('session').select('token').execute();
    assert.ok(stored.every((row) => row.token !== other && /^[0-9a-f]{64}$/.test(row.token)));
  });

  test('five failures lock a login for a quarter of an hour, known or not; nothing tells which it is', async () => {
    for (const name of ['sibling', '没有这个人']) {
      const messages = new Set<string>();
      for (let n = 0; n < 5; n++)
        await login(db(), { login: name, password: 'wrong password' }, BROWSER, NOW).catch((error: Error) => messages.add(error.message));
      assert.deepEqual([...messages], ['账号或口令不对。连续输错 5 次会锁定 15 分钟。']);
      await assert.rejects(login(db(), { login: name, password: PASSWORD }, BROWSER, later(60_000)), refused('limited', /14 分钟后再试/));
    }
    assert.ok(await login(db(), { login: 'sibling', password: PASSWORD }, BROWSER, later(15 * 60_000 + 1)));
    const locks = await db().selectFrom('event').select('actor').where('verb', '=', 'lock').execute();
    assert.deepEqual(locks, [{ actor: 'sibling' }]);
  });

  test('a changed password ends all other sessions; an old one no longer fits', async () => {
    const enter = async (password: string) => sessionOf(db(), await login(db(), { login: 'foreign', password }, BROWSER, NOW), NOW);
    const [one, two] = [(await enter(PASSWORD))!, (await enter(PASSWORD))!];
    await assert.rejects(changePassword(db(), one, 'wrong', 'Kx7-mountain', NOW), refused('invalid', /原口令不对/));
    await assert.rejects(changePassword(db(), one, PASSWORD, PASSWORD, NOW), refused('invalid', /不能与原口令相同/));
    await assert.rejects(changePassword(db(), one, PASSWORD, 'short', NOW), refused('invalid', /至少/));
    await changePassword(db(), one, PASSWORD, 'Kx7-mountain', NOW);
    assert.deepEqual(
      (await sessions(db(), one)).map(({ id }) => id),
      [one.id],
    );
    assert.notEqual(two.id, one.id);
    await assert.rejects(enter(PASSWORD), refused('invalid', /账号或口令不对/));
    const event = await db().selectFrom('event').select('data').where('verb', '=', 'change-password').executeTakeFirst();
    assert.deepEqual(event, { data: '{}' });
  });

  test('accounts: made with a password told once, within what one administers', async () => {
    const { organisation, actor } = people;
    const given = { login: 'New.One', name: '新来的', held: [{ role: 'preparer' as const, organisation: organisation.一中! }] };
    const { account, password } = await createAccount(db(), actor['part-admin']!, given);
    assert.equal(account.login, 'new.one');
    await assert.rejects(createAccount(db(), ROOT, given), refused('conflict', /已有账号/));
    const session = await sessionOf(db(), await login(db(), { login: 'new.one', password }, BROWSER, NOW), NOW);
    assert.equal(session?.mustChange, true);

    const elsewhere = { ...given, login: 'x1', held: [{ role: 'preparer' as const, organisation: organisation.种子站! }] };
    await assert.rejects(createAccount(db(), actor['part-admin']!, elsewhere), refused('forbidden', /权限/));
    const root = { ...given, login: 'x2', held: [{ role: 'admin' as const, organisation: null }] };
    await assert.rejects(createAccount(db(), actor['part-admin']!, root), refused('forbidden', /权限/));
    for (const name of ['preparer', 'head', 'department', 'bureau', 'whole-bureau'])
      await assert.rejects(createAccount(db(), actor[name]!, { ...given, login: 'x3' }), refused('forbidden', /权限/), name);

    assert.ok(!(await accounts(db(), actor['part-admin']!)).some(({ login: name }) => name === 'foreign' || name === 'root'));
    assert.deepEqual(await accounts(db(), actor.bureau!), []);
    await assert.rejects(resetPassword(db(), actor['part-admin']!, actor.root!.account), refused('unknown', /没有这个账号/));

    const saved = await saveAccount(db(), ROOT, account.id, 1, { name: '新来的', held: given.held, disabled: true });
    assert.equal(saved.version, 2);
    assert.equal(await sessionOf(db(), 'x', NOW), null);
    await assert.rejects(login(db(), { login: 'new.one', password }, BROWSER, NOW), refused('invalid', /账号或口令/));
    await assert.rejects(
      saveAccount(db(), ROOT, account.id, 1, { name: '旧', held: given.held, disabled: false }),
      refused('conflict', /刚被别人改过/),
    );
    await assert.rejects(
      saveAccount(db(), actor.root!, actor.root!.account, 1, { name: 'r', held: actor.root!.held, disabled: true }),
      refused('invalid', /不能停用自己/),
    );
  });

  test('organisations keep to the tree', async () => {
    const all = new Map((await organisations(db())).map((one) => [one.name, one]));
    const { id, version, ...school } = all.get('一中')!;
    await assert.rejects(createOrganisation(db(), ROOT, { ...school }), refused('conflict', /已有“一中”/));
    await assert.rejects(createOrganisation(db(), ROOT, { ...school, name: '三中', region: '999999' }), refused('invalid', /没有代码/));
    await assert.rejects(createOrganisation(db(), ROOT, { ...school, name: '三中', parent: null }), refused('invalid', /不能放在/));
    await assert.rejects(createOrganisation(db(), ROOT, { ...school, name: '三中', section: id }), refused('invalid', /审核科室/));
    await assert.rejects(createOrganisation(db(), people.actor.bureau!, { ...school, name: '三中' }), refused('forbidden', /权限/));
    const moved = await saveOrganisation(db(), ROOT, id, version, { ...school, name: '第一中学' });
    assert.deepEqual([moved.name, moved.version], ['第一中学', version + 1]);
    await assert.rejects(saveOrganisation(db(), ROOT, id, version, school), refused('conflict', /刚被别人改过/));
    const { id: own, version: now, ...department } = all.get('教育局')!;
    await assert.rejects(saveOrganisation(db(), ROOT, own, now, { ...department, parent: own }), refused('invalid', /自己的下级/));
    await assert.rejects(
      saveOrganisation(db(), people.actor['part-admin']!, id, version + 1, { ...school, parent: all.get('农业局')!.id }),
      refused('forbidden', /权限/),
    );
  });
});
