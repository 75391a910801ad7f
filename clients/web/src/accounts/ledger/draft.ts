import type {
  AddTransactionInput,
  EntryKind,
  TransactionFieldsFragment,
} from "../../generated/operations.js";
import { readDecimal } from "../../look/figures.js";

/** A transaction as a person types it; amounts without sign, the kind knows the direction. */
export interface Draft {
  readonly kind: EntryKind;
  readonly tradeDate: string;
  readonly symbol: string;
  readonly units: string;
  readonly price: string;
  readonly fees: string;
  readonly amount: string;
  readonly description: string;
  /** Names the request: sending it again after a lost answer books nothing twice. */
  readonly key: string;
}

export type DraftField = Exclude<keyof Draft, "key">;

const TRADE = ["symbol", "units", "price", "fees"] as const;
const SECURITY_CASH = ["symbol", "amount"] as const;
const CASH = ["amount"] as const;

type Typed = (typeof TRADE)[number] | "amount";

/** What each kind takes, beside date and description. Kinds of several legs are not edited here. */
const FIELDS: Readonly<Partial<Record<EntryKind, readonly Typed[]>>> = {
  BUY: TRADE,
  SELL: TRADE,
  DIVIDEND: SECURITY_CASH,
  CAPITAL_GAIN_DISTRIBUTION: SECURITY_CASH,
  RETURN_OF_CAPITAL: SECURITY_CASH,
  INTEREST: CASH,
  FEE: CASH,
  TAX: CASH,
  WITHHOLDING: ["symbol", "amount"],
  DEPOSIT: CASH,
  WITHDRAWAL: CASH,
  SPLIT: ["symbol", "units"],
  STOCK_DIVIDEND: ["symbol", "units"],
  TRANSFER_IN: ["symbol", "units", "price"],
  TRANSFER_OUT: ["symbol", "units"],
};

/** Needed among those; a transfer's price is its cost, which may be unknown, and tax may have no security. */
const OPTIONAL: readonly string[] = ["fees", "TRANSFER_IN price", "WITHHOLDING symbol"];

export const DRAFT_KINDS = Object.keys(FIELDS) as EntryKind[]; // the keys written above

export function takes(kind: EntryKind, field: DraftField): boolean {
  if (field === "kind" || field === "tradeDate" || field === "description") return true;
  return FIELDS[kind]?.includes(field) ?? false;
}

/** Whether a booked transaction can be corrected here: of one leg, of a kind above. */
export function isEditable(transaction: TransactionFieldsFragment): boolean {
  return transaction.entry.length <= 1 && DRAFT_KINDS.some((kind) => kind === transaction.kind);
}

export function newDraft(today: string): Draft {
  const amounts = { symbol: "", units: "", price: "", fees: "", amount: "" };
  return { kind: "BUY", tradeDate: today, ...amounts, description: "", key: randomKey() };
}

export function draftOf(booked: TransactionFieldsFragment): Draft {
  const { kind, amount, fees, price } = booked;
  return {
    kind: DRAFT_KINDS.find((each) => each === kind) ?? "BUY",
    tradeDate: booked.tradeDate,
    symbol: booked.symbol ?? "",
    units: booked.units ?? "",
    price: price?.amount ?? "",
    fees: Number(fees.amount) === 0 ? "" : fees.amount,
    amount: kind === "INTEREST" ? amount.amount : amount.amount.replace(/^-/, ""),
    description: booked.description,
    key: randomKey(),
  };
}

/** 128 random bits; randomUUID exists in secure contexts only. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

export type Faults = Readonly<Partial<Record<DraftField, string>>>;

/**
 * The entry a draft says.
 *
 * @param original what it corrects: what the draft leaves as it was stays exactly so, as the broker
 *   rounded it
 * @returns the entry, or what is wrong with which field
 */
export function entryOf(
  accountId: string,
  draft: Draft,
  original: TransactionFieldsFragment | null = null,
): { readonly entry: AddTransactionInput } | { readonly faults: Faults } {
  const read = Object.fromEntries(
    NUMBERS.map((field) => [field, readField(draft, field)]),
  ) as Record<(typeof NUMBERS)[number], ReadField>; // one for each
  const symbol = symbolOf(draft);
  const faults = faultsOf({ ...read, symbol, tradeDate: dateOf(draft) });
  if (Object.keys(faults).length > 0) return { faults };
  const { kind, tradeDate, description, key } = draft;
  return {
    entry: {
      accountId,
      kind,
      tradeDate,
      settlementDate: original?.tradeDate === tradeDate ? original.settlementDate : null,
      symbol: symbol.value,
      units: read.units.value,
      price: read.price.value,
      fees: read.fees.value,
      amount: read.amount.value ?? keptAmount(draft, original),
      currency: original?.amount.currency ?? null,
      description: description.trim() || null,
      idempotencyKey: key,
    },
  };
}

const NUMBERS = ["units", "price", "fees", "amount"] as const;

function faultsOf(read: Readonly<Record<string, ReadField>>): Faults {
  return Object.fromEntries(
    Object.entries(read).flatMap(([field, { fault }]) => (fault ? [[field, fault]] : [])),
  );
}

function dateOf({ tradeDate }: Draft): ReadField {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(tradeDate);
  return isDate ? { value: tradeDate } : { value: null, fault: "needed" };
}

function symbolOf({ kind, symbol }: Draft): ReadField {
  const value = takes(kind, "symbol") ? symbol.trim().toUpperCase() || null : null;
  const isMissing = value === null && takes(kind, "symbol") && !isOptional(kind, "symbol");
  return isMissing ? { value, fault: "needed" } : { value };
}

interface ReadField {
  readonly value: string | null;
  readonly fault?: string;
}

function readField(draft: Draft, field: Typed): ReadField {
  if (!takes(draft.kind, field)) return { value: null };
  const text = draft[field].trim();
  if (text === "")
    return isOptional(draft.kind, field) ? { value: null } : { value: null, fault: "needed" };
  const value = readDecimal(text, 12);
  if (value === null) return { value, fault: "a number such as 1234.50" };
  if (Number(value) < 0 && !isSigned(draft.kind, field)) return { value, fault: "without a sign" };
  return Number(value) === 0 && field !== "fees" ? { value, fault: "not 0" } : { value };
}

function isOptional(kind: EntryKind, field: Typed): boolean {
  return OPTIONAL.includes(field) || OPTIONAL.includes(`${kind} ${field}`);
}

function isSigned(kind: EntryKind, field: Typed): boolean {
  return (kind === "INTEREST" && field === "amount") || (kind === "SPLIT" && field === "units");
}

/** A trade's cash as it was booked, when nothing that makes it was changed. */
function keptAmount(draft: Draft, original: TransactionFieldsFragment | null): string | null {
  if (!original || (draft.kind !== "BUY" && draft.kind !== "SELL")) return null;
  const was = draftOf(original);
  const isSame = (["kind", "units", "price", "fees"] as const).every(
    (field) => was[field] === draft[field],
  );
  return isSame ? was.amount : null;
}
