import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Instrument } from "../../domain/instrument.js";
import type { ProvidedPrice } from "../../operations/ports.js";
import { NyseCalendar } from "../../domain/nyseCalendar.js";
import { openRemotes } from "./openRemotes.js";
import { ProviderFault } from "./ProviderFault.js";
import { RemoteProvider } from "./RemoteProvider.js";

const NOW = new Date("2026-11-20T16:00:00Z");
const instrument = (symbol: string): Instrument => ({
  id: symbol,
  symbol,
  exchange: "XNAS",
  name: symbol,
  assetClass: "US_EQUITY",
  currency: "USD",
});
const AAA = instrument("AAA");
const PRICE: ProvidedPrice = { price: new Decimal(100), previousClose: null, asOf: NOW };
const down = () => Promise.reject(new ProviderFault("UNREACHABLE", "down"));

/** A provider with a clock that moves only by sleeping, and by hand. */
function remoteOf(quote: (of: Instrument) => Promise<ProvidedPrice | null>, patienceMs = 1_000) {
  const world = { nowMs: NOW.getTime(), calls: 0, slept: [] as number[] };
  const provider = new RemoteProvider(
    {
      name: "yahoo",
      refreshMs: 15_000,
      quote: (of) => {
        world.calls += 1;
        return quote(of);
      },
    },
    {
      nowMs: () => world.nowMs,
      random: () => 0.5,
      sleep: (ms) => {
        world.slept.push(ms);
        return Promise.resolve();
      },
      patienceMs,
    },
  );
  return { provider, world };
}
const kindOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error instanceof ProviderFault ? error.kind : error),
  );

describe("RemoteProvider", () => {
  it("remembers an answer for its refresh time, with the instant it came", async () => {
    const { provider, world } = remoteOf(() => Promise.resolve(PRICE));
    const first = await provider.priceAt(AAA, NOW);
    expect(first).toEqual({ ...PRICE, receivedAt: NOW });
    world.nowMs += 14_999;
    expect(await provider.priceAt(AAA, NOW)).toEqual(first);
    expect(world.calls).toBe(1);
    world.nowMs += 1;
    await provider.priceAt(AAA, NOW);
    expect(world.calls).toBe(2);
  });

  it("asks for an unknown symbol again after an hour", async () => {
    const { provider, world } = remoteOf(() => Promise.resolve(null));
    expect(await provider.priceAt(AAA, NOW)).toBeNull();
    world.nowMs += 3_599_999;
    await provider.priceAt(AAA, NOW);
    expect(world.calls).toBe(1);
    world.nowMs += 1;
    await provider.priceAt(AAA, NOW);
    expect(world.calls).toBe(2);
  });

  it("shares one request among equal questions, and has 8 under way at most", async () => {
    let underWay = 0;
    let most = 0;
    const { provider, world } = remoteOf(async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resume) => setTimeout(resume, 1));
      underWay -= 1;
      return PRICE;
    });
    const symbols = Array.from({ length: 40 }, (_, i) => instrument(`S${i % 20}`));
    const prices = await Promise.all(symbols.map((of) => provider.priceAt(of, NOW)));
    expect(prices.every((price) => price?.price.eq(100))).toBe(true);
    expect([world.calls, most]).toEqual([20, 8]);
  });

  it("tries three times again, after half of 1, 2 and 4 s with a random number of 0.5", async () => {
    let left = 3;
    const { provider, world } = remoteOf(() => (left-- > 0 ? down() : Promise.resolve(PRICE)));
    expect((await provider.priceAt(AAA, NOW))?.price).toEqual(new Decimal(100));
    expect(world.slept).toEqual([500, 1_000, 2_000]);
  });

  it.each(["REFUSED", "RATE_LIMITED"] as const)("does not try again after %s", async (kind) => {
    const { provider, world } = remoteOf(() => Promise.reject(new ProviderFault(kind, "no")));
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe(kind);
    expect(world.calls).toBe(1);
  });

  it("asks nobody for 60 s after three failures, then once, and closes when that succeeds", async () => {
    let isDown = true;
    const { provider, world } = remoteOf(() => (isDown ? down() : Promise.resolve(PRICE)));
    for (const _ of [1, 2, 3]) expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("UNREACHABLE");
    const calls = world.calls;
    expect(calls).toBe(12); // each with three retries
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("BREAKER_OPEN");
    world.nowMs += 59_999;
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("BREAKER_OPEN");
    expect(world.calls).toBe(calls);
    world.nowMs += 1;
    const trial = kindOf(provider.priceAt(AAA, NOW));
    expect(await kindOf(provider.priceAt(instrument("BBB"), NOW))).toBe("BREAKER_OPEN");
    expect(await trial).toBe("UNREACHABLE");
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("BREAKER_OPEN");
    isDown = false;
    world.nowMs += 60_000;
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("answered");
    expect(await kindOf(provider.priceAt(instrument("BBB"), NOW))).toBe("answered");
  });

  it("begins to count again after a success", async () => {
    let step = 0;
    const refused = () => Promise.reject(new ProviderFault("REFUSED", "no"));
    const { provider } = remoteOf(() => ((step += 1) === 3 ? Promise.resolve(PRICE) : refused()));
    const kinds: unknown[] = [];
    for (const n of [1, 2, 3, 4, 5]) {
      kinds.push(await kindOf(provider.priceAt(instrument(`S${n}`), NOW)));
    }
    expect(kinds).toEqual(["REFUSED", "REFUSED", "answered", "REFUSED", "REFUSED"]);
  });

  it.each([
    { says: 120, restsMs: 120_000 },
    { says: null, restsMs: 60_000 },
  ])("rests $restsMs ms after a rate limit that says $says", async ({ says, restsMs }) => {
    const { provider, world } = remoteOf(() =>
      Promise.reject(new ProviderFault("RATE_LIMITED", "429", says)),
    );
    await kindOf(provider.priceAt(AAA, NOW));
    world.nowMs += restsMs - 1;
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("BREAKER_OPEN");
    world.nowMs += 1;
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("RATE_LIMITED");
  });

  it("keeps no reader longer than its patience, and has the answer for the next one", async () => {
    let arrive: (price: ProvidedPrice) => void = () => undefined;
    const { provider, world } = remoteOf(() => new Promise((resume) => void (arrive = resume)), 20);
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("TIMED_OUT");
    world.nowMs += 20;
    expect(await kindOf(provider.priceAt(AAA, NOW))).toBe("TIMED_OUT"); // at once: it has been waited for
    arrive(PRICE);
    await new Promise((resume) => setImmediate(resume));
    expect((await provider.priceAt(AAA, NOW))?.price).toEqual(new Decimal(100));
    expect(world.calls).toBe(1);
  });

  it("gives no bars where its client has none", async () => {
    const { provider } = remoteOf(() => Promise.resolve(PRICE));
    const range = { from: "2026-01-01", to: "2026-02-01" } as never;
    expect([provider.hasBars, await provider.bars(AAA, range, NOW)]).toEqual([false, []]);
  });
});

describe("openRemotes", () => {
  const open = (settings: object) =>
    openRemotes(
      { MARKET_PROVIDERS: "csv,simulated", PROVIDER_TIMEOUT_SECONDS: 5, ...settings },
      { calendar: new NyseCalendar(), onFailure: () => undefined },
    );
  const url = "http://127.0.0.1:9/";

  it("opens nothing by default, and no rates but those of the files", () => {
    const { providers, fx } = open({ YAHOO_URL: url });
    const files = { rate: () => Promise.resolve(null) };
    expect([providers, fx(files)]).toEqual([[], files]);
  });

  it("opens what is named and has an address", () => {
    const { providers } = open({
      MARKET_PROVIDERS: "tiingo,yahoo,stooq,alphavantage",
      YAHOO_URL: url,
      STOOQ_URL: url,
      ALPHA_VANTAGE_URL: url,
      ALPHA_VANTAGE_KEY: "k",
      TIINGO_URL: url,
      TIINGO_KEY: "k",
    });
    expect(providers.map((p) => p.name)).toEqual(["tiingo", "yahoo", "stooq", "alphavantage"]);
  });

  it.each([
    { named: "yahoo", lacks: "YAHOO_URL" },
    { named: "stooq", lacks: "STOOQ_URL" },
    { named: "alphavantage", lacks: "ALPHA_VANTAGE_URL" },
    { named: "tiingo", lacks: "TIINGO_URL" },
    { named: "tiingo", lacks: "TIINGO_KEY", TIINGO_URL: url },
    { named: "alphavantage", lacks: "ALPHA_VANTAGE_KEY", ALPHA_VANTAGE_URL: url },
  ])("refuses $named without $lacks, by name", ({ named, lacks, ...given }) => {
    expect(() => open({ MARKET_PROVIDERS: `csv,${named}`, ...given })).toThrow(lacks);
  });
});
