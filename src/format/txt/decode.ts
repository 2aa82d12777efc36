import { rememberedFor } from '../../lexicon/remember.ts';
import { FormatError } from '../error.ts';
import { limitText } from '../limits.ts';

const decoder = (encoding: string, fatal: boolean): TextDecoder => new TextDecoder(encoding, { fatal, ignoreBOM: true });

/** Decoded text, or null where the bytes are not of this encoding. */
function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return decoder(encoding, true).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** How much of a sample looks like a Chinese paper: Han, Latin, punctuation and white space; 0 … 1. */
function plausible(text: string): number {
  const sample = text.slice(0, 20_000);
  if (!sample) return 1;
  const odd =
    sample.match(/[^\t\n\v\f\r\x20-\x7e\xa0-\xff\u2000-\u2fff\u3000-\u303f\u3200-\u33ff\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0;
  return 1 - odd / sample.length;
}

/** Signs that any Chinese paper of some length holds; text decoded from a foreign code page shows others. */
const COMMON = /[的一年中和不为在预算支出收入单位部门项目万元]/g;

/** Whether text of some length holds the everyday signs of Chinese. */
function isChinese(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const han = sample.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  return han < 100 || (sample.match(COMMON)?.length ?? 0) > han * 0.01;
}

const share = (text: string, pattern: RegExp): number => (text.match(pattern)?.length ?? 0) / Math.max(1, text.length);

const BINARY = '文件是二进制内容，不是文本。请另存为编码 UTF-8 的 .txt 文件后再试';
const ENCODING = '文件的文字编码无法识别（既不是 UTF-8，也不是 GB18030、UTF-16）。请用记事本打开，另存为 UTF-8 后再试';

/** UTF-16 text, by its byte order mark or by how it reads without one; null where it is not UTF-16. */
function utf16(bytes: Uint8Array): string | null {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (mark) return decoder(mark, false).decode(bytes.subarray(2));
  if (!bytes.includes(0) || bytes.length % 2) return null;
  for (const encoding of ['utf-16le', 'utf-16be']) {
    const text = strictly(encoding, bytes);
    if (text !== null && !text.includes('\0') && plausible(text) > 0.95) return text;
  }
  return null;
}

/** Text with a few undecodable bytes (a file cut or damaged on the way), which become U+FFFD; null where there are too many. */
function lossy(bytes: Uint8Array): string | null {
  const candidates = ['utf-8', 'gb18030'].map((encoding) => decoder(encoding, false).decode(bytes));
  const lost = (text: string): number => share(text, /\ufffd/g);
  const best = candidates.reduce((a, b) => (lost(b) < lost(a) ? b : a));
  return lost(best) < 0.02 && plausible(best) > 0.95 && isChinese(best) ? best : null;
}

/**
 * The text of a file, decoded once (several formats ask for it): UTF-8 with or without byte order mark, UTF-16, GB18030 (and so GBK, GB2312).
 * Throws FormatError for binary content, for other encodings, and for more than any paper's text.
 */
export const decodeText = rememberedFor((bytes: Uint8Array): string => {
  limitText(bytes);
  const wide = utf16(bytes);
  if (wide !== null) return wide;
  if (bytes.includes(0)) throw new FormatError(BINARY);
  const body = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const unicode = strictly('utf-8', body);
  const national = unicode === null ? strictly('gb18030', body) : null;
  const text = unicode ?? (national !== null && plausible(national) > 0.95 && isChinese(national) ? national : lossy(body));
  if (text === null) throw new FormatError(ENCODING);
  if (share(text, /[\x01-\x06\x08\x0e-\x1f\x7f]/g) > 0.01) throw new FormatError(BINARY);
  return text;
});
