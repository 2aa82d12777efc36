/** Lengths in mm, sizes of type in pt. The sheet of GB/T 9704-2012: A4, 天头 37, 订口 28, 版心 156 × 225. */
export const SHEET = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;

/** The sheet turned to the left, its head at the binding edge. */
export const TURNED = {
  width: SHEET.height,
  height: SHEET.width,
  top: SHEET.left,
  bottom: SHEET.right,
  left: SHEET.bottom,
  right: SHEET.top,
} as const;

export type Page = { readonly [K in keyof typeof SHEET]: number };

export const pageOf = (turned: boolean): Page => (turned ? TURNED : SHEET);
export const textWidth = ({ width, left, right }: Page): number => width - left - right;
export const textHeight = ({ height, top, bottom }: Page): number => height - top - bottom;

/** mm in one pt. */
export const POINT = 25.4 / 72;

/** Sizes of type by their Chinese names. */
export const SIZE = { two: 22, small: 18, three: 16, four: 14, five: 10.5 } as const;

/** Lines of the text stand 28 pt apart: 22 on a page. */
export const PITCH = 28;

/** Words across every page of a draft, and of nothing else. */
export const DRAFT_STAMP = '仅供内部审核';
