import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import type { HoldingAccount, HouseholdLot } from "./householdLot.js";
import { YearTaxes } from "./yearTax.js";

/** The day of the sales in these tests. */
export const TODAY = date("2026-11-20");

const account = (
  id: string,
  kind: string,
  taxTreatment: HoldingAccount["taxTreatment"] = "TAXABLE",
): HoldingAccount => ({ id, name: id, kind, taxTreatment });

/** A couple's accounts, by the word that the notation uses. */
export const ACCOUNTS: Readonly<Record<string, HoldingAccount>> = {
  broker: account("broker", "TAXABLE"),
  joint: account("joint", "JOINT_TAXABLE"),
  spouse: account("spouse", "TAXABLE"),
  trust: account("trust", "TRUST"),
  child: account("child", "CUSTODIAL"),
  ira: account("ira", "TRADITIONAL_IRA", "TAX_DEFERRED"),
  roth: account("roth", "ROTH_IRA", "ROTH"),
  plan: account("plan", "TRADITIONAL_401K", "TAX_DEFERRED"),
  hsa: account("hsa", "HSA", "HSA"),
  college: account("college", "EDUCATION_529", "EDUCATION"),
};

/**
 * "broker VTI 2024-01-15 100 @ 50 now 30": a lot of 100 units that cost 50 each and are quoted at 30.
 * Its id is `<account> <symbol> <day>` unless told.
 */
export function lot(text: string, change: Partial<HouseholdLot> = {}): HouseholdLot {
  const [of = "", symbol = "", day = "", units = "0", , cost = "0", , price] = text.split(" ");
  const holder = ACCOUNTS[of];
  if (!holder) throw new RangeError(`no account ${of}`);
  return {
    id: `${of} ${symbol} ${day}`,
    positionId: `${of} ${symbol}`,
    account: holder,
    security: {
      instrumentId: `instrument ${symbol}`,
      symbol,
      assetClass: symbol === "BTC" ? "CRYPTO" : "US_EQUITY",
      unitPriceUsd: price === undefined ? null : new Decimal(price),
      quotedAt: price === undefined ? null : new Date("2026-11-20T20:00:00Z"),
    },
    units: new Decimal(units),
    cost: new Decimal(units).times(cost),
    acquiredOn: date(day),
    purchasedOn: date(day),
    purchaseId: `${of} ${symbol} ${day}`,
    canReplace: true,
    ...change,
  };
}

/** The year 2026 of a household, federal tax alone unless a state is named. */
export function taxesOf(facts: FederalFacts, state: string | null = null): YearTaxes {
  return new YearTaxes({ facts, parameters: federalParametersFor(2026), state });
}

/** Runs a generator to its end. */
export function done<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
