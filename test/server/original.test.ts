import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { loadPdfium } from '../../src/format/pdf/engine.ts';
import { loadForms } from '../../src/forms.ts';
import { createApp } from '../../src/server/app.ts';
import { loadAssets } from '../../src/server/assets.ts';
import { Checker } from '../../src/server/checker.ts';
import { Library } from '../../src/server/library.ts';
import { Originals } from '../../src/server/original/store.ts';
import { OriginalThread } from '../../src/server/original/thread.ts';
import { planService } from '../../src/server/plans/service.ts';
import { ProjectService } from '../../src/server/projects/service.ts';
import { annotations } from '../format/pdf/annotations.ts';
import { samplePdf } from '../format/pdf/sample.ts';
import { SAMPLE } from '../sample.ts';

const forms = loadForms();
const assets = loadAssets();
const checker = new Checker();
before(() => loadPdfium());
after(() => checker.close());
const HEADERS = { host: 'localhost', origin: 'http://localhost' };

/** A server that holds one uploaded file. */
async function serve(bytes: Uint8Array<ArrayBuffer> | string, name: string) {
  const app = createApp({
    library: new Library(checker, []),
    forms,
    plans: planService(forms),
    projects: new ProjectService(),
    assets,
    hosts: ['localhost'],
  });
  const body = new FormData();
  body.append('files', new File([bytes], name));
  const sent = await app.request('http://localhost/api/papers', { method: 'POST', body, headers: HEADERS });
  const id: string = (await sent.json()).papers[0].id;
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(`http://localhost/api/papers/${id}${path}`, { headers: HEADERS, ...init });
  return { ask };
}

const refusal = async (response: Response): Promise<[number, boolean]> => [
  response.status,
  /[\u4e00-\u9fff]/.test((await response.json()).error),
];

/** Width, height and colour bytes of a PNG whose rows are differences from the row above. */
function readPng(bytes: Buffer): { width: number; height: number; rgb: Uint8Array } {
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const row = width * 3;
  const stored = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)));
  assert.equal(stored.length, height * (row + 1));
  const rgb = new Uint8Array(height * row);
  for (let i = 0; i < rgb.length; i++) rgb[i] = stored[i + Math.floor(i / row) + 1]! + (rgb[i - row] ?? 0);
  return { width, height, rgb };
}

test('the pages of an uploaded PDF: sizes, pictures, and no others', async () => {
  const { ask } = await serve(new Uint8Array(samplePdf()), '预算.pdf');
  const detail = await (await ask('')).json();
  assert.deepEqual([detail.pictured, detail.annotated], [true, true]);
  const { pages } = await (await ask('/pages')).json();
  assert.deepEqual(pages, [
    { width: 595, height: 842 },
    { width: 595, height: 842 },
  ]);
  const answer = await ask('/pages/1.png');
  assert.equal(answer.headers.get('content-type'), 'image/png');
  const { width, height, rgb } = readPng(Buffer.from(await answer.arrayBuffer()));
  assert.deepEqual([width, height], [1400, Math.round((1400 * 842) / 595)]);
  assert.ok(
    rgb.subarray(0, width * 3).every((byte) => byte === 255),
    'the margin is white',
  );
  assert.ok(
    rgb.some((byte) => byte < 90),
    'something is drawn',
  );
  assert.equal(readPng(Buffer.from(await (await ask('/pages/2.png?width=2100')).arrayBuffer())).width, 2100);
  assert.equal(
    readPng(Buffer.from(await (await ask('/pages/2.png?width=99999')).arrayBuffer())).width,
    1400,
    'only widths that are offered',
  );
  assert.deepEqual(await refusal(await ask('/pages/3.png')), [422, true]);
  assert.deepEqual(await refusal(await ask('/pages/0.png')), [404, true]);
});

test('the file comes back with its findings in it', async () => {
  const bytes = new Uint8Array(samplePdf());
  const { ask } = await serve(bytes, '预算.pdf');
  const { findings } = await (await ask('')).json();
  const answer = await ask('/annotated');
  assert.match(decodeURIComponent(answer.headers.get('content-disposition') ?? ''), /^attachment; .*预算（批注）\.pdf$/);
  assert.equal(answer.headers.get('x-unplaced-notes'), '0');
  const out = new Uint8Array(await answer.arrayBuffer());
  assert.deepEqual(out.subarray(0, bytes.length), bytes);
  const notes = [1, 2].flatMap((page) => annotations(out, page));
  assert.equal(notes.length, findings.flatMap(({ places }: { places: unknown[] }) => places).length);
  assert.ok(notes.every(({ author }) => author === '明账'));
  for (const { message, places, culprit } of findings) {
    const under = notes.filter(({ contents }) => contents.startsWith(message)).map((note) => note.under.trim());
    assert.ok(under.includes(places[culprit ?? 0].text.replace(/万元$/, '')), under.join());
  }
});

test('what is no PDF has no pages; what was deleted has nothing', async () => {
  const text = await serve(SAMPLE, '预算.txt');
  assert.equal((await (await text.ask('')).json()).pictured, false);
  assert.deepEqual(await refusal(await text.ask('/pages')), [404, true]);
  assert.deepEqual(await refusal(await text.ask('/annotated')), [409, true]);
  const paper = await serve(new Uint8Array(samplePdf()), '预算.pdf');
  assert.equal((await paper.ask('', { method: 'DELETE' })).status, 204);
  for (const path of ['/pages', '/pages/1.png', '/annotated']) assert.deepEqual(await refusal(await paper.ask(path)), [404, true], path);
});

test('originals: the oldest are forgotten when there is no room', () => {
  const originals = new Originals(10);
  for (const id of ['a', 'b', 'c']) originals.put(id, new Uint8Array(4));
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => originals.get(id) !== null),
    [false, true, true],
  );
  originals.put('b', new Uint8Array(2)); // the same again takes its own room only
  originals.put('d', new Uint8Array(4));
  originals.put('large', new Uint8Array(11));
  assert.deepEqual(
    ['b', 'c', 'd', 'large'].map((id) => originals.get(id) !== null),
    [true, true, true, false],
  );
});

test('a file that breaks the rules ends in a message, and the thread goes on', async () => {
  const thread = new OriginalThread();
  const broken = await thread.run({ kind: 'picture', bytes: new TextEncoder().encode('%PDF-1.7\n'), page: 1, width: 1400 });
  assert.ok(broken.kind === 'refused' && /损坏/.test(broken.error));
  const sizes = await thread.run({ kind: 'sizes', bytes: samplePdf() });
  assert.equal(sizes.kind === 'sizes' && sizes.sizes.length, 2);
  const cancelled = await thread.run({ kind: 'sizes', bytes: samplePdf() }, AbortSignal.abort());
  assert.equal(cancelled.kind, 'refused');
});
