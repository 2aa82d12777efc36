/** A file that cannot be read. The message is Chinese, says why and what to do, and is shown to the user as it stands. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}
