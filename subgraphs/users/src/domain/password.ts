import { Refusal } from "@wealthgraph/kernel/refusal";
import { COMMON_PASSWORD_WORDS } from "./commonPasswords.js";

/** OWASP ASVS 4.0.3, 2.1.1: at least 12 characters. */
export const PASSWORD_CHARACTERS_MIN = 12;
/** ASVS 2.1.2: at least 64 are allowed, more than 128 are not. */
export const PASSWORD_CHARACTERS_MAX = 128;
const DISTINCT_CHARACTERS_MIN = 5;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** The form that is hashed: one and the same for every way a keyboard composes a letter. */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Refuses a password that guessing finds first. Length counts, kinds of characters do not
 * (NIST SP 800-63B, 5.1.1.2: no composition rules, a list of commonly used ones).
 *
 * @param email of the account: a password made of it is weak
 * @throws {Refusal} WEAK_PASSWORD when it is shorter than 12 characters, has fewer than 5 different
 *   ones, is a plain sequence, or is only common words or the e-mail address, with digits and signs
 * @throws {Refusal} BAD_INPUT when it is longer than 128 characters
 */
export function requireStrongPassword(password: string, email: string): void {
  const normalized = normalizePassword(password);
  const characters = Array.from(normalized);
  if (characters.length > PASSWORD_CHARACTERS_MAX) {
    throw new Refusal("BAD_INPUT", `password has at most ${PASSWORD_CHARACTERS_MAX} characters`, {
      argument: "password",
      charactersMax: PASSWORD_CHARACTERS_MAX,
    });
  }
  const reason = weakness(characters, email);
  if (reason) {
    throw new Refusal("WEAK_PASSWORD", `password ${reason}`, {
      argument: "password",
      charactersMin: PASSWORD_CHARACTERS_MIN,
    });
  }
}

function weakness(characters: readonly string[], email: string): string | null {
  if (characters.length < PASSWORD_CHARACTERS_MIN) {
    return `has at least ${PASSWORD_CHARACTERS_MIN} characters (given: ${characters.length})`;
  }
  if (new Set(characters).size < DISTINCT_CHARACTERS_MIN) {
    return `has at least ${DISTINCT_CHARACTERS_MIN} different characters`;
  }
  const lower = characters.join("").toLowerCase();
  if (isSequence(lower)) return "is not a plain sequence such as 123456789012";
  const [local = "", host = ""] = email.toLowerCase().split("@");
  if (consistsOf(lower, [...COMMON_PASSWORD_WORDS, local, ...host.split(".")])) {
    return "is not only commonly used words or the e-mail address";
  }
  return null;
}

/** Every character follows the one before it by the same step of one, up or down (9 is followed by 0). */
function isSequence(text: string): boolean {
  const steps = new Set<number>();
  for (let i = 1; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    const wraps = /^(90|09)$/.test(text.slice(i - 1, i + 1));
    steps.add(wraps ? -Math.sign(step) : step);
  }
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}

/** Nothing but `words`, digits and signs is left, read as typed or with look-alike signs as letters. */
function consistsOf(text: string, words: readonly string[]): boolean {
  const known = words.filter((word) => word.length > 1).map(folded);
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return [text, folded(text), folded(core)].some((reading) =>
    isMadeOf(lettersOnly(reading), known),
  );
}

const folded = (text: string) => Array.from(text, (c) => LOOK_ALIKES[c] ?? c).join("");
const lettersOnly = (text: string) => text.replace(/[^\p{L}]/gu, "");

/** Dynamic programme over the text: position `i` is reached when the text before it is made of `words`. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const reached = [true];
  for (let end = 1; end <= text.length; end++) {
    reached[end] = words.some(
      (word) => reached[end - word.length] === true && text.startsWith(word, end - word.length),
    );
  }
  return reached[text.length] === true;
}
