import { type Database, query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { Instrument } from "../domain/instrument.js";
import type { QuoteRecord } from "../domain/quote.js";
import type { QuoteStore, TickRound, TickStore, WatchStore } from "../operations/ports.js";
import { INSTRUMENT_COLUMNS, type InstrumentRow, toInstrument } from "./PostgresInstrumentStore.js";
import { quoteColumns, type QuoteRow, toQuoteRecord } from "./quoteRow.js";

/** Held by the copy that ticks, for the length of one round; it ends with the transaction, also when the copy dies. */
const LEADER_LOCK = "hashtext('market_data.ticker')";

/** Latest quotes, and what of them is to be renewed. */
export class PostgresQuoteStore implements QuoteStore, WatchStore, TickStore {
  constructor(private readonly database: Database) {}

  latest(ids: readonly string[]): Promise<ReadonlyMap<string, QuoteRecord>> {
    return this.database.global((em) => latest(em, ids));
  }

  async watch(ids: readonly string[], until: Date): Promise<void> {
    await this.database.global((em) =>
      query(
        em,
        `insert into market_data.watched_instrument as known (instrument_id, until)
         select id, $2::timestamptz from unnest($1::uuid[]) as asked (id) order by id
         on conflict (instrument_id) do update set until = excluded.until
           where excluded.until > known.until`,
        [ids, until.toISOString()],
      ),
    );
  }

  asLeader<T>(work: (round: TickRound) => Promise<T>): Promise<T | null> {
    return this.database.global(async (em) => {
      const [lock] = await query<{ leads: boolean }>(
        em,
        `select pg_try_advisory_xact_lock(${LEADER_LOCK}) as leads`,
      );
      if (!lock?.leads) return null;
      return work({
        watched: (now) => watched(em, now),
        latest: (ids) => latest(em, ids),
        advance: (records) => advance(em, records),
      });
    });
  }
}

async function latest(
  em: SqlEntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, QuoteRecord>> {
  const rows = await query<QuoteRow>(
    em,
    "select * from market_data.latest_quote where instrument_id = any ($1::uuid[])",
    [ids],
  );
  return new Map(rows.map((row) => [row.instrument_id, toQuoteRecord(row)]));
}

async function watched(em: SqlEntityManager, now: Date): Promise<Instrument[]> {
  const rows = await query<InstrumentRow>(
    em,
    `select ${INSTRUMENT_COLUMNS} from market_data.instrument
     join market_data.watched_instrument on instrument_id = instrument.id
     where until > $1::timestamptz`,
    [now.toISOString()],
  );
  return rows.map(toInstrument);
}

async function advance(
  em: SqlEntityManager,
  records: readonly QuoteRecord[],
): Promise<ReadonlySet<string>> {
  const rows = await query<Pick<QuoteRow, "instrument_id">>(
    em,
    `insert into market_data.latest_quote as known
       (instrument_id, price, currency, previous_close, as_of, received_at, source, is_simulated,
        fx_to_usd, fx_rate_date)
     select * from unnest($1::uuid[], $2::numeric[], $3::text[], $4::numeric[], $5::timestamptz[],
       $6::timestamptz[], $7::text[], $8::boolean[], $9::numeric[], $10::date[])
     on conflict (instrument_id) do update set
       price = excluded.price, currency = excluded.currency,
       previous_close = excluded.previous_close, as_of = excluded.as_of,
       received_at = excluded.received_at, source = excluded.source,
       is_simulated = excluded.is_simulated, fx_to_usd = excluded.fx_to_usd,
       fx_rate_date = excluded.fx_rate_date
     where excluded.as_of > known.as_of
       or excluded.source <> known.source
       or (excluded.as_of = known.as_of and excluded.price <> known.price)
     returning instrument_id`,
    quoteColumns(records),
  );
  const news = new Set(rows.map((row) => row.instrument_id));
  await keepTicks(
    em,
    records.filter((record) => news.has(record.instrumentId)),
  );
  return news;
}

/** A simulated price is a function of its second and need not be kept. */
async function keepTicks(em: SqlEntityManager, records: readonly QuoteRecord[]): Promise<void> {
  const real = records.filter((record) => !record.isSimulated && !record.isLastResort);
  if (real.length === 0) return;
  await query(
    em,
    `insert into market_data.tick (instrument_id, at, price, source)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::numeric[], $4::text[])
     on conflict do nothing`,
    [
      real.map((record) => record.instrumentId),
      real.map((record) => record.asOf.toISOString()),
      real.map((record) => record.price.amount.toFixed()),
      real.map((record) => record.source),
    ],
  );
}
