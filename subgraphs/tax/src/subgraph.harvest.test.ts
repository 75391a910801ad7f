import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { scopeOf } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { addDays } from "@wealthgraph/kernel/calendarDate";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { PriceHistory } from "./domain/harvesting/dailyReturns.js";
import type { PriceHistories } from "./operations/harvestPorts.js";
import { PostgresSubstituteVetoStore } from "./persistence/PostgresSubstituteVetoStore.js";
import { subgraph } from "./subgraph.js";
import { TEST_DAY, testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;

/** A market of a table that counts its questions. */
class TableHistories implements PriceHistories {
  asked: (readonly string[])[] = [];
  isDown = false;

  load(_: string, symbols: readonly string[]): Promise<readonly PriceHistory[]> {
    this.asked.push(symbols);
    if (this.isDown) return Promise.reject(new Failure("GRAPH_UNAVAILABLE"));
    const days = { VTI: 0, ITOT: 0.1, VONE: 0.3, SCHV: 1 };
    return Promise.resolve(
      Object.entries(days)
        .filter(([symbol]) => symbols.includes(symbol))
        .map(([symbol, phase]) => historyOf(symbol, phase)),
    );
  }
}

function historyOf(symbol: string, phase: number): PriceHistory {
  const closes = [100];
  for (let i = 0; i < 250; i += 1)
    closes.push((closes.at(-1) ?? 100) * (1 + 0.01 * Math.sin(1.3 * i + phase)));
  return {
    symbol,
    name: `${symbol} fund`,
    instrumentId: `instrument-${symbol}`,
    assetClass: "US_EQUITY",
    isSimulated: true,
    dates: closes.map((_, i) => addDays(TEST_DAY, i - 250)),
    closes,
  };
}

let histories: TableHistories;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  const today = () => TEST_DAY;
  const through: PriceHistories = {
    load: (id, symbols) => histories.load(id, symbols),
  };
  graph = await openTestSubgraph(
    subgraph,
    testServices(db, { harvest: { today, histories: through } }),
  );
});
afterAll(() => db.close());

let householdId = "";
let owner: Viewer;
beforeEach(() => {
  householdId = newId();
  owner = viewerWith({ [householdId]: "OWNER" });
  histories = new TableHistories();
  lossesAtRisk = [];
});

const usd = (amount: string) => ({ amount, currency: "USD" });

async function setProfile(change: object = {}): Promise<void> {
  const { errors } = await graph.ask(
    owner,
    `mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { id } }`,
    {
      input: {
        householdId,
        year: 2026,
        filingStatus: "SINGLE",
        wages: usd("100000"),
        ...change,
      },
    },
  );
  expect(errors).toEqual([]);
}

/** What the router sends of a lot: "2024-01-15 100 @ 50". Its id is `<position> <day>`. */
const lot = (position: string, text: string, change: object = {}) => {
  const [day = "", units = "", , cost = ""] = text.split(" ");
  return {
    __typename: "Lot",
    id: `${position} ${day}`,
    units,
    cost: usd(String(Number(units) * Number(cost))),
    isCostKnown: true,
    acquiredOn: day,
    purchasedOn: day,
    purchaseId: `${position} ${day}`,
    canReplace: true,
    ...change,
  };
};

const TREATMENT: Readonly<Record<string, string>> = {
  TAXABLE: "TAXABLE",
  JOINT_TAXABLE: "TAXABLE",
  TRUST: "TAXABLE",
  CUSTODIAL: "TAXABLE",
  TRADITIONAL_IRA: "TAX_DEFERRED",
  TRADITIONAL_401K: "TAX_DEFERRED",
  ROTH_IRA: "ROTH",
  HSA: "HSA",
  EDUCATION_529: "EDUCATION",
};

/** A position of an account named by its owner and kind: "Sam ROTH_IRA", "VTI", "30". */
const position = (
  account: string,
  symbol: string,
  price: string | null,
  lots: readonly (string | object)[],
) => {
  const [, kind = ""] = account.split(" ");
  const id = `${account} ${symbol}`;
  return {
    __typename: "Position",
    id,
    reinvestedOn: [] as string[],
    account: {
      __typename: "Account",
      id: account,
      name: account,
      kind,
      taxTreatment: TREATMENT[kind],
    },
    instrument: {
      __typename: "Instrument",
      id: `instrument-${symbol}`,
      symbol,
      assetClass: "US_EQUITY",
      quote: price && { price: usd(price), fxToUsd: "1", asOf: "2026-11-20T20:00:00.000Z" },
    },
    lots: lots.map((of) => (typeof of === "string" ? lot(id, of) : of)),
  };
};

type Positions = readonly ReturnType<typeof position>[];

let lossesAtRisk: unknown = [];

const ask = async (viewer: Viewer, selection: string, positions: unknown, id = householdId) => {
  const answer = await graph.ask(
    viewer,
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Portfolio { id ${selection} } } }`,
    { refs: [{ __typename: "Portfolio", id, lossesAtRisk, openPositions: positions }] },
  );
  return { ...answer, portfolio: answer.data?._entities[0] };
};
const codeOf = (answer: { errors: readonly { extensions: Readonly<Record<string, unknown>> }[] }) =>
  answer.errors[0]?.extensions["code"];

/** Ten accounts of a couple and a child. */
const TEN_ACCOUNTS: Positions = [
  position("Alex TAXABLE", "VTI", "30", ["2024-01-15 100 @ 50", "2026-11-02 10 @ 29"]),
  position("Sam TAXABLE", "VTI", "30", ["2026-11-03 20 @ 30"]),
  position("Both JOINT_TAXABLE", "GOOG", "100", ["2023-01-16 20 @ 180", "2020-01-15 10 @ 20"]),
  position("Alex TRUST", "BND", "40", [
    "2026-06-15 50 @ 60",
    lot("t", "2024-06-03 9 @ 90", { isCostKnown: false }),
  ]),
  position("Kim CUSTODIAL", "VTI", "30", ["2024-01-15 100 @ 90"]),
  {
    ...position("Alex TRADITIONAL_IRA", "VTI", "30", ["2026-11-04 30 @ 30"]),
    reinvestedOn: ["2026-03-30", "2026-06-29", "2026-09-28"],
  },
  position("Sam ROTH_IRA", "GOOGL", "100", ["2026-11-05 5 @ 101"]),
  position("Sam TRADITIONAL_401K", "BND", "40", ["2022-01-14 500 @ 60"]),
  position("Alex HSA", "VXUS", "60", ["2022-01-14 50 @ 70"]),
  position("Kim EDUCATION_529", "VXUS", "60", ["2022-01-14 50 @ 70"]),
];

const PLAN = `harvestPlan { asOf year lotsScanned chosen taxBefore { amount } benefit { amount currency }
  deferralCost { amount } netBenefit { amount } shortTermLoss { amount } longTermLoss { amount }
  disallowedLoss { amount } permanentLoss { amount } carryforward { amount } laterRate
  strategies { name lots benefit { amount } netBenefit { amount } }
  candidates(first: 10) { pageInfo { hasNextPage } edges { cursor node { lot { id } account { id } symbol
    instrument { id } verdict place term longFrom value { amount } loss { amount } disallowedLoss { amount }
    permanentLoss { amount } benefitAlone { amount } benefit { amount } deferralCost { amount } netBenefit { amount } } } }
  securities { edges { node { symbol instrument { id } lots loss { amount } doNotBuyBefore
    purchases { lotId symbol account { id } purchasedOn units isListedOnly isSold isPermanent disallowedLoss { amount } }
    reinvestments { account { id } symbol lastOn expectedOn isPermanent } } } }
  doNotBuy { symbol instrument { id } before isProposed loss { amount } }
  leftOut { reason lots lotIds } assumptions }`;

describe("Portfolio.harvestPlan", () => {
  it("looks over ten accounts of a couple, their IRAs and a child", async () => {
    await setProfile({ shortTermGain: usd("6000") });
    const { portfolio, errors } = await ask(owner, PLAN, TEN_ACCOUNTS);
    expect(errors).toEqual([]);
    const plan = portfolio.harvestPlan;
    expect(plan).toMatchObject({ asOf: "2026-11-20", year: 2026, lotsScanned: 13 });
    // VTI: 2,000 of loss, 60 of 100 units replaced by Alex (10), Sam (20) and the IRA (30, for good)
    // GOOG 1,600, BND 1,000: 800 + 1,600 + 1,000 of loss against 6,000 of gain at 22 %
    expect(plan.disallowedLoss).toEqual({ amount: "1200" });
    expect(plan.permanentLoss).toEqual({ amount: "600" });
    expect(plan.shortTermLoss).toEqual({ amount: "1000" });
    expect(plan.longTermLoss).toEqual({ amount: "2400" });
    expect(plan.benefit).toEqual(usd("748"));
    expect(plan.carryforward).toEqual({ amount: "0" });
    const nodes = plan.candidates.edges.map((e: { node: object }) => e.node);
    expect(nodes.map((n: { symbol: string; verdict: string }) => [n.symbol, n.verdict])).toEqual(
      expect.arrayContaining([
        ["VTI", "PROPOSED"],
        ["GOOG", "PROPOSED"],
        ["BND", "PROPOSED"],
      ]),
    );
    const sum = nodes.reduce(
      (t: number, n: { benefit: { amount: string } | null }) => t + Number(n.benefit?.amount ?? 0),
      0,
    );
    expect(sum).toBe(748);
    expect(plan.leftOut).toEqual(
      expect.arrayContaining([
        { reason: "OTHER_TAXPAYER", lots: 1, lotIds: ["Kim CUSTODIAL VTI 2024-01-15"] },
        { reason: "MISSING_COST", lots: 1, lotIds: ["t 2024-06-03"] },
      ]),
    );
    expect(plan.assumptions.join(" ")).toContain("lots stand in sheltered accounts");
  });

  it("keeps a wash-sale ledger for each security: who bought, in which account, and what comes", async () => {
    await setProfile({ shortTermGain: usd("6000") });
    const { portfolio } = await ask(owner, PLAN, TEN_ACCOUNTS);
    const [vti, goog, bnd] = portfolio.harvestPlan.securities.edges.map(
      (e: { node: object }) => e.node,
    );
    expect(vti).toMatchObject({ symbol: "VTI", lots: 1, doNotBuyBefore: "2026-12-21" });
    const brief = (p: {
      account: { id: string };
      isPermanent: boolean;
      disallowedLoss: { amount: string };
    }) => [p.account.id, p.isPermanent, p.disallowedLoss.amount];
    expect(vti.purchases.map(brief)).toEqual([
      ["Alex TAXABLE", false, "200"],
      ["Sam TAXABLE", false, "400"],
      ["Alex TRADITIONAL_IRA", true, "600"],
    ]);
    expect(vti.reinvestments).toEqual([
      {
        account: { id: "Alex TRADITIONAL_IRA" },
        symbol: "VTI",
        lastOn: "2026-09-28",
        expectedOn: "2026-12-28",
        isPermanent: true,
      },
    ]);
    // another share class is a warning: listed, and nothing disallowed
    expect(goog.purchases).toMatchObject([
      { symbol: "GOOGL", isListedOnly: true, isPermanent: true, disallowedLoss: { amount: "0" } },
    ]);
    expect(bnd).toMatchObject({ purchases: [], reinvestments: [] });
  });

  it("says what not to buy: what is proposed, and what was sold at a loss lately", async () => {
    await setProfile({ wages: usd("64000") });
    const lately = (symbol: string, loss: string, until: string) => ({
      instrumentId: `instrument-${symbol}`,
      symbol,
      loss,
      until,
    });
    lossesAtRisk = [lately("GOOGL", "70", "2026-12-01"), lately("VTI", "30.5", "2026-11-25")];
    const positions = [
      position("Alex TAXABLE", "VTI", "30", ["2024-01-15 100 @ 50"]),
      position("Alex TAXABLE", "GOOG", "100", ["2020-01-15 10 @ 20"]),
    ];
    const selection = `${PLAN.replace("harvestPlan", 'harvestPlan(input: { laterRate: "0" })')} gainHarvest { lots }`;
    const { portfolio, errors } = await ask(owner, selection, positions);
    expect(errors).toEqual([]);
    expect(portfolio.harvestPlan.doNotBuy).toEqual([
      {
        symbol: "GOOGL",
        instrument: { id: "instrument-GOOGL" },
        before: "2026-12-02",
        isProposed: false,
        loss: { amount: "70" },
      },
      {
        symbol: "VTI",
        instrument: { id: "instrument-VTI" },
        before: "2026-12-21",
        isProposed: true,
        loss: { amount: "2030.5" },
      },
    ]);
    // GOOG could be bought back only by washing the loss of GOOGL
    expect(portfolio.gainHarvest.lots).toBe(0);
  });

  it("prices federal tax and a state's together, with thresholds of the household's own", async () => {
    await setProfile();
    const positions = [position("Alex TAXABLE", "VTI", "30", ["2024-01-15 10 @ 50"])];
    const input = (text: string) => PLAN.replace("harvestPlan", `harvestPlan(input: {${text}})`);
    const small = await ask(owner, PLAN, positions);
    expect(small.portfolio.harvestPlan.candidates.edges[0].node.verdict).toBe("SMALL_POSITION");
    const low = `minLoss: { amount: "100", currency: "USD" }, minPosition: { amount: "0", currency: "USD" }, laterRate: "0"`;
    const federal = await ask(owner, input(low), positions);
    expect(federal.portfolio.harvestPlan.benefit).toEqual(usd("44"));
    const state = await ask(owner, input(`${low}, state: "CA"`), positions);
    // 200 at 22 % and at California's 9.3 %
    expect(Number(state.portfolio.harvestPlan.benefit.amount)).toBeCloseTo(62.6, 1);
  });

  it("says that a separate return takes the spouse's lots for its own", async () => {
    await setProfile({ filingStatus: "MARRIED_FILING_SEPARATELY" });
    const { portfolio } = await ask(owner, "harvestPlan { assumptions }", []);
    expect(portfolio.harvestPlan.assumptions.join(" ")).toContain("A separate return");
  });

  it("pages through candidates of one verdict", async () => {
    await setProfile();
    const days = Array.from({ length: 7 }, (_, i) => `2024-01-1${i} 100 @ ${50 + i}`);
    const positions = [position("Alex TAXABLE", "VTI", "30", days)];
    const page = async (args: string) => {
      const { portfolio, errors } = await ask(
        owner,
        `harvestPlan { candidates(${args}) { pageInfo { hasNextPage endCursor } edges { node { lot { id } verdict } } } }`,
        positions,
      );
      expect(errors).toEqual([]);
      return portfolio.harvestPlan.candidates;
    };
    const all = await page("first: 100");
    expect(all.edges.length).toBe(7);
    const first = await page("first: 3, verdict: NOT_WORTH_IT");
    const second = await page(
      `first: 3, verdict: NOT_WORTH_IT, after: "${first.pageInfo.endCursor}"`,
    );
    const ids = [...first.edges, ...second.edges].map((e) => e.node.lot.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(ids.length).toBe(
      all.edges.filter((e: { node: { verdict: string } }) => e.node.verdict === "NOT_WORTH_IT")
        .length,
    );
  });

  it("leaves out lots without a readable date, and says so", async () => {
    await setProfile();
    const positions = [
      position("Alex TAXABLE", "VTI", "30", [
        lot("p", "2024-01-15 100 @ 50"),
        lot("p", "2024-01-16 100 @ 50", { acquiredOn: null }),
        lot("p", "2024-01-17 100 @ 50", { purchasedOn: "2024-02-30" }),
        lot("p", "2027-01-17 100 @ 50"),
        lot("p", "2024-01-18 100 @ 50", { cost: { amount: "1", currency: "EUR" } }),
      ]),
    ];
    const { portfolio, errors } = await ask(owner, PLAN, positions);
    expect(errors).toEqual([]);
    expect(portfolio.harvestPlan.leftOut).toEqual([
      { reason: "MISSING_DATE", lots: 2, lotIds: ["p 2024-01-16", "p 2024-01-17"] },
      { reason: "DATE_AFTER_TODAY", lots: 1, lotIds: ["p 2027-01-17"] },
      { reason: "MISSING_COST", lots: 1, lotIds: ["p 2024-01-18"] },
    ]);
    expect(portfolio.harvestPlan.benefit).toEqual(usd("440"));
  });

  it.each<[string, string, unknown, string]>([
    [
      "a threshold in another currency",
      `harvestPlan(input: { minLoss: { amount: "1", currency: "EUR" } }) { year }`,
      [],
      "BAD_INPUT",
    ],
    [
      "a negative threshold",
      `harvestPlan(input: { minLoss: { amount: "-1", currency: "USD" } }) { year }`,
      [],
      "BAD_INPUT",
    ],
    ["a rate above 1", `gainHarvest(input: { laterRate: "1.5" }) { asOf }`, [], "BAD_INPUT"],
    [
      "a state without rules",
      `harvestPlan(input: { state: "GA" }) { year }`,
      [],
      "TAX_STATE_UNKNOWN",
    ],
    ["no positions", `harvestPlan { year }`, undefined, "BAD_INPUT"],
    ["a position without account", `harvestPlan { year }`, [{ id: "p" }], "BAD_INPUT"],
    [
      "units that are no number",
      `harvestPlan { year }`,
      [position("Alex TAXABLE", "VTI", "30", [lot("p", "2024-01-15 1 @ 1", { units: "ten" })])],
      "BAD_INPUT",
    ],
    [
      "a page of 101",
      `harvestPlan { candidates(first: 101) { pageInfo { hasNextPage } } }`,
      [],
      "BAD_INPUT",
    ],
    [
      "a foreign cursor",
      `harvestPlan { candidates(after: "x") { pageInfo { hasNextPage } } }`,
      [],
      "BAD_INPUT",
    ],
    ["a sale of nothing named", `saleProposal(input: { units: "1" }) { units }`, [], "BAD_INPUT"],
    [
      "a sale of two things",
      `saleProposal(input: { units: "1", positionId: "a", instrumentId: "b" }) { units }`,
      [],
      "BAD_INPUT",
    ],
    [
      "a sale without a measure",
      `saleProposal(input: { positionId: "a" }) { units }`,
      [],
      "BAD_INPUT",
    ],
    [
      "a sale with two measures",
      `saleProposal(input: { positionId: "a", units: "1", amount: { amount: "1", currency: "USD" } }) { units }`,
      [],
      "BAD_INPUT",
    ],
    [
      "a sale of an unknown position",
      `saleProposal(input: { positionId: "a", units: "1" }) { units }`,
      [],
      "NOT_FOUND",
    ],
    [
      "a sale of what no taxable account holds",
      `saleProposal(input: { instrumentId: "instrument-VXUS", units: "1" }) { units }`,
      TEN_ACCOUNTS,
      "NOT_FOUND",
    ],
    [
      "a sale in an IRA",
      `saleProposal(input: { positionId: "Sam ROTH_IRA GOOGL", units: "1" }) { units }`,
      TEN_ACCOUNTS,
      "BAD_INPUT",
    ],
    [
      "a sale of more than is held",
      `saleProposal(input: { instrumentId: "instrument-GOOG", units: "31" }) { units }`,
      TEN_ACCOUNTS,
      "UNITS_EXCEED_POSITION",
    ],
    [
      "a sale with a lot of unknown cost",
      `saleProposal(input: { instrumentId: "instrument-BND", units: "1" }) { units }`,
      TEN_ACCOUNTS,
      "LOT_COST_UNKNOWN",
    ],
    [
      "a sale with a lot of unknown date",
      `saleProposal(input: { positionId: "Alex TAXABLE VTI", units: "1" }) { units }`,
      [position("Alex TAXABLE", "VTI", "30", [lot("p", "2024-01-15 1 @ 1", { acquiredOn: null })])],
      "LOT_DATE_UNKNOWN",
    ],
    [
      "a sale without a quote",
      `saleProposal(input: { positionId: "Alex TAXABLE VTI", units: "1" }) { units }`,
      [position("Alex TAXABLE", "VTI", null, ["2024-01-15 1 @ 1"])],
      "NO_QUOTE",
    ],
  ])("refuses %s", async (_, selection, positions, code) => {
    await setProfile();
    expect(codeOf(await ask(owner, selection, positions))).toBe(code);
  });

  it("refuses without a tax profile, and to a stranger", async () => {
    for (const selection of [
      "harvestPlan { year }",
      "gainHarvest { asOf }",
      `saleProposal(input: { instrumentId: "instrument-GOOG", units: "1" }) { units }`,
    ]) {
      const missing = await ask(owner, selection, TEN_ACCOUNTS);
      expect(codeOf(missing)).toBe("TAX_PROFILE_MISSING");
      expect(missing.portfolio).toMatchObject({ id: householdId });
      const stranger = viewerWith({ [newId()]: "OWNER" });
      expect(codeOf(await ask(stranger, selection, TEN_ACCOUNTS))).toBe("NOT_FOUND");
    }
  });
});

describe("Portfolio.gainHarvest and Portfolio.saleProposal", () => {
  it("fill the 0 % bracket with long-term gains", async () => {
    await setProfile({ wages: usd("64000") });
    const { portfolio, errors } = await ask(
      owner,
      `gainHarvest { asOf bracketRoom { amount } room { amount } limit effects { code amount { amount } } lots
         sales { lot { id } account { id } symbol units gain { amount } } gain { amount } tax { amount }
         laterRate laterTaxAvoided { amount } netBenefit { amount } longFrom assumptions }`,
      TEN_ACCOUNTS,
    );
    expect(errors).toEqual([]);
    expect(portfolio.gainHarvest.assumptions.join(" ")).toContain("after 10 years");
    // 49,450 + 16,100 - 64,000 = 1,550; GOOG of 2020 gains 800
    expect(portfolio.gainHarvest).toMatchObject({
      room: { amount: "1550" },
      limit: "ZERO_RATE_BRACKET",
      sales: [{ symbol: "GOOG", units: "10", gain: { amount: "800" } }],
      tax: { amount: "0" },
      laterRate: "0.15",
    });
  });

  it("choose the lots of a sale over every taxable account", async () => {
    await setProfile();
    const { portfolio, errors } = await ask(
      owner,
      `saleProposal(input: { instrumentId: "instrument-GOOG", amount: { amount: "2000", currency: "USD" } }) {
         asOf units proceeds { amount } savedAgainstFifo { amount } doNotBuyBefore
         assumptions best { method tax { amount } shortTermGain { amount } longTermGain { amount } disallowedLoss { amount } carryforward { amount } }
         choices { method tax { amount } } lots { lot { id } account { id } units acquiredOn term proceeds { amount } gain { amount } } }`,
      TEN_ACCOUNTS,
    );
    expect(errors).toEqual([]);
    expect(portfolio.saleProposal.assumptions.join(" ")).toContain("no state tax");
    // FIFO: 10 of 2020 gain 800, 10 of 2023 lose 800; best: 20 of 2023 lose 1,600
    expect(portfolio.saleProposal).toMatchObject({
      units: "20",
      best: { method: "MINIMUM_TAX", tax: { amount: "-352" }, longTermGain: { amount: "-1600" } },
      savedAgainstFifo: { amount: "352" },
      doNotBuyBefore: "2026-12-21",
      lots: [{ units: "20", term: "LONG", gain: { amount: "-1600" } }],
    });
  });
});

const SUBSTITUTES = `harvestPlan { securities { edges { node { symbol
  substitutes(first: 3) { symbol name instrument { id } isSimulated correlation { value missing observations from to } } } } } }`;

describe("substitutes", () => {
  const VTI = [position("Alex TAXABLE", "VTI", "30", ["2024-01-15 100 @ 50"])];
  const change = (field: string, viewer: Viewer, input: object) =>
    graph.ask(
      viewer,
      `mutation ($input: SubstituteVetoInput!) { ${field}(input: $input) ${field === "vetoSubstitute" ? "{ substitute insteadOf }" : ""} }`,
      { input: { householdId, ...input } },
    );
  const symbols = async () => {
    const { portfolio, errors } = await ask(owner, SUBSTITUTES, VTI);
    expect(errors).toEqual([]);
    return portfolio.harvestPlan.securities.edges[0].node.substitutes.map(
      (s: { symbol: string }) => s.symbol,
    );
  };
  const vetoes = async (viewer: Viewer) => {
    const { data } = await graph.ask(
      viewer,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household { substituteVetoes { substitute insteadOf } } } }`,
      { refs: [{ __typename: "Household", id: householdId }] },
    );
    return data?._entities[0]?.substituteVetoes;
  };

  it("come by correlation, with observations and dates, and say that prices are simulated", async () => {
    await setProfile();
    const { portfolio, errors } = await ask(owner, SUBSTITUTES, VTI);
    expect(errors).toEqual([]);
    const [first] = portfolio.harvestPlan.securities.edges[0].node.substitutes;
    expect(first).toMatchObject({
      symbol: "ITOT",
      isSimulated: true,
      correlation: { missing: null, observations: 250, from: "2026-03-16", to: "2026-11-20" },
    });
    expect(first.correlation.value).toBeGreaterThan(0.99);
  });

  it("leave out a vetoed one until it is allowed again", async () => {
    await setProfile();
    expect(await symbols()).toEqual(["ITOT", "VONE", "SCHV"]);
    const veto = await change("vetoSubstitute", owner, { substitute: "itot", insteadOf: "VTI" });
    expect(veto.data.vetoSubstitute).toEqual({ substitute: "ITOT", insteadOf: "VTI" });
    await change("vetoSubstitute", owner, { substitute: "ITOT", insteadOf: "VTI" });
    await change("vetoSubstitute", owner, { substitute: "VONE", insteadOf: "BND" });
    expect(await symbols()).toEqual(["VONE", "SCHV"]);
    await change("vetoSubstitute", owner, { substitute: "SCHV" });
    expect(await symbols()).toEqual(["VONE"]);
    expect(await vetoes(owner)).toEqual([
      { substitute: "ITOT", insteadOf: "VTI" },
      { substitute: "SCHV", insteadOf: null },
      { substitute: "VONE", insteadOf: "BND" },
    ]);
    const allow = await change("allowSubstitute", owner, { substitute: "ITOT", insteadOf: "VTI" });
    expect(allow.data.allowSubstitute).toBe(true);
    const again = await change("allowSubstitute", owner, { substitute: "ITOT", insteadOf: "VTI" });
    expect(again.data.allowSubstitute).toBe(false);
    expect(await symbols()).toEqual(["ITOT", "VONE"]);
  });

  it("are null with UNAVAILABLE when market-data does not answer, and the plan still arrives", async () => {
    await setProfile();
    histories.isDown = true;
    const answer = await ask(owner, SUBSTITUTES, VTI);
    expect(codeOf(answer)).toBe("UNAVAILABLE");
    expect(answer.portfolio.harvestPlan.securities.edges[0].node).toEqual({
      symbol: "VTI",
      substitutes: null,
    });
  });

  it("are none that would wash a loss of lately", async () => {
    await setProfile();
    lossesAtRisk = [{ instrumentId: "i", symbol: "ITOT", loss: "1", until: "2026-11-21" }];
    expect(await symbols()).toEqual(["VONE", "SCHV"]);
  });

  it("are at most 20", async () => {
    await setProfile();
    const answer = await ask(owner, SUBSTITUTES.replace("first: 3", "first: 21"), VTI);
    expect(codeOf(answer)).toBe("BAD_INPUT");
  });

  it.each<[string, () => Viewer, string, string]>([
    ["a viewer", () => viewerWith({ [householdId]: "VIEWER" }), "ITOT", "FORBIDDEN"],
    ["a read token", () => viewerWith({ [householdId]: "OWNER" }, "read"), "ITOT", "FORBIDDEN"],
    ["an empty symbol", () => owner, " ", "BAD_INPUT"],
    ["a sentence", () => owner, "drop; table", "BAD_INPUT"],
  ])("may not be vetoed or allowed by %s", async (_, viewer, substitute, code) => {
    expect(codeOf(await change("vetoSubstitute", viewer(), { substitute }))).toBe(code);
    expect(codeOf(await change("allowSubstitute", viewer(), { substitute }))).toBe(code);
    expect(await vetoes(owner)).toEqual([]);
  });

  it("are a household's own: strangers see and change nothing", async () => {
    await change("vetoSubstitute", owner, { substitute: "ITOT" });
    const stranger = viewerWith({ [newId()]: "OWNER" });
    expect(codeOf(await change("allowSubstitute", stranger, { substitute: "ITOT" }))).toBe(
      "NOT_FOUND",
    );
    const store = new PostgresSubstituteVetoStore(db.database, scopeOf(stranger));
    expect(await store.ofHousehold(householdId)).toEqual([]);
    expect(await store.remove({ householdId, substitute: "ITOT", insteadOf: null })).toBe(false);
    await expect(
      store.add({ householdId, substitute: "VONE", insteadOf: null }, 500),
    ).rejects.toThrow(/row-level security/);
    expect(await vetoes(owner)).toEqual([{ substitute: "ITOT", insteadOf: null }]);
  });

  it("can be vetoed 500 times, and an equal veto is no other", async () => {
    const store = new PostgresSubstituteVetoStore(db.database, scopeOf(owner));
    const veto = (substitute: string) => store.add({ householdId, substitute, insteadOf: null }, 2);
    expect([await veto("A"), await veto("B"), await veto("C"), await veto("A")]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});

describe("the work of a plan", () => {
  it("is as many statements and requests for 1,000 lots of 50 securities as for 10 of one", async () => {
    await setProfile({ shortTermGain: usd("500000") });
    const count = async (securities: number, lots: number) => {
      db.statements.length = 0;
      histories.asked = [];
      const positions = Array.from({ length: securities }, (_, s) =>
        position(
          "Alex TAXABLE",
          `S${s}`,
          "30",
          Array.from(
            { length: lots },
            (_of, i) => `${addDays(TEST_DAY, -400 - i)} 100 @ ${50 + i}`,
          ),
        ),
      );
      const selection = `${PLAN} plan: ${SUBSTITUTES.replace("{ securities", "{ securities(first: 100)")}`;
      const { portfolio, errors } = await ask(owner, selection, positions);
      expect(errors).toEqual([]);
      expect(portfolio.harvestPlan.lotsScanned).toBe(securities * lots);
      expect(portfolio.plan.securities.edges.length).toBe(securities);
      return [db.statements.length, histories.asked.length];
    };
    const few = await count(1, 10);
    expect(few[1]).toBe(1);
    expect(await count(50, 20)).toEqual(few);
  });
});
