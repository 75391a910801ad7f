import { globalTable, Migration, outboxTable } from "@wealthgraph/chassis/migrations";

/** Instruments, their latest quotes, and what is watched. No table belongs to a household. */
export class Migration001MarketData extends Migration {
  override up(): void {
    const statements = [
      `create table market_data.instrument (
        id uuid primary key,
        symbol text not null check (symbol ~ '^[A-Z0-9][A-Z0-9.=^_]{0,29}$'),
        exchange text not null check (exchange ~ '^[A-Z0-9]{4}$'),
        name text not null check (name <> ''),
        asset_class text not null check (asset_class in ('US_EQUITY', 'INTERNATIONAL_EQUITY',
          'EMERGING_EQUITY', 'BOND', 'REAL_ESTATE', 'COMMODITY', 'CRYPTO', 'CASH', 'OTHER')),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        unique (symbol, exchange)
      )`,
      ...globalTable("market_data", "instrument", "select, insert, update"),
      `create table market_data.latest_quote (
        instrument_id uuid primary key references market_data.instrument,
        price numeric not null check (price > 0),
        currency text not null,
        previous_close numeric check (previous_close > 0),
        as_of timestamptz not null,
        received_at timestamptz not null,
        source text not null,
        is_simulated boolean not null,
        fx_to_usd numeric not null check (fx_to_usd > 0),
        fx_rate_date date not null
      )`,
      ...globalTable("market_data", "latest_quote", "select, insert, update"),
      `create table market_data.watched_instrument (
        instrument_id uuid primary key references market_data.instrument,
        until timestamptz not null
      )`,
      ...globalTable("market_data", "watched_instrument", "select, insert, update"),
      ...outboxTable("market_data"),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
