import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { FormatError } from '../error.ts';
import { FONTS, fontFolder } from '../fonts.ts';

async function create(): Promise<NodeCompiler> {
  const engine = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => {
    throw new FormatError('本机的系统没有可用的 PDF 排版引擎（typst）。请先导出 Word 文件，再另存为 PDF');
  });
  return engine.NodeCompiler.create({ fontArgs: [{ fontPaths: (Object.keys(FONTS) as (keyof typeof FONTS)[]).map(fontFolder) }] });
}

/** PDF/A-2a: for the archive, and tagged. */
const STANDARD = 'a-2a';
/** Results of the engine that so many papers did not use are forgotten. */
const KEPT = 2;

let started: Promise<NodeCompiler> | null = null;

const UNKNOWN_SIGN = /the text `[\\"]*(.+?)[\\"]*` could not be displayed/;

/** Lets Node free what the engine made for the last paper: that is done between two turns of its loop, never within one. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What went wrong, in words for the user. */
function reasonOf(error: unknown): string {
  const text = String(error);
  const sign = UNKNOWN_SIGN.exec(text)?.[1];
  return sign ? `文件中的“${sign}”不在随附的字库中，不能写入 PDF。请换用通用规范汉字，或先导出 Word 文件` : `PDF 未能生成：${text}`;
}

/**
 * Sets a template in Typst with data that it finds as JSON in sys.inputs.paper, as PDF/A-2a. The engine starts with the first paper and
 * serves all others. Throws an Error where the machine has no engine, or a character is in none of the fonts.
 */
export async function typeset(template: string, data: unknown): Promise<Uint8Array> {
  started ??= create();
  const engine = await started;
  try {
    const result = engine.compile({ mainFileContent: template, inputs: { paper: JSON.stringify(data) } });
    if (!result.result) throw new FormatError(JSON.stringify(result.takeError()?.shortDiagnostics ?? []));
    return new Uint8Array(engine.pdf(result.result, { pdfStandard: STANDARD }));
  } catch (error) {
    throw new FormatError(reasonOf(error));
  } finally {
    engine.evictCache(KEPT);
    await turn();
  }
}
