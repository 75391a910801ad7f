import { v5 } from "uuid";
import { type Database, query } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import {
  type FormerSymbol,
  type Instrument,
  type Listing,
  listingKey,
  NO_MARKET,
  type SymbolPeriod,
} from "../domain/instrument.js";
import { isAssetClass } from "../domain/listingTable.js";
import { isSector } from "../domain/sector.js";
import type { InstrumentStore, ListingKey, SymbolOn } from "../operations/ports.js";

/** One row of market_data.instrument. */
export interface InstrumentRow {
  readonly id: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly name: string;
  readonly asset_class: string;
  readonly currency: string;
  readonly sector: string | null;
  readonly isin: string | null;
  readonly cusip: string | null;
  readonly delisted_on: CalendarDate | null;
}

interface PeriodRow {
  readonly instrument_id: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly from_date: CalendarDate;
  readonly to_date: CalendarDate | null;
}

export const INSTRUMENT_COLUMNS = `instrument.id, instrument.symbol, instrument.exchange, name, asset_class, instrument.currency,
  sector, isin, cusip, delisted_on::text`;

/** Of our ids of instruments: the same listing has the same id in every installation. */
const ID_NAMESPACE = "6f0b5f4e-6f6e-4c0e-9a41-2f3c8c0a7d55";

export const instrumentId = (listing: ListingKey): string => v5(listingKey(listing), ID_NAMESPACE);

export function toInstrument(row: InstrumentRow): Instrument {
  const { id, symbol, exchange, name, currency, asset_class: assetClass, sector } = row;
  invariant(isAssetClass(assetClass), `a stored instrument has an asset class (${assetClass})`);
  invariant(sector === null || isSector(sector), `a stored sector is one (${sector})`);
  const { isin, cusip, delisted_on: delistedOn } = row;
  return { id, symbol, exchange, name, assetClass, currency, sector, isin, cusip, delistedOn };
}

export class PostgresInstrumentStore implements InstrumentStore {
  constructor(private readonly database: Database) {}

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    const asked = ids.filter(isId);
    const found =
      asked.length > 0 ? await this.#select("where id = any ($1::uuid[])", [asked]) : [];
    return new Map(found.map((instrument) => [instrument.id, instrument]));
  }

  async byListings(keys: readonly ListingKey[]): Promise<ReadonlyMap<string, Instrument>> {
    const found = await this.#select(
      `join unnest($1::text[], $2::text[]) as asked (asked_symbol, asked_exchange)
         on symbol = asked_symbol and exchange = asked_exchange`,
      [keys.map((key) => key.symbol), keys.map((key) => key.exchange)],
    );
    return new Map(found.map((instrument) => [listingKey(instrument), instrument]));
  }

  async bySymbols(symbols: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    const rows = await this.#rows<InstrumentRow & { readonly asked: string }>(
      `select asked, ${INSTRUMENT_COLUMNS} from (
         select symbol as asked, id, 1 as is_own, null::date as last from market_data.instrument
           where symbol = any ($1::text[])
         union all
         select symbol, instrument_id, 0, to_date from market_data.symbol_period
           where symbol = any ($1::text[])
       ) as holder join market_data.instrument using (id)
       order by is_own, delisted_on is null, last nulls last, (exchange <> $2), exchange desc`,
      [symbols, NO_MARKET],
    );
    // the last of a symbol stays: an own symbol wins over a former one, a listed instrument over a
    // delisted one, a known market over none, then the first in alphabetical order
    return new Map(rows.map((row) => [row.asked, toInstrument(row)]));
  }

  async bySymbolsOn(asked: readonly SymbolOn[]): Promise<readonly (Instrument | null)[]> {
    const rows = await this.#rows<InstrumentRow & { readonly place: number }>(
      `select place::int, ${INSTRUMENT_COLUMNS}
       from unnest($1::text[], $2::date[]) with ordinality as asked (asked_symbol, asked_on, place)
       join market_data.symbol_period as period on period.symbol = asked_symbol
         and from_date <= asked_on and (to_date is null or to_date >= asked_on)
       join market_data.instrument on instrument.id = period.instrument_id
       order by (period.exchange <> $3), period.exchange desc`,
      [asked.map(({ symbol }) => symbol), asked.map(({ on }) => on), NO_MARKET],
    );
    const ofDay = new Map(rows.map((row) => [row.place, toInstrument(row)]));
    const others = asked.filter((_, i) => !ofDay.has(i + 1)).map(({ symbol }) => symbol);
    const plain = others.length > 0 ? await this.bySymbols([...new Set(others)]) : new Map();
    return asked.map(({ symbol }, i) => ofDay.get(i + 1) ?? plain.get(symbol) ?? null);
  }

  async byIdentifiers(identifiers: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    const found = await this.#select(
      `where isin = any ($1::text[]) or cusip = any ($1::text[])
       order by delisted_on is null, (exchange <> $2), exchange desc`,
      [identifiers, NO_MARKET],
    );
    return new Map(
      found.flatMap((instrument) =>
        [instrument.isin, instrument.cusip].flatMap((key): [string, Instrument][] =>
          key ? [[key, instrument]] : [],
        ),
      ),
    );
  }

  async symbolPeriods(ids: readonly string[]): Promise<ReadonlyMap<string, SymbolPeriod[]>> {
    const rows = await this.#rows<PeriodRow>(
      `select instrument_id, symbol, exchange, from_date::text, to_date::text
       from market_data.symbol_period where instrument_id = any ($1::uuid[]) order by from_date`,
      [ids],
    );
    const periods = new Map<string, SymbolPeriod[]>();
    for (const { instrument_id: id, symbol, exchange, from_date: from, to_date: to } of rows) {
      periods.set(id, [...(periods.get(id) ?? []), { symbol, exchange, from, to }]);
    }
    return periods;
  }

  async search(text: string, limit: number): Promise<readonly Instrument[]> {
    return this.#select(
      `where starts_with(symbol, upper($1)) or strpos(lower(name), lower($1)) > 0
         or upper($1) in (isin, cusip)
         or id in (select instrument_id from market_data.symbol_period where symbol = upper($1))
       order by coalesce(upper($1) in (isin, cusip), false) desc, symbol <> upper($1),
         not starts_with(symbol, upper($1)), delisted_on is not null, symbol, exchange
       limit $2`,
      [text, limit],
    );
  }

  async ensure(listings: readonly Listing[]): Promise<void> {
    const sorted = [...listings].sort((a, b) => (listingKey(a) < listingKey(b) ? -1 : 1));
    await this.database.global((em) =>
      query(
        em,
        `insert into market_data.instrument as known (id, symbol, exchange, name, asset_class, currency,
           sector, isin, cusip, delisted_on)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
           $7::text[], $8::text[], $9::text[], $10::date[])
         on conflict (symbol, exchange) do update
           set name = excluded.name, asset_class = excluded.asset_class, currency = excluded.currency,
             sector = excluded.sector, isin = excluded.isin, cusip = excluded.cusip,
             delisted_on = excluded.delisted_on
           where (known.name, known.asset_class, known.currency, known.sector, known.isin, known.cusip,
               known.delisted_on)
             is distinct from (excluded.name, excluded.asset_class, excluded.currency, excluded.sector,
               excluded.isin, excluded.cusip, excluded.delisted_on)`,
        [
          sorted.map(instrumentId),
          sorted.map((listing) => listing.symbol),
          sorted.map((listing) => listing.exchange),
          sorted.map((listing) => listing.name),
          sorted.map((listing) => listing.assetClass),
          sorted.map((listing) => listing.currency),
          sorted.map((listing) => listing.sector ?? null),
          sorted.map((listing) => listing.isin ?? null),
          sorted.map((listing) => listing.cusip ?? null),
          sorted.map((listing) => listing.delistedOn ?? null),
        ],
      ),
    );
  }

  async ensurePeriods(periods: readonly FormerSymbol[]): Promise<void> {
    await this.database.global((em) =>
      query(
        em,
        `insert into market_data.symbol_period as known (symbol, exchange, from_date, to_date, instrument_id)
         select given.* from unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::uuid[])
           as given (symbol, exchange, from_date, to_date, instrument_id)
         join market_data.instrument on instrument.id = given.instrument_id
         on conflict (symbol, exchange, from_date) do update
           set to_date = excluded.to_date, instrument_id = excluded.instrument_id`,
        [
          periods.map(({ symbol }) => symbol),
          periods.map(({ exchange }) => exchange),
          periods.map(({ from }) => from),
          periods.map(({ to }) => to),
          periods.map(({ of }) => instrumentId(of)),
        ],
      ),
    );
  }

  async #select(clauses: string, parameters: readonly unknown[]): Promise<Instrument[]> {
    const rows = await this.#rows<InstrumentRow>(
      `select ${INSTRUMENT_COLUMNS} from market_data.instrument ${clauses}`,
      parameters,
    );
    return rows.map(toInstrument);
  }

  #rows<Row extends object>(statement: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.database.global((em) => query<Row>(em, statement, parameters));
  }
}
