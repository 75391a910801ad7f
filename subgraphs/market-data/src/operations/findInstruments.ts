import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { isCusip, isIsin } from "../domain/identifier.js";
import {
  canonicalSymbol,
  type Instrument,
  isMarketCode,
  listingKey,
} from "../domain/instrument.js";
import type { InstrumentStore, SymbolOn } from "./ports.js";

export const SYMBOLS_MAX = 500;
export const SEARCH_MAX = 100;

/**
 * The instrument with a symbol, in any of the brokers' spellings of share classes, or with an ISIN.
 *
 * @param exchange ISO 10383 market; without it, the listing on a known market before others
 * @param on the day the symbol was used; without it today
 * @throws {Refusal} UNKNOWN_SYMBOL when there is none
 */
export async function instrumentBySymbol(
  store: InstrumentStore,
  text: string,
  { exchange, on }: { readonly exchange: string | null; readonly on: CalendarDate | null },
): Promise<Instrument> {
  const symbol = canonicalSymbol(text);
  if (symbol && exchange === null) {
    const [found] = await instrumentsBySymbols(store, [symbol], on === null ? null : [on]);
    if (found) return found;
  } else if (symbol && exchange !== null && isMarketCode(exchange.toUpperCase())) {
    const key = { symbol, exchange: exchange.toUpperCase() };
    const found = (await store.byListings([key])).get(listingKey(key));
    if (found) return found;
  }
  throw new Refusal("UNKNOWN_SYMBOL", "no instrument with this symbol is known", {
    symbol: text.slice(0, 30),
  });
}

/**
 * The security with an identifier, on the market where it is best known.
 *
 * @param text ISIN or CUSIP, any case
 * @throws {Refusal} BAD_INPUT when it is neither, or its check digit is wrong; UNKNOWN_SYMBOL when we do
 * not know it
 */
export async function instrumentByIdentifier(
  store: InstrumentStore,
  text: string,
): Promise<Instrument> {
  const identifier = text.trim().toUpperCase();
  if (!isIsin(identifier) && !isCusip(identifier)) {
    throw new Refusal("BAD_INPUT", "neither an ISIN nor a CUSIP: look at the check digit");
  }
  const found = (await store.byIdentifiers([identifier])).get(identifier);
  if (found) return found;
  throw new Refusal("UNKNOWN_SYMBOL", "no instrument with this identifier is known", {
    symbol: identifier,
  });
}

/**
 * The instruments of many symbols, ISINs or CUSIPs, in at most three statements.
 *
 * @param on as many days as symbols: when each was used, because symbols change and are used again;
 * null: today
 * @returns as many entries as symbols, in order; null for an unknown one
 * @throws {Refusal} BAD_INPUT for more than 500, or another number of days
 */
export async function instrumentsBySymbols(
  store: InstrumentStore,
  texts: readonly string[],
  on: readonly CalendarDate[] | null = null,
): Promise<(Instrument | null)[]> {
  if (texts.length > SYMBOLS_MAX) {
    throw new Refusal("BAD_INPUT", `at most ${SYMBOLS_MAX} symbols (asked: ${texts.length})`, {
      symbolsMax: SYMBOLS_MAX,
    });
  }
  if (on && on.length !== texts.length) {
    throw new Refusal(
      "BAD_INPUT",
      `as many days as symbols: ${texts.length} (given: ${on.length})`,
    );
  }
  const symbols = texts.map(canonicalSymbol);
  const asked = [...new Set(symbols.filter((symbol) => symbol !== null))];
  const isins = asked.filter((text) => isIsin(text) || isCusip(text));
  const byIsin = isins.length > 0 ? await store.byIdentifiers(isins) : NOTHING;
  const holderOf = on ? await holdersOn(store, symbols, on) : await holdersToday(store, asked);
  return symbols.map((symbol, i) =>
    symbol === null ? null : (byIsin.get(symbol) ?? holderOf(symbol, i)),
  );
}

type HolderOf = (symbol: string, place: number) => Instrument | null;

async function holdersToday(store: InstrumentStore, symbols: readonly string[]): Promise<HolderOf> {
  const found = symbols.length > 0 ? await store.bySymbols(symbols) : NOTHING;
  return (symbol) => found.get(symbol) ?? null;
}

async function holdersOn(
  store: InstrumentStore,
  symbols: readonly (string | null)[],
  on: readonly CalendarDate[],
): Promise<HolderOf> {
  const places: number[] = [];
  const asked: SymbolOn[] = [];
  symbols.forEach((symbol, place) => {
    const day = on[place];
    if (symbol === null || day === undefined) return;
    places.push(place);
    asked.push({ symbol, on: day });
  });
  const holders = asked.length > 0 ? await store.bySymbolsOn(asked) : [];
  const byPlace = new Map(places.map((place, i) => [place, holders[i] ?? null]));
  return (_, place) => byPlace.get(place) ?? null;
}

const NOTHING: ReadonlyMap<string, Instrument> = new Map();

/**
 * @param first 1 to 100
 * @throws {Refusal} BAD_INPUT when `first` is out of range, or `text` is empty, longer than 100 or has
 * control characters
 */
export async function searchInstruments(
  store: InstrumentStore,
  text: string,
  first: number,
): Promise<readonly Instrument[]> {
  if (!Number.isInteger(first) || first < 1 || first > SEARCH_MAX) {
    throw new Refusal("BAD_INPUT", `first is 1 to ${SEARCH_MAX} (asked: ${first})`, {
      firstMax: SEARCH_MAX,
    });
  }
  const wanted = text.trim();
  if (wanted === "" || wanted.length > 100) {
    throw new Refusal("BAD_INPUT", "text has 1 to 100 characters", { charactersMax: 100 });
  }
  if (/\p{Cc}/u.test(wanted)) {
    throw new Refusal("BAD_INPUT", "text has no control characters");
  }
  return store.search(wanted, first);
}

/** @throws {Refusal} NOT_FOUND when there is no instrument with this id */
export function known(instrument: Instrument | null, id: string): Instrument {
  if (instrument) return instrument;
  throw new Refusal("NOT_FOUND", "no instrument has this id", { instrumentId: id.slice(0, 40) });
}
