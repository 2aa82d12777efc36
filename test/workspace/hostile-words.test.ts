import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { load } from 'js-yaml';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { type OutputFormat, outputFormats, outputName, planOutput, writeOutput } from '../../src/compile/outputs.ts';
import { loadForms } from '../../src/forms.ts';
import { planOf } from '../../src/plan/load.ts';
import { planWorkbook } from '../../src/plan/workbook/write.ts';
import { clientAddress, trustedProxies } from '../../src/server/v1/address.ts';

const SET = 'shanxi/budget/2025';
const SCRIPT = `<script>alert(1)</script><img src=x onerror=alert(2)>'"&{7*7}`;
const FORMULA = `=HYPERLINK("http://evil.example","点这里")`;

type Words = Record<string, unknown>;

/** The example with hostile words wherever people write some. */
function hostilePlan(): Words {
  const value = load(readFileSync(new URL(`../../forms/${SET}/example.yaml`, import.meta.url), 'utf8')) as Words & {
    projects: (Words & { fields: Words; indicators: Words[] })[];
  };
  const filled = (words: Words, kept: RegExp): Words =>
    Object.fromEntries(Object.entries(words).map(([key, old]) => [key, kept.test(key) ? old : FORMULA + SCRIPT]));
  const name = `${SCRIPT}/../../局`;
  return {
    ...value,
    form: SET,
    organisation: name,
    units: [{ code: '038001', name }],
    texts: filled(value.texts as Words, /^$/),
    projects: value.projects.map((project, index) => ({
      ...project,
      name: `${index % 2 ? FORMULA : SCRIPT}${index}`,
      fields: filled(project.fields ?? {}, /^(department|attribute|term)$/),
      indicators: (project.indicators ?? []).map((indicator) => ({ ...indicator, name: FORMULA + SCRIPT })),
    })),
  };
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function elements(node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.Element[] {
  const below = 'childNodes' in node ? node.childNodes.flatMap(elements) : [];
  return 'tagName' in node ? [node, ...below] : below;
}

/** What must not be in a file of each format, though the words themselves are. */
const HOLDS: Readonly<Record<OutputFormat, (bytes: Uint8Array) => void>> = {
  html(bytes) {
    const all = elements(parse(text(bytes)));
    assert.ok(!all.some(({ tagName }) => /^(script|img|iframe|object|embed|form)$/.test(tagName)));
    const links = all.flatMap(({ attrs }) => attrs.filter((attribute) => /^(on|href|src)/.test(attribute.name)));
    assert.ok(links.every(({ name, value }) => name === 'href' && value.startsWith('#')));
    assert.match(text(bytes), /&lt;script/);
  },
  docx(bytes) {
    const parts = Object.entries(unzipSync(bytes));
    const all = parts.map(([, own]) => text(own)).join('');
    assert.doesNotMatch(all, /<script|TargetMode="External"/);
    assert.ok([...all.matchAll(/<w:instrText[^>]*>([^<]*)/g)].every(([, code]) => /^\s*(PAGE|NUMPAGES|TOC|PAGEREF)/.test(code!)));
    assert.match(all, /&lt;script/);
    assert.ok(parts.every(([name]) => !/vba|embeddings/i.test(name)));
  },
  xlsx(bytes) {
    const all = Object.values(unzipSync(bytes)).map(text).join('');
    assert.doesNotMatch(all, /<f[ >]|<script|TargetMode="External"|<ddeLink/);
    assert.match(all, /=HYPERLINK/);
  },
  pdf(bytes) {
    assert.doesNotMatch(Buffer.from(bytes).toString('latin1'), /\/(JavaScript|JS|Launch|URI|OpenAction|EmbeddedFile)\b/);
  },
  json(bytes) {
    const csv = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.csv'));
    assert.ok(csv.length > 1);
    for (const [name, own] of csv) assert.doesNotMatch(text(own), /(^|,)"?=/m, name);
    assert.match(csv.map(([, own]) => text(own)).join(''), /'=HYPERLINK/);
  },
};

test('script and formulas in every field of a plan are words in every format that is published', async () => {
  const forms = loadForms();
  const { plan, set } = planOf(hostilePlan(), '计划', forms);
  const output = planOutput(plan!, set!, true, forms);
  for (const format of outputFormats) {
    HOLDS[format](await writeOutput(output, format, forms));
    assert.doesNotMatch(outputName(output, format), /[\\/:*?"<>|\s]|^\./, 'a name of a file leads nowhere');
  }
  const workbook = Object.values(unzipSync(await planWorkbook(set!, plan, forms, new Date(0))))
    .map(text)
    .join('');
  assert.ok([...workbook.matchAll(/<f>([^<]*)/g)].every(([, formula]) => !/HYPERLINK|evil/.test(formula!)));
});

test('behind a trusted proxy the client itself counts; what it says of itself does not', () => {
  const trusted = trustedProxies('127.0.0.1, 10.0.0.0/8, ::1');
  const asked = (peer: string, forwarded: string) => clientAddress(peer, forwarded, trusted);
  assert.equal(asked('203.0.113.9', '198.51.100.1'), '203.0.113.9', 'no proxy: its header is nothing');
  assert.equal(asked('127.0.0.1', '203.0.113.9'), '203.0.113.9');
  assert.equal(asked('::ffff:127.0.0.1', '1.1.1.1, 203.0.113.9'), '203.0.113.9', 'the first was written by the client');
  assert.equal(asked('::1', '203.0.113.9, 10.1.2.3'), '203.0.113.9', 'two proxies');
  assert.equal(asked('127.0.0.1', ''), '127.0.0.1');
  assert.equal(asked('127.0.0.1', "'; drop table event"), '127.0.0.1');
  assert.equal(asked('127.0.0.1', '10.0.0.1'), '10.0.0.1');
  assert.equal(asked('', '203.0.113.9'), '');
  assert.equal(clientAddress('127.0.0.1', '203.0.113.9', null), '127.0.0.1', 'none is trusted unless it is named');
  assert.equal(trustedProxies(' , '), null);
  for (const wrong of ['x', '10.0.0.0/33', '10.0.0.0/8/8', '127.0.0.1:80', '10.0.0.0/'])
    assert.throws(() => trustedProxies(wrong), /不是 IP 地址或网段/, wrong);
});
