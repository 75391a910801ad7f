import { Refusal } from "@wealthgraph/kernel/refusal";

const CHARACTERS_MAX = 100;

/**
 * A name a person types, for a household, a person or an account: trimmed, NFC, inner white space
 * as one blank.
 *
 * @param argument the input field, for the message
 * @throws {Refusal} BAD_INPUT when it is empty, longer than 100 characters or has control characters
 */
export function requireName(text: string, argument: string): string {
  const name = text.normalize("NFC").trim().replace(/ {2,}/g, " ");
  const characters = Array.from(name).length;
  if (characters < 1 || characters > CHARACTERS_MAX || /\p{Cc}/u.test(name)) {
    throw new Refusal(
      "BAD_INPUT",
      `${argument} has 1 to ${CHARACTERS_MAX} characters and no control characters`,
      { argument, charactersMax: CHARACTERS_MAX },
    );
  }
  return name;
}
