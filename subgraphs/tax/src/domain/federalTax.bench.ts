import { Decimal } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { estimateTax } from "./taxEstimate.js";
import type { FederalFacts } from "./federalFacts.js";
import { INCOME_KINDS } from "./incomeKind.js";
import { facts, filer, ira } from "./taxFacts.fixture.js";
import { taxSchedule } from "./taxSchedule.js";

/**
 * Budget: 20,000 returns a second on one core (they run inside search loops), 5,000 estimates.
 * Run: `node dist/domain/federalTax.bench.js` after a build. Prints medians of nine rounds, per second
 * of CPU time: neighbours on the machine do not count.
 */
const parameters = federalParametersFor(2026);
const households = Array.from({ length: 1_000 }, (_, i) =>
  facts("MARRIED_FILING_JOINTLY", {
    wages: 40_000 + 731 * i,
    interest: 1_200,
    ordinaryDividends: 9_000,
    qualifiedDividends: 7_500,
    shortTermGain: 5_000 - 13 * i,
    longTermGain: 90 * i,
  }),
);

/** Retired couples and families with everything on the return that the engine knows. */
const fullHouseholds = households.map((of, i) => ({
  ...of,
  dependents: i % 2 === 0 ? [{ ageYears: 9, isQualifyingChild: true }] : [],
  filers: of.filers.map((f) => ({
    ...filer({ pensions: 20_000, selfEmploymentProfit: 9_000, socialSecurityBenefits: 21_000 }),
    wages: f.wages,
    isAged: i % 2 === 1,
    ira: ira({ distributions: 8_000, basis: 20_000, yearEndValue: 300_000 }),
  })),
  itemized: {
    medicalExpenses: new Decimal(4_000),
    stateAndLocalTaxes: new Decimal(22_000),
    mortgageInterest: new Decimal(9_000),
    charityCash: new Decimal(3_000),
  },
}));

/** Rounds of 1,000 households each; the median per second. */
function perSecond(work: (of: FederalFacts) => Decimal, all: readonly FederalFacts[]): number {
  const rounds = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    let total = new Decimal(0);
    for (const of of all) total = total.plus(work(of));
    const { user, system } = process.cpuUsage(start); // µs
    return (all.length / (user + system)) * 1_000_000;
  });
  return rounds.sort((a, b) => a - b)[4] ?? 0;
}

const simple = households.map((of): FederalFacts => of);
for (const [name, work, all] of [
  ["returns a CPU second (federalTax)", (of) => federalTax(of, parameters).netTax, simple],
  [
    "full returns a CPU second (federalTax)",
    (of) => federalTax(of, parameters).netTax,
    fullHouseholds,
  ],
  ["estimates a CPU second (estimateTax)", (of) => estimateTax(of, parameters).netTax, simple],
  ["full estimates a CPU second", (of) => estimateTax(of, parameters).netTax, fullHouseholds],
] as readonly [string, (of: FederalFacts) => Decimal, readonly FederalFacts[]][]) {
  console.log(`${Math.round(perSecond(work, all)).toLocaleString("en-US")} ${name}`);
}

const [household = facts("SINGLE")] = fullHouseholds;
const start = process.cpuUsage();
const schedules = INCOME_KINDS.map((kind) => taxSchedule(household, parameters, kind));
const errors = schedules.map((s) => s.maxError.toNumber());
console.log(
  `${Math.round(process.cpuUsage(start).user / 1_000)} ms of CPU for ${schedules.length} schedules of a full return, error at most ${Math.max(...errors)} USD`,
);
