import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { TransactionKind } from "../domain/transaction.js";
import type { ImportDraft } from "../operations/ports.js";

type DecimalKey = "units" | "price" | "amount" | "fees" | "fxRate";

/** A draft as it lies in JSON: decimals as text. */
export type DraftJson = Omit<ImportDraft, DecimalKey> & {
  readonly units: string | null;
  readonly price: string | null;
  readonly amount: string;
  readonly fees: string;
  readonly fxRate: string;
};

export function draftToJson(draft: ImportDraft): DraftJson {
  return {
    ...draft,
    units: draft.units?.toFixed() ?? null,
    price: draft.price?.toFixed() ?? null,
    amount: draft.amount.toFixed(),
    fees: draft.fees.toFixed(),
    fxRate: draft.fxRate.toFixed(),
  };
}

export function draftFromJson(json: DraftJson): ImportDraft {
  return {
    ...json,
    // written by draftToJson only
    kind: json.kind as TransactionKind,
    tradeDate: json.tradeDate as CalendarDate,
    units: json.units === null ? null : new Decimal(json.units),
    price: json.price === null ? null : new Decimal(json.price),
    amount: new Decimal(json.amount),
    fees: new Decimal(json.fees),
    fxRate: new Decimal(json.fxRate),
  };
}
