import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { DailyBar } from "./priceBars.js";
import { reconcile } from "./reconciliation.js";

const bar = (on: string, close: string): DailyBar => {
  const price = new Decimal(close);
  return { date: date(on), open: price, high: price, low: price, close: price, volume: price };
};
const theirs = (...closes: [string, string][]) =>
  new Map(closes.map(([on, close]) => [date(on), new Decimal(close)]));
const BARS = [bar("2024-01-02", "24.96"), bar("2024-01-03", "25"), bar("2024-01-04", "26")];
const DIVIDEND = {
  kind: "CASH_DIVIDEND" as const,
  exDate: date("2024-01-03"),
  amount: new Decimal("0.08"),
  referenceClose: null,
};

describe("reconcile", () => {
  it("agrees within 0.02 with a provider that took in the same dividend", () => {
    // 24.96 x 0.9968 = 24.88
    const found = reconcile(
      "yahoo",
      BARS,
      [DIVIDEND],
      theirs(["2024-01-02", "24.87"], ["2024-01-04", "26"]),
    );
    expect(found).toMatchObject({
      source: "yahoo",
      from: "2024-01-02",
      to: "2024-01-04",
      days: 2,
      isReconciled: true,
    });
    expect(found?.maxDifference.toFixed()).toBe("0.01");
  });

  it("names the worst day when an action is missing on one side", () => {
    const found = reconcile(
      "yahoo",
      BARS,
      [],
      theirs(["2024-01-02", "24.88"], ["2024-01-03", "25"]),
    );
    expect(found).toMatchObject({ worstOn: "2024-01-02", isReconciled: false });
    expect(found?.maxDifference.toFixed()).toBe("0.08");
  });

  it("says nothing without a common day", () => {
    expect(reconcile("yahoo", BARS, [], theirs(["2020-01-02", "1"]))).toBeNull();
    expect(reconcile("yahoo", [], [], theirs(["2024-01-02", "1"]))).toBeNull();
  });
});
