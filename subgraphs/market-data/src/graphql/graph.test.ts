import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kind, parse } from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import { scopeOf } from "@wealthgraph/chassis/database";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { ANONYMOUS } from "@wealthgraph/chassis/viewer";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { MarketDataProvider } from "../operations/ports.js";
import { openMarket } from "../openMarket.js";
import { tickQuotes } from "../operations/tickQuotes.js";
import { WatchList } from "../operations/WatchList.js";
import { PostgresAlertStore } from "../persistence/PostgresAlertStore.js";
import { instrumentId, PostgresInstrumentStore } from "../persistence/PostgresInstrumentStore.js";
import { PostgresHistoryStore } from "../persistence/PostgresHistoryStore.js";
import { PostgresIntradayStore } from "../persistence/PostgresIntradayStore.js";
import { PostgresQuoteStore } from "../persistence/PostgresQuoteStore.js";
import { PostgresWatchlistStore } from "../persistence/PostgresWatchlistStore.js";
import { BusAlertNews } from "../providers/BusAlertNews.js";
import { BusQuoteChannel } from "../providers/BusQuoteChannel.js";
import { subgraph } from "../subgraph.js";
import type { MarketServices } from "./context.js";

const VIEWER = viewerWith({});
const SPY = instrumentId({ symbol: "SPY", exchange: "ARCX" });
const START = Date.parse("2026-11-20T16:00:00Z");
let now = new Date(START);
let db: TestDatabase;
let graph: TestSubgraph;
let services: MarketServices;
let quotes: PostgresQuoteStore;
let watchList: WatchList;
let bus: MemoryBus;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "market_data", migrations: subgraph.migrations });
  const { market, listings, formerSymbols } = await openMarket({
    providers: ["csv", "simulated"],
    directory: null,
    seed: "a test",
    isAlwaysOpen: true,
    closures: [],
    report: () => undefined,
  });
  const instruments = new PostgresInstrumentStore(db.database);
  await instruments.ensure(listings);
  await instruments.ensurePeriods(formerSymbols);
  quotes = new PostgresQuoteStore(db.database);
  bus = new MemoryBus();
  const channel = new BusQuoteChannel(bus);
  watchList = new WatchList(quotes, channel, { now: () => now, onFailure: () => undefined });
  const history = new PostgresHistoryStore(db.database);
  services = {
    history,
    intraday: new PostgresIntradayStore(db.database),
    tracked: { note: () => undefined },
    market,
    instruments,
    quotes,
    channel,
    watchList,
    now: () => now,
    alertNews: new BusAlertNews(bus),
    alertsOf: (viewer) => new PostgresAlertStore(db.database, scopeOf(viewer)),
    watchlistsOf: (viewer) => new PostgresWatchlistStore(db.database, scopeOf(viewer)),
  };
  graph = await openTestSubgraph(subgraph, services);
});
afterEach(() => {
  now = new Date(START);
});
afterAll(async () => {
  watchList.close();
  await db.close();
});

const ask = (document: string, variables: Record<string, unknown> = {}) =>
  graph.ask(VIEWER, document, variables);
const codesOf = async (document: string, variables: Record<string, unknown> = {}) =>
  (await ask(document, variables)).errors.map((error) => error.extensions["code"]);
/** Statements on our tables since the last look. */
const countStatements = () =>
  db.statements.splice(0).filter((sql) => sql.includes("market_data.")).length;
const symbols = () => services.instruments.search("e", 100).then((all) => all.map((i) => i.symbol));

describe("the market-data graph", () => {
  it("answers an instrument with its quote, labelled simulated", async () => {
    const { data, errors } = await ask(
      `{ instrumentBySymbol(symbol: "spy") { id symbol exchange name assetClass currency
         quote { price { amount currency } previousClose { amount } change { amount currency } changePercent
           asOf receivedAt source session delaySeconds isStale isSimulated fxToUsd fxRateDate
           instrument { symbol } } } }`,
    );
    expect(errors).toEqual([]);
    const { quote, ...instrument } = data.instrumentBySymbol;
    expect(instrument).toEqual({
      id: SPY,
      symbol: "SPY",
      exchange: "ARCX",
      name: "SPDR S&P 500 ETF Trust",
      assetClass: "US_EQUITY",
      currency: "USD",
    });
    expect(quote).toMatchObject({
      asOf: "2026-11-20T16:00:00.000Z",
      receivedAt: "2026-11-20T16:00:00.000Z",
      source: "simulated",
      session: "REGULAR",
      delaySeconds: 0,
      isStale: false,
      isSimulated: true,
      fxToUsd: "1",
      fxRateDate: "2026-11-20",
      instrument: { symbol: "SPY" },
    });
    const change = Number(quote.price.amount) - Number(quote.previousClose.amount);
    expect(Number(quote.change.amount)).toBeCloseTo(change, 6);
    expect(Number(quote.changePercent)).toBeCloseTo((change / quote.previousClose.amount) * 100, 3);
  });

  it("gives bars as columns of one length that end with the quote's previous close", async () => {
    const { data } = await ask(
      `{ instrumentBySymbol(symbol: "SCHB") { quote { previousClose { amount } }
         bars(from: "2024-01-01", to: "2026-12-31") { dates open high low close volume source isSimulated } } }`,
    );
    const { bars, quote } = data.instrumentBySymbol;
    const lengths = ["open", "high", "low", "close", "volume"].map((name) => bars[name].length);
    expect(new Set([bars.dates.length, ...lengths]).size).toBe(1);
    expect([bars.dates[0], bars.dates.at(-1)]).toEqual(["2024-01-02", "2026-11-19"]);
    expect(bars).toMatchObject({ source: "simulated", isSimulated: true });
    expect(bars.close.at(-1)).toBe(quote.previousClose.amount);
  });

  it("gives bars of many instruments in order, joined to as many as a chart can draw", async () => {
    const bars = (extra: string) =>
      ask(
        `query($ids: [ID!]!) { priceBars(instrumentIds: $ids, from: "2016-01-01", to: "2025-12-31"${extra}) {
           dates high low close } }`,
        { ids: [SPY, instrumentId({ symbol: "BND", exchange: "XNAS" })] },
      );
    const [whole, drawn] = [
      (await bars("")).data.priceBars,
      (await bars(", atMost: 200")).data.priceBars,
    ];
    expect(whole.map((one: { dates: unknown[] }) => one.dates.length)).toEqual([2_514, 2_514]);
    for (const i of [0, 1]) {
      expect(drawn[i].dates).toHaveLength(200);
      expect(Math.max(...drawn[i].high)).toBe(Math.max(...whole[i].high));
      expect(Math.min(...drawn[i].low)).toBe(Math.min(...whole[i].low));
      expect(drawn[i].close.at(-1)).toBe(whole[i].close.at(-1));
    }
    expect(drawn[0].close).not.toEqual(drawn[1].close);
    expect((await bars(", atMost: 1")).errors[0]?.extensions).toMatchObject({ code: "BAD_INPUT" });
  });

  it("refuses bars of more than 100 instruments, and of one that is not there", async () => {
    const document = `query($ids: [ID!]!) { priceBars(instrumentIds: $ids, from: "2025-01-01", to: "2025-01-31") { source } }`;
    const many = await ask(document, { ids: Array.from({ length: 101 }, () => SPY) });
    expect(many.errors[0]?.extensions).toMatchObject({ code: "BAD_INPUT" });
    const none = await ask(document, { ids: [SPY, "01900000-0000-7000-8000-000000000000"] });
    expect(none.errors[0]?.extensions).toMatchObject({ code: "NOT_FOUND" });
  });

  it("tells of an instrument its sector, identifiers and the symbols it had", async () => {
    const fields = "symbol sector isin cusip delistedOn symbolHistory { symbol exchange from to }";
    const { data } = await ask(
      `{ today: instrumentBySymbol(symbol: "FB") { ${fields} }
         googBefore: instrumentBySymbol(symbol: "GOOG", on: "2014-04-02") { symbol }
         googAfter: instrumentBySymbol(symbol: "GOOG", on: "2014-04-03") { symbol }
         apple: instrumentByIdentifier(identifier: "US0378331005") { symbol }
         mixed: instruments(symbols: ["GOOG", "US5949181045", "BTC-USD"], on: ["2010-01-04", "2010-01-04", "2024-01-04"]) { symbol assetClass } }`,
    );
    expect(data).toEqual({
      today: {
        symbol: "META",
        sector: "COMMUNICATION_SERVICES",
        isin: "US30303M1027",
        cusip: "30303M102",
        delistedOn: null,
        symbolHistory: [{ symbol: "FB", exchange: "XNAS", from: "2012-05-18", to: "2022-06-08" }],
      },
      googBefore: { symbol: "GOOGL" },
      googAfter: { symbol: "GOOG" },
      apple: { symbol: "AAPL" },
      mixed: [
        { symbol: "GOOGL", assetClass: "US_EQUITY" },
        { symbol: "MSFT", assetClass: "US_EQUITY" },
        { symbol: "BTC.USD", assetClass: "CRYPTO" },
      ],
    });
  });

  it.each([10, 100])("loads %i references and their quotes in two statements", async (count) => {
    const ids = [...(await services.instruments.bySymbols(await symbols())).values()]
      .slice(0, count)
      .map((instrument) => instrument.id);
    expect(ids).toHaveLength(count);
    db.statements.length = 0;
    const { data, errors } = await ask(
      "query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Instrument { symbol quote { price { amount } fxToUsd } } } }",
      { refs: ids.map((id) => ({ __typename: "Instrument", id })) },
    );
    expect(errors).toEqual([]);
    expect(data._entities.every((e: { quote: unknown }) => e.quote)).toBe(true);
    expect(countStatements()).toBe(2);
  });

  it("loads references by symbol and exchange in one statement, null for an unknown one", async () => {
    db.statements.length = 0;
    const { data } = await ask(
      "query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Instrument { id name } } }",
      {
        refs: [
          { __typename: "Instrument", symbol: "SPY", exchange: "ARCX" },
          { __typename: "Instrument", symbol: "BRK/B", exchange: "XNYS" },
          { __typename: "Instrument", symbol: "SPY", exchange: "XNAS" },
          { __typename: "Instrument", symbol: "\u0000", exchange: "\u0000" },
        ],
      },
    );
    expect(data._entities).toMatchObject([
      { id: SPY },
      { name: "Berkshire Hathaway Inc. Class B" },
      null,
      null,
    ]);
    expect(countStatements()).toBe(1);
  });

  it("aligns bulk symbols with the question, in one statement", async () => {
    db.statements.length = 0;
    const { data } = await ask(
      `{ instruments(symbols: ["VTI", "NOPE", "brk b", "VTI"]) { symbol } }`,
    );
    const found = data.instruments.map((i: { symbol: string } | null) => i?.symbol ?? null);
    expect(found).toEqual(["VTI", null, "BRK.B", "VTI"]);
    expect(countStatements()).toBe(1);
  });

  it("searches symbols first, then names", async () => {
    const { data } = await ask(`{ searchInstruments(text: "vti", first: 3) { symbol } }`);
    expect(data.searchInstruments).toEqual([
      { symbol: "VTI" },
      { symbol: "VTIAX" },
      { symbol: "VTIP" },
    ]);
  });

  it("gives the carried exchange rate with its day and source", async () => {
    const { data } = await ask(
      `{ fxRate(base: "EUR", quote: "USD") { base quote rate on source } }`,
    );
    expect(data.fxRate).toEqual({
      base: "EUR",
      quote: "USD",
      rate: "1.0389",
      on: "2024-12-31",
      source: "European Central Bank, reference rates of 2024-12-31",
    });
  });

  it.each([
    [`{ instrument(id: "${SPY.replace(/.$/, "0")}") { id } }`, "NOT_FOUND"],
    [`{ instrument(id: "1 or 1=1") { id } }`, "NOT_FOUND"],
    [`{ instrumentBySymbol(symbol: "NOPE") { id } }`, "UNKNOWN_SYMBOL"],
    [`{ instrumentBySymbol(symbol: "SPY", exchange: "XNAS") { id } }`, "UNKNOWN_SYMBOL"],
    [`{ instrumentBySymbol(symbol: "SPY", exchange: "\\u0000") { id } }`, "UNKNOWN_SYMBOL"],
    [`{ instrumentBySymbol(symbol: "\\u0000") { id } }`, "UNKNOWN_SYMBOL"],
    [`{ instrument(id: "\\u0000") { id } }`, "NOT_FOUND"],
    [`{ searchInstruments(text: "") { id } }`, "BAD_INPUT"],
    [`{ searchInstruments(text: "a\\u0000b") { id } }`, "BAD_INPUT"],
    [`{ searchInstruments(text: "a", first: 101) { id } }`, "BAD_INPUT"],
    [`{ fxRate(base: "US", quote: "EUR") { rate } }`, "BAD_INPUT"],
    [`{ fxRate(base: "XYZ", quote: "EUR") { rate } }`, "NO_FX_RATE"],
    [`{ fxRate(base: "USD", quote: "EUR", on: "2001-01-01") { rate } }`, "NO_FX_RATE"],
    [
      `{ instrument(id: "${SPY}") { bars(from: "2024-02-01", to: "2024-01-01") { source } } }`,
      "BAD_INPUT",
    ],
    [
      `{ instrument(id: "${SPY}") { bars(from: "1980-01-01", to: "2024-01-01") { source } } }`,
      "BAD_INPUT",
    ],
  ])("refuses %s with %s", async (document, code) => {
    expect(await codesOf(document)).toEqual([code]);
  });

  it("refuses 501 symbols", async () => {
    const many = Array.from({ length: 501 }, () => "SPY");
    const document = "query($s: [String!]!) { instruments(symbols: $s) { id } }";
    expect(await codesOf(document, { s: many })).toEqual(["BAD_INPUT"]);
  });

  it.each([
    `{ instrument(id: "${SPY}") { id } }`,
    `{ instrumentBySymbol(symbol: "SPY") { id } }`,
    `{ instruments(symbols: ["SPY"]) { id } }`,
    `{ searchInstruments(text: "SPY") { id } }`,
    `{ fxRate(base: "USD", quote: "EUR") { rate } }`,
  ])("gives nothing to nobody: %s", async (document) => {
    const { errors } = await graph.ask(ANONYMOUS, document);
    expect(errors.map((error) => error.extensions["code"])).toEqual(["UNAUTHENTICATED"]);
  });
});

describe("corporate actions in the graph", () => {
  const HEADER = "date,open,high,low,close,volume";
  let directory: string;
  let own: TestSubgraph;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "market-"));
    await mkdir(join(directory, "equities"));
    await mkdir(join(directory, "corporate-actions"));
    await writeFile(
      join(directory, "equities", "ZZZ.csv"),
      `${HEADER}\n2026-11-16,400,400,400,400,10\n2026-11-17,100,100,100,100,40\n2026-11-19,98,98,98,98,40\n`,
    );
    await writeFile(
      join(directory, "corporate-actions", "events.csv"),
      "symbol,ex_date,type,value,last_cum_date,reference_close\nZZZ,2026-11-17,SPLIT,4,2026-11-16,400\nZZZ,2026-11-19,DIVIDEND,2,2026-11-17,100\n",
    );
    const { market, listings } = await openMarket({
      providers: ["csv"],
      directory,
      seed: "a test",
      isAlwaysOpen: true,
      closures: [],
      report: () => undefined,
    });
    await services.instruments.ensure(listings);
    own = await openTestSubgraph(subgraph, { ...services, market });
  });
  afterAll(() => rm(directory, { recursive: true }));

  const closesOf = async (argument: string, to = "2026-11-19") => {
    const { data, errors } = await own.ask(
      VIEWER,
      `{ instrumentBySymbol(symbol: "ZZZ") { bars(from: "2026-11-16", to: "${to}" ${argument}) { close volume } } }`,
    );
    expect(errors).toEqual([]);
    return data.instrumentBySymbol.bars.close as string[];
  };

  it("are divided out of bars when they are asked to be", async () => {
    expect(await closesOf("")).toEqual(["400", "100", "98"]);
    expect(await closesOf("adjustment: RAW")).toEqual(["400", "100", "98"]);
    expect(await closesOf("adjustment: SPLIT")).toEqual(["100", "100", "98"]);
    expect(await closesOf("adjustment: TOTAL_RETURN")).toEqual(["98", "98", "98"]);
  });

  it("that come after the range count too: ranges of one series fit together", async () => {
    expect(await closesOf("adjustment: TOTAL_RETURN", "2026-11-16")).toEqual(["98"]);
  });

  it("are listed by ex-date", async () => {
    const listed = async (from: string, to: string) =>
      (
        await own.ask(
          VIEWER,
          `{ instrumentBySymbol(symbol: "ZZZ") { corporateActions(from: "${from}", to: "${to}") { kind exDate ratio amount { amount currency } } } }`,
        )
      ).data.instrumentBySymbol.corporateActions;
    const split = { kind: "SPLIT", exDate: "2026-11-17", ratio: "4", amount: null };
    expect(await listed("2026-11-01", "2026-11-30")).toEqual([
      split,
      {
        kind: "CASH_DIVIDEND",
        exDate: "2026-11-19",
        ratio: null,
        amount: { amount: "2", currency: "USD" },
      },
    ]);
    expect(await listed("2026-11-17", "2026-11-18")).toEqual([split]);
    expect(await listed("2026-11-18", "2026-11-18")).toEqual([]);
  });

  it.each([
    `corporateActions(from: "2026-11-18", to: "2026-11-17") { kind }`,
    `corporateActions(from: "1980-11-18", to: "2026-11-17") { kind }`,
  ])("refuse %s", async (field) => {
    expect(await codesOf(`{ instrument(id: "${SPY}") { ${field} } }`)).toEqual(["BAD_INPUT"]);
  });

  it("leave a quarantined price visible beside the quote that is served", async () => {
    const lying: MarketDataProvider = {
      name: "yahoo",
      isSimulated: false,
      priceAt: () =>
        Promise.resolve({
          price: new Decimal(9_800),
          previousClose: new Decimal(98),
          asOf: new Date(START),
        }),
      bars: () => Promise.resolve([]),
    };
    const market = { ...services.market, providers: [lying, ...services.market.providers] };
    const graphOfLies = await openTestSubgraph(subgraph, { ...services, market });
    const fields = `price { amount currency } asOf source reason`;
    const { data, errors } = await graphOfLies.ask(
      VIEWER,
      `{ instrument(id: "${SPY}") { quarantinedPrices { ${fields} } quote { source quarantined { ${fields} } } } }`,
    );
    expect(errors).toEqual([]);
    const held = [
      {
        price: { amount: "9800", currency: "USD" },
        asOf: "2026-11-20T16:00:00.000Z",
        source: "yahoo",
        reason: "SCALED_BY_100",
      },
    ];
    expect(data.instrument).toEqual({
      quarantinedPrices: held,
      quote: { source: "simulated", quarantined: held },
    });
  });
});

describe("the files of the graph", () => {
  it("are named after their schema coordinates", () => {
    const here = new URL(".", import.meta.url);
    const foreign = new Set(["Money", "Query", "Mutation", "Subscription"]);
    const coordinates = parse(graph.sdl).definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const name = definition.name.value;
      const isRoot = ["Query", "Mutation", "Subscription"].includes(name);
      if (!isRoot) return foreign.has(name) ? [] : [name];
      return (definition.fields ?? []).map((field) => `${name}.${field.name.value}`);
    });
    expect(coordinates.length).toBeGreaterThan(8);
    expect(coordinates.filter((c) => !existsSync(new URL(`${c}.ts`, here)))).toEqual([]);
  });
});

describe("quoteUpdated", () => {
  const WATCH = `subscription($ids: [ID!]!) { quoteUpdated(instrumentIds: $ids) {
    price { amount } asOf source isSimulated session instrument { id symbol quote { asOf price { amount } } } } }`;
  const tick = () =>
    tickQuotes({ market: services.market, ticks: quotes, channel: services.channel }, now);
  const refusalOf = (viewer: typeof VIEWER, ids: string[]) =>
    graph.subscribe(viewer, WATCH, { ids }).then(
      () => "accepted",
      (error: { errors: { extensions: { code: string } }[] }) => error.errors[0]?.extensions.code,
    );

  it("sends the current quote, then each tick; what is joined is never older than the event", async () => {
    const events = await graph.subscribe(VIEWER, WATCH, { ids: [SPY] });
    const first = (await events.next()).value;
    expect(first.errors).toEqual([]);
    expect(first.data.quoteUpdated).toMatchObject({
      asOf: "2026-11-20T16:00:00.000Z",
      source: "simulated",
      isSimulated: true,
      session: "REGULAR",
      instrument: { id: SPY, symbol: "SPY" },
    });
    now = new Date(START + 1_000);
    expect(await tick()).toEqual({ watched: 1, published: 1 });
    // a copy whose clock is behind resolves the event: it still joins the published quote
    now = new Date(START - 5_000);
    const second = (await events.next()).value.data.quoteUpdated;
    expect(second.asOf).toBe("2026-11-20T16:00:01.000Z");
    expect(second.instrument.quote).toEqual({ asOf: second.asOf, price: second.price });
    await events.return?.();
  });

  it("has the same price in a second process", async () => {
    const other = await openMarket({
      providers: ["simulated"],
      directory: null,
      seed: "a test",
      isAlwaysOpen: true,
      closures: [],
      report: () => undefined,
    });
    const spy = (await services.instruments.byIds([SPY])).get(SPY);
    if (!spy) throw new Error("SPY is known");
    const at = new Date("2027-03-14T09:59:59Z");
    const [here, there] = await Promise.all([
      services.market.providers.at(-1)?.priceAt(spy, at) ?? null,
      other.market.providers.at(-1)?.priceAt(spy, at) ?? null,
    ]);
    expect(here?.price).toBeDefined();
    expect(there).toEqual(here);
  });

  it.each([
    { ids: [], code: "BAD_INPUT" },
    { ids: Array.from({ length: 101 }, (_, i) => `${i}`), code: "BAD_INPUT" },
    { ids: [SPY, "00000000-0000-7000-8000-000000000000"], code: "NOT_FOUND" },
    { ids: ["x"], code: "NOT_FOUND" },
  ])("refuses $ids.length ids with $code", async ({ ids, code }) => {
    expect(await refusalOf(VIEWER, ids)).toBe(code);
  });

  it("gives nothing to nobody", async () => {
    expect(await refusalOf(ANONYMOUS, [SPY])).toBe("UNAUTHENTICATED");
  });
});
