/** What a paper of pages may cost. A file beyond any of these is refused with a message that names the limit. */
export const LIMITS = {
  pages: 1500,
  charactersOnPage: 100_000,
  characters: 6_000_000,
  segmentsOnPage: 200_000,
  /** drawings inside drawings */
  nesting: 12,
} as const;
