import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { standingOf } from "../figure.js";
import { requireNotNegative } from "./contributionAge.js";
import {
  householdContributionOrder,
  type SaverStep,
  type SavingsPlan,
  type SavingsYear,
} from "./contributionOrder.js";
import { effectOf, type ContributionEffect } from "./contributionEffect.js";
import { retirementParametersFor } from "./retirementParameters.js";
import { type ContributionSaver, roomsOf, type SaverRoom } from "./saverRoom.js";
import { type SavingsRates, savingsRates } from "./savingsRates.js";

/** What a household wants to save in a year. USD, >= 0. */
export interface ContributionRequest {
  readonly savers: readonly ContributionSaver[];
  readonly budget: Decimal; // of own money
  readonly rateLater: Decimal; // expected on the money when it comes out, 0 to 1
  readonly state: string | null; // postal code; null: federal tax only
  readonly isSeparateSpouseCovered: boolean; // separate returns: the other spouse's plan covers them
  readonly educationWanted: Decimal; // for 529 plans
  readonly educationBeneficiaries: number;
  readonly educationStateRate: Decimal; // state tax saved on a 529 contribution
}

/** A year's contributions in their order, with the room they have. USD. */
export interface ContributionPlan {
  readonly year: number;
  readonly savers: readonly SaverRoom[];
  readonly steps: readonly SaverStep[]; // sum to the budget
  readonly notes: readonly { readonly saver: number | null; readonly text: string }[];
  readonly matchToCome: Decimal; // from employers, for the steps
  readonly rateNow: Decimal; // marginal, on wages, state included
  readonly rateLater: Decimal;
  readonly effect: ContributionEffect;
  readonly figures: ReturnType<typeof standingOf>;
  readonly assumptions: readonly string[];
}

/**
 * Where a household's savings of a year go, by limits of age and income, the match and the
 * marginal rate now and later; the tax saved is the difference of two exact returns.
 *
 * @param facts the year's return before these contributions
 * @throws {Refusal} TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN; BAD_INPUT for savers that do not fit the return, negative amounts, rates that are none;
 *   CONTRIBUTION_OVER_LIMIT when more was contributed already than the law takes
 * @see 26 USC 219, 223, 402(g), 408A, 414(v), 415(c), 529
 */
export function contributionPlan(
  facts: FederalFacts,
  year: number,
  request: ContributionRequest,
): ContributionPlan {
  checkRequest(facts, request);
  const figures = retirementParametersFor(year);
  const rates = savingsRates(facts, year, request.state);
  const savers = roomsOf(facts, year, { ...request, rates });
  const savings = request.savers.map((saver, i) =>
    savingsOf(saver, i, savers, { year, request, rates }),
  );
  const { steps, notes } = householdContributionOrder(request.budget, savings);
  return {
    year,
    savers,
    steps,
    notes: [...notes, ...educationNotes(request, year)],
    matchToCome: sum(savings.map((s, i) => matchOf(s.plan, steps, i))),
    rateNow: rates.wages,
    rateLater: request.rateLater,
    effect: effectOf(facts, year, {
      state: request.state,
      isTraditional: rates.wages.gt(request.rateLater),
      savers: request.savers,
      steps,
    }),
    figures: standingOf([
      figures.deferral,
      figures.annualAdditions,
      figures.ira,
      figures.hsa,
      figures.giftExclusion,
      federalParametersFor(year).ordinary,
    ]),
    assumptions: ASSUMPTIONS,
  };
}

const ASSUMPTIONS: readonly string[] = [
  "The tax profile is the year before these contributions; its wages are those after deferrals made so far.",
  "The rate on the next dollar of wages decides between Roth and traditional; the tax saved is of all steps together, by two exact returns.",
  "Debt with high interest and a reserve for emergencies come first and are not part of it.",
  "A back-door conversion follows at once; after-tax money in a plan is converted at once.",
];

function savingsOf(
  saver: ContributionSaver,
  index: number,
  rooms: readonly SaverRoom[],
  of: {
    readonly year: number;
    readonly request: ContributionRequest;
    readonly rates: SavingsRates;
  },
): Omit<SavingsYear, "budget"> {
  const room = rooms[index];
  if (!room) throw new RangeError("a saver has a room");
  const { request, rates, year } = of;
  return {
    year,
    plan: planOf(saver, room, rates.earners[index]?.wages ?? ZERO, year),
    hsaRoom: room.hsa?.room ?? ZERO,
    hsaPayrollRate: saver.hsa?.throughPayroll ? (rates.earners[index]?.payrollRate ?? ZERO) : ZERO,
    ira: room.ira,
    preTaxIraBalance: saver.preTaxIraBalance,
    rateNow: rates.wages,
    rateLater: request.rateLater,
    educationWanted: index === 0 ? request.educationWanted : ZERO,
    educationStateRate: request.educationStateRate,
  };
}

/** The deferral that the full match still needs: the formula's share of the pay that counts. */
function planOf(
  { plan }: ContributionSaver,
  { deferral, match }: SaverRoom,
  wages: Decimal,
  year: number,
): SavingsPlan | null {
  if (!plan || !deferral) return null;
  const limit = retirementParametersFor(year).compensationLimit.value;
  const counted = Decimal.min(plan.compensation ?? wages, limit);
  const needed = match ? counted.times(match.fullShare) : ZERO;
  const deferralForMatch = match?.missed.gt(0)
    ? Decimal.max(ZERO, needed.minus(plan.deferred))
    : ZERO;
  return {
    room: deferral,
    hasRoth: plan.hasRoth,
    deferralForMatch,
    matchToCome: deferralForMatch.isZero() ? ZERO : (match?.missed ?? ZERO),
  };
}

/** In proportion to the part of the deferral for the match that the budget reaches. */
function matchOf(plan: SavingsPlan | null, steps: readonly SaverStep[], saver: number): Decimal {
  if (!plan || plan.deferralForMatch.isZero()) return ZERO;
  const made = steps.filter((s) => s.saver === saver && s.kind === "DEFERRAL_FOR_MATCH");
  return sum(made.map((s) => s.worth));
}

function educationNotes(
  { educationWanted, educationBeneficiaries }: ContributionRequest,
  year: number,
): ContributionPlan["notes"] {
  const { giftExclusion, educationFiveYears } = retirementParametersFor(year);
  const each = educationBeneficiaries > 0 ? educationWanted.div(educationBeneficiaries) : ZERO;
  if (each.lte(giftExclusion.value)) return [];
  const text = `Over ${giftExclusion.value.toFixed()} USD a beneficiary from one giver a 529 gift needs Form 709; up to ${educationFiveYears.value.toFixed()} it can count over five years.`;
  return [{ saver: null, text }];
}

function checkRequest(facts: FederalFacts, request: ContributionRequest): void {
  const { savers, rateLater, educationStateRate, educationWanted, educationBeneficiaries } =
    request;
  if (savers.length !== facts.filers.length) {
    throw new Refusal(
      "BAD_INPUT",
      `The return has ${facts.filers.length} persons, each of whom is named once, in its order.`,
      {
        personsGiven: savers.length,
      },
    );
  }
  const rates = [rateLater, educationStateRate];
  if (rates.some((rate) => rate.isNegative() || rate.gt(1))) {
    throw new Refusal("BAD_INPUT", "Rates are fractions from 0 to 1.", {
      rateLater: rateLater.toFixed(),
    });
  }
  requireNotNegative({
    educationWanted,
    educationBeneficiaries: new Decimal(educationBeneficiaries),
  });
  if (educationWanted.gt(0) && educationBeneficiaries < 1) {
    throw new Refusal("BAD_INPUT", "A 529 contribution has a beneficiary.", {
      educationBeneficiaries,
    });
  }
  for (const { preTaxIraBalance, traditionalIra, rothIra } of savers) {
    requireNotNegative({ preTaxIraBalance, traditionalIra, rothIra });
  }
}
