import type { Printable } from '../../document/layout.ts';
import { TEMPLATE } from './template.ts';
import { typeset } from './typst.ts';
import { paperData } from './write-data.ts';

/**
 * A paper as a tagged PDF/A-2a with embedded fonts, linked contents and bookmarks; the same paper makes the same bytes.
 * Throws an Error where the machine has no engine for it, or a character is in none of the fonts.
 */
export const writePdf = async (printable: Printable): Promise<Uint8Array> => typeset(TEMPLATE, await paperData(printable));
