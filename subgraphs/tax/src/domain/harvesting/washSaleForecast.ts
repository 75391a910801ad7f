import { addDays, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { cents, smaller } from "../exact.js";
import {
  type HouseholdLot,
  hasWashSales,
  type PricedLot,
  washSaleTaxpayer,
} from "./householdLot.js";

/** Days before and after a sale at a loss; with the day itself the window is 61 days. */
export const WASH_SALE_DAYS = 30;

/** First day on which a purchase no longer washes a sale at a loss on `soldOn`. */
export const doNotBuyBefore = (soldOn: CalendarDate): CalendarDate =>
  addDays(soldOn, WASH_SALE_DAYS + 1);

/** A sale of a lot, or of a part of it, that is thought of. */
export interface PlannedSale {
  readonly priced: PricedLot;
  readonly units: Decimal; // 0 < units <= the lot's
  readonly gain: Decimal; // of these units, USD to the cent; negative: a loss
}

/** Units that are held already and would replace units sold at a loss. */
export interface ForecastReplacement {
  readonly soldLotId: string;
  readonly replacement: HouseholdLot;
  readonly units: Decimal;
  readonly disallowed: Decimal; // USD, >= 0
  readonly addedBasis: Decimal; // goes to the replacement's cost: `disallowed`, or 0 when permanent
  readonly isPermanent: boolean; // the replacement sits in a sheltered account
}

/** What a set of sales of one day comes to. USD; losses as positive amounts. */
export interface SaleTotals {
  readonly shortTerm: Decimal; // what counts on the return: gains less allowed losses
  readonly longTerm: Decimal;
  readonly disallowed: Decimal; // by wash sales, permanent ones included
  readonly permanent: Decimal; // part of `disallowed` that nothing gives back
}

export const NO_SALES: SaleTotals = {
  shortTerm: ZERO,
  longTerm: ZERO,
  disallowed: ZERO,
  permanent: ZERO,
};

interface Free {
  readonly lot: HouseholdLot;
  units: Decimal;
}

/** Lots that may replace units sold at a loss on a day, by security and taxpayer, earliest first. */
export type ReplacementPools = ReadonlyMap<string, readonly HouseholdLot[]>;

const poolKey = ({ security, account }: HouseholdLot): string =>
  `${security.instrumentId} ${washSaleTaxpayer(account)}`;

/** @param lots of every account of the household, sheltered ones included */
export function replacementPools(
  lots: readonly HouseholdLot[],
  soldOn: CalendarDate,
): ReplacementPools {
  const from = addDays(soldOn, -WASH_SALE_DAYS);
  const recent = lots.filter(
    (lot) =>
      lot.canReplace &&
      hasWashSales(lot.security) &&
      lot.purchasedOn !== null &&
      lot.purchasedOn >= from &&
      lot.purchasedOn <= soldOn,
  );
  const pools = Map.groupBy(recent, poolKey);
  for (const pool of pools.values()) pool.sort(byPurchase);
  return pools;
}

const byPurchase = (a: HouseholdLot, b: HouseholdLot): number =>
  (a.purchasedOn ?? "") < (b.purchasedOn ?? "") ? -1 : a.purchasedOn === b.purchasedOn ? 0 : 1;

/**
 * Follows the wash-sale rule while sales of one day are added, in the order they are carried out.
 *
 * Looks back over the window only: what is bought after the sales is for the household to avoid.
 * Units bought before count while they are still held, so a recent lot that is itself sold is no
 * replacement, and selling it gives losses back that it had washed. Replacements are taken in order
 * of purchase, each unit once; units of the very purchase that is sold are none. The same reading
 * as the ledger's, so that the warning and the later booking agree.
 *
 * @see 26 USC 1091; Treas. Reg. 1.1091-1; IRS Publication 550; Rev. Rul. 2008-5
 */
export class WashSaleForecast {
  readonly #pools: ReplacementPools;
  readonly #securities = new Map<string, SecuritySales>();
  #totals: SaleTotals = NO_SALES;

  constructor(pools: ReplacementPools) {
    this.#pools = pools;
  }

  get totals(): SaleTotals {
    return this.#totals;
  }

  add(sale: PlannedSale): void {
    const key = poolKey(sale.priced.lot);
    let security = this.#securities.get(key);
    if (!security) {
      security = new SecuritySales(this.#pools.get(key) ?? []);
      this.#securities.set(key, security);
    }
    const before = security.totals;
    security.add(sale);
    this.#totals = plus(minus(this.#totals, before), security.totals);
  }

  /** In order of sale. */
  replacements(): readonly ForecastReplacement[] {
    return [...this.#securities.values()].flatMap((security) => security.replacements);
  }
}

/** The sales of one security by one taxpayer. */
class SecuritySales {
  totals: SaleTotals = NO_SALES;
  replacements: ForecastReplacement[] = [];
  readonly #pool: readonly HouseholdLot[];
  readonly #sales: PlannedSale[] = [];
  #free: Free[];

  constructor(pool: readonly HouseholdLot[]) {
    this.#pool = pool;
    this.#free = freeOf(pool, []);
  }

  add(sale: PlannedSale): void {
    this.#sales.push(sale);
    if (!this.#pool.includes(sale.priced.lot)) {
      this.#count(sale);
      return;
    }
    // a replacement leaves: what it washed is matched again
    this.#free = freeOf(this.#pool, this.#sales);
    this.totals = NO_SALES;
    this.replacements = [];
    for (const earlier of this.#sales) this.#count(earlier);
  }

  #count(sale: PlannedSale): void {
    const matched = sale.gain.isNegative() ? match(sale, this.#free) : [];
    let [disallowed, permanent] = [ZERO, ZERO];
    for (const replacement of matched) {
      disallowed = disallowed.plus(replacement.disallowed);
      if (replacement.isPermanent) permanent = permanent.plus(replacement.disallowed);
    }
    this.replacements.push(...matched);
    const counted = sale.gain.plus(disallowed);
    const isShort = sale.priced.term === "SHORT";
    this.totals = plus(this.totals, {
      shortTerm: isShort ? counted : ZERO,
      longTerm: isShort ? ZERO : counted,
      disallowed,
      permanent,
    });
  }
}

function freeOf(pool: readonly HouseholdLot[], sales: readonly PlannedSale[]): Free[] {
  return pool.map((lot) => {
    const sold = sales.filter((sale) => sale.priced.lot === lot);
    return { lot, units: sold.reduce((left, { units }) => left.minus(units), lot.units) };
  });
}

/** Takes units of the pool for a loss; parts are rounded to the cent and sum to what is disallowed. */
function match(sale: PlannedSale, free: readonly Free[]): ForecastReplacement[] {
  const loss = sale.gain.negated();
  const matched: ForecastReplacement[] = [];
  let [replaced, disallowed] = [ZERO, ZERO];
  for (const candidate of free) {
    if (replaced.gte(sale.units)) break;
    if (candidate.units.lte(0) || candidate.lot.purchaseId === sale.priced.lot.purchaseId) continue;
    const units = smaller(candidate.units, sale.units.minus(replaced));
    replaced = replaced.plus(units);
    candidate.units = candidate.units.minus(units);
    const upTo = replaced.eq(sale.units) ? loss : cents(loss.times(replaced).div(sale.units));
    const part = upTo.minus(disallowed);
    disallowed = upTo;
    const isPermanent = candidate.lot.account.taxTreatment !== "TAXABLE";
    matched.push({
      soldLotId: sale.priced.lot.id,
      replacement: candidate.lot,
      units,
      disallowed: part,
      addedBasis: isPermanent ? ZERO : part,
      isPermanent,
    });
  }
  return matched;
}

function plus(a: SaleTotals, b: SaleTotals): SaleTotals {
  return {
    shortTerm: a.shortTerm.plus(b.shortTerm),
    longTerm: a.longTerm.plus(b.longTerm),
    disallowed: a.disallowed.plus(b.disallowed),
    permanent: a.permanent.plus(b.permanent),
  };
}

function minus(a: SaleTotals, b: SaleTotals): SaleTotals {
  return {
    shortTerm: a.shortTerm.minus(b.shortTerm),
    longTerm: a.longTerm.minus(b.longTerm),
    disallowed: a.disallowed.minus(b.disallowed),
    permanent: a.permanent.minus(b.permanent),
  };
}

/** The sale of a whole lot. */
export const wholeLot = (priced: PricedLot): PlannedSale => ({
  priced,
  units: priced.lot.units,
  gain: priced.gain,
});

/** What a set of sales of one day comes to. */
export function forecast(pools: ReplacementPools, sales: readonly PlannedSale[]): WashSaleForecast {
  const all = new WashSaleForecast(pools);
  for (const sale of sales) all.add(sale);
  return all;
}
