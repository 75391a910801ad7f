import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type Currency, roundToMinorUnit } from "@wealthgraph/kernel/money";
import type { Broker } from "./account.js";
import { contentKeyOf } from "./rowIdentity.js";
import { badNumber, missing, unknownAction } from "./rowReader.js";
import type { TransactionDraft, TransactionKind } from "./transaction.js";

type CashDirection = "DEPOSIT" | "WITHDRAWAL";
/** Kinds that no layout books: brokers report them as others. */
type EnteredByHand =
  "REINVESTMENT" | "FX_CONVERSION" | "SHORT" | "COVER" | "SPIN_OFF" | "MERGER" | "SYMBOL_CHANGE";

/**
 * What an action means: a kind of transaction, or CASH_TRANSFER and TRANSFER, whose direction the
 * sign says, or an action that is known and not imported.
 */
export type RowEffect =
  | Exclude<TransactionKind, CashDirection | "TRANSFER_IN" | "TRANSFER_OUT" | EnteredByHand>
  | "CASH_TRANSFER"
  | "TRANSFER"
  | "UNSUPPORTED";

/** A row's cells as values, with the signs of the file. */
export interface RowValues {
  readonly broker: Broker;
  readonly brokerRowId: string | null;
  readonly action: string;
  readonly tradeDate: CalendarDate;
  readonly tradeTime: string | null;
  readonly settlementDate: CalendarDate | null;
  readonly symbol: string | null;
  readonly isin: string | null;
  readonly units: Decimal | null;
  readonly price: Decimal | null;
  readonly amount: Decimal | null;
  /** > 0 when money was paid. */
  readonly fees: Decimal;
  readonly currency: Currency;
  readonly description: string;
  readonly sourceAccount: string | null;
}

/** Sign with which a layout writes the units of a sale. */
export const SALE_SIGNS = ["SALES_POSITIVE", "SALES_NEGATIVE"] as const;
export type SaleSign = (typeof SALE_SIGNS)[number];

type Effect = Pick<TransactionDraft, "kind" | "units" | "price" | "amount">;

/**
 * Makes a draft of a row.
 *
 * @throws {Refusal} ROW_UNKNOWN_ACTION when the effect is UNSUPPORTED
 * @throws {Refusal} ROW_MISSING_FIELD when a field is empty that the effect needs
 * @throws {Refusal} ROW_BAD_NUMBER when a number has a sign that the effect does not allow
 */
export function draftOf(
  effect: RowEffect,
  values: RowValues,
  saleSign: SaleSign,
): TransactionDraft {
  const { tradeDate, tradeTime, settlementDate, symbol, isin, fees, currency } = values;
  return {
    ...EFFECTS[effect](values, saleSign),
    tradeDate,
    tradeTime,
    settlementDate,
    symbol,
    isin,
    fees,
    currency,
    sourceAccount: values.sourceAccount,
    description: [values.action, values.description].filter((text) => text !== "").join(" · "),
    contentKey: contentKeyOf(values),
    hasBrokerId: values.brokerRowId !== null,
  };
}

/** How each effect reads a row's values. */
const EFFECTS: Readonly<Record<RowEffect, (values: RowValues, saleSign: SaleSign) => Effect>> = {
  BUY: bought,
  SELL: sold,
  SPLIT: (values) => unitsAdded("SPLIT", values),
  STOCK_DIVIDEND: (values) => unitsAdded("STOCK_DIVIDEND", values),
  TRANSFER: transferred,
  CASH_TRANSFER: cashTransferred,
  DIVIDEND: (values) => cash("DIVIDEND", values),
  CAPITAL_GAIN_DISTRIBUTION: (values) => cash("CAPITAL_GAIN_DISTRIBUTION", values),
  INTEREST: (values) => cash("INTEREST", values),
  FEE: (values) => cash("FEE", values),
  TAX: (values) => cash("TAX", values),
  WITHHOLDING: (values) => cash("WITHHOLDING", values),
  RETURN_OF_CAPITAL: (values) => {
    requireSecurity(values);
    return cash("RETURN_OF_CAPITAL", values);
  },
  CASH_IN_LIEU: (values) => {
    requireSecurity(values);
    return { ...cash("CASH_IN_LIEU", values), units: nonZero(values.units)?.abs() ?? null };
  },
  UNSUPPORTED: ({ action }) => {
    throw unknownAction(action, "is not supported yet");
  },
};

const nonZero = (value: Decimal | null) => (value?.isZero() ? null : value);

function requireSecurity({ symbol, isin }: RowValues): void {
  if (symbol === null && isin === null) throw missing("symbol");
}

function requiredAmount({ amount }: RowValues): Decimal {
  if (!amount) throw missing("amount");
  if (amount.isZero()) throw badNumber("amount", "is not 0 for this action");
  return amount;
}

function cash(kind: TransactionKind, values: RowValues): Effect {
  return { kind, units: null, price: null, amount: requiredAmount(values) };
}

function cashTransferred(values: RowValues): Effect {
  return cash(requiredAmount(values).gt(0) ? "DEPOSIT" : "WITHDRAWAL", values);
}

/** Units > 0, with the sale's sign taken off. */
function tradedUnits(values: RowValues, isNegative: boolean): Decimal {
  requireSecurity(values);
  if (!values.units) throw missing("quantity");
  const units = isNegative ? values.units.negated() : values.units;
  if (units.lte(0)) {
    throw badNumber("quantity", `must be ${isNegative ? "negative" : "positive"} for this action`);
  }
  return units;
}

/** Price > 0 when there is one; a trade needs a price or an amount. */
function tradedPrice({ price, amount }: RowValues): Decimal | null {
  if (price?.lte(0)) throw badNumber("price", "must be positive");
  if (!price && !amount) throw missing("price");
  return price;
}

/** Units times price, rounded half-even to the minor unit as cash is posted. */
function tradeValue(units: Decimal, price: Decimal | null, currency: Currency): Decimal {
  return price ? roundToMinorUnit({ amount: units.times(price), currency }).amount : ZERO;
}

/** How far units times price may lie from the amount: fees of small trades lie within, misread digits do not. */
const AGREEMENT_FACTOR_MAX = 2;
/** Of the currency's units: below this, rounding and minimum fees make any ratio. */
const AGREEMENT_SLACK = 20;

/**
 * Units, price and amount of a row check one another: a decimal sign taken for a thousands sign,
 * pence taken for pounds and a price per 100 are found here, whatever the layout.
 *
 * @throws {Refusal} ROW_BAD_NUMBER when they cannot belong to one trade
 */
function requireAgreement(units: Decimal, price: Decimal | null, amount: Decimal): void {
  if (!price) return;
  const value = units.times(price);
  const paid = amount.abs();
  if (value.minus(paid).abs().lte(AGREEMENT_SLACK)) return;
  if (value.lte(paid.times(AGREEMENT_FACTOR_MAX)) && paid.lte(value.times(AGREEMENT_FACTOR_MAX))) {
    return;
  }
  throw badNumber(
    "quantity",
    `${units.toFixed()} at ${price.toFixed()} is not worth ${paid.toFixed()}`,
  );
}

function bought(values: RowValues): Effect {
  const units = tradedUnits(values, false);
  const price = tradedPrice(values);
  const amount =
    values.amount ?? tradeValue(units, price, values.currency).plus(values.fees).negated();
  if (amount.gte(0)) throw badNumber("amount", "must be negative for a purchase");
  requireAgreement(units, price, amount);
  return { kind: "BUY", units, price, amount };
}

function sold(values: RowValues, saleSign: SaleSign): Effect {
  const units = tradedUnits(values, saleSign === "SALES_NEGATIVE");
  const price = tradedPrice(values);
  const computed = tradeValue(units, price, values.currency).minus(values.fees);
  const amount = values.amount ?? computed;
  if (amount.lte(0) && !amount.eq(computed)) {
    throw badNumber("amount", "must be positive for a sale");
  }
  if (amount.gt(0)) requireAgreement(units, price, amount.plus(values.fees));
  return { kind: "SELL", units, price, amount };
}

function unitsAdded(kind: "SPLIT" | "STOCK_DIVIDEND", values: RowValues): Effect {
  requireSecurity(values);
  const units = nonZero(values.units);
  if (!units) throw missing("quantity");
  if (kind === "STOCK_DIVIDEND" && units.lt(0)) throw badNumber("quantity", "must be positive");
  return { kind, units, price: null, amount: ZERO };
}

/** Units in or out by their sign; the amount beside units is their market value, not cash. */
function transferred(values: RowValues): Effect {
  const units = nonZero(values.units);
  if (!units) return cashTransferred(values);
  requireSecurity(values);
  const price = nonZero(values.price) ?? nonZero(values.amount)?.div(units).abs() ?? null;
  if (price?.lt(0)) throw badNumber("price", "must be positive");
  return {
    kind: units.gt(0) ? "TRANSFER_IN" : "TRANSFER_OUT",
    units: units.abs(),
    price: price?.toDecimalPlaces(18) ?? null,
    amount: ZERO,
  };
}
