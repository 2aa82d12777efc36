/** What a PDF may cost. A file beyond any of these is refused with a message that names the limit. */
export const LIMITS = {
  pages: 1500,
  charactersOnPage: 100_000,
  characters: 6_000_000,
  segmentsOnPage: 200_000,
  /** form XObjects inside form XObjects */
  nesting: 12,
  /** characters of a page that are told as having no font */
  fontless: 10_000,
  /** of a picture made of a page */
  pixels: 12_000_000,
  side: 8_000,
} as const;
