/** How large a container may become when unpacked. All are far above any paper and far below what harms the machine. */
export interface Limits {
  /** files inside */
  readonly entries: number;
  /** bytes of one part */
  readonly part: number;
  /** bytes of all parts that are read */
  readonly total: number;
  /** unpacked bytes per packed byte, where a part is larger than `plain` */
  readonly ratio: number;
  readonly plain: number;
}

const MB = 1024 * 1024;
export const LIMITS: Limits = { entries: 20_000, part: 256 * MB, total: 512 * MB, ratio: 400, plain: 16 * MB };

/** Elements may stand so deep in one another. */
export const DEEPEST = 256;
