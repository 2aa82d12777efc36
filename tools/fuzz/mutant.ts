import { loadForms } from '../../src/forms.ts';
import { random } from '../random.ts';
import { mutated } from './mutate.ts';
import { samplesOf } from './samples.ts';

export const forms = loadForms();
const samples = await samplesOf(forms);
const formats = [...new Set(samples.map(({ format }) => format))];
const byFormat = Map.groupBy(samples, ({ format }) => format);

/** The n-th file of a run. Formats take turns. */
export function mutant(seed: number, index: number): { readonly format: string; readonly bytes: Uint8Array } {
  const next = random(seed * 1_000_003 + index);
  const format = formats[index % formats.length] ?? '';
  const own = byFormat.get(format) ?? [];
  const [first, second] = [own[Math.floor(next() * own.length)], own[Math.floor(next() * own.length)]];
  if (!first || !second) throw new Error(`no sample of ${format}`);
  return { format, bytes: mutated(first.kind, first.bytes, second.bytes, next) };
}
