/** What a browser is told to save a file as; names in Chinese need the long way (RFC 6266). */
export const attachment = (name: string): string => `attachment; filename="report"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** The type of an Excel workbook. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
