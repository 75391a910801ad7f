import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { type LedgerAccount, isSheltered, washSaleTaxpayer } from "./account.js";
import type { Lot } from "./lot.js";
import type { OpenLots } from "./openLots.js";
import type { RealizedGain } from "./realizedGain.js";
import {
  type OpenLoss,
  type WashSale,
  canReplace,
  heldDaysOf,
  replaceUnits,
  takeLoss,
  washSaleWindow,
} from "./washSale.js";

/** A realized gain and the lot, or part of one, that made it. */
export interface RealizedLot {
  readonly index: number;
  readonly gain: RealizedGain;
  readonly lot: Lot;
}

/**
 * Matches units sold at a loss with units bought, as a household's history unfolds.
 *
 * Losses are matched in order of sale, purchases in order of acquisition, each unit once. Units
 * bought before the sale count while they are still held after it: a household that has sold
 * everything and buys nothing back keeps its loss (our reading of section 1091; Rev. Rul. 56-602).
 *
 * @see IRS Publication 550, Wash Sales
 */
export class WashSaleMatcher {
  readonly washSales: WashSale[] = [];
  readonly #openLosses = new Map<string, OpenLoss[]>();
  readonly #splits = new Set<string>();

  constructor(
    private readonly accounts: ReadonlyMap<string, LedgerAccount>,
    private readonly lots: OpenLots,
    private readonly realized: RealizedGain[],
  ) {}

  /** Matches the losses of one sale with units bought up to it; what is left waits for purchases. */
  sold(parts: readonly RealizedLot[]): void {
    for (const { index, gain, lot } of parts) {
      const account = this.accounts.get(gain.accountId);
      if (!account || isSheltered(account.kind) || gain.gain.gte(0)) continue;
      const window = washSaleWindow(gain.disposedOn);
      let open: OpenLoss | null = {
        realized: index,
        taxpayer: washSaleTaxpayer(account),
        saleId: gain.transactionId,
        saleAccountId: gain.accountId,
        soldOn: gain.disposedOn,
        soldLotKey: gain.lotKey,
        purchaseId: gain.purchaseId,
        heldDays: heldDaysOf(lot, gain.disposedOn),
        saleUnits: gain.units,
        units: gain.units,
        loss: gain.gain.negated(),
        until: window.until,
      };
      for (const held of this.lots.freeSince(gain.instrumentId, window.from)) {
        if (!open) break;
        if (this.#matches(open, held)) open = this.#match(open, held).open;
      }
      if (open) this.#waiting(gain.instrumentId).push(open);
    }
  }

  /** Matches a new lot, which is among the open lots already, with the losses that wait. */
  bought(lot: Lot): void {
    const waiting = this.#openLosses.get(lot.instrumentId);
    if (!waiting || waiting.length === 0) return;
    let free: Lot | null = lot;
    const left: OpenLoss[] = [];
    let at = 0;
    for (let open = waiting[at]; open && free; at += 1, open = waiting[at]) {
      if (open.until < lot.purchasedOn) continue;
      if (!this.#matches(open, free)) {
        left.push(open);
        continue;
      }
      const matched = this.#match(open, free);
      free = matched.rest;
      if (matched.open) left.push(matched.open);
    }
    this.#openLosses.set(lot.instrumentId, [...left, ...waiting.slice(at)]);
  }

  /** Losses wait in units of today: a split changes them once, whatever the number of accounts. */
  split(instrumentId: string, on: CalendarDate, factor: Decimal): void {
    const key = `${instrumentId} ${on}`;
    if (this.#splits.has(key)) return;
    this.#splits.add(key);
    const waiting = this.#openLosses.get(instrumentId) ?? [];
    this.#openLosses.set(
      instrumentId,
      waiting.map((open) => ({ ...open, units: open.units.times(factor) })),
    );
  }

  /** Losses of a security wait for purchases of what it became. */
  rename(from: string, to: string): void {
    const waiting = this.#openLosses.get(from);
    if (!waiting) return;
    this.#openLosses.delete(from);
    this.#waiting(to).push(...waiting);
  }

  #waiting(instrumentId: string): OpenLoss[] {
    const waiting = this.#openLosses.get(instrumentId) ?? [];
    this.#openLosses.set(instrumentId, waiting);
    return waiting;
  }

  #matches(open: OpenLoss, lot: Lot): boolean {
    const account = this.accounts.get(lot.accountId);
    return (
      account !== undefined &&
      washSaleTaxpayer(account) === open.taxpayer &&
      canReplace(lot, open.purchaseId)
    );
  }

  #match(open: OpenLoss, lot: Lot): { open: OpenLoss | null; rest: Lot | null } {
    const units = Decimal.min(open.units, lot.units);
    const { loss, saleUnits, left } = takeLoss(open, units);
    const account = this.accounts.get(lot.accountId);
    const isPermanent = account !== undefined && isSheltered(account.kind);
    const { replacement, rest } = replaceUnits(lot, {
      units,
      loss,
      heldDays: open.heldDays,
      isPermanent,
      key: () => this.lots.nextKey(lot.purchaseId),
    });
    this.lots.replace(lot, rest ? [replacement, rest] : [replacement]);
    this.#disallow(open.realized, { loss, saleUnits, isPermanent });
    this.washSales.push({
      instrumentId: lot.instrumentId,
      saleId: open.saleId,
      saleAccountId: open.saleAccountId,
      soldOn: open.soldOn,
      soldLotKey: open.soldLotKey,
      purchaseId: lot.purchaseId,
      replacementAccountId: lot.accountId,
      replacementLotKey: replacement.key,
      replacedOn: lot.purchasedOn,
      units,
      disallowedLoss: loss,
      isPermanent,
    });
    return { open: left, rest };
  }

  #disallow(
    index: number,
    part: { readonly loss: Decimal; readonly saleUnits: Decimal; readonly isPermanent: boolean },
  ): void {
    const gain = this.realized[index];
    if (!gain) return;
    this.realized[index] = {
      ...gain,
      disallowedLoss: gain.disallowedLoss.plus(part.loss),
      permanentLoss: part.isPermanent ? gain.permanentLoss.plus(part.loss) : gain.permanentLoss,
      replacedUnits: gain.replacedUnits.plus(part.saleUnits),
    };
  }
}
