import type { RowEffect } from "./rowEffect.js";

/** What DEGIRO's words for a row mean; FEE and TAX count to their order when they have one. */
export type DegiroMeaning =
  | { readonly is: "TRADE"; readonly trade: TradeWords }
  | { readonly is: "EFFECT"; readonly effect: RowEffect }
  | { readonly is: "INTERNAL"; readonly note: string };

/** `Koop 1 ASML HOLDING@900 EUR`: the numbers as written. */
export interface TradeWords {
  readonly isSale: boolean;
  readonly units: string;
  readonly price: string;
  readonly currency: string;
  /** What stands before the words of the trade, such as `STOCK SPLIT`; "" in front of an order. */
  readonly occasion: string;
}

const TRADE =
  /^(?:(?<occasion>[^:]+):\s*)?(?<verb>koop|verkoop|buy|sell)\s+(?<units>[\d.,]+)\s.*?@\s*(?<price>[\d.,]+)\s+(?<currency>[A-Z]{3})\b/i;

/** Money that only changes its place or its currency inside the account. */
const INTERNAL: readonly (readonly [RegExp, string])[] = [
  [/cash sweep/i, "cash moves to or from the bank account behind this one"],
  [
    /^(transfer|overboeking) (from|to|van|naar) /i,
    "cash moves to or from the bank account behind this one",
  ],
  [/^(reservation|reservering)\b/i, "a deposit that is announced, not booked"],
  [/^valuta (debitering|creditering)/i, "changes one currency of the account for another"],
  [/^fx (debit|credit|withdrawal)/i, "changes one currency of the account for another"],
  [
    /^(conversie geldmarktfonds|money market fund conversion)/i,
    "cash moves to or from a money market fund",
  ],
];

/** Dutch and English words; an open list: others are rejected by name. */
const EFFECTS: readonly (readonly [RegExp, RowEffect])[] = [
  [/^(dividendbelasting|dividend tax)$/i, "WITHHOLDING"],
  [/^dividend$/i, "DIVIDEND"],
  [/^(kapitaalsuitkering|return of capital|capital return)$/i, "RETURN_OF_CAPITAL"],
  [/^degiro (transactiekosten|transaction)\b/i, "FEE"],
  [/^degiro (aansluitingskosten|exchange connection fee)\b/i, "FEE"],
  [/^(adr\/gdr|externe kosten)\b/i, "FEE"],
  [/\bstamp duty\b|\btransaction tax\b|transactiebelasting/i, "TAX"],
  [/^(flatex )?(rente|interest)\b|^flatex interest income/i, "INTEREST"],
  [/^((ideal|sofort|flatex) )?(storting|deposit)$/i, "CASH_TRANSFER"],
  [/^(ideal|sofort|flatex) (storting|deposit)\b/i, "CASH_TRANSFER"],
  [/^(processed flatex withdrawal|terugstorting|withdrawal|flatex withdrawal)$/i, "CASH_TRANSFER"],
];

/** Occasions on which shares come or go without an order. */
const OCCASIONS: readonly (readonly [RegExp, RowEffect])[] = [
  [/^(stock split|aandelensplitsing)$/i, "SPLIT"],
  [/^(stock dividend|stockdividend)$/i, "STOCK_DIVIDEND"],
];

/** @returns null when the words are not known */
export function meaningOf(words: string): DegiroMeaning | null {
  const note = INTERNAL.find(([form]) => form.test(words))?.[1];
  if (note !== undefined) return { is: "INTERNAL", note };
  const trade = tradeWordsOf(words);
  if (trade) return { is: "TRADE", trade };
  const effect = EFFECTS.find(([form]) => form.test(words))?.[1];
  return effect ? { is: "EFFECT", effect } : null;
}

/** The effect of a trade on an occasion that is no order: UNSUPPORTED unless it is known. */
export function occasionEffect(occasion: string): RowEffect {
  return OCCASIONS.find(([form]) => form.test(occasion.trim()))?.[1] ?? "UNSUPPORTED";
}

function tradeWordsOf(words: string): TradeWords | null {
  const groups = TRADE.exec(words)?.groups;
  if (!groups) return null;
  const { occasion = "", verb = "", units = "", price = "", currency = "" } = groups;
  return { occasion, isSale: /^(verkoop|sell)$/i.test(verb), units, price, currency };
}
