import {
  oneOfEach,
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
  const stretches = convexStretches(table);
  const income: Term[] = [];
  const chosen = stretches.map(([from, to], s) => {
    const isChosen = programme.variable(`stretch ${year}.${s}`, {
      upper: 1,
      lower: stretches.length === 1 ? 1 : 0,
      isInteger: stretches.length > 1,
    });
    const weights: number[] = [];
    for (let node = from; node <= to; node += 1) {
      const weight = programme.variable(`node ${year}.${s}.${node}`, {
        worth: -(table.costs[node] ?? 0),
      });
      weights.push(weight);
      income.push({ variable: weight, times: table.incomes[node] ?? 0 });
    }
    programme.equate(
      `weights ${year}.${s}`,
      [...oneOfEach(weights), { variable: isChosen, times: -1 }],
      0,
    );
    return isChosen;
  });
  programme.equate(`one stretch ${year}`, oneOfEach(chosen), 1);
  return income;
}

const SLOPE_NOISE = 1e-4; // a rate that falls by less is the table's own error

/**
 * The stretches of a table on which rates never fall, first and last node of each; together they
 * cover it. A cliff is the end of one.
 */
export function convexStretches({
  incomes,
  costs,
}: IncomeCost): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let from = 0;
  let before = -Infinity;
  for (let node = 1; node < incomes.length; node += 1) {
    const width = (incomes[node] ?? 0) - (incomes[node - 1] ?? 0);
    const slope = ((costs[node] ?? 0) - (costs[node - 1] ?? 0)) / width;
    if (slope < before - SLOPE_NOISE) {
      stretches.push([from, node - 1]);
      from = node - 1;
    }
    before = slope;
  }
  stretches.push([from, incomes.length - 1]);
  return stretches;
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
