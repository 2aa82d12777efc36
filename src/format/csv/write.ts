/**
 * A cell of CSV, quoted where needed (RFC 4180). Words that a spreadsheet would take for a formula get an apostrophe before them, as OWASP's
 * "CSV Injection" advises; numbers stay as they are.
 */
export function csvCell(value: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
