import { afterEach, describe, expect, it } from "@jest/globals";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { Instrument } from "../domain/instrument.js";
import { NyseCalendar } from "../domain/nyseCalendar.js";
import type { QuoteRecord } from "../domain/quote.js";
import { BusQuoteChannel } from "../providers/BusQuoteChannel.js";
import { RememberedQuotes } from "../providers/RememberedQuotes.js";
import { exchangeRate } from "./exchangeRate.js";
import {
  instrumentByIdentifier,
  instrumentBySymbol,
  instrumentsBySymbols,
  searchInstruments,
} from "./findInstruments.js";
import { latestQuotes } from "./latestQuotes.js";
import type {
  FxSource,
  InstrumentStore,
  Market,
  MarketDataProvider,
  ProvidedPrice,
  TickStore,
} from "./ports.js";
import { priceBars } from "./priceBars.js";
import { priceInstrument } from "./priceInstrument.js";
import { quarantinedPrices } from "./quarantinedPrices.js";
import { Ticker } from "./Ticker.js";
import { tickQuotes } from "./tickQuotes.js";
import { WatchList } from "./WatchList.js";
import { watchQuotes, type WatchPorts } from "./watchQuotes.js";

const calendar = new NyseCalendar();
const NOW = new Date("2026-11-20T16:00:00Z"); // a Friday, 11:00 in New York

const instrument = (n: number, currency = "USD"): Instrument => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  symbol: `S${n}`,
  exchange: "XNAS",
  name: `Share ${n}`,
  assetClass: "US_EQUITY",
  currency,
});
const ONE = instrument(1);

const price = (amount: string, asOf: string): ProvidedPrice => ({
  price: new Decimal(amount),
  previousClose: new Decimal(100),
  asOf: new Date(asOf),
});
const provider = (
  name: string,
  priceOf: (of: Instrument, now: Date) => ProvidedPrice | null,
): MarketDataProvider => ({
  name,
  isSimulated: name === "simulated",
  priceAt: (of, now) => Promise.resolve(priceOf(of, now)),
  bars: (_of, range) =>
    Promise.resolve([
      {
        date: range.to,
        open: new Decimal(1),
        high: new Decimal(1),
        low: new Decimal(1),
        close: new Decimal(1),
        volume: new Decimal(name.length),
      },
    ]),
});
const live = provider("simulated", (_of, now) => price("101.5", now.toISOString()));
const fx: FxSource = {
  rate: (pair, on) =>
    Promise.resolve(
      pair.base === "EUR" && on >= "2024-01-02"
        ? { ...pair, rate: new Decimal("1.1"), on: date("2024-01-02"), source: "a test" }
        : null,
    ),
};
const marketOf = (...providers: MarketDataProvider[]): Market => ({
  calendar,
  providers,
  fx,
  lastGood: new RememberedQuotes(),
  actions: { actionsOf: () => [] },
});
const nothingStored = { latest: () => Promise.resolve(new Map<string, QuoteRecord>()) };

const storeOf = (...instruments: Instrument[]): InstrumentStore => ({
  byIds: (ids) =>
    Promise.resolve(new Map(instruments.filter((i) => ids.includes(i.id)).map((i) => [i.id, i]))),
  byListings: (keys) =>
    Promise.resolve(
      new Map(
        instruments
          .filter((i) => keys.some((k) => k.symbol === i.symbol && k.exchange === i.exchange))
          .map((i) => [`${i.symbol}:${i.exchange}`, i]),
      ),
    ),
  bySymbols: (symbols) =>
    Promise.resolve(
      new Map(instruments.filter((i) => symbols.includes(i.symbol)).map((i) => [i.symbol, i])),
    ),
  bySymbolsOn: (asked) =>
    Promise.resolve(
      asked.map(({ symbol }) => instruments.find((i) => i.symbol === symbol) ?? null),
    ),
  byIdentifiers: (identifiers) =>
    Promise.resolve(
      new Map(
        instruments.flatMap((i) =>
          [i.isin, i.cusip].flatMap((key): [string, Instrument][] =>
            key && identifiers.includes(key) ? [[key, i]] : [],
          ),
        ),
      ),
    ),
  symbolPeriods: () => Promise.resolve(new Map()),
  ensurePeriods: () => Promise.resolve(),
  search: (text, limit) =>
    Promise.resolve(instruments.filter((i) => i.name.includes(text)).slice(0, limit)),
  ensure: () => Promise.resolve(),
});

describe("latestQuotes", () => {
  const quoteOf = async (market: Market, of = ONE, quotes = nothingStored) => {
    const [quote] = await latestQuotes({ market, quotes }, [of], NOW);
    return quote;
  };

  it.each([
    // the price of 18 November is two sessions before that of the 20th, which has begun
    { csv: "2026-11-19T21:00:00Z", source: "csv", isStale: false },
    { csv: "2026-11-18T21:00:00Z", source: "simulated", isStale: false },
    { csv: null, source: "simulated", isStale: false },
  ])("takes $source when the file ends at $csv", async ({ csv, source, isStale }) => {
    const file = provider("csv", () => (csv ? price("99", csv) : null));
    expect(await quoteOf(marketOf(file, live))).toMatchObject({
      source,
      isStale,
      isSimulated: source === "simulated",
    });
  });

  it("serves a stale price as stale, with its delay, when nobody has a better one", async () => {
    const file = provider("csv", () => price("99", "2021-03-31T20:00:00Z"));
    expect(await quoteOf(marketOf(file))).toMatchObject({
      isStale: true,
      isSimulated: false,
      session: "REGULAR",
      delaySeconds: (NOW.getTime() - Date.parse("2021-03-31T20:00:00Z")) / 1000,
    });
  });

  it("has no quote where nobody has a price", async () => {
    expect(await quoteOf(marketOf(provider("csv", () => null)))).toBeNull();
  });

  it("carries the rate of a foreign price and its day", async () => {
    const quote = await quoteOf(marketOf(live), instrument(2, "EUR"));
    expect(quote).toMatchObject({ fxToUsd: new Decimal("1.1"), fxRateDate: "2024-01-02" });
    expect(await quoteOf(marketOf(live))).toMatchObject({
      fxToUsd: new Decimal(1),
      fxRateDate: "2026-11-20",
    });
  });

  it("gives the refusal of one instrument beside the quotes of the others", async () => {
    const quotes = await latestQuotes(
      { market: marketOf(live), quotes: nothingStored },
      [instrument(3, "XYZ"), ONE],
      NOW,
    );
    expect(quotes[0]).toMatchObject({ code: "NO_FX_RATE" });
    expect(quotes[1]).toMatchObject({ instrumentId: ONE.id });
  });

  it("prefers a published quote of the same source that is newer than this process's clock", async () => {
    const ahead = { ...price("7", "2026-11-20T16:00:02Z"), source: "simulated" };
    const published = (source: string) => ({
      latest: () =>
        Promise.resolve(
          new Map([
            [
              ONE.id,
              {
                instrumentId: ONE.id,
                price: { amount: ahead.price, currency: "USD" },
                previousClose: null,
                asOf: ahead.asOf,
                receivedAt: ahead.asOf,
                source,
                isSimulated: source === "simulated",
                fxToUsd: new Decimal(1),
                fxRateDate: date("2026-11-20"),
              },
            ],
          ]),
        ),
    });
    expect(await quoteOf(marketOf(live), ONE, published("simulated"))).toMatchObject({
      price: { amount: new Decimal(7) },
    });
    expect(await quoteOf(marketOf(live), ONE, published("csv"))).toMatchObject({
      price: { amount: new Decimal("101.5") },
    });
  });
});

describe("the chain of providers", () => {
  const iso = NOW.toISOString();
  const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();
  const failing = (name: string): MarketDataProvider => ({
    ...provider(name, () => null),
    priceAt: () => Promise.reject(new Failure("PROVIDER_TIMED_OUT")),
  });
  const yahoo = (amount: string, asOf = iso) => provider("yahoo", () => price(amount, asOf));
  const tiingo = (amount: string) => provider("tiingo", () => price(amount, iso));
  const splitOf = (on: string, ratio: string) => ({
    actionsOf: () => [{ kind: "SPLIT" as const, exDate: date(on), ratio: new Decimal(ratio) }],
  });
  /** What is served when `providers` answer and `last` was the last good quote, three hours ago. */
  const served = async (last: string | null, ...providers: MarketDataProvider[]) => {
    const market = marketOf(...providers);
    if (last !== null) {
      const before = { ...market, providers: [yahoo(last, ago(3))] };
      await priceInstrument(before, ONE, new Date(ago(3)));
    }
    const [quote] = await latestQuotes({ market, quotes: nothingStored }, [ONE], NOW);
    if (quote instanceof Error) throw quote;
    const held = await quarantinedPrices(market, ONE, NOW, null);
    return {
      price: quote?.price.amount.toFixed() ?? null,
      source: quote?.source ?? null,
      isStale: quote?.isStale ?? null,
      quarantined: held.map((q) => `${q.source} ${q.price.amount.toFixed()} ${q.reason}`),
    };
  };
  const good = { isStale: false, quarantined: [] };

  it("passes over a provider that fails, and tells who answered", async () => {
    expect(await served(null, failing("yahoo"), tiingo("101"))).toEqual({
      ...good,
      price: "101",
      source: "tiingo",
    });
  });

  it("has no quote, and no error, when all fail and nothing was kept", async () => {
    expect(await served(null, failing("yahoo"), failing("tiingo"))).toMatchObject({ price: null });
  });

  it("serves the last good quote as stale when all fail, before a simulated price", async () => {
    const last = { price: "99", source: "yahoo", isStale: true, quarantined: [] };
    expect(await served("99", failing("yahoo"))).toEqual(last);
    expect(await served("99", failing("yahoo"), live)).toEqual(last);
    expect(await served(null, failing("yahoo"), live)).toMatchObject({ source: "simulated" });
  });

  it("serves the stored quote of another process as last resort, never a simulated one", async () => {
    const made = await priceInstrument(marketOf(yahoo("98", ago(3))), ONE, NOW);
    const storedAs = (isSimulated: boolean) =>
      priceInstrument(marketOf(failing("yahoo")), ONE, NOW, made && { ...made, isSimulated });
    expect(await storedAs(false)).toMatchObject({ source: "yahoo", isLastResort: true });
    expect(await storedAs(true)).toBeNull();
  });

  it("lets a bug through: only a failure of the world is passed over", async () => {
    const broken = { ...yahoo("1"), priceAt: () => Promise.reject(new TypeError("a bug")) };
    await expect(priceInstrument(marketOf(broken, live), ONE, NOW)).rejects.toThrow("a bug");
  });

  it.each([
    { lie: "-100", reason: "NOT_POSITIVE" },
    { lie: "9900", reason: "SCALED_BY_100" },
    { lie: "49.5", reason: "SPLIT_NOT_ANNOUNCED" },
    { lie: "170", reason: "IMPLAUSIBLE_MOVE" },
  ])("shows $lie after 99 as $reason and does not use it", async ({ lie, reason }) => {
    const quarantined = [`yahoo ${lie} ${reason}`];
    const last = { price: "99", source: "yahoo", isStale: true, quarantined };
    expect(await served("99", yahoo(lie))).toEqual(last);
    expect(await served("99", yahoo(lie), live)).toEqual(last);
    expect(await served("99", yahoo(lie), tiingo("100"))).toEqual({
      price: "100",
      source: "tiingo",
      isStale: false,
      quarantined,
    });
  });

  it("shows a price from the future and does not use it", async () => {
    const ahead = yahoo("99", new Date(NOW.getTime() + 61_000).toISOString());
    expect(await served("99", ahead)).toMatchObject({
      isStale: true,
      quarantined: ["yahoo 99 FROM_THE_FUTURE"],
    });
  });

  it("believes a move that a second provider confirms, but no vote makes a price positive", async () => {
    expect(await served("99", yahoo("40"), tiingo("40.5"))).toEqual({
      ...good,
      price: "40.5",
      source: "tiingo",
    });
    expect(await served("99", yahoo("40"), tiingo("60"))).toMatchObject({ price: "99" });
    expect(await served("99", yahoo("-1"), tiingo("-1"))).toMatchObject({ price: "99" });
    expect(await served("99", yahoo("9900"), tiingo("9900"))).toMatchObject({ price: "99" });
  });

  it("believes a split that is announced, and divides the last good quote by it", async () => {
    const reading = async (now: MarketDataProvider) => {
      const market = { ...marketOf(now), actions: splitOf("2026-11-20", "4") };
      const unsplit = { ...price("400", ago(20)), previousClose: null };
      const before = { ...market, providers: [provider("yahoo", () => unsplit)] };
      await priceInstrument(before, ONE, new Date(ago(20)));
      return (await priceInstrument(market, ONE, NOW))?.price.amount.toNumber();
    };
    expect(await reading(yahoo("101"))).toBe(101);
    expect(await reading(failing("yahoo"))).toBe(100);
    expect(await reading(yahoo("402"))).toBe(100); // not yet split: quarantined
  });
});

describe("priceBars", () => {
  const range = { from: date("2024-01-02"), to: date("2024-01-03"), adjustment: "RAW" } as const;

  it("come from the provider whose price counts today", async () => {
    const stale = provider("csv", () => price("99", "2021-03-31T20:00:00Z"));
    expect(await priceBars(marketOf(stale, live), ONE, range, NOW)).toMatchObject({
      source: "simulated",
      isSimulated: true,
      dates: [range.to],
    });
    expect(await priceBars(marketOf(stale), ONE, range, NOW)).toMatchObject({ source: "csv" });
  });

  it("are empty where nobody has a price", async () => {
    const none = await priceBars(marketOf(provider("csv", () => null)), ONE, range, NOW);
    expect(none).toEqual({
      dates: [],
      open: [],
      high: [],
      low: [],
      close: [],
      volume: [],
      source: "none",
      isSimulated: false,
    });
  });

  it.each([
    { from: "2024-01-03", to: "2024-01-02" },
    { from: "1984-01-01", to: "2024-01-02" },
  ])("are refused from $from to $to", async ({ from, to }) => {
    const wrong = { from: date(from), to: date(to), adjustment: "RAW" } as const;
    await expect(priceBars(marketOf(live), ONE, wrong, NOW)).rejects.toMatchObject({
      code: "BAD_INPUT",
    });
  });

  it("may span exactly 40 years", async () => {
    const whole = { ...range, from: date("1984-01-02"), to: date("2024-01-02") };
    expect((await priceBars(marketOf(live), ONE, whole, NOW)).dates).toHaveLength(1);
  });
});

describe("exchangeRate", () => {
  it.each([
    { base: "usd", quote: "EUR", code: "BAD_INPUT" },
    { base: "USD", quote: "EURO", code: "BAD_INPUT" },
    { base: "XYZ", quote: "USD", code: "NO_FX_RATE" },
  ])("of $base to $quote is refused with $code", async ({ base, quote, code }) => {
    await expect(exchangeRate(fx, { base, quote }, date("2024-05-01"))).rejects.toMatchObject({
      code,
    });
  });
  it("of a day before the first fixing is refused", async () => {
    const pair = { base: "EUR", quote: "USD" };
    await expect(exchangeRate(fx, pair, date("2024-01-01"))).rejects.toMatchObject({
      code: "NO_FX_RATE",
    });
  });
  it("of a currency to itself is 1 on the day asked for", async () => {
    const rate = await exchangeRate(fx, { base: "XYZ", quote: "XYZ" }, date("2024-05-01"));
    expect(rate).toMatchObject({ rate: new Decimal(1), on: "2024-05-01", source: "identity" });
  });
});

describe("finding instruments", () => {
  const brk = { ...instrument(5), symbol: "BRK.B", exchange: "XNYS", name: "Berkshire" };
  const store = storeOf(ONE, brk);
  const ANY = { exchange: null, on: null };

  it("takes the brokers' spellings, with and without the market", async () => {
    expect(await instrumentBySymbol(store, "BRK/B", ANY)).toEqual(brk);
    expect(await instrumentBySymbol(store, "brk b", { exchange: "xnys", on: null })).toEqual(brk);
  });
  it.each([
    ["NOPE", null],
    ["BRK.B", "XNAS"],
    ["", null],
    ["x".repeat(5_000), null],
  ])("refuses %j on %j as UNKNOWN_SYMBOL", async (symbol, exchange) => {
    await expect(instrumentBySymbol(store, symbol, { exchange, on: null })).rejects.toMatchObject({
      code: "UNKNOWN_SYMBOL",
    });
  });
  it("takes an ISIN for a symbol, and refuses an identifier whose check digit is wrong", async () => {
    const apple = { ...instrument(6), isin: "US0378331005", cusip: "037833100" };
    const known = storeOf(ONE, apple);
    expect(await instrumentsBySymbols(known, ["us0378331005", "S1"])).toEqual([apple, ONE]);
    expect(await instrumentByIdentifier(known, " 037833100 ")).toEqual(apple);
    await expect(instrumentByIdentifier(known, "US0378331006")).rejects.toMatchObject({
      code: "BAD_INPUT",
    });
    await expect(instrumentByIdentifier(known, "US5949181045")).rejects.toMatchObject({
      code: "UNKNOWN_SYMBOL",
    });
  });
  it("asks for each symbol as of its day, and refuses another number of days", async () => {
    const day = date("2013-05-01");
    expect(await instrumentsBySymbols(store, ["S1", "", "BRK B"], [day, day, day])).toEqual([
      ONE,
      null,
      brk,
    ]);
    await expect(instrumentsBySymbols(store, ["S1"], [day, day])).rejects.toMatchObject({
      code: "BAD_INPUT",
    });
  });
  it("aligns the answer with the symbols asked for", async () => {
    const asked = ["S1", "NOPE", "BRK-B", "", "S1"];
    expect(await instrumentsBySymbols(store, asked)).toEqual([ONE, null, brk, null, ONE]);
    expect(await instrumentsBySymbols(store, [])).toEqual([]);
  });
  it("refuses more than 500 symbols", async () => {
    const asked = Array.from({ length: 501 }, () => "S1");
    await expect(instrumentsBySymbols(store, asked)).rejects.toMatchObject({ code: "BAD_INPUT" });
    expect(await instrumentsBySymbols(store, asked.slice(1))).toHaveLength(500);
  });
  it.each([
    ["Share", 0],
    ["Share", 101],
    ["Share", 1.5],
    [" ", 10],
    ["x".repeat(101), 10],
  ])("refuses to search %j for the first %d", async (text, first) => {
    await expect(searchInstruments(store, text, first)).rejects.toMatchObject({
      code: "BAD_INPUT",
    });
  });
});

/** A store of ticks in memory: what is watched, what was stored, and who leads. */
function tickStoreOf(instruments: readonly Instrument[]) {
  const stored = new Map<string, QuoteRecord>();
  const log: string[] = [];
  const watchedUntil = new Map<string, Date>();
  let isLed = false;
  const ticks: TickStore = {
    asLeader: async (work) => {
      if (isLed) return null;
      isLed = true;
      try {
        return await work({
          watched: (now) =>
            Promise.resolve(instruments.filter((i) => (watchedUntil.get(i.id) ?? 0) > now)),
          latest: () => Promise.resolve(stored),
          advance: (records) => {
            const news = records.filter((r) => r.asOf > (stored.get(r.instrumentId)?.asOf ?? 0));
            for (const record of news) {
              stored.set(record.instrumentId, record);
              log.push(`stored ${record.asOf.toISOString()}`);
            }
            return Promise.resolve(new Set(news.map((r) => r.instrumentId)));
          },
        });
      } finally {
        isLed = false;
      }
    },
  };
  const watch = (ids: readonly string[], until: Date) => {
    for (const id of ids) watchedUntil.set(id, until);
    return Promise.resolve();
  };
  return { ticks, watch, stored, log, watchedUntil };
}

describe("ticks outside market hours", () => {
  const saturday = new Date("2026-11-21T16:00:07Z");
  const publishedAt = async (now: Date, market: Market, of = ONE) => {
    const { ticks, watch } = tickStoreOf([of]);
    await watch([of.id], new Date(now.getTime() + 60_000));
    return tickQuotes({ market, ticks, channel: new BusQuoteChannel(new MemoryBus()) }, now);
  };

  it("come once a minute while the exchange is closed, and the watched stay watched", async () => {
    expect(await publishedAt(saturday, marketOf(live))).toEqual({ watched: 1, published: 0 });
    const minute = new Date("2026-11-21T16:01:00Z");
    expect(await publishedAt(minute, marketOf(live))).toEqual({ watched: 1, published: 1 });
  });

  it("come every second of what trades around the clock", async () => {
    const always = { ...live, isAlwaysOpen: true };
    expect(await publishedAt(saturday, marketOf(always))).toMatchObject({ published: 1 });
    const coin = { ...ONE, assetClass: "CRYPTO" as const };
    expect(await publishedAt(saturday, marketOf(live), coin)).toMatchObject({ published: 1 });
  });
});

describe("watchQuotes", () => {
  const lists: WatchList[] = [];
  afterEach(() => {
    for (const list of lists.splice(0)) list.close();
  });

  const open = (market = marketOf(live), ...instruments: Instrument[]) => {
    const all = instruments.length > 0 ? instruments : [ONE];
    const bus = new MemoryBus();
    const channel = new BusQuoteChannel(bus);
    const memory = tickStoreOf(all);
    const watchList = new WatchList(memory, channel, {
      now: () => NOW,
      onFailure: (error) => {
        throw error;
      },
    });
    lists.push(watchList);
    const ports: WatchPorts = {
      market,
      instruments: storeOf(...all),
      quotes: nothingStored,
      channel,
      watchList,
    };
    return {
      ports,
      memory,
      channel,
      tick: (now: Date) => tickQuotes({ market, ticks: memory.ticks, channel }, now),
    };
  };
  const later = (ms: number) => new Date(NOW.getTime() + ms);

  it.each([
    { ids: [], code: "BAD_INPUT" },
    { ids: Array.from({ length: 101 }, (_, i) => instrument(i).id), code: "BAD_INPUT" },
    { ids: [ONE.id, instrument(77).id], code: "NOT_FOUND" },
    { ids: ["'; drop table instrument"], code: "NOT_FOUND" },
  ])("refuses $ids.length ids with $code", async ({ ids, code }) => {
    await expect(watchQuotes(open().ports, ids, NOW)).rejects.toMatchObject({ code });
  });

  it("refuses when none of the instruments has a price", async () => {
    const { ports } = open(marketOf(provider("csv", () => null)));
    await expect(watchQuotes(ports, [ONE.id], NOW)).rejects.toMatchObject({ code: "NO_QUOTE" });
  });

  it("takes 100 instruments and begins with the current quote of each", async () => {
    const hundred = Array.from({ length: 100 }, (_, i) => instrument(i));
    const { ports } = open(marketOf(live), ...hundred);
    const feed = await watchQuotes(
      ports,
      hundred.map((i) => i.id),
      NOW,
    );
    const seen = new Set<string>();
    for (let i = 0; i < 100; i += 1) seen.add((await feed.next()).value?.instrumentId ?? "");
    expect(seen.size).toBe(100);
    await feed.return?.();
  });

  it("conflates: a slow reader gets the current quote, then only the latest", async () => {
    const { ports, tick } = open();
    const feed = await watchQuotes(ports, [ONE.id], NOW);
    for (const ms of [1_000, 2_000, 3_000]) await tick(later(ms));
    const first = await feed.next();
    const second = await feed.next();
    expect([first.value?.asOf, second.value?.asOf]).toEqual([NOW, later(3_000)]);
    await feed.return?.();
  });

  it("never goes back in time when messages cross", async () => {
    const { ports, tick, channel, memory } = open();
    const feed = await watchQuotes(ports, [ONE.id], NOW);
    await feed.next();
    await tick(later(2_000));
    const newest = memory.stored.get(ONE.id);
    expect((await feed.next()).value?.asOf).toEqual(later(2_000));
    if (!newest) throw new Error("nothing stored");
    const arriving = feed.next(); // waits, so that nothing is conflated
    await channel.publish([{ ...newest, asOf: later(1_000) }]);
    await new Promise((resume) => setTimeout(resume, 20));
    await tick(later(4_000));
    expect((await arriving).value?.asOf).toEqual(later(4_000));
    await feed.return?.();
  });

  it("ends at once when the subscriber leaves, also while it waits", async () => {
    const { ports } = open();
    const feed = await watchQuotes(ports, [ONE.id], NOW);
    await feed.next();
    const waiting = feed.next();
    await feed.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it("stores a quote before it is published, and publishes it once", async () => {
    const { ports, tick, memory } = open();
    const feed = await watchQuotes(ports, [ONE.id], NOW);
    await feed.next();
    const arriving = feed
      .next()
      .then((step) => memory.log.push(`seen ${String(step.value?.asOf.toISOString())}`));
    expect(await tick(later(1_000))).toEqual({ watched: 1, published: 1 });
    await arriving;
    expect(memory.log).toEqual([
      `stored ${later(1_000).toISOString()}`,
      `seen ${later(1_000).toISOString()}`,
    ]);
    expect(await tick(later(1_000))).toEqual({ watched: 1, published: 0 });
    await feed.return?.();
  });

  it("leaves the round to another copy that leads", async () => {
    const { ports, memory, channel } = open();
    const feed = await watchQuotes(ports, [ONE.id], NOW);
    const tick = { market: marketOf(live), ticks: memory.ticks, channel };
    const [a, b] = await Promise.all([
      tickQuotes(tick, later(1_000)),
      tickQuotes(tick, later(1_000)),
    ]);
    expect([a, b]).toEqual([
      { watched: 1, published: 1 },
      { watched: null, published: 0 },
    ]);
    await feed.return?.();
  });
});

describe("Ticker", () => {
  it("sleeps while nobody watches, wakes for a watcher, ticks every second", async () => {
    const channel = new BusQuoteChannel(new MemoryBus());
    const memory = tickStoreOf([ONE]);
    let rounds = 0;
    const counted: TickStore = {
      asLeader: (work) => {
        rounds += 1;
        return memory.ticks.asLeader(work);
      },
    };
    const startedMs = Date.now();
    const clock = {
      // in a session, whenever the test runs: outside it instruments tick less often
      now: () => new Date(NOW.getTime() + Date.now() - startedMs),
      onFailure: (error: unknown) => {
        throw error;
      },
    };
    const ticker = new Ticker({ market: marketOf(live), ticks: counted, channel }, clock);
    const watchList = new WatchList(memory, channel, clock);
    await ticker.start();
    await new Promise((resume) => setTimeout(resume, 2_300));
    expect(rounds).toBe(1); // the look round at the start
    const release = await watchList.watch([ONE.id]);
    await new Promise((resume) => setTimeout(resume, 2_300));
    expect(memory.log.length).toBeGreaterThanOrEqual(2);
    expect(memory.log.length).toBeLessThanOrEqual(3);
    release();
    watchList.close();
    await ticker.stop();
    const ended = rounds;
    await new Promise((resume) => setTimeout(resume, 1_200));
    expect(rounds).toBe(ended);
  });

  it("goes on after a failure, which it reports", async () => {
    const channel = new BusQuoteChannel(new MemoryBus());
    const failures: unknown[] = [];
    let rounds = 0;
    const ticks: TickStore = {
      asLeader: () => {
        rounds += 1;
        return Promise.reject(new Error("database away"));
      },
    };
    const ticker = new Ticker(
      { market: marketOf(live), ticks, channel },
      { now: () => new Date(), onFailure: (error) => failures.push(error) },
    );
    await ticker.start();
    await new Promise((resume) => setTimeout(resume, 2_300));
    await ticker.stop();
    expect(rounds).toBeGreaterThanOrEqual(2);
    expect(failures).toHaveLength(rounds);
  });
});
