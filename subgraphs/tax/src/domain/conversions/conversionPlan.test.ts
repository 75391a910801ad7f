import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { requiredMinimum } from "../retirement/requiredMinimum.js";
import { openingBalances, rothOf, traditionalOf } from "./balances.js";
import { conversionPlan, conversionPlanSteps } from "./conversionPlan.js";
import { retirees, saver, still } from "./conversionPlan.fixture.js";
import type { ConversionPlanInput } from "./conversionPlanInput.js";
import { BLANK_FILER, blankFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { namedPath, namedStrategiesOf } from "./namedStrategies.js";
import { planContext } from "./planContext.js";
import { replay } from "./planPath.js";
import { planYear } from "./planYear.js";
import { withRates } from "./sensitivity.js";
import type { Strategy } from "./strategyResult.js";

const SMALL = { budget: { yearsMax: 400 } };

/** 200,000 to convert, 20,000 beside it for the tax, heirs who pay 20 %; nothing grows. */
const twoYears = still({
  savers: [saver("1966-05-01", 200_000)],
  taxable: { ...still().taxable, balance: new Decimal(20_000), costBasis: new Decimal(20_000) },
  terminalRates: { traditional: 0.2, gain: 0 },
});

const of = (plan: ReturnType<typeof conversionPlan>, strategy: Strategy) => {
  const found = plan.strategies.find((s) => s.strategy === strategy);
  if (!found) throw new RangeError(strategy);
  return found;
};

describe("conversionPlan by hand: single, 60 years old, no other income, two years", () => {
  // 2026 (Rev. Proc. 2025-32): standard deduction 16,100; 10 % to 12,400, 12 % to 50,400, then 22 %.
  // 2027, 2.5 % more, down to 25: 16,500; 12,700; 51,650.
  const plan = conversionPlan(twoYears);

  it("fills the 12 % bracket of each year: 16,100 + 50,400, then 16,500 + 51,650", () => {
    expect(of(plan, "FILL_12").years.map((y) => y.conversion.toNumber())).toEqual([66_500, 68_150]);
  });

  it("taxes them with 1,240 + 4,560 and with 1,270 + 4,674", () => {
    expect(of(plan, "FILL_12").years.map((y) => y.federalTax.toNumber())).toEqual([5_800, 5_944]);
  });

  it("leaves 20,000 - 11,744 + 134,650 + 80 % of 65,350 = 195,186, and 180,000 without", () => {
    expect(of(plan, "FILL_12").wealth.toNumber()).toBe(195_186);
    expect(of(plan, "NONE").wealth.toNumber()).toBe(180_000);
    expect(of(plan, "FILL_12").advantage.toNumber()).toBe(15_186);
  });

  it("stops at that edge, because 22 % now is more than 20 % later", () => {
    expect(of(plan, "OPTIMISED").years.map((y) => y.conversion.toNumber())).toEqual([
      66_500, 68_150,
    ]);
    expect(of(plan, "OPTIMISED").years[0]?.marginalRate.toNumber()).toBe(0.22);
  });

  it("goes past that edge when heirs pay 23 %", () => {
    const dear = conversionPlan({ ...twoYears, terminalRates: { traditional: 0.23, gain: 0 } });
    expect(of(dear, "OPTIMISED").converted.toNumber()).toBe(200_000);
  });

  it("adds the present value of tax: 5,800 + 5,944 + 20 % of 65,350 at a discount of 0", () => {
    expect(of(plan, "FILL_12").taxPresentValue.toNumber()).toBe(24_814);
  });

  it("breaks even at once, because tax saved counts as soon as less is owed", () => {
    expect(of(plan, "FILL_12").breakEvenYear).toBe(2026);
    expect(of(plan, "NONE").breakEvenYear).toBeNull();
  });

  it("starts a five-year clock for each conversion, which 59 1/2 overtakes", () => {
    expect(of(plan, "FILL_12").clocks.map((c) => [c.fiveYearsUntil, c.freeFrom])).toEqual([
      ["2031-01-01", "2025-11-01"],
      ["2032-01-01", "2025-11-01"],
    ]);
  });

  it("says that the figures of 2027 are projected", () => {
    expect(plan.figures).toEqual({ status: "PROJECTED", projectedFrom: 2027 });
  });

  it("names what it rests on and leaves out, this plan's returns included", () => {
    expect(plan.assumptions).toContain(
      "At the end traditional balances are taxed at 20 %, unrealized gains at 0 %, Roth balances not at all.",
    );
    expect(plan.notModelled).toContain("State and local income tax.");
    expect(plan.search.isProvenOptimal).toBe(false);
  });
});

describe("strategies", () => {
  it("converts everything at once and pays its tax", () => {
    // 200,000 - 16,100 = 183,900: 1,240 + 4,560 + 12,166 + 24 % of 78,200
    const [first, second] = of(conversionPlan(twoYears, SMALL), "ALL_AT_ONCE").years;
    expect(first?.conversion.toNumber()).toBe(200_000);
    expect(first?.federalTax.toNumber()).toBe(36_734);
    expect(second?.conversion.toNumber()).toBe(0);
  });

  it("keeps income below the first Medicare tier, to the dollar", () => {
    const context = planContext(still({ savers: [saver("1961-05-01", 900_000)] }, 3));
    const below = namedPath(context, "BELOW_IRMAA_TIER_1");
    expect(below.outcomes.map((o) => o.surcharge.tier)).toEqual([0, 0, 0]);
    const [first] = below.outcomes;
    expect(
      planYear(context, 0, openingBalances(context), (first?.conversion ?? 0) + 1).surcharge.tier,
    ).toBe(1);
  });

  it("charges a Medicare surcharge two years after the income that decided it", () => {
    const context = planContext(still({ savers: [saver("1961-05-01", 300_000)] }, 4));
    const { outcomes } = replay(context, [300_000]);
    const decided = outcomes[0]?.surcharge.total.toNumber();
    expect(decided).toBeGreaterThan(0);
    expect(outcomes.map((o) => o.surchargePaid)).toEqual([0, 0, decided, 0]);
  });

  it.each([
    ["1963-05-01", true], // 65 in 2028, when the income of 2026 decides
    ["1964-05-01", false],
  ])("born %s: a surcharge in 2028 is %s", (born, isDue) => {
    const context = planContext(still({ savers: [saver(born, 300_000)] }, 1));
    expect(replay(context, [300_000]).outcomes[0]?.surcharge.total.gt(0)).toBe(isDue);
  });

  it("counts what April drew for tax as part of the year's minimum", () => {
    const [first, second] = still().years;
    const poor = still({ savers: [saver("1946-05-01", 500_000)] });
    const years = first && second ? [{ ...first, netCash: new Decimal(-60_000) }, second] : [];
    const { outcomes } = replay(planContext({ ...poor, years }), []);
    expect(outcomes[0]?.after.drawnForTax[0]).toBe(outcomes[0]?.tax);
    expect(outcomes[0]?.tax).toBeGreaterThan(0);
    expect(outcomes[1]?.facts.filers[0]?.ira.distributions.toNumber()).toBe(outcomes[1]?.required);
  });

  it("puts the gain of selling for living costs on the same return", () => {
    const [first] = still().years;
    const taxable = {
      ...still().taxable,
      balance: new Decimal(20_000),
      costBasis: new Decimal(10_000),
    };
    const years = first ? [{ ...first, netCash: new Decimal(-4_000) }] : [];
    const { outcomes } = replay(planContext(still({ taxable, years })), []);
    expect(outcomes[0]?.facts.longTermGain.toNumber()).toBe(2_000);
  });

  it("owes the surcharge of the first years to incomes before the plan", () => {
    // 2026 premiums, single, over 109,000: (81.20 + 14.50) x 12 months
    const input = still({
      savers: [saver("1955-05-01", 0)],
      priorMagi: [new Decimal(110_000), new Decimal(0)],
    });
    const { outcomes } = replay(planContext(input), []);
    expect(outcomes.map((o) => o.surchargePaid)).toEqual([1148.4, 0]);
  });

  it("leaves 8606 basis untaxed in proportion, and carries the rest on", () => {
    // 30,000 of 120,000 is basis: a quarter of each dollar that leaves
    const context = planContext(still({ savers: [saver("1966-05-01", 120_000, 0, 30_000)] }));
    const first = replay(context, [40_000]).outcomes[0];
    expect(first?.federal.ira[0]?.taxableConversions.toNumber()).toBe(30_000);
    expect(first?.after.savers[0]?.basis).toBe(20_000);
  });

  it("adds 10 % to draws before 59 1/2, and not to conversions", () => {
    const young = still({ savers: [saver("1980-01-01", 100_000)] });
    const [first] = young.years;
    const spending = {
      ...young,
      years: first ? [{ ...first, netCash: new Decimal(-10_000) }] : [],
    };
    const outcome = replay(planContext(spending), [5_000]).outcomes[0];
    expect(outcome?.drawn).toBe(10_000);
    expect(outcome?.earlyTax).toBe(1_000);
  });

  it("adds 10 % to conversions that leave the Roth account within five years before 59 1/2", () => {
    // 20,000 converted: 10 % of 3,900 over the deduction, paid out of the Roth account in April
    const young = still({ savers: [saver("1980-01-01", 20_000)] });
    const spends = young.years.map((of, i) => ({ ...of, netCash: new Decimal(i ? -5_000 : 0) }));
    const path = replay(planContext({ ...young, years: spends }), [20_000]);
    expect(path.outcomes.map((o) => o.federalTax)).toEqual([390, 0]);
    expect(path.outcomes.map((o) => o.rothPenalized)).toEqual([0, 390 + 5_000]);
    expect(path.outcomes.map((o) => o.earlyTax)).toEqual([0, 539]);
  });

  it("taxes earnings of a Roth account that is younger than five years, after 59 1/2 too", () => {
    const roth = { ...saver("1960-01-01", 0, 30_000), rothContributions: new Decimal(0) };
    const taken = (rothSince: number) => {
      const input = still({ savers: [{ ...roth, rothSince }] }, 1);
      const years = input.years.map((of) => ({ ...of, netCash: new Decimal(-30_000) }));
      return replay(planContext({ ...input, years }), [0]).outcomes[0];
    };
    expect(taken(2020)?.federalTax).toBe(0);
    expect(taken(2024)?.rothIncome).toBe(30_000);
    expect(taken(2024)?.federalTax).toBeGreaterThan(0);
    expect(taken(2024)?.earlyTax).toBe(0);
  });

  it("climbs a ladder to early retirement without the 10 % that a plan without conversions pays", () => {
    const base = still({ savers: [saver("1980-01-01", 400_000)] }, 8);
    const input = {
      ...base,
      years: base.years.map((of) => ({ ...of, netCash: new Decimal(-30_000) })),
      taxable: {
        ...base.taxable,
        balance: new Decimal(170_000),
        costBasis: new Decimal(170_000),
      },
    };
    const plan = conversionPlan(input, SMALL);
    const earlyTax = (strategy: Strategy) =>
      of(plan, strategy).years.reduce((sum, y) => sum + y.earlyTax.toNumber(), 0);
    expect(of(plan, "LADDER").years.map((y) => y.conversion.toNumber())).toEqual([
      30_000, 30_000, 30_000, 0, 0, 0, 0, 0,
    ]);
    expect(earlyTax("LADDER")).toBe(0);
    expect(earlyTax("NONE")).toBeGreaterThan(5_000);
    expect(of(plan, "LADDER").wealth.gt(of(plan, "NONE").wealth)).toBe(true);
    expect(of(plan, "OPTIMISED").wealth.gte(of(plan, "LADDER").wealth)).toBe(true);
  });

  it("names a ladder only where somebody is under 59 1/2 later", () => {
    const names = conversionPlan(twoYears, SMALL).strategies.map((s) => s.strategy);
    expect(names).not.toContain("LADDER");
  });

  it("puts the gain of selling for tax on the next return", () => {
    // 20,000 that cost 10,000: half of the 5,800 of tax that it pays is gain
    const halfGain = {
      ...twoYears,
      taxable: { ...twoYears.taxable, costBasis: new Decimal(10_000) },
    };
    const { outcomes } = replay(planContext(halfGain), [66_500]);
    expect(outcomes[0]?.after.gainOfNextYear).toBe(2_900);
    expect(outcomes[1]?.facts.longTermGain.toNumber()).toBe(2_900);
  });

  it("adds the tax of the state of residence", () => {
    const california = conversionPlan({ ...twoYears, state: "CA" }, SMALL);
    expect(of(california, "ALL_AT_ONCE").years[0]?.stateTax.gt(5_000)).toBe(true);
    expect(of(california, "NONE").years[0]?.stateTax.toNumber()).toBe(0);
  });
});

describe("wealth after tax, in today's money", () => {
  it("grows, is taxed at the end and deflated: 100,000 x 1.1 x 80 % / 1.1", () => {
    const input = still(
      {
        savers: [saver("1966-05-01", 100_000)],
        growth: { traditional: 0.1, roth: 0 },
        inflation: 0.1,
        terminalRates: { traditional: 0.2, gain: 0 },
      },
      1,
    );
    expect(replay(planContext(input), []).wealth).toBeCloseTo(80_000, 6);
  });

  it("owes the terminal rate on unrealized gain and none on basis of IRAs", () => {
    // 1,000 that cost 400 at 15 %: 910; 10,000 of which 4,000 is basis at 24 %: 8,560
    const input = still(
      {
        savers: [saver("1966-05-01", 10_000, 0, 4_000)],
        taxable: { ...still().taxable, balance: new Decimal(1_000), costBasis: new Decimal(400) },
        terminalRates: { traditional: 0.24, gain: 0.15 },
      },
      1,
    );
    expect(replay(planContext(input), []).wealth).toBeCloseTo(910 + 8_560, 6);
  });

  it("owes surcharges that the last years have decided, at their present value", () => {
    const input = still({ savers: [saver("1961-05-01", 300_000)], discountRate: 0.1 }, 1);
    const [outcome] = replay(planContext(input), [300_000]).outcomes;
    const { wealth } = replay(planContext(input), [300_000]);
    const surcharge = outcome?.surcharge.total.toNumber() ?? 0;
    expect(surcharge).toBeGreaterThan(0);
    expect(wealth).toBeCloseTo(300_000 - (outcome?.tax ?? 0) - surcharge / 1.21, 6);
  });

  it("says what nothing could pay, with the return it cost, and repays it from later cash", () => {
    const years = [-10_000, 4_000, 20_000].map((cash, i) => ({
      year: 2026 + i,
      facts: blankFacts("SINGLE"),
      netCash: new Decimal(cash),
    }));
    const taxable = { ...still().taxable, priceGrowth: 0.1 };
    const { outcomes } = replay(planContext(still({ years, taxable })), []);
    // 10,000; 11,000 - 4,000; 7,700 paid out of 20,000
    expect(outcomes.map((o) => o.after.unfunded)).toEqual([10_000, 7_000, 0]);
    expect(outcomes[2]?.after.taxable).toBe(12_300);
  });

  it("takes dividends into income and leaves price growth untaxed until sale", () => {
    const taxable = {
      balance: new Decimal(100_000),
      costBasis: new Decimal(100_000),
      priceGrowth: 0.05,
      dividendYield: 0.02,
      qualifiedShare: 0.75,
    };
    const [outcome] = replay(planContext(still({ taxable }, 1)), []).outcomes;
    expect(outcome?.facts.ordinaryDividends.toNumber()).toBe(2_000);
    expect(outcome?.facts.qualifiedDividends.toNumber()).toBe(1_500);
    expect(outcome?.after.taxable).toBe(107_000);
    expect(outcome?.after.costBasis).toBe(102_000);
  });

  it("never breaks even where 36,734 is paid to save 15 % of 200,000", () => {
    const all = of(conversionPlan(twoYears, SMALL), "ALL_AT_ONCE");
    expect(all.advantage.toNumber()).toBe(40_000 - 36_734);
    const dear = { ...twoYears, terminalRates: { traditional: 0.15, gain: 0 } };
    expect(of(conversionPlan(dear, SMALL), "ALL_AT_ONCE").breakEvenYear).toBeNull();
  });
});

describe("withRates", () => {
  it("moves every rate and leaves the engine's own law as it is", () => {
    // 60,000 in 2026: 5,800 + 22 % of 9,600 at first; three points more are 1,800 more
    const dearer = planContext(twoYears, (year) => withRates(federalParametersFor(year), 0.03));
    const usual = planContext(twoYears);
    const tax = (context: typeof usual) => replay(context, [76_100]).outcomes[0]?.federalTax;
    expect(tax(usual)).toBe(7_912);
    expect(tax(dearer)).toBe(9_712);
    expect(tax(usual)).toBe(7_912);
  });
});

describe("sensitivity", () => {
  const plan = conversionPlan(twoYears);

  it("gains three points of what was converted at known rates and more where heirs pay more", () => {
    const up = plan.sensitivity.find((s) => s.scenario === "RATES_UP");
    // heirs 23 %: saved 134,650 x 23 %, paid 5,800 + 5,944 + 3 % of 51,650 in the second year
    expect(up?.advantage.toNumber()).toBeCloseTo(30_969.5 - 11_744 - 1_549.5, 2);
  });

  it("never says that another plan is worse when it is called the best", () => {
    for (const { regret } of plan.sensitivity) expect(regret.gte(0)).toBe(true);
  });
});

describe("conversionPlan refuses", () => {
  it.each<[string, Partial<ConversionPlanInput>]>([
    ["no years", { years: [] }],
    ["a terminal rate over 1", { terminalRates: { traditional: 1.2, gain: 0 } }],
    ["a rate that is no number", { inflation: Number.NaN }],
    ["basis over the balance", { savers: [saver("1966-05-01", 1, 0, 2)] }],
    ["a negative balance", { savers: [saver("1966-05-01", 1, -1)] }],
    [
      "more savers than people on the return",
      { savers: [saver("1966-05-01", 1), saver("1970-05-01", 1)] },
    ],
    ["an unborn saver", { savers: [saver("2020-05-01", 1)] }],
    ["years with a gap", { years: [...still().years, ...still().years] }],
  ])("%s", (_, wrong) => {
    expect(() => conversionPlan({ ...twoYears, ...wrong })).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });

  it("a plan past the projected years", () => {
    const [first] = twoYears.years;
    const years = first ? [{ ...first, year: 2065 }] : [];
    expect(() => conversionPlan({ ...twoYears, years })).toThrow(
      expect.objectContaining({ code: "TAX_YEAR_UNKNOWN" }),
    );
  });
});

const usd = (max: number) => fc.integer({ min: 0, max });
const rate = fc.integer({ min: 0, max: 90 }).map((n) => n / 1000);

/** Couples from 50 to 80 with income, costs and growth of every size, for two to five years. */
const anyInput: fc.Arbitrary<ConversionPlanInput> = fc
  .record({
    born: fc.tuple(fc.integer({ min: 1946, max: 1976 }), fc.integer({ min: 1946, max: 1976 })),
    traditional: fc.tuple(usd(1_500_000), usd(300_000)),
    basisPercent: fc.integer({ min: 0, max: 100 }),
    roth: usd(200_000),
    taxable: usd(800_000),
    cost: usd(800_000),
    years: fc.integer({ min: 2, max: 5 }),
    pensions: usd(150_000),
    benefits: usd(60_000),
    netCash: fc.integer({ min: -120_000, max: 60_000 }),
    growth: fc.tuple(rate, rate, rate, rate),
    heirs: rate.map((r) => r * 4),
    prior: usd(400_000),
  })
  .map((r) => ({
    ...still(),
    savers: [
      saver(
        `${r.born[0]}-03-31`,
        r.traditional[0],
        r.roth,
        Math.floor((r.traditional[0] * r.basisPercent) / 100),
      ),
      saver(`${r.born[1]}-10-01`, r.traditional[1]),
    ],
    taxable: {
      balance: new Decimal(r.taxable),
      costBasis: new Decimal(r.cost),
      priceGrowth: r.growth[0],
      dividendYield: r.growth[1] / 2,
      qualifiedShare: 0.8,
    },
    growth: { traditional: r.growth[2], roth: r.growth[3] },
    years: Array.from({ length: r.years }, (_, i) => {
      const blank = blankFacts("MARRIED_FILING_JOINTLY");
      const filer = {
        ...BLANK_FILER,
        pensions: new Decimal(r.pensions),
        socialSecurityBenefits: new Decimal(r.benefits),
      };
      return {
        year: 2026 + i,
        facts: { ...blank, filers: [filer, BLANK_FILER] },
        netCash: new Decimal(r.netCash),
      };
    }),
    inflation: 0.025,
    discountRate: 0.05,
    terminalRates: { traditional: r.heirs, gain: 0.15 },
    priorMagi: [new Decimal(r.prior), new Decimal(r.prior)],
  }));

describe("laws of conversion plans", () => {
  it("the optimiser is never worse than any named strategy", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = conversionPlan(input, SMALL);
        const optimised = of(plan, "OPTIMISED").wealth;
        expect(plan.strategies).toHaveLength(namedStrategiesOf(planContext(input)).length + 1);
        for (const { wealth } of plan.strategies) expect(optimised.gte(wealth)).toBe(true);
        expect(of(plan, plan.best).wealth.gte(optimised)).toBe(true);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it("conversions never exceed what is there, minimums are those of the retirement rules", () => {
    fc.assert(
      fc.property(anyInput, usd(3_000_000), (input, wish) => {
        const context = planContext(input);
        let before = openingBalances(context);
        for (const [i, { year }] of input.years.entries()) {
          const outcome = planYear(context, i, before, i % 2 ? wish : wish / 10);
          const grown = before.savers.reduce(
            (sum, s) =>
              sum + Math.round(s.traditional * (1 + input.growth.traditional) * 100) / 100,
            0,
          );
          expect(outcome.conversion).toBeLessThanOrEqual(grown + 0.001);
          expect(traditionalOf(outcome.after)).toBeGreaterThanOrEqual(0);
          const minimum = input.savers.reduce((sum, s, person) => {
            const balance =
              (before.savers[person]?.traditional ?? 0) + (before.drawnForTax[person] ?? 0);
            const account = {
              id: "ira",
              kind: "IRA" as const,
              priorYearEndBalance: new Decimal(balance.toFixed(2)),
              isSpouseSoleBeneficiary: false,
              employment: null,
            };
            const owner = { birthDate: s.birthDate, spouseBirthDate: null };
            return sum.plus(requiredMinimum(owner, [account], year).total);
          }, new Decimal(0));
          expect(outcome.required).toBeCloseTo(minimum.toNumber(), 6);
          before = outcome.after;
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("no cent is lost: what is there, is earned and is owed pays tax, surcharges and costs", () => {
    fc.assert(
      fc.property(anyInput, usd(900_000), (drawn, wish) => {
        const input = {
          ...drawn,
          growth: { traditional: 0, roth: 0 },
          taxable: { ...drawn.taxable, priceGrowth: 0, dividendYield: 0 },
        };
        const context = planContext(input);
        const wealth = (b: typeof opening) => traditionalOf(b) + rothOf(b) + b.taxable - b.unfunded;
        const opening = openingBalances(context);
        let before = opening;
        for (const [i, { netCash }] of input.years.entries()) {
          const outcome = planYear(context, i, before, wish);
          expect(wealth(outcome.after)).toBeCloseTo(
            wealth(before) + netCash.toNumber() - outcome.tax - outcome.surchargePaid,
            2,
          );
          before = outcome.after;
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("filling an edge never passes it, by not a cent", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const context = planContext(input);
        for (const { conversion, surcharge } of namedPath(context, "BELOW_IRMAA_TIER_1").outcomes) {
          if (conversion > 0) expect(surcharge.tier).toBe(0);
        }
        for (const [i, { conversion, federal }] of namedPath(
          context,
          "FILL_22",
        ).outcomes.entries()) {
          const edge = context.years[i]?.parameters.ordinary.value.from.MARRIED_FILING_JOINTLY[3];
          const ordinary = federal.taxableIncome.minus(federal.preferentialIncome);
          if (conversion > 0) expect(ordinary.lte(edge ?? 0)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it("a replay of the shown conversions is the plan", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = conversionPlan(input, SMALL);
        for (const shown of plan.strategies) {
          const conversions = shown.years.map((y) => y.conversion.toNumber());
          const again = replay(planContext(input), conversions);
          expect(again.conversions).toEqual(conversions);
          expect(again.wealth.toFixed(2)).toBe(shown.wealth.toFixed(2));
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it("nothing to convert is converted by nobody", () => {
    fc.assert(
      fc.property(anyInput, (drawn) => {
        const input = {
          ...drawn,
          savers: drawn.savers.map((s) => ({
            ...s,
            traditional: new Decimal(0),
            traditionalBasis: new Decimal(0),
          })),
        };
        for (const s of conversionPlan(input, { budget: { yearsMax: 100 } }).strategies) {
          expect(s.converted.toNumber()).toBe(0);
          expect(s.advantage.toNumber()).toBe(0);
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe("a plan of thirty years", () => {
  it("comes in many small steps and beats every named strategy of this couple", () => {
    const steps = conversionPlanSteps(retirees(), { budget: { yearsMax: 3_000 } });
    let count = 0;
    for (let step = steps.next(); ; step = steps.next()) {
      count += 1;
      if (!step.done) continue;
      expect(step.value.best).toBe("OPTIMISED");
      expect(step.value.search.gainOverNamed.gt(10_000)).toBe(true);
      break;
    }
    expect(count).toBeGreaterThan(200);
  }, 60_000);
});
