import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { AccountKind, Broker } from "../domain/account.js";
import type { RealizedGain, Term } from "../domain/realizedGain.js";
import type { StoredDisposal } from "../operations/disposalPorts.js";

export const DISPOSAL_COLUMNS = {
  household_id: "uuid",
  id: "uuid",
  account_id: "uuid",
  instrument_id: "text",
  symbol: "text",
  asset_class: "text",
  source: "text",
  transaction_id: "uuid",
  lot_key: "text",
  purchase_id: "uuid",
  purchased_on: "date",
  acquired_on: "date",
  disposed_on: "date",
  term: "text",
  units: "numeric",
  proceeds: "numeric",
  cost: "numeric",
  disallowed_loss: "numeric",
  permanent_loss: "numeric",
  replaced_units: "numeric",
  currency: "text",
  is_cost_known: "boolean",
} as const;

/** A row of portfolios.disposal with the kind and the broker of its account. */
export type DisposalRow = Readonly<
  Record<Exclude<keyof typeof DISPOSAL_COLUMNS, "is_cost_known" | "asset_class">, string> &
    Record<"account_kind", string> &
    Record<"asset_class" | "broker", string | null> &
    Record<"is_cost_known", boolean>
>;

export const SELECT_DISPOSAL = `select d.household_id, d.id, d.account_id, d.instrument_id, d.symbol,
    d.asset_class, d.source, d.transaction_id, d.lot_key, d.purchase_id,
    d.purchased_on::text as purchased_on, d.acquired_on::text as acquired_on,
    d.disposed_on::text as disposed_on, d.term, d.units, d.proceeds, d.cost, d.disallowed_loss,
    d.permanent_loss, d.replaced_units, d.currency, d.is_cost_known, a.kind as account_kind, a.broker
  from portfolios.disposal d
  join portfolios.account a on a.household_id = d.household_id and a.id = d.account_id`;

export function toDisposal(row: DisposalRow): StoredDisposal {
  const [proceeds, cost] = [new Decimal(row.proceeds), new Decimal(row.cost)];
  return {
    id: row.id,
    householdId: row.household_id,
    accountId: row.account_id,
    instrumentId: row.instrument_id,
    symbol: row.symbol,
    assetClass: row.asset_class,
    // written by the stores only, from the domain's unions
    accountKind: row.account_kind as AccountKind,
    broker: row.broker as Broker | null,
    source: row.source as RealizedGain["source"],
    term: row.term as Term,
    transactionId: row.transaction_id,
    lotKey: row.lot_key,
    purchaseId: row.purchase_id,
    purchasedOn: row.purchased_on as CalendarDate,
    acquiredOn: row.acquired_on as CalendarDate,
    disposedOn: row.disposed_on as CalendarDate,
    units: new Decimal(row.units),
    proceeds,
    cost,
    gain: proceeds.minus(cost),
    disallowedLoss: new Decimal(row.disallowed_loss),
    permanentLoss: new Decimal(row.permanent_loss),
    replacedUnits: new Decimal(row.replaced_units),
    currency: row.currency,
    isCostKnown: row.is_cost_known,
  };
}

export function toDisposalRow(
  disposal: StoredDisposal,
): Record<keyof typeof DISPOSAL_COLUMNS, unknown> {
  return {
    household_id: disposal.householdId,
    id: disposal.id,
    account_id: disposal.accountId,
    instrument_id: disposal.instrumentId,
    symbol: disposal.symbol,
    asset_class: disposal.assetClass,
    source: disposal.source,
    transaction_id: disposal.transactionId,
    lot_key: disposal.lotKey,
    purchase_id: disposal.purchaseId,
    purchased_on: disposal.purchasedOn,
    acquired_on: disposal.acquiredOn,
    disposed_on: disposal.disposedOn,
    term: disposal.term,
    units: disposal.units.toFixed(),
    proceeds: disposal.proceeds.toFixed(),
    cost: disposal.cost.toFixed(),
    disallowed_loss: disposal.disallowedLoss.toFixed(),
    permanent_loss: disposal.permanentLoss.toFixed(),
    replaced_units: disposal.replacedUnits.toFixed(),
    currency: disposal.currency,
    is_cost_known: disposal.isCostKnown,
  };
}
