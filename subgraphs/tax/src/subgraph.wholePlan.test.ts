import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { TaxTreatment } from "./domain/harvest.js";
import type { HeldPosition } from "./operations/householdHoldings.js";
import { subgraph } from "./subgraph.js";
import { TEST_DAY, testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;

const householdId = newId();
const owner = viewerWith({ [householdId]: "OWNER" });
const usd = (amount: string) => ({ amount, currency: "USD" });

/** A couple of 74 and 62 in 2026. */
const PEOPLE = [
  { id: "ann", birthDate: "1952-04-01" },
  { id: "bob", birthDate: "1964-06-01" },
];

const KINDS: readonly (readonly [string, string | null, TaxTreatment])[] = [
  ["JOINT_TAXABLE", null, "TAXABLE"],
  ["TAXABLE", "ann", "TAXABLE"],
  ["TRADITIONAL_IRA", "ann", "TAX_DEFERRED"],
  ["ROLLOVER_IRA", "ann", "TAX_DEFERRED"],
  ["TRADITIONAL_401K", "ann", "TAX_DEFERRED"],
  ["ROTH_IRA", "ann", "ROTH"],
  ["TRADITIONAL_IRA", "bob", "TAX_DEFERRED"],
  ["ROTH_401K", "bob", "ROTH"],
  ["HSA", "bob", "HSA"],
  ["EDUCATION_529", "bob", "EDUCATION"],
];

/** Ten accounts, 25,500 in each at the end of 2025. */
const ACCOUNTS = KINDS.map(([kind, ownerId], i) => ({
  id: `account-${i}`,
  name: `${i} ${kind}`,
  kind,
  owner: ownerId && { id: ownerId },
  yearEndValues: [{ year: 2025, value: "25500", isEstimated: false }],
}));

/** One position in each account: 100 units of VTI bought at 100, now at 90. */
const POSITIONS = ACCOUNTS.map(({ id, name, kind }, i) => ({
  id: `position-${i}`,
  reinvestedOn: [],
  account: { id, name, kind, taxTreatment: KINDS[i]?.[2] },
  instrument: {
    id: "vti",
    symbol: "VTI",
    assetClass: "US_EQUITY",
    quote: { price: usd("90"), fxToUsd: "1", asOf: "2026-11-20T15:00:00.000Z" },
  },
  lots: [
    {
      id: `lot-${i}`,
      units: "100",
      cost: usd("10000"),
      isCostKnown: true,
      acquiredOn: "2024-01-15",
      purchasedOn: "2024-01-15",
      purchaseId: `purchase-${i}`,
      canReplace: true,
    },
  ],
}));

const household = { id: householdId, people: PEOPLE };
const REFERENCES = [
  { __typename: "Household", ...household, accounts: ACCOUNTS },
  { __typename: "Portfolio", id: householdId, lossesAtRisk: [], openPositions: POSITIONS },
  ...ACCOUNTS.map((account) => ({ __typename: "Account", ...account, household })),
  ...PEOPLE.map((person) => ({ __typename: "Person", ...person, household: { id: householdId } })),
];

const QUERY = `query ($refs: [_Any!]!, $conversion: ConversionPlanInput!, $withdrawal: WithdrawalPlanInput!) { _entities(representations: $refs) {
  __typename
  ... on Household {
    taxProfile(year: 2026) { version }
    taxEstimate(year: 2026) { totalTax { amount } marginalRates { ordinary } }
    stateTaxEstimate(year: 2026, state: "CA") { totalTax { amount } }
    taxSchedules(year: 2026, kinds: [ROTH_CONVERSION]) { incomes taxes }
    conversionPlan(input: $conversion) { best }
    withdrawalPlan(input: $withdrawal) { best outcomes { strategy } }
    assetLocation(input: { year: 2026 }) { total outcomes { strategy } }
    contributionPlan(year: 2026, input: { savers: [{ personId: "ann" }, { personId: "bob" }]
      budget: { amount: "20000", currency: "USD" } rateLater: "0.12" }) { steps { kind amount } }
    requiredDistributions(year: 2026) { total pools { from amount } }
    healthPremiumCliffs(year: 2026) { cliffs { income } }
    taxProjection(input: { fromYear: 2026, years: 20, people: [{ personId: "ann" }, { personId: "bob" }]
      law: { fromYear: 2028, ratePoints: "0.01" } }) { currentTotal changedTotal years { year } }
    capitalGainsReport(year: 2026) { __typename }
    yearEndChecklist(year: 2026) { __typename }
    estimatedPayments(year: 2026, input: { priorYearTax: "10000", priorYearAdjustedGrossIncome: "90000" }) { __typename }
  }
  ... on Portfolio {
    harvestPlan { __typename } gainHarvest { __typename }
    saleProposal(input: { positionId: "position-0", units: "40" }) { best { method longTermGain { amount } } choices { method } }
  }
  ... on Account {
    requiredDistribution(year: 2026) { amount } contributionRoom(year: 2026) { limit }
    substantiallyEqualPayments(input: { firstPaymentOn: "2023-06-01", rate: "0.05", midTermRate120: "0.05"
      balance: { amount: "25500", currency: "USD" } }) { method annual }
  }
  ... on Person {
    contributionLimits(year: 2026) { ira iraCatchUp }
    charitableDistribution(input: { paidOn: "2026-06-01", amount: { amount: "1000", currency: "USD" } }) { towardMinimum }
  }
} }`;

const CONVERSION = {
  firstYear: 2026,
  years: 3,
  savers: PEOPLE.map(({ birthDate }) => ({ birthDate, traditional: usd("76500") })),
  taxableAccount: {
    balance: usd("51000"),
    costBasis: usd("40000"),
    priceGrowth: "0.04",
    dividendYield: "0.02",
  },
  periods: [{ fromYear: 2026, people: [{ wages: usd("90000") }, {}], netCash: usd("0") }],
  traditionalGrowth: "0.04",
  rothGrowth: "0.04",
  terminalRate: "0.2",
};

const WITHDRAWAL = {
  firstYear: 2026,
  years: 3,
  ownerBirthDate: "1952-04-01",
  taxable: usd("51000"),
  taxableBasis: usd("40000"),
  deferred: usd("76500"),
  periods: [{ fromYear: 2026, people: [{}, {}], spending: usd("30000") }],
  growth: "0.04",
  finalRate: "0.2",
};

const VARIABLES = { conversion: CONVERSION, withdrawal: WITHDRAWAL };

/** What was asked of the graph around this subgraph. */
const requests: string[] = [];

/** What the location of assets reads: 100 units worth 25,500. */
const held = (accountId: string, symbol: string, assetClass: string): HeldPosition => {
  const worth = { amount: new Decimal(25500), currency: "USD" };
  const units = new Decimal(100);
  const lot = { units, acquiredOn: date("2020-01-02"), isCostKnown: true, cost: worth };
  return { accountId, symbol, assetClass, units, marketValue: worth, lots: [lot] };
};

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  const books = {
    accounts: ACCOUNTS.map(({ id, name }, i) => ({
      id,
      name,
      taxTreatment: KINDS[i]?.[2] ?? "TAXABLE",
      cash: { amount: ZERO, currency: "USD" },
    })),
    positions: [held("account-1", "BND", "BOND"), held("account-2", "VTI", "US_EQUITY")],
  };
  graph = await openTestSubgraph(
    subgraph,
    testServices(db, {
      holdings: {
        read: () => {
          requests.push("holdings");
          return Promise.resolve(books);
        },
      },
      harvest: {
        today: () => TEST_DAY,
        histories: {
          load: () => {
            requests.push("histories");
            return Promise.resolve([]);
          },
        },
      },
    }),
  );
  const answer = await graph.ask(
    owner,
    "mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { version } }",
    {
      input: {
        householdId,
        year: 2026,
        filingStatus: "MARRIED_FILING_JOINTLY",
        wages: usd("90000"),
        filerBirthDate: "1952-04-01",
        spouseBirthDate: "1964-06-01",
      },
    },
  );
  expect(answer.errors).toEqual([]);
});
afterAll(() => db.close());

interface GraphError {
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Where a plan is not for this account or person: which entity, which field. */
const refused = (errors: readonly GraphError[]) =>
  errors.map(({ path, extensions }) => [path?.[1], path?.[2], extensions["code"]]);

/** Ann's and shared accounts have no series before 59½, nor have other kinds; bob cannot give from an IRA. */
const SERIES_REFUSED = [0, 1, 2, 3, 4, 5, 8, 9].map((i) => [
  i + 2,
  "substantiallyEqualPayments",
  "BAD_INPUT",
]);

describe("a household with ten accounts", () => {
  it("gets every plan from the graph in one query", async () => {
    db.statements.length = 0;
    const { data, errors } = await graph.ask(owner, QUERY, {
      refs: REFERENCES,
      ...VARIABLES,
    });
    expect(refused(errors)).toEqual([
      ...SERIES_REFUSED,
      [13, "charitableDistribution", "BAD_INPUT"],
    ]);
    const [home, portfolio, ...rest] = data._entities;
    const missing = Object.entries({ ...home, ...portfolio }).filter(([, value]) => value === null);
    expect(missing).toEqual([]);
    // at 74 25.5 years: 1,000 of each of ann's three deferred accounts; bob's first year is 2039
    expect(home.requiredDistributions).toEqual({
      total: "3000",
      pools: [
        { from: "IRAS", amount: "2000" },
        { from: "ONE_PLAN", amount: "1000" },
      ],
    });
    expect(home.taxProjection.years).toHaveLength(20);
    expect(Number(home.taxProjection.changedTotal)).toBeGreaterThan(
      Number(home.taxProjection.currentTotal),
    );
    const accounts = rest.filter((e: { __typename: string }) => e.__typename === "Account");
    expect(
      accounts.map(
        (a: { requiredDistribution: { amount: string } }) => a.requiredDistribution.amount,
      ),
    ).toEqual(["0", "0", "1000", "1000", "1000", "0", "0", "0", "0", "0"]);
    const people = rest.filter((e: { __typename: string }) => e.__typename === "Person");
    expect(
      people.map((p: { charitableDistribution: unknown }) => p.charitableDistribution),
    ).toEqual([{ towardMinimum: "1000" }, null]);
    // 25,500 over the 28.0 years of bob's 59 in 2023
    expect(accounts[6].substantiallyEqualPayments[0]).toEqual({
      method: "REQUIRED_MINIMUM",
      annual: "910.71",
    });
    expect(home.withdrawalPlan.outcomes.map((o: { strategy: string }) => o.strategy)).toContain(
      home.withdrawalPlan.best,
    );
    // 40 of the joint account's 100 units, at a loss of 10 each
    expect(portfolio.saleProposal.best).toEqual({
      method: "MINIMUM_TAX",
      longTermGain: { amount: "-400" },
    });
  });

  it("costs as many statements and requests for ten accounts as for one", async () => {
    const costs: { statements: number; requests: string[] }[] = [];
    for (const accounts of [1, 10]) {
      const refs = [
        { ...REFERENCES[0], accounts: ACCOUNTS.slice(0, accounts) },
        { ...REFERENCES[1], openPositions: POSITIONS.slice(0, accounts) },
        ...REFERENCES.slice(2, 2 + accounts),
      ];
      db.statements.length = 0;
      requests.length = 0;
      const { errors } = await graph.ask(owner, QUERY, { refs, ...VARIABLES });
      expect(refused(errors)).toEqual(SERIES_REFUSED.filter(([i]) => Number(i) < 2 + accounts));
      costs.push({ statements: db.statements.length, requests: requests.toSorted() });
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[0]).toEqual({ statements: 8, requests: ["holdings"] });
  });
});
