import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { ASSUMPTIONS_2026 } from "./capitalMarketAssumptions.js";
import { type SimulationInputs, validateSimulation } from "./simulationInputs.js";

const VALID: SimulationInputs = {
  seed: "1",
  paths: 1000,
  horizonMonths: 360,
  startBalance: 100_000,
  monthlyContribution: 500,
  contributionMonths: 120,
  monthlyWithdrawal: 1000,
  withdrawalStartsMonth: 121,
  allocation: [
    { assetClass: "US_EQUITY", weight: 0.6 },
    { assetClass: "BOND", weight: 0.4 },
  ],
  assumptions: ASSUMPTIONS_2026,
  goals: [],
};

const withAsset = (change: object) => ({
  assumptions: {
    ...ASSUMPTIONS_2026,
    assetClasses: ASSUMPTIONS_2026.assetClasses.map((a, i) => (i === 0 ? { ...a, ...change } : a)),
  },
});

const twoAssets = (correlations: number[][]) => ({
  assumptions: {
    ...ASSUMPTIONS_2026,
    assetClasses: ASSUMPTIONS_2026.assetClasses.filter((a) =>
      ["US_EQUITY", "BOND"].includes(a.assetClass),
    ),
    correlations,
  },
});

function refusalOf(change: Partial<SimulationInputs>): Refusal {
  try {
    validateSimulation({ ...VALID, ...change });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("was not refused");
}

describe("validateSimulation", () => {
  it("takes what can be run", () => {
    expect(() => validateSimulation(VALID)).not.toThrow();
  });

  it.each<{ what: string; change: Partial<SimulationInputs>; input: string }>([
    { what: "a negative horizon", change: { horizonMonths: -1 }, input: "horizonMonths" },
    { what: "no month", change: { horizonMonths: 0 }, input: "horizonMonths" },
    { what: "half a month", change: { horizonMonths: 12.5 }, input: "horizonMonths" },
    { what: "more than 100 years", change: { horizonMonths: 1201 }, input: "horizonMonths" },
    { what: "99 paths", change: { paths: 99 }, input: "paths" },
    { what: "1,000,001 paths", change: { paths: 1_000_001 }, input: "paths" },
    { what: "odd antithetic", change: { paths: 101, isAntithetic: true }, input: "paths" },
    {
      what: "a million paths over 100 years",
      change: { paths: 1_000_000, horizonMonths: 1_200 },
      input: "paths",
    },
    { what: "a negative balance", change: { startBalance: -1 }, input: "startBalance" },
    { what: "an infinite balance", change: { startBalance: Infinity }, input: "startBalance" },
    {
      what: "nothing at all",
      change: { startBalance: 0, contributionMonths: 0 },
      input: "startBalance",
    },
    {
      what: "a negative contribution",
      change: { monthlyContribution: -5 },
      input: "monthlyContribution",
    },
    {
      what: "contributions past the end",
      change: { contributionMonths: 361 },
      input: "contributionMonths",
    },
    {
      what: "a negative withdrawal",
      change: { monthlyWithdrawal: -5 },
      input: "monthlyWithdrawal",
    },
    {
      what: "withdrawals from month 0",
      change: { withdrawalStartsMonth: 0 },
      input: "withdrawalStartsMonth",
    },
    { what: "not a number", change: { monthlyWithdrawal: Number.NaN }, input: "monthlyWithdrawal" },
    {
      what: "weights that sum to 0.9",
      change: { allocation: [{ assetClass: "BOND", weight: 0.9 }] },
      input: "allocation",
    },
    { what: "no weights", change: { allocation: [] }, input: "allocation" },
    {
      what: "a short position",
      change: {
        allocation: [
          { assetClass: "BOND", weight: -0.5 },
          { assetClass: "CASH", weight: 1.5 },
        ],
      },
      input: "allocation",
    },
    {
      what: "a class twice",
      change: {
        allocation: [
          { assetClass: "BOND", weight: 0.5 },
          { assetClass: "BOND", weight: 0.5 },
        ],
      },
      input: "allocation",
    },
    { what: "a volatility of 300 %", change: withAsset({ volatility: 3 }), input: "volatility" },
    { what: "a negative volatility", change: withAsset({ volatility: -0.1 }), input: "volatility" },
    {
      what: "a return of -100 %",
      change: withAsset({ expectedReturn: -1 }),
      input: "expectedReturn",
    },
    {
      what: "inflation that is not a number",
      change: { assumptions: { ...ASSUMPTIONS_2026, inflation: Number.NaN } },
      input: "inflation",
    },
    {
      what: "a correlation matrix of another size",
      change: twoAssets([[1]]),
      input: "correlations",
    },
    {
      what: "correlations not positive definite",
      change: twoAssets([
        [1, 1],
        [1, 1],
      ]),
      input: "correlations",
    },
    {
      what: "a goal past the horizon",
      change: { goals: [{ id: "g", name: "Boat", amount: 1, month: 361, spends: true }] },
      input: "goalMonth",
    },
    {
      what: "25 goals",
      change: {
        goals: Array.from({ length: 25 }, (_, i) => ({
          id: `${i}`,
          name: "x",
          amount: 1,
          month: 1,
          spends: true,
        })),
      },
      input: "goals",
    },
    { what: "a seed in words", change: { seed: "lucky" }, input: "seed" },
  ])("refuses $what and names the input", ({ change, input }) => {
    const refusal = refusalOf(change);
    expect(refusal.code).toBe("SIMULATION_INPUT_INVALID");
    expect(refusal.facts["input"]).toBe(input);
  });

  it("says what was asked and what is allowed", () => {
    expect(refusalOf({ horizonMonths: 1300 }).facts).toEqual({
      input: "horizonMonths",
      asked: 1300,
      min: 1,
      max: 1200,
    });
  });
});
