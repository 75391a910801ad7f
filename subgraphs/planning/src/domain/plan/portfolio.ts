import type { CompiledPlan } from "./compiledPlan.js";
import { TREATMENTS } from "./householdPlan.js";
import type { TaxYear } from "./taxYear.js";

const TAXABLE = TREATMENTS.indexOf("TAXABLE");
const TAX_DEFERRED = TREATMENTS.indexOf("TAX_DEFERRED");
const EARLY_UNTIL_MONTHS = 59 * 12 + 6;

/** Where the market's numbers of one path lie: asset a of a month is at offset + a x stride. */
export interface ReturnsView {
  readonly gross: Float64Array;
  readonly stride: number;
}

/**
 * The household's accounts along one path. Every account holds the same mix of assets, which drifts
 * with the markets and is brought back to its target by rebalancing.
 */
export class Portfolio {
  readonly values: Float64Array;
  /** Cost basis of the taxable accounts. */
  readonly basis: Float64Array;
  readonly mix: Float64Array;
  /** Taken from each tax-deferred account since the tax year began. */
  readonly takenDeferred: Float64Array;
  /** Value of 1 dollar invested at the start, without flows. */
  index = 1;
  peak = 1;
  maxDrawdown = 0;
  readonly #plan: CompiledPlan;
  readonly #treatment: Int32Array;
  readonly #isSpendable: Uint8Array;

  constructor(plan: CompiledPlan) {
    const count = plan.accounts.length;
    this.#plan = plan;
    this.values = new Float64Array(count);
    this.basis = new Float64Array(count);
    this.mix = new Float64Array(plan.assets);
    this.takenDeferred = new Float64Array(count);
    this.#treatment = Int32Array.from(plan.accounts, (account) => account.treatment);
    this.#isSpendable = Uint8Array.from(plan.accounts, (account) =>
      Number(plan.order.includes(account.treatment)),
    );
  }

  reset(): void {
    for (const [i, account] of this.#plan.accounts.entries()) {
      this.values[i] = account.value;
      this.basis[i] = account.basis;
    }
    this.mix.set(this.#plan.startWeights);
    this.takenDeferred.fill(0);
    this.index = this.peak = 1;
    this.maxDrawdown = 0;
  }

  total(): number {
    let sum = 0;
    for (let i = 0; i < this.values.length; i++) sum += this.values[i] ?? 0;
    return sum;
  }

  /** Without accounts that serve one purpose (HSA, education). */
  spendable(): number {
    let sum = 0;
    for (let i = 0; i < this.values.length; i++)
      sum += (this.values[i] ?? 0) * (this.#isSpendable[i] ?? 0);
    return sum;
  }

  /**
   * Takes money out in the plan's order.
   *
   * @param ageOf months of the person who owns an account, or -1 for the household's
   * @returns what could be taken, at most `wanted`
   */
  withdraw(wanted: number, year: TaxYear, ageOf: (account: number) => number): number {
    let left = wanted;
    for (const treatment of this.#plan.order) {
      for (let i = 0; i < this.values.length && left > 0; i++) {
        if (this.#treatment[i] !== treatment || !((this.values[i] ?? 0) > 0)) continue;
        const taken = Math.min(left, this.values[i] ?? 0);
        this.take(i, taken, year, ageOf);
        left -= taken;
      }
    }
    return wanted - Math.max(0, left);
  }

  /** Takes money for one purpose from the accounts that serve it, free of tax. */
  withdrawFor(treatment: number, wanted: number): number {
    let left = wanted;
    for (let i = 0; i < this.values.length && left > 0; i++) {
      if (this.#treatment[i] !== treatment) continue;
      const taken = Math.min(left, this.values[i] ?? 0);
      this.values[i] = (this.values[i] ?? 0) - taken;
      left -= taken;
    }
    return wanted - left;
  }

  /** @param amount at most the account's value */
  take(i: number, amount: number, year: TaxYear, ageOf: (account: number) => number): void {
    const value = this.values[i] ?? 0;
    if (this.#treatment[i] === TAXABLE) {
      const cost = amount >= value ? (this.basis[i] ?? 0) : ((this.basis[i] ?? 0) * amount) / value;
      this.basis[i] = (this.basis[i] ?? 0) - cost;
      year.gains += amount - cost;
    } else if (this.#treatment[i] === TAX_DEFERRED) {
      year.pensions += amount;
      this.takenDeferred[i] = (this.takenDeferred[i] ?? 0) + amount;
      if (ageOf(i) < EARLY_UNTIL_MONTHS) year.earlyWithdrawals += amount;
    }
    this.values[i] = amount >= value ? 0 : value - amount;
  }

  deposit(i: number, amount: number): void {
    this.values[i] = (this.values[i] ?? 0) + amount;
    this.basis[i] = (this.basis[i] ?? 0) + amount;
  }

  /** A month of the markets; what the taxable accounts pay out is taxed and bought again. */
  grow(view: ReturnsView, offset: number, year: TaxYear): void {
    const { interestYields, dividendYields } = this.#plan;
    const { mix } = this;
    let [gross, interest, dividends] = [0, 0, 0];
    for (let a = 0; a < mix.length; a++) {
      const weight = mix[a] ?? 0;
      interest += weight * (interestYields[a] ?? 0);
      dividends += weight * (dividendYields[a] ?? 0);
      const grown = weight * (view.gross[offset + a * view.stride] ?? 1);
      mix[a] = grown;
      gross += grown;
    }
    for (let a = 0; a < mix.length; a++) mix[a] = (mix[a] ?? 0) / gross;
    for (let i = 0; i < this.values.length; i++) {
      const value = this.values[i] ?? 0;
      if (this.#treatment[i] === TAXABLE) {
        year.interest += (value * interest) / 12;
        year.qualifiedDividends += (value * dividends) / 12;
        this.basis[i] = (this.basis[i] ?? 0) + (value * (interest + dividends)) / 12;
      }
      this.values[i] = value * gross;
    }
    this.#mark(gross);
  }

  /**
   * Brings the mix back to the target of a month when the rule says so: cost = rate x sum of |trades|;
   * what the taxable accounts sell realises its share of their gains.
   *
   * @param month the month that has just ended, from 1
   * @returns the cost of trading, USD
   */
  rebalance(month: number, year: TaxYear): number {
    const { assets, costRate } = this.#plan;
    const traded = this.#tradedShare(month);
    if (traded === 0) return 0;
    let paid = 0;
    for (let i = 0; i < this.values.length; i++) {
      const value = this.values[i] ?? 0;
      if (this.#treatment[i] === TAXABLE) this.#realise(i, traded / 2, year);
      paid += value * traded * costRate;
      this.values[i] = value * (1 - traded * costRate);
    }
    const at = month * assets;
    this.mix.set(this.#plan.targets.subarray(at, at + assets));
    this.#mark(1 - traded * costRate);
    return paid;
  }

  /** Sum of the distances from the target, as shares of the portfolio; 0 when no trading is due. */
  #tradedShare(month: number): number {
    const { targets, assets, rebalancing, band } = this.#plan;
    if (rebalancing === "NEVER" || (rebalancing === "YEARLY" && month % 12 !== 0)) return 0;
    let [traded, widest] = [0, 0];
    for (let a = 0; a < assets; a++) {
      const off = Math.abs((this.mix[a] ?? 0) - (targets[month * assets + a] ?? 0));
      traded += off;
      widest = Math.max(widest, off);
    }
    return rebalancing === "BAND" && widest <= band ? 0 : traded;
  }

  /** Sells and buys again a share of a taxable account. */
  #realise(i: number, share: number, year: TaxYear): void {
    const gain = ((this.values[i] ?? 0) - (this.basis[i] ?? 0)) * share;
    year.gains += gain;
    this.basis[i] = (this.basis[i] ?? 0) + gain;
  }

  #mark(gross: number): void {
    this.index *= gross;
    if (this.index > this.peak) this.peak = this.index;
    const drawdown = 1 - this.index / this.peak;
    if (drawdown > this.maxDrawdown) this.maxDrawdown = drawdown;
  }
}
