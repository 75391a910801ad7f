import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { type BookedAccount, type BookedPosition, locatedAccounts } from "./locatedAccounts.js";

const usd = (amount: number, currency = "USD") => ({ amount: new Decimal(amount), currency });
const today = date("2026-11-20");

const accountOf = (change: Partial<BookedAccount> = {}): BookedAccount => ({
  id: "a",
  name: "Broker",
  taxTreatment: "TAXABLE",
  cash: usd(0),
  ...change,
});

/** 10 units worth 1,000: 4 of them bought a year and a day ago, 6 a day later. */
const positionOf = (change: Partial<BookedPosition> = {}): BookedPosition => ({
  accountId: "a",
  symbol: "VTI",
  assetClass: "US_EQUITY",
  units: new Decimal(10),
  marketValue: usd(1_000),
  lots: [
    { units: new Decimal(4), acquiredOn: date("2025-11-19"), isCostKnown: true, cost: usd(250) },
    { units: new Decimal(6), acquiredOn: date("2025-11-20"), isCostKnown: true, cost: usd(700) },
  ],
  ...change,
});

describe("locatedAccounts", () => {
  it("values lots by their units, and calls long-term what was held for more than a year", () => {
    const { accounts, leftOut } = locatedAccounts([accountOf()], [positionOf()], today);
    expect(accounts[0]?.holdings).toEqual([
      {
        assetId: "US_EQUITY",
        label: "VTI",
        value: 1_000,
        lots: [
          { value: 400, cost: 250, isLongTerm: true },
          { value: 600, cost: 700, isLongTerm: false },
        ],
      },
    ]);
    expect(leftOut).toEqual([]);
  });

  it("takes cash as an asset without gain", () => {
    const { accounts } = locatedAccounts([accountOf({ cash: usd(75) })], [], today);
    expect(accounts[0]?.holdings).toEqual([
      {
        assetId: "CASH",
        label: "cash",
        value: 75,
        lots: [{ value: 75, cost: 75, isLongTerm: true }],
      },
    ]);
  });

  it.each<[string, BookedAccount, BookedPosition, RegExp]>([
    ["a holding without a quote", accountOf(), positionOf({ marketValue: null }), /no quote/],
    ["a short position", accountOf(), positionOf({ units: new Decimal(-1) }), /is short/],
    ["a worthless holding", accountOf(), positionOf({ marketValue: usd(0) }), /worth nothing/],
    ["an education account", accountOf({ taxTreatment: "EDUCATION" }), positionOf(), /education/],
  ])("leaves out %s and says so", (_, account, position, why) => {
    const { accounts, leftOut } = locatedAccounts([account], [position], today);
    expect(accounts.flatMap((a) => a.holdings)).toEqual([]);
    expect(leftOut).toEqual([expect.stringMatching(why)]);
  });

  it("does not count margin, and says how much it is", () => {
    const { leftOut } = locatedAccounts([accountOf({ cash: usd(-12.5) })], [], today);
    expect(leftOut).toEqual([expect.stringMatching(/owes 12.50 USD/)]);
  });

  it("takes an unknown cost as 0 in a taxable account, and says so", () => {
    const lots = positionOf().lots.map((lot) => ({ ...lot, isCostKnown: false }));
    const { accounts, leftOut } = locatedAccounts([accountOf()], [positionOf({ lots })], today);
    expect(accounts[0]?.holdings[0]?.lots.map((l) => l.cost)).toEqual([0, 0]);
    expect(leftOut).toEqual([expect.stringMatching(/not known/)]);
  });

  it("needs no lots in a sheltered account", () => {
    const { accounts } = locatedAccounts(
      [accountOf({ taxTreatment: "ROTH" })],
      [positionOf()],
      today,
    );
    expect(accounts[0]).toMatchObject({
      treatment: "ROTH",
      holdings: [{ value: 1_000, lots: [] }],
    });
  });

  it.each([
    ["cash", accountOf({ cash: usd(5, "EUR") }), positionOf()],
    [
      "a taxable lot's cost",
      accountOf(),
      positionOf({ lots: positionOf().lots.map((lot) => ({ ...lot, cost: usd(9, "EUR") })) }),
    ],
  ])("refuses %s in another currency", (_, account, position) => {
    expect(() => locatedAccounts([account], [position], today)).toThrow(
      expect.objectContaining({ code: "NO_FX_RATE", facts: { currency: "EUR" } }),
    );
  });
});
