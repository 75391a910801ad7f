import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { blankFacts, type FederalFacts, type Filer } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { grossIncome } from "../grossIncome.js";
import { withMore } from "../incomeKind.js";
import { type CliffRequest, healthPremiumCliffs } from "./healthPremiumCliffs.js";

const usd = (amount: number | string) => new Decimal(amount);

function facts(
  status: FederalFacts["filingStatus"],
  filer: Partial<Filer>,
  more: Partial<FederalFacts> = {},
): FederalFacts {
  const blank = blankFacts(status);
  return {
    ...blank,
    filers: blank.filers.map((f, i) => (i === 0 ? { ...f, ...filer } : f)),
    ...more,
  };
}

const cliffs = (of: FederalFacts, more: Partial<CliffRequest> = {}, year = 2024) =>
  healthPremiumCliffs(of, year, {
    personsOnMedicare: 1,
    havePartD: true,
    kinds: ["ROTH_CONVERSION", "LONG_TERM_GAIN"],
    changes: [],
    ...more,
  });

const retired = { birthDate: date("1955-03-01"), isAged: true };

describe("healthPremiumCliffs", () => {
  it("gives every tier of two years later with its step and the distance to it", () => {
    // 2026, single: 109,000 81.20 + 14.50; 137,000 202.90 + 37.50; ... 500,000 487.00 + 91.00 a month
    const found = cliffs(facts("SINGLE", { ...retired, pensions: usd(120000) })).cliffs;
    expect(
      found.map((c) => [c.income, c.distance, c.costPerYear].map((v) => v.toNumber())),
    ).toEqual([
      [109000, -11000, 1148.4], // 95.70 x 12
      [137000, 17000, 1736.4], // (240.40 - 95.70) x 12
      [171000, 51000, 1735.2],
      [205000, 85000, 1735.2],
      [500000, 379999.99, 580.8],
    ]);
    expect(found.map((c) => c.isReachedAt)).toEqual([false, false, false, false, true]);
  });

  it("finds less room for a conversion than the distance where it makes Social Security taxable", () => {
    // 100 of conversion below the second threshold's 85 % make 85 of benefits taxable
    const of = facts("SINGLE", {
      ...retired,
      pensions: usd(20000),
      socialSecurityBenefits: usd(60000),
    });
    const [first] = cliffs(of).cliffs;
    const [room] = first?.rooms ?? [];
    expect(room?.amount?.lt(first?.distance ?? 0)).toBe(true);
    const income = (cents: number) =>
      grossIncome(
        withMore(of, "ROTH_CONVERSION", (room?.amount ?? usd(0)).plus(usd(cents).div(100))),
        federalParametersFor(2024),
      ).adjustedGrossIncome.toNumber();
    expect(income(0)).toBeLessThanOrEqual(109000);
    expect(income(1)).toBeGreaterThan(109000);
  });

  it("leaves the room of a gain that losses absorb larger than the distance", () => {
    const of = facts(
      "SINGLE",
      { ...retired, pensions: usd(100000) },
      { longTermLossCarryover: usd(10000) },
    );
    const [first] = cliffs(of).cliffs;
    // 100,000 - 3,000; the gain first uses 10,000 of losses: 109,000 - 100,000 + 10,000
    expect(first?.distance.toNumber()).toBe(12000);
    expect(first?.rooms.map((r) => [r.kind, r.amount?.toNumber()])).toEqual([
      ["ROTH_CONVERSION", 12000],
      ["LONG_TERM_GAIN", 19000],
    ]);
  });

  it("prices a conversion by the return and the premiums of both spouses", () => {
    // joint, 2024: 210,000 - 29,200 = 180,800, in the bracket of 22 % to 201,050
    const of = facts("MARRIED_FILING_JOINTLY", { pensions: usd(210000) });
    const { changes } = cliffs(of, {
      personsOnMedicare: 2,
      changes: [
        { kind: "ROTH_CONVERSION", amount: usd(8000) },
        { kind: "ROTH_CONVERSION", amount: usd("8000.01") },
      ],
    });
    // 2026, joint: over 218,000 95.70 a month for each of two
    expect(changes.map((c) => [c.incomeTax, c.medicare, c.total].map((v) => v.toNumber()))).toEqual(
      [
        [1760, 0, 1760],
        [1760.0022, 2296.8, 4056.8022],
      ],
    );
    expect(changes.map((c) => c.crosses.map((i) => i.toNumber()))).toEqual([[], [218000]]);
  });

  it("adds the marketplace's cliff at four times the poverty line, from 2026 on", () => {
    // 2026: one person 15,650 x 4 = 62,600 (guideline of 2025)
    const marketplace = {
      premiums: usd(12000),
      benchmarkPremiums: usd(12000),
      advancePayments: usd(0),
      region: "CONTIGUOUS" as const,
    };
    const of = facts(
      "SINGLE",
      { birthDate: date("1965-01-01"), pensions: usd(60000) },
      { marketplace },
    );
    const {
      cliffs: found,
      changes,
      marketplace: plan,
    } = cliffs(
      of,
      { personsOnMedicare: null, changes: [{ kind: "LONG_TERM_GAIN", amount: usd(2601) }] },
      2026,
    );
    const last = found.at(-1);
    expect(last).toMatchObject({ programme: "MARKETPLACE", isReachedAt: false });
    expect([last?.income, last?.distance].map((v) => v?.toNumber())).toEqual([62600, 2600]);
    expect(last?.rooms.map((r) => r.amount?.toNumber())).toEqual([2600, 2600]);
    // 12,000 - 9.96 % of 60,000
    expect(plan?.credit.toNumber()).toBe(6024);
    expect(changes[0]?.creditLost.toNumber()).toBe(6024);
    expect(changes[0]?.crosses.map((i) => i.toNumber())).toEqual([62600]);
    expect(cliffs(of, {}, 2025).cliffs.every((c) => c.programme === "MEDICARE")).toBe(true);
  });

  it("counts those of 65 two years later, when nobody is stated", () => {
    const born = (day: string) =>
      cliffs(facts("SINGLE", { birthDate: date(day), pensions: usd(110000) }), {
        personsOnMedicare: null,
      });
    // 65 by the end of 2026
    expect(born("1961-12-31").medicare.total.toNumber()).toBe(1148.4);
    expect(born("1962-01-02").medicare.total.toNumber()).toBe(0);
  });

  it.each([[usd(0)], [usd(-1)]])("refuses a change of %s", (amount) => {
    const of = facts("SINGLE", retired);
    expect(() => cliffs(of, { changes: [{ kind: "PENSION", amount }] })).toThrow("positive amount");
  });

  it("has a room that is exact to the cent for any household", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300000 }),
        fc.integer({ min: 0, max: 80000 }),
        fc.integer({ min: -20000, max: 20000 }),
        (pensions, benefits, gain) => {
          const of = facts(
            "SINGLE",
            { ...retired, pensions: usd(pensions), socialSecurityBenefits: usd(benefits) },
            { longTermGain: usd(gain) },
          );
          const parameters = federalParametersFor(2024);
          for (const cliff of cliffs(of).cliffs) {
            for (const { kind, amount } of cliff.rooms) {
              if (!amount) continue;
              const income = (more: Decimal) =>
                grossIncome(withMore(of, kind, more), parameters).adjustedGrossIncome;
              const isPast = (value: Decimal) =>
                cliff.isReachedAt ? value.gte(cliff.income) : value.gt(cliff.income);
              expect(isPast(income(amount))).toBe(false);
              expect(isPast(income(amount.plus("0.01")))).toBe(true);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
