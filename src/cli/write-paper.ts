import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../check/finding.ts';
import { type Output, type OutputFormat, outputName, writeOutput } from '../compile/outputs.ts';
import { FormatError, writeText } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import { checkBytes } from '../server/paper.ts';
import { SEVERITY_NAMES } from '../server/words.ts';

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

/** What is wrong in a compiled paper, held against the same rules as any published one. */
function selfCheck(output: Output, forms: Forms): Finding[] {
  const { findings } = checkBytes(new TextEncoder().encode(writeText(output.compiled.document)), outputName(output, 'docx'), forms);
  return findings.filter(({ severity, code }) => severity !== 'info' && !(output.edition.draft && code === 'comply.placeholder'));
}

/** Writes a paper in every format wanted and checks it; a format that cannot be written is told, the others are written. */
export async function writePaper(output: Output, { folder, out, formats }: Destination, forms: Forms): Promise<WrittenPaper> {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  let told = '';
  for (const format of formats) {
    const file = outputName(output, format);
    try {
      writeFileSync(join(folder, file), await writeOutput(output, format, forms));
      files.push(join(out, file));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      told += `${file}：${error.message}。\n`;
    }
  }
  const findings = selfCheck(output, forms);
  if (findings.length > 0) told += `自检发现 ${findings.length} 个问题：\n`;
  for (const { severity, message } of findings) told += `  ${SEVERITY_NAMES[severity]}　${message}\n`;
  return { files, told, findings };
}
