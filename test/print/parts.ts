import { strToU8, zipSync } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A ZIP file of texts. */
export const zipped = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])));

/** A Word file of raw XML: the inside of its body, and whole other parts by their type (styles, numbering, footnotes, header1 …). */
export function wordFile(
  body: string,
  parts: Readonly<Record<string, string>> = {},
  extra: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const relations = Object.keys(parts).map(
    (name, i) => `<Relationship Id="r${i}" Type="http://x/${name.replace(/\d+$/, '')}" Target="${name}.xml"/>`,
  );
  return zipped({
    '_rels/.rels': `${head}<Relationships><Relationship Id="m" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${head}<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `${head}<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(Object.entries(parts).map(([name, xml]) => [`word/${name}.xml`, head + xml])),
    ...extra,
  });
}

/** A paragraph of plain text, with the inside of its properties. */
export const p = (text: string, properties = ''): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A cell of one paragraph, with the inside of its properties. */
export const tc = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr><w:tcW w:w="1"/>${properties}</w:tcPr>${text.startsWith('<') ? text : p(text)}</w:tc>`;
export const tr = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
export const tbl = (...rows: string[]): string => `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>${rows.join('')}</w:tbl>`;
