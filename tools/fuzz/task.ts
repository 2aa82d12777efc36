/** Files from … to (exclusive) of the run with a seed: each is the same whoever makes it. */
export interface FuzzTask {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What became of one file. `says`: the message, or the stack of what was thrown; '' where it was read. */
export interface Outcome {
  readonly index: number;
  readonly format: string;
  readonly end: 'read' | 'refused' | 'crashed';
  readonly says: string;
  readonly ms: number;
}
