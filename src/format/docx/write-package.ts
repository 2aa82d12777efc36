import { type Document, Packer } from 'docx';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { FACES, MAIN } from './write-styles.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** What Word takes where a face is missing. */
const FONTS = `<w:fonts xmlns:w="${MAIN}">${Object.values(FACES)
  .map(
    ({ name, instead }) =>
      `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
  )
  .join('')}</w:fonts>`;

/** Times in a ZIP have no zone: noon of the paper's day, in whatever zone this runs. */
const noon = (date: string): Date => new Date(`${date}T12:00:00`);

/** What the library puts into its file, by path. It keeps that private and would zip it; zipping twice takes a third of the time of a Word file. */
const compiler = (Packer as unknown as { readonly compiler: { compile(document: Document): ReadonlyMap<string, string | Uint8Array> } })
  .compiler;

/** The library's file with our styles, the stand-ins of fonts, and the day of the paper (ISO date) as the only time in it; ids that the library draws at random are fixed. */
export function packed(document: Document, styles: string, date: string): Uint8Array {
  const parts: Record<string, Uint8Array> = {};
  for (const [name, part] of compiler.compile(document)) parts[name] = typeof part === 'string' ? strToU8(part) : part;
  const core = parts['docProps/core.xml'];
  if (core) {
    const dated = strFromU8(core).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`);
    parts['docProps/core.xml'] = strToU8(dated);
  }
  for (const [name, part] of Object.entries(parts)) {
    if (name.startsWith('word/header')) parts[name] = strToU8(strFromU8(part).replace(/(id="PowerPlusWaterMarkObject)[^"]*/g, '$11'));
  }
  parts['word/styles.xml'] = strToU8(HEAD + styles);
  parts['word/fontTable.xml'] = strToU8(HEAD + FONTS);
  return zipSync(parts, { mtime: noon(date) });
}
