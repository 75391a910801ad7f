import { type Database, query } from "@wealthgraph/chassis/database";
import type {
  IntradayAsked,
  IntradayBar,
  IntradayStore,
  Thinned,
} from "../operations/historyPorts.js";

/** Minutes or hours of prices: the first, highest, lowest and last of each. */
const joinedFrom = (table: string, unit: "minute" | "hour", columns: Columns): string =>
  `select instrument_id, date_trunc('${unit}', at) as at,
     (array_agg(${columns.open} order by at))[1] as open, max(${columns.high}) as high,
     min(${columns.low}) as low, (array_agg(${columns.close} order by at desc))[1] as close
   from ${table}`;

interface Columns {
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}
const OF_TICKS: Columns = { open: "price", high: "price", low: "price", close: "price" };
const OF_BARS: Columns = { open: "open", high: "high", low: "low", close: "close" };

/** Ticks of real providers, the minutes they become, and the hours those become. */
export class PostgresIntradayStore implements IntradayStore {
  constructor(private readonly database: Database) {}

  thin({ ticksBefore, minutesBefore }: Parameters<IntradayStore["thin"]>[0]): Promise<Thinned> {
    return this.database.global(async (em) => {
      await query(em, "select pg_advisory_xact_lock(hashtext('market_data.thin'))", []);
      const [tickEnd, minuteEnd] = [ticksBefore.toISOString(), minutesBefore.toISOString()];
      await query(
        em,
        `insert into market_data.minute_bar (instrument_id, at, open, high, low, close)
         ${joinedFrom("market_data.tick", "minute", OF_TICKS)} where at < $1::timestamptz group by 1, 2
         on conflict do nothing`,
        [tickEnd],
      );
      const ticks = await deleted(em, "market_data.tick", tickEnd);
      await query(
        em,
        `insert into market_data.hour_bar (instrument_id, at, open, high, low, close)
         ${joinedFrom("market_data.minute_bar", "hour", OF_BARS)} where at < $1::timestamptz group by 1, 2
         on conflict do nothing`,
        [minuteEnd],
      );
      const minutes = await deleted(em, "market_data.minute_bar", minuteEnd);
      await query(
        em,
        "select market_data.drop_tick_days(($1::timestamptz at time zone 'UTC')::date)",
        [tickEnd],
      );
      return { ticks, minutes };
    });
  }

  /** Partitions of the days to come, so that old ones can be dropped whole. */
  async prepare(from: Date, days: number): Promise<void> {
    await this.database.global((em) =>
      query(
        em,
        `select market_data.make_tick_days(day, day + $2::int)
         from (select ($1::timestamptz at time zone 'UTC')::date as day) as first`,
        [from.toISOString(), days],
      ),
    );
  }

  async bars(instrumentId: string, asked: IntradayAsked): Promise<readonly IntradayBar[]> {
    const unit = asked.interval === "MINUTE" ? "minute" : "hour";
    const within =
      "where instrument_id = $1::uuid and at >= $2::timestamptz and at < $3::timestamptz";
    return this.database.global((em) =>
      query<IntradayBar & object>(
        em,
        `with fine as (
           select instrument_id, at, open, high, low, close from market_data.minute_bar ${within}
           union all
           ${joinedFrom("market_data.tick", "minute", OF_TICKS)} ${within} group by 1, 2
         ), joined as (${joinedFrom("fine", unit, OF_BARS)} group by 1, 2)
         select at, open::text, high::text, low::text, close::text from joined
         union all
         select at, open::text, high::text, low::text, close::text from market_data.hour_bar
           ${within} and not exists (select 1 from joined where joined.at = hour_bar.at)
         order by at`,
        [instrumentId, asked.from.toISOString(), asked.to.toISOString()],
      ),
    );
  }
}

async function deleted(
  em: Parameters<typeof query>[0],
  table: string,
  before: string,
): Promise<number> {
  const [row] = await query<{ count: number }>(
    em,
    `with gone as (delete from ${table} where at < $1::timestamptz returning 1)
     select count(*)::int as count from gone`,
    [before],
  );
  return row?.count ?? 0;
}
