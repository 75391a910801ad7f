import type { ConversionPlanInput } from "./conversionPlanInput.js";
import { parametersStanding } from "../federalParameters.js";
import type { FigureStatus } from "../figure.js";
import { COVERAGE_ASSUMPTION } from "./marketplaceYears.js";
import { notModelled } from "../notModelled.js";
import type { PlanContext } from "./planContext.js";
import type { PlanPath } from "./planPath.js";

const TRUST: readonly FigureStatus[] = ["OFFICIAL", "CARRIED_FORWARD", "PROJECTED"];

/** The weakest standing of all years' figures, Medicare's of two years later for those who pay it. */
export function standingOfPlan(
  { years }: PlanContext,
  { outcomes }: PlanPath,
): { readonly status: FigureStatus; readonly projectedFrom: number | null } {
  const standings = years.map((of, i) => {
    const outcome = outcomes[i];
    const medicare = of.onMedicareLater ? outcome?.surcharge.figures.status : undefined;
    return [
      parametersStanding(of.parameters, outcome?.facts ?? of.facts).status,
      medicare ?? "OFFICIAL",
    ];
  });
  const weakest = Math.max(...standings.flat().map((status) => TRUST.indexOf(status)));
  const projected = standings.findIndex((of) => of.includes("PROJECTED"));
  return {
    status: TRUST[weakest] ?? "PROJECTED",
    projectedFrom: years[projected]?.year ?? null,
  };
}

const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(4))} %`;

/** What the answer rests on, in whole sentences. */
export function assumptionsOf(input: ConversionPlanInput): readonly string[] {
  const { growth, taxable, terminalRates } = input;
  return [
    `Traditional accounts grow by ${percent(growth.traditional)}, Roth accounts by ${percent(growth.roth)} a year, without variation.`,
    `The taxable account grows by ${percent(taxable.priceGrowth)} and pays ${percent(taxable.dividendYield)} of dividends a year, ${percent(taxable.qualifiedShare)} of them qualified.`,
    `At the end traditional balances are taxed at ${percent(terminalRates.traditional)}, unrealized gains at ${percent(terminalRates.gain)}, Roth balances not at all.`,
    `Today's money is at ${percent(input.inflation)} of inflation, present values at ${percent(input.discountRate)}; indexed figures after 2026 grow by 2.5 % a year under the law of 2026.`,
    "Minimums, conversions and living costs move on 31 December after the year's growth; minimums come first.",
    "Tax of a year is paid from cash, the taxable account, Roth, then traditional accounts; what is sold or drawn for it stands on the next year's return.",
    "Roth money leaves as contributions, conversions from the oldest, then earnings; before 59 1/2 what is free of tax pays living costs before traditional accounts. Roth balances count as contributions unless stated.",
    "Conversions and draws take the older person's accounts first; the taxable account sells in proportion to its cost.",
    "Everybody lives to the end and is on Medicare from the year of the 65th birthday.",
    input.priorMagi
      ? "Medicare surcharges of the first two years follow from the stated incomes before the plan."
      : "No Medicare surcharge is due in the first two years: the incomes before the plan are not stated.",
    ...coverageAssumptions(input),
  ];
}

function coverageAssumptions({ years }: ConversionPlanInput): readonly string[] {
  const covered = years.filter(({ facts }) => facts.marketplace);
  const [first, last] = [covered[0], covered.at(-1)];
  if (!first?.facts.marketplace || !last?.facts.marketplace) return [];
  return [
    `Marketplace coverage from ${first.year} to ${last.year}, benchmark premiums from ${first.facts.marketplace.benchmarkPremiums.toFixed()} to ${last.facts.marketplace.benchmarkPremiums.toFixed()} USD a year: every return and the programme of the bound have the premium tax credit with its cliffs; premiums less advance payments are part of living costs.`,
    COVERAGE_ASSUMPTION,
  ];
}

const NOT_MODELLED: readonly string[] = [
  "Survival: no death, no survivor's single brackets, no inherited accounts (state such years' filing status in the facts).",
  "Exceptions to the 10 % tax before 59 1/2, such as 72(t) payments and separation at 55.",
  "Employer plans and their own minimums: all traditional balances count as IRAs.",
  "Deferral of the first minimum to April, qualified charitable distributions, Form SSA-44 appeals.",
  "Underpayment penalties and the exact day of payment within the year.",
];

/** What the plan leaves out, and what the exact returns of its years name. */
export function omissionsOf(context: PlanContext, { outcomes }: PlanPath): readonly string[] {
  const ofReturns = outcomes.flatMap((outcome, i) => {
    const parameters = context.years[i]?.parameters;
    return parameters ? notModelled(outcome.facts, outcome.federal, parameters) : [];
  });
  const stated = context.input.state
    ? ofReturns.filter((needs) => needs !== "State and local income tax.")
    : ofReturns;
  return [
    ...NOT_MODELLED,
    ...new Set(stated.filter((needs) => needs !== "10 % additional tax on early distributions.")),
  ];
}
