import { Refusal, type RefusalFacts } from "@wealthgraph/kernel/refusal";

/** @throws {Refusal} CONSTRUCTION_INPUT_INVALID with the input in the facts */
export function refuseInput(input: string, message: string, facts: RefusalFacts = {}): never {
  throw new Refusal("CONSTRUCTION_INPUT_INVALID", message, { input, ...facts });
}

/** @throws {Refusal} CONSTRUCTION_INPUT_INVALID */
export function requireRange(
  input: string,
  value: number,
  [min, max]: readonly [number, number],
): void {
  if (!(value >= min && value <= max)) {
    refuseInput(input, `${input} is from ${min} to ${max} (asked: ${value})`, {
      asked: value,
      min,
      max,
    });
  }
}
