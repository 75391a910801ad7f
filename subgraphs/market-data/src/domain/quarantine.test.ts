import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { confirms, quarantineReason } from "./quarantine.js";

const NOW = new Date("2026-11-20T16:00:00Z");
const judge = (price: string, reference: string | null, previousClose: string | null = null) =>
  quarantineReason(
    {
      price: new Decimal(price),
      previousClose: previousClose === null ? null : new Decimal(previousClose),
      asOf: NOW,
    },
    reference === null ? null : new Decimal(reference),
    NOW,
  );

describe("quarantineReason", () => {
  it.each([
    { price: "-1", last: "100", reason: "NOT_POSITIVE" },
    { price: "0", last: null, reason: "NOT_POSITIVE" },
    { price: "10000", last: "100", reason: "SCALED_BY_100" },
    { price: "8000", last: "100", reason: "SCALED_BY_100" },
    { price: "12000", last: "100", reason: "SCALED_BY_100" },
    { price: "1", last: "100", reason: "SCALED_BY_100" },
    { price: "50", last: "100", reason: "SPLIT_NOT_ANNOUNCED" },
    { price: "52", last: "100", reason: "SPLIT_NOT_ANNOUNCED" },
    { price: "25.5", last: "100", reason: "SPLIT_NOT_ANNOUNCED" },
    { price: "2000", last: "100", reason: "SPLIT_NOT_ANNOUNCED" },
    { price: "150", last: "100", reason: "SPLIT_NOT_ANNOUNCED" },
    { price: "170", last: "100", reason: "IMPLAUSIBLE_MOVE" },
    { price: "40", last: "100", reason: "IMPLAUSIBLE_MOVE" },
    { price: "15000", last: "100", reason: "IMPLAUSIBLE_MOVE" },
    { price: "149.99", last: "100", reason: null },
    { price: "66.67", last: "100", reason: null },
    { price: "66.66", last: "100", reason: "SPLIT_NOT_ANNOUNCED" },
    { price: "5", last: null, reason: null },
  ])("of $price after $last is $reason", ({ price, last, reason }) => {
    expect(judge(price, last)).toBe(reason);
  });

  it("compares with the provider's own previous close when nothing better is known", () => {
    expect(judge("10000", null, "100")).toBe("SCALED_BY_100");
    expect(judge("101", null, "100")).toBeNull();
    expect(judge("101", null, "-100")).toBe("NOT_POSITIVE");
  });

  it.each([
    { aheadMs: 60_000, reason: null },
    { aheadMs: 60_001, reason: "FROM_THE_FUTURE" },
  ])("of an instant $aheadMs ms ahead is $reason", ({ aheadMs, reason }) => {
    const asOf = new Date(NOW.getTime() + aheadMs);
    const price = new Decimal(100);
    expect(quarantineReason({ price, previousClose: null, asOf }, null, NOW)).toBe(reason);
  });
});

describe("confirms", () => {
  it.each([
    { other: "102", isConfirmed: true },
    { other: "102.01", isConfirmed: false },
    { other: "98", isConfirmed: true },
  ])("$other for 100: $isConfirmed", ({ other, isConfirmed }) => {
    expect(confirms(new Decimal(other), new Decimal(100))).toBe(isConfirmed);
  });
});
