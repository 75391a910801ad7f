import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openHighsSolver } from "../../workers/highsSolver.js";
import type { Solve } from "../optimisation/linearProgramme.js";
import { afterTaxValue } from "./afterTaxValue.js";
import { type AssetIncome, ASSUMED_INCOME } from "./assetIncome.js";
import { assetLocation, type LocationStrategy } from "./assetLocation.js";
import { account, holding, locationInput, tenAccounts } from "./assetLocation.fixture.js";
import type { AssetLocationInput, LocatedAccount } from "./locationInput.js";
import { lotsSold, placementNow, totalOf } from "./placement.js";

let solve: Solve;
beforeAll(async () => {
  solve = await openHighsSolver();
});

const NO_TAX = {
  interest: 0,
  taxExemptInterest: 0,
  ordinaryDividends: 0,
  qualifiedDividends: 0,
  shortTermGain: 0,
  longTermGain: 0,
  foreignTax: 0,
};

const of = (plan: ReturnType<typeof assetLocation>, strategy: LocationStrategy) => {
  const found = plan.outcomes.find((o) => o.strategy === strategy);
  if (!found) throw new RangeError(strategy);
  return found;
};

describe("afterTaxValue by hand, one year", () => {
  const asset: AssetIncome = {
    assetId: "A",
    expectedReturn: 0.1,
    yields: { ...NO_TAX, interest: 0.04, foreignTax: 0.01 },
    status: "STATED",
    source: "of the test",
  };
  const rates = {
    now: { ...NO_TAX, interest: 0.25, foreignTax: -1 },
    terminal: { ordinary: 0.2, gain: 0.15 },
    scale: 1,
  };

  it.each([
    // 0.04 paid, 0.01 withheld and credited, 0.01 of tax: 0.03 reinvested and 0.06 of price gain taxed at 15 %
    { treatment: "TAXABLE", value: 1 + 0.06 + 0.03 - 0.15 * 0.06 },
    // foreign tax is lost: 1.09, of which the government has 20 %
    { treatment: "TAX_DEFERRED", value: 1.09 * 0.8 },
    { treatment: "ROTH", value: 1.09 },
    { treatment: "HSA", value: 1.09 },
  ] as const)("a dollar in $treatment is worth $value", ({ treatment, value }) => {
    const at = { horizonYears: 1, basis: 1 };
    expect(afterTaxValue(asset, treatment, rates, at)).toBeCloseTo(value, 12);
  });

  it("owes tax on the gain it has already", () => {
    const [low, full] = [0.4, 1].map((basis) =>
      afterTaxValue(asset, "TAXABLE", rates, { horizonYears: 1, basis }),
    );
    expect((full ?? 0) - (low ?? 0)).toBeCloseTo(0.6 * 0.15, 12);
  });
});

describe("asset location by hand: bonds taxable, stocks deferred, 100,000 each", () => {
  const input = locationInput([
    account("broker", "TAXABLE", [holding("BOND", 100_000, 100_000)]),
    account("ira", "TAX_DEFERRED", [holding("US_EQUITY", 100_000)]),
  ]);
  let plan: ReturnType<typeof assetLocation>;
  beforeAll(() => {
    plan = assetLocation(input, solve);
  });

  it("exchanges the two, which the simple heuristic does as well and so gives its name", () => {
    expect(plan.best).toBe("INEFFICIENT_SHELTERED");
    expect(of(plan, "OPTIMISED").value).toBeCloseTo(of(plan, plan.best).value, 0);
    expect(
      plan.steps.map((s) => [s.accountId, s.sellAssetId, s.buyAssetId, Math.round(s.amount)]),
    ).toEqual([
      ["ira", "US_EQUITY", "BOND", 100_000],
      ["broker", "BOND", "US_EQUITY", 100_000],
    ]);
  });

  it("saves 24 % of 4,200 of interest and pays 24 % of 100 and 15 % of 1,300 of dividends", () => {
    expect(of(plan, "AS_IS").taxPerYear).toBeCloseTo(1_008, 2);
    expect(of(plan, "OPTIMISED").taxPerYear).toBeCloseTo(24 + 195, 2);
    expect(plan.steps.map((s) => s.savesPerYear)).toEqual([
      expect.closeTo(0, 2),
      expect.closeTo(1_008 - 219, 2),
    ]);
  });

  it("costs no tax, because the bonds have no gain", () => {
    expect(of(plan, "OPTIMISED").taxNow).toBe(0);
    expect(plan.steps.map((s) => s.taxNow)).toEqual([0, 0]);
  });

  it("is solved, and says what it rests on and leaves out", () => {
    expect(plan.solver.status).toBe("OPTIMAL");
    expect(Math.abs(plan.solver.error)).toBeLessThan(100);
    expect(plan.assumptions.join(" ")).toMatch(/10 years.*24 %.*15 %/);
    expect(plan.notModelled.join(" ")).toMatch(/Risk after tax/);
    expect(plan.assets[0]).toMatchObject({ status: "ASSUMED" });
  });

  it("leaves everything where it is once it is there, without a needless trade", () => {
    const there = locationInput([
      account("broker", "TAXABLE", [holding("US_EQUITY", 100_000, 100_000)]),
      account("ira", "TAX_DEFERRED", [holding("BOND", 100_000)]),
    ]);
    const again = assetLocation(there, solve);
    expect(again.best).toBe("AS_IS");
    expect(again.steps).toEqual([]);
  });
});

describe("gains", () => {
  it("keeps a bond fund in a taxable account when its gain would cost more than it ever saves", () => {
    const dear = locationInput(
      [
        account("broker", "TAXABLE", [holding("BOND", 100_000, 1_000)]),
        account("ira", "TAX_DEFERRED", [holding("US_EQUITY", 100_000)]),
      ],
      { horizonYears: 1 },
    );
    expect(assetLocation(dear, solve).best).toBe("AS_IS");
  });

  it("are taxed by the exact return: 15 % of 20,000 for a single filer with 150,000 of wages", () => {
    const input = locationInput(
      [
        account("broker", "TAXABLE", [holding("BOND", 100_000, 80_000)]),
        account("ira", "TAX_DEFERRED", [holding("US_EQUITY", 100_000)]),
      ],
      { horizonYears: 30 },
    );
    const plan = assetLocation(input, solve);
    expect(plan.best).not.toBe("AS_IS");
    expect(of(plan, "OPTIMISED").taxNow).toBeCloseTo(3_000, 2);
    expect(plan.steps.reduce((sum, s) => sum + s.taxNow, 0)).toBeCloseTo(3_000, 2);
  });

  it("sells lots with losses first, short gains last", () => {
    const lots = [
      { value: 10, cost: 4, isLongTerm: true },
      { value: 10, cost: 14, isLongTerm: true },
      { value: 10, cost: 6, isLongTerm: false },
    ];
    const one = { assetId: "A", label: "a", value: 30, lots };
    const rates = { shortTermGain: 0.37, longTermGain: 0.15 };
    const sold = lotsSold([one], 25, rates);
    expect(sold.map((l) => [l.value, l.gain, l.isLongTerm])).toEqual([
      [10, -4, true],
      [10, 6, true],
      [5, 2, false],
    ]);
  });

  it("does not count a loss whose asset the household buys elsewhere, and says so", () => {
    const input = locationInput([
      account("broker", "TAXABLE", [holding("BOND", 100_000, 120_000)]),
      account("ira", "TAX_DEFERRED", [holding("US_EQUITY", 100_000)]),
    ]);
    const plan = assetLocation(input, solve);
    expect(of(plan, plan.best).taxNow).toBe(0);
    expect(plan.steps.map((s) => s.isLossWashed)).toEqual([false, true]);
  });

  it("counts a loss that nobody washes: 15 % of 150 of gains distributed and 24 % of 3,000", () => {
    const input = locationInput(
      [
        account("broker", "TAXABLE", [
          holding("REAL_ESTATE", 50_000, 60_000),
          holding("US_EQUITY", 50_000, 50_000),
        ]),
      ],
      {
        targets: [{ assetId: "US_EQUITY", weight: 1 }],
      },
    );
    const plan = assetLocation(input, solve);
    expect(plan.best).not.toBe("AS_IS");
    expect(of(plan, plan.best).taxNow).toBeCloseTo(-742.5, 2);
  });
});

describe("constraints", () => {
  const accounts = [
    account("broker", "TAXABLE", [holding("BOND", 100_000, 100_000)]),
    account("ira", "TAX_DEFERRED", [holding("US_EQUITY", 100_000)]),
  ];

  it("buys nothing in an account that cannot buy it", () => {
    const plan = assetLocation(
      locationInput(accounts, { excluded: [{ accountId: "ira", assetId: "BOND" }] }),
      solve,
    );
    expect(plan.best).toBe("AS_IS");
    expect(plan.outcomes.map((o) => o.strategy)).not.toContain("PROPORTIONAL");
  });

  it("refuses exclusions that leave no room for the weights", () => {
    const impossible = locationInput(accounts, {
      targets: [{ assetId: "CASH", weight: 1 }],
      excluded: accounts.map(({ id }) => ({ accountId: id, assetId: "CASH" })),
    });
    expect(() => assetLocation(impossible, solve)).toThrow(
      expect.objectContaining({ code: "PLAN_INFEASIBLE" }),
    );
  });

  it("proposes no trade below the smallest", () => {
    const input = { ...tenAccounts(), tolerance: 0.02, minTrade: 2_000 };
    const plan = assetLocation(input, solve);
    const now = placementNow(input);
    const trades = of(plan, "OPTIMISED").placement.flatMap((row, a) =>
      row.map((usd, i) => Math.abs(usd - (now[a]?.[i] ?? 0))),
    );
    expect(trades.filter((t) => t > 0.01 && t < 2_000)).toEqual([]);
    expect(trades.some((t) => t >= 2_000)).toBe(true);
  });

  it("holds no more of what returns more because the weights are tolerant", () => {
    const plan = assetLocation({ ...locationInput(accounts), tolerance: 0.05 }, solve);
    for (const { placement } of plan.outcomes) {
      const held = placement.reduce((sum, row) => sum + (row[0] ?? 0), 0);
      expect(held).toBeCloseTo(100_000, 0); // US_EQUITY is the first asset
    }
  });

  it("falls back to the simple strategies when the solver runs out of time, and says so", () => {
    const silent: Solve = () => ({
      status: "TIME_LIMIT",
      values: null,
      objective: null,
      bound: null,
    });
    const plan = assetLocation(locationInput(accounts), silent);
    expect(plan.solver).toMatchObject({ status: "TIME_LIMIT" });
    expect(plan.outcomes.map((o) => o.strategy)).toEqual(["AS_IS", "PROPORTIONAL"]);
    expect(plan.best).toBe("PROPORTIONAL");
  });
});

describe("asset location refuses", () => {
  const fine = locationInput([account("broker", "TAXABLE", [holding("BOND", 1_000, 900)])]);
  const withAccount = (of: LocatedAccount): Partial<AssetLocationInput> => ({ accounts: [of] });
  it.each<[string, Partial<AssetLocationInput>]>([
    ["no account", { accounts: [] }],
    ["empty accounts", withAccount(account("a", "ROTH", []))],
    ["an account twice", { accounts: [...fine.accounts, ...fine.accounts] }],
    ["a holding of an unknown asset", withAccount(account("a", "ROTH", [holding("GOLD", 1)]))],
    ["a negative value", withAccount(account("a", "ROTH", [holding("BOND", -1)]))],
    ["a taxable holding without lots", withAccount(account("a", "TAXABLE", [holding("BOND", 5)]))],
    ["weights that do not sum to 1", { targets: [{ assetId: "BOND", weight: 0.9 }] }],
    ["a weight of an unknown asset", { targets: [{ assetId: "GOLD", weight: 1 }] }],
    ["an asset twice", { assets: [...ASSUMED_INCOME, ...ASSUMED_INCOME.slice(0, 1)] }],
    ["an exclusion of nobody", { excluded: [{ accountId: "x", assetId: "BOND" }] }],
    ["a horizon of no years", { horizonYears: 0 }],
    ["a tolerance over one half", { tolerance: 0.6 }],
    ["a cost that is no number", { tradingCost: Number.NaN }],
    ["a terminal rate over 1", { terminalRates: { ordinary: 1.2, gain: 0 } }],
  ])("%s", (_, change) => {
    expect(() => assetLocation({ ...fine, ...change }, solve)).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });

  it("a year without figures", () => {
    expect(() => assetLocation({ ...fine, year: 2090 }, solve)).toThrow(
      expect.objectContaining({ code: "TAX_YEAR_UNKNOWN" }),
    );
  });
});

describe("laws of asset location", () => {
  const assets = ASSUMED_INCOME.slice(0, 5);
  const anyHolding = fc.record({
    asset: fc.integer({ min: 0, max: 4 }),
    value: fc.integer({ min: 500, max: 300_000 }),
    costShare: fc.integer({ min: 20, max: 130 }),
  });
  const anyAccount = fc.record({
    treatment: fc.constantFrom("TAXABLE", "TAX_DEFERRED", "ROTH", "HSA"),
    holdings: fc.array(anyHolding, { minLength: 1, maxLength: 4 }),
  });
  const anyInput = fc
    .record({
      accounts: fc.array(anyAccount, { minLength: 1, maxLength: 5 }),
      wages: fc.integer({ min: 0, max: 400_000 }),
      weights: fc.option(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 })),
      tolerance: fc.constantFrom(0, 0.01),
      state: fc.constantFrom(null, "CA"),
    })
    .map(({ accounts, wages, weights, tolerance, state }) => {
      const sum = weights?.reduce((a, b) => a + b, 0) ?? 1;
      const base = locationInput(
        accounts.map(({ treatment, holdings }, a) =>
          account(
            `a${a}`,
            treatment as LocatedAccount["treatment"],
            holdings.map(({ asset, value, costShare }) =>
              holding(
                assets[asset]?.assetId ?? "",
                value,
                treatment === "TAXABLE" ? (value * costShare) / 100 : null,
              ),
            ),
          ),
        ),
      );
      const [filer] = base.facts.filers;
      return {
        ...base,
        assets,
        tolerance,
        state,
        facts: {
          ...base.facts,
          filers: filer ? [{ ...filer, wages: new Decimal(wages) }] : [],
        },
        targets:
          weights && assets.map(({ assetId }, i) => ({ assetId, weight: (weights[i] ?? 0) / sum })),
      };
    });

  it("no strategy that keeps the weights is worth more than the one called the best", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = assetLocation(input, solve);
        const best = of(plan, plan.best);
        const others = plan.outcomes.filter((o) => o.keepsWeights || !best.keepsWeights);
        for (const other of others) expect(best.value).toBeGreaterThanOrEqual(other.value - 0.51);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("no money leaves its account, weights are kept, and nothing is negative", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = assetLocation(input, solve);
        const now = placementNow(input);
        for (const { placement, strategy, keepsWeights } of plan.outcomes) {
          expect(keepsWeights || strategy === "AS_IS").toBe(true);
          placement.forEach((row, a) => {
            expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
            expect(totalOf([row])).toBeCloseTo(totalOf([now[a] ?? []]), 1);
          });
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("the steps lead to the best placement, never buy what they sell, and sum to its tax", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = assetLocation(input, solve);
        const best = of(plan, plan.best);
        const reached = placementNow(input).map((row) => [...row]);
        const index = (id: string) => input.assets.findIndex((x) => x.assetId === id);
        for (const step of plan.steps) {
          const row = reached[input.accounts.findIndex((x) => x.id === step.accountId)] ?? [];
          row[index(step.sellAssetId)] = (row[index(step.sellAssetId)] ?? 0) - step.amount;
          row[index(step.buyAssetId)] = (row[index(step.buyAssetId)] ?? 0) + step.amount;
          expect(step.sold.reduce((sum, l) => sum + l.value, 0)).toBeCloseTo(step.amount, 2);
        }
        reached.forEach((row, a) =>
          row.forEach((usd, i) =>
            expect(Math.abs(usd - (best.placement[a]?.[i] ?? 0))).toBeLessThan(0.1),
          ),
        );
        for (const id of input.accounts.map((x) => x.id)) {
          const own = plan.steps.filter((s) => s.accountId === id);
          const sold = new Set(own.map((s) => s.sellAssetId));
          expect(own.filter((s) => sold.has(s.buyAssetId))).toEqual([]);
        }
        const taxNow = plan.steps.reduce((sum, s) => sum + s.taxNow, 0);
        expect(Math.abs(taxNow - best.taxNow)).toBeLessThan(0.1);
        const saved = plan.steps.reduce((sum, s) => sum + s.savesPerYear, 0);
        expect(Math.abs(saved - (of(plan, "AS_IS").taxPerYear - best.taxPerYear))).toBeLessThan(
          0.1,
        );
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
