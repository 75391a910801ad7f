/** A debt with level payments at a nominal rate of rate / 12 a month. */
export interface Loan {
  /** Dollars owed at the start. */
  readonly balance: number;
  /** Nominal a year (APR), as a fraction. */
  readonly annualRate: number;
  readonly months: number;
}

/** Level payment at the end of each month: B r / (1 - (1 + r)^-n), r the APR / 12; B / n without interest. */
export function levelPayment({ balance, annualRate, months }: Loan): number {
  const r = annualRate / 12;
  if (months <= 0) return 0;
  return r === 0 ? balance / months : (balance * r) / (1 - (1 + r) ** -months);
}

/** What is owed after `paid` level payments. */
export function remainingBalance(loan: Loan, paid: number): number {
  const r = loan.annualRate / 12;
  if (paid >= loan.months) return 0;
  if (r === 0) return loan.balance - paid * levelPayment(loan);
  const growth = (1 + r) ** paid;
  return loan.balance * growth - (levelPayment(loan) * (growth - 1)) / r;
}

/**
 * Months until a given payment has repaid a debt; the last payment is what is left.
 *
 * @returns Infinity when the payment does not cover the interest
 */
export function monthsToRepay(balance: number, annualRate: number, payment: number): number {
  const r = annualRate / 12;
  if (balance <= 0) return 0;
  if (payment <= balance * r) return Number.POSITIVE_INFINITY;
  const exact = r === 0 ? balance / payment : -Math.log1p((-balance * r) / payment) / Math.log1p(r);
  return Math.ceil(exact - 1e-9);
}
