import { Benefits } from "./benefits.js";
import type { CompiledPlan } from "./compiledPlan.js";
import { TREATMENTS } from "./householdPlan.js";
import { LEDGER, LEDGER_INDEX, type LedgerLine } from "./ledger.js";
import { Lives } from "./lives.js";
import { MonthFlows } from "./monthFlows.js";
import { Portfolio } from "./portfolio.js";
import { RequiredMinimums } from "./requiredMinimums.js";
import { SpendingYears } from "./spendingYears.js";
import { type TaxRegime, TaxYear } from "./taxYear.js";

/** The markets of one path: month m (from 1) of asset a at ((m - 1) x assets + a) x stride + lane. */
export interface PathMarket {
  readonly gross: Float64Array;
  /** At the end of month m (0: today) at m x stride + lane. */
  readonly priceLevels: Float64Array;
  readonly stride: number;
  readonly lane: number;
}

const HSA = TREATMENTS.indexOf("HSA");
const EDUCATION = TREATMENTS.indexOf("EDUCATION");
/** Half a cent: what is less is not missing. */
const NOTHING = 0.005;

/**
 * Walks a household's money along one path, month by month. Deterministic: the same plan, markets and
 * path number give the same numbers to the last bit.
 *
 * A month, at its start: last year's tax is settled in January; incomes come; tax is withheld (a
 * twelfth of last year's); debts and spending are paid; what is missing is withdrawn in the plan's
 * order, what is left is saved; goals that are due are settled; in December required minimums are
 * taken. Then the markets move, and the portfolio is rebalanced.
 */
export class HouseholdWalk {
  readonly years: number;
  /** Wealth at the end of each year in today's money, and in money of the year; the first is today's. */
  readonly real: Float64Array;
  readonly nominal: Float64Array;
  /** Spending of each year of the plan in today's money; NaN after the last life. */
  readonly spending: Float64Array;
  readonly ledger = new Float64Array(LEDGER.length);
  readonly portfolio: Portfolio;
  /** Bit g: goal g of the plan is not met. */
  goalsMissed = 0;
  shortfall = 0;
  shortfallMonths = 0;
  /** -1 without one. */
  firstShortfallMonth = -1;
  terminal = 0;
  taxPaid = 0;
  firstYearReturn = 0;
  readonly lives: Lives;
  readonly #plan: CompiledPlan;
  readonly #benefits: Benefits;
  readonly #flows: MonthFlows;
  readonly #minimums: RequiredMinimums;
  readonly #rule: SpendingYears;
  readonly #year = new TaxYear();
  #month = 0;
  #withholding = 0;
  #market: PathMarket | null = null;

  constructor(plan: CompiledPlan) {
    this.#plan = plan;
    this.years = Math.ceil(plan.months / 12);
    this.real = new Float64Array(this.years + 1);
    this.nominal = new Float64Array(this.years + 1);
    this.spending = new Float64Array(this.years);
    this.portfolio = new Portfolio(plan);
    this.lives = new Lives(plan);
    this.#benefits = new Benefits(plan.people);
    this.#flows = new MonthFlows(plan, this.lives);
    this.#minimums = new RequiredMinimums(plan, this.lives, this.portfolio);
    this.#rule = new SpendingYears(plan);
  }

  /** @param onMonth called at the end of each month, from 0, before a year's ledger is emptied */
  run(market: PathMarket, path: number, onMonth?: (month: number) => void): void {
    this.#begin(market, path);
    const last = this.lives.endMonth;
    for (let month = 0; month < last; month++) {
      this.#month = month;
      this.#moveMoney(this.#price(month));
      this.#moveMarkets();
      onMonth?.(month);
      if ((month + 1) % 12 === 0) this.#closeYear((month + 1) / 12);
    }
    this.#finish(last);
  }

  #begin(market: PathMarket, path: number): void {
    const plan = this.#plan;
    this.#market = market;
    this.portfolio.reset();
    this.#benefits.reset();
    this.#rule.reset();
    this.#year.begin();
    this.#year.carried = 0;
    this.ledger.fill(0);
    this.spending.fill(Number.NaN);
    this.goalsMissed = this.shortfall = this.shortfallMonths = 0;
    this.firstShortfallMonth = -1;
    this.taxPaid = this.firstYearReturn = 0;
    this.#withholding = plan.firstWithholding;
    this.lives.begin(path);
    this.#minimums.remember();
    this.real[0] = this.nominal[0] = this.portfolio.total();
  }

  readonly #price = (month: number): number => {
    const market = this.#market;
    return market ? (market.priceLevels[month * market.stride + market.lane] ?? 1) : 1;
  };

  #book(line: LedgerLine, amount: number): void {
    this.ledger[LEDGER_INDEX[line]] = (this.ledger[LEDGER_INDEX[line]] ?? 0) + amount;
  }

  #moveMoney(price: number): void {
    const settled = this.#settleTax(price);
    const survivor = this.lives.bury(this.#month);
    if (survivor >= 0) this.#benefits.widow(survivor, this.#month);
    this.#flows.fill(this.#month, this.#price);
    const income = this.#takeIncome(price);
    const taxes = settled + this.#withhold();
    const debts = this.#flows.of("DEBT");
    const forPurpose = this.#payForPurpose();
    const free = income - taxes - debts;
    const spent = this.#rule.isActive(this.#month)
      ? this.#spendByRule(free, forPurpose, price)
      : this.#spendAsPlanned(free, forPurpose, price);
    // what is mandatory and cannot be paid is missing: it counts as shortfall, not as paid
    const unpaid = Math.min(0, spent);
    this.#book("SPENDING", Math.max(0, spent) + forPurpose);
    this.#book("TAXES", taxes + unpaid);
    this.#book("DEBTS", debts);
    this.taxPaid += (taxes + unpaid) / price;
    this.#settleGoals(price);
    if (this.#calendarMonth() === 11) this.#minimums.take(this.#month, this.#year, this.#ageOf);
  }

  #calendarMonth(): number {
    return (this.#plan.calendarMonth + this.#month) % 12;
  }

  /** In January: the tax of last year less what was withheld; a refund is negative. */
  #settleTax(price: number): number {
    if (this.#month === 0 || this.#calendarMonth() !== 0) return 0;
    return this.#closeTaxYear(price);
  }

  #closeTaxYear(price: number): number {
    const year = this.#year;
    const regime = this.#regime();
    const tax = regime ? year.close(regime, price) : 0;
    const due = tax - year.withheld;
    this.#withholding = year.months > 0 ? tax / year.months : 0;
    year.begin();
    this.portfolio.takenDeferred.fill(0);
    return due;
  }

  /** By the people alive when the year began, and their ages at its end. */
  #regime(): TaxRegime | undefined {
    const { taxes, people } = this.#plan;
    if (!taxes) return undefined;
    const yearBegan = this.#month - this.#year.months;
    let [count, aged] = [0, 0];
    for (let i = 0; i < people.length; i++) {
      if (!this.lives.livedIn(i, yearBegan)) continue;
      count++;
      if (this.lives.ageMonths(i, this.#month) >= 65 * 12) aged++;
    }
    return count === 2 && taxes.joint ? taxes.joint[aged] : taxes.single[Math.min(aged, 1)];
  }

  #withhold(): number {
    const isFirstYear = this.#plan.calendarMonth + this.#month < 12;
    const rate = isFirstYear ? this.#withholding * this.#price(this.#month) : this.#withholding;
    const sum = this.#plan.taxes ? rate : 0;
    this.#year.withheld += sum;
    this.#year.months++;
    return sum;
  }

  /** @returns all income of the month */
  #takeIncome(price: number): number {
    const flows = this.#flows;
    const year = this.#year;
    const benefits = this.#benefits.of(this.#month) * price;
    const [ordinary, free] = [flows.of("ORDINARY"), flows.of("TAX_FREE")];
    year.wages0 += flows.wages0;
    year.wages1 += flows.wages1;
    year.pensions += flows.of("PENSION");
    year.ordinary += ordinary;
    year.socialSecurity += benefits;
    this.#book("WAGES", flows.of("WAGES"));
    this.#book("PENSIONS", flows.of("PENSION"));
    this.#book("SOCIAL_SECURITY", benefits);
    this.#book("OTHER_INCOME", ordinary + free);
    return flows.of("WAGES") + flows.of("PENSION") + ordinary + free + benefits;
  }

  #payForPurpose(): number {
    const paid =
      this.portfolio.withdrawFor(HSA, this.#flows.of("HEALTH")) +
      this.portfolio.withdrawFor(EDUCATION, this.#flows.of("EDUCATION"));
    this.#book("WITHDRAWALS", paid);
    return paid;
  }

  /**
   * Pays what is planned; what is missing is withdrawn, what is left is saved or spent.
   *
   * @param free income after what is mandatory; may be negative
   * @returns spending paid, without that for a purpose; negative: of the mandatory this is not paid
   */
  #spendAsPlanned(free: number, forPurpose: number, price: number): number {
    const planned = this.#flows.needs() + this.#flows.of("DISCRETIONARY") - forPurpose;
    const net = free - planned;
    if (net >= 0) {
      const left = net - this.#contribute(net, price);
      if (!this.#plan.savesSurplus) return planned + left;
      if (left > 0) this.#save(left);
      return planned;
    }
    const got = this.#withdraw(-net);
    this.#miss(-net - got, price);
    return free + got;
  }

  /** Takes the rule's twelfth and spends what is there after the mandatory; needs are what must be met. */
  #spendByRule(free: number, forPurpose: number, price: number): number {
    const ageYears = this.lives.youngestAge(this.#month);
    const monthly = this.#rule.monthly(this.#month, price, this.portfolio, ageYears);
    let available = free + this.#withdraw(monthly);
    if (available < 0) available += this.#withdraw(-available);
    // contributions are made out of wages
    const wages = this.#flows.of("WAGES");
    if (available > 0) available -= this.#contribute(Math.min(available, wages), price);
    this.#miss(Math.max(0, this.#flows.needs() - forPurpose) - available, price);
    return available;
  }

  #withdraw(wanted: number): number {
    if (!(wanted > 0)) return 0;
    const got = this.portfolio.withdraw(wanted, this.#year, this.#ageOf);
    this.#book("WITHDRAWALS", got);
    return got;
  }

  #miss(amount: number, price: number): void {
    if (!(amount > NOTHING)) return;
    this.shortfall += amount / price;
    this.shortfallMonths++;
    if (this.firstShortfallMonth < 0) this.firstShortfallMonth = this.#month;
    this.#book("SHORTFALL", amount);
  }

  #save(amount: number): void {
    this.portfolio.deposit(this.#plan.surplusAccount, amount);
    this.#book("CONTRIBUTIONS", amount);
  }

  /** In the plan's order, at most `limit`; an employer pays in proportion to what the person does. */
  #contribute(limit: number, price: number): number {
    let left = limit;
    for (const c of this.#plan.contributions) {
      if (this.#month < c.from || this.#month >= c.until) continue;
      if (c.person >= 0 && !this.lives.isAlive(c.person)) continue;
      const planned = c.monthly * price;
      const made = Math.min(planned, left);
      const employer = c.employerMonthly * price * (planned > 0 ? made / planned : 1);
      this.portfolio.deposit(c.account, made + employer);
      if (c.isPreTax) this.#year.preTax += made;
      this.#book("CONTRIBUTIONS", made);
      this.#book("EMPLOYER", employer);
      left -= made;
    }
    return limit - left;
  }

  /** By priority; a goal that cannot be paid in full is not paid, and missed. */
  #settleGoals(price: number): void {
    for (const [i, goal] of this.#plan.goals.entries()) {
      if (goal.month !== this.#month) continue;
      const amount = goal.amount * price;
      if (this.portfolio.spendable() < amount) this.goalsMissed |= 1 << i;
      else if (goal.spends) {
        this.#book("GOALS", this.#withdraw(amount));
      }
    }
  }

  /** The survivor owns what was of someone who has died. */
  readonly #ageOf = (account: number): number => {
    const owner = this.lives.ownerOf(this.#plan.accounts[account]?.person ?? -1);
    return this.lives.ageMonths(owner, this.#month);
  };

  #moveMarkets(): void {
    const { portfolio } = this;
    const market = this.#market;
    if (!market) return;
    const before = portfolio.total();
    const { stride, lane } = market;
    const offset = this.#month * this.#plan.assets * stride + lane;
    portfolio.grow(market, offset, this.#year);
    this.#rule.follow(market, offset, this.#price(this.#month + 1) / this.#price(this.#month));
    this.#book("GROWTH", portfolio.total() - before);
    const cost = portfolio.rebalance(this.#month + 1, this.#year);
    this.#book("TRADING_COSTS", cost);
    if (this.#calendarMonth() === 11) this.#minimums.remember();
  }

  #closeYear(year: number): void {
    const price = this.#price(year * 12);
    this.nominal[year] = this.portfolio.total();
    this.real[year] = this.portfolio.total() / price;
    this.spending[year - 1] = (this.ledger[LEDGER_INDEX.SPENDING] ?? 0) / price;
    if (year === 1) this.firstYearReturn = this.portfolio.index - 1;
    this.ledger.fill(0);
  }

  /** The last tax is paid from what is left; then wealth stays what it is in today's money. */
  #finish(last: number): void {
    this.#month = last;
    const price = this.#price(last);
    if (this.#year.months > 0) {
      const due = this.#closeTaxYear(price);
      const paid = due > 0 ? this.#withdraw(due) : due;
      if (due < 0) this.portfolio.deposit(this.#plan.surplusAccount, -due);
      this.#book("TAXES", paid);
      this.taxPaid += paid / price;
    }
    this.terminal = this.portfolio.total() / price;
    this.#settleLegacies(last);
    for (let year = Math.ceil(last / 12); year <= this.years; year++) {
      if (year === 0) continue;
      this.real[year] = this.terminal;
      this.nominal[year] = this.terminal * this.#price(Math.min(year * 12, this.#plan.months));
    }
  }

  /** A sum to leave is measured by what is left; what nobody lives to spend is not missed. */
  #settleLegacies(last: number): void {
    for (const [i, goal] of this.#plan.goals.entries()) {
      const isLeft = goal.month >= last && !goal.spends;
      if (isLeft && this.terminal < goal.amount) this.goalsMissed |= 1 << i;
    }
  }
}
