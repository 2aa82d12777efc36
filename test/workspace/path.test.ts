import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { load } from 'js-yaml';
import { PlanWorkers } from '../../src/server/v1/plans.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { createOrganisation, organisations } from '../../src/store/query/organisation.ts';
import type { Manifest } from '../../src/store/work/manifest.ts';
import { onBothEngines } from '../store/engines.ts';
import { county, ROOT } from '../store/people.ts';
import { apiOver, Client } from './client.ts';

const FORM = 'shanxi/budget/2025';
const bytes = readFileSync(new URL(`../../forms/${FORM}/example.yaml`, import.meta.url));
const example = load(bytes.toString()) as { organisation: string };
const plans = new PlanWorkers();
after(() => plans.close());

interface View {
  readonly paper: { readonly version: number };
  readonly editions: readonly { readonly number: number; readonly state: string }[];
  readonly findings: readonly {
    readonly id: string;
    readonly handling: string;
    readonly finding: { readonly severity: string; readonly message: string };
  }[];
  readonly verbs: readonly string[];
}

await onBothEngines((engine) => {
  test('a unit and its preparer, an imported plan, checked, submitted, returned, submitted again, approved, published, corrected', async () => {
    const { db } = engine.store;
    await county(db);
    const department = (await organisations(db)).find(({ name }) => name === '教育局')!;
    const unit = await createOrganisation(db, ROOT, {
      region: '140199',
      parent: department.id,
      section: null,
      kind: 'unit',
      code: '',
      name: example.organisation,
    });
    const api = apiOver(() => engine.store, plans);
    const root = await Client.entered(api, 'root');
    const made = await root.send('post', '/accounts', {
      login: 'wang',
      name: '王会计',
      held: [{ role: 'preparer', organisation: unit.id }],
    });
    const preparer = await Client.entered(api, 'wang', String(made.body.password));
    assert.equal((await preparer.send('post', `/papers?organisation=${unit.id}`, bytes)).status, 403, 'the first password must be changed');
    assert.equal((await preparer.send('put', '/password', { old: made.body.password, fresh: 'Kx7-mountain' })).status, 204);

    const wrong = await preparer.send('post', `/papers?organisation=${unit.id}&file=a.yaml`, Buffer.from('x: 1'));
    assert.equal(wrong.status, 422);
    assert.match(JSON.stringify(wrong.body.detail), /"mend":"/);
    const created = await preparer.send('post', `/papers?organisation=${unit.id}&form=${FORM}&file=plan.yaml`, bytes);
    assert.equal(created.status, 200, created.body.error);
    const id = String(created.body.id);
    const bureau = await Client.entered(api, 'bureau');
    const view = async (client = preparer): Promise<View> => (await client.send('get', `/papers/${id}`)).body as unknown as View;
    const step = async (client: Client, verb: string, more: object = {}) => {
      const { status, body } = await client.send('post', `/papers/${id}/${verb}`, { version: (await view(client)).paper.version, ...more });
      assert.equal(status, 200, `${verb}: ${body.error}`);
    };
    const check = async (): Promise<View> => {
      const { status, body } = await preparer.send('post', `/papers/${id}/check`);
      assert.equal(status, 200, body.error);
      return body as unknown as View;
    };

    // a record is spoilt, found, and mended
    type Records = { records: { id: string; kind: string; position: number; data: Record<string, unknown>; version: number }[] };
    const records = async () => ((await preparer.send('get', `/papers/${id}/plan`)).body as unknown as Records).records;
    const texts = (await records()).find(({ kind }) => kind === 'texts')!;
    const [key, words] = Object.entries(texts.data)[0]!;
    const save = (record: Records['records'][number], data: unknown) =>
      preparer.send('patch', `/papers/${id}/plan`, { changes: [{ ...record, data }] });
    await save(texts, { ...texts.data, [key]: `${words}联系电话：13912345678。` });
    const spoilt = (await check()).findings.filter(({ finding: { severity } }) => severity === 'error');
    assert.ok(spoilt.length > 0);
    assert.equal((await preparer.send('post', `/papers/${id}/submit`, { version: (await view()).paper.version })).status, 409);
    await save({ ...texts, version: 2 }, texts.data);
    const mended = await check();
    assert.equal(mended.findings.find(({ id: own }) => own === spoilt[0]!.id)?.handling, 'mended');
    assert.deepEqual(
      mended.findings.filter(({ handling, finding: { severity } }) => severity === 'error' && handling === 'open'),
      [],
    );

    await step(preparer, 'submit');
    await step(bureau, 'return', { reason: '请核对第三表' });
    await step(preparer, 'submit');
    await step(bureau, 'approve');
    await step(preparer, 'publish', { date: '2025-03-01' });
    await step(preparer, 'correct', { reason: '第三表' });
    await check();
    await step(preparer, 'submit');
    await step(bureau, 'approve');
    await step(preparer, 'publish', { date: '2025-03-02' });

    const anybody = new Client(api);
    assert.deepEqual(
      (await view(anybody)).editions.map(({ number, state }) => [number, state]),
      [
        [2, 'published'],
        [1, 'corrected'],
      ],
    );
    const version = (await anybody.send('get', `/papers/${id}/versions/2`)).body as unknown as { manifest: string; signature: string };
    const manifest = JSON.parse(version.manifest) as Manifest;
    const { publicKey } = (await anybody.send('get', '/installation')).body;
    assert.ok(verify(null, Buffer.from(version.manifest), createPublicKey(String(publicKey)), Buffer.from(version.signature, 'base64')));
    assert.ok(['docx', 'html', 'xlsx', 'json'].every((format) => manifest.files.some((file) => file.format === format)));
    for (const { name, sha256, size } of manifest.files) {
      const response = await api.request(`http://localhost/papers/${id}/versions/2/files/${encodeURIComponent(name)}`);
      const own = new Uint8Array(await response.arrayBuffer());
      assert.deepEqual([own.length, createHash('sha256').update(own).digest('hex')], [size, sha256]);
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment/);
    }
    assert.equal((await verifyLog(db)).broken, null);
  });
});
