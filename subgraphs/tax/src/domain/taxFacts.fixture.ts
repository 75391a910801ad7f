import { Decimal } from "@wealthgraph/kernel/decimal";
import { BLANK_FILER, blankFacts, type FederalFacts, type Filer } from "./federalFacts.js";
import type { FilingStatus } from "./filingStatus.js";

type AmountName = {
  [K in keyof FederalFacts]: FederalFacts[K] extends Decimal ? K : never;
}[keyof FederalFacts];

type Amounts = Partial<Record<AmountName | "wages", string | number>>;

/** Tax facts in one line for tests: what is not named is 0; wages are the first filer's. */
export function facts(
  filingStatus: FilingStatus,
  { wages = 0, ...amounts }: Amounts = {},
  more: Partial<FederalFacts> = {},
): FederalFacts {
  const blank = { ...blankFacts(filingStatus), ...more };
  const [first = BLANK_FILER, ...others] = blank.filers;
  const stated = Object.entries(amounts).map(([name, amount]) => [name, new Decimal(amount)]);
  return {
    ...blank,
    ...(Object.fromEntries(stated) as Partial<FederalFacts>),
    filers: [{ ...first, wages: first.wages.plus(wages) }, ...others],
  };
}

type FilerAmountName = {
  [K in keyof Filer]: Decimal extends Filer[K] ? K : never;
}[keyof Filer];

/** A filer in one line for tests: what is not named is 0. */
export function filer(
  amounts: Partial<Record<FilerAmountName, string | number>> = {},
  more: Partial<Filer> = {},
): Filer {
  const stated = Object.entries(amounts).map(([name, amount]) => [name, new Decimal(amount)]);
  return { ...BLANK_FILER, ...(Object.fromEntries(stated) as Partial<Filer>), ...more };
}

/** The IRAs of a filer in one line for tests. */
export function ira(amounts: Partial<Record<keyof Filer["ira"], string | number>>): Filer["ira"] {
  const stated = Object.entries(amounts).map(([name, amount]) => [name, new Decimal(amount)]);
  return { ...BLANK_FILER.ira, ...(Object.fromEntries(stated) as Partial<Filer["ira"]>) };
}
