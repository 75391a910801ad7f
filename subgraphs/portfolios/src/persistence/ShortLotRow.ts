import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { StoredShortLot } from "../operations/holdingPorts.js";

export const SHORT_LOT_COLUMNS = {
  household_id: "uuid",
  id: "uuid",
  position_id: "uuid",
  account_id: "uuid",
  instrument_id: "text",
  place: "int",
  key: "text",
  short_id: "uuid",
  opened_on: "date",
  units: "numeric",
  proceeds: "numeric",
  disallowed_loss: "numeric",
  currency: "text",
} as const;

/** A row of portfolios.short_lot. */
export type ShortLotRow = Readonly<
  Record<Exclude<keyof typeof SHORT_LOT_COLUMNS, "place">, string>
>;

export const SELECT_SHORT_LOT = `select household_id, id, position_id, account_id, instrument_id, key, short_id,
    opened_on::text as opened_on, units, proceeds, disallowed_loss, currency
  from portfolios.short_lot`;

export function toShortLot(row: ShortLotRow): StoredShortLot {
  return {
    id: row.id,
    householdId: row.household_id,
    positionId: row.position_id,
    accountId: row.account_id,
    instrumentId: row.instrument_id,
    key: row.key,
    shortId: row.short_id,
    openedOn: row.opened_on as CalendarDate,
    units: new Decimal(row.units),
    proceeds: new Decimal(row.proceeds),
    disallowedLoss: new Decimal(row.disallowed_loss),
    currency: row.currency,
  };
}

/** @param place the lot's place in order of opening among the lots stored with it */
export function toShortLotRow(
  lot: StoredShortLot,
  place: number,
): Record<keyof typeof SHORT_LOT_COLUMNS, unknown> {
  return {
    household_id: lot.householdId,
    id: lot.id,
    position_id: lot.positionId,
    account_id: lot.accountId,
    instrument_id: lot.instrumentId,
    place,
    key: lot.key,
    short_id: lot.shortId,
    opened_on: lot.openedOn,
    units: lot.units.toFixed(),
    proceeds: lot.proceeds.toFixed(),
    disallowed_loss: lot.disallowedLoss.toFixed(),
    currency: lot.currency,
  };
}
