import type { Xml } from '../package/xml.ts';
import { type Colour, colourOf } from './colour.ts';
import { type Graphic, graphicsWithin } from './graphic.ts';
import { type Package, within } from './package.ts';

/** Colours that many objects share; `relative`: the ID of those whose colours hold where these have none. */
interface DrawParam {
  readonly relative: string | null;
  readonly fill: Colour | null;
  readonly stroke: Colour | null;
}

/** What pages refer to by its ID: drawing parameters and composite drawings. Fonts and pictures are not read. */
export class Resources {
  private readonly params = new Map<string, DrawParam>();
  private readonly units = new Map<string, readonly Graphic[]>();
  private readonly read = new Set<string>();

  /** Reads a resource file, once. One that is missing costs no more than what it holds. */
  add(pack: Package, place: string, from: string): void {
    const part = pack.find(place, from);
    if (part === null || this.read.has(part)) return;
    this.read.add(part);
    const xml = pack.open(part);
    within(xml, (name) => {
      if (name === 'DrawParams') within(xml, () => this.addParam(xml));
      else if (name === 'CompositeGraphicUnits') within(xml, () => this.addUnit(xml));
      else return false;
      return true;
    });
  }

  /** The graphics of a composite drawing; null where it is missing. */
  unit(id: string): readonly Graphic[] | null {
    return this.units.get(id) ?? null;
  }

  /** The colour that drawing parameters give: the first of them, or of those they are relative to, that has one. */
  colour(use: 'fill' | 'stroke', ids: readonly (string | null)[]): Colour | null {
    for (const first of ids) {
      const seen = new Set<string>();
      for (let id = first; id !== null && !seen.has(id); ) {
        seen.add(id);
        const param = this.params.get(id);
        if (param?.[use]) return param[use];
        id = param?.relative ?? null;
      }
    }
    return null;
  }

  private addParam(xml: Xml): boolean {
    const id = xml.attribute('ID') ?? '';
    const relative = xml.attribute('Relative');
    let fill: Colour | null = null;
    let stroke: Colour | null = null;
    within(xml, (name) => {
      if (name === 'FillColor') fill = colourOf(xml);
      if (name === 'StrokeColor') stroke = colourOf(xml);
      return false;
    });
    this.params.set(id, { relative, fill, stroke });
    return true;
  }

  private addUnit(xml: Xml): boolean {
    const id = xml.attribute('ID') ?? '';
    const graphics: Graphic[][] = [];
    within(xml, (name) => {
      if (name !== 'Content') return false;
      graphics.push(graphicsWithin(xml));
      return true;
    });
    this.units.set(id, graphics.flat());
    return true;
  }
}
