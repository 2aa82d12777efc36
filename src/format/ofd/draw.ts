import { FormatError } from '../error.ts';
import { LIMITS } from '../layout/limits.ts';
import { isBlank, plainCharacter, type RawGlyph, STAMP } from '../layout/page.ts';
import { compose, type Matrix, type Point, WHITE } from '../layout/rules.ts';
import { BLACK, type Colour } from './colour.ts';
import type { Graphic, ShapeGraphic, TextGraphic } from './graphic.ts';
import { type Shape, shapesOf } from './path.ts';
import type { Resources } from './resources.ts';
import { spotsOf } from './text.ts';

/** Points in a millimetre. */
export const POINTS = 72 / 25.4;
/** Stands for a glyph that has no character. */
const PLACEHOLDER = '\u00a4';

/** What surrounds a graphic. */
interface Around {
  readonly matrix: Matrix;
  /** IDs of drawing parameters, the nearest first */
  readonly params: readonly string[];
  readonly alpha: number;
  readonly depth: number;
  /** what is written here is a stamp, whatever way it stands, and what is drawn here rules no table */
  readonly stamp: boolean;
}

/** What is drawn on one page: points, with y upwards from its lower edge. */
export class Drawn {
  readonly glyphs: RawGlyph[] = [];
  readonly shapes: (Shape & { readonly stroked: boolean })[] = [];
  /** opposite corners */
  readonly pictures: (readonly [Point, Point])[] = [];
  /** glyphs without a character */
  unknown = 0;
  /** a template or composite drawing is not in the file */
  missing = false;
  private segments = 0;
  private graphics = 0;
  private readonly resources: Resources;
  private readonly toPoints: Matrix;

  /** `height` of the page in millimetres */
  constructor(resources: Resources, height: number) {
    this.resources = resources;
    this.toPoints = [POINTS, 0, 0, -POINTS, 0, height * POINTS];
  }

  /** Draws a graphic of the page. Throws FormatError beyond a limit. */
  draw(graphic: Graphic, stamp = false): void {
    this.one(graphic, { matrix: this.toPoints, params: [], alpha: 1, depth: 0, stamp });
  }

  private one(graphic: Graphic, around: Around): void {
    this.graphics++;
    if (this.graphics > LIMITS.segmentsOnPage)
      throw new FormatError(`OFD 有一页的图元超过 ${LIMITS.segmentsOnPage} 个，无法读取。请重新导出后再试`);
    const here: Around = {
      ...around,
      matrix: compose(graphic.matrix, around.matrix),
      params: graphic.param === null ? around.params : [graphic.param, ...around.params],
      alpha: around.alpha * graphic.alpha,
    };
    if (graphic.kind === 'text') this.text(graphic, here);
    else if (graphic.kind === 'shape') this.path(graphic, here);
    else if (graphic.kind === 'picture') {
      if (!here.stamp) this.pictures.push([at(here.matrix, 0, 0), at(here.matrix, 1, 1)]);
    } else if (graphic.kind === 'group') for (const inner of graphic.graphics) this.one(inner, here);
    else this.composite(graphic.resource, here);
  }

  /** Draws a composite drawing; beyond the deepest it stands in itself, and is seen already. */
  private composite(resource: string, around: Around): void {
    const unit = this.resources.unit(resource);
    if (unit === null) this.missing = true;
    else if (around.depth < LIMITS.nesting) for (const inner of unit) this.one(inner, { ...around, depth: around.depth + 1 });
  }

  private colour(use: 'fill' | 'stroke', graphic: TextGraphic | ShapeGraphic, { params, alpha }: Around): Colour {
    const own = graphic[use] ?? this.resources.colour(use, params) ?? BLACK;
    return { ...own, alpha: own.alpha * alpha };
  }

  private text(graphic: TextGraphic, around: Around): void {
    const { matrix, stamp } = around;
    const { size, turned } = graphic;
    const { grey, alpha } = this.colour(graphic.filled || !graphic.stroke ? 'fill' : 'stroke', graphic, around);
    // a layer of text behind a scan is transparent, and is read
    const seen = alpha > 0 ? 255 - (255 - grey) * Math.min(1, alpha) : grey;
    const level = along(matrix, turned);
    const stretch = Math.hypot(level.x, level.y);
    const upright = along(matrix, turned - 90);
    const tall = size * Math.hypot(upright.x, upright.y);
    if (!(stretch > 0 && tall > 0)) return;
    const turns = stamp ? STAMP : Math.abs(level.y) < 1e-6 * stretch && level.x > 0 ? 0 : Math.atan2(level.y, level.x) / (Math.PI / 2);
    const up = { x: (-level.y / stretch) * tall, y: (level.x / stretch) * tall };
    for (const code of graphic.codes) {
      if (this.glyphs.length + code.text.length > LIMITS.charactersOnPage)
        throw new FormatError(`OFD 有一页的字符超过 ${LIMITS.charactersOnPage} 个，无法读取。请拆分后再试`);
      for (const { text, x, y, width } of spotsOf(code, size * graphic.widened, graphic.reading, turned)) {
        const unicode = text.codePointAt(0) ?? 0;
        if (text === PLACEHOLDER) this.unknown++;
        if (text === PLACEHOLDER || isBlank(unicode)) continue;
        const origin = at(matrix, x, y);
        const ends = [origin, plus(origin, level, width), plus(origin, up, 1)];
        const xs = ends.map((end) => end.x);
        const ys = ends.map((end) => end.y);
        this.glyphs.push({
          text: plainCharacter(unicode),
          x: origin.x,
          y: origin.y,
          rect: [Math.min(...xs), Math.max(...ys), Math.max(...xs), Math.min(...ys)],
          size: tall,
          turns,
          grey: seen,
        });
      }
    }
  }

  private path(graphic: ShapeGraphic, around: Around): void {
    if (around.stamp || !(graphic.filled || graphic.stroked)) return;
    const { least, alpha } = this.colour(graphic.stroked ? 'stroke' : 'fill', graphic, around);
    if (alpha === 0 || least >= WHITE) return;
    const shapes = shapesOf(graphic.data, () => {
      if (++this.segments > LIMITS.segmentsOnPage)
        throw new FormatError(`OFD 有一页的线条超过 ${LIMITS.segmentsOnPage} 段，无法读取。请重新导出后再试`);
    });
    for (const { points, curved } of shapes)
      this.shapes.push({ points: points.map(({ x, y }) => at(around.matrix, x, y)), curved, stroked: graphic.stroked });
  }
}

const at = ([a, b, c, d, e, f]: Matrix, x: number, y: number): Point => ({ x: a * x + c * y + e, y: b * x + d * y + f });
const plus = (point: Point, way: Point, length: number): Point => ({ x: point.x + way.x * length, y: point.y + way.y * length });

/** A step of length 1 at an angle (degrees clockwise in the graphic's space), as the matrix turns it. */
function along([a, b, c, d]: Matrix, degrees: number): Point {
  const [x, y] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return { x: a * x + c * y, y: b * x + d * y };
}
