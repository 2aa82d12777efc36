import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../check/finding.ts';
import { type Output, type OutputFormat, outputName, writeOutput } from '../compile/outputs.ts';
import { FormatError } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import { checkOutput, isGap } from '../server/self-check.ts';
import { SEVERITY_NAMES } from '../server/words.ts';
import { writing } from './usage.ts';

/** Where the files of a paper go, in full and as the user names it, and in which formats. */
export interface Destination {
  readonly folder: string;
  readonly out: string;
  readonly formats: readonly OutputFormat[];
}

export interface WrittenPaper {
  /** files written, as the user names them */
  readonly files: readonly string[];
  /** what could not be written and what its own check says: lines for the user */
  readonly told: string;
  /** errors and doubts that the paper has */
  readonly findings: readonly Finding[];
}

/** Writes a paper in every format wanted and checks it; a format that cannot be written is told, the others are written. Throws UsageError. */
export async function writePaper(output: Output, { folder, out, formats }: Destination, forms: Forms): Promise<WrittenPaper> {
  writing(out, () => mkdirSync(folder, { recursive: true }));
  const files: string[] = [];
  let told = '';
  for (const format of formats) {
    const file = outputName(output, format);
    try {
      const bytes = await writeOutput(output, format, forms);
      writing(join(out, file), () => writeFileSync(join(folder, file), bytes));
      files.push(join(out, file));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      told += `${file}：${error.message}。\n`;
    }
  }
  const { draft } = output.edition;
  const findings = checkOutput(output, forms).findings.filter((one) => one.severity !== 'info' && !(draft && isGap(one)));
  if (findings.length > 0) told += `自检发现 ${findings.length} 个问题：\n`;
  for (const { severity, message } of findings) told += `  ${SEVERITY_NAMES[severity]}　${message}\n`;
  return { files, told, findings };
}
