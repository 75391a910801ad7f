import {
  addDays,
  type CalendarDate,
  date,
  dayOfWeek,
  yearOf,
} from "@wealthgraph/kernel/calendarDate";
import { newYorkDate, newYorkInstant } from "./newYorkTime.js";
import { nyseClosures, nyseEarlyCloses } from "./nyseHolidays.js";

/** Where the New York trading day stands. Intervals are half-open: at 16:00:00 the market is in POST. */
export type MarketSession = "PRE" | "REGULAR" | "POST" | "CLOSED";

/** One trading day as instants; a property of the date, not of any fixed UTC offset. */
export interface TradingSession {
  readonly date: CalendarDate;
  /** 04:00 */
  readonly preOpen: Date;
  /** 09:30 */
  readonly open: Date;
  /** 16:00, 13:00 on an early close (14:00 before 1993) */
  readonly close: Date;
  /** 20:00, 17:00 on an early close */
  readonly postClose: Date;
}

/** New York's offsets are whole hours: a date there begins with an hour of UTC. */
const HOUR_MS = 3_600_000;
const EPOCH = newYorkDate(new Date(0));

interface YearOfSessions {
  readonly dates: readonly CalendarDate[];
  readonly isSession: ReadonlySet<CalendarDate>;
  readonly earlyCloses: ReadonlySet<CalendarDate>;
}

/**
 * The New York Stock Exchange's calendar, from 1990 on.
 *
 * A class because it keeps the years and sessions it has worked out; it knows no clock.
 *
 * @see the check values in its test: sessions per year, and every session of SPY 1998-2021
 */
export class NyseCalendar {
  readonly #years = new Map<number, YearOfSessions>();
  readonly #sessions = new Map<CalendarDate, TradingSession>();
  readonly #previous = new Map<CalendarDate, TradingSession>();
  readonly #next = new Map<CalendarDate, TradingSession>();
  readonly #extraClosures: ReadonlySet<CalendarDate>;
  /** The hour asked for last: prices ask for the same one over and over. */
  #latest: { readonly hour: number; readonly date: CalendarDate } = { hour: 0, date: EPOCH };

  /** @param extraClosures closures announced after this program was made */
  constructor(extraClosures: Iterable<CalendarDate> = []) {
    this.#extraClosures = new Set(extraClosures);
  }

  /** @throws {RangeError} before 1990 */
  isSession(on: CalendarDate): boolean {
    return this.#year(yearOf(on)).isSession.has(on);
  }

  /** @returns the sessions from `from` to `to`, both included, oldest first */
  sessionsBetween(from: CalendarDate, to: CalendarDate): CalendarDate[] {
    const found: CalendarDate[] = [];
    for (let year = yearOf(from); year <= yearOf(to); year += 1) {
      for (const d of this.#year(year).dates) if (d >= from && d <= to) found.push(d);
    }
    return found;
  }

  /** @returns null when the exchange is closed on `on` */
  session(on: CalendarDate): TradingSession | null {
    if (!this.isSession(on)) return null;
    const known = this.#sessions.get(on);
    if (known) return known;
    const isEarly = this.#year(yearOf(on)).earlyCloses.has(on);
    const closeHour = isEarly ? (yearOf(on) < 1993 ? 14 : 13) : 16;
    const made: TradingSession = {
      date: on,
      preOpen: newYorkInstant(on, 4),
      open: newYorkInstant(on, 9, 30),
      close: newYorkInstant(on, closeHour),
      postClose: newYorkInstant(on, isEarly ? 17 : 20),
    };
    this.#sessions.set(on, made);
    return made;
  }

  /** The last session before `on`. */
  previous(on: CalendarDate): TradingSession {
    return this.#walk(on, -1, this.#previous);
  }

  /** The first session after `on`. */
  next(on: CalendarDate): TradingSession {
    return this.#walk(on, 1, this.#next);
  }

  /** The session that closed last, at or before `instant`. */
  lastClosed(instant: Date): TradingSession {
    return this.#lastWhere(instant, (session) => session.close);
  }

  /** The session that opened last, at or before `instant`; it may still run. */
  lastOpened(instant: Date): TradingSession {
    return this.#lastWhere(instant, (session) => session.open);
  }

  /** The session whose trading day, pre-market included, began last, at or before `instant`. */
  lastBegun(instant: Date): TradingSession {
    return this.#lastWhere(instant, (session) => session.preOpen);
  }

  marketSessionAt(instant: Date): MarketSession {
    const session = this.session(this.dateAt(instant));
    if (!session || instant < session.preOpen || instant >= session.postClose) return "CLOSED";
    if (instant < session.open) return "PRE";
    return instant < session.close ? "REGULAR" : "POST";
  }

  /** The calendar date in New York at an instant. */
  dateAt(instant: Date): CalendarDate {
    const hour = Math.floor(instant.getTime() / HOUR_MS);
    if (hour !== this.#latest.hour) this.#latest = { hour, date: newYorkDate(instant) };
    return this.#latest.date;
  }

  #lastWhere(instant: Date, since: (session: TradingSession) => Date): TradingSession {
    const today = this.dateAt(instant);
    const session = this.session(today);
    return session && since(session) <= instant ? session : this.previous(today);
  }

  #walk(
    from: CalendarDate,
    step: 1 | -1,
    walked: Map<CalendarDate, TradingSession>,
  ): TradingSession {
    let found = walked.get(from) ?? null;
    for (let on = from; !found; found = this.session(on)) on = addDays(on, step);
    walked.set(from, found);
    return found;
  }

  #year(year: number): YearOfSessions {
    const known = this.#years.get(year);
    if (known) return known;
    const closures = nyseClosures(year);
    const dates: CalendarDate[] = [];
    let on = date(`${year}-01-01`);
    for (let weekday = dayOfWeek(on); yearOf(on) === year; weekday = (weekday % 7) + 1) {
      if (weekday < 6 && !closures.has(on) && !this.#extraClosures.has(on)) dates.push(on);
      on = addDays(on, 1);
    }
    const made = { dates, isSession: new Set(dates), earlyCloses: nyseEarlyCloses(year) };
    this.#years.set(year, made);
    return made;
  }
}
