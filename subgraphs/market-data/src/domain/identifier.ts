/** Letters count 10 to 35, digits themselves. */
const value = (character: string): number => Number.parseInt(character, 36);

const ISIN = /^[A-Z]{2}[A-Z0-9]{9}\d$/;
const CUSIP = /^[A-Z0-9]{8}\d$/;
/** Numbering agencies whose national number is the CUSIP. */
const HAS_CUSIP: ReadonlySet<string> = new Set(["US", "CA"]);

/**
 * True when `text` is an international securities identification number with the right check digit.
 *
 * @see ISO 6166, annex A: letters as two digits, then Luhn's formula from the right
 */
export function isIsin(text: string): boolean {
  if (!ISIN.test(text)) return false;
  const digits = Array.from(text, value).join("");
  const sum = Array.from(digits, Number)
    .reverse()
    .map((digit, i) => (i % 2 === 1 ? digit * 2 : digit))
    .reduce((all, figure) => all + (figure > 9 ? figure - 9 : figure), 0);
  return sum % 10 === 0;
}

/**
 * True when `text` is a CUSIP with the right check digit.
 *
 * @see ANSI X9.6: every second of the eight characters counts double, digits of each are added
 */
export function isCusip(text: string): boolean {
  if (!CUSIP.test(text)) return false;
  const sum = Array.from(text.slice(0, 8), value)
    .map((figure, i) => figure * (i % 2 === 1 ? 2 : 1))
    .reduce((all, figure) => all + Math.floor(figure / 10) + (figure % 10), 0);
  return (10 - (sum % 10)) % 10 === value(text.charAt(8));
}

/** The CUSIP within the ISIN of an American or Canadian security; null for another. */
export function cusipOf(isin: string): string | null {
  const cusip = isin.slice(2, 11);
  return HAS_CUSIP.has(isin.slice(0, 2)) && isCusip(cusip) ? cusip : null;
}
