const STARTS_FORMULA = /^[=+\-@\t\r']/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A cell of a CSV file that no spreadsheet runs: text that would start a formula gets an apostrophe
 * before it, plain numbers stay numbers; quoted where CSV asks for it.
 *
 * @see RFC 4180; OWASP, CSV Injection
 */
export function inertCell(text: string): string {
  const inert = STARTS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) || inert !== inert.trim()
    ? `"${inert.replaceAll('"', '""')}"`
    : inert;
}

/** One record with its end of line. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(inertCell).join(",")}\r\n`;
}
