/** Why a verb was not done: what the caller asked for is wrong, not the program. */
export type Refusal = 'invalid' | 'unknown' | 'forbidden' | 'conflict' | 'limited';

/** A verb that was refused. The message is Chinese, says what to do, and is shown to the user as it stands. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly refusal: Refusal;
  /** what the caller needs to go on: the present version after a conflict, the findings that block */
  readonly detail: unknown;

  constructor(refusal: Refusal, message: string, detail: unknown = null) {
    super(message);
    this.refusal = refusal;
    this.detail = detail;
  }
}

/** The store cannot be opened at all: another process has it, the server is not there. Chinese. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
