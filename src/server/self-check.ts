import type { Finding } from '../check/finding.ts';
import { type Output, outputName } from '../compile/outputs.ts';
import { writeText } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import type { CheckedPaper } from './checked.ts';
import { checkBytes } from './paper.ts';

/** A compiled paper read back and held against the same rules as any published one. The watermark of a draft is not in it. */
export const checkOutput = (output: Output, forms: Forms): CheckedPaper =>
  checkBytes(new TextEncoder().encode(writeText(output.compiled.document)), outputName(output, 'docx'), forms);

/** Whether a finding says no more than that a draft has gaps. */
export const isGap = ({ code }: Finding): boolean => code === 'comply.placeholder';
