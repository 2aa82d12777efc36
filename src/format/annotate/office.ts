const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

/** The tag of a part's first element. */
export const rootTag = (xml: string): string => /<[A-Za-z_][^>]*>/.exec(xml)?.[0] ?? '';

/** The namespace of a part's first element, by which a strict file is told from the usual ones; `usual` where it names none. */
export function mainNamespace(xml: string, usual: string): string {
  const tag = rootTag(xml);
  const prefix = /^<([\w.-]+):/.exec(tag)?.[1];
  return new RegExp(`\\sxmlns${prefix ? `:${prefix}` : ''}=["']([^"']*)["']`).exec(tag)?.[1] ?? usual;
}

/** The namespace of references between parts, and the beginning of the types of relations, in a file of this main namespace. */
export const relationNamespace = (namespace: string): string => (namespace.startsWith('http://purl.oclc.org/') ? STRICT : OFFICE);
