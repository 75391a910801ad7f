import { newId } from "@wealthgraph/chassis/id";
import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { isCurrency } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { bad, type EntryLeg, type LedgerEntryInput, legsOf } from "../domain/ledgerEntry.js";
import type { ReceivedSecurity } from "../domain/transaction.js";
import { contentHash } from "./contentHash.js";
import type { Account, Clock, InstrumentFacts, Market, StoredTransaction } from "./ports.js";
import { settlesOn } from "./rowReview.js";

/** First year of what can be entered: no exchange rate and no calendar is known before. */
const TRADE_DATE_MIN = "1950-01-01";
const DESCRIPTION_LENGTH_MAX = 500;
const ONE = new Decimal(1);

export interface EntryAccounts {
  readonly account: Account;
  /** Where a TRANSFER goes. */
  readonly other: Account | null;
}

/**
 * An entry as transactions with ids of their own: instruments, exchange rates and settlement dates
 * looked up. Nothing is stored.
 *
 * @throws {Refusal} BAD_INPUT as `legsOf`, and for a date in the future; UNKNOWN_SYMBOL; NO_FX_RATE
 */
export async function entryTransactions(
  ports: { readonly market: Market; readonly clock: Clock },
  { account, other }: EntryAccounts,
  entry: LedgerEntryInput,
): Promise<readonly StoredTransaction[]> {
  requireForm(entry, dateOfInstant(ports.clock(), "America/New_York"));
  const legs = legsOf(entry);
  if (other?.id === account.id) throw bad(entry, "toAccountId", "is another account");
  const instrument = await instrumentOf(ports.market, account.householdId, entry.symbol);
  const received = await receivedOf(ports.market, account.householdId, entry);
  const rates = await ratesOf(ports.market, account, entry.tradeDate, legs);
  const entryId = newId();
  return legs.map((leg, index) => {
    const owner = leg.isOther && other ? other : account;
    const { kind, units, price, amount, fees, currency, terms } = leg;
    const of = leg.hasSymbol ? instrument : null;
    return {
      id: newId(),
      householdId: owner.householdId,
      accountId: owner.id,
      importId: null,
      line: null,
      entryId,
      kind,
      tradeDate: entry.tradeDate,
      tradeTime: null,
      settlementDate: entry.settlementDate ?? settlesOn(kind, entry.tradeDate, of),
      ...securityOf(of),
      units,
      price,
      amount,
      fees,
      currency,
      fxRate: rates.get(currency) ?? ONE,
      accountCurrency: owner.currency,
      description: entry.description,
      contentKey: contentHash(`entry ${entryId}`),
      occurrence: index + 1,
      terms: received ? { ...terms, received } : terms,
    };
  });
}

function securityOf(instrument: InstrumentFacts | null) {
  return {
    symbol: instrument?.symbol ?? null,
    instrumentId: instrument?.id ?? null,
    assetClass: instrument?.assetClass ?? null,
  };
}

function requireForm(entry: LedgerEntryInput, today: CalendarDate): void {
  if (entry.tradeDate > today) throw bad(entry, "tradeDate", "is not in the future");
  if (entry.tradeDate < TRADE_DATE_MIN)
    throw bad(entry, "tradeDate", `is from ${TRADE_DATE_MIN} on`);
  if (!isCurrency(entry.currency)) throw bad(entry, "currency", "is an ISO 4217 code");
  if (entry.converted && !isCurrency(entry.converted.currency)) {
    throw bad(entry, "converted", "has an ISO 4217 code");
  }
  const { description } = entry;
  if (description.length > DESCRIPTION_LENGTH_MAX || /\p{Cc}/u.test(description)) {
    throw bad(entry, "description", `has at most ${DESCRIPTION_LENGTH_MAX} printable characters`);
  }
}

async function instrumentOf(
  market: Market,
  householdId: string,
  symbol: string | null,
): Promise<InstrumentFacts | null> {
  if (symbol === null) return null;
  const found = (await market.instruments(householdId, [symbol])).get(symbol);
  if (found) return found;
  throw new Refusal("UNKNOWN_SYMBOL", `no instrument with the symbol ${symbol} is known`, {
    symbol,
  });
}

async function receivedOf(
  market: Market,
  householdId: string,
  { received }: LedgerEntryInput,
): Promise<ReceivedSecurity | null> {
  if (!received) return null;
  const found = await instrumentOf(market, householdId, received.symbol);
  if (!found) return null;
  const { id: instrumentId, symbol, assetClass } = found;
  return { ...received, instrumentId, symbol, assetClass };
}

/** Account currency per unit of each currency of the legs on the trade date. */
async function ratesOf(
  market: Market,
  account: Account,
  tradeDate: CalendarDate,
  legs: readonly EntryLeg[],
): Promise<ReadonlyMap<string, Decimal>> {
  const rates = new Map([[account.currency, ONE]]);
  for (const { currency } of legs) {
    if (rates.has(currency)) continue;
    const pair = { base: currency, quote: account.currency };
    const found = await market.rates(account.householdId, pair, [tradeDate]);
    const rate = found.get(tradeDate);
    if (!rate) {
      const message = `no rate from ${currency} to ${account.currency} is known on ${tradeDate}`;
      throw new Refusal("NO_FX_RATE", message, { currency, tradeDate });
    }
    rates.set(currency, rate);
  }
  return rates;
}
