import type { Decimal } from "@wealthgraph/kernel/decimal";
import { type Currency, isCurrency } from "@wealthgraph/kernel/money";

/** Prices on these exchanges stand in hundredths of the currency. */
const HUNDREDTHS: ReadonlyMap<string, Currency> = new Map([
  ["GBX", "GBP"],
  ["GBp", "GBP"],
  ["ZAc", "ZAR"],
  ["ZAX", "ZAR"],
  ["ILA", "ILS"],
]);

export interface MajorUnits {
  readonly amount: Decimal;
  readonly currency: Currency;
}

/** Pence as pounds, and so on: see `HUNDREDTHS`. @returns null when `code` is no currency */
export function inMajorUnits(amount: Decimal, code: string): MajorUnits | null {
  const major = HUNDREDTHS.get(code);
  if (major) return { amount: amount.div(100), currency: major };
  return isCurrency(code) ? { amount, currency: code } : null;
}
