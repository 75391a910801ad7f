import { choosePoint } from "../optimisation/piecewiseCost.js";
import {
  ProgrammeBuilder,
  type Solve,
  type SolveLimits,
  type SolveStatus,
  type Term,
} from "../optimisation/linearProgramme.js";
import { openingBalances, traditionalOf } from "./balances.js";
import { programmeStages, type Stage } from "./dynamicProgramme.js";
import { costAt, type IncomeCost } from "./incomeCost.js";
import type { PlanContext } from "./planContext.js";
import type { PlanPath } from "./planPath.js";

/**
 * What the mixed-integer programme around a plan says. USD of final wealth in today's money.
 *
 * The programme knows tax, state tax and Medicare surcharges of each year as a function of that
 * year's retirement income, cliffs and falling rates included (each stretch between two of them is
 * a binary choice). All else is as along the plan: other incomes and gains, what cash is worth
 * later, the share that the minimum takes. So its bound is one of the programme, not of the exact
 * engine.
 */
export interface ProgrammeAnswer {
  readonly status: SolveStatus;
  readonly proposal: readonly number[] | null; // conversions of each year
  readonly worth: number; // of the plan itself, in the programme; without what is as along it
  readonly error: number; // of the plan's advantage over no conversions: the programme's less the exact
  readonly bound: number | null; // no plan of the programme is worth more
}

/** Asks the solver what could be better than `path`, around it. */
export function* solveAround(
  context: PlanContext,
  path: PlanPath,
  none: PlanPath,
  solver: { readonly solve: Solve; readonly limits: SolveLimits },
): Generator<void, ProgrammeAnswer> {
  const stages = yield* programmeStages(context, path, none);
  const { programme, conversions } = programmeOf(context, stages);
  const { status, values, bound } = solver.solve(programme, solver.limits);
  const worth = worthOf(context, stages, path.conversions);
  const advantage = worth - worthOf(context, stages, none.conversions);
  return {
    status,
    proposal: values && conversions.map((variable) => Math.max(0, values[variable] ?? 0)),
    worth,
    error: advantage - (path.wealth - none.wealth),
    bound,
  };
}

/** One variable for each year's balance, conversion and place in its table. */
function programmeOf(context: PlanContext, stages: readonly Stage[]) {
  const programme = new ProgrammeBuilder();
  const grown = 1 + context.input.growth.traditional;
  const opening = traditionalOf(openingBalances(context));
  let balance = programme.variable("balance 0", { lower: opening, upper: opening });
  const conversions = stages.map((stage, i) => {
    const { requiredShare: share, cashPrice, rothPrice, cost } = stage;
    const conversion = programme.variable(`conversion ${i}`, { worth: rothPrice });
    const minimum = programme.variable(`minimum ${i}`, { worth: cashPrice });
    const isLast = i === stages.length - 1;
    const next = programme.variable(`balance ${i + 1}`, {
      worth: isLast ? finalPrice(context, stages.length) : 0,
    });
    programme.equate(
      `minimum ${i}`,
      [
        { variable: minimum, times: 1 },
        { variable: balance, times: -share },
      ],
      0,
    );
    programme.equate(
      `balance ${i}`,
      [
        { variable: balance, times: grown },
        { variable: minimum, times: -1 },
        { variable: conversion, times: -1 },
        { variable: next, times: -1 },
      ],
      0,
    );
    const income = placeIn(programme, cost, i);
    programme.equate(
      `income ${i}`,
      [...income, { variable: minimum, times: -1 }, { variable: conversion, times: -1 }],
      0,
    );
    balance = next;
    return conversion;
  });
  return { programme, conversions };
}

/** Terms that sum to the year's income; the variables behind them cost what the table says. */
function placeIn(programme: ProgrammeBuilder, table: IncomeCost, year: number): readonly Term[] {
  const points = choosePoint(programme, `income ${year}`, {
    at: table.incomes,
    costs: table.costs,
    price: 1,
  });
  return points.map(({ variable, node }) => ({ variable, times: table.incomes[node] ?? 0 }));
}

const finalPrice = ({ input }: PlanContext, years: number): number =>
  (1 - input.terminalRates.traditional) / (1 + input.inflation) ** years;

/** What the programme takes given conversions for. */
function worthOf(
  context: PlanContext,
  stages: readonly Stage[],
  conversions: readonly number[],
): number {
  let balance = traditionalOf(openingBalances(context));
  let worth = 0;
  for (const [i, stage] of stages.entries()) {
    const minimum = balance * stage.requiredShare;
    const available = Math.max(0, balance * (1 + context.input.growth.traditional) - minimum);
    const conversion = Math.min(conversions[i] ?? 0, available);
    worth += conversion * stage.rothPrice + minimum * stage.cashPrice;
    worth -= costAt(stage.cost, minimum + conversion);
    balance = available - conversion;
  }
  return worth + balance * finalPrice(context, stages.length);
}
