import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { HeldPosition, HouseholdHoldings } from "./operations/householdHoldings.js";
import { testServices } from "./testServices.fixture.js";
import { subgraph } from "./subgraph.js";

let db: TestDatabase;
let graph: TestSubgraph;
const householdId = newId();
const owner = viewerWith({ [householdId]: "OWNER" });
const usd = (amount: number) => ({ amount: new Decimal(amount), currency: "USD" });

const position = (accountId: string, symbol: string, assetClass: string): HeldPosition => ({
  accountId,
  symbol,
  assetClass,
  units: new Decimal(100),
  marketValue: usd(100_000),
  lots: [
    {
      units: new Decimal(100),
      acquiredOn: date("2020-01-02"),
      isCostKnown: true,
      cost: usd(100_000),
    },
  ],
});

/** Bonds in the taxable account, stocks in the IRA, and a 529 that stays. */
const books: HouseholdHoldings = {
  accounts: [
    { id: "broker", name: "Broker", taxTreatment: "TAXABLE", cash: usd(0) },
    { id: "ira", name: "IRA", taxTreatment: "TAX_DEFERRED", cash: usd(0) },
    { id: "529", name: "College", taxTreatment: "EDUCATION", cash: usd(9_000) },
  ],
  positions: [position("broker", "BND", "BOND"), position("ira", "VTI", "US_EQUITY")],
};

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  graph = await openTestSubgraph(
    subgraph,
    testServices(db, { holdings: { read: () => Promise.resolve(books) } }),
  );
  const wages = { amount: "150000", currency: "USD" };
  const input = { householdId, year: 2026, filingStatus: "SINGLE", wages };
  const answer = await graph.ask(
    owner,
    "mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { id } }",
    { input: { ...input, filerBirthDate: "1980-05-01" } },
  );
  expect(answer.errors).toEqual([]);
});
afterAll(() => db.close());

const PLAN = `query ($refs: [_Any!]!, $input: AssetLocationInput!) {
  _entities(representations: $refs) { ... on Household { id assetLocation(input: $input) {
    total best leftOut assumptions notModelled
    outcomes { strategy value advantage keepsWeights taxNow tradingCosts traded taxPerYear
      placements { accountId assetClass amount } }
    steps { accountId sellAssetClass buyAssetClass amount taxNow tradingCost savesPerYear isLossWashed
      sold { symbol amount gain isLongTerm } }
    solver { status programmes error }
    assets { assetClass weight expectedReturn interest qualifiedDividends status source }
  } } } }`;

const ask = async (input: object, viewer = owner) => {
  const refs = [{ __typename: "Household", id: householdId }];
  const answer = await graph.ask(viewer, PLAN, { refs, input: { year: 2026, ...input } });
  return { plan: answer.data?._entities[0]?.assetLocation, errors: answer.errors };
};

const EXACT = { tolerance: "0", minTrade: { amount: "0", currency: "USD" }, tradingCost: "0" };

describe("Household.assetLocation", () => {
  it("exchanges bonds and stocks: 1,008 less 219 of tax a year, by the profile's exact return", async () => {
    const { plan, errors } = await ask(EXACT);
    expect(errors).toEqual([]);
    expect(plan.total).toBe("200000");
    expect(plan.steps).toMatchObject([
      { accountId: "ira", sellAssetClass: "US_EQUITY", buyAssetClass: "BOND", savesPerYear: "0" },
      {
        accountId: "broker",
        sellAssetClass: "BOND",
        buyAssetClass: "US_EQUITY",
        amount: "100000",
        savesPerYear: "789",
        taxNow: "0",
        sold: [{ symbol: "BND", amount: "100000", gain: "0", isLongTerm: true }],
      },
    ]);
    const strategies = plan.outcomes.map((o: { strategy: string }) => o.strategy);
    expect(strategies).toContain("OPTIMISED");
    expect(plan.solver.status).toBe("OPTIMAL");
    expect(plan.leftOut).toEqual(["College is an education account and stays as it is."]);
  });

  it("takes what the household states of an asset in place of what we assume", async () => {
    const assets = [{ assetClass: "BOND", expectedReturn: "0.03", taxExemptInterest: "0.03" }];
    const { plan } = await ask({ ...EXACT, assets });
    const bond = plan.assets.find((a: { assetClass: string }) => a.assetClass === "BOND");
    expect(bond).toMatchObject({ status: "STATED", interest: "0", weight: "0.5" });
    // municipal bonds are not taxed, stocks pay dividends: nothing is better where it is not
    const asIs = plan.outcomes.find((o: { strategy: string }) => o.strategy === "AS_IS");
    expect(asIs.taxPerYear).toBe("0");
  });

  it.each([
    ["BAD_INPUT", { targets: [{ assetClass: "BOND", weight: "0.5" }] }],
    ["BAD_INPUT", { horizonYears: 0 }],
    ["BAD_INPUT", { terminalRate: "0.2" }],
    ["BAD_INPUT", { minTrade: { amount: "1", currency: "EUR" } }],
    ["TAX_YEAR_UNKNOWN", { year: 1990 }],
    ["TAX_PROFILE_MISSING", { year: 2027 }],
    ["TAX_STATE_UNKNOWN", { state: "ZZ" }],
    [
      "PLAN_INFEASIBLE",
      {
        targets: [{ assetClass: "CASH", weight: "1" }],
        exclusions: ["broker", "ira"].map((accountId) => ({ accountId, assetClass: "CASH" })),
      },
    ],
  ])("refuses with %s: %j", async (code, input) => {
    const { plan, errors } = await ask(input);
    expect(plan).toBeNull();
    expect(errors[0]?.extensions["code"]).toBe(code);
  });

  it("is hidden from strangers", async () => {
    const { errors } = await ask({}, viewerWith({ [newId()]: "OWNER" }));
    expect(errors[0]?.extensions["code"]).toBe("NOT_FOUND");
  });
});
