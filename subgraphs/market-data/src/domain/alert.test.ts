import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { type Alert, type AlertKind, alertFault, fires, newPeak } from "./alert.js";
import type { Quote } from "./quote.js";

const AT = new Date("2026-11-20T16:00:00Z");
const money = (amount: string) => ({ amount: new Decimal(amount), currency: "USD" });
const quote = (price: string, isStale = false): Quote => ({
  instrumentId: "i",
  price: money(price),
  previousClose: money("100"),
  asOf: AT,
  receivedAt: AT,
  source: "csv",
  isSimulated: false,
  fxToUsd: new Decimal(1),
  fxRateDate: date("2026-11-20"),
  session: "REGULAR",
  delaySeconds: 0,
  isStale,
});
const alert = (kind: AlertKind, threshold: string | null, from: string | null = null): Alert => ({
  id: "a",
  householdId: "h",
  instrumentId: "i",
  kind,
  threshold: threshold === null ? null : new Decimal(threshold),
  referencePrice: from === null ? null : new Decimal(from),
  createdAt: AT,
  fired: null,
});

describe("fires", () => {
  it.each([
    { from: "100", threshold: "110", price: "109.99", isFired: false },
    { from: "100", threshold: "110", price: "110", isFired: true },
    { from: "100", threshold: "110", price: "90", isFired: false },
    { from: "100", threshold: "90", price: "90.01", isFired: false },
    { from: "100", threshold: "90", price: "90", isFired: true },
    { from: "100", threshold: "90", price: "120", isFired: false },
  ])("from $from across $threshold at $price: $isFired", ({ from, threshold, price, isFired }) => {
    expect(fires(alert("PRICE_CROSSES", threshold, from), quote(price))).toBe(isFired);
  });

  it.each([
    { threshold: "5", price: "104.99", isFired: false },
    { threshold: "5", price: "105", isFired: true },
    { threshold: "5", price: "90", isFired: false },
    { threshold: "-5", price: "95", isFired: true },
    { threshold: "-5", price: "95.01", isFired: false },
    { threshold: "-5", price: "120", isFired: false },
  ])("a change of $threshold % from 100 at $price: $isFired", ({ threshold, price, isFired }) => {
    expect(fires(alert("PERCENT_CHANGE", threshold), quote(price))).toBe(isFired);
  });

  it.each([
    { peak: "200", threshold: "10", price: "180.01", isFired: false },
    { peak: "200", threshold: "10", price: "180", isFired: true },
    { peak: "200", threshold: "10", price: "250", isFired: false },
  ])("$threshold % below $peak at $price: $isFired", ({ peak, threshold, price, isFired }) => {
    expect(fires(alert("DRAWDOWN", threshold, peak), quote(price))).toBe(isFired);
  });

  it("raises the highest price of a drawdown only, and never by a stale quote", () => {
    const drawdown = alert("DRAWDOWN", "10", "200");
    expect(newPeak(drawdown, quote("201"))).toEqual(new Decimal(201));
    expect(newPeak(drawdown, quote("200"))).toBeNull();
    expect(newPeak(drawdown, quote("300", true))).toBeNull();
    expect(newPeak(drawdown, null)).toBeNull();
    expect(newPeak(alert("PRICE_CROSSES", "10", "200"), quote("201"))).toBeNull();
  });

  it("takes a stale or missing quote for news of stale data only", () => {
    const stale = quote("200", true);
    expect([stale, null, quote("200")].map((q) => fires(alert("STALE", null), q))).toEqual([
      true,
      true,
      false,
    ]);
    expect(fires(alert("PRICE_CROSSES", "110", "100"), stale)).toBe(false);
    expect(fires(alert("PERCENT_CHANGE", "5"), stale)).toBe(false);
    expect(fires(alert("PERCENT_CHANGE", "5"), null)).toBe(false);
    expect(fires(alert("PERCENT_CHANGE", "5"), { ...quote("200"), previousClose: null })).toBe(
      false,
    );
  });

  it("is over for an alert that has fired", () => {
    const fired = { at: AT, price: new Decimal(1), source: "csv" };
    expect(fires({ ...alert("STALE", null), fired }, null)).toBe(false);
  });
});

describe("alertFault", () => {
  const PRICE = new Decimal(100);
  it.each([
    { kind: "STALE", threshold: "1", fault: "no threshold" },
    { kind: "PRICE_CROSSES", threshold: null, fault: "needs a threshold" },
    { kind: "PRICE_CROSSES", threshold: "0", fault: "positive" },
    { kind: "PRICE_CROSSES", threshold: "100.00", fault: "at the threshold" },
    { kind: "PERCENT_CHANGE", threshold: null, fault: "needs a threshold" },
    { kind: "PERCENT_CHANGE", threshold: "0", fault: "not 0" },
    { kind: "PERCENT_CHANGE", threshold: "-100", fault: "above -100" },
    { kind: "PERCENT_CHANGE", threshold: "1000.1", fault: "up to 1000" },
  ] as const)("refuses $kind at $threshold: $fault", ({ kind, threshold, fault }) => {
    expect(alertFault(alert(kind, threshold), PRICE)).toContain(fault);
  });

  it("refuses a crossing of an instrument without a price", () => {
    expect(alertFault(alert("PRICE_CROSSES", "1"), null)).toContain("no price");
  });

  it.each([
    { kind: "STALE", threshold: null },
    { kind: "PRICE_CROSSES", threshold: "100.01" },
    { kind: "PERCENT_CHANGE", threshold: "1000" },
    { kind: "PERCENT_CHANGE", threshold: "-99.99" },
  ] as const)("keeps $kind at $threshold", ({ kind, threshold }) => {
    expect(alertFault(alert(kind, threshold), PRICE)).toBeNull();
  });
});
