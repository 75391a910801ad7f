/** A piecewise-linear function: rising `x`, linear between and beyond the points. */
export interface FlatTable {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Tables and thresholds of one filing status and number of aged persons. */
export interface TaxRegime {
  /** Today's money: brackets rise with prices. */
  readonly ordinary: FlatTable;
  readonly gains: FlatTable;
  /** null without a state. */
  readonly state: {
    readonly wages: FlatTable;
    readonly gains: FlatTable;
    readonly pensions: FlatTable;
  } | null;
  /** Today's money: rises with prices. */
  readonly socialSecurityWageBase: number;
  // money of any year: the law does not index these
  readonly socialSecurityBase: number;
  readonly socialSecurityAdjustedBase: number;
  readonly netInvestmentIncomeRate: number;
  readonly netInvestmentIncomeOver: number;
  readonly additionalMedicareRate: number;
  readonly additionalMedicareOver: number;
  readonly socialSecurityRate: number;
  readonly medicareRate: number;
  readonly capitalLossLimit: number;
}

/** Value of a table, by bisection. */
export function valueAt({ x, y }: FlatTable, at: number): number {
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  const [x0, x1] = [x[low] ?? 0, x[high] ?? 0];
  const [y0, y1] = [y[low] ?? 0, y[high] ?? 0];
  return x1 === x0 ? y0 : y0 + ((at - x0) * (y1 - y0)) / (x1 - x0);
}

/** 10 % on what leaves a tax-deferred account before 59 1/2 (26 USC 72(t)). */
const EARLY_RATE = 0.1;

/** Income of one tax year as it comes in; money of its months. One object serves every year. */
export class TaxYear {
  /** Before contributions. */
  wages0 = 0;
  wages1 = 0;
  preTax = 0;
  /** Pensions and what is taken from tax-deferred accounts. */
  pensions = 0;
  /** Other ordinary income. */
  ordinary = 0;
  interest = 0;
  qualifiedDividends = 0;
  /** Realised, long-term; signed. */
  gains = 0;
  socialSecurity = 0;
  earlyWithdrawals = 0;
  withheld = 0;
  months = 0;
  /** Loss carried from earlier years, <= 0. */
  carried = 0;

  /** Empties the year; what is carried stays. */
  begin(): void {
    this.wages0 = this.wages1 = this.preTax = this.pensions = this.ordinary = this.interest = 0;
    this.qualifiedDividends = this.gains = this.socialSecurity = this.earlyWithdrawals = 0;
    this.withheld = this.months = 0;
  }

  /**
   * All tax of the year: federal, state, payroll and on early withdrawals, USD of the year.
   *
   * A year of fewer than 12 months is priced as a whole year of the same income, in proportion. Closing
   * it carries a capital loss on.
   *
   * @param priceLevel of the year
   */
  close(regime: TaxRegime, priceLevel: number): number {
    const scale = 12 / Math.max(1, this.months);
    const net = this.gains * scale + this.carried;
    const offset = Math.min(Math.max(0, -net), regime.capitalLossLimit);
    this.carried = Math.min(0, net + offset);
    const wages = Math.max(0, this.wages0 + this.wages1 - this.preTax) * scale;
    const other = wages + (this.pensions + this.ordinary + this.interest) * scale - offset;
    const gains = Math.max(0, net) + this.qualifiedDividends * scale;
    const benefits = this.socialSecurity * scale;
    const income = Math.max(
      0,
      other + taxableBenefits(regime, benefits, Math.max(0, other) + gains),
    );
    const tax =
      priceLevel * federal(regime, income / priceLevel, gains / priceLevel) +
      investmentTax(regime, income, gains, this.interest * scale) +
      this.#payroll(regime, priceLevel, scale) +
      this.#state(regime, priceLevel, scale, { wages, gains }) +
      EARLY_RATE * this.earlyWithdrawals * scale;
    return tax / scale;
  }

  /** Of each person up to the base, with the addition on the wages of both. */
  #payroll(regime: TaxRegime, priceLevel: number, scale: number): number {
    const base = regime.socialSecurityWageBase * priceLevel;
    const [a, b] = [this.wages0 * scale, this.wages1 * scale];
    return (
      regime.socialSecurityRate * (Math.min(a, base) + Math.min(b, base)) +
      regime.medicareRate * (a + b) +
      regime.additionalMedicareRate * Math.max(0, a + b - regime.additionalMedicareOver)
    );
  }

  /** Wages and other income first, gains on top of them, pensions on top of both; no tax on benefits. */
  #state(
    regime: TaxRegime,
    priceLevel: number,
    scale: number,
    { wages, gains }: { readonly wages: number; readonly gains: number },
  ): number {
    const { state } = regime;
    if (!state) return 0;
    const first = (wages + (this.ordinary + this.interest) * scale) / priceLevel;
    const second = first + gains / priceLevel;
    const third = second + (this.pensions * scale) / priceLevel;
    return (
      priceLevel *
      (valueAt(state.wages, first) +
        (second > first ? valueAt(state.gains, second) - valueAt(state.gains, first) : 0) +
        (third > second ? valueAt(state.pensions, third) - valueAt(state.pensions, second) : 0))
    );
  }
}

/** Ordinary income and gains on top of it: F(O) + H(O + G) - H(O); today's money. */
function federal({ ordinary, gains }: TaxRegime, income: number, gain: number): number {
  const tax = valueAt(ordinary, income);
  return gain > 0 ? tax + valueAt(gains, income + gain) - valueAt(gains, income) : tax;
}

/** 26 USC 1411: on investment income, as far as all income is above the threshold. */
function investmentTax(regime: TaxRegime, income: number, gains: number, interest: number): number {
  const over = Math.max(0, income + gains - regime.netInvestmentIncomeOver);
  return regime.netInvestmentIncomeRate * Math.min(over, gains + interest);
}

/**
 * The taxable part of Social Security benefits: none, up to half, up to 85 %.
 *
 * @param otherIncome all other income of the year
 * @see 26 USC 86; IRS Publication 915, worksheet 1
 */
export function taxableBenefits(
  regime: Pick<TaxRegime, "socialSecurityBase" | "socialSecurityAdjustedBase">,
  benefits: number,
  otherIncome: number,
): number {
  if (benefits <= 0) return 0;
  const over = Math.max(0, otherIncome + benefits / 2 - regime.socialSecurityBase);
  const width = regime.socialSecurityAdjustedBase - regime.socialSecurityBase;
  const inSecond = Math.max(0, over - width);
  const inFirst = Math.min(benefits / 2, Math.min(over, width) / 2);
  return Math.min(0.85 * inSecond + inFirst, 0.85 * benefits);
}
