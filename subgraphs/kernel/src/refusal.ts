import type { RefusalCode } from "./refusalCodes.js";

/** Facts that let a caller act on a refusal; the unit stands in the key (`unitsHeld`, `bytesMax`). */
export type RefusalFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The rules say no. The caller sees the code, the message and the facts. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly facts: RefusalFacts = {},
  ) {
    super(message);
  }
}

/** The world did not answer (database, provider, time-out). The caller sees UNAVAILABLE and may try again. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    readonly code: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(code, options);
  }
}

/** Our own promise is broken. The caller sees INTERNAL and an incident id, never the claim. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";

  constructor(readonly claim: string) {
    super(claim);
  }
}

/**
 * States what must be true here.
 *
 * @throws {InvariantViolation} when it is not
 */
export function invariant(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new InvariantViolation(claim);
}
