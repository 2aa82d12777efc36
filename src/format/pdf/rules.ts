import type { Box } from '../../fact/place.ts';
import { FormatError } from '../error.ts';
import { LIMITS } from '../layout/limits.ts';
import type { Drawing } from '../layout/page.ts';
import { boxOf, compose, IDENTITY, type Matrix, type Point, type Rule, rulesOf, WHITE } from '../layout/rules.ts';
import { append } from '../lists.ts';
import { floatAt, integerAt, type Pdfium } from './engine.ts';

const PATH = 2;
const IMAGE = 3;
const FORM = 5;
const MOVE = 2;
const BEZIER = 1;
interface Found {
  readonly rules: Rule[];
  readonly pictures: Box[];
  segments: number;
}

/** Ruling lines and pictures of a page, as `place` shows them. */
export function readRules(engine: Pdfium, page: number, at: number, place: (x: number, y: number) => Point): Drawing {
  const drawing: Found = { rules: [], pictures: [], segments: 0 };
  const count = engine._FPDFPage_CountObjects(page);
  for (let i = 0; i < count; i++) readObject(engine, engine._FPDFPage_GetObject(page, i), at, IDENTITY, place, drawing, 0);
  return drawing;
}

function readObject(
  engine: Pdfium,
  object: number,
  at: number,
  outer: Matrix,
  place: (x: number, y: number) => Point,
  drawing: Found,
  depth: number,
): void {
  const type = engine._FPDFPageObj_GetType(object);
  if (type === FORM && depth < LIMITS.nesting) {
    const matrix = compose(matrixOf(engine, object, at), outer);
    const count = engine._FPDFFormObj_CountObjects(object);
    for (let i = 0; i < count; i++) readObject(engine, engine._FPDFFormObj_GetObject(object, i), at, matrix, place, drawing, depth + 1);
  } else if (type === PATH) {
    readPath(engine, object, at, outer, place, drawing);
  } else if (type === IMAGE) {
    // a picture fills the unit square of its matrix
    const m = compose(matrixOf(engine, object, at), outer);
    const corners = [place(m[4], m[5]), place(m[0] + m[2] + m[4], m[1] + m[3] + m[5])];
    drawing.pictures.push(boxOf(corners));
  }
}

function matrixOf(engine: Pdfium, object: number, at: number): Matrix {
  if (engine._FPDFPageObj_GetMatrix(object, at) !== 1) return IDENTITY;
  const of = (index: number): number => floatAt(engine, at + index * 4);
  return [of(0), of(1), of(2), of(3), of(4), of(5)];
}

function readPath(engine: Pdfium, path: number, at: number, outer: Matrix, place: (x: number, y: number) => Point, drawing: Found): void {
  engine._FPDFPath_GetDrawMode(path, at, at + 4);
  const [fill, stroke] = [integerAt(engine, at), integerAt(engine, at + 4)];
  if (fill === 0 && stroke === 0) return;
  const colour = stroke !== 0 ? engine._FPDFPageObj_GetStrokeColor : engine._FPDFPageObj_GetFillColor;
  if (colour(path, at, at + 4, at + 8, at + 12) === 1) {
    const light = Math.min(integerAt(engine, at), integerAt(engine, at + 4), integerAt(engine, at + 8));
    if (integerAt(engine, at + 12) === 0 || light >= WHITE) return;
  }
  const count = engine._FPDFPath_CountSegments(path);
  drawing.segments += count;
  if (drawing.segments > LIMITS.segmentsOnPage)
    throw new FormatError(`PDF 有一页的线条超过 ${LIMITS.segmentsOnPage} 段，无法读取。请重新导出后再试`);
  const m = compose(matrixOf(engine, path, at), outer);
  let shape: Point[] = [];
  let curved = false;
  const close = (): void => {
    if (!curved) append(drawing.rules, rulesOf(shape, stroke !== 0));
    shape = [];
    curved = false;
  };
  for (let i = 0; i < count; i++) {
    const segment = engine._FPDFPath_GetPathSegment(path, i);
    const type = engine._FPDFPathSegment_GetType(segment);
    if (type === MOVE) close();
    if (type === BEZIER) curved = true;
    engine._FPDFPathSegment_GetPoint(segment, at, at + 4);
    const [x, y] = [floatAt(engine, at), floatAt(engine, at + 4)];
    shape.push(place(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]));
    if (engine._FPDFPathSegment_GetClose(segment) === 1 && shape[0]) shape.push(shape[0]);
  }
  close();
}
