import { type Database, type HouseholdScope, query } from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Alert, AlertDraft, Firing } from "../domain/alert.js";
import { ALERT_FIRED, type AlertStore, type WaitingAlerts } from "../operations/alerts.js";
import { type AlertRow, toAlert } from "./alertRow.js";

/** Alerts of one viewer's households; every read and write is one transaction within `scope`. */
export class PostgresAlertStore implements AlertStore {
  constructor(
    private readonly database: Database,
    private readonly scope: HouseholdScope,
  ) {}

  ofHousehold(householdId: string): Promise<readonly Alert[]> {
    return this.#select("household_id = $1::uuid order by id desc limit 500", householdId);
  }

  async byId(id: string): Promise<Alert | null> {
    return (await this.#select("id = $1::uuid", id))[0] ?? null;
  }

  add(
    alert: AlertDraft & Pick<Alert, "householdId" | "referencePrice">,
    waitingMax: number,
  ): Promise<Alert | null> {
    const { householdId, instrumentId, kind, threshold, referencePrice } = alert;
    return this.database.within(this.scope, async (em) => {
      await query(em, "select pg_advisory_xact_lock(hashtext($1))", [`alert.${householdId}`]);
      const [row] = await query<AlertRow>(
        em,
        `insert into market_data.alert
           (id, household_id, instrument_id, kind, threshold, reference_price)
         select $1, $2::uuid, $3, $4, $5, $6
         where (select count(*) from market_data.alert
                where household_id = $2::uuid and fired_at is null) < $7
         returning *`,
        [
          newId(),
          householdId,
          instrumentId,
          kind,
          threshold?.toFixed() ?? null,
          referencePrice?.toFixed() ?? null,
          waitingMax,
        ],
      );
      return row ? toAlert(row) : null;
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.within(this.scope, (em) =>
      query(em, "delete from market_data.alert where id = $1::uuid", [id]),
    );
  }

  async #select(where: string, id: string): Promise<Alert[]> {
    if (!isId(id)) return [];
    const rows = await this.database.within(this.scope, (em) =>
      query<AlertRow>(em, `select * from market_data.alert where ${where}`, [id]),
    );
    return rows.map(toAlert);
  }
}

/** Waiting alerts of all households; each is fired within its own household only. */
export class PostgresWaitingAlerts implements WaitingAlerts {
  constructor(private readonly database: Database) {}

  async all(): Promise<readonly Alert[]> {
    const rows = await this.database.asSystem((em) =>
      query<AlertRow>(em, "select * from market_data.alert where fired_at is null order by id"),
    );
    return rows.map(toAlert);
  }

  async raise(peaks: readonly { readonly alert: Alert; readonly peak: Decimal }[]): Promise<void> {
    const householdIds = [...new Set(peaks.map(({ alert }) => alert.householdId))];
    await this.database.within({ householdIds }, (em) =>
      query(
        em,
        `update market_data.alert set reference_price = peak
         from unnest($1::uuid[], $2::numeric[]) as higher (alert_id, peak)
         where id = alert_id and fired_at is null and peak > reference_price`,
        [peaks.map(({ alert }) => alert.id), peaks.map(({ peak }) => peak.toFixed())],
      ),
    );
  }

  fire(alert: Alert, firing: Firing): Promise<boolean> {
    const { id: alertId, householdId, instrumentId, kind } = alert;
    return this.database.within({ householdIds: [householdId] }, async (em) => {
      const marked = await query(
        em,
        `update market_data.alert set fired_at = $2::timestamptz, fired_price = $3, fired_source = $4
         where id = $1::uuid and fired_at is null returning id`,
        [alertId, firing.at.toISOString(), firing.price?.toFixed() ?? null, firing.source],
      );
      if (marked.length === 0) return false;
      const data = { alertId, instrumentId, kind };
      await publishEvent(em, "market_data", { householdId, type: ALERT_FIRED, data });
      return true;
    });
  }
}
