import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { ImportedRow, RowReason } from "../domain/importedRow.js";
import { settlementDate } from "../domain/settlement.js";
import type { TransactionDraft, TransactionKind } from "../domain/transaction.js";
import { contentHash } from "./contentHash.js";
import type { Account, ImportDraft, ImportRow, InstrumentFacts, Market } from "./ports.js";

/** A numbered row with the text it stands in. */
export interface NumberedRow {
  /** Place among the transactions of its record, from 0. */
  readonly part: number;
  readonly row: ImportedRow;
  readonly raw: string;
}

/** Cash of the account itself: a symbol beside it (a sweep fund) is a remark. */
const NEEDS_NO_INSTRUMENT: ReadonlySet<TransactionKind> = new Set<TransactionKind>([
  "INTEREST",
  "FEE",
  "TAX",
  "DEPOSIT",
  "WITHDRAWAL",
]);

const ONE = new Decimal(1);

/**
 * Gives rows what only the graph knows: instruments and exchange rates. Asks for each symbol and
 * each day once in the life of a file.
 */
export class RowReview {
  readonly #market: Market;
  readonly #account: Account;
  readonly #instruments = new Map<string, InstrumentFacts | null>();
  /** By currency and day. */
  readonly #rates = new Map<string, Decimal | null>();

  constructor(market: Market, account: Account) {
    this.#market = market;
    this.#account = account;
  }

  async review(rows: readonly NumberedRow[]): Promise<ImportRow[]> {
    const drafts = rows.flatMap(({ row }) => ("draft" in row ? [row.draft] : []));
    await this.#learnInstruments(drafts);
    await this.#learnRates(drafts);
    return rejectWholeRecords(rows.map((row) => this.#toImportRow(row)));
  }

  async #learnInstruments(drafts: readonly TransactionDraft[]): Promise<void> {
    const asked = new Set(drafts.map(symbolOf).filter((symbol) => symbol !== null));
    const unknown = [...asked].filter((symbol) => !this.#instruments.has(symbol));
    if (unknown.length === 0) return;
    const found = await this.#market.instruments(this.#account.householdId, unknown);
    for (const symbol of unknown) this.#instruments.set(symbol, found.get(symbol) ?? null);
  }

  async #learnRates(drafts: readonly TransactionDraft[]): Promise<void> {
    const wanted = new Map<string, Set<CalendarDate>>();
    for (const { currency, tradeDate } of drafts) {
      if (currency === this.#account.currency || this.#rates.has(`${currency} ${tradeDate}`)) {
        continue;
      }
      const days = wanted.get(currency) ?? new Set();
      wanted.set(currency, days.add(tradeDate));
    }
    for (const [base, days] of wanted) {
      const pair = { base, quote: this.#account.currency };
      const rates = await this.#market.rates(this.#account.householdId, pair, [...days]);
      for (const day of days) this.#rates.set(`${base} ${day}`, rates.get(day) ?? null);
    }
  }

  #toImportRow({ row, part, raw }: NumberedRow): ImportRow {
    const { line, verdict } = row;
    const base = { line, part, raw, reason: null, note: null, draft: null };
    switch (verdict) {
      case "INFORMATIONAL":
        return { ...base, verdict, note: row.note };
      case "REJECTED":
        return { ...base, verdict, reason: row.reason };
      case "DUPLICATE":
      case "NEW": {
        const { draft, reason } = this.#complete(row.draft, row.occurrence);
        const isRejected = verdict === "NEW" && reason !== null;
        return isRejected
          ? { ...base, verdict: "REJECTED", reason, draft }
          : { ...base, verdict, draft };
      }
    }
  }

  #complete(
    draft: TransactionDraft,
    occurrence: number,
  ): { draft: ImportDraft; reason: RowReason | null } {
    const symbol = symbolOf(draft);
    const instrument = symbol === null ? null : (this.#instruments.get(symbol) ?? null);
    const fxRate = this.#rateOf(draft);
    return {
      draft: {
        ...draft,
        contentKey: contentHash(draft.contentKey),
        occurrence,
        symbol: instrument?.symbol ?? draft.symbol,
        instrumentId: instrument?.id ?? null,
        assetClass: instrument?.assetClass ?? null,
        settlementDate: draft.settlementDate ?? settlesOn(draft.kind, draft.tradeDate, instrument),
        fxRate: fxRate ?? ONE,
      },
      reason: this.#reasonAgainst(draft, instrument, fxRate),
    };
  }

  #rateOf({ currency, tradeDate }: TransactionDraft): Decimal | null {
    if (currency === this.#account.currency) return ONE;
    return this.#rates.get(`${currency} ${tradeDate}`) ?? null;
  }

  #reasonAgainst(
    draft: TransactionDraft,
    instrument: InstrumentFacts | null,
    fxRate: Decimal | null,
  ): RowReason | null {
    const symbol = symbolOf(draft);
    if (instrument === null && !NEEDS_NO_INSTRUMENT.has(draft.kind)) {
      if (symbol !== null) {
        const what = draft.symbol === null ? "ISIN" : "symbol";
        return reason("UNKNOWN_SYMBOL", `no instrument with the ${what} ${symbol} is known`, {
          symbol,
        });
      }
      if (draft.units !== null) {
        return reason("ROW_MISSING_FIELD", "the row moves units and names no security", {
          field: "symbol",
        });
      }
    }
    if (fxRate === null) {
      const { currency, tradeDate } = draft;
      const message = `no rate from ${currency} to ${this.#account.currency} is known on ${tradeDate}`;
      return reason("NO_FX_RATE", message, { currency, tradeDate });
    }
    return null;
  }
}

/** What a record does is booked together or not at all: a conversion never only sells. */
function rejectWholeRecords(rows: ImportRow[]): ImportRow[] {
  const reasons = new Map(rows.flatMap(({ line, reason }) => (reason ? [[line, reason]] : [])));
  return rows.map((row) => {
    const reason = row.verdict === "NEW" && reasons.get(row.line);
    return reason ? { ...row, verdict: "REJECTED", reason } : row;
  });
}

/** What names the security: the ticker, else the ISIN. */
function symbolOf(draft: TransactionDraft): string | null {
  return draft.symbol ?? draft.isin;
}

const TRADES: ReadonlySet<TransactionKind> = new Set<TransactionKind>([
  "BUY",
  "SELL",
  "REINVESTMENT",
  "SHORT",
  "COVER",
]);

/** When a transaction settles that nobody gave a day for: trades by the cycle of their era, all else at once. */
export function settlesOn(
  kind: TransactionKind,
  tradeDate: CalendarDate,
  instrument: Pick<InstrumentFacts, "assetClass"> | null,
): CalendarDate {
  if (!TRADES.has(kind)) return tradeDate;
  return settlementDate(tradeDate, instrument?.assetClass === "CRYPTO" ? "CRYPTO" : "SECURITY");
}

function reason(code: RefusalCode, message: string, facts: RefusalFacts): RowReason {
  return { code, message, facts };
}
