import { v5 } from "uuid";
import { type Database, query } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import { invariant } from "@wealthgraph/kernel/refusal";
import { type Instrument, type Listing, listingKey, NO_MARKET } from "../domain/instrument.js";
import { isAssetClass } from "../domain/listingTable.js";
import type { InstrumentStore, ListingKey } from "../operations/ports.js";

/** One row of market_data.instrument. */
export interface InstrumentRow {
  readonly id: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly name: string;
  readonly asset_class: string;
  readonly currency: string;
}

export const INSTRUMENT_COLUMNS =
  "instrument.id, symbol, exchange, name, asset_class, instrument.currency";

/** Of our ids of instruments: the same listing has the same id in every installation. */
const ID_NAMESPACE = "6f0b5f4e-6f6e-4c0e-9a41-2f3c8c0a7d55";

export const instrumentId = (listing: ListingKey): string => v5(listingKey(listing), ID_NAMESPACE);

export function toInstrument(row: InstrumentRow): Instrument {
  const { id, symbol, exchange, name, currency, asset_class: assetClass } = row;
  invariant(isAssetClass(assetClass), `a stored instrument has an asset class (${assetClass})`);
  return { id, symbol, exchange, name, assetClass, currency };
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
    const found = await this.#select(
      `where symbol = any ($1::text[]) order by (exchange <> $2) , exchange desc`,
      [symbols, NO_MARKET],
    );
    // the last of a symbol stays: a known market wins over none, then the first in alphabetical order
    return new Map(found.map((instrument) => [instrument.symbol, instrument]));
  }

  async search(text: string, limit: number): Promise<readonly Instrument[]> {
    return this.#select(
      `where starts_with(symbol, upper($1)) or strpos(lower(name), lower($1)) > 0
       order by symbol <> upper($1), not starts_with(symbol, upper($1)), symbol, exchange
       limit $2`,
      [text, limit],
    );
  }

  async ensure(listings: readonly Listing[]): Promise<void> {
    const sorted = [...listings].sort((a, b) => (listingKey(a) < listingKey(b) ? -1 : 1));
    await this.database.global((em) =>
      query(
        em,
        `insert into market_data.instrument as known (id, symbol, exchange, name, asset_class, currency)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         on conflict (symbol, exchange) do update
           set name = excluded.name, asset_class = excluded.asset_class, currency = excluded.currency
           where (known.name, known.asset_class, known.currency)
             is distinct from (excluded.name, excluded.asset_class, excluded.currency)`,
        [
          sorted.map(instrumentId),
          sorted.map((listing) => listing.symbol),
          sorted.map((listing) => listing.exchange),
          sorted.map((listing) => listing.name),
          sorted.map((listing) => listing.assetClass),
          sorted.map((listing) => listing.currency),
        ],
      ),
    );
  }

  async #select(clauses: string, parameters: readonly unknown[]): Promise<Instrument[]> {
    const rows = await this.database.global((em) =>
      query<InstrumentRow>(
        em,
        `select ${INSTRUMENT_COLUMNS} from market_data.instrument ${clauses}`,
        parameters,
      ),
    );
    return rows.map(toInstrument);
  }
}
