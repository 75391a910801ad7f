import { globalTable, Migration } from "@wealthgraph/chassis/migrations";

/** Who an instrument is over time: identifiers, sector, delisting, and the symbols it had. */
export class Migration004Identity extends Migration {
  override up(): void {
    const statements = [
      `alter table market_data.instrument
        add column sector text,
        add column isin text check (isin ~ '^[A-Z]{2}[A-Z0-9]{9}[0-9]$'),
        add column cusip text check (cusip ~ '^[A-Z0-9]{8}[0-9]$'),
        add column delisted_on date`,
      "create index instrument_isin on market_data.instrument (isin) where isin is not null",
      "create index instrument_cusip on market_data.instrument (cusip) where cusip is not null",
      `create table market_data.symbol_period (
        symbol text not null,
        exchange text not null,
        from_date date not null,
        to_date date check (to_date >= from_date),
        instrument_id uuid not null references market_data.instrument,
        primary key (symbol, exchange, from_date)
      )`,
      "create index symbol_period_instrument on market_data.symbol_period (instrument_id)",
      ...globalTable("market_data", "symbol_period", "select, insert, update"),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
