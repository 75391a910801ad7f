import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { ConversionPlanInput } from "./conversionPlanInput.js";
import {
  type FederalParameters,
  federalParametersFor,
  type RateSchedule,
} from "../federalParameters.js";
import { planContext } from "./planContext.js";
import { type PlanPath, replay } from "./planPath.js";
import type { Strategy } from "./strategyResult.js";

/** How far an assumption is moved. Fractions a year. */
export interface SensitivityShifts {
  readonly returns: number; // every account's growth
  readonly rates: number; // every bracket's rate after the first year, and the terminal rate
}

export const DEFAULT_SHIFTS: SensitivityShifts = { returns: 0.02, rates: 0.03 };

export type Scenario = "RETURNS_UP" | "RETURNS_DOWN" | "RATES_UP" | "RATES_DOWN";

/** What becomes of the same conversions when an assumption was wrong. USD in today's money. */
export interface SensitivityResult {
  readonly scenario: Scenario;
  readonly shift: Decimal; // signed fraction
  readonly advantage: Decimal; // of the best strategy's conversions over none
  readonly best: Strategy; // whose conversions, unchanged, end best here
  readonly regret: Decimal; // what that one has more than the best strategy's conversions, >= 0
}

const SCENARIOS: readonly Scenario[] = ["RETURNS_UP", "RETURNS_DOWN", "RATES_UP", "RATES_DOWN"];

/**
 * Replays each strategy's conversions, unchanged, through the exact engine under changed
 * assumptions; nothing is optimised again, because the plan's owner could not have known.
 */
export function* sensitivity(
  input: ConversionPlanInput,
  paths: ReadonlyMap<Strategy, PlanPath>,
  chosen: Strategy,
  shifts: SensitivityShifts,
): Generator<void, readonly SensitivityResult[]> {
  const results: SensitivityResult[] = [];
  for (const scenario of SCENARIOS) {
    const shift = shiftOf(scenario, shifts);
    const context = contextOf(input, scenario, shift);
    const wealths = new Map<Strategy, number>();
    for (const [strategy, path] of paths) {
      wealths.set(strategy, replay(context, path.conversions).wealth);
      yield;
    }
    const own = wealths.get(chosen) ?? 0;
    const [best, most] = [...wealths].reduce((a, b) => (b[1] > a[1] ? b : a), [chosen, own]);
    results.push({
      scenario,
      shift: new Decimal(shift),
      advantage: new Decimal((own - (wealths.get("NONE") ?? 0)).toFixed(2)),
      best,
      regret: new Decimal((most - own).toFixed(2)),
    });
  }
  return results;
}

function shiftOf(scenario: Scenario, { returns, rates }: SensitivityShifts): number {
  switch (scenario) {
    case "RETURNS_UP":
      return returns;
    case "RETURNS_DOWN":
      return -returns;
    case "RATES_UP":
      return rates;
    case "RATES_DOWN":
      return -rates;
  }
}

function contextOf(input: ConversionPlanInput, scenario: Scenario, shift: number) {
  const { growth, taxable, terminalRates } = input;
  if (scenario === "RETURNS_UP" || scenario === "RETURNS_DOWN") {
    return planContext({
      ...input,
      growth: { traditional: growth.traditional + shift, roth: growth.roth + shift },
      taxable: { ...taxable, priceGrowth: taxable.priceGrowth + shift },
    });
  }
  const first = input.years[0]?.year ?? 0;
  const traditional = Math.min(1, Math.max(0, terminalRates.traditional + shift));
  return planContext({ ...input, terminalRates: { ...terminalRates, traditional } }, (year) =>
    year === first ? federalParametersFor(year) : withRates(federalParametersFor(year), shift),
  );
}

/** The same law with every bracket's rate moved by `shift`, never below 0. */
export function withRates(parameters: FederalParameters, shift: number): FederalParameters {
  const { value, source } = parameters.ordinary;
  // new lists of edges: the engine remembers the tax at each edge by its list
  const edges = Object.entries(value.from).map(([status, list]) => [status, [...list]]);
  const moved: RateSchedule = {
    rates: value.rates.map((rate) => Decimal.max(ZERO, rate.plus(shift))),
    // the same statuses, each with its own edges
    from: Object.fromEntries(edges) as RateSchedule["from"],
  };
  return {
    ...parameters,
    ordinary: { value: moved, status: "PROJECTED", source: `${source}, rates moved by ${shift}` },
  };
}
