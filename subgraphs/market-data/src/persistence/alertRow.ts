import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Alert, AlertKind } from "../domain/alert.js";

/** One row of market_data.alert. */
export interface AlertRow {
  readonly id: string;
  readonly household_id: string;
  readonly instrument_id: string;
  readonly kind: AlertKind;
  readonly threshold: string | null;
  readonly reference_price: string | null;
  readonly created_at: Date;
  readonly fired_at: Date | null;
  readonly fired_price: string | null;
  readonly fired_source: string | null;
}

const decimalOrNull = (text: string | null) => (text === null ? null : new Decimal(text));

export function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    householdId: row.household_id,
    instrumentId: row.instrument_id,
    kind: row.kind,
    threshold: decimalOrNull(row.threshold),
    referencePrice: decimalOrNull(row.reference_price),
    createdAt: row.created_at,
    fired: row.fired_at && {
      at: row.fired_at,
      price: decimalOrNull(row.fired_price),
      source: row.fired_source,
    },
  };
}
