/** USPS codes of the fifty states and the District of Columbia (USPS Publication 28, appendix B). */
export const US_STATE_CODES: readonly string[] = (
  "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ " +
  "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
).split(" ");

export function isUsStateCode(text: string): boolean {
  return US_STATE_CODES.includes(text);
}
