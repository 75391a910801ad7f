import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type Balances, EARLY_RATE } from "./balances.js";
import { toCent } from "./cents.js";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalReturn } from "../federalReturn.js";
import { federalTax } from "../federalTax.js";
import { medicareSurcharge, type MedicareSurcharge } from "../retirement/medicareSurcharge.js";
import { stateReturn } from "../states/stateTax.js";
import type { PlanContext, YearContext } from "./planContext.js";
import { Purse } from "./purse.js";

/** What one year came to. USD, whole cents. */
export interface YearOutcome {
  readonly conversion: number; // as carried out: never over what is there
  readonly required: number; // minimum distributions of all savers
  readonly drawn: number; // from traditional accounts beyond the minimum, for living costs
  readonly rothDrawn: number; // for living costs and tax
  readonly rothIncome: number; // earnings of Roth accounts on this return
  readonly rothPenalized: number; // out of Roth accounts and under the 10 % tax of this return
  readonly federal: FederalReturn;
  readonly facts: FederalFacts;
  readonly federalTax: number;
  readonly stateTax: number;
  readonly earlyTax: number; // 10 % on distributions before 59 1/2
  readonly tax: number; // the three together
  readonly surchargePaid: number; // Medicare, decided two years before
  readonly magi: Decimal;
  readonly surcharge: MedicareSurcharge; // decided by this year, paid two years later
  readonly after: Balances;
}

/**
 * One year of a plan. On 31 December, after a year of growth, in this order: Medicare surcharges
 * and living costs are paid, minimums taken, the conversion made; then the tax of the exact return.
 *
 * What is sold or drawn to pay that tax is sold by 15 April: its gain and its distribution stand
 * on the next return, so that nothing is circular.
 *
 * @param conversion USD wished; cut to what is there after the minimum, the older saver's first
 */
export function planYear(
  context: PlanContext,
  index: number,
  before: Balances,
  conversion: number,
): YearOutcome {
  const { input } = context;
  const of = context.years[index];
  if (!of) throw new RangeError(`the plan has no year ${index}`);
  const purse = new Purse(context, of, before);
  const required = of.divisors.map((divisor, i) => purse.takeRequired(i, divisor, before));
  purse.receive(of.netCash.toNumber() - before.surcharges[0]);
  purse.payFromAccounts();
  const converted = purse.convert(conversion);
  const facts = factsOf(of, before, purse, converted);
  const federal = federalTax(facts, of.parameters);
  const state = input.state === null ? ZERO : stateReturn(input.state, of.year, facts, federal).tax;
  const taxes = {
    federalTax: toCent(federal.netTax.toNumber()),
    stateTax: toCent(state.toNumber()),
    earlyTax: earlyTax(of, federal, purse.rothPenalized),
  };
  const tax = toCent(taxes.federalTax + taxes.stateTax + taxes.earlyTax);
  const drawn = toCent(purse.livingDraws.reduce((a, b) => a + b, 0));
  purse.payTax(tax, federal);
  const magi = federal.adjustedGrossIncome.plus(facts.taxExemptInterest);
  const surcharge = medicareSurcharge(
    {
      filingStatus: facts.filingStatus,
      livedApart: facts.livedApart,
      magi,
      persons: of.onMedicareLater,
      havePartD: input.havePartD,
    },
    of.year,
  );
  return {
    conversion: toCent(converted.reduce((a, b) => a + b, 0)),
    required: toCent(required.reduce((a, b) => a + b, 0)),
    drawn,
    rothDrawn: toCent(purse.rothDrawn),
    rothIncome: toCent(purse.rothIncome.reduce((a, b) => a + b, 0)),
    rothPenalized: toCent(purse.rothPenalized.reduce((a, b) => a + b, 0)),
    federal,
    facts,
    ...taxes,
    tax,
    surchargePaid: before.surcharges[0],
    magi,
    surcharge,
    after: purse.close(federal, [before.surcharges[1], toCent(surcharge.total.toNumber())]),
  };
}

/** The year's return: what is stated, and what the accounts add. */
function factsOf(
  of: YearContext,
  before: Balances,
  purse: Purse,
  converted: readonly number[],
): FederalFacts {
  const { facts } = of;
  const filers = facts.filers.map((filer, i) => ({
    ...filer,
    ira: {
      ...filer.ira,
      distributions: new Decimal(toCent(purse.distributions[i] ?? 0)),
      conversions: new Decimal(converted[i] ?? 0),
      basis: new Decimal(before.savers[i]?.basis ?? 0),
      yearEndValue: new Decimal(toCent(purse.traditional[i] ?? 0)),
    },
  }));
  const plus = (stated: Decimal, more: number): Decimal =>
    more === 0 ? stated : stated.plus(toCent(more));
  return {
    ...facts,
    filers,
    otherIncome: plus(
      facts.otherIncome,
      purse.rothIncome.reduce((a, b) => a + b, 0),
    ),
    ordinaryDividends: plus(facts.ordinaryDividends, purse.dividends),
    qualifiedDividends: plus(facts.qualifiedDividends, purse.qualifiedDividends),
    longTermGain: plus(facts.longTermGain, before.gainOfNextYear + purse.livingGain),
    shortTermLossCarryover: plus(facts.shortTermLossCarryover, before.shortTermLoss),
    longTermLossCarryover: plus(facts.longTermLossCarryover, before.longTermLoss),
  };
}

/** On taxable distributions, not on conversions; the exact engine leaves it to the plan. */
function earlyTax(
  of: YearContext,
  federal: FederalReturn,
  rothPenalized: readonly number[],
): number {
  const early = federal.ira.reduce(
    (sum, ira, i) =>
      sum + (of.isEarly[i] ? ira.taxableDistributions.toNumber() : 0) + (rothPenalized[i] ?? 0),
    0,
  );
  return toCent(early * EARLY_RATE);
}
