import { addYears, type CalendarDate, date, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import {
  type Balances,
  rothOf,
  surchargesToCome,
  terminalTax,
  traditionalOf,
  wealthInTodaysMoney,
} from "./balances.js";
import { federalTax } from "../federalTax.js";
import { withMore } from "../incomeKind.js";
import { stateReturn } from "../states/stateTax.js";
import { marketplaceCredit } from "./marketplaceEdges.js";
import type { NamedStrategy } from "./namedStrategies.js";
import { type PlanContext, turns59AndAHalf, type YearContext } from "./planContext.js";
import type { PlanPath } from "./planPath.js";
import type { YearOutcome } from "./planYear.js";

export type Strategy = NamedStrategy | "OPTIMISED";

/** One year of a strategy, priced by the exact engine. USD of that year to the cent; balances on 31 December. */
export interface StrategyYear {
  readonly year: number;
  readonly agesYears: readonly number[]; // of the savers, reached in the year
  readonly conversion: Decimal;
  readonly requiredMinimum: Decimal;
  readonly drawn: Decimal; // from traditional accounts for living costs, beyond the minimum
  readonly rothDrawn: Decimal;
  readonly rothIncome: Decimal; // earnings of Roth accounts on this return
  readonly rothPenalized: Decimal; // out of Roth accounts and under the 10 % tax of this return
  readonly federalTax: Decimal;
  readonly marketplaceCredit: Decimal | null; // taken off federalTax but for advance payments; null: no coverage
  readonly stateTax: Decimal;
  readonly earlyTax: Decimal; // 10 % before 59 1/2
  readonly marginalRate: Decimal; // income tax on the next converted dollar, Medicare not included
  readonly magi: Decimal; // AGI plus tax-exempt interest
  readonly irmaaTier: number; // that this income decides, for two years later
  readonly irmaaDecided: Decimal; // USD of that premium year, all persons
  readonly irmaaPaid: Decimal; // this year, decided two years before
  readonly traditional: Decimal;
  readonly roth: Decimal;
  readonly taxable: Decimal;
  readonly wealth: Decimal; // after all tax if the plan ended here, in today's money
}

/** Each conversion has its own five years for the 10 % tax; from 59 1/2 none is needed. */
export interface FiveYearClock {
  readonly year: number; // of the conversion
  readonly amount: Decimal; // USD
  readonly fiveYearsUntil: CalendarDate; // free of the 10 % tax from this day on
  readonly freeFrom: CalendarDate; // the earlier of that day and the older saver's 59 1/2
}

/** One strategy from the first year to the last. USD. */
export interface StrategyResult {
  readonly strategy: Strategy;
  readonly years: readonly StrategyYear[];
  readonly converted: Decimal; // all years together
  readonly wealth: Decimal; // after tax at the end, in today's money: the objective
  readonly advantage: Decimal; // over no conversion
  readonly taxPresentValue: Decimal; // income tax, surcharges and terminal tax at the discount rate
  readonly breakEvenYear: number | null; // from it to the end it is ahead of no conversion; null: never, or nothing converted
  readonly unfunded: Decimal; // at the end: needs no account could pay; then the plan does not work
  readonly clocks: readonly FiveYearClock[];
}

const ONE_DOLLAR = new Decimal(1);
const usd = (amount: number): Decimal => new Decimal(amount.toFixed(2));

/** A path as it is shown; rounded to cents here and nowhere before but where money moves. */
export function strategyResult(
  context: PlanContext,
  strategy: Strategy,
  path: PlanPath,
  none: PlanPath,
): StrategyResult {
  const wealths = wealthsOf(context, path);
  const last = path.outcomes.at(-1)?.after;
  return {
    strategy,
    years: path.outcomes.map((outcome, i) => yearOfResult(context, i, outcome, wealths[i] ?? 0)),
    converted: usd(path.conversions.reduce((a, b) => a + b, 0)),
    wealth: usd(path.wealth),
    advantage: usd(path.wealth - none.wealth),
    taxPresentValue: usd(taxPresentValue(context, path)),
    breakEvenYear: breakEvenYear(context, path, wealths, wealthsOf(context, none)),
    unfunded: usd(last?.unfunded ?? 0),
    clocks: clocksOf(context, path),
  };
}

const wealthsOf = (context: PlanContext, path: PlanPath): readonly number[] =>
  path.outcomes.map((o, i) => wealthInTodaysMoney(context, o.after, i));

function yearOfResult(
  context: PlanContext,
  index: number,
  outcome: YearOutcome,
  wealth: number,
): StrategyYear {
  const of = yearAt(context, index);
  const { after, surcharge } = outcome;
  return {
    year: of.year,
    agesYears: context.input.savers.map((s) => of.year - yearOf(s.birthDate)),
    conversion: usd(outcome.conversion),
    requiredMinimum: usd(outcome.required),
    drawn: usd(outcome.drawn),
    rothDrawn: usd(outcome.rothDrawn),
    rothIncome: usd(outcome.rothIncome),
    rothPenalized: usd(outcome.rothPenalized),
    federalTax: usd(outcome.federalTax),
    marketplaceCredit:
      marketplaceCredit(outcome.facts, outcome.federal)?.toDecimalPlaces(2) ?? null,
    stateTax: usd(outcome.stateTax),
    earlyTax: usd(outcome.earlyTax),
    marginalRate: marginalRate(context, of, outcome),
    magi: usd(outcome.magi.toNumber()),
    irmaaTier: surcharge.tier,
    irmaaDecided: usd(surcharge.total.toNumber()),
    irmaaPaid: usd(outcome.surchargePaid),
    ...balancesOf(after),
    wealth: usd(wealth),
  };
}

const balancesOf = (after: Balances) => ({
  traditional: usd(traditionalOf(after)),
  roth: usd(rothOf(after)),
  taxable: usd(after.taxable),
});

/** A finite step of one dollar through federal and state return, whether or not a dollar is left. */
function marginalRate({ input }: PlanContext, of: YearContext, outcome: YearOutcome): Decimal {
  const more = withMore(outcome.facts, "ROTH_CONVERSION", ONE_DOLLAR);
  const federal = federalTax(more, of.parameters);
  const step = federal.netTax.minus(outcome.federal.netTax);
  if (input.state === null) return step.toDecimalPlaces(6);
  const state = (facts: typeof more, filed: typeof federal) =>
    stateReturn(input.state ?? "", of.year, facts, filed).tax;
  return step
    .plus(state(more, federal))
    .minus(state(outcome.facts, outcome.federal))
    .toDecimalPlaces(6);
}

/** Tax of every year, paid at its end, and what is still owed at the end. */
function taxPresentValue(context: PlanContext, path: PlanPath): number {
  const step = 1 + context.input.discountRate;
  const paid = path.outcomes.reduce(
    (sum, o, i) => sum + (o.tax + o.surchargePaid) / step ** (i + 1),
    0,
  );
  const last = path.outcomes.at(-1)?.after;
  if (!last) return paid;
  const owed = terminalTax(context, last) + surchargesToCome(context, last);
  return paid + owed / step ** path.outcomes.length;
}

function breakEvenYear(
  context: PlanContext,
  path: PlanPath,
  wealths: readonly number[],
  without: readonly number[],
): number | null {
  const first = path.conversions.findIndex((c) => c > 0);
  if (first < 0) return null;
  const behind = wealths.findLastIndex((wealth, i) => wealth < (without[i] ?? 0));
  const index = Math.max(first, behind + 1);
  return context.years[index]?.year ?? null;
}

function clocksOf(context: PlanContext, path: PlanPath): readonly FiveYearClock[] {
  const older = context.input.savers[context.drawOrder[0] ?? 0];
  return path.conversions.flatMap((amount, i) => {
    if (amount <= 0 || !older) return [];
    const { year } = yearAt(context, i);
    const fiveYearsUntil = addYears(date(`${year}-01-01`), 5);
    const aged = turns59AndAHalf(older.birthDate);
    const freeFrom = aged < fiveYearsUntil ? aged : fiveYearsUntil;
    return [{ year, amount: usd(amount), fiveYearsUntil, freeFrom }];
  });
}

function yearAt(context: PlanContext, index: number): YearContext {
  const of = context.years[index];
  if (!of) throw new RangeError(`the plan has no year ${index}`);
  return of;
}
