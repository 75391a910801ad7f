import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { cents } from "../exact.js";
import type { TaxTreatment } from "../harvest.js";
import { type Term, termOf } from "../holdingPeriod.js";

/** A security that the household holds, with its latest quote. */
export interface HeldSecurity {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly assetClass: string; // as market-data names it
  readonly unitPriceUsd: Decimal | null; // null: no quote
  readonly quotedAt: Date | null;
}

/** An account as far as a sale in it matters. */
export interface HoldingAccount {
  readonly id: string;
  readonly name: string;
  readonly kind: string; // as portfolios names it
  readonly taxTreatment: TaxTreatment;
}

/** An open position: what a dividend of it may buy again. */
export interface HouseholdPosition {
  readonly id: string;
  readonly account: HoldingAccount;
  readonly security: HeldSecurity;
  readonly reinvestedOn: readonly CalendarDate[]; // days of the last year, ascending
  readonly lots: readonly HouseholdLot[];
}

/** An open lot of any account of the household. Nothing about it is taken for granted. */
export interface HouseholdLot {
  readonly id: string;
  readonly positionId: string;
  readonly account: HoldingAccount;
  readonly security: HeldSecurity;
  readonly units: Decimal; // > 0
  readonly cost: Decimal | null; // of the whole lot, USD; null: not known, or not in USD
  readonly acquiredOn: CalendarDate | null; // moved back by wash-sale tacking; null: not known
  readonly purchasedOn: CalendarDate | null; // trade date; null: not known
  readonly purchaseId: string; // lots of one purchase do not replace each other
  readonly canReplace: boolean; // bought, and not a replacement yet
}

/** Why a lot cannot be priced at all. */
export type LotFault =
  "NO_QUOTE" | "MISSING_COST" | "MISSING_DATE" | "DATE_AFTER_TODAY" | "OTHER_TAXPAYER"; // a custodial account's gains are on the child's return

/** @returns null for a lot whose sale can be priced on `asOf` */
export function faultOf(lot: HouseholdLot, asOf: CalendarDate): LotFault | null {
  if (lot.account.kind === "CUSTODIAL") return "OTHER_TAXPAYER";
  if (lot.security.unitPriceUsd === null) return "NO_QUOTE";
  if (lot.cost === null) return "MISSING_COST";
  if (lot.acquiredOn === null || lot.purchasedOn === null) return "MISSING_DATE";
  return lot.purchasedOn > asOf || lot.acquiredOn > asOf ? "DATE_AFTER_TODAY" : null;
}

/** A lot that can be priced, with what a sale of all of it brings on one day. */
export interface PricedLot {
  readonly lot: HouseholdLot;
  readonly unitPriceUsd: Decimal;
  readonly value: Decimal; // USD, to the cent
  readonly cost: Decimal;
  readonly gain: Decimal; // value less cost, to the cent; negative: a loss
  readonly term: Term;
}

/** @returns null when the lot has a fault: `faultOf` says which */
export function priceLot(lot: HouseholdLot, asOf: CalendarDate): PricedLot | null {
  const { cost, acquiredOn, security } = lot;
  if (faultOf(lot, asOf) !== null || cost === null || acquiredOn === null) return null;
  if (security.unitPriceUsd === null) return null;
  const { unitPriceUsd } = security;
  const proceeds = lot.units.times(unitPriceUsd);
  const term = termOf(acquiredOn, asOf);
  return {
    lot,
    unitPriceUsd,
    value: cents(proceeds),
    cost,
    gain: cents(proceeds.minus(cost)),
    term,
  };
}

/**
 * Whose purchases count against whose losses: all accounts of a household are one taxpayer,
 * because a spouse's purchases count; a custodial account is a child's.
 *
 * @see IRS Publication 550, Wash Sales; 26 USC 1091
 */
export function washSaleTaxpayer({ kind, id }: HoldingAccount): string {
  return kind === "CUSTODIAL" ? id : "household";
}

/** Property that is neither stock nor security has no wash sales (26 USC 1091(a)). */
export function hasWashSales({ assetClass }: HeldSecurity): boolean {
  return assetClass !== "CRYPTO";
}
