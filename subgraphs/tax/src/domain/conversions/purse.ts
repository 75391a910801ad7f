import type { Balances } from "./balances.js";
import { toCent } from "./cents.js";
import type { FederalReturn } from "../federalReturn.js";
import type { PlanContext, YearContext } from "./planContext.js";
import { freeOf, type RothLayers, type RothYear, withConversion, withdrawn } from "./rothLayers.js";

/** What Roth money pays: living costs in the year, tax in April after it. */
type RothUse = "LIVING" | "TAX";

const NO_LAYERS: RothLayers = { contributions: 0, conversions: [], since: Infinity };

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
  readonly rothIncome: number[]; // earnings on this year's return
  readonly rothPenalized: number[]; // under the 10 % tax of this year's return
  readonly dividends: number;
  readonly qualifiedDividends: number;
  livingGain = 0; // realized for living costs
  rothDrawn = 0;
  private cash: number;
  private taxable: number;
  private costBasis: number;
  private unfunded: number;
  private gainOfNextYear = 0;
  private readonly converted: number[] = [];
  private readonly drawnForTax: number[];
  private readonly layers: RothLayers[];
  private readonly nextRothIncome: number[];
  private readonly nextRothPenalized: number[];

  constructor(
    private readonly context: PlanContext,
    private readonly year: YearContext,
    before: Balances,
  ) {
    const { growth, taxable } = context.input;
    const grown = (usd: number, rate: number) => toCent(usd * (1 + rate));
    this.traditional = before.savers.map((s) => grown(s.traditional, growth.traditional));
    this.roth = before.savers.map((s) => grown(s.roth, growth.roth));
    this.distributions = [...before.drawnForTax];
    this.livingDraws = before.savers.map(() => 0);
    this.drawnForTax = before.savers.map(() => 0);
    this.layers = before.savers.map((s) => s.layers);
    this.rothIncome = before.savers.map((s) => s.rothIncome);
    this.rothPenalized = before.savers.map((s) => s.rothPenalized);
    this.nextRothIncome = before.savers.map(() => 0);
    this.nextRothPenalized = before.savers.map(() => 0);
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

  /**
   * Meets a negative cash: taxable account, traditional accounts, Roth. Before 59 1/2 what leaves
   * Roth accounts free of tax goes before traditional accounts: that is what a ladder is for.
   */
  payFromAccounts(): void {
    let need = Math.max(0, -this.cash);
    if (need === 0) return;
    const sold = this.sell(need);
    this.livingGain += sold.gain;
    need = this.fromFreeRoth(toCent(need - sold.proceeds));
    for (const saver of this.context.drawOrder) {
      const taken = Math.min(need, this.traditional[saver] ?? 0);
      this.draw(saver, taken);
      this.livingDraws[saver] = (this.livingDraws[saver] ?? 0) + taken;
      need = toCent(need - taken);
    }
    need = this.fromRoth(need, "LIVING");
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
      this.converted[saver] = amount;
      left = toCent(left - amount);
    }
    return converted;
  }

  /** Pays the year's tax, a refund when negative: cash, taxable account, Roth, traditional accounts. */
  payTax(tax: number, federal: FederalReturn): void {
    this.addConversions(federal);
    this.receive(-tax);
    let need = Math.max(0, -this.cash);
    if (need > 0) {
      const sold = this.sell(need);
      this.gainOfNextYear = sold.gain;
      need = this.fromRoth(toCent(need - sold.proceeds), "TAX");
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
        layers: this.layers[i] ?? NO_LAYERS,
        rothIncome: this.nextRothIncome[i] ?? 0,
        rothPenalized: this.nextRothPenalized[i] ?? 0,
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

  /** Living costs before 59 1/2, as far as no tax is due on it. @returns what is still needed */
  private fromFreeRoth(need: number): number {
    let left = need;
    for (const saver of this.context.drawOrder) {
      const layers = this.layers[saver];
      const at = this.rothYear(saver, "LIVING");
      if (!layers || !at.isEarly) continue;
      left = this.takeRoth(saver, Math.min(left, freeOf(this.roth[saver] ?? 0, layers, at)), {
        left,
        use: "LIVING",
      });
    }
    return left;
  }

  /** @returns what the Roth accounts could not pay */
  private fromRoth(need: number, use: RothUse): number {
    let left = need;
    for (const saver of this.context.drawOrder) {
      left = this.takeRoth(saver, Math.min(left, this.roth[saver] ?? 0), { left, use });
    }
    return left;
  }

  /** What pays tax leaves in April and stands on the next return. @returns what is still needed */
  private takeRoth(
    saver: number,
    usd: number,
    { left, use }: { readonly left: number; readonly use: RothUse },
  ): number {
    const layers = this.layers[saver];
    if (!layers || usd <= 0) return left;
    const { layers: rest, income, penalized } = withdrawn(layers, usd, this.rothYear(saver, use));
    this.layers[saver] = rest;
    this.roth[saver] = toCent((this.roth[saver] ?? 0) - usd);
    this.rothDrawn += usd;
    const [incomes, penalties] =
      use === "LIVING"
        ? [this.rothIncome, this.rothPenalized]
        : [this.nextRothIncome, this.nextRothPenalized];
    incomes[saver] = toCent((incomes[saver] ?? 0) + income);
    penalties[saver] = toCent((penalties[saver] ?? 0) + penalized);
    return toCent(left - usd);
  }

  private rothYear(saver: number, use: RothUse): RothYear {
    const isNext = use === "TAX";
    const early = isNext ? this.year.isEarlyNext : this.year.isEarly;
    return { year: this.year.year + (isNext ? 1 : 0), isEarly: early[saver] ?? false };
  }

  /** The year's conversions are in the accounts before anything leaves them for tax. */
  private addConversions(federal: FederalReturn): void {
    for (const [saver, layers] of this.layers.entries()) {
      const all = this.converted[saver] ?? 0;
      const taxed = Math.min(all, toCent(federal.ira[saver]?.taxableConversions.toNumber() ?? 0));
      const conversion = { taxed, untaxed: toCent(all - taxed) };
      this.layers[saver] = withConversion(layers, this.year.year, conversion);
    }
  }
}
