import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  canonicalSymbol,
  type Instrument,
  isMarketCode,
  listingKey,
} from "../domain/instrument.js";
import type { InstrumentStore } from "./ports.js";

export const SYMBOLS_MAX = 500;
export const SEARCH_MAX = 100;

/**
 * The instrument with a symbol, in any of the brokers' spellings of share classes.
 *
 * @param exchange ISO 10383 market; without it, the listing on a known market before others
 * @throws {Refusal} UNKNOWN_SYMBOL when there is none
 */
export async function instrumentBySymbol(
  store: InstrumentStore,
  text: string,
  exchange: string | null,
): Promise<Instrument> {
  const symbol = canonicalSymbol(text);
  if (symbol && exchange === null) {
    const found = (await store.bySymbols([symbol])).get(symbol);
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
 * The instruments of many symbols, in one statement.
 *
 * @returns as many entries as symbols, in order; null for an unknown one
 * @throws {Refusal} BAD_INPUT for more than 500
 */
export async function instrumentsBySymbols(
  store: InstrumentStore,
  texts: readonly string[],
): Promise<(Instrument | null)[]> {
  if (texts.length > SYMBOLS_MAX) {
    throw new Refusal("BAD_INPUT", `at most ${SYMBOLS_MAX} symbols (asked: ${texts.length})`, {
      symbolsMax: SYMBOLS_MAX,
    });
  }
  const symbols = texts.map(canonicalSymbol);
  const asked = [...new Set(symbols.filter((symbol) => symbol !== null))];
  const found = asked.length > 0 ? await store.bySymbols(asked) : new Map<string, Instrument>();
  return symbols.map((symbol) => (symbol === null ? null : (found.get(symbol) ?? null)));
}

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
