import { type CalendarDate, date, yearOf } from "@wealthgraph/kernel/calendarDate";
import { listingKey } from "./instrument.js";
import type { NyseCalendar } from "./nyseCalendar.js";
import { type Key, keyOf, normals } from "./philox.js";
import {
  drawName,
  type Factor,
  type PathModel,
  pathModel,
  REFERENCE_DATE,
  type SimulatedListing,
} from "./simulatedListing.js";

/** First session of the simulated market. */
export const SIMULATION_START: CalendarDate = date("2005-01-03");

/** What a random number is drawn for; the last word of the counter. */
export const STREAM = { session: 0, extremes: 1, volume: 2, regular: 3, overnight: 4 } as const;

/** Share of a day's variance that falls between a close and the next open. */
const OVERNIGHT_VARIANCE = 0.2;
const SESSIONS_PER_YEAR = 252;

type Draw = readonly [number, number];

/** A date as a 32-bit counter word, for example 20260227. */
export const dateWord = (on: CalendarDate): number => Number(on.replaceAll("-", ""));

/** The increments of the log price over one night and over the session after it. */
type Increments = readonly [overnight: number, session: number];

/**
 * The daily skeleton of one listing's prices: log levels at each session's open and close.
 *
 * It starts at the reference close and is summed outwards from there, session by session, so that
 * every process gets the same floating-point result and a quote of today needs no history of decades.
 * A class because it keeps the sums: 16 bytes a session asked for.
 */
export class SessionPath {
  readonly #forward: { open: number; close: number }[];
  readonly #backward: { open: number; close: number }[] = [];

  constructor(
    /** Of the listing's random numbers */
    readonly key: Key,
    private readonly reference: { readonly index: number; readonly level: number },
    private readonly increments: (index: number) => Increments,
    readonly deviations: { readonly session: number; readonly overnight: number },
  ) {
    const close = reference.level;
    this.#forward = [{ open: close - increments(reference.index)[1], close }];
  }

  /** Log levels of the session with this index. */
  at(index: number): { readonly open: number; readonly close: number } {
    const steps = index - this.reference.index;
    return steps >= 0 ? this.#after(steps) : this.#before(-steps - 1);
  }

  #after(steps: number): { open: number; close: number } {
    for (let k = this.#forward.length; k <= steps; k += 1) {
      const [overnight, session] = this.increments(this.reference.index + k);
      const open = (this.#forward[k - 1]?.close ?? 0) + overnight;
      this.#forward.push({ open, close: open + session });
    }
    return this.#forward[steps] ?? { open: 0, close: 0 };
  }

  #before(steps: number): { open: number; close: number } {
    for (let k = this.#backward.length; k <= steps; k += 1) {
      const index = this.reference.index - 1 - k;
      const later = k === 0 ? this.#forward[0] : this.#backward[k - 1];
      const close = (later?.open ?? 0) - this.increments(index + 1)[0];
      this.#backward.push({ open: close - this.increments(index)[1], close });
    }
    return this.#backward[steps] ?? { open: 0, close: 0 };
  }
}

/**
 * The paths of all listings: geometric Brownian motions of one common factor and one own part.
 *
 * A class because it keeps the paths of the listings asked for.
 */
export class SessionPaths {
  readonly #dates: CalendarDate[] = [];
  readonly #indexes = new Map<CalendarDate, number>();
  readonly #paths = new Map<string, SessionPath>();
  readonly #factors = new Map<Factor, (index: number) => Draw>();

  constructor(
    private readonly calendar: NyseCalendar,
    private readonly seed: string,
  ) {}

  /** @returns null when `on` is no session of the simulated market */
  indexOf(on: CalendarDate): number | null {
    if (on < SIMULATION_START) return null;
    this.#coverYear(Math.max(yearOf(on), yearOf(REFERENCE_DATE)));
    return this.#indexes.get(on) ?? null;
  }

  path(listing: SimulatedListing): SessionPath {
    const known = this.#paths.get(listingKey(listing));
    if (known) return known;
    const model = pathModel(listing);
    const key = keyOf(`${this.seed}|${drawName(listing)}`);
    const daily = model.volatility / Math.sqrt(SESSIONS_PER_YEAR);
    const deviations = {
      session: daily * Math.sqrt(1 - OVERNIGHT_VARIANCE),
      overnight: daily * Math.sqrt(OVERNIGHT_VARIANCE),
    };
    const reference = {
      index: this.indexOf(REFERENCE_DATE) ?? 0,
      level: Math.log(listing.referencePrice),
    };
    const made = new SessionPath(
      key,
      reference,
      this.#increments(model, key, deviations),
      deviations,
    );
    this.#paths.set(listingKey(listing), made);
    return made;
  }

  #increments(
    model: PathModel,
    key: Key,
    deviations: SessionPath["deviations"],
  ): (index: number) => Increments {
    const { drift, loading, factor } = model;
    const own = Math.sqrt(1 - loading * loading);
    const nightDrift = (drift / SESSIONS_PER_YEAR) * OVERNIGHT_VARIANCE;
    const dayDrift = (drift / SESSIONS_PER_YEAR) * (1 - OVERNIGHT_VARIANCE);
    const commonDraw = this.#factorDraws(factor);
    return (index) => {
      const common = commonDraw(index);
      const draw = this.#draw(key, index);
      return [
        nightDrift + deviations.overnight * (loading * common[0] + own * draw[0]),
        dayDrift + deviations.session * (loading * common[1] + own * draw[1]),
      ];
    };
  }

  /** The draws of a factor, kept: all its listings ask for the same ones. */
  #factorDraws(factor: Factor): (index: number) => Draw {
    const known = this.#factors.get(factor);
    if (known) return known;
    const key = keyOf(`${this.seed}|factor ${factor}`);
    const draws = new Map<number, Draw>();
    const made = (index: number): Draw => {
      const draw = draws.get(index) ?? this.#draw(key, index);
      draws.set(index, draw);
      return draw;
    };
    this.#factors.set(factor, made);
    return made;
  }

  #draw(key: Key, index: number): Draw {
    return normals(key, [dateWord(this.#date(index)), 0, 0, STREAM.session]);
  }

  #date(index: number): CalendarDate {
    return this.#dates[index] ?? SIMULATION_START;
  }

  #coverYear(year: number): void {
    const covered = this.#dates.at(-1);
    const first = covered ? yearOf(covered) + 1 : yearOf(SIMULATION_START);
    for (let y = first; y <= year; y += 1) {
      for (const on of this.calendar.sessionsBetween(date(`${y}-01-01`), date(`${y}-12-31`))) {
        this.#indexes.set(on, this.#dates.length);
        this.#dates.push(on);
      }
    }
  }
}
