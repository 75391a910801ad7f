import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { type Currency, type Money, roundToMinorUnit } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { LotChoice, LotMethod } from "./lotMethod.js";
import type { TransactionKind, TransactionTerms } from "./transaction.js";

/**
 * What a person can enter. TRANSFER moves units or cash between two accounts of the household;
 * TRANSFER_IN and TRANSFER_OUT come from and go to elsewhere. A REINVESTMENT is the dividend, the
 * tax withheld and the purchase together. Of a corporate action the symbol is what was held, and
 * `received` what it gives.
 */
export const ENTRY_KINDS = [
  "BUY",
  "SELL",
  "DIVIDEND",
  "REINVESTMENT",
  "CAPITAL_GAIN_DISTRIBUTION",
  "RETURN_OF_CAPITAL",
  "INTEREST",
  "FEE",
  "TAX",
  "WITHHOLDING",
  "DEPOSIT",
  "WITHDRAWAL",
  "FX_CONVERSION",
  "TRANSFER",
  "TRANSFER_IN",
  "TRANSFER_OUT",
  "SPLIT",
  "STOCK_DIVIDEND",
  "CASH_IN_LIEU",
  "SHORT",
  "COVER",
  "SPIN_OFF",
  "MERGER",
  "SYMBOL_CHANGE",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What a corporate action gives, as a person tells it. */
export interface ReceivedInput {
  readonly symbol: string;
  /** > 0; null of a SYMBOL_CHANGE for as many as were held. */
  readonly units: Decimal | null;
  /** Of a SPIN_OFF: share of the cost that goes with it, between 0 and 1 (the company's Form 8937). */
  readonly basisShare: Decimal | null;
  /** Of a MERGER with cash: market value of a unit received. */
  readonly price: Decimal | null;
}

/** One thing that happened, as a person tells it: magnitudes; the kind knows the direction. */
export interface LedgerEntryInput {
  readonly kind: EntryKind;
  readonly tradeDate: CalendarDate;
  /** null for what the era's cycle says. */
  readonly settlementDate: CalendarDate | null;
  readonly symbol: string | null;
  /** > 0; of a SPLIT the units added, < 0 for a reverse split. */
  readonly units: Decimal | null;
  /** Per unit, before fees. */
  readonly price: Decimal | null;
  /** Cash that moves, fees included, > 0 (INTEREST: < 0 when it was paid); null follows from units and price. */
  readonly amount: Decimal | null;
  /** ≥ 0, part of the amount. */
  readonly fees: Decimal;
  readonly currency: Currency;
  /** ≥ 0: tax withheld from a DIVIDEND or REINVESTMENT. */
  readonly withheld: Decimal;
  /** What an FX_CONVERSION gave. */
  readonly converted: Money | null;
  readonly received: ReceivedInput | null;
  /** The purchases that units leave; they sum to the units. null for the account's lot method. */
  readonly lots: readonly LotChoice[] | null;
  /** Of this sale alone. */
  readonly lotMethod: LotMethod | null;
  /** Of a TRANSFER: where to. */
  readonly toAccountId: string | null;
  readonly description: string;
}

/** One transaction of an entry, before it belongs to an account. */
export interface EntryLeg {
  readonly kind: TransactionKind;
  readonly hasSymbol: boolean;
  readonly units: Decimal | null;
  readonly price: Decimal | null;
  readonly amount: Decimal;
  readonly fees: Decimal;
  readonly currency: Currency;
  readonly terms: Pick<TransactionTerms, "lots" | "lotMethod"> | null;
  /** True for the account that a TRANSFER goes to. */
  readonly isOther: boolean;
}

/**
 * The transactions that an entry books, together or not at all.
 *
 * @throws {Refusal} BAD_INPUT when a field is missing, superfluous or out of its range; the facts name it
 */
export function legsOf(entry: LedgerEntryInput): readonly EntryLeg[] {
  if (entry.fees.lt(0)) throw bad(entry, "fees", "is not negative");
  if (entry.withheld.lt(0)) throw bad(entry, "withheld", "is not negative");
  if (entry.settlementDate !== null && entry.settlementDate < entry.tradeDate) {
    throw bad(entry, "settlementDate", "is not before the trade date");
  }
  for (const [field, kinds] of Object.entries(ONLY_OF)) {
    const value = entry[field as keyof typeof ONLY_OF];
    const isGiven = value !== null && !(field === "withheld" && entry.withheld.isZero());
    if (isGiven && !kinds.includes(entry.kind)) {
      throw bad(entry, field, `belongs to ${kinds.join(", ")}`);
    }
  }
  return LEGS[entry.kind](entry);
}

/** Fields that mean nothing beside other kinds: given there, something was misunderstood. */
const ONLY_OF: Readonly<
  Record<
    "toAccountId" | "converted" | "withheld" | "received" | "lots" | "lotMethod",
    readonly EntryKind[]
  >
> = {
  received: ["SPIN_OFF", "MERGER", "SYMBOL_CHANGE"],
  lots: ["SELL", "TRANSFER", "TRANSFER_OUT"],
  lotMethod: ["SELL", "TRANSFER", "TRANSFER_OUT"],
  toAccountId: ["TRANSFER"],
  converted: ["FX_CONVERSION"],
  withheld: ["DIVIDEND", "REINVESTMENT"],
};

const LEGS: Readonly<Record<EntryKind, (entry: LedgerEntryInput) => readonly EntryLeg[]>> = {
  BUY: (entry) => [bought(entry, "BUY")],
  SELL: (entry) => [{ ...sold(entry, "SELL"), terms: termsOf(entry) }],
  SHORT: (entry) => [sold(entry, "SHORT")],
  COVER: (entry) => [bought(entry, "COVER")],
  DIVIDEND: (entry) => dividend(entry, ofSecurity(entry, paid(entry)).amount),
  REINVESTMENT: (entry) => {
    const purchase = bought(entry, "REINVESTMENT");
    const gross = purchase.amount.negated().plus(entry.withheld);
    return [...dividend(entry, gross), purchase];
  },
  CAPITAL_GAIN_DISTRIBUTION: (entry) => [ofSecurity(entry, paid(entry))],
  RETURN_OF_CAPITAL: (entry) => [ofSecurity(entry, paid(entry))],
  INTEREST: (entry) => {
    if (!entry.amount || entry.amount.isZero()) throw bad(entry, "amount", "is needed, and not 0");
    return [leg(entry, { amount: entry.amount })];
  },
  FEE: (entry) => {
    const amount = positive(entry, "amount");
    return [leg(entry, { amount: amount.negated(), fees: ZERO })];
  },
  TAX: (entry) => [charged(entry)],
  WITHHOLDING: (entry) => [charged(entry)],
  DEPOSIT: (entry) => [paid(entry)],
  WITHDRAWAL: (entry) => [charged(entry)],
  FX_CONVERSION: converted,
  TRANSFER: transferred,
  TRANSFER_IN: (entry) => [moved(entry, "TRANSFER_IN")],
  TRANSFER_OUT: (entry) => [moved(entry, "TRANSFER_OUT")],
  SPIN_OFF: (entry) => {
    const { basisShare } = receivedBy(entry);
    if (!basisShare || basisShare.lt(0) || basisShare.gt(1)) {
      throw bad(entry, "basisShare", "is needed, between 0 and 1");
    }
    return [action(entry, ZERO)];
  },
  MERGER: (entry) => {
    const { price } = receivedBy(entry);
    const cash = entry.amount ? positive(entry, "amount") : ZERO;
    if (!cash.isZero() && !price?.gt(0)) {
      throw bad(entry, "price", "is needed with cash: the market value of a unit received");
    }
    return [action(entry, cash)];
  },
  SYMBOL_CHANGE: (entry) => {
    receivedBy(entry);
    return [action(entry, ZERO)];
  },
  SPLIT: (entry) => {
    requireSymbol(entry);
    if (!entry.units || entry.units.isZero()) throw bad(entry, "units", "is needed, and not 0");
    return [leg(entry, { units: entry.units })];
  },
  STOCK_DIVIDEND: (entry) => {
    requireSymbol(entry);
    return [leg(entry, { units: positive(entry, "units") })];
  },
  CASH_IN_LIEU: (entry) => [
    { ...ofSecurity(entry, paid(entry)), units: entry.units && positive(entry, "units") },
  ],
};

export function bad(entry: { readonly kind: string }, field: string, rule: string): Refusal {
  return new Refusal("BAD_INPUT", `${field} of ${entry.kind} ${rule}`, { field, kind: entry.kind });
}

function positive(entry: LedgerEntryInput, field: "amount" | "units" | "price"): Decimal {
  const value = entry[field];
  if (!value?.gt(0)) throw bad(entry, field, "is needed, and above 0");
  return value;
}

function requireSymbol(entry: LedgerEntryInput): void {
  if (entry.symbol === null) throw bad(entry, "symbol", "is needed");
}

function leg(entry: LedgerEntryInput, of: Partial<EntryLeg> & { kind?: TransactionKind }) {
  return {
    // a kind of entry that is no kind of transaction gives its own
    kind: of.kind ?? (entry.kind as TransactionKind),
    hasSymbol: entry.symbol !== null,
    units: null,
    price: null,
    amount: ZERO,
    fees: entry.fees,
    currency: entry.currency,
    terms: null,
    isOther: false,
    ...of,
  } satisfies EntryLeg;
}

const paid = (entry: LedgerEntryInput) => leg(entry, { amount: positive(entry, "amount") });
const charged = (entry: LedgerEntryInput) =>
  leg(entry, { amount: positive(entry, "amount").negated() });

function ofSecurity(entry: LedgerEntryInput, of: EntryLeg): EntryLeg {
  requireSymbol(entry);
  return of;
}

function dividend(entry: LedgerEntryInput, gross: Decimal): EntryLeg[] {
  const { withheld } = entry;
  // the fees of a reinvestment are those of its purchase
  const fees = entry.kind === "REINVESTMENT" ? ZERO : entry.fees;
  const income = leg(entry, { kind: "DIVIDEND", amount: gross, fees });
  if (withheld.isZero()) return [income];
  if (withheld.gt(gross)) throw bad(entry, "withheld", "is at most the dividend");
  return [income, leg(entry, { kind: "WITHHOLDING", amount: withheld.negated(), fees: ZERO })];
}

/** How far a given amount may lie from units times price and fees: rounding of a broker's own. */
const AGREEMENT_SLACK = 1;

/** Units > 0 with the cash of the trade: as given, else units times price, rounded half-even. */
function trade(entry: LedgerEntryInput, feeSign: 1 | -1) {
  requireSymbol(entry);
  const units = positive(entry, "units");
  const { price, amount, fees, currency } = entry;
  if (price?.lte(0)) throw bad(entry, "price", "is above 0");
  if (!price) {
    const given = positive(entry, "amount");
    return { units, price: null, amount: given };
  }
  const exact = units.times(price).plus(fees.times(feeSign));
  const computed = roundToMinorUnit({ amount: exact, currency }).amount;
  if (amount && amount.minus(computed).abs().gt(AGREEMENT_SLACK)) {
    throw bad(entry, "amount", `is units times price and fees, ${computed.toFixed()}`);
  }
  return { units, price, amount: amount ?? computed };
}

function bought(entry: LedgerEntryInput, kind: "BUY" | "REINVESTMENT" | "COVER"): EntryLeg {
  const { amount, ...rest } = trade(entry, 1);
  return leg(entry, { kind, ...rest, amount: amount.negated() });
}

function sold(entry: LedgerEntryInput, kind: "SELL" | "SHORT"): EntryLeg {
  return leg(entry, { kind, ...trade(entry, -1) });
}

function moved(entry: LedgerEntryInput, kind: "TRANSFER_IN" | "TRANSFER_OUT"): EntryLeg {
  requireSymbol(entry);
  if (entry.amount) throw bad(entry, "amount", "is no cash of a transfer in kind");
  const price = entry.price && positive(entry, "price");
  const terms = kind === "TRANSFER_OUT" ? termsOf(entry) : null;
  return leg(entry, { kind, units: positive(entry, "units"), price, terms });
}

/** Which units leave: at most one of the two ways to say it. */
function termsOf(entry: LedgerEntryInput): EntryLeg["terms"] {
  const { lots, lotMethod, units } = entry;
  if (lots && lotMethod) throw bad(entry, "lotMethod", "is not given beside lots");
  if (lotMethod) return { lotMethod };
  if (!lots) return null;
  requireChoice(entry, lots, units);
  return { lots };
}

/** @throws {Refusal} BAD_INPUT unless the named units are above 0, of different purchases and sum to `units` */
export function requireChoice(
  entry: { readonly kind: string },
  lots: readonly LotChoice[],
  units: Decimal | null,
): void {
  if (lots.some((lot) => lot.units.lte(0))) throw bad(entry, "lots", "are above 0 units each");
  if (new Set(lots.map(({ purchaseId }) => purchaseId)).size < lots.length) {
    throw bad(entry, "lots", "name each purchase once");
  }
  if (!units?.eq(sum(lots.map((lot) => lot.units)))) {
    throw bad(entry, "lots", "sum to the units that leave");
  }
}

function receivedBy(entry: LedgerEntryInput): ReceivedInput {
  requireSymbol(entry);
  const { received } = entry;
  if (!received) throw bad(entry, "received", "is needed");
  if (received.symbol === entry.symbol) throw bad(entry, "received", "is another security");
  const isCounted =
    entry.kind === "SYMBOL_CHANGE" ? received.units === null : received.units?.gt(0);
  if (!isCounted) {
    const rule = entry.kind === "SYMBOL_CHANGE" ? "has as many units" : "has units above 0";
    throw bad(entry, "received", rule);
  }
  return received;
}

function action(entry: LedgerEntryInput, amount: Decimal): EntryLeg {
  if (entry.units) throw bad(entry, "units", "are all that is held");
  if (entry.amount && amount.isZero()) throw bad(entry, "amount", "is no cash of this action");
  return leg(entry, { amount });
}

function transferred(entry: LedgerEntryInput): EntryLeg[] {
  if (entry.toAccountId === null) throw bad(entry, "toAccountId", "is needed");
  if (entry.symbol !== null) {
    const out = moved(entry, "TRANSFER_OUT");
    return [out, { ...out, kind: "TRANSFER_IN", fees: ZERO, terms: null, isOther: true }];
  }
  const amount = positive(entry, "amount");
  if (entry.units) throw bad(entry, "units", "needs a symbol");
  return [
    leg(entry, { kind: "WITHDRAWAL", amount: amount.negated() }),
    leg(entry, { kind: "DEPOSIT", amount: amount.minus(entry.fees), fees: ZERO, isOther: true }),
  ];
}

function converted(entry: LedgerEntryInput): EntryLeg[] {
  const into = entry.converted;
  if (!into) throw bad(entry, "converted", "is needed");
  if (into.currency === entry.currency) throw bad(entry, "converted", "is in another currency");
  if (into.amount.lte(0)) throw bad(entry, "converted", "is above 0");
  if (entry.symbol !== null) throw bad(entry, "symbol", "belongs to a security");
  return [
    leg(entry, { amount: positive(entry, "amount").negated() }),
    leg(entry, { amount: into.amount, currency: into.currency, fees: ZERO }),
  ];
}
