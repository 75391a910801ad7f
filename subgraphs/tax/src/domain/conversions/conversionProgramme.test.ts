import { beforeAll, describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openHighsSolver } from "../../workers/highsSolver.js";
import { convexStretches } from "../optimisation/piecewiseCost.js";
import type { Solve } from "../optimisation/linearProgramme.js";
import { conversionPlan } from "./conversionPlan.js";
import { retirees, saver, still } from "./conversionPlan.fixture.js";
import { solveAround } from "./conversionProgramme.js";
import { NAMED_STRATEGIES, namedPath } from "./namedStrategies.js";
import { planContext } from "./planContext.js";

let solve: Solve;
beforeAll(async () => {
  solve = await openHighsSolver();
});

function drained<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As in conversionPlan.test.ts: the 12 % bracket of both years is optimal by hand. */
const twoYears = still({
  savers: [saver("1966-05-01", 200_000)],
  taxable: { ...still().taxable, balance: new Decimal(20_000), costBasis: new Decimal(20_000) },
  terminalRates: { traditional: 0.2, gain: 0 },
});

describe("convexStretches", () => {
  it("is one where rates rise", () => {
    const table = { at: [0, 10, 20, 30], costs: [0, 1, 3, 6] };
    expect(convexStretches(table)).toEqual([[0, 3]]);
  });

  it("ends one at a cliff and one where a rate falls", () => {
    const table = { at: [0, 10, 11, 20, 30, 40], costs: [0, 1, 100, 101, 104, 105] };
    expect(convexStretches(table)).toEqual([
      [0, 2],
      [2, 4],
      [4, 5],
    ]);
  });
});

describe("the mixed-integer programme", () => {
  it("proves the plan that is optimal by hand, and bounds it by its own wealth", () => {
    const { search, strategies } = conversionPlan(twoYears, { solve });
    const optimised = strategies.at(-1);
    expect(optimised?.wealth.toNumber()).toBe(195_186);
    expect(search).toMatchObject({ solverStatus: "OPTIMAL", isOptimalInProgramme: true });
    expect(search.bound?.minus(195_186).abs().lt(1)).toBe(true);
    expect(search.isProvenOptimal).toBe(false);
  });

  it("proposes that plan from no conversions at all", () => {
    const context = planContext(twoYears);
    const none = namedPath(context, "NONE");
    const answer = drained(solveAround(context, none, none, { solve, limits: { seconds: 5 } }));
    expect(answer.proposal?.map((usd) => Math.round(usd / 100) * 100)).toEqual([66_500, 68_200]);
  });

  it("takes no named strategy of a couple for more than its bound", () => {
    const context = planContext(retirees({ years: 10 }));
    const none = namedPath(context, "NONE");
    for (const strategy of NAMED_STRATEGIES) {
      const path = namedPath(context, strategy);
      const answer = drained(solveAround(context, path, none, { solve, limits: { seconds: 5 } }));
      expect(answer.status).toBe("OPTIMAL");
      expect(answer.worth).toBeLessThanOrEqual((answer.bound ?? 0) + 1);
    }
  }, 60_000);

  it("never makes a plan worse than without it, and says so when it was not asked", () => {
    const input = retirees({ years: 10 });
    const budget = { yearsMax: 1_500 };
    const without = conversionPlan(input, { budget });
    const withIt = conversionPlan(input, { budget, solve });
    const wealthOf = (plan: typeof without) => plan.strategies.at(-1)?.wealth.toNumber() ?? 0;
    expect(wealthOf(withIt)).toBeGreaterThanOrEqual(wealthOf(without));
    expect(without.search).toMatchObject({ solverStatus: "NOT_ASKED", bound: null, gap: null });
    expect(withIt.search.gap?.gte(0)).toBe(true);
  }, 60_000);

  it("keeps the plan when the solver finds nothing in its time", () => {
    const silent: Solve = () => ({
      status: "TIME_LIMIT",
      values: null,
      objective: null,
      bound: null,
    });
    const { search, strategies } = conversionPlan(twoYears, { solve: silent });
    expect(search).toMatchObject({ solverStatus: "TIME_LIMIT", bound: null, gap: null });
    expect(search.isOptimalInProgramme).toBe(false);
    expect(strategies.at(-1)?.wealth.toNumber()).toBe(195_186);
  });

  it("tells how far it is, rising", () => {
    const shares: number[] = [];
    conversionPlan(twoYears, { solve, onProgress: (share) => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(3);
  });
});
