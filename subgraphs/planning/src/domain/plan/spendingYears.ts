import type { CompiledPlan } from "./compiledPlan.js";
import type { Portfolio, ReturnsView } from "./portfolio.js";
import { type RuleYear, withdrawalOf, yearsLeft } from "./spendingRule.js";

/** Long-run growth of real earnings a year, with which the CAPE's denominator is assumed to grow. */
export const REAL_EARNINGS_GROWTH = 0.017;

/** A spending rule along one path: what it decided, and what it remembers. */
export class SpendingYears {
  readonly #plan: CompiledPlan;
  #withdrawal = 0;
  #priceThen = 1;
  #indexThen = 1;
  /** Real price of US equity by the trend of its earnings, 1 at the start. */
  #valuation = 1;
  readonly #trend = (1 + REAL_EARNINGS_GROWTH) ** (1 / 12);

  constructor(plan: CompiledPlan) {
    this.#plan = plan;
  }

  reset(): void {
    this.#withdrawal = 0;
    this.#priceThen = this.#indexThen = this.#valuation = 1;
  }

  isActive(month: number): boolean {
    return this.#plan.rule.kind !== "PLANNED_EXPENSES" && month >= this.#plan.ruleFrom;
  }

  /** A twelfth of the year's withdrawal; decides at the start of each year of the rule. */
  monthly(month: number, price: number, portfolio: Portfolio, ageYears: number): number {
    const { rule, ruleFrom, sustainable } = this.#plan;
    const sinceStart = month - ruleFrom;
    if (sinceStart % 12 === 0) {
      const left = yearsLeft(rule, { ageYears });
      const rate = (row: number): number => {
        const rates = sustainable?.[row];
        return rates ? (rates[Math.min(left, rates.length) - 1] ?? 0) : 0;
      };
      const year: RuleYear = {
        year: sinceStart / 12,
        wealth: portfolio.spendable(),
        last: this.#withdrawal,
        inflation: price / this.#priceThen,
        lastReturn: portfolio.index / this.#indexThen - 1,
        ageYears,
        cape: rule.cape * this.#valuation,
        sustainable: { target: rate(0), low: rate(1), high: rate(2) },
      };
      this.#withdrawal = withdrawalOf(rule, year);
      this.#priceThen = price;
      this.#indexThen = portfolio.index;
    }
    return this.#withdrawal / 12;
  }

  /** Moves the CAPE with the real price of US equity, without its dividends. */
  follow(view: ReturnsView, offset: number, inflation: number): void {
    const { equityColumn, rule, dividendYields } = this.#plan;
    if (rule.kind !== "CAPE" || equityColumn < 0) return;
    const gross = view.gross[offset + equityColumn * view.stride] ?? 1;
    const price = gross - (dividendYields[equityColumn] ?? 0) / 12;
    this.#valuation *= price / inflation / this.#trend;
  }
}
