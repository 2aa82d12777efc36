import { type PageContent, seenPage } from '../layout/page.ts';
import { boxOf, rulesOf } from '../layout/rules.ts';
import { type Area, areaWithin, type Contents } from './document.ts';
import { Drawn, POINTS } from './draw.ts';
import { type Graphic, graphicsWithin, groupOf } from './graphic.ts';
import { type Package, textWithin, within } from './package.ts';
import type { Resources } from './resources.ts';

/** A page or template page as its file tells it. */
interface Leaf {
  readonly area: Area | null;
  readonly templates: readonly { readonly id: string; readonly foreground: boolean | null }[];
  readonly graphics: readonly Graphic[];
}

function readLeaf(pack: Package, part: string, resources: Resources): Leaf {
  let area: Area | null = null;
  const templates: { id: string; foreground: boolean | null }[] = [];
  const graphics: Graphic[][] = [];
  const xml = pack.open(part);
  within(xml, (name) => {
    if (name === 'Area') area = areaWithin(xml);
    else if (name === 'PageRes') resources.add(pack, textWithin(xml), part);
    else if (name === 'Content') graphics.push(graphicsWithin(xml));
    else if (name === 'Template') {
      const order = xml.attribute('ZOrder');
      templates.push({ id: xml.attribute('TemplateID') ?? '', foreground: order === null ? null : order === 'Foreground' });
      return false;
    } else return false;
    return true;
  });
  return { area, templates, graphics: graphics.flat() };
}

/** The watermarks among the annotations, by the ID of their page. Notes, links and seals are no part of the paper. */
function watermarksOf(pack: Package, { annotations }: Contents): Map<string, Graphic[]> {
  const byPage = new Map<string, Graphic[]>();
  if (annotations === null) return byPage;
  const xml = pack.open(annotations);
  within(xml, () => {
    const id = xml.attribute('PageID') ?? '';
    within(xml, (name) => {
      if (name !== 'FileLoc') return false;
      const part = pack.find(textWithin(xml), annotations);
      if (part !== null) byPage.set(id, [...(byPage.get(id) ?? []), ...watermarksIn(pack, part)]);
      return true;
    });
    return true;
  });
  return byPage;
}

function watermarksIn(pack: Package, part: string): Graphic[] {
  const out: Graphic[] = [];
  const xml = pack.open(part);
  within(xml, () => {
    if (xml.attribute('Type') !== 'Watermark' || xml.attribute('Visible') === 'false') return false;
    within(xml, (name) => {
      if (name !== 'Appearance') return false;
      out.push(groupOf(xml));
      return true;
    });
    return true;
  });
  return out;
}

/** Reads the pages of a document, one at a time. */
export class Pages {
  private readonly pack: Package;
  private readonly contents: Contents;
  private readonly resources: Resources;
  private readonly watermarks: ReadonlyMap<string, readonly Graphic[]>;
  private readonly templates = new Map<string, Leaf>();

  constructor(pack: Package, contents: Contents, resources: Resources) {
    this.pack = pack;
    this.contents = contents;
    this.resources = resources;
    this.watermarks = watermarksOf(pack, contents);
  }

  /** The page of this index, and what was lost on it. Throws FormatError where it is broken or breaks a limit. */
  read(index: number): { readonly content: PageContent; readonly lost: readonly string[] } {
    const { id, part } = this.contents.pages[index] ?? { id: '', part: '' };
    const leaf = readLeaf(this.pack, part, this.resources);
    const area = leaf.area ?? this.contents.area;
    const drawn = new Drawn(this.resources, area.height);
    this.draw(leaf, drawn, new Set());
    for (const watermark of this.watermarks.get(id) ?? []) drawn.draw(watermark, true);
    const content = seenPage([0, area.height * POINTS, area.width * POINTS, 0], 0, drawn.glyphs, (place) => ({
      rules: drawn.shapes.flatMap(({ points, curved, stroked }) =>
        curved
          ? []
          : rulesOf(
              points.map(({ x, y }) => place(x, y)),
              stroked,
            ),
      ),
      pictures: drawn.pictures.map((corners) => boxOf(corners.map(({ x, y }) => place(x, y)))),
    }));
    const lost: string[] = [];
    if (drawn.unknown > 0) lost.push(`有 ${drawn.unknown} 个字只有字形、没有字符编码，未能读取，请对照原件`);
    if (drawn.missing) lost.push('用到的模板或图形在文件里缺失，这些内容未能读取，请重新导出后再读');
    return { content, lost };
  }

  /** Draws a page between its templates; one that is open already stands in itself and is left out. */
  private draw(leaf: Leaf, drawn: Drawn, open: ReadonlySet<string>): void {
    const draw = (front: boolean): void => {
      for (const { id, foreground } of leaf.templates) {
        const template = this.contents.templates.get(id);
        if (!template) drawn.missing = true;
        else if (!open.has(id) && (foreground ?? template.foreground) === front)
          this.draw(this.template(template.part), drawn, new Set([...open, id]));
      }
    };
    draw(false);
    for (const graphic of leaf.graphics) drawn.draw(graphic);
    draw(true);
  }

  private template(part: string): Leaf {
    const known = this.templates.get(part);
    if (known) return known;
    const leaf = readLeaf(this.pack, part, this.resources);
    this.templates.set(part, leaf);
    return leaf;
  }
}
