import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { query } from "@wealthgraph/chassis/database";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { addDays, type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { CorporateAction } from "../domain/corporateAction.js";
import type { Instrument } from "../domain/instrument.js";
import { NyseCalendar } from "../domain/nyseCalendar.js";
import type { DailyBar } from "../domain/priceBars.js";
import { PostgresHistoryStore } from "../persistence/PostgresHistoryStore.js";
import { instrumentId, PostgresInstrumentStore } from "../persistence/PostgresInstrumentStore.js";
import { PostgresIntradayStore } from "../persistence/PostgresIntradayStore.js";
import { PostgresQuoteStore } from "../persistence/PostgresQuoteStore.js";
import { RememberedQuotes } from "../providers/RememberedQuotes.js";
import { StoredActions } from "../providers/StoredActions.js";
import { StoredHistoryProvider } from "../providers/StoredHistoryProvider.js";
import { subgraph } from "../subgraph.js";
import { keepHistory } from "./keepHistory.js";
import type { DateRange, Market, MarketDataProvider } from "./ports.js";
import { priceBars } from "./priceBars.js";
import { thinPrices } from "./thinPrices.js";
import { TrackedBatch } from "./TrackedBatch.js";

const calendar = new NyseCalendar();
const AAA = {
  symbol: "AAA",
  exchange: "XNAS",
  name: "Alpha",
  assetClass: "US_EQUITY",
  currency: "USD",
} as const;
const ID = instrumentId(AAA);
const INSTRUMENT: Instrument = { ...AAA, id: ID };
const FRIDAY = new Date("2026-11-20T23:00:00Z");
const never = new AbortController().signal;

let db: TestDatabase;
let history: PostgresHistoryStore;
let intraday: PostgresIntradayStore;

/** What the provider on the network says now. */
const net = {
  isAway: false,
  closes: new Map<CalendarDate, string>(),
  actions: [] as CorporateAction[],
  asked: [] as DateRange[],
};

const bar = (on: CalendarDate, close: string): DailyBar => {
  const price = new Decimal(close);
  return { date: on, open: price, high: price, low: price, close: price, volume: new Decimal(5) };
};
const barsOf = ({ from, to }: DateRange) =>
  [...net.closes].filter(([on]) => on >= from && on <= to).map(([on, close]) => bar(on, close));
const provider: MarketDataProvider = {
  name: "net",
  isSimulated: false,
  hasHistory: true,
  priceAt: () => answer({ price: new Decimal(100), previousClose: null, asOf: FRIDAY }),
  bars: (_, range) => answer(barsOf(range)),
  history: (_, range) => {
    net.asked.push(range);
    return answer({
      bars: barsOf(range),
      actions: net.actions.filter(({ exDate }) => exDate >= range.from && exDate <= range.to),
      adjustedCloses: new Map([...net.closes].map(([on, close]) => [on, new Decimal(close)])),
    });
  },
};
function answer<T>(value: T): Promise<T> {
  return net.isAway ? Promise.reject(new Failure("UNAVAILABLE")) : Promise.resolve(value);
}

/** Behind the lines, to look and to clean up. */
async function behind(statement: string): Promise<object[]> {
  const client = new Client({ connectionString: db.superuserUrl });
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}

let market: Market;
let actions: StoredActions;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "market_data", migrations: subgraph.migrations });
  history = new PostgresHistoryStore(db.database);
  intraday = new PostgresIntradayStore(db.database);
  await new PostgresInstrumentStore(db.database).ensure([AAA]);
});
beforeEach(async () => {
  Object.assign(net, { isAway: false, closes: new Map(), actions: [], asked: [] });
  for (const day of ["16", "17", "18", "19"]) net.closes.set(date(`2026-11-${day}`), `1${day}`);
  actions = new StoredActions({ actionsOf: () => [] }, history, {
    nowMs: () => 0,
    onFailure: (error) => {
      throw error;
    },
  });
  market = {
    calendar,
    providers: [new StoredHistoryProvider(provider, history)],
    fx: { rate: () => Promise.resolve(null) },
    lastGood: new RememberedQuotes(),
    actions,
  };
  await behind(
    "truncate market_data.daily_bar, market_data.bar_coverage, market_data.corporate_action, market_data.reconciliation, market_data.outbox, market_data.tick, market_data.minute_bar, market_data.hour_bar",
  );
  await history.track([ID], date("2026-11-01"));
});
afterAll(() => db.close());

const keep = (now: Date) =>
  keepHistory(
    {
      market,
      instruments: new PostgresInstrumentStore(db.database),
      history,
      tracked: history,
      actionsChanged: () => actions.refresh(),
    },
    now,
    never,
  );
const revisions = () =>
  behind("select type, data from market_data.outbox order by id") as Promise<
    { type: string; data: object }[]
  >;
const THURSDAY_EVENING = new Date("2026-11-20T02:00:00Z");

describe("keepHistory", () => {
  it("stores the whole history first, then only the last days, and twice the same changes nothing", async () => {
    expect(await keep(THURSDAY_EVENING)).toEqual({
      instruments: 1,
      barsAdded: 4,
      revised: 0,
      failed: [],
    });
    net.closes.set(date("2026-11-20"), "120");
    expect(await keep(FRIDAY)).toEqual({ instruments: 1, barsAdded: 1, revised: 0, failed: [] });
    expect(await keep(FRIDAY)).toEqual({ instruments: 1, barsAdded: 0, revised: 0, failed: [] });
    expect(net.asked.map(({ from, to }) => [from, to])).toEqual([
      ["1986-11-19", "2026-11-19"],
      ["2026-11-09", "2026-11-20"],
      ["2026-11-10", "2026-11-20"],
    ]);
    expect(await revisions()).toEqual([]);
  });

  it("fills the gap after a time without any run", async () => {
    await keep(THURSDAY_EVENING);
    for (let day = date("2026-11-20"); day <= "2026-11-30"; day = addDays(day, 1))
      net.closes.set(day, "130");
    const kept = await keep(new Date("2026-11-30T23:00:00Z"));
    expect(kept.barsAdded).toBe(11);
  });

  it("tells of a corrected bar from its day on, once", async () => {
    await keep(THURSDAY_EVENING);
    net.closes.set(date("2026-11-18"), "99");
    expect(await keep(FRIDAY)).toMatchObject({ revised: 1 });
    expect(await keep(FRIDAY)).toMatchObject({ revised: 0 });
    expect(await revisions()).toEqual([
      { type: "prices.revised", data: { instrumentId: ID, source: "net", from: "2026-11-18" } },
    ]);
  });

  it("supersedes a revised action, keeps both, and adjusts by the one in force", async () => {
    const split = (ratio: number): CorporateAction => ({
      kind: "SPLIT",
      exDate: date("2026-11-18"),
      ratio: new Decimal(ratio),
    });
    net.actions = [split(2)];
    await keep(THURSDAY_EVENING);
    const range = {
      from: date("2026-11-16"),
      to: date("2026-11-19"),
      adjustment: "SPLIT" as const,
    };
    const first = async () =>
      (await priceBars(market, INSTRUMENT, range, FRIDAY)).close[0]?.toNumber();
    expect(await first()).toBe(58);
    net.actions = [split(4)];
    expect(await keep(FRIDAY)).toMatchObject({ revised: 1 });
    expect(await first()).toBe(29);
    expect((await revisions()).map(({ data }) => data)).toEqual([
      { instrumentId: ID, source: "net", from: "2026-11-18" },
    ]);
    const rows = await behind(
      "select ratio::text, superseded_at is null as in_force from market_data.corporate_action order by id",
    );
    expect(rows).toEqual([
      { ratio: "2", in_force: false },
      { ratio: "4", in_force: true },
    ]);
  });

  it("reconciles with the provider's own adjusted closes", async () => {
    await keep(THURSDAY_EVENING);
    const found = (await history.reconciliations([ID])).get(ID);
    expect(found).toMatchObject([{ source: "net", days: 4, isReconciled: true, to: "2026-11-19" }]);
    net.actions = [
      {
        kind: "CASH_DIVIDEND",
        exDate: date("2026-11-19"),
        amount: new Decimal(1),
        referenceClose: null,
      },
    ];
    await keep(FRIDAY);
    expect((await history.reconciliations([ID])).get(ID)).toMatchObject([{ isReconciled: false }]);
  });

  it("passes over a provider that is away, and comes back to it", async () => {
    net.isAway = true;
    expect(await keep(FRIDAY)).toEqual({
      instruments: 0,
      barsAdded: 0,
      revised: 0,
      failed: ["net AAA"],
    });
    net.isAway = false;
    expect(await keep(FRIDAY)).toMatchObject({ barsAdded: 4, failed: [] });
  });

  it("follows what was asked for in the last thirty days only", async () => {
    const batch = new TrackedBatch(history, (error) => {
      throw error;
    });
    expect(await keep(new Date("2027-02-01T23:00:00Z"))).toMatchObject({ instruments: 0 });
    db.statements.length = 0;
    batch.note([ID, ID], date("2027-01-31"));
    batch.note([ID], date("2027-01-31"));
    await batch.settled();
    expect(db.statements.filter((text) => text.includes("tracked_instrument"))).toHaveLength(1);
    expect(await keep(new Date("2027-02-01T23:00:00Z"))).toMatchObject({ instruments: 1 });
    await behind("update market_data.tracked_instrument set asked_on = '2026-11-01'");
  });
});

describe("kept bars", () => {
  const closes = async (from: string, to: string) => {
    const asked = { from: date(from), to: date(to), adjustment: "RAW" as const };
    const { close, source } = await priceBars(market, INSTRUMENT, asked, FRIDAY);
    return { source, close: close.map((one) => one.toNumber()) };
  };

  it("are read while the provider is away, and the newest are asked for while it is there", async () => {
    await keep(THURSDAY_EVENING);
    net.closes.set(date("2026-11-20"), "120");
    expect(await closes("2026-11-18", "2026-11-20")).toEqual({
      source: "net",
      close: [118, 119, 120],
    });
    net.isAway = true;
    expect(await closes("2026-11-16", "2026-11-20")).toEqual({
      source: "net",
      close: [116, 117, 118, 119],
    });
  });

  it("lie in partitions of a month each, and a range reads no other", async () => {
    net.closes = new Map([[date("2026-10-15"), "90"], ...net.closes]);
    await keep(THURSDAY_EVENING);
    const plan = (await behind(
      "explain select * from market_data.daily_bar where date between '2026-11-01' and '2026-11-30'",
    )) as Record<string, string>[];
    const text = plan.map((row) => Object.values(row)[0]).join();
    expect(text).toContain("daily_bar_202611");
    expect(text).not.toContain("daily_bar_202610");
  });
});

describe("prices of the day", () => {
  const at = (text: string) => new Date(text);
  const tick = (when: string, price: string, isSimulated = false) => ({
    instrumentId: ID,
    price: { amount: new Decimal(price), currency: "USD" },
    previousClose: null,
    asOf: at(when),
    receivedAt: at(when),
    source: isSimulated ? "simulated" : "net",
    isSimulated,
    fxToUsd: new Decimal(1),
    fxRateDate: date("2026-11-20"),
  });
  const publish = (...records: ReturnType<typeof tick>[]) =>
    new PostgresQuoteStore(db.database).asLeader(async (round) => {
      for (const record of records) await round.advance([record]);
    });
  const day = (interval: "MINUTE" | "HOUR") =>
    intraday.bars(ID, {
      from: at("2025-01-01T00:00:00Z"),
      to: at("2030-01-01T00:00:00Z"),
      interval,
    });
  const OPENED = { at: at("2026-11-20T15:00:00Z"), open: "10", high: "12", low: "9", close: "9" };

  beforeAll(async () => {
    await behind("delete from market_data.latest_quote");
  });

  it("become minutes after 30 days and hours after a year, and read the same before and after", async () => {
    await publish(
      tick("2026-11-20T15:00:01Z", "10"),
      tick("2026-11-20T15:00:30Z", "12"),
      tick("2026-11-20T15:00:59Z", "9"),
      tick("2026-11-20T15:02:00Z", "11"),
      tick("2026-11-20T15:03:00Z", "500", true),
    );
    const minutes = [
      OPENED,
      { ...OPENED, at: at("2026-11-20T15:02:00Z"), open: "11", high: "11", low: "11", close: "11" },
    ];
    expect(await day("MINUTE")).toEqual(minutes);
    expect(await thinPrices(intraday, at("2026-12-20T12:00:00Z"))).toEqual({
      ticks: 0,
      minutes: 0,
    });
    expect(await thinPrices(intraday, at("2026-12-21T12:00:00Z"))).toEqual({
      ticks: 4,
      minutes: 0,
    });
    expect(await thinPrices(intraday, at("2026-12-21T12:00:00Z"))).toEqual({
      ticks: 0,
      minutes: 0,
    });
    expect(await day("MINUTE")).toEqual(minutes);
    const hour = [{ ...OPENED, close: "11" }];
    expect(await day("HOUR")).toEqual(hour);
    expect(await thinPrices(intraday, at("2027-11-21T12:00:00Z"))).toEqual({
      ticks: 0,
      minutes: 2,
    });
    expect(await day("HOUR")).toEqual(hour);
  });

  it("lie in partitions of a day, which are made ahead and dropped when they are empty and old", async () => {
    const partitions = async () =>
      (
        (await behind(
          "select relid::regclass::text as name from pg_partition_tree('market_data.tick') where isleaf order by 1",
        )) as { name: string }[]
      ).map(({ name }) => name.replace("market_data.", ""));
    await intraday.prepare(at("2031-03-01T12:00:00Z"), 1);
    expect(await partitions()).toEqual(expect.arrayContaining(["tick_20310301", "tick_20310302"]));
    await thinPrices(intraday, at("2031-04-02T12:00:00Z"));
    const left = await partitions();
    expect(left).not.toContain("tick_20310301");
    expect(left).toEqual(expect.arrayContaining(["tick_default", "tick_20310409"]));
  });
});

describe("kept exchange rates", () => {
  it("come back as the table they were, and a corrected fixing replaces the old one", async () => {
    const table = (on: string, dollars: string) => ({
      source: "European Central Bank",
      dates: [date(on)],
      columns: new Map([
        ["JPY", 0],
        ["USD", 1],
      ]),
      figures: [["170.5", dollars]],
    });
    await history.putRates(table("2026-11-19", "1.1"));
    await history.putRates(table("2026-11-20", "1.2"));
    await history.putRates(table("2026-11-20", "1.25"));
    expect(await history.rates("European Central Bank")).toEqual({
      source: "European Central Bank",
      dates: ["2026-11-19", "2026-11-20"],
      columns: new Map([
        ["JPY", 0],
        ["USD", 1],
      ]),
      figures: [
        ["170.5", "1.1"],
        ["170.5", "1.25"],
      ],
    });
    expect(await history.rates("nobody")).toBeNull();
  });

  it("are beyond the application's power to delete, as are bars", async () => {
    for (const table of ["euro_rate", "daily_bar", "corporate_action"]) {
      const attempt = db.database.global((em) => query(em, `delete from market_data.${table}`));
      await expect(attempt).rejects.toThrow(/permission denied/);
    }
  });
});
