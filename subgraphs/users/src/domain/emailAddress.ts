import { Refusal } from "@wealthgraph/kernel/refusal";

/** An e-mail address in the one form it is stored and compared in: trimmed, NFC, lower case. */
export type EmailAddress = string & { readonly __emailAddress: true };

const CHARACTERS_MAX = 254; // RFC 5321 section 4.5.3.1.3, less the two angle brackets

/** One @, something before it, a host with a dot after it, no spaces. Whether mail arrives only a mail can tell. */
const FORM = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/u;

/** @returns null when `text` cannot be an e-mail address */
export function parseEmailAddress(text: string): EmailAddress | null {
  if (text.length > 2 * CHARACTERS_MAX) return null;
  const normalized = text.trim().normalize("NFC").toLowerCase();
  if (normalized.length > CHARACTERS_MAX || !FORM.test(normalized)) return null;
  return normalized as EmailAddress;
}

/** @throws {Refusal} BAD_INPUT when `text` cannot be an e-mail address */
export function requireEmailAddress(text: string): EmailAddress {
  const address = parseEmailAddress(text);
  if (!address) {
    throw new Refusal("BAD_INPUT", "email is an address such as ada@example.com", {
      argument: "email",
      charactersMax: CHARACTERS_MAX,
    });
  }
  return address;
}
