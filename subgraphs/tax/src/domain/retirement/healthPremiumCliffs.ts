import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { add } from "../exact.js";
import type { FederalFacts } from "../federalFacts.js";
import { type FederalParameters, federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { grossIncome } from "../grossIncome.js";
import { type IncomeKind, withMore } from "../incomeKind.js";
import { householdIncome } from "../premiumTaxCredit.js";
import { isAgedIn } from "../taxProfile.js";
import { costOfIncome, type MarketplacePlan, marketplacePlan } from "./marketplacePlan.js";
import {
  lastBelow,
  MEDICARE_LOOKBACK_YEARS,
  medicareTiersOf,
  medicareSurcharge,
  type MedicareSurcharge,
} from "./medicareSurcharge.js";

/** More income of a kind: a conversion, a sale, a pension. */
export interface IncomeChange {
  readonly kind: IncomeKind;
  readonly amount: Decimal; // USD, > 0
}

export interface CliffRequest {
  readonly personsOnMedicare: number | null; // in the premium year; null: those of 65 by then
  readonly havePartD: boolean;
  readonly kinds: readonly IncomeKind[]; // of which the room below each cliff is wanted
  readonly changes: readonly IncomeChange[];
}

/** How much more of a kind of income stays below a cliff. */
export interface CliffRoom {
  readonly kind: IncomeKind;
  readonly amount: Decimal | null; // USD in whole cents; null: the income is past the cliff already, or does not reach it
}

/** An income at which health premiums jump. */
export interface PremiumCliff {
  readonly programme: "MEDICARE" | "MARKETPLACE";
  readonly income: Decimal; // USD of modified AGI, as the programme counts it
  readonly isReachedAt: boolean; // true: from `income` on; false: only above it
  readonly distance: Decimal; // USD of that income in whole cents: may still be added; negative: must come off
  readonly costPerYear: Decimal; // USD for the household, of the step alone
  readonly rooms: readonly CliffRoom[];
}

/** What more income costs by the exact engine. USD. */
export interface ChangeCost extends IncomeChange {
  readonly incomeTax: Decimal; // federal, this year, without the premium credit
  readonly creditLost: Decimal; // premium tax credit of this year
  readonly medicare: Decimal; // surcharges of the premium year, all persons
  readonly total: Decimal;
  readonly rate: Decimal; // total over the amount
  readonly crosses: readonly Decimal[]; // incomes of the cliffs that are passed
}

/** Where a household stands between the cliffs of health premiums. USD. */
export interface HealthPremiumCliffs {
  readonly year: number;
  readonly medicareIncome: Decimal; // AGI plus tax-exempt interest
  readonly medicare: MedicareSurcharge;
  readonly marketplace: MarketplacePlan | null; // null without marketplace coverage
  readonly cliffs: readonly PremiumCliff[]; // Medicare's rising, then the marketplace's
  readonly changes: readonly ChangeCost[];
  readonly assumptions: readonly string[];
}

type IncomeOf = (facts: FederalFacts) => Decimal;

const CENTS = 100;
const ROOM_MAX_CENTS = 2 ** 33; // about 86,000,000 dollars: past every cliff

/**
 * Every cliff of Medicare premiums and of the premium tax credit, with what may still be earned of
 * each kind before it, and what given amounts cost. Both incomes come out of the exact engine, so
 * that a conversion which also makes Social Security taxable has less room than the plain distance.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN (Medicare looks two years ahead); BAD_INPUT for amounts <= 0
 *   or a count of persons that is none
 * @see 42 USC 1395r(i); 26 USC 36B
 */
export function healthPremiumCliffs(
  facts: FederalFacts,
  year: number,
  request: CliffRequest,
): HealthPremiumCliffs {
  const parameters = federalParametersFor(year);
  const persons = request.personsOnMedicare ?? agedPersons(facts, year);
  const medicareOf = (of: FederalFacts) =>
    medicareSurcharge(
      {
        filingStatus: facts.filingStatus,
        livedApart: facts.livedApart,
        magi: medicareIncome(of, parameters),
        persons,
        havePartD: request.havePartD,
      },
      year,
    );
  const medicare = medicareOf(facts);
  const marketplace = facts.marketplace ? marketplacePlan(facts, year) : null;
  const at = { facts, parameters, kinds: request.kinds };
  const cliffs = [
    ...medicareCliffs(at, { year, persons, havePartD: request.havePartD }),
    ...marketplaceCliffs(at, marketplace),
  ];
  return {
    year,
    medicareIncome: medicareIncome(facts, parameters),
    medicare,
    marketplace,
    cliffs,
    changes: request.changes.map((change) => costOf(at, change, { year, cliffs, medicareOf })),
    assumptions: assumptionsOf(request, persons, year),
  };
}

interface At {
  readonly facts: FederalFacts;
  readonly parameters: FederalParameters;
  readonly kinds: readonly IncomeKind[];
}

const medicareIncome = (facts: FederalFacts, parameters: FederalParameters): Decimal =>
  add(grossIncome(facts, parameters).adjustedGrossIncome, facts.taxExemptInterest);

const marketplaceIncome = (facts: FederalFacts, parameters: FederalParameters): Decimal =>
  householdIncome(facts, grossIncome(facts, parameters));

const agedPersons = ({ filers }: FederalFacts, year: number): number =>
  filers.filter((f) => isAgedIn(year + MEDICARE_LOOKBACK_YEARS, f.birthDate)).length;

function medicareCliffs(
  at: At,
  who: { readonly year: number; readonly persons: number; readonly havePartD: boolean },
): readonly PremiumCliff[] {
  const incomeOf: IncomeOf = (facts) => medicareIncome(facts, at.parameters);
  const tiers = medicareTiersOf(at.facts, who.year + MEDICARE_LOOKBACK_YEARS);
  const yearly = (i: number) =>
    add(tiers[i]?.partBSurcharge ?? ZERO, who.havePartD ? (tiers[i]?.partDSurcharge ?? ZERO) : ZERO)
      .times(12)
      .times(who.persons);
  return tiers.slice(1).map((tier, i) => ({
    programme: "MEDICARE",
    income: tier.magi,
    isReachedAt: tier.isReachedAt,
    distance: lastBelow(tier).minus(incomeOf(at.facts)),
    costPerYear: yearly(i + 1).minus(yearly(i)),
    rooms: roomsBelow(at, incomeOf, lastBelow(tier)),
  }));
}

function marketplaceCliffs(at: At, plan: MarketplacePlan | null): readonly PremiumCliff[] {
  if (!plan?.cliff) return [];
  const { income, distance, cost } = plan.cliff;
  const incomeOf: IncomeOf = (facts) => marketplaceIncome(facts, at.parameters);
  return [
    {
      programme: "MARKETPLACE",
      income,
      isReachedAt: false,
      distance,
      costPerYear: cost,
      rooms: roomsBelow(at, incomeOf, income),
    },
  ];
}

const roomsBelow = (at: At, incomeOf: IncomeOf, limit: Decimal): readonly CliffRoom[] =>
  at.kinds.map((kind) => ({ kind, amount: roomBelow(at.facts, kind, incomeOf, limit) }));

/** The largest amount in whole cents with which the income stays at or below the limit: by bisection, as income never falls with it. */
function roomBelow(
  facts: FederalFacts,
  kind: IncomeKind,
  incomeOf: IncomeOf,
  limit: Decimal,
): Decimal | null {
  const fits = (cents: number) =>
    incomeOf(withMore(facts, kind, new Decimal(cents).div(CENTS))).lte(limit);
  if (!fits(0) || fits(ROOM_MAX_CENTS)) return null;
  let [low, high] = [0, ROOM_MAX_CENTS];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const cents = Math.floor(middle);
    if (fits(cents)) low = cents;
    else high = cents;
  }
  return new Decimal(low).div(CENTS);
}

function costOf(
  at: At,
  change: IncomeChange,
  of: {
    readonly year: number;
    readonly cliffs: readonly PremiumCliff[];
    readonly medicareOf: (facts: FederalFacts) => MedicareSurcharge;
  },
): ChangeCost {
  if (!change.amount.gt(0)) {
    throw new Refusal("BAD_INPUT", "More income is a positive amount.", {
      amountUsd: change.amount.toFixed(),
    });
  }
  const after = withMore(at.facts, change.kind, change.amount);
  const { creditLost, otherTax } = yearCost(at, change, of.year);
  const medicare = of.medicareOf(after).total.minus(of.medicareOf(at.facts).total);
  const total = otherTax.plus(creditLost).plus(medicare);
  const incomes = {
    MEDICARE: medicareIncome(after, at.parameters),
    MARKETPLACE: marketplaceIncome(after, at.parameters),
  };
  return {
    ...change,
    incomeTax: otherTax,
    creditLost,
    medicare,
    total,
    rate: total.div(change.amount),
    crosses: of.cliffs
      .filter((c) => c.distance.gte(0) && isPast(c, incomes[c.programme]))
      .map((c) => c.income),
  };
}

function yearCost(at: At, change: IncomeChange, year: number) {
  if (at.facts.marketplace) return costOfIncome(at.facts, year, change);
  const after = withMore(at.facts, change.kind, change.amount);
  const netTax = (facts: FederalFacts) => federalTax(facts, at.parameters).netTax;
  return { creditLost: ZERO, otherTax: netTax(after).minus(netTax(at.facts)) };
}

const isPast = (cliff: PremiumCliff, income: Decimal): boolean =>
  cliff.isReachedAt ? income.gte(cliff.income) : income.gt(cliff.income);

function assumptionsOf(request: CliffRequest, persons: number, year: number): readonly string[] {
  const premiumYear = year + MEDICARE_LOOKBACK_YEARS;
  return [
    request.personsOnMedicare === null
      ? `Everyone of 65 by the end of ${premiumYear} is on Medicare all of that year: ${persons}.`
      : `${persons} on Medicare all of ${premiumYear}, as stated.`,
    `Filing status in ${year} decides; an appeal for a life-changing event (Form SSA-44) can lift a surcharge.`,
    "State income tax and payroll tax are not part of the costs.",
    "Rooms are exact to the cent and take all other income as it stands; those of two kinds do not add up.",
  ];
}
