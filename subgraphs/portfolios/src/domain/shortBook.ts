import { addDays, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { isSheltered, type LedgerAccount, washSaleTaxpayer } from "./account.js";
import { divideLot, type Lot, shareOf, unitsExceed } from "./lot.js";
import type { OpenLots } from "./openLots.js";
import { type RealizedGain, termOf } from "./realizedGain.js";
import { divideShort, type ShortLot, splitShort } from "./shortLot.js";
import type { UnitTransaction } from "./transaction.js";
import { WASH_SALE_DAYS } from "./washSale.js";

const NONE: readonly ShortLot[] = [];

/** Units covered at a loss that no new short has replaced yet. */
interface OpenShortLoss {
  readonly realized: number;
  readonly taxpayer: string;
  readonly shortId: string;
  readonly units: Decimal;
  readonly loss: Decimal;
  readonly until: CalendarDate;
}

/**
 * The open short lots of a household. Lives as long as one replay.
 *
 * Nothing is gained or lost before the short is closed; the day is that of delivery. What covers is
 * bought for it, so gain and loss are short-term, except a loss on as many units as were held for
 * more than a year on the day of the short sale: that is long-term. Units held for a year or less
 * on that day, or bought while the short is open, start their holding period anew when the short is
 * closed, or when they are sold if that is earlier. The household's taxable accounts are one
 * taxpayer, as in the wash-sale rule.
 *
 * A loss on closing is put off when another short of the security is opened within 30 days: it
 * comes off the proceeds of the new short. A sale of shares held long in that window is not
 * matched, though the statute names it: which basis would take the loss is not settled.
 *
 * @see 26 U.S.C. 1233(b), (d), (e)(2)(C), 1091(e); Treas. Reg. 1.1233-1; IRS Publication 550
 */
export class ShortBook {
  readonly #shorts = new Map<string, ShortLot[]>();
  readonly #losses = new Map<string, OpenShortLoss[]>();
  readonly #pieces = new Map<string, number>();
  readonly #sequences = new Map<string, number>();

  constructor(
    private readonly accounts: ReadonlyMap<string, LedgerAccount>,
    private readonly lots: OpenLots,
    private readonly realized: RealizedGain[],
    private readonly exempt: ReadonlySet<string>,
  ) {}

  /** In order of opening. */
  of(accountId: string, instrumentId: string): readonly ShortLot[] {
    if (this.#shorts.size === 0) return NONE;
    return this.#shorts.get(`${accountId} ${instrumentId}`) ?? NONE;
  }

  unitsOf(accountId: string, instrumentId: string): Decimal {
    return sum(this.of(accountId, instrumentId).map((lot) => lot.units));
  }

  all(): ShortLot[] {
    return [...this.#shorts.values()].flat();
  }

  /** True when the account may sell what it does not hold. */
  isAllowed(accountId: string): boolean {
    return this.accounts.get(accountId)?.allowsShort === true;
  }

  /** @throws {Refusal} SHORT_NOT_ALLOWED when the account may not sell short */
  open(transaction: UnitTransaction, units: Decimal, proceeds: Decimal): void {
    const { accountId, instrumentId, id, tradeDate, currency } = transaction;
    if (!this.isAllowed(accountId)) {
      const message = "the account does not allow short sales: say so with updateAccount";
      throw new Refusal("SHORT_NOT_ALLOWED", message, { unitsAsked: units.toString() });
    }
    const sequence = (this.#sequences.get(instrumentId) ?? 0) + 1;
    this.#sequences.set(instrumentId, sequence);
    const lot: ShortLot = {
      key: `${id}/short`,
      accountId,
      instrumentId,
      shortId: id,
      openedOn: tradeDate,
      sequence,
      units,
      proceeds,
      disallowedLoss: ZERO,
      currency,
      longHeldUnits: Decimal.min(units, this.#longHeld(accountId, instrumentId, tradeDate)),
      restartUnits: this.exempt.has(instrumentId) ? ZERO : units,
      isReplacement: false,
    };
    this.#list(accountId, instrumentId).push(...this.#replacing(lot));
  }

  /**
   * Closes units, oldest first.
   *
   * @param cost of all of them, fees included
   * @throws {Refusal} UNITS_EXCEED_POSITION when fewer are short
   */
  cover(transaction: UnitTransaction, units: Decimal, cost: Decimal): void {
    const { accountId, instrumentId } = transaction;
    const shorts = this.#list(accountId, instrumentId);
    const held = this.unitsOf(accountId, instrumentId);
    if (held.lt(units)) throw unitsExceed(held, units);
    let [unitsLeft, costLeft] = [units, cost];
    while (unitsLeft.gt(0)) {
      const [first] = shorts;
      if (!first) break;
      const { taken, rest } = divideShort(first, Decimal.min(unitsLeft, first.units));
      if (rest) shorts[0] = rest;
      else shorts.shift();
      const share = shareOf(costLeft, taken.units, unitsLeft);
      [unitsLeft, costLeft] = [unitsLeft.minus(taken.units), costLeft.minus(share)];
      for (const part of byTerm(taken, share)) this.#realize(transaction, part);
      this.#restartHolding(taken, transaction.tradeDate);
    }
  }

  /** Units added to a short position by a split: the sign of the position's units, < 0 when it grows. */
  addUnits(accountId: string, instrumentId: string, added: Decimal): void {
    const held = this.unitsOf(accountId, instrumentId);
    const after = held.minus(added);
    if (held.isZero() || after.lte(0)) throw unitsExceed(held, added.abs());
    const lots = this.#list(accountId, instrumentId);
    lots.splice(0, lots.length, ...lots.map((lot) => splitShort(lot, after.div(held))));
  }

  /**
   * Lots that are sold while a short of the same security is open: what was held for a year or less
   * when the short was opened is sold as if bought that day.
   *
   * @returns the same units and costs, divided where the rule ends
   */
  sold(taken: readonly Lot[], on: CalendarDate): readonly Lot[] {
    if (this.#shorts.size === 0) return taken;
    return taken.flatMap((lot) => {
      const account = this.accounts.get(lot.accountId);
      if (!account || isSheltered(account.kind)) return [lot];
      const parts: Lot[] = [];
      let left: Lot | null = lot;
      for (const { list, at, short } of this.#shortsOf(account, lot.instrumentId)) {
        if (!left || short.restartUnits.isZero() || !isYoung(left, short)) continue;
        const units = Decimal.min(left.units, short.restartUnits);
        const divided = divideLot(left, units);
        parts.push({ ...divided.taken, acquiredOn: on });
        list[at] = { ...short, restartUnits: short.restartUnits.minus(units) };
        left = divided.rest;
      }
      return left ? [...parts, left] : parts;
    });
  }

  #list(accountId: string, instrumentId: string): ShortLot[] {
    const key = `${accountId} ${instrumentId}`;
    const found = this.#shorts.get(key) ?? [];
    this.#shorts.set(key, found);
    return found;
  }

  /** Taxable accounts of the same taxpayer. */
  #ownAccounts(account: LedgerAccount): LedgerAccount[] {
    const taxpayer = washSaleTaxpayer(account);
    return [...this.accounts.values()].filter(
      (own) => !isSheltered(own.kind) && washSaleTaxpayer(own) === taxpayer,
    );
  }

  *#shortsOf(account: LedgerAccount, instrumentId: string) {
    if (this.#shorts.size === 0) return;
    for (const { id } of this.#ownAccounts(account)) {
      const list = this.#shorts.get(`${id} ${instrumentId}`) ?? [];
      for (const [at, short] of list.entries()) yield { list, at, short };
    }
  }

  #longHeld(accountId: string, instrumentId: string, on: CalendarDate): Decimal {
    const account = this.accounts.get(accountId);
    const own = account ? this.#ownAccounts(account) : [];
    const lots = own.flatMap(({ id }) => this.lots.of(id, instrumentId));
    return sum(lots.filter((l) => termOf(l.acquiredOn, on) === "LONG").map((l) => l.units));
  }

  /** Rule 2 on closing: young lots, earliest purchase first, begin their holding period anew. */
  #restartHolding(closed: ShortLot, on: CalendarDate): void {
    const account = this.accounts.get(closed.accountId);
    if (!account || closed.restartUnits.isZero()) return;
    let left = closed.restartUnits;
    const young = this.#ownAccounts(account)
      .flatMap(({ id }) => this.lots.of(id, closed.instrumentId))
      .filter((lot) => isYoung(lot, closed))
      .sort((a, b) => (a.purchasedOn < b.purchasedOn ? -1 : a.purchasedOn > b.purchasedOn ? 1 : 0));
    for (const lot of young) {
      if (left.lte(0)) return;
      const { taken, rest } = divideLot(lot, Decimal.min(left, lot.units));
      const key = rest ? this.lots.nextKey(lot.purchaseId) : lot.key;
      const renewed = { ...taken, key, acquiredOn: on };
      this.lots.replace(lot, rest ? [renewed, rest] : [renewed]);
      left = left.minus(taken.units);
    }
  }

  #realize(transaction: UnitTransaction, { lot, cost, isLong }: ClosedPart): void {
    const { accountId, instrumentId, id, tradeDate, settlementDate, currency } = transaction;
    const gain = lot.proceeds.minus(cost);
    const index =
      this.realized.push({
        source: "SHORT_SALE",
        transactionId: id,
        accountId,
        instrumentId,
        lotKey: lot.key,
        purchaseId: id,
        units: lot.units,
        proceeds: lot.proceeds,
        cost,
        gain,
        disallowedLoss: ZERO,
        permanentLoss: ZERO,
        replacedUnits: ZERO,
        purchasedOn: tradeDate,
        acquiredOn: tradeDate,
        disposedOn: settlementDate,
        term: isLong ? "LONG" : "SHORT",
        isCostKnown: true,
        currency,
      }) - 1;
    if (gain.gte(0) || this.exempt.has(instrumentId)) return;
    this.#washLoss(lot, { realized: index, loss: gain.negated(), on: tradeDate });
  }

  /** A loss on closing meets shorts opened in the 30 days before; what is left waits for 30 days. */
  #washLoss(
    closed: ShortLot,
    { realized, loss, on }: { realized: number; loss: Decimal; on: CalendarDate },
  ): void {
    const account = this.accounts.get(closed.accountId);
    if (!account) return;
    const from = addDays(on, -WASH_SALE_DAYS);
    let open: OpenShortLoss | null = {
      realized,
      taxpayer: washSaleTaxpayer(account),
      shortId: closed.shortId,
      units: closed.units,
      loss,
      until: addDays(on, WASH_SALE_DAYS),
    };
    const candidates = [...this.#shortsOf(account, closed.instrumentId)].map(({ short }) => short);
    for (const short of candidates) {
      if (!open) return;
      if (short.isReplacement || short.shortId === closed.shortId || short.openedOn < from)
        continue;
      const matched = this.#match(open, short);
      const list = this.#list(short.accountId, short.instrumentId);
      list.splice(list.indexOf(short), 1, ...matched.parts);
      open = matched.open;
    }
    if (open) this.#waiting(closed.instrumentId).push(open);
  }

  /** A new short takes the losses that wait for one. */
  #replacing(lot: ShortLot): ShortLot[] {
    const account = this.accounts.get(lot.accountId);
    const waiting = this.#waiting(lot.instrumentId);
    const taxpayer = account && washSaleTaxpayer(account);
    const done: ShortLot[] = [];
    let free: ShortLot | null = lot;
    const left: OpenShortLoss[] = [];
    for (const open of waiting) {
      if (open.until < lot.openedOn) continue;
      if (!free || open.taxpayer !== taxpayer) {
        left.push(open);
        continue;
      }
      const matched = this.#match(open, free);
      const [replacement, rest = null] = matched.parts;
      if (replacement) done.push(replacement);
      free = rest;
      if (matched.open) left.push(matched.open);
    }
    this.#losses.set(lot.instrumentId, left);
    return free ? [...done, free] : done;
  }

  #match(open: OpenShortLoss, short: ShortLot) {
    const units = Decimal.min(open.units, short.units);
    const loss = shareOf(open.loss, units, open.units);
    const { taken, rest } = divideShort(short, units);
    const replacement: ShortLot = {
      ...taken,
      key: rest ? this.#nextKey(short.shortId) : short.key,
      proceeds: taken.proceeds.minus(loss),
      disallowedLoss: taken.disallowedLoss.plus(loss),
      isReplacement: true,
    };
    const gain = this.realized[open.realized];
    if (gain) {
      this.realized[open.realized] = {
        ...gain,
        disallowedLoss: gain.disallowedLoss.plus(loss),
        replacedUnits: gain.replacedUnits.plus(units),
      };
    }
    const left = units.eq(open.units)
      ? null
      : { ...open, units: open.units.minus(units), loss: open.loss.minus(loss) };
    return { parts: rest ? [replacement, rest] : [replacement], open: left };
  }

  #nextKey(shortId: string): string {
    const piece = (this.#pieces.get(shortId) ?? 0) + 1;
    this.#pieces.set(shortId, piece);
    return `${shortId}/short/${piece}`;
  }

  #waiting(instrumentId: string): OpenShortLoss[] {
    const waiting = this.#losses.get(instrumentId) ?? [];
    this.#losses.set(instrumentId, waiting);
    return waiting;
  }
}

/** True for a lot held for a year or less when the short was opened, or bought since. */
function isYoung(lot: Lot, short: ShortLot): boolean {
  return lot.acquiredOn > short.openedOn || termOf(lot.acquiredOn, short.openedOn) === "SHORT";
}

interface ClosedPart {
  readonly lot: ShortLot;
  readonly cost: Decimal;
  readonly isLong: boolean;
}

/** A loss is long-term for the units that had been held for more than a year; a gain never is. */
function byTerm(taken: ShortLot, cost: Decimal): ClosedPart[] {
  const isLoss = taken.proceeds.lt(cost);
  if (!isLoss || taken.longHeldUnits.isZero()) return [{ lot: taken, cost, isLong: false }];
  const { taken: long, rest } = divideShort(taken, taken.longHeldUnits);
  if (!rest) return [{ lot: long, cost, isLong: true }];
  const longCost = shareOf(cost, long.units, taken.units);
  return [
    { lot: long, cost: longCost, isLong: true },
    { lot: rest, cost: cost.minus(longCost), isLong: false },
  ];
}
