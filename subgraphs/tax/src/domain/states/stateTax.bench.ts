import { Decimal } from "@wealthgraph/kernel/decimal";
import { federalOf, household } from "./stateFacts.fixture.js";
import { stateReturn, stateTax } from "./stateTax.js";

/**
 * Budget: a state return costs less than the federal one it reads, so that a search over both
 * keeps half of its speed: 40,000 a second.
 * Run: `node dist/domain/states/stateTax.bench.js` after a build. Prints medians of nine rounds.
 */
const YEAR = 2026;
const pairs = Array.from({ length: 1_000 }, (_, i) => {
  const facts = household(
    YEAR,
    "MARRIED_FILING_JOINTLY",
    [
      { born: "1958-04-01", wages: 40_000 + 731 * i, ira: 10_000, socialSecurityBenefits: 20_000 },
      { born: "1961-08-01", pensions: 15_000, conversion: 50 * i },
    ],
    { interest: 1_200, ordinaryDividends: 9_000, longTermGain: 90 * i, children: i % 3 },
  );
  return { facts, federal: federalOf(YEAR, facts) };
});

/** Rounds of 1,000 households each; the median per second. */
function perSecond(work: (of: (typeof pairs)[number]) => Decimal): number {
  const rounds = Array.from({ length: 9 }, () => {
    const start = performance.now();
    let total = new Decimal(0);
    for (const of of pairs) total = total.plus(work(of));
    return (pairs.length / (performance.now() - start)) * 1_000;
  });
  return rounds.sort((a, b) => a - b)[4] ?? 0;
}

const print = (name: string, rate: number) =>
  console.log(`${Math.round(rate).toLocaleString("en-US")} ${name}`);

for (const state of ["CA", "NY", "NJ", "MA", "OR", "MN", "WA"]) {
  const rate = perSecond(({ facts, federal }) => stateReturn(state, YEAR, facts, federal).tax);
  print(`${state} returns a second (stateReturn)`, rate);
}
print(
  "NY results a second (stateTax, eleven federal and state returns each)",
  perSecond(({ facts, federal }) => stateTax("NY", YEAR, facts, federal).tax),
);
