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

/** Bytes as characters of the same numbers. */
export const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, Math.min(to, bytes.length));

/** Whether the bytes are a PDF; some producers write a line before its first. */
export const isPdf = (bytes: Uint8Array): boolean => ascii(bytes, 0, 1024).includes('%PDF-');

const ZIP = starts(0x50, 0x4b, 0x03, 0x04);
/** The container of older Office files: its streams are named in UTF-16. */
const COMPOUND = starts(0xd0, 0xcf, 0x11, 0xe0);

/** A stream of this name stands in the container. */
const holdsStream =
  (name: string) =>
  (bytes: Uint8Array): boolean =>
    COMPOUND(bytes) && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));

/** Names of parts stand uncompressed in a ZIP container: in its local headers and in the directory at its end. */
const holds = (bytes: Uint8Array, part: string): boolean =>
  ZIP(bytes) && (ascii(bytes, 0, 8192).includes(part) || ascii(bytes, Math.max(0, bytes.length - 8192), bytes.length).includes(part));

/** A web page saved with its pictures in one file: a MIME message. */
const isArchive = (bytes: Uint8Array): boolean => {
  const head = ascii(bytes, 0, 2048);
  return /^(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location|Content-Type):/i.test(head) && /multipart\/related/i.test(head);
};

/** Tried from the top; the first that fits names the file. */
const FOREIGN: readonly Foreign[] = [
  {
    name: 'PowerPoint 演示',
    advice: '请上传公开文本的 Word、Excel 或文本文件',
    test: (bytes) => holds(bytes, 'ppt/') || holdsStream('PowerPoint Document')(bytes),
  },
  {
    name: 'ODF（.odt、.ods）',
    advice: '请用 LibreOffice 或 WPS 打开，另存为 .docx 或 .xlsx 后再试',
    test: (bytes) => holds(bytes, 'mimetypeapplication/vnd.oasis'),
  },
  { name: 'ZIP 压缩', advice: '请先解压，再逐个读取其中的文件', test: ZIP },
  {
    name: '带打开密码的 Word/Excel',
    advice: '请用原软件打开，输入密码后在“文件—信息—保护”里去掉密码，另存后再试',
    test: holdsStream('EncryptedPackage'),
  },
  {
    name: '旧版 Word（.doc、.wps）',
    advice: '请用 Word 或 WPS 打开，“另存为”选“Word 文档（*.docx）”后再试',
    test: holdsStream('WordDocument'),
  },
  {
    name: '旧版 Office（.doc、.xls、.wps、.et）',
    advice: '它可能没有下载完整：请重新下载，或用 Word、Excel、WPS 打开，另存为 .docx 或 .xlsx 后再试',
    test: COMPOUND,
  },
  { name: 'RTF', advice: '请用 Word 或 WPS 打开，“另存为”选“Word 文档（*.docx）”后再试', test: starts(0x7b, 0x5c, 0x72, 0x74, 0x66) },
  {
    name: '图片',
    advice: '请先做文字识别（OCR），存为 .txt 后再试',
    test: (bytes) => starts(0x89, 0x50, 0x4e, 0x47)(bytes) || starts(0xff, 0xd8, 0xff)(bytes),
  },
  {
    name: '网页归档（.mht、.mhtml）',
    advice: '请用浏览器或 WPS 打开，“另存为”选“网页，仅 HTML（*.html）”后再试',
    test: isArchive,
  },
  {
    name: '压缩',
    advice: '请先解压，再逐个读取其中的文件',
    test: (bytes) => starts(0x1f, 0x8b)(bytes) || starts(0x37, 0x7a, 0xbc, 0xaf)(bytes) || starts(0x52, 0x61, 0x72, 0x21)(bytes),
  },
];

/** The name and advice for a file of a type that cannot be read; null where the bytes may be text. */
export const foreignType = (bytes: Uint8Array): { readonly name: string; readonly advice: string } | null =>
  FOREIGN.find((type) => type.test(bytes)) ?? null;
