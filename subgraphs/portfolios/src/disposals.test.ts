import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { query } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { restateDisposals } from "./operations/restateDisposals.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
const householdId = newId();
const viewer = viewerWith({ [householdId]: "OWNER" });
const accounts = { broker: "", ira: "" };

async function createAccount(kind: string): Promise<string> {
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!, $kind: AccountKind!) {
      createAccount(input: { householdId: $id, name: "A", kind: $kind, broker: SCHWAB }) { id } }`,
    { id: householdId, kind },
  );
  return String(data.createAccount.id);
}

async function book(accountId: string, rows: readonly string[]): Promise<void> {
  const id = await world.importFile(viewer, accountId, schwabFile(rows));
  const { errors } = await world.ask(
    viewer,
    `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { status } }`,
    { id },
  );
  expect(errors).toEqual([]);
}

const FIELDS = `edges { cursor node {
  id source symbol assetClass units acquiredOn purchasedOn disposedOn term isCostKnown accountKind
  broker taxTreatment isDigitalAsset washSaleUntil account { id } instrument { id }
  proceeds { amount } cost { amount } gain { amount } disallowedLoss { amount }
  permanentLoss { amount } recognizedGain { amount } } } pageInfo { hasNextPage endCursor }`;

const ask = (fields: string, variables: object = {}, as = viewer) =>
  world.ask(
    as,
    `query ($refs: [_Any!]!, $first: Int, $after: String) { _entities(representations: $refs) {
      ... on Portfolio { ${fields} } ${fields.includes("realizedGains") ? "" : `... on Account { ${fields} }`} } }`,
    { refs: [{ __typename: "Portfolio", id: householdId }], first: 50, after: null, ...variables },
  );

const YEAR = `from: "2025-01-01", to: "2025-12-31"`;
const disposals = (range = YEAR) =>
  `disposals(${range}, first: $first, after: $after) { ${FIELDS} }`;

beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA", "GAMMA"]) world.market.list(symbol);
  world.market.list("BTC-USD", { assetClass: "CRYPTO" });
  accounts.broker = await createAccount("TAXABLE");
  accounts.ira = await createAccount("ROTH_IRA");
  await book(accounts.broker, [
    "2024-02-01 Buy ALFA 10 @ 10.00",
    "2025-01-15 Buy ALFA 10 @ 20.00",
    "2025-02-03 Sell ALFA 15 @ 30.00",
    "2024-05-01 Buy BETA 10 @ 50.00",
    "2025-06-02 Sell BETA 10 @ 40.00",
    "2025-03-03 Buy GAMMA 4 @ 25.00",
    "2025-12-15 Sell GAMMA 4 @ 20.00",
  ]);
  await book(accounts.ira, [
    "2025-06-10 Buy BETA 4 @ 40.00",
    "2025-07-01 Buy ALFA 2 @ 30.00",
    "2025-08-01 Sell ALFA 2 @ 40.00",
  ]);
});
afterAll(() => world.close());

type Amount = { readonly amount: string };
interface Node {
  readonly id: string;
  readonly symbol: string;
  readonly units: string;
  readonly term: string;
  readonly acquiredOn: string;
  readonly washSaleUntil: string | null;
  readonly taxTreatment: string;
  readonly proceeds: Amount;
  readonly cost: Amount;
  readonly gain: Amount;
  readonly disallowedLoss: Amount;
  readonly permanentLoss: Amount;
  readonly recognizedGain: Amount;
}

const nodesOf = (data: { _entities: { disposals: { edges: { node: Node }[] } }[] }): Node[] =>
  data._entities.flatMap((entity) => entity.disposals.edges.map(({ node }) => node));

const inWords = (n: Node) =>
  `${n.acquiredOn} ${n.units} ${n.symbol} ${n.term} ${n.proceeds.amount} - ${n.cost.amount} = ${n.gain.amount}` +
  ` disallowed ${n.disallowedLoss.amount} permanent ${n.permanentLoss.amount} counts ${n.recognizedGain.amount} until ${n.washSaleUntil}`;

describe("Portfolio.disposals", () => {
  it("gives each lot that a year closed, with its term, its gain and what a wash sale took", async () => {
    const { data, errors } = await ask(disposals());
    expect(errors).toEqual([]);
    expect(nodesOf(data).map(inWords).sort()).toEqual([
      "2024-02-01 10 ALFA LONG 300 - 100 = 200 disallowed 0 permanent 0 counts 200 until null",
      "2024-05-01 10 BETA LONG 400 - 500 = -100 disallowed 40 permanent 40 counts -60 until 2025-07-02",
      "2025-01-15 5 ALFA SHORT 150 - 100 = 50 disallowed 0 permanent 0 counts 50 until null",
      "2025-03-03 4 GAMMA SHORT 80 - 100 = -20 disallowed 0 permanent 0 counts -20 until 2026-01-14",
      "2025-07-01 2 ALFA SHORT 80 - 60 = 20 disallowed 0 permanent 0 counts 20 until null",
    ]);
  });

  it("pages by day of disposal without losing or repeating one", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const { data } = await ask(disposals(), { first: 2, after });
      const [{ disposals: found }] = data._entities;
      seen.push(...nodesOf(data).map(({ id }) => id));
      after = found.pageInfo.endCursor;
      if (!found.pageInfo.hasNextPage) break;
    }
    const { data } = await ask(disposals());
    expect(seen).toEqual(nodesOf(data).map(({ id }) => id));
    expect(new Set(seen).size).toBe(5);
  });

  it("is of one account where an account is asked, and several share one statement", async () => {
    const refs = [accounts.broker, accounts.ira].map((id) => ({ __typename: "Account", id }));
    world.db.statements.length = 0;
    const { data, errors } = await ask(disposals(), { refs });
    expect(errors).toEqual([]);
    expect(
      data._entities.map((e: { disposals: { edges: object[] } }) => e.disposals.edges.length),
    ).toEqual([4, 1]);
    expect(world.db.statements.filter((sql) => sql.includes("portfolios.disposal d"))).toHaveLength(
      1,
    );
  });

  it("adds up: proceeds less cost is gain, and the totals are the sums of the lots", async () => {
    const { data } = await ask(
      `${disposals()} realizedGains(${YEAR}) { unknownCostCount permanentLoss capitalGainDistributions
        shortTerm { ...S } longTerm { ...S } sheltered { ...S } }`.replaceAll(
        "...S",
        "count proceeds cost gain disallowedLoss recognizedGain",
      ),
    );
    const nodes = nodesOf(data);
    const [{ realizedGains }] = data._entities;
    const total = (of: readonly Node[], name: "proceeds" | "cost" | "gain" | "recognizedGain") =>
      sum(of.map((n) => new Decimal(n[name].amount))).toString();
    for (const n of nodes) {
      expect(new Decimal(n.proceeds.amount).minus(n.cost.amount).toString()).toBe(n.gain.amount);
    }
    const taxable = nodes.filter((n) => n.taxTreatment === "TAXABLE");
    for (const [term, totals] of [
      ["SHORT", realizedGains.shortTerm],
      ["LONG", realizedGains.longTerm],
    ]) {
      const own = taxable.filter((n) => n.term === term);
      expect(totals).toMatchObject({
        count: own.length,
        proceeds: total(own, "proceeds"),
        cost: total(own, "cost"),
        gain: total(own, "gain"),
        recognizedGain: total(own, "recognizedGain"),
      });
    }
    expect(realizedGains).toMatchObject({
      permanentLoss: "40",
      unknownCostCount: 0,
      sheltered: { count: 1, gain: "20" },
    });
  });

  it("counts days, not years: what was sold outside the range is not there", async () => {
    const { data } = await ask(disposals(`from: "2025-06-02", to: "2025-08-01"`));
    expect(nodesOf(data).map(({ symbol }) => symbol)).toEqual(["BETA", "ALFA"]);
  });

  it.each([
    ["a range that ends before it starts", disposals(`from: "2025-02-01", to: "2025-01-01"`), {}],
    ["a cursor of another list", disposals(), { after: "WyJ4Il0" }],
    ["more than a page", disposals(), { first: 101 }],
  ])("refuses %s", async (_, fields, variables) => {
    const { errors } = await ask(fields, variables);
    expect(errors[0]?.extensions["code"]).toBe("BAD_INPUT");
  });

  it("shows nothing of another household", async () => {
    const stranger = viewerWith({ [newId()]: "OWNER" });
    const { data, errors } = await ask(disposals(), {}, stranger);
    expect(errors).toEqual([]);
    expect(data._entities).toEqual([null]);
  });

  it("is calculated again by a worker when a household's is of an older calculation", async () => {
    const before = await ask(disposals());
    await world.db.database.within({ householdIds: [householdId] }, async (em) => {
      await query(em, "delete from portfolios.disposal where household_id = $1", [householdId]);
      await query(
        em,
        "update portfolios.disposal_calculation set version = 0 where household_id = $1",
        [householdId],
      );
    });
    const { errors } = await ask(disposals());
    expect(errors[0]?.extensions["code"]).toBe("UNAVAILABLE");
    await restateDisposals(world.services.work, () => false);
    expect(await ask(disposals())).toEqual(before);
  });
});

describe("CapitalGainsReport", () => {
  const report = (id: string, as = viewer) =>
    world.ask(
      as,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) {
        ... on CapitalGainsReport { id capitalGainDistributions disposals { symbol } } } }`,
      { refs: [{ __typename: "CapitalGainsReport", id }] },
    );

  it("brings the year's disposals to the report that tax makes of them", async () => {
    const { data, errors } = await report(`${householdId}.2025.what-tax-adds`);
    expect(errors).toEqual([]);
    expect(data._entities[0].disposals).toHaveLength(5);
    expect(data._entities[0].capitalGainDistributions).toBe("0");
  });

  it.each(["no-id", `${newId()}.2025`, `x.2025`, `${newId()}.year`])(
    "answers NOT_FOUND to the id %s",
    async (id) => {
      expect((await report(id)).errors[0]?.extensions["code"]).toBe("NOT_FOUND");
    },
  );

  it("refuses a year with more lots closed than one answer holds", async () => {
    await world.db.database.within({ householdIds: [householdId] }, (em) =>
      query(
        em,
        `insert into portfolios.disposal select r.*
         from (select to_jsonb(d) as doc from portfolios.disposal d limit 1) one,
           generate_series(1, 5001) as n,
           jsonb_populate_record(null::portfolios.disposal, one.doc || jsonb_build_object(
             'id', md5(n::text)::uuid, 'disposed_on', '2023-05-05')) r`,
      ),
    );
    const { errors } = await report(`${householdId}.2023`);
    expect(errors[0]?.extensions).toMatchObject({
      code: "REPORT_TOO_LARGE",
      facts: { disposalsMax: 5_000 },
    });
  });
});

describe("Portfolio.lossesAtRisk", () => {
  it("names losses of the last 30 days that a purchase would still wash, in what is left of them", async () => {
    const mine = newId();
    const of = viewerWith({ [mine]: "OWNER" });
    const make = async (kind: string) => {
      const { data } = await world.ask(
        of,
        `mutation ($id: ID!, $kind: AccountKind!) {
          createAccount(input: { householdId: $id, name: "A", kind: $kind, broker: SCHWAB }) { id } }`,
        { id: mine, kind },
      );
      return String(data.createAccount.id);
    };
    const rows = async (accountId: string, lines: readonly string[]) => {
      const id = await world.importFile(of, accountId, schwabFile(lines));
      await world.ask(
        of,
        `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { status } }`,
        { id },
      );
    };
    const [broker, ira, child] = [
      await make("TAXABLE"),
      await make("ROTH_IRA"),
      await make("CUSTODIAL"),
    ];
    // the clock stands on 2026-03-02: 2026-01-31 is 30 days before, 2026-01-30 is 31
    await rows(broker, [
      "2025-01-15 Buy ALFA 10 @ 30.00",
      "2026-02-10 Sell ALFA 10 @ 20.00",
      "2025-01-15 Buy BETA 20 @ 30.00",
      "2026-01-30 Sell BETA 10 @ 20.00",
      "2026-02-02 Sell BETA 10 @ 40.00",
      "2025-01-15 Buy GAMMA 5 @ 30.00",
      "2026-01-31 Sell GAMMA 5 @ 20.00",
    ]);
    await rows(ira, ["2026-02-20 Buy ALFA 4 @ 21.00"]);
    await rows(child, ["2025-01-15 Buy BETA 1 @ 30.00", "2026-02-10 Sell BETA 1 @ 20.00"]);
    const { data, errors } = await world.ask(
      of,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Portfolio {
        lossesAtRisk { accountId instrumentId symbol soldOn loss until } } } }`,
      { refs: [{ __typename: "Portfolio", id: mine }] },
    );
    expect(errors).toEqual([]);
    const shared = { accountId: broker };
    expect(data._entities[0].lossesAtRisk).toEqual([
      {
        ...shared,
        instrumentId: "instrument-GAMMA",
        symbol: "GAMMA",
        soldOn: "2026-01-31",
        loss: "50",
        until: "2026-03-02",
      },
      // 40 of 100 are washed by the IRA already
      {
        ...shared,
        instrumentId: "instrument-ALFA",
        symbol: "ALFA",
        soldOn: "2026-02-10",
        loss: "60",
        until: "2026-03-12",
      },
    ]);
  });
});
