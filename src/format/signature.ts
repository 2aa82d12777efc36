/** A file type that is recognised by its first bytes but cannot be read. */
interface Foreign {
  readonly name: string;
  readonly advice: string;
  readonly test: (bytes: Uint8Array) => boolean;
}

const starts =
  (...signature: number[]) =>
  (bytes: Uint8Array): boolean =>
    signature.every((byte, index) => bytes[index] === byte);

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** Names of parts stand uncompressed in a ZIP container: in its local headers and in the directory at its end. */
const holds = (bytes: Uint8Array, part: string): boolean => {
  const zip = starts(0x50, 0x4b, 0x03, 0x04);
  return (
    zip(bytes) && (ascii(bytes, 0, 8192).includes(part) || ascii(bytes, Math.max(0, bytes.length - 8192), bytes.length).includes(part))
  );
};

/** A PDF's header stands at the front or within the first kilobyte behind other bytes. */
export const isPdf = (bytes: Uint8Array): boolean => {
  const head = ascii(bytes, 0, 1024);
  return head.startsWith('%PDF-') || /^[\x00-\x20\xef\xbb\xbf]*%PDF-\d/.test(head);
};

const PASTE = '请打开文件，全选复制到记事本，另存为编码 UTF-8 的 .txt 文件后再试';

/** Tried from the top; the first that fits names the file. */
const FOREIGN: readonly Foreign[] = [
  { name: 'Word（.docx）', advice: PASTE, test: (bytes) => holds(bytes, 'word/') },
  { name: 'Excel（.xlsx）', advice: PASTE, test: (bytes) => holds(bytes, 'xl/') },
  { name: 'OFD 版式', advice: PASTE, test: (bytes) => holds(bytes, 'OFD.xml') },
  { name: 'ZIP 压缩', advice: '请先解压，再逐个读取其中的文本文件', test: starts(0x50, 0x4b, 0x03, 0x04) },
  { name: '旧版 Word/Excel/WPS（.doc、.xls、.wps）', advice: PASTE, test: starts(0xd0, 0xcf, 0x11, 0xe0) },
  { name: 'RTF', advice: PASTE, test: starts(0x7b, 0x5c, 0x72, 0x74, 0x66) },
  { name: '网页（HTML）', advice: PASTE, test: (bytes) => /^[\s\xef\xbb\xbf]*<(?:!doctype\s+html|html)[\s>]/i.test(ascii(bytes, 0, 256)) },
  {
    name: '图片',
    advice: '请先做文字识别（OCR），存为 .txt 后再试',
    test: (bytes) => starts(0x89, 0x50, 0x4e, 0x47)(bytes) || starts(0xff, 0xd8, 0xff)(bytes),
  },
  {
    name: '压缩',
    advice: '请先解压，再逐个读取其中的文本文件',
    test: (bytes) => starts(0x1f, 0x8b)(bytes) || starts(0x37, 0x7a, 0xbc, 0xaf)(bytes) || starts(0x52, 0x61, 0x72, 0x21)(bytes),
  },
];

/** The name and advice for a file of a type that cannot be read; null where the bytes may be text. */
export const foreignType = (bytes: Uint8Array): { readonly name: string; readonly advice: string } | null =>
  FOREIGN.find((type) => type.test(bytes)) ?? null;
