import { appRole } from "@wealthgraph/chassis/databaseSetup";
import { globalTable, Migration } from "@wealthgraph/chassis/migrations";

const PRICES = `open numeric not null check (open > 0), high numeric not null, low numeric not null check (low > 0),
  close numeric not null check (close > 0)`;

/**
 * What network providers gave, kept: daily bars by month, actions with their revisions, rates, ticks
 * and what they become. Partitions are made and dropped through functions of the owner, so that the
 * application's role needs no right to change tables.
 */
export class Migration006History extends Migration {
  override up(): void {
    for (const statement of [...DAILY, ...FURTHER, ...functionsAndGrants()]) this.addSql(statement);
  }
}

const MAKE_BAR_MONTHS = `create function market_data.make_bar_months(first date, last date) returns void
  language plpgsql security definer set search_path = market_data, pg_temp as $$
  declare month date := date_trunc('month', first);
  begin
    while month <= last loop
      if to_regclass('market_data.daily_bar_' || to_char(month, 'YYYYMM')) is null then
        execute format(
          'create table if not exists market_data.%I partition of market_data.daily_bar for values from (%L) to (%L)',
          'daily_bar_' || to_char(month, 'YYYYMM'), month, month + interval '1 month');
      end if;
      month := month + interval '1 month';
    end loop;
  end $$`;

const MAKE_TICK_DAYS = `create function market_data.make_tick_days(first date, last date) returns void
  language plpgsql security definer set search_path = market_data, pg_temp set timezone = 'UTC' as $$
  declare day date := first;
  begin
    while day <= last loop
      if to_regclass('market_data.tick_' || to_char(day, 'YYYYMMDD')) is null then
        execute format(
          'create table if not exists market_data.%I partition of market_data.tick for values from (%L) to (%L)',
          'tick_' || to_char(day, 'YYYYMMDD'), day, day + 1);
      end if;
      day := day + 1;
    end loop;
  end $$`;

const DROP_TICK_DAYS = `create function market_data.drop_tick_days(before date) returns void
  language plpgsql security definer set search_path = market_data, pg_temp as $$
  declare found text; is_empty boolean;
  begin
    for found in select relid::regclass::text from pg_partition_tree('market_data.tick')
      where isleaf and relid::regclass::text ~ 'tick_[0-9]{8}$'
        and to_date(right(relid::regclass::text, 8), 'YYYYMMDD') < before
    loop
      execute format('select not exists (select 1 from %s)', found) into is_empty;
      if is_empty then execute format('drop table %s', found); end if;
    end loop;
  end $$`;

const DAILY = [
  `create table market_data.daily_bar (
        instrument_id uuid not null references market_data.instrument,
        source text not null,
        date date not null,
        ${PRICES},
        volume numeric not null check (volume >= 0),
        revision int not null default 1,
        stored_at timestamptz not null default now(),
        primary key (instrument_id, source, date)
      ) partition by range (date)`,
  `create table market_data.bar_coverage (
        instrument_id uuid not null references market_data.instrument,
        source text not null,
        from_date date not null,
        to_date date not null check (to_date >= from_date),
        primary key (instrument_id, source)
      )`,
  `create table market_data.corporate_action (
        id uuid primary key,
        instrument_id uuid not null references market_data.instrument,
        source text not null,
        kind text not null,
        ex_date date not null,
        ratio numeric check (ratio >= 0),
        amount numeric check (amount >= 0),
        related_symbol text,
        stored_at timestamptz not null default now(),
        superseded_at timestamptz
      )`,
  `create index corporate_action_in_force on market_data.corporate_action (instrument_id, ex_date)
        where superseded_at is null`,
];

const FURTHER = [
  `create table market_data.reconciliation (
        instrument_id uuid not null references market_data.instrument,
        source text not null,
        from_date date not null,
        to_date date not null,
        days int not null,
        max_difference numeric not null,
        worst_on date not null,
        is_reconciled boolean not null,
        checked_at timestamptz not null default now(),
        primary key (instrument_id, source)
      )`,
  `create table market_data.euro_rate (
        source text not null,
        on_date date not null,
        currency text not null,
        per_euro numeric not null check (per_euro > 0),
        primary key (source, on_date, currency)
      )`,
  `create table market_data.tracked_instrument (
        instrument_id uuid primary key references market_data.instrument,
        asked_on date not null
      )`,
  `create table market_data.tick (
        instrument_id uuid not null,
        at timestamptz not null,
        price numeric not null check (price > 0),
        source text not null,
        primary key (instrument_id, at)
      ) partition by range (at)`,
  "create table market_data.tick_default partition of market_data.tick default",
  `create table market_data.minute_bar (
        instrument_id uuid not null, at timestamptz not null, ${PRICES}, primary key (instrument_id, at)
      )`,
  `create table market_data.hour_bar (
        instrument_id uuid not null, at timestamptz not null, ${PRICES}, primary key (instrument_id, at)
      )`,
];

function functionsAndGrants(): string[] {
  return [
    MAKE_BAR_MONTHS,
    MAKE_TICK_DAYS,
    DROP_TICK_DAYS,
    ...[
      "make_bar_months(date, date)",
      "make_tick_days(date, date)",
      "drop_tick_days(date)",
    ].flatMap((signature) => [
      `revoke all on function market_data.${signature} from public`,
      `grant execute on function market_data.${signature} to ${appRole("market_data")}`,
    ]),
    ...["daily_bar", "bar_coverage", "corporate_action", "reconciliation", "euro_rate"].flatMap(
      (table) => globalTable("market_data", table, "select, insert, update"),
    ),
    ...globalTable("market_data", "tracked_instrument", "select, insert, update"),
    ...["tick", "minute_bar"].flatMap((table) =>
      globalTable("market_data", table, "select, insert, delete"),
    ),
    ...globalTable("market_data", "hour_bar", "select, insert, update"),
  ];
}
