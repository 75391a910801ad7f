import { type Database, type HouseholdScope, query } from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import type { Watchlist, WatchlistDraft } from "../domain/watchlist.js";
import type { WatchlistStore } from "../operations/watchlists.js";

interface WatchlistRow {
  readonly id: string;
  readonly household_id: string;
  readonly name: string;
  readonly ids: string[];
  readonly version: number;
}

const COLUMNS = "id, household_id, name, instrument_ids::text[] as ids, version";

function toWatchlist({ id, household_id, name, ids, version }: WatchlistRow): Watchlist {
  return { id, householdId: household_id, name, instrumentIds: ids, version };
}

/** Watchlists of one viewer's households; every read and write is one transaction within `scope`. */
export class PostgresWatchlistStore implements WatchlistStore {
  constructor(
    private readonly database: Database,
    private readonly scope: HouseholdScope,
  ) {}

  ofHousehold(householdId: string): Promise<readonly Watchlist[]> {
    return this.#select("household_id = $1::uuid order by name, id", householdId);
  }

  async byId(id: string): Promise<Watchlist | null> {
    return (await this.#select("id = $1::uuid", id))[0] ?? null;
  }

  async add(
    householdId: string,
    draft: WatchlistDraft,
    countMax: number,
  ): Promise<Watchlist | null> {
    const rows = await this.database.within(this.scope, async (em) => {
      await query(em, "select pg_advisory_xact_lock(hashtext($1))", [`watchlist.${householdId}`]);
      return query<WatchlistRow>(
        em,
        `insert into market_data.watchlist (id, household_id, name, instrument_ids, version)
         select $1, $2::uuid, $3, $4::uuid[], 1
         where (select count(*) from market_data.watchlist where household_id = $2::uuid) < $5
         returning ${COLUMNS}`,
        [newId(), householdId, draft.name, draft.instrumentIds, countMax],
      );
    });
    return rows[0] ? toWatchlist(rows[0]) : null;
  }

  async replace(
    read: Pick<Watchlist, "id" | "version">,
    draft: WatchlistDraft,
  ): Promise<Watchlist | null> {
    const [row] = await this.database.within(this.scope, (em) =>
      query<WatchlistRow>(
        em,
        `update market_data.watchlist set name = $3, instrument_ids = $4::uuid[], version = version + 1
         where id = $1::uuid and version = $2 returning ${COLUMNS}`,
        [read.id, read.version, draft.name, draft.instrumentIds],
      ),
    );
    return row ? toWatchlist(row) : null;
  }

  async remove(read: Pick<Watchlist, "id" | "version">): Promise<boolean> {
    const rows = await this.database.within(this.scope, (em) =>
      query(
        em,
        "delete from market_data.watchlist where id = $1::uuid and version = $2 returning id",
        [read.id, read.version],
      ),
    );
    return rows.length > 0;
  }

  async #select(where: string, id: string): Promise<Watchlist[]> {
    if (!isId(id)) return [];
    const rows = await this.database.within(this.scope, (em) =>
      query<WatchlistRow>(em, `select ${COLUMNS} from market_data.watchlist where ${where}`, [id]),
    );
    return rows.map(toWatchlist);
  }
}
