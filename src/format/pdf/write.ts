import type { NodeCompiler, NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import type { Printable } from '../../document/layout.ts';
import { TEMPLATE } from './template.ts';
import { paperData } from './write-data.ts';

/** Noto Serif and Noto Sans, simplified Chinese (SIL Open Font License), as they are embedded. */
const FONTS = [
  'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
  'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  'noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
];

/** The folder of a font on this machine; Windows has a slash before the drive in URLs. */
function folderOf(font: string): string {
  const { pathname } = new URL('.', import.meta.resolve(`@expo-google-fonts/${font}`));
  return decodeURIComponent(pathname).replace(/^\/(?=[A-Za-z]:)/, '');
}

let engine: Promise<NodeCompiler> | null = null;

async function create(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  return NodeCompiler.create({ fontArgs: [{ fontPaths: FONTS.map(folderOf) }] });
}

/** PDF/A-2a: for the archive, and tagged. */
const STANDARD = 'a-2a';
/** Results of the engine that so many papers did not use are forgotten. */
const KEPT = 2;

const reasonOf = (error: NodeError | null): string => JSON.stringify(error?.shortDiagnostics ?? []);

/**
 * A paper as a tagged PDF/A-2a with embedded fonts, linked contents and bookmarks; the same paper makes the same bytes.
 * The engine starts with the first paper and serves all others. Throws an Error where a character is in none of the fonts.
 */
export async function writePdf(printable: Printable): Promise<Uint8Array> {
  engine ??= create();
  const compiler = await engine;
  const result = compiler.compile({ mainFileContent: TEMPLATE, inputs: { paper: JSON.stringify(paperData(printable)) } });
  const document = result.result;
  if (!document) throw new Error(`PDF 未能生成：${reasonOf(result.takeError() ?? result.takeDiagnostics())}`);
  const bytes = compiler.pdf(document, { pdfStandard: STANDARD });
  compiler.evictCache(KEPT);
  return new Uint8Array(bytes);
}
