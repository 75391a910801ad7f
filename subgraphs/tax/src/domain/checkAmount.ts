import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";

const USD_MAX = new Decimal("1000000000000");

/** @throws {Refusal} BAD_INPUT when the amount has parts of a cent or passes 1,000,000,000,000 */
export function checkAmount(name: string, amount: Decimal): void {
  if (amount.decimalPlaces() > 2) {
    refuse(`${name} is in whole cents (asked: ${amount.toFixed()})`, name);
  }
  if (amount.abs().gt(USD_MAX)) {
    refuse(`${name} is at most ${USD_MAX.toFixed()} dollars (asked: ${amount.toFixed()})`, name);
  }
}

/** @throws {Refusal} BAD_INPUT also when the amount is negative */
export function checkNotNegative(name: string, amount: Decimal): void {
  checkAmount(name, amount);
  if (amount.lt(0)) refuse(`${name} is 0 or more (asked: ${amount.toFixed()})`, name);
}

function refuse(message: string, field: string): never {
  throw new Refusal("BAD_INPUT", message, { field });
}
