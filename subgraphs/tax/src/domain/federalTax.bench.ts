import { Decimal } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { estimateTax } from "./taxEstimate.js";
import { facts } from "./taxFacts.fixture.js";

/**
 * Budget: pricing 500 lots of a household stays below 50 ms, so 10,000 returns a second.
 * Run: `node dist/domain/federalTax.bench.js` after a build. Prints medians of nine rounds.
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

/** Rounds of 1,000 households each; the median per second. */
function perSecond(work: (of: (typeof households)[number]) => Decimal): number {
  const rounds = Array.from({ length: 9 }, () => {
    const start = performance.now();
    let total = new Decimal(0);
    for (const of of households) total = total.plus(work(of));
    return (households.length / (performance.now() - start)) * 1_000;
  });
  return rounds.sort((a, b) => a - b)[4] ?? 0;
}

for (const [name, work] of [
  ["returns a second (federalTax)", (of) => federalTax(of, parameters).totalTax],
  [
    "estimates a second (estimateTax, six returns each)",
    (of) => estimateTax(of, parameters).totalTax,
  ],
] as readonly [string, (of: (typeof households)[number]) => Decimal][]) {
  console.log(`${Math.round(perSecond(work)).toLocaleString("en-US")} ${name}`);
}
