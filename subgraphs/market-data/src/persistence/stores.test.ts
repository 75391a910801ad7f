import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { query } from "@wealthgraph/chassis/database";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { type Listing, listingKey } from "../domain/instrument.js";
import type { QuoteRecord } from "../domain/quote.js";
import { subgraph } from "../subgraph.js";
import { instrumentId, PostgresInstrumentStore } from "./PostgresInstrumentStore.js";
import { RememberedInstrumentStore } from "./RememberedInstrumentStore.js";
import { PostgresQuoteStore } from "./PostgresQuoteStore.js";

let db: TestDatabase;
let instruments: PostgresInstrumentStore;
let quotes: PostgresQuoteStore;

const listing = (symbol: string, exchange: string, name: string): Listing => ({
  symbol,
  exchange,
  name,
  assetClass: "US_EQUITY",
  currency: "USD",
});
const LISTINGS = [
  listing("AAA", "XNAS", "Alpha Inc."),
  listing("AAA", "XETR", "Alpha AG"),
  listing("AAA", "XXXX", "AAA"),
  listing("AAB", "XNYS", "100% Beta_Corp"),
  listing("ZZ", "XNYS", "The AAA Company"),
];
const AAA = instrumentId({ symbol: "AAA", exchange: "XNAS" });
const AAB = instrumentId({ symbol: "AAB", exchange: "XNYS" });
const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 16, 0, second));

const record = (amount: string, asOf: Date, source = "simulated"): QuoteRecord => ({
  instrumentId: AAA,
  price: { amount: new Decimal(amount), currency: "USD" },
  previousClose: { amount: new Decimal("0.1000000000000000005"), currency: "USD" },
  asOf,
  receivedAt: asOf,
  source,
  isSimulated: source === "simulated",
  fxToUsd: new Decimal("1.000000000001"),
  fxRateDate: date("2026-11-20"),
});
const advance = (...records: QuoteRecord[]) => quotes.asLeader((round) => round.advance(records));

beforeAll(async () => {
  db = await createTestDatabase({ schema: "market_data", migrations: subgraph.migrations });
  instruments = new PostgresInstrumentStore(db.database);
  quotes = new PostgresQuoteStore(db.database);
  await instruments.ensure(LISTINGS);
});
afterAll(() => db.close());

describe("PostgresInstrumentStore", () => {
  it("gives a listing the same id everywhere, and corrects names without a second row", async () => {
    await instruments.ensure([{ ...listing("ZZ", "XNYS", "The AAA Company, renamed") }]);
    await instruments.ensure(LISTINGS);
    const id = instrumentId({ symbol: "ZZ", exchange: "XNYS" });
    expect((await instruments.byIds([id])).get(id)?.name).toBe("The AAA Company");
    const rows = await db.database.global((em) =>
      query(em, "select count(*)::int as n from market_data.instrument"),
    );
    expect(rows).toEqual([{ n: LISTINGS.length }]);
  });

  it("knows by the day whose symbol it was, and who has it no more", async () => {
    const at = (symbol: string, on: string) => ({ symbol, on: date(on) });
    const names = async (...asked: { symbol: string; on: ReturnType<typeof date> }[]) =>
      (await instruments.bySymbolsOn(asked)).map((found) => found && listingKey(found));
    const gone = { ...listing("OLD.CO", "XXXX", "Gone Inc."), delistedOn: date("2008-09-26") };
    await instruments.ensure([...LISTINGS, gone]);
    const of = (symbol: string, exchange: string) => ({ symbol, exchange });
    const period = { exchange: "XNYS", from: date("1998-12-09"), to: date("2008-09-26") };
    await instruments.ensurePeriods([
      { ...period, symbol: "ZZ", of: gone },
      { ...period, symbol: "ZZ", from: date("2009-08-05"), to: null, of: of("ZZ", "XNYS") },
      { ...period, symbol: "FORMER", of: of("AAB", "XNYS") },
      { ...period, symbol: "NOBODY", of: of("QQ", "XNYS") },
    ]);
    expect(
      await names(
        at("ZZ", "1998-12-09"),
        at("ZZ", "2008-09-26"),
        at("ZZ", "2009-01-01"),
        at("ZZ", "2026-01-01"),
        at("FORMER", "2000-01-01"),
        at("FORMER", "2020-01-01"),
        at("NOBODY", "2000-01-01"),
      ),
    ).toEqual(["OLD.CO:XXXX", "OLD.CO:XXXX", "ZZ:XNYS", "ZZ:XNYS", "AAB:XNYS", "AAB:XNYS", null]);
    const today = await instruments.bySymbols(["ZZ", "FORMER"]);
    expect(today.get("FORMER")?.name).toBe("100% Beta_Corp");
    expect(today.get("ZZ")?.name).toBe("The AAA Company");
    const goneId = instrumentId(gone);
    expect((await instruments.byIds([goneId])).get(goneId)?.delistedOn).toBe("2008-09-26");
    expect((await instruments.symbolPeriods([goneId])).get(goneId)).toEqual([
      { symbol: "ZZ", exchange: "XNYS", from: "1998-12-09", to: "2008-09-26" },
    ]);
    expect((await instruments.search("former", 5)).map(({ symbol }) => symbol)).toEqual(["AAB"]);
  });

  it("finds a security by ISIN and CUSIP, and forgets what is no longer said of it", async () => {
    const named = { ...listing("ZZ", "XNYS", "The AAA Company"), sector: "ENERGY" as const };
    await instruments.ensure([{ ...named, isin: "US0378331005", cusip: "037833100" }]);
    const asked = ["US0378331005", "037833100", "US5949181045"];
    const found = await instruments.byIdentifiers(asked);
    expect([...found].map(([key, { symbol, sector }]) => [key, symbol, sector])).toEqual([
      ["US0378331005", "ZZ", "ENERGY"],
      ["037833100", "ZZ", "ENERGY"],
    ]);
    expect((await instruments.search("us0378331005", 5)).map(({ symbol }) => symbol)).toEqual([
      "ZZ",
    ]);
    await instruments.ensure(LISTINGS);
    expect((await instruments.byIdentifiers(asked)).size).toBe(0);
  });

  it("takes many ids in one statement, and ids that are none", async () => {
    db.statements.length = 0;
    const found = await instruments.byIds([AAA, AAB, "no uuid", "'; drop table x"]);
    expect([...found.keys()].sort()).toEqual([AAA, AAB].sort());
    expect(db.statements.filter((sql) => sql.includes("market_data.")).length).toBe(1);
    expect((await instruments.byIds([])).size).toBe(0);
  });

  it("prefers a known market to none, and of several the first in alphabetical order", async () => {
    const found = await instruments.bySymbols(["AAA", "NOPE"]);
    expect([...found.values()].map((i) => i.exchange)).toEqual(["XETR"]);
  });

  it("finds by symbol and market together", async () => {
    const found = await instruments.byListings([
      { symbol: "AAA", exchange: "XXXX" },
      { symbol: "AAB", exchange: "XNAS" },
    ]);
    expect([...found.keys()]).toEqual(["AAA:XXXX"]);
  });

  it.each([
    { text: "aaa", limit: 10, symbols: ["AAA", "AAA", "AAA", "ZZ"] },
    { text: "AA", limit: 4, symbols: ["AAA", "AAA", "AAA", "AAB"] },
    { text: "alpha", limit: 10, symbols: ["AAA", "AAA"] },
    { text: "100%", limit: 10, symbols: ["AAB"] },
    { text: "%", limit: 10, symbols: ["AAB"] },
    { text: "_", limit: 10, symbols: ["AAB"] },
    { text: "nothing", limit: 10, symbols: [] },
  ])("searches $text", async ({ text, limit, symbols }) => {
    expect((await instruments.search(text, limit)).map((i) => i.symbol)).toEqual(symbols);
  });
});

describe("RememberedInstrumentStore", () => {
  it("asks for an instrument once a minute, and for an unknown one every time", async () => {
    let now = at(0);
    const remembered = new RememberedInstrumentStore(instruments, () => now);
    const asked = async () => {
      db.statements.length = 0;
      const found = await remembered.byIds([AAA]);
      expect(found.get(AAA)?.symbol).toBe("AAA");
      return db.statements.filter((sql) => sql.includes("market_data.")).length;
    };
    const first = await asked();
    now = at(59);
    const within = await asked();
    now = at(61);
    expect([first, within, await asked()]).toEqual([1, 0, 1]);
    const unknown = "00000000-0000-7000-8000-000000000000";
    expect((await remembered.byIds([AAA, unknown])).has(unknown)).toBe(false);
  });

  it("sees at once what this process itself corrects", async () => {
    const remembered = new RememberedInstrumentStore(instruments, () => at(0));
    await remembered.byIds([AAA]);
    await remembered.ensure([listing("AAA", "XNAS", "Alpha renamed")]);
    expect((await remembered.byIds([AAA])).get(AAA)?.name).toBe("Alpha renamed");
  });
});

describe("PostgresQuoteStore", () => {
  it("keeps a quote exactly", async () => {
    const stored = record("123456789.123456789012345678", at(0));
    expect(await advance(stored)).toEqual(new Set([AAA]));
    expect((await quotes.latest([AAA, AAB])).get(AAA)).toEqual(stored);
  });

  it.each([
    { what: "a newer one", next: record("101", at(2)), passes: true },
    { what: "the same one", next: record("101", at(2)), passes: false },
    { what: "an older one", next: record("99", at(1)), passes: false },
    { what: "another price of the same instant", next: record("102", at(2)), passes: true },
    { what: "an older one of another source", next: record("50", at(0), "csv"), passes: true },
  ])("lets $what pass: $passes", async ({ next, passes }) => {
    expect(await advance(next)).toEqual(new Set(passes ? [AAA] : []));
  });

  it("watches until the latest wish, and forgets after it", async () => {
    await quotes.watch([AAA, AAB], at(30));
    await quotes.watch([AAB], at(10));
    const watchedAt = async (now: Date) =>
      (await quotes.asLeader((round) => round.watched(now)))?.map((i) => i.id).sort();
    expect(await watchedAt(at(29))).toEqual([AAA, AAB].sort());
    expect(await watchedAt(at(30))).toEqual([]);
  });

  it("has one leader at a time, and another one as soon as the first has failed", async () => {
    let isInside = () => {};
    const inside = new Promise<void>((resolve) => (isInside = resolve));
    let die = () => {};
    const dies = new Promise<void>((resolve) => (die = resolve));
    const first = quotes.asLeader(async (round) => {
      await round.advance([record("777", at(40))]);
      isInside();
      await dies;
      throw new Error("the leader dies");
    });
    await inside;
    expect(await quotes.asLeader(() => Promise.resolve("leads"))).toBeNull();
    die();
    await expect(first).rejects.toThrow("the leader dies");
    expect(await quotes.asLeader(() => Promise.resolve("leads"))).toBe("leads");
    expect((await quotes.latest([AAA])).get(AAA)?.price.amount.toNumber()).not.toBe(777);
  });

  it.each([
    "delete from market_data.instrument",
    "delete from market_data.latest_quote",
    "delete from market_data.watched_instrument",
    "drop table market_data.latest_quote",
    "select * from market_data.outbox",
  ])("the application's role may not: %s", async (statement) => {
    await expect(db.database.global((em) => query(em, statement))).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });
});
