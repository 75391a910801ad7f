import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { InvariantViolation } from "@wealthgraph/kernel/refusal";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { harvestLot, type HarvestBasis, type LotForSale, saleDate } from "./harvest.js";
import { facts } from "./taxFacts.fixture.js";
import type { FederalFacts } from "./federalFacts.js";

/** "2024-01-15 100 @ 50 now 30": a taxable lot of 100 units that cost 50 each and are quoted at 30. */
function lot(text: string, change: Partial<LotForSale> = {}): LotForSale {
  const [acquired = "", units = "", , cost = "", , price = ""] = text.split(" ");
  return {
    units: new Decimal(units),
    cost: new Decimal(units).times(cost),
    acquiredOn: date(acquired),
    taxTreatment: "TAXABLE",
    unitPriceUsd: new Decimal(price),
    quotedAt: new Date("2025-06-02T19:59:00Z"),
    washSale: {
      conflict: false,
      permanent: false,
      replacementUnits: new Decimal(0),
      atRiskUntil: date("2025-07-03"),
    },
    ...change,
  };
}

function washed(replacementUnits: number, permanent = false): Partial<LotForSale> {
  return {
    washSale: {
      conflict: true,
      permanent,
      replacementUnits: new Decimal(replacementUnits),
      atRiskUntil: date("2025-07-03"),
    },
  };
}

function basis(of: FederalFacts, year = 2025): HarvestBasis {
  const parameters = federalParametersFor(year);
  return { facts: of, parameters, before: federalTax(of, parameters) };
}

const WAGES_100K = basis(facts("SINGLE", { wages: 100000 })); // 22 % bracket: 48,475 to 103,350 taxable

describe("harvestLot", () => {
  it("gives a loss within the limit the bracket's rate: 2,000 at 22 % saves 440", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 50 now 30"), WAGES_100K);
    expect(harvest).toMatchObject({ term: "LONG", longFrom: "2025-01-16" });
    expect(harvest.gain.toNumber()).toBe(-2000);
    expect(harvest.benefit?.toNumber()).toBe(440);
    expect(harvest.rate?.toNumber()).toBe(0.22);
  });

  it("gives nothing now for a loss beyond 3,000, and says how much is carried forward", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 150 now 50"), WAGES_100K);
    expect(harvest.benefit?.toNumber()).toBe(3000 * 0.22);
    expect(harvest.rate?.toNumber()).toBe(0.066);
    expect(harvest.assumptions.join()).toContain("7000.00 USD of the loss exceeds");
  });

  it("sets a loss against this year's gains before the limit counts", () => {
    const withGains = basis(facts("SINGLE", { wages: 100000, shortTermGain: 10000 }));
    // 22 % up to 103,350: taxable 94,250 before, so all of the 10,000 was at 22 %
    const harvest = harvestLot(lot("2024-01-15 100 @ 150 now 50"), withGains);
    expect(harvest.benefit?.toNumber()).toBe(2200);
    expect(harvest.assumptions.join()).not.toContain("carried forward");
  });

  it("states the tax on a gain as a negative benefit, by term", () => {
    const gain = "100 @ 10 now 60"; // 5,000
    const long = harvestLot(lot(`2024-01-15 ${gain}`), WAGES_100K);
    const short = harvestLot(lot(`2025-01-15 ${gain}`), WAGES_100K);
    expect([long.term, long.benefit?.toNumber(), long.rate?.toNumber()]).toEqual([
      "LONG",
      -750,
      0.15,
    ]);
    expect([short.term, short.benefit?.toNumber()]).toEqual(["SHORT", -1100]);
  });

  it("follows a gain through the brackets: 20,000 short from 94,250 taxable less 10,000", () => {
    // 84,250 + 20,000 = 104,250: 19,100 at 22 % and 900 at 24 %
    const harvest = harvestLot(lot("2025-01-15 100 @ 10 now 210"), WAGES_100K);
    expect(harvest.benefit?.toNumber()).toBe(-(19100 * 0.22 + 900 * 0.24));
  });

  it("disallows the replaced part of a loss: 40 of 100 units leave 1,200 of 2,000", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 50 now 30", washed(40)), WAGES_100K);
    expect(harvest.disallowedLoss.toNumber()).toBe(800);
    expect(harvest.washSaleConflict).toBe(true);
    expect(harvest.benefit?.toNumber()).toBe(264);
    expect(harvest.assumptions.join()).toContain("800.00 USD of the loss is disallowed");
  });

  it("disallows no more than the loss, and says when it is lost for good", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 50 now 30", washed(250, true)), WAGES_100K);
    expect(harvest.disallowedLoss.toNumber()).toBe(2000);
    expect(harvest.benefit?.toNumber()).toBe(0);
    expect(harvest.assumptions.join()).toContain("lost for good");
  });

  it("never washes a gain", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 10 now 60", washed(100)), WAGES_100K);
    expect(harvest.washSaleConflict).toBe(false);
    expect(harvest.disallowedLoss.toNumber()).toBe(0);
    expect(harvest.benefit?.toNumber()).toBe(-750);
  });

  it.each(["TAX_DEFERRED", "ROTH", "HSA", "EDUCATION"] as const)(
    "has no tax effect in a sheltered account: %s",
    (taxTreatment) => {
      const sheltered = lot("2024-01-15 100 @ 50 now 30", { ...washed(100), taxTreatment });
      const harvest = harvestLot(sheltered, WAGES_100K);
      expect(harvest.gain.toNumber()).toBe(-2000);
      expect(harvest).toMatchObject({ washSaleConflict: false });
      expect([harvest.benefit?.toNumber(), harvest.rate?.toNumber()]).toEqual([0, 0]);
    },
  );

  it("gives term and gain without a profile, the benefit as unknown, and the reason", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 50 now 30"), { missing: "No profile." });
    expect(harvest).toMatchObject({ term: "LONG", benefit: null, rate: null });
    expect(harvest.gain.toNumber()).toBe(-2000);
    expect(harvest.assumptions[0]).toBe("No profile.");
  });

  it("takes the rate from the exact tax, not from the rounded benefit", () => {
    const harvest = harvestLot(lot("2024-01-15 1 @ 50 now 49.97"), WAGES_100K);
    expect([harvest.benefit?.toNumber(), harvest.rate?.toNumber()]).toEqual([0.01, 0.22]);
  });

  it("has no rate where there is no gain", () => {
    const harvest = harvestLot(lot("2024-01-15 100 @ 50 now 50"), WAGES_100K);
    expect([harvest.benefit?.toNumber(), harvest.rate]).toEqual([0, null]);
  });

  it("takes the sale's day in New York: 01:30 UTC on 16 January is still the 15th, short-term", () => {
    const quotedAt = new Date("2025-01-16T01:30:00Z");
    expect(saleDate(quotedAt)).toBe("2025-01-15");
    expect(harvestLot(lot("2024-01-15 1 @ 1 now 2", { quotedAt }), WAGES_100K).term).toBe("SHORT");
  });

  it("rounds the gain to the cent", () => {
    const harvest = harvestLot(lot("2024-01-15 3.3333 @ 10 now 10.01"), WAGES_100K);
    expect(harvest.gain.toNumber()).toBe(0.03);
  });

  it("holds units", () => {
    const empty = lot("2024-01-15 1 @ 1 now 2", { units: new Decimal(0) });
    expect(() => harvestLot(empty, WAGES_100K)).toThrow(InvariantViolation);
  });
});
