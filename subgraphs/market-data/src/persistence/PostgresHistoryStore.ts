import { type Database, query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CorporateAction } from "../domain/corporateAction.js";
import type { EuroRates } from "../domain/euroRates.js";
import type { DailyBar } from "../domain/priceBars.js";
import type { Reconciliation } from "../domain/reconciliation.js";
import type {
  HistoryStore,
  SeriesKey,
  StoredHistory,
  TrackedInstruments,
} from "../operations/historyPorts.js";
import type { DateRange } from "../operations/ports.js";
import {
  actionIdentity,
  type ActionRow,
  actionValues,
  type BarRow,
  type ReconciliationRow,
  toAction,
  toBar,
  toReconciliation,
} from "./historyRows.js";

/** The event that tells of figures which are others than they were: it belongs to no household. */
export const PRICES_REVISED = "prices.revised";
const NO_HOUSEHOLD = "01900000-0000-7000-8000-000000000000";

const BAR_COLUMNS = "date::text, open, high, low, close, volume";

export class PostgresHistoryStore implements HistoryStore, TrackedInstruments {
  constructor(private readonly database: Database) {}

  async coverage({ instrumentId, source }: SeriesKey): Promise<DateRange | null> {
    const [row] = await this.#rows<{ from_date: CalendarDate; to_date: CalendarDate }>(
      `select from_date::text, to_date::text from market_data.bar_coverage
       where instrument_id = $1::uuid and source = $2`,
      [instrumentId, source],
    );
    return row ? { from: row.from_date, to: row.to_date } : null;
  }

  async bars({ instrumentId, source }: SeriesKey, range: DateRange): Promise<readonly DailyBar[]> {
    const rows = await this.#rows<BarRow>(
      `select ${BAR_COLUMNS} from market_data.daily_bar
       where instrument_id = $1::uuid and source = $2 and date between $3::date and $4::date
       order by date`,
      [instrumentId, source, range.from, range.to],
    );
    return rows.map(toBar);
  }

  put(
    key: SeriesKey,
    range: DateRange,
    history: { readonly bars: readonly DailyBar[]; readonly actions: readonly CorporateAction[] },
  ): Promise<StoredHistory> {
    return this.database.within({ householdIds: [NO_HOUSEHOLD] }, async (em) => {
      await query(em, "select pg_advisory_xact_lock(hashtext($1))", [
        `bars.${key.source}.${key.instrumentId}`,
      ]);
      const [known] = await query(
        em,
        "select 1 from market_data.bar_coverage where instrument_id = $1::uuid and source = $2",
        [key.instrumentId, key.source],
      );
      const bars = await putBars(em, key, history.bars);
      const revisedAction = await putActions(em, key, range, history.actions);
      await cover(em, key, range);
      const changed = known ? [bars.revisedFrom, revisedAction] : [];
      const revisedFrom = earliest(changed);
      if (revisedFrom) {
        const data = { instrumentId: key.instrumentId, source: key.source, from: revisedFrom };
        const event = { householdId: NO_HOUSEHOLD, type: PRICES_REVISED, data };
        await publishEvent(em, "market_data", event);
      }
      return { barsAdded: bars.added, revisedFrom };
    });
  }

  async actions(): Promise<ReadonlyMap<string, readonly CorporateAction[]>> {
    const rows = await this.#rows<ActionRow>(
      `select instrument_id, kind, ex_date::text, ratio, amount, related_symbol
       from market_data.corporate_action where superseded_at is null order by ex_date`,
      [],
    );
    const grouped = Map.groupBy(rows, (row) => row.instrument_id);
    return new Map([...grouped].map(([id, own]) => [id, own.map(toAction)]));
  }

  async putReconciliation(key: SeriesKey, found: Reconciliation): Promise<void> {
    await this.#rows(
      `insert into market_data.reconciliation (instrument_id, source, from_date, to_date, days,
         max_difference, worst_on, is_reconciled)
       values ($1::uuid, $2, $3::date, $4::date, $5, $6, $7::date, $8)
       on conflict (instrument_id, source) do update set from_date = excluded.from_date,
         to_date = excluded.to_date, days = excluded.days, max_difference = excluded.max_difference,
         worst_on = excluded.worst_on, is_reconciled = excluded.is_reconciled, checked_at = now()`,
      [
        key.instrumentId,
        key.source,
        found.from,
        found.to,
        found.days,
        found.maxDifference.toFixed(),
        found.worstOn,
        found.isReconciled,
      ],
    );
  }

  async reconciliations(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Reconciliation[]>> {
    const rows = await this.#rows<ReconciliationRow>(
      `select instrument_id, source, from_date::text, to_date::text, days, max_difference,
         worst_on::text, is_reconciled
       from market_data.reconciliation where instrument_id = any ($1::uuid[]) order by source`,
      [ids],
    );
    const grouped = Map.groupBy(rows, (row) => row.instrument_id);
    return new Map([...grouped].map(([id, own]) => [id, own.map(toReconciliation)]));
  }

  async putRates(rates: EuroRates): Promise<void> {
    const cells = rates.dates.flatMap((on, i) =>
      [...rates.columns].flatMap(([currency, column]) => {
        const figure = rates.figures[i]?.[column] ?? "";
        return figure === "" ? [] : [{ on, currency, figure }];
      }),
    );
    await this.#rows(
      `insert into market_data.euro_rate (source, on_date, currency, per_euro)
       select $1, given.* from unnest($2::date[], $3::text[], $4::numeric[]) as given
       on conflict (source, on_date, currency) do update set per_euro = excluded.per_euro
         where market_data.euro_rate.per_euro <> excluded.per_euro`,
      [
        rates.source,
        cells.map(({ on }) => on),
        cells.map(({ currency }) => currency),
        cells.map(({ figure }) => figure),
      ],
    );
  }

  async rates(source: string): Promise<EuroRates | null> {
    const rows = await this.#rows<{ on_date: CalendarDate; currency: string; per_euro: string }>(
      `select on_date::text, currency, per_euro from market_data.euro_rate where source = $1
       order by on_date, currency`,
      [source],
    );
    if (rows.length === 0) return null;
    const names = [...new Set(rows.map(({ currency }) => currency))];
    const columns = new Map(names.map((name, i) => [name, i]));
    const byDay = Map.groupBy(rows, (row) => row.on_date);
    const figures = [...byDay.values()].map((own) => {
      const line = names.map(() => "");
      for (const { currency, per_euro } of own) line[columns.get(currency) ?? 0] = per_euro;
      return line;
    });
    return { source, dates: [...byDay.keys()], columns, figures };
  }

  async track(ids: readonly string[], on: CalendarDate): Promise<void> {
    await this.#rows(
      `insert into market_data.tracked_instrument as known (instrument_id, asked_on)
       select id, $2::date from unnest($1::uuid[]) as asked (id)
         join market_data.instrument using (id) order by id
       on conflict (instrument_id) do update set asked_on = excluded.asked_on
         where excluded.asked_on > known.asked_on`,
      [ids, on],
    );
  }

  async tracked(since: CalendarDate): Promise<readonly string[]> {
    const rows = await this.#rows<{ instrument_id: string }>(
      `select instrument_id from market_data.tracked_instrument where asked_on >= $1::date
       order by instrument_id`,
      [since],
    );
    return rows.map((row) => row.instrument_id);
  }

  #rows<Row extends object>(statement: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.database.global((em) => query<Row>(em, statement, parameters));
  }
}

async function putBars(
  em: SqlEntityManager,
  key: SeriesKey,
  bars: readonly DailyBar[],
): Promise<{ readonly added: number; readonly revisedFrom: CalendarDate | null }> {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return { added: 0, revisedFrom: null };
  await query(em, "select market_data.make_bar_months($1::date, $2::date)", [
    first.date,
    last.date,
  ]);
  const rows = await query<{ date: CalendarDate; is_added: boolean }>(
    em,
    `insert into market_data.daily_bar as known
       (instrument_id, source, date, open, high, low, close, volume)
     select $1::uuid, $2, given.* from unnest($3::date[], $4::numeric[], $5::numeric[], $6::numeric[],
       $7::numeric[], $8::numeric[]) as given
     on conflict (instrument_id, source, date) do update set open = excluded.open,
       high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume,
       revision = known.revision + 1, stored_at = now()
     where (known.open, known.high, known.low, known.close)
       is distinct from (excluded.open, excluded.high, excluded.low, excluded.close)
     returning date::text, revision = 1 as is_added`,
    [
      key.instrumentId,
      key.source,
      bars.map((bar) => bar.date),
      ...(["open", "high", "low", "close", "volume"] as const).map((name) =>
        bars.map((bar) => bar[name].toFixed()),
      ),
    ],
  );
  return {
    added: rows.filter((row) => row.is_added).length,
    revisedFrom: earliest(rows.filter((row) => !row.is_added).map((row) => row.date)),
  };
}

/** @returns the first ex-date of an action that is new, other or gone */
async function putActions(
  em: SqlEntityManager,
  { instrumentId, source }: SeriesKey,
  range: DateRange,
  actions: readonly CorporateAction[],
): Promise<CalendarDate | null> {
  const stored = await query<ActionRow & { readonly id: string }>(
    em,
    `select id, instrument_id, kind, ex_date::text, ratio, amount, related_symbol
     from market_data.corporate_action
     where instrument_id = $1::uuid and source = $2 and superseded_at is null
       and ex_date between $3::date and $4::date`,
    [instrumentId, source, range.from, range.to],
  );
  const given = new Map(actions.map((action) => [actionIdentity(action), action]));
  const known = new Set(stored.map((row) => actionIdentity(toAction(row))));
  const gone = stored.filter((row) => !given.has(actionIdentity(toAction(row))));
  const added = [...given].filter(([identity]) => !known.has(identity)).map(([, action]) => action);
  if (gone.length > 0) {
    await query(
      em,
      "update market_data.corporate_action set superseded_at = now() where id = any ($1::uuid[])",
      [gone.map(({ id }) => id)],
    );
  }
  for (const action of added) {
    await query(
      em,
      `insert into market_data.corporate_action
         (id, instrument_id, source, kind, ex_date, ratio, amount, related_symbol)
       values ($1::uuid, $2::uuid, $3, $4, $5::date, $6, $7, $8)`,
      [newId(), instrumentId, source, ...actionValues(action)],
    );
  }
  return earliest([...gone.map((row) => row.ex_date), ...added.map(({ exDate }) => exDate)]);
}

async function cover(
  em: SqlEntityManager,
  { instrumentId, source }: SeriesKey,
  range: DateRange,
): Promise<void> {
  await query(
    em,
    `insert into market_data.bar_coverage as known (instrument_id, source, from_date, to_date)
     values ($1::uuid, $2, $3::date, $4::date)
     on conflict (instrument_id, source) do update set
       from_date = least(known.from_date, excluded.from_date),
       to_date = greatest(known.to_date, excluded.to_date)`,
    [instrumentId, source, range.from, range.to],
  );
}

function earliest(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  return days.reduce((first, day) => (day && (!first || day < first) ? day : first), null);
}
