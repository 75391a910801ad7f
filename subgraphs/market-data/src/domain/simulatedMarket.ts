import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { bridgeLevel, type Knot } from "./brownianBridge.js";
import type { NyseCalendar, TradingSession } from "./nyseCalendar.js";
import { normals, philox, uniform } from "./philox.js";
import type { DailyBar } from "./priceBars.js";
import {
  dateWord,
  type SessionPath,
  SessionPaths,
  SIMULATION_START,
  STREAM,
} from "./sessionPath.js";
import type { SimulatedListing } from "./simulatedListing.js";

/** A simulated price at an instant, in the listing's currency. */
export interface SimulatedPrice {
  readonly price: Decimal;
  /** Close of the session before the trading day of `asOf` (which begins at 04:00 in New York) */
  readonly previousClose: Decimal;
  /** Whole second the price stands for */
  readonly asOf: Date;
}

/** A session's extremes as log levels, and the seconds after the open at which the path is there. */
interface Extremes {
  readonly high: number;
  readonly low: number;
  readonly highShare: number;
  readonly lowShare: number;
}

/** Value of an average day's trading of one instrument, in major units of its currency. */
const DOLLAR_VOLUME = 400_000_000;
const VOLUME_DEVIATION = 0.35;

const seconds = (from: Date, to: Date): number =>
  Math.floor((to.getTime() - from.getTime()) / 1000);

/** Cents from 1 up, hundredths of a cent below; rounded once, half-even. The order of levels survives rounding. */
function priceOf(level: number): Decimal {
  const price = new Decimal(Math.exp(level));
  return price.toDecimalPlaces(price.gte(1) ? 2 : 4, Decimal.ROUND_HALF_EVEN);
}

/**
 * High and low of a session whose open and close are known, by the distribution of the maximum of a
 * Brownian bridge (and, independently, of its minimum).
 *
 * @see Karatzas and Shreve, Brownian Motion and Stochastic Calculus, 1991, 4.3.40
 */
function extremes(path: SessionPath, index: number, on: CalendarDate): Extremes {
  const words = philox(path.key, [dateWord(on), 0, 0, STREAM.extremes]);
  const { open, close } = path.at(index);
  const reach = (word: number) =>
    Math.sqrt((close - open) ** 2 - 2 * path.deviations.session ** 2 * Math.log(uniform(word)));
  return {
    high: Math.max(open, close, (open + close + reach(words[0])) / 2),
    low: Math.min(open, close, (open + close - reach(words[1])) / 2),
    highShare: uniform(words[2]),
    lowShare: uniform(words[3]),
  };
}

/** The four corners of a session's path, in order of time: open, high and low, close. */
function knots(path: SessionPath, index: number, reached: Extremes, length: number): Knot[] {
  const inside = (share: number) => 1 + Math.floor(share * (length - 2));
  const highSecond = inside(reached.highShare);
  const drawn = inside(reached.lowShare);
  const lowSecond = drawn === highSecond ? (drawn % (length - 1)) + 1 : drawn;
  return [
    { second: 0, level: path.at(index).open },
    { second: highSecond, level: reached.high },
    { second: lowSecond, level: reached.low },
    { second: length, level: path.at(index).close },
  ].sort((a, b) => a.second - b.second);
}

/**
 * A market that exists only here: the price of a listing is a function of seed, listing and time.
 *
 * Any two processes agree on every price, a past price is the same whenever it is asked, and a bar
 * is the summary of the very path that the ticks of its day followed: its high and low are reached.
 * No splits, no dividends, no earnings; whoever serves it must say that it is simulated.
 */
export class SimulatedMarket {
  readonly #paths: SessionPaths;
  readonly #isAlwaysOpen: boolean;

  constructor(
    private readonly calendar: NyseCalendar,
    options: {
      readonly seed: string;
      /** Prices move between sessions too; otherwise they stand at the last close */
      readonly isAlwaysOpen: boolean;
    },
  ) {
    this.#paths = new SessionPaths(calendar, options.seed);
    this.#isAlwaysOpen = options.isAlwaysOpen;
  }

  /** @returns null before the second session of the simulated market */
  priceAt(listing: SimulatedListing, instant: Date): SimulatedPrice | null {
    const asked = new Date(Math.floor(instant.getTime() / 1000) * 1000);
    const closed = this.calendar.lastClosed(asked);
    const next = this.calendar.next(closed.date);
    const stands = listing.pricing !== "CONTINUOUS" || (!this.#isAlwaysOpen && asked < next.open);
    const asOf = stands ? closed.close : asked;
    const prior = this.calendar.previous(this.calendar.lastBegun(asOf).date);
    if (prior.date < SIMULATION_START) return null;
    const previousClose = this.#close(listing, prior.date);
    if (stands) return { price: this.#close(listing, closed.date), previousClose, asOf };
    const level =
      asked < next.open
        ? this.#overnightLevel(listing, { closed, next }, asked)
        : this.#sessionLevel(listing, next, asked);
    return { price: priceOf(level), previousClose, asOf };
  }

  /** @returns bars of the sessions from `from` to `to` that closed at or before `asOf`, oldest first */
  bars(
    listing: SimulatedListing,
    range: { readonly from: CalendarDate; readonly to: CalendarDate },
    asOf: Date,
  ): DailyBar[] {
    const last = this.calendar.lastClosed(asOf).date;
    const from = range.from < SIMULATION_START ? SIMULATION_START : range.from;
    const to = range.to > last ? last : range.to;
    if (from > to) return [];
    return this.calendar.sessionsBetween(from, to).map((on) => this.#bar(listing, on));
  }

  #bar(listing: SimulatedListing, on: CalendarDate): DailyBar {
    if (listing.pricing !== "CONTINUOUS") {
      const nav = this.#close(listing, on);
      return { date: on, open: nav, high: nav, low: nav, close: nav, volume: ZERO };
    }
    const { path, index } = this.#at(listing, on);
    const reached = extremes(path, index, on);
    const close = priceOf(path.at(index).close);
    const [z] = normals(path.key, [dateWord(on), 0, 0, STREAM.volume]);
    const volume = (DOLLAR_VOLUME / close.toNumber()) * Math.exp(VOLUME_DEVIATION * z);
    return {
      date: on,
      open: priceOf(path.at(index).open),
      high: priceOf(reached.high),
      low: priceOf(reached.low),
      close,
      volume: new Decimal(Math.round(volume)),
    };
  }

  #close(listing: SimulatedListing, on: CalendarDate): Decimal {
    if (listing.pricing === "FIXED") return new Decimal(listing.referencePrice);
    const { path, index } = this.#at(listing, on);
    return priceOf(path.at(index).close);
  }

  #at(listing: SimulatedListing, on: CalendarDate): { path: SessionPath; index: number } {
    return { path: this.#paths.path(listing), index: this.#paths.indexOf(on) ?? 0 };
  }

  #overnightLevel(
    listing: SimulatedListing,
    night: { readonly closed: TradingSession; readonly next: TradingSession },
    asked: Date,
  ): number {
    const { path, index } = this.#at(listing, night.next.date);
    const length = seconds(night.closed.close, night.next.open);
    const word = dateWord(night.next.date);
    return bridgeLevel(
      {
        from: { second: 0, level: path.at(index - 1).close },
        to: { second: length, level: path.at(index).open },
        deviationPerSecond: path.deviations.overnight / Math.sqrt(length),
        drawAt: (second) => normals(path.key, [word, second, 0, STREAM.overnight])[0],
        bound: (level) => level,
      },
      seconds(night.closed.close, asked),
    );
  }

  #sessionLevel(listing: SimulatedListing, session: TradingSession, asked: Date): number {
    const { path, index } = this.#at(listing, session.date);
    const length = seconds(session.open, session.close);
    const second = seconds(session.open, asked);
    const reached = extremes(path, index, session.date);
    const corners = knots(path, index, reached, length);
    const next = corners.findIndex((corner) => corner.second > second);
    const [from, to] = [corners[next - 1], corners[next]];
    if (!from || !to) return path.at(index).close;
    const word = dateWord(session.date);
    return bridgeLevel(
      {
        from,
        to,
        deviationPerSecond: path.deviations.session / Math.sqrt(length),
        drawAt: (at) => normals(path.key, [word, at, 0, STREAM.regular])[0],
        bound: reflectInto(reached.low, reached.high),
      },
      second,
    );
  }
}

/** A level past a bound comes back as far as it went over. */
function reflectInto(low: number, high: number): (level: number) => number {
  return (level) => {
    const reflected = level > high ? 2 * high - level : level < low ? 2 * low - level : level;
    return Math.min(high, Math.max(low, reflected));
  };
}
