import type { CompiledPlan } from "./compiledPlan.js";
import { TREATMENTS } from "./householdPlan.js";
import type { Lives } from "./lives.js";
import type { Portfolio } from "./portfolio.js";
import { requiredBeginningAge, uniformLifetime } from "./spendingRule.js";
import type { TaxYear } from "./taxYear.js";

const TAX_DEFERRED = TREATMENTS.indexOf("TAX_DEFERRED");

/**
 * Required minimum distributions, taken in December: the balance of the tax-deferred accounts at the
 * end of last year by the Uniform Lifetime factor of the age reached, less what was taken in the year.
 * The money goes to the taxable account. The joint table for a much younger spouse and the rules of
 * inherited accounts are not modelled.
 *
 * @see 26 USC 401(a)(9); IRS Publication 590-B
 */
export class RequiredMinimums {
  readonly #plan: CompiledPlan;
  readonly #lives: Lives;
  readonly #portfolio: Portfolio;
  readonly #yearEnd: Float64Array;

  constructor(plan: CompiledPlan, lives: Lives, portfolio: Portfolio) {
    this.#plan = plan;
    this.#lives = lives;
    this.#portfolio = portfolio;
    this.#yearEnd = new Float64Array(plan.accounts.length);
  }

  /** Remembers today's balances as those of the end of the year. */
  remember(): void {
    this.#yearEnd.set(this.#portfolio.values);
  }

  /** @param ageOf months of the owner of an account */
  take(month: number, year: TaxYear, ageOf: (account: number) => number): void {
    for (const [p, person] of this.#plan.people.entries()) {
      if (!this.#lives.isAlive(p)) continue;
      const age = Math.floor(this.#lives.ageMonths(p, month) / 12);
      if (age < requiredBeginningAge(person.birthYear)) continue;
      let left = this.#balance(p) / uniformLifetime(age) - this.#taken(p);
      for (let i = 0; i < this.#yearEnd.length && left > 0; i++) {
        if (!this.#isOf(i, p)) continue;
        const taken = Math.min(left, this.#portfolio.values[i] ?? 0);
        if (taken === 0) continue;
        this.#portfolio.take(i, taken, year, ageOf);
        this.#portfolio.deposit(this.#plan.surplusAccount, taken);
        left -= taken;
      }
    }
  }

  #isOf(account: number, person: number): boolean {
    const found = this.#plan.accounts[account];
    return found?.treatment === TAX_DEFERRED && this.#lives.ownerOf(found.person) === person;
  }

  #balance(person: number): number {
    return this.#yearEnd.reduce((sum, value, i) => (this.#isOf(i, person) ? sum + value : sum), 0);
  }

  #taken(person: number): number {
    const { takenDeferred } = this.#portfolio;
    return takenDeferred.reduce((sum, value, i) => (this.#isOf(i, person) ? sum + value : sum), 0);
  }
}
