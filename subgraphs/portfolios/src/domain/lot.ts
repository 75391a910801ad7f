import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";

/** Units of a security bought together, at one cost, on one day. */
export interface Lot {
  /** Stable name: the same history gives the same keys. Unique in the household. */
  readonly key: string;
  readonly accountId: string;
  readonly instrumentId: string;
  /** The transaction that acquired the units; kept when a lot is split or moves to another account. */
  readonly purchaseId: string;
  /** Trade date of that transaction: decides FIFO order and the wash-sale window. */
  readonly purchasedOn: CalendarDate;
  /** Start of the holding period: `purchasedOn`, moved back by the days a wash sale adds (tacking). */
  readonly acquiredOn: CalendarDate;
  /** Order of acquisition in the household: breaks ties of one day. */
  readonly sequence: number;
  readonly units: Decimal; // always > 0
  /** Of the whole lot, ≥ 0: fees included, disallowed losses included. */
  readonly cost: Decimal;
  /** Part of `cost` that wash sales added. */
  readonly disallowedLoss: Decimal;
  readonly currency: Currency;
  /** False for units that came from elsewhere without their cost: `cost` is then an assumption. */
  readonly isCostKnown: boolean;
  /** True when these units were bought (reinvestment included), and so can replace units sold at a loss. */
  readonly isPurchase: boolean;
  /** True when these units replaced units sold at a loss: each unit does so once. */
  readonly isReplacement: boolean;
}
