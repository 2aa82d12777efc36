/**
 * Draws findings at random, to be judged against the papers by somebody who did not write the checks.
 *   npm run sample -- FILE… [--count N] [--seed S] [--info]
 */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareFormat } from '../src/format/index.ts';
import { loadForms } from '../src/forms.ts';
import { checkBytes } from '../src/server/paper.ts';
import { random } from './random.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' }, info: { type: 'boolean', default: false } },
});
if (positionals.length === 0) {
  console.error('usage: npm run sample -- FILE… [--count N] [--seed S] [--info]');
  process.exit(2);
}
const forms = loadForms();
const findings: { readonly file: string; readonly text: string }[] = [];
for (const path of positionals) {
  const bytes = readFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), path));
  await prepareFormat(bytes);
  for (const f of checkBytes(bytes, path, forms).findings) {
    if (f.severity === 'info' && !values.info) continue;
    const places = [...new Set(f.places.map((p) => (p.line ? `第${p.line}行` : `第${p.page}页`)))].join('、');
    findings.push({
      file: basename(path),
      text: `${f.severity} ${f.code}\n   ${f.message}\n   应为：${f.expected}\n   建议：${f.suggestion}\n   ${places}`,
    });
  }
}
const next = random(Number(values.seed));
for (let n = 1; n <= Number(values.count) && findings.length > 0; n++) {
  const [drawn] = findings.splice(Math.floor(next() * findings.length), 1);
  if (drawn) console.log(`${n}. ${drawn.file} ${drawn.text}`);
}
