import type { Damage, Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { type PageItems, pageItems } from '../layout/items.ts';
import { LIMITS } from '../layout/limits.ts';
import { pagePlace, paperOf } from '../layout/paper.ts';
import { isZip, openZip } from '../package/zip.ts';
import { contentsOf, mainDocument } from './document.ts';
import { Package } from './package.ts';
import { Pages } from './page.ts';
import { Resources } from './resources.ts';

const ENTRY = 'OFD.xml';
/** Stands beside the entry where parts of the file are encrypted (GM/T 0099). */
const LOCKED = 'Encryptions.xml';

/** Whether the bytes are an OFD file (GB/T 33190). */
export const isOfd = (bytes: Uint8Array): boolean => isZip(bytes) && new Package(openZip(bytes)).find(ENTRY, '') !== null;

/**
 * Reads an OFD file: the first of its documents. Places are as in a PDF: pages, boxes in points from a page's top left corner, and offsets
 * in the page's text. Throws FormatError where the file is encrypted, broken, without text, or beyond a limit.
 */
export function readOfd(bytes: Uint8Array): Document {
  const pack = new Package(openZip(bytes));
  if (pack.find(LOCKED, '') !== null)
    throw new FormatError('OFD 文件已加密，无法读取。请用原来的阅读软件打开，输入密码或插入证书后另存为不加密的 OFD 或 PDF 再试');
  const { part, documents } = mainDocument(pack, pack.find(ENTRY, '') ?? ENTRY);
  pack.home = part.slice(0, part.lastIndexOf('/') + 1);
  const resources = new Resources();
  const contents = contentsOf(pack, part, resources);
  const count = contents.pages.length;
  if (count === 0) throw new FormatError('OFD 文件里没有页面。请重新导出或下载后再试');
  if (count > LIMITS.pages) throw new FormatError(`OFD 有 ${count} 页，超过上限 ${LIMITS.pages} 页。请拆分后再试`);
  const reader = new Pages(pack, contents, resources);
  const pages: PageItems[] = [];
  const damage: Damage[] = [];
  if (documents > 1)
    damage.push({ reason: `OFD 里有 ${documents} 份文档，只读了第一份。请把其余各份分别另存为 OFD 或 PDF 后再读`, places: [] });
  let characters = 0;
  for (let i = 0; i < count; i++) {
    const { content, lost } = reader.read(i);
    characters += content.glyphs.length;
    if (characters > LIMITS.characters) throw new FormatError(`OFD 的字符超过 ${LIMITS.characters} 个，无法读取。请拆分后再试`);
    const page = pageItems(content, i + 1);
    pages.push(page);
    for (const reason of lost) damage.push({ reason: `第 ${page.page} 页${reason}`, places: [pagePlace(page)] });
  }
  return paperOf('ofd', pages, damage);
}
