/** What a picture of a PDF's page may cost; what reading may is in layout/limits.ts. */
export const PICTURE_LIMITS = {
  /** characters of a page that are told as having no font */
  fontless: 10_000,
  pixels: 12_000_000,
  side: 8_000,
} as const;
