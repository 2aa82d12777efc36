import { FormatError } from '../error.ts';
import type { Xml } from '../package/xml.ts';
import { numbersOf, type Package, textWithin, within } from './package.ts';
import type { Resources } from './resources.ts';

/** Width and height of a page in millimetres. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** What Document.xml tells; parts are names in the package. */
export interface Contents {
  readonly area: Area;
  readonly pages: readonly { readonly id: string; readonly part: string }[];
  /** template pages by their ID */
  readonly templates: ReadonlyMap<string, Template>;
  readonly annotations: string | null;
}

export interface Template {
  readonly part: string;
  readonly foreground: boolean;
}

const A4: Area = { width: 210, height: 297 };
/** No page is as wide or high as this (millimetres). */
const WIDEST = 100_000;

const NO_DOCUMENT = 'OFD 文件里没有文档（入口 OFD.xml 不完整），可能没有下载完。请重新导出或下载后再试';

/** The size that an Area or PageArea just opened gives; null where it gives none that a page can have. */
export function areaWithin(xml: Xml): Area | null {
  let area: Area | null = null;
  within(xml, (name) => {
    if (name !== 'PhysicalBox') return false;
    const [, , width = 0, height = 0] = numbersOf(textWithin(xml));
    if (width > 0 && height > 0 && width < WIDEST && height < WIDEST) area = { width, height };
    return true;
  });
  return area;
}

/** The Document.xml of the first document in its current version, and how many documents the file holds. */
export function mainDocument(pack: Package, entry: string): { readonly part: string; readonly documents: number } {
  let documents = 0;
  let root: string | null = null;
  let version: string | null = null;
  const xml = pack.open(entry);
  within(xml, (name) => {
    if (name !== 'DocBody') return false;
    documents++;
    if (documents > 1) return false;
    within(xml, (child) => {
      if (child === 'Versions') {
        within(xml, () => {
          if (xml.attribute('Current') === 'true') version = xml.attribute('BaseLoc');
          return false;
        });
        return true;
      }
      if (child !== 'DocRoot') return false;
      root = textWithin(xml);
      return true;
    });
    return true;
  });
  const part = (version === null ? null : versionRoot(pack, version, entry)) ?? (root === null ? null : pack.find(root, entry));
  if (part === null) throw new FormatError(NO_DOCUMENT);
  return { part, documents };
}

/** The Document.xml that a version's own file names; null where it names none. */
function versionRoot(pack: Package, place: string, entry: string): string | null {
  const part = pack.find(place, entry);
  if (part === null) return null;
  let root: string | null = null;
  const xml = pack.open(part);
  within(xml, (name) => {
    if (name !== 'DocRoot') return false;
    root = pack.find(textWithin(xml), part);
    return true;
  });
  return root;
}

/** Reads Document.xml; what it says of resources goes to `resources`. Throws FormatError where a page is missing. */
export function contentsOf(pack: Package, part: string, resources: Resources): Contents {
  let area = A4;
  let annotations: string | null = null;
  const templates = new Map<string, Template>();
  const pages: { id: string; part: string }[] = [];
  const xml = pack.open(part);
  const common = (name: string): boolean => {
    if (name === 'PageArea') area = areaWithin(xml) ?? A4;
    else if (name === 'PublicRes' || name === 'DocumentRes') resources.add(pack, textWithin(xml), part);
    else if (name === 'TemplatePage') {
      const found = pack.find(xml.attribute('BaseLoc') ?? '', part);
      if (found !== null) templates.set(xml.attribute('ID') ?? '', { part: found, foreground: xml.attribute('ZOrder') === 'Foreground' });
      return false;
    } else return false;
    return true;
  };
  within(xml, (name) => {
    if (name === 'CommonData') within(xml, common);
    else if (name === 'Annotations') annotations = pack.find(textWithin(xml), part);
    else if (name === 'Pages') {
      within(xml, () => {
        const found = pack.find(xml.attribute('BaseLoc') ?? '', part);
        if (found === null) throw new FormatError(`OFD 第 ${pages.length + 1} 页缺失，文件不完整。请重新导出或下载后再试`);
        pages.push({ id: xml.attribute('ID') ?? '', part: found });
        return false;
      });
    } else return false;
    return true;
  });
  return { area, pages, templates, annotations };
}
