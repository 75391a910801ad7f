import type { Bus, BusPayload } from "@wealthgraph/chassis/bus";
import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { QuoteRecord } from "../domain/quote.js";
import type { QuoteChannel } from "../operations/ports.js";

const WAKE_TOPIC = "market.watch";
const topicOf = (instrumentId: string) => `quote.${instrumentId}`;

/** Quotes on the bus: one topic an instrument, the whole quote in the message (about 350 bytes). */
export class BusQuoteChannel implements QuoteChannel {
  constructor(private readonly bus: Bus) {}

  async publish(records: readonly QuoteRecord[]): Promise<void> {
    await Promise.all(
      records.map((record) => this.bus.publish(topicOf(record.instrumentId), toMessage(record))),
    );
  }

  async subscribe(ids: readonly string[]): Promise<AsyncIterableIterator<QuoteRecord>> {
    const messages = await this.bus.subscribe(ids.map(topicOf), {
      conflateBy: (message) => String(message["instrumentId"]),
    });
    return decoded(messages);
  }

  async wake(): Promise<void> {
    await this.bus.publish(WAKE_TOPIC, {});
  }

  onWake(signal: AbortSignal): Promise<AsyncIterableIterator<unknown>> {
    return this.bus.subscribe([WAKE_TOPIC], { signal, conflateBy: () => "wake" });
  }
}

function decoded(messages: AsyncIterableIterator<BusPayload>): AsyncIterableIterator<QuoteRecord> {
  const records: AsyncIterableIterator<QuoteRecord> = {
    next: async () => {
      const step = await messages.next();
      return step.done
        ? { done: true, value: undefined }
        : { done: false, value: fromMessage(step.value) };
    },
    return: async () => {
      await messages.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => records,
  };
  return records;
}

/** A quote as it travels: figures and instants as text. */
interface QuoteMessage {
  readonly instrumentId: string;
  readonly price: string;
  readonly currency: string;
  readonly previousClose: string | null;
  readonly asOf: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly isSimulated: boolean;
  readonly fxToUsd: string;
  readonly fxRateDate: CalendarDate;
}

function toMessage(record: QuoteRecord): QuoteMessage & BusPayload {
  return {
    instrumentId: record.instrumentId,
    price: record.price.amount.toFixed(),
    currency: record.price.currency,
    previousClose: record.previousClose?.amount.toFixed() ?? null,
    asOf: record.asOf.toISOString(),
    receivedAt: record.receivedAt.toISOString(),
    source: record.source,
    isSimulated: record.isSimulated,
    fxToUsd: record.fxToUsd.toFixed(),
    fxRateDate: record.fxRateDate,
  };
}

function fromMessage(payload: BusPayload): QuoteRecord {
  // our own tickers are the only publishers of this topic
  const message = payload as unknown as QuoteMessage;
  const { currency, instrumentId, source, isSimulated, previousClose } = message;
  const fxRateDate = parseCalendarDate(message.fxRateDate);
  invariant(fxRateDate, "a quote on the bus has a rate date");
  return {
    instrumentId,
    price: { amount: new Decimal(message.price), currency },
    previousClose: previousClose === null ? null : { amount: new Decimal(previousClose), currency },
    asOf: new Date(message.asOf),
    receivedAt: new Date(message.receivedAt),
    source,
    isSimulated,
    fxToUsd: new Decimal(message.fxToUsd),
    fxRateDate,
  };
}
