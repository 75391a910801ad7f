import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { date } from "@wealthgraph/kernel/calendarDate";
import { US_LISTINGS } from "../data/usListings.js";
import { parseListings } from "./listingTable.js";
import { NyseCalendar } from "./nyseCalendar.js";
import type { DailyBar } from "./priceBars.js";
import { REFERENCE_DATE, type SimulatedListing } from "./simulatedListing.js";
import { SimulatedMarket } from "./simulatedMarket.js";

const calendar = new NyseCalendar();
const listings = parseListings(US_LISTINGS);
const market = (seed = "a seed", isAlwaysOpen = true) =>
  new SimulatedMarket(calendar, { seed, isAlwaysOpen });
const one = market();
const other = market();

const named = (symbol: string): SimulatedListing => {
  const found = listings.find((listing) => listing.symbol === symbol);
  if (!found) throw new Error(`no listing ${symbol}`);
  return found;
};
const NOW = new Date("2026-11-20T16:00:00Z");
const year2024 = { from: date("2024-01-01"), to: date("2024-12-31") };
const anyListing = fc.constantFrom(...listings);
const anyInstant = fc.date({
  min: new Date("2005-02-01T00:00:00Z"),
  max: new Date("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const anySession = fc.constantFrom(
  ...calendar.sessionsBetween(date("2005-02-01"), date("2026-11-19")),
);
const barOf = (listing: SimulatedListing, on: DailyBar["date"]): DailyBar => {
  const [bar] = one.bars(listing, { from: on, to: on }, NOW);
  if (!bar) throw new Error(`no bar on ${on}`);
  return bar;
};

describe("SimulatedMarket", () => {
  it("gives one price for one listing and instant, in any process and in any order", () => {
    fc.assert(
      fc.property(
        anyListing,
        fc.array(anyInstant, { minLength: 1, maxLength: 5 }),
        (l, instants) => {
          const forwards = instants.map((t) => one.priceAt(l, t));
          const backwards = [...instants].reverse().map((t) => other.priceAt(l, t));
          expect(backwards.reverse()).toEqual(forwards);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives another path for another seed", () => {
    const instant = new Date("2024-05-01T15:00:00Z");
    const prices = [one, market("another seed")].map(
      (m) => m.priceAt(named("SPY"), instant)?.price,
    );
    expect(prices[0]).not.toEqual(prices[1]);
  });

  it("goes through the reference price at the reference close, for every listing", () => {
    const close = calendar.session(REFERENCE_DATE)?.close ?? NOW;
    for (const listing of listings) {
      const price = one.priceAt(listing, close)?.price.toNumber();
      expect([listing.symbol, price]).toEqual([listing.symbol, listing.referencePrice]);
    }
  });

  it("keeps open and close between low and high, above zero, in every bar since 2005", () => {
    fc.assert(
      fc.property(anyListing, (listing) => {
        const range = { from: date("2005-01-01"), to: date("2026-12-31") };
        for (const bar of one.bars(listing, range, NOW)) {
          const inOrder =
            bar.low.gt(0) &&
            bar.low.lte(bar.open) &&
            bar.low.lte(bar.close) &&
            bar.high.gte(bar.open) &&
            bar.high.gte(bar.close) &&
            bar.volume.gte(0);
          if (!inOrder) throw new Error(`${listing.symbol} ${JSON.stringify(bar)}`);
        }
      }),
      { numRuns: 5 },
    );
  });

  it("ticks from the open to the close of the day's bar, inside low and high", () => {
    fc.assert(
      fc.property(
        anyListing,
        anySession,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (l, on, share) => {
          const session = calendar.session(on);
          if (!session || l.pricing !== "CONTINUOUS") return;
          const bar = barOf(l, on);
          const length = session.close.getTime() - session.open.getTime();
          const tick = one.priceAt(
            l,
            new Date(session.open.getTime() + share * (length - 1)),
          )?.price;
          expect(one.priceAt(l, session.open)?.price).toEqual(bar.open);
          expect(one.priceAt(l, session.close)?.price).toEqual(bar.close);
          expect(tick?.gte(bar.low) && tick.lte(bar.high)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(["SPY", "TSLA"])(
    "reaches the bar's high and low in the ticks of the day (%s)",
    (symbol) => {
      const listing = named(symbol);
      const session = calendar.session(date("2024-11-29"));
      if (!session) throw new Error("2024-11-29 is a session");
      let high = one.priceAt(listing, session.open)?.price;
      let low = high;
      for (let t = session.open.getTime(); t < session.close.getTime(); t += 1000) {
        const price = one.priceAt(listing, new Date(t))?.price;
        if (!price || !high || !low) throw new Error("no price");
        if (price.gt(high)) high = price;
        if (price.lt(low)) low = price;
      }
      const bar = barOf(listing, session.date);
      expect([high, low]).toEqual([bar.high, bar.low]);
    },
  );

  it("chains: the night begins at the close and ends at the next open, and previousClose is the bar's", () => {
    fc.assert(
      fc.property(anyListing, anySession, (listing, on) => {
        if (listing.pricing !== "CONTINUOUS") return;
        const next = calendar.next(on);
        const bar = barOf(listing, on);
        const open = one.priceAt(listing, next.open);
        expect(open?.previousClose).toEqual(bar.close);
        const beforeOpen = one.priceAt(listing, new Date(next.open.getTime() - 1000))?.price;
        const jump = Math.log((open?.price.toNumber() ?? 0) / (beforeOpen?.toNumber() ?? 1));
        expect(Math.abs(jump)).toBeLessThan(0.01);
      }),
      { numRuns: 100 },
    );
  });

  it("moves as much in a year as the model says, within a fifth", () => {
    const closes = one
      .bars(named("VTI"), { from: date("2005-01-01"), to: date("2024-12-31") }, NOW)
      .map((bar) => bar.close.toNumber());
    const returns = closes.slice(1).map((c, i) => Math.log(c / (closes[i] ?? c)));
    const mean = returns.reduce((a, r) => a + r, 0) / returns.length;
    const variance = returns.reduce((a, r) => a + (r - mean) ** 2, 0) / (returns.length - 1);
    expect(Math.sqrt(variance * 252)).toBeGreaterThan(0.16 * 0.8);
    expect(Math.sqrt(variance * 252)).toBeLessThan(0.16 * 1.2);
  });

  it("moves funds of one index alike", () => {
    const returnsOf = (symbol: string) => {
      const bars = one.bars(named(symbol), year2024, NOW).map((bar) => bar.close.toNumber());
      return bars.slice(1).map((close, i) => close / (bars[i] ?? close));
    };
    const voo = returnsOf("VOO");
    returnsOf("SPY").forEach((r, i) => expect(Math.abs(r - (voo[i] ?? 0))).toBeLessThan(0.0002));
  });

  it("prices a mutual fund once a day, at the close, and a money market fund at 1", () => {
    const instant = new Date("2026-11-20T16:00:00Z");
    const nav = one.priceAt(named("VTSAX"), instant);
    expect(nav?.asOf.toISOString()).toBe("2026-11-19T21:00:00.000Z");
    expect(nav?.price).toEqual(barOf(named("VTSAX"), date("2026-11-19")).close);
    expect(one.priceAt(named("SPAXX"), instant)?.price.toNumber()).toBe(1);
  });

  it("stands at the last close between sessions unless it is always open", () => {
    const night = new Date("2026-11-21T03:00:00Z");
    const closing = market("a seed", false).priceAt(named("SPY"), night);
    expect(closing?.asOf.toISOString()).toBe("2026-11-20T21:00:00.000Z");
    expect(one.priceAt(named("SPY"), night)?.asOf).toEqual(night);
    const open = new Date("2026-11-20T15:00:00Z");
    expect(market("a seed", false).priceAt(named("SPY"), open)).toEqual(
      one.priceAt(named("SPY"), open),
    );
  });

  it("has bars of sessions only, none before 2005 and none of a session that has not closed", () => {
    const bars = one.bars(named("SPY"), { from: date("1999-01-01"), to: date("2030-01-01") }, NOW);
    expect(bars[0]?.date).toBe("2005-01-03");
    expect(bars.at(-1)?.date).toBe("2026-11-19");
    expect(one.bars(named("SPY"), year2024, NOW)).toHaveLength(252);
    expect(one.priceAt(named("SPY"), new Date("2005-01-03T12:00:00Z"))).toBeNull();
  });
});
