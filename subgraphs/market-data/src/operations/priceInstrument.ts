import { Decimal } from "@wealthgraph/kernel/decimal";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Money } from "@wealthgraph/kernel/money";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { shareRatio } from "../domain/corporateAction.js";
import type { Instrument } from "../domain/instrument.js";
import { confirms, type QuarantineReason, quarantineReason } from "../domain/quarantine.js";
import { isStalePrice, type QuoteRecord } from "../domain/quote.js";
import type { Market, MarketDataProvider, ProvidedPrice } from "./ports.js";

/** An older price says nothing about what is plausible today; then the provider's previous close must. */
const REFERENCE_AGE_MS_MAX = 30 * 86_400_000;

export interface Chosen {
  readonly provider: MarketDataProvider;
  readonly provided: ProvidedPrice;
}

/** A price that is shown and not used. */
export interface Quarantined extends Chosen {
  readonly reason: QuarantineReason;
}

/** What the chain of providers gave for one instrument. */
export interface Choice {
  /** Whose price counts; null when nobody has one that can be believed */
  readonly chosen: Chosen | null;
  readonly quarantined: readonly Quarantined[];
  /** True when a provider of real prices did not answer, or was not believed */
  readonly isImpaired: boolean;
}

/**
 * Whose price counts: the first provider, in order, that has one which is believed and not stale;
 * when all are stale, the first that has one. A provider that fails is passed over. A price that is
 * not believed is set aside, unless the next provider of real prices confirms it.
 *
 * @param stored the last quote that was published, by whatever copy
 */
export async function chooseProvider(
  market: Market,
  instrument: Instrument,
  now: Date,
  stored: QuoteRecord | null = null,
): Promise<Choice> {
  const reference = referencePrice(market, instrument, now, stored);
  let quarantined: readonly Quarantined[] = [];
  let stale: Chosen | null = null;
  let isImpaired = false;
  for (const provider of market.providers) {
    const provided = await askedOf(provider, instrument, now);
    isImpaired ||= provided === "FAILED";
    if (provided === null || provided === "FAILED") continue;
    const answer = { provider, provided };
    const reason = provider.isSimulated ? null : quarantineReason(provided, reference, now);
    const judgement = judged(answer, reason, quarantined);
    quarantined = judgement.quarantined;
    isImpaired ||= !judgement.isBelieved;
    if (!judgement.isBelieved) continue;
    if (isStalePrice(market.calendar, provided.asOf, now)) stale ??= answer;
    else return { chosen: answer, quarantined, isImpaired };
  }
  return { chosen: stale, quarantined, isImpaired };
}

/** A doubted price joins the quarantine, or frees what it confirms. */
function judged(
  answer: Chosen,
  reason: QuarantineReason | null,
  quarantined: readonly Quarantined[],
): { readonly isBelieved: boolean; readonly quarantined: readonly Quarantined[] } {
  if (reason === null) return { isBelieved: true, quarantined };
  const doubted = quarantined.filter((other) => !isConfirmed(answer, other));
  return doubted.length < quarantined.length
    ? { isBelieved: true, quarantined: doubted }
    : { isBelieved: false, quarantined: [...quarantined, { ...answer, reason }] };
}

/** Two providers of real prices that tell of the same move are believed; a sign or a time is not a matter of votes. */
function isConfirmed(answer: Chosen, { provided, reason }: Quarantined): boolean {
  const isMove = reason === "IMPLAUSIBLE_MOVE" || reason === "SPLIT_NOT_ANNOUNCED";
  return isMove && confirms(provided.price, answer.provided.price);
}

async function askedOf(
  provider: MarketDataProvider,
  instrument: Instrument,
  now: Date,
): Promise<ProvidedPrice | null | "FAILED"> {
  try {
    return await provider.priceAt(instrument, now);
  } catch (error) {
    if (error instanceof Failure) return "FAILED";
    throw error;
  }
}

/** The last believed real price, in shares of today. */
function referencePrice(
  market: Market,
  instrument: Instrument,
  now: Date,
  stored: QuoteRecord | null,
): Decimal | null {
  const last = lastGoodQuote(market, instrument, now, stored);
  const ageMs = last ? now.getTime() - last.asOf.getTime() : null;
  return ageMs !== null && ageMs <= REFERENCE_AGE_MS_MAX ? (last?.price.amount ?? null) : null;
}

/** In shares of today: a split since then divides it. */
function lastGoodQuote(
  market: Market,
  instrument: Instrument,
  now: Date,
  stored: QuoteRecord | null,
): QuoteRecord | null {
  const kept = market.lastGood.find(instrument.id);
  const real = stored?.isSimulated === false ? stored : null;
  const last = kept && (!real || kept.asOf >= real.asOf) ? kept : real;
  if (!last) return null;
  const { calendar, actions } = market;
  const known = actions.actionsOf(instrument);
  const ratio = shareRatio(known, calendar.dateAt(last.asOf), calendar.dateAt(now));
  if (ratio.eq(1)) return last;
  const inSharesOfToday = (money: Money): Money => ({ ...money, amount: money.amount.div(ratio) });
  return {
    ...last,
    price: inSharesOfToday(last.price),
    previousClose: last.previousClose && inSharesOfToday(last.previousClose),
  };
}

/**
 * The price of an instrument at `now`. When the providers of real prices fail or are not believed, the
 * last good quote, marked: before a simulated price, which never stands in for a market.
 *
 * @returns null when nobody has one
 * @throws {Refusal} NO_FX_RATE when its currency cannot be turned into US dollars
 */
export async function priceInstrument(
  market: Market,
  instrument: Instrument,
  now: Date,
  stored: QuoteRecord | null = null,
): Promise<QuoteRecord | null> {
  const { chosen, isImpaired } = await chooseProvider(market, instrument, now, stored);
  const last = isImpaired ? lastGoodQuote(market, instrument, now, stored) : null;
  if (last && isBetter(market, last, chosen, now)) return { ...last, isLastResort: true };
  if (!chosen) return null;
  const record = await toRecord(market, instrument, chosen, now);
  if (!record.isSimulated) market.lastGood.remember(record);
  return record;
}

function isBetter(market: Market, last: QuoteRecord, chosen: Chosen | null, now: Date): boolean {
  if (!chosen || chosen.provider.isSimulated) return true;
  const { asOf } = chosen.provided;
  return isStalePrice(market.calendar, asOf, now) && last.asOf > asOf;
}

async function toRecord(
  market: Market,
  instrument: Instrument,
  { provider, provided }: Chosen,
  now: Date,
): Promise<QuoteRecord> {
  const { currency } = instrument;
  const { rate, on } = await dollarRate(market, currency, market.calendar.dateAt(now));
  return {
    instrumentId: instrument.id,
    price: { amount: provided.price, currency },
    previousClose: provided.previousClose && { amount: provided.previousClose, currency },
    asOf: provided.asOf,
    receivedAt: provided.receivedAt ?? now,
    source: provider.name,
    isSimulated: provider.isSimulated,
    fxToUsd: rate,
    fxRateDate: on,
  };
}

async function dollarRate(market: Market, currency: string, on: CalendarDate) {
  if (currency === "USD") return { rate: new Decimal(1), on };
  const found = await market.fx.rate({ base: currency, quote: "USD" }, on);
  if (found) return found;
  throw new Refusal("NO_FX_RATE", `no rate of ${currency} to USD on or before ${on}`);
}
