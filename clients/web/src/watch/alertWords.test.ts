import { describe, expect, it } from "@jest/globals";
import { firingOf, readThreshold, wishOf } from "./alertWords.ts";

const instrument = { id: "i", symbol: "VTI", name: "Total Stock", currency: "USD" };

describe("wishOf", () => {
  it.each([
    { kind: "PRICE_CROSSES", threshold: "310.5", says: "VTI reaches $310.50" },
    { kind: "PERCENT_CHANGE", threshold: "-5", says: "VTI changes by -5% in a day" },
    {
      kind: "DRAWDOWN",
      threshold: "20",
      says: "VTI falls 20% below its high since this alert was set",
    },
    { kind: "STALE", threshold: null, says: "VTI's price goes stale" },
  ] as const)("says of $kind: $says", ({ kind, threshold, says }) => {
    expect(wishOf({ kind, threshold, instrument })).toBe(says);
  });
});

describe("firingOf", () => {
  const alert = {
    id: "a",
    kind: "STALE" as const,
    threshold: null,
    createdAt: "2026-03-01T10:00:00Z",
    firedAt: "2026-03-02T15:30:00Z",
    firedPrice: null,
    firedSource: null,
    instrument,
  };
  it("names price and provider of the firing", () => {
    const fired = { ...alert, firedPrice: "311", firedSource: "tiingo" };
    expect(firingOf(fired)).toMatch(/^At Mar 2, .* the price was \$311\.00 \(tiingo\)\.$/);
  });
  it("says that there was no price", () => {
    expect(firingOf(alert)).toMatch(/there was no price\.$/);
  });
  it("says nothing of an alert that waits", () => {
    expect(firingOf({ ...alert, firedAt: null })).toBe("");
  });
});

describe("readThreshold", () => {
  it.each([
    ["PRICE_CROSSES", "$1,310.50", "1310.50"],
    ["PRICE_CROSSES", "-3", null],
    ["PERCENT_CHANGE", "-3 %", "-3"],
    ["PERCENT_CHANGE", "0", null],
    ["DRAWDOWN", "-20", null],
    ["PERCENT_CHANGE", "five", null],
  ] as const)("reads %s %j as %j", (kind, text, read) => {
    expect(readThreshold(kind, text)).toBe(read);
  });
});
