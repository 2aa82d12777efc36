import { limitText } from '../limits.ts';
import { decodeText } from '../txt/decode.ts';

const META = /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,20})/i;
/** A page names its encoding near its beginning. */
const HEAD = 4096;

/** A decoder for an encoding named by a page; null where the name is unknown. GBK and GB2312 are read as GB18030, which holds them. */
function decoderOf(name: string): TextDecoder | null {
  try {
    return new TextDecoder(/^gb/i.test(name) ? 'gb18030' : name, { fatal: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The text of a page: by its byte order mark or what its bytes are, else by what it says of itself. Throws FormatError for unknown encodings and where it is larger than any page. */
export function decodePage(bytes: Uint8Array): string {
  limitText(bytes);
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  const named = META.exec(head)?.[1];
  const decoder = named && !/^utf-?16/i.test(named) ? decoderOf(named) : null;
  if (!decoder || bytes.includes(0)) return decodeText(bytes);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decodeText(bytes);
  }
}
