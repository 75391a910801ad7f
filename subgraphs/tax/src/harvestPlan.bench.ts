import { newId } from "@wealthgraph/chassis/id";
import { openTestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { AMOUNTS, type TaxProfile } from "./domain/taxProfile.js";
import { subgraph } from "./subgraph.js";

/**
 * Budget: a harvest scan of 5,000 lots within 200 ms at the subgraph: the request's JSON in, the
 * plan with 100 candidates and its securities out, profile at hand, substitutes not asked for.
 * Run: `node dist/harvestPlan.bench.js` after a build. Prints medians of 15 runs, by the clock and in
 * CPU time, which neighbours on the machine do not count in.
 */
const LOTS = 5_000;
const RUNS = 15;
const TODAY = date("2026-11-20");
const householdId = newId();

/** A couple with salaries and, in two cases, large gains, which make every loss count. */
const profile = (gain: number): TaxProfile => ({
  // one entry for each amount
  ...(Object.fromEntries(AMOUNTS.map((name) => [name, ZERO])) as Record<
    (typeof AMOUNTS)[number],
    Decimal
  >),
  id: newId(),
  householdId,
  year: 2026,
  version: 1,
  filingStatus: "MARRIED_FILING_JOINTLY",
  wages: new Decimal(240_000),
  ordinaryDividends: new Decimal(12_000),
  qualifiedDividends: new Decimal(9_000),
  shortTermGain: new Decimal(gain).div(4),
  longTermGain: new Decimal(gain),
  spouseItemizes: false,
  filerBirthDate: null,
  filerIsBlind: false,
  spouseBirthDate: null,
  spouseIsBlind: false,
  details: null,
});

/** Lots of 60 securities in eight accounts, two of them sheltered: monthly purchases and dividends. */
function representation(): object {
  const usd = (amount: number) => ({ amount: amount.toFixed(2), currency: "USD" });
  const positions = Array.from({ length: 240 }, (_, p) => ({
    id: `position-${p}`,
    reinvestedOn: ["2026-06-30", "2026-09-30"],
    account: {
      id: `account-${p % 8}`,
      name: `Account ${p % 8}`,
      kind: p % 8 < 6 ? "TAXABLE" : "ROTH_IRA",
      taxTreatment: p % 8 < 6 ? "TAXABLE" : "ROTH",
    },
    instrument: {
      id: `instrument-${p % 60}`,
      symbol: `S${p % 60}`,
      assetClass: "US_EQUITY",
      quote: { price: usd(100 + (p % 60)), fxToUsd: "1", asOf: "2026-11-20T20:00:00.000Z" },
    },
    lots: Array.from({ length: Math.ceil(LOTS / 240) }, (_of, i) => {
      const day = addDays(TODAY, -((p * 7 + i * 61) % 1_500));
      return {
        id: `lot-${p}-${i}`,
        units: String(5 + ((p + i) % 40)),
        cost: usd((5 + ((p + i) % 40)) * (70 + ((p * 13 + i * 29) % 130))),
        isCostKnown: true,
        acquiredOn: day,
        purchasedOn: day,
        purchaseId: `purchase-${p}-${i}`,
        canReplace: true,
      };
    }),
  }));
  return { __typename: "Portfolio", id: householdId, lossesAtRisk: [], openPositions: positions };
}

const DOCUMENT = `query ($refs: [_Any!]!, $input: HarvestPlanInput) { _entities(representations: $refs) { ... on Portfolio { harvestPlan(input: $input) {
  lotsScanned chosen benefit { amount } netBenefit { amount } disallowedLoss { amount }
  strategies { name lots netBenefit { amount } }
  candidates(first: 100) { edges { node { lot { id } symbol verdict place term loss { amount } benefitAlone { amount } benefit { amount } deferralCost { amount } } } }
  securities(first: 100) { edges { node { symbol lots doNotBuyBefore purchases { lotId isPermanent } reinvestments { lastOn } } } }
} } } }`;

const bodyOf = (minLoss: string) =>
  JSON.stringify({
    refs: [representation()],
    input: { minLoss: { amount: minLoss, currency: "USD" } },
  });
const viewer = viewerWith({ [householdId]: "OWNER" });
const unasked = () => Promise.reject(new RangeError("a harvest does not ask for this"));
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

for (const [gain, minLoss] of [
  [0, "500"],
  [2_000_000, "500"],
  [2_000_000, "0"],
] as const) {
  const body = bodyOf(minLoss);
  const stored = profile(gain);
  const graph = await openTestSubgraph(subgraph, {
    profilesOf: () => ({
      byKeys: () => Promise.resolve([stored]),
      byIds: () => Promise.resolve(new Map()),
      add: () => Promise.resolve(null),
      replace: () => Promise.resolve(null),
    }),
    vetoesOf: () => ({
      ofHousehold: () => Promise.resolve([]),
      add: () => Promise.resolve(true),
      remove: () => Promise.resolve(false),
    }),
    harvest: { today: () => TODAY, histories: { load: () => Promise.resolve([]) } },
    plans: { run: unasked },
    holdings: { read: unasked },
  });
  const [clock, cpu]: [number[], number[]] = [[], []];
  let shown = "";
  for (let run = 0; run < RUNS; run += 1) {
    const [startedAt, usage] = [performance.now(), process.cpuUsage()];
    const answer = await graph.ask(viewer, DOCUMENT, JSON.parse(body) as Record<string, unknown>);
    shown = JSON.stringify(answer.data);
    clock.push(performance.now() - startedAt);
    const { user, system } = process.cpuUsage(usage);
    cpu.push((user + system) / 1_000);
    if (answer.errors[0]) throw new RangeError(answer.errors[0].message);
  }
  const { harvestPlan } = (
    JSON.parse(shown) as { _entities: [{ harvestPlan: Record<string, unknown> }] }
  )._entities[0];
  console.log(
    `${median(clock).toFixed(0)} ms (${median(cpu).toFixed(0)} ms of CPU) for ${String(harvestPlan["lotsScanned"])} lots, ${(body.length / 1e6).toFixed(1)} MB in, gains of ${gain.toLocaleString("en-US")}, losses from ${minLoss}: ${JSON.stringify(harvestPlan["strategies"])}`,
  );
}
