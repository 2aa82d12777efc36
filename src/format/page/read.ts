import type { Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { ascii } from '../signature.ts';
import { markContents } from '../tidy/contents.ts';
import { decodePage } from './decode.ts';
import { readFlow } from './flow.ts';
import { mainContent } from './main.ts';
import { parseBody } from './tree.ts';

const EMPTY = '网页里没有正文（正文可能要在浏览器里才显示出来，或在附件中）。请下载网页上的附件，或把正文复制到 Word 另存为 .docx 后再试';
const BEGINS = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b/i;
const SAMPLE = 4096;

/** Whether the bytes are a web page, by how they begin. UTF-16 is looked at without its zeros. */
export const isPage = (bytes: Uint8Array): boolean => {
  const marked =
    bytes[0] === 0xef && bytes[1] === 0xbb
      ? 3
      : (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
        ? 2
        : 0;
  return BEGINS.test(ascii(bytes, marked, SAMPLE).replaceAll('\0', ''));
};

/**
 * Reads a saved web page: the block that holds the paper, without the navigation around it; tables with their spans, headings, lists.
 * Places are paths as in Word files (p12, t13r4c5) with offsets in the printed words. Throws FormatError where there is no text, or it is too large or deep.
 */
export function readPage(bytes: Uint8Array): Document {
  const source = decodePage(bytes);
  const blocks = markContents(readFlow(mainContent(parseBody(source))));
  if (blocks.length === 0) throw new FormatError(EMPTY);
  return {
    format: 'html',
    blocks,
    damage: source.includes('\ufffd') ? [{ reason: '有无法辨认的字符，可能在转换或保存时损坏', places: [] }] : [],
  };
}
