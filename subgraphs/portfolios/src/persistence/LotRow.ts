import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { AccountKind } from "../domain/account.js";
import type { StoredLot } from "../operations/ports.js";

export const LOT_COLUMNS = {
  household_id: "uuid",
  id: "uuid",
  position_id: "uuid",
  account_id: "uuid",
  instrument_id: "text",
  place: "int",
  key: "text",
  purchase_id: "uuid",
  purchased_on: "date",
  acquired_on: "date",
  sequence: "int",
  units: "numeric",
  cost: "numeric",
  disallowed_loss: "numeric",
  currency: "text",
  is_cost_known: "boolean",
  is_purchase: "boolean",
  is_replacement: "boolean",
} as const;

/** A row of portfolios.lot with the kind of its account. */
export type LotRow = Readonly<
  Record<
    | "household_id"
    | "id"
    | "position_id"
    | "account_id"
    | "instrument_id"
    | "key"
    | "purchase_id"
    | "purchased_on"
    | "acquired_on"
    | "units"
    | "cost"
    | "disallowed_loss"
    | "currency"
    | "account_kind",
    string
  > &
    Record<"sequence", number> &
    Record<"is_cost_known" | "is_purchase" | "is_replacement", boolean>
>;

export const SELECT_LOT = `select l.household_id, l.id, l.position_id, l.account_id, l.instrument_id, l.key,
    l.purchase_id, l.purchased_on::text as purchased_on, l.acquired_on::text as acquired_on, l.sequence,
    l.units, l.cost, l.disallowed_loss, l.currency, l.is_cost_known, l.is_purchase, l.is_replacement,
    a.kind as account_kind
  from portfolios.lot l
  join portfolios.account a on a.household_id = l.household_id and a.id = l.account_id`;

export function toLot(row: LotRow): StoredLot {
  return {
    id: row.id,
    householdId: row.household_id,
    positionId: row.position_id,
    accountId: row.account_id,
    // written by the account store only, from the domain's union
    accountKind: row.account_kind as AccountKind,
    instrumentId: row.instrument_id,
    key: row.key,
    purchaseId: row.purchase_id,
    purchasedOn: row.purchased_on as CalendarDate,
    acquiredOn: row.acquired_on as CalendarDate,
    sequence: row.sequence,
    units: new Decimal(row.units),
    cost: new Decimal(row.cost),
    disallowedLoss: new Decimal(row.disallowed_loss),
    currency: row.currency,
    isCostKnown: row.is_cost_known,
    isPurchase: row.is_purchase,
    isReplacement: row.is_replacement,
  };
}

/** @param place the lot's place in FIFO order among the lots stored with it */
export function toLotRow(lot: StoredLot, place: number): Record<keyof typeof LOT_COLUMNS, unknown> {
  return {
    household_id: lot.householdId,
    id: lot.id,
    position_id: lot.positionId,
    account_id: lot.accountId,
    instrument_id: lot.instrumentId,
    place,
    key: lot.key,
    purchase_id: lot.purchaseId,
    purchased_on: lot.purchasedOn,
    acquired_on: lot.acquiredOn,
    sequence: lot.sequence,
    units: lot.units.toFixed(),
    cost: lot.cost.toFixed(),
    disallowed_loss: lot.disallowedLoss.toFixed(),
    currency: lot.currency,
    is_cost_known: lot.isCostKnown,
    is_purchase: lot.isPurchase,
    is_replacement: lot.isReplacement,
  };
}
