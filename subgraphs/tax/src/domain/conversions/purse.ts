import { type Balances, toCent } from "./balances.js";
import type { FederalReturn } from "../federalReturn.js";
import type { PlanContext } from "./planContext.js";

/**
 * The accounts of one year while money moves between them. USD.
 *
 * Has a lifetime of one year: opened with last year's balances, grown at once, closed into the
 * next ones. Needs are paid from cash, the taxable account, traditional accounts (living costs) or
 * Roth and then traditional accounts (tax); what nothing can pay is unfunded and bears interest.
 */
export class Purse {
  readonly traditional: number[];
  readonly roth: number[];
  readonly distributions: number[]; // on this year's return, of each saver
  readonly livingDraws: number[]; // part of them, for living costs
  readonly dividends: number;
  readonly qualifiedDividends: number;
  livingGain = 0; // realized for living costs
  rothDrawn = 0;
  private cash: number;
  private taxable: number;
  private costBasis: number;
  private unfunded: number;
  private gainOfNextYear = 0;
  private readonly drawnForTax: number[];

  constructor(
    private readonly context: PlanContext,
    before: Balances,
  ) {
    const { growth, taxable } = context.input;
    const grown = (usd: number, rate: number) => toCent(usd * (1 + rate));
    this.traditional = before.savers.map((s) => grown(s.traditional, growth.traditional));
    this.roth = before.savers.map((s) => grown(s.roth, growth.roth));
    this.distributions = [...before.drawnForTax];
    this.livingDraws = before.savers.map(() => 0);
    this.drawnForTax = before.savers.map(() => 0);
    this.dividends = toCent(before.taxable * taxable.dividendYield);
    this.qualifiedDividends = toCent(this.dividends * taxable.qualifiedShare);
    this.taxable = grown(before.taxable, taxable.priceGrowth);
    this.costBasis = before.costBasis;
    this.unfunded = grown(before.unfunded, taxable.priceGrowth + taxable.dividendYield);
    this.cash = this.dividends;
  }

  /** Takes a saver's minimum, as far as April's distribution has not met it. @returns the minimum */
  takeRequired(saver: number, divisor: number | null, before: Balances): number {
    if (divisor === null) return 0;
    // the balance of 31 December: what left in April counts as of this year
    const opening = (before.savers[saver]?.traditional ?? 0) + (before.drawnForTax[saver] ?? 0);
    // in whole cents and tenths of years: the quotient is a whole number or clearly none
    const required = Math.ceil((Math.round(opening * 100) * 10) / Math.round(divisor * 10)) / 100;
    const still = Math.max(0, required - (before.drawnForTax[saver] ?? 0));
    const taken = Math.min(still, this.traditional[saver] ?? 0);
    this.draw(saver, taken);
    this.cash += taken;
    return required;
  }

  /** Cash from outside; negative is a need. */
  receive(usd: number): void {
    this.cash = toCent(this.cash + usd);
  }

  /** Meets a negative cash: taxable account, traditional accounts, Roth. */
  payFromAccounts(): void {
    let need = Math.max(0, -this.cash);
    if (need === 0) return;
    const sold = this.sell(need);
    this.livingGain += sold.gain;
    need = toCent(need - sold.proceeds);
    for (const saver of this.context.drawOrder) {
      const taken = Math.min(need, this.traditional[saver] ?? 0);
      this.draw(saver, taken);
      this.livingDraws[saver] = (this.livingDraws[saver] ?? 0) + taken;
      need = toCent(need - taken);
    }
    need = this.fromRoth(need);
    this.unfunded = toCent(this.unfunded + need);
    this.cash = 0;
  }

  /** Moves up to `wished` to the Roth accounts of their owners. @returns each saver's conversion */
  convert(wished: number): readonly number[] {
    let left = toCent(Math.max(0, wished));
    const converted = this.traditional.map(() => 0);
    for (const saver of this.context.drawOrder) {
      const amount = Math.min(left, this.traditional[saver] ?? 0);
      this.traditional[saver] = toCent((this.traditional[saver] ?? 0) - amount);
      this.roth[saver] = toCent((this.roth[saver] ?? 0) + amount);
      converted[saver] = amount;
      left = toCent(left - amount);
    }
    return converted;
  }

  /** Pays the year's tax, a refund when negative: cash, taxable account, Roth, traditional accounts. */
  payTax(tax: number): void {
    this.receive(-tax);
    let need = Math.max(0, -this.cash);
    if (need > 0) {
      const sold = this.sell(need);
      this.gainOfNextYear = sold.gain;
      need = this.fromRoth(toCent(need - sold.proceeds));
      for (const saver of this.context.drawOrder) {
        const taken = Math.min(need, this.traditional[saver] ?? 0);
        this.traditional[saver] = toCent((this.traditional[saver] ?? 0) - taken);
        this.drawnForTax[saver] = taken;
        need = toCent(need - taken);
      }
      this.unfunded = toCent(this.unfunded + need);
      this.cash = 0;
    }
  }

  /** Puts what is left into the taxable account and hands over to the next year. */
  close(federal: FederalReturn, surcharges: readonly [number, number]): Balances {
    const repaid = Math.min(this.cash, this.unfunded);
    const saved = this.cash - repaid;
    return {
      savers: this.traditional.map((traditional, i) => ({
        traditional,
        basis: Math.min(traditional, toCent(federal.ira[i]?.basisToNextYear.toNumber() ?? 0)),
        roth: this.roth[i] ?? 0,
      })),
      taxable: toCent(this.taxable + saved),
      costBasis: toCent(this.costBasis + saved),
      shortTermLoss: toCent(federal.carryforward.shortTerm.toNumber()),
      longTermLoss: toCent(federal.carryforward.longTerm.toNumber()),
      gainOfNextYear: this.gainOfNextYear,
      drawnForTax: this.drawnForTax,
      surcharges,
      unfunded: toCent(this.unfunded - repaid),
    };
  }

  private draw(saver: number, usd: number): void {
    this.traditional[saver] = toCent((this.traditional[saver] ?? 0) - usd);
    this.distributions[saver] = toCent((this.distributions[saver] ?? 0) + usd);
  }

  /** Sells in proportion to cost: no lot is chosen. */
  private sell(need: number): { readonly proceeds: number; readonly gain: number } {
    const proceeds = Math.min(need, this.taxable);
    if (proceeds === 0) return { proceeds: 0, gain: 0 };
    const cost = toCent((this.costBasis * proceeds) / this.taxable);
    this.taxable = toCent(this.taxable - proceeds);
    this.costBasis = toCent(this.costBasis - cost);
    return { proceeds, gain: toCent(proceeds - cost) };
  }

  /** @returns what the Roth accounts could not pay */
  private fromRoth(need: number): number {
    let left = need;
    for (const saver of this.context.drawOrder) {
      const taken = Math.min(left, this.roth[saver] ?? 0);
      this.roth[saver] = toCent((this.roth[saver] ?? 0) - taken);
      this.rothDrawn += taken;
      left = toCent(left - taken);
    }
    return left;
  }
}
