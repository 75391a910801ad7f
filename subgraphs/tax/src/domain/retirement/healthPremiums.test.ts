import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { blankFacts, type FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { costOfIncome, marketplacePlan } from "./marketplacePlan.js";
import { medicareCostOf, type MedicareHousehold, medicareSurcharge } from "./medicareSurcharge.js";

const usd = (amount: string | number) => new Decimal(amount);

const household = (
  filingStatus: MedicareHousehold["filingStatus"],
  magi: string | number,
  more: Partial<MedicareHousehold> = {},
): MedicareHousehold => ({
  filingStatus,
  livedApart: false,
  magi: usd(magi),
  persons: filingStatus === "MARRIED_FILING_JOINTLY" ? 2 : 1,
  havePartD: true,
  ...more,
});

const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
};

describe("medicareSurcharge", () => {
  it.each([
    // income of 2024, premiums of 2026 (CMS fact sheet): a month and person, Part B and Part D
    ["SINGLE", "109000", 0, 0, 0],
    ["SINGLE", "109000.01", 1, 81.2, 14.5],
    ["SINGLE", "171000", 2, 202.9, 37.5],
    ["SINGLE", "499999.99", 4, 446.3, 83.3],
    ["SINGLE", "500000", 5, 487, 91],
    ["HEAD_OF_HOUSEHOLD", "140000", 2, 202.9, 37.5],
    ["QUALIFYING_SURVIVING_SPOUSE", "140000", 2, 202.9, 37.5],
    ["MARRIED_FILING_JOINTLY", "218000", 0, 0, 0],
    ["MARRIED_FILING_JOINTLY", "342000.01", 3, 324.6, 60.4],
    ["MARRIED_FILING_JOINTLY", "750000", 5, 487, 91],
    ["MARRIED_FILING_SEPARATELY", "109001", 1, 446.3, 83.3],
    ["MARRIED_FILING_SEPARATELY", "391000", 2, 487, 91],
  ] as const)("%s with %s is in tier %i: %d and %d", (status, magi, ...expected) => {
    const surcharge = medicareSurcharge(household(status, magi), 2024);
    expect(surcharge.premiumYear).toBe(2026);
    expect([
      surcharge.tier,
      surcharge.perPersonMonthly.partB.toNumber(),
      surcharge.perPersonMonthly.partD.toNumber(),
    ]).toEqual(expected);
  });

  it("counts both cliffs of a couple with 230,000: 44,000 to the next, 12,000 down to none", () => {
    const { total, next, previous } = medicareSurcharge(
      household("MARRIED_FILING_JOINTLY", 230000),
      2024,
    );
    expect(total.toFixed(2)).toBe("2296.80"); // (81.20 + 14.50) x 12 x 2
    expect(next).toMatchObject({ magi: usd(274000), distance: usd(44000) });
    expect(next?.costPerYear.toFixed(2)).toBe("3472.80"); // (121.70 + 23.00) x 12 x 2
    expect(previous).toMatchObject({ magi: usd(218000), distance: usd(12000) });
    expect(previous?.costPerYear.toFixed(2)).toBe("2296.80");
  });

  it("leaves the top tier without a next cliff, and its edge a cent below the amount", () => {
    const top = medicareSurcharge(household("SINGLE", 600000), 2024);
    expect([top.next, top.previous?.distance.toFixed(2)]).toEqual([null, "100000.01"]);
    const under = medicareSurcharge(household("SINGLE", 499000), 2024);
    expect(under.next?.distance.toFixed(2)).toBe("999.99");
  });

  it("charges no Part D surcharge without Part D, and nothing without persons", () => {
    const without = medicareSurcharge(household("SINGLE", 120000, { havePartD: false }), 2024);
    expect(without.perPersonYearly.toFixed(2)).toBe("974.40"); // 81.20 x 12
    expect(
      medicareSurcharge(household("SINGLE", 900000, { persons: 0 }), 2024).total.toNumber(),
    ).toBe(0);
  });

  it("gives separate filers apart all year the tiers of single ones", () => {
    const apart = household("MARRIED_FILING_SEPARATELY", 120000, { livedApart: true });
    expect(medicareSurcharge(apart, 2024).perPersonMonthly.partB.toNumber()).toBe(81.2);
  });

  it("says that premiums past 2026 are projected", () => {
    const later = medicareSurcharge(household("SINGLE", 112000), 2025);
    expect(later.figures.status).toBe("PROJECTED");
    expect(later.tier).toBe(0); // the edge of 2027 is projected at 112,000
    expect(medicareSurcharge(household("SINGLE", 112000), 2024).figures.status).toBe("OFFICIAL");
  });

  it("prices a conversion by the tiers it crosses", () => {
    const couple = household("MARRIED_FILING_JOINTLY", 210000);
    const cost = (extra: number) => medicareCostOf(couple, 2024, usd(extra)).toFixed(2);
    expect([cost(8000), cost(8001), cost(64001)]).toEqual(["0.00", "2296.80", "5769.60"]);
  });

  it("adds the distance without cost and one cent more with the whole cost, everywhere", () => {
    const statuses = ["SINGLE", "MARRIED_FILING_JOINTLY", "MARRIED_FILING_SEPARATELY"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.integer({ min: 0, max: 90_000_000 }),
        fc.integer({ min: 2022, max: 2060 }),
        (status, cents, year) => {
          const here = household(status, usd(cents).div(100).toFixed());
          const { next, total } = medicareSurcharge(here, year);
          expect(total.gte(0)).toBe(true);
          if (!next) return;
          expect(medicareCostOf(here, year, next.distance).toNumber()).toBe(0);
          const crossed = medicareCostOf(here, year, next.distance.plus("0.01"));
          expect(crossed.eq(next.costPerYear) && crossed.gt(0)).toBe(true);
        },
      ),
    );
  });

  it("refuses half a person and a year without figures", () => {
    expect(codeOf(() => medicareSurcharge(household("SINGLE", 1, { persons: 0.5 }), 2024))).toBe(
      "BAD_INPUT",
    );
    expect(codeOf(() => medicareSurcharge(household("SINGLE", 1), 2021))).toBe("TAX_YEAR_UNKNOWN");
  });
});

/** A couple of 60 with a pension, on the marketplace. */
const covered = (income: string | number, more: Partial<FederalFacts> = {}): FederalFacts => ({
  ...blankFacts("MARRIED_FILING_JOINTLY"),
  otherIncome: usd(income),
  marketplace: {
    premiums: usd(24000),
    benchmarkPremiums: usd(22800),
    advancePayments: usd(0),
    region: "CONTIGUOUS",
  },
  ...more,
});

describe("marketplacePlan", () => {
  it("places 63,450 at three times the poverty line of two persons in 2026, by hand", () => {
    const plan = marketplacePlan(covered(63450), 2026);
    expect(plan.povertyLine.toNumber()).toBe(21150); // 15,650 + 5,500: the guideline of 2025
    expect(plan.povertyMultiple.toNumber()).toBe(3);
    expect(plan.applicableShare?.toFixed(4)).toBe("0.0996");
    expect(plan.expectedContribution?.toFixed(2)).toBe("6319.62");
    expect(plan.credit.toFixed(2)).toBe("16480.38");
    expect(plan.creditLostPerDollar.toFixed(4)).toBe("0.0996");
  });

  it("has the cliff of 2026 at 84,600 for two: 21,150 away, and worth 14,373.84", () => {
    const plan = marketplacePlan(covered(63450), 2026);
    expect(plan.cliff).toMatchObject({ income: usd(84600), distance: usd(21150) });
    expect(plan.cliff?.cost.toFixed(2)).toBe("14373.84"); // 22,800 - 9.96 % of 84,600
    expect(marketplacePlan(covered(84600), 2026).credit.toFixed(2)).toBe("14373.84");
    const over = marketplacePlan(covered("84600.01"), 2026);
    expect([over.credit.toNumber(), over.applicableShare, over.cliff?.distance.toFixed(2)]).toEqual(
      [0, null, "-0.01"],
    );
  });

  it("has no cliff in 2025, and loses no more than the share of each dollar", () => {
    const plan = marketplacePlan(covered(100000), 2025);
    expect(plan.cliff).toBeNull();
    expect(plan.applicableShare?.toFixed(3)).toBe("0.085");
    expect(plan.creditLostPerDollar.toFixed(3)).toBe("0.085");
  });

  it("gives nothing below the poverty line and says how much lacks", () => {
    const plan = marketplacePlan(covered(20000), 2026);
    expect([plan.credit.toNumber(), plan.distanceToFloor.toNumber()]).toEqual([0, 1150]);
  });

  it("counts untaxed Social Security and tax-exempt interest as income", () => {
    const facts = covered(30000, { taxExemptInterest: usd(5000) });
    expect(marketplacePlan(facts, 2026).income.toNumber()).toBe(35000);
  });

  it("gives the credit that the return gives, whatever was paid in advance", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15_000, max: 130_000 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom(2024, 2025, 2026),
        (income, advance, year) => {
          const facts = covered(income);
          const marketplace = facts.marketplace && {
            ...facts.marketplace,
            advancePayments: usd(advance),
          };
          const paid = { ...facts, marketplace };
          const onReturn = federalTax(paid, federalParametersFor(year));
          const plan = marketplacePlan(paid, year);
          const settled = onReturn.credits.premium.minus(onReturn.excessAdvancePremium);
          expect(plan.credit.eq(settled.plus(advance))).toBe(true);
          if (plan.credit.gt(0) && plan.expectedContribution) {
            expect(plan.credit.plus(plan.expectedContribution).toFixed(6)).toBe("22800.000000");
          }
          if (plan.cliff?.distance.gte(0)) {
            const atEdge = marketplacePlan(covered(plan.cliff.income.toFixed()), year).credit;
            expect(atEdge.eq(plan.cliff.cost)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("names what it does not model", () => {
    expect(marketplacePlan(covered(63450), 2026).notModelled.join()).toMatch(/Medicaid.*extension/);
  });

  it("refuses a household without coverage", () => {
    const without = { ...covered(1), marketplace: null };
    expect(codeOf(() => marketplacePlan(without, 2026))).toBe("BAD_INPUT");
  });
});

describe("costOfIncome", () => {
  it("splits a conversion's cost over the cliff into credit and tax", () => {
    // 80,000 + 10,000: the credit at 80,000 is 22,800 - 7,968 = 14,832, all lost
    const cost = costOfIncome(covered(80000), 2026, { kind: "PENSION", amount: usd(10000) });
    expect(cost.creditLost.toFixed(2)).toBe("14832.00");
    expect(cost.otherTax.toFixed(2)).toBe("1200.00"); // 12 % bracket: 47,800 to 57,800 taxable
    expect(cost.rate.toFixed(4)).toBe("1.6032");
  });

  it("refuses no income", () => {
    const nothing = { kind: "PENSION", amount: usd(0) } as const;
    expect(codeOf(() => costOfIncome(covered(80000), 2026, nothing))).toBe("BAD_INPUT");
  });
});
