import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { ageAtYearEnd, catchUpOf, requireNotNegative } from "./contributionAge.js";
import { atLeastZero, excessOver, smaller, total } from "../exact.js";
import {
  type DeferralLimit,
  type RetirementParameters,
  retirementParametersFor,
} from "./retirementParameters.js";

export type DeferralPlanKind =
  "PLAN_401K" | "PLAN_403B" | "GOVERNMENTAL_457B" | "SIMPLE" | "SIMPLE_SMALL_EMPLOYER";

/** One person in one employer's plan in one year. USD, >= 0. */
export interface PlanParticipation {
  readonly kind: DeferralPlanKind;
  readonly birthDate: CalendarDate;
  readonly compensation: Decimal; // of the year from this employer
  readonly deferred: Decimal; // so far, pre-tax and Roth together
  readonly deferredElsewhere: Decimal; // so far in other 401(k), 403(b) and SIMPLE plans
  readonly employerContributions: Decimal; // of the whole year, match included
  readonly afterTax: Decimal; // so far, not Roth
  readonly allowsAfterTax: boolean; // and their conversion or rollover to Roth
  readonly hasRoth: boolean;
  readonly wagesYearBefore: Decimal; // FICA wages from this employer, form W-2 box 3
}

/** What may still go in. USD, >= 0. */
export interface DeferralRoom {
  readonly limit: Decimal; // without catch-up
  readonly catchUp: Decimal; // 0 under 50
  readonly isCatchUpRothOnly: boolean;
  readonly room: Decimal; // of deferrals, catch-up included
  readonly catchUpRoom: Decimal; // the part of `room` that is catch-up
  readonly excess: Decimal; // over the limit: out by 15 April of the next year (26 USC 402(g)(2))
  readonly additionsLimit: Decimal | null; // 415(c); null where it does not hold
  readonly megaBackdoor: Decimal; // after-tax space that remains once the deferral limit is used
}

/**
 * The room for deferrals in one plan, and for after-tax money above them.
 *
 * The limit is the person's over all plans; 457(b) plans have one of their own. Catch-up from the
 * year of 50 on, more in the years of 60 to 63; pre-tax no longer for those who earned over the
 * threshold at this employer the year before, and then only where the plan has Roth accounts.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for a negative amount
 * @see 26 USC 402(g), 408(p), 414(v), 415(c), 457(b), (c)
 */
export function deferralRoom(plan: PlanParticipation, year: number): DeferralRoom {
  const { deferred, deferredElsewhere, employerContributions, afterTax, compensation } = plan;
  requireNotNegative({
    compensation,
    deferred,
    deferredElsewhere,
    employerContributions,
    afterTax,
  });
  const figures = retirementParametersFor(year);
  const own = limitOf(plan.kind, figures);
  const isCatchUpRothOnly = mustCatchUpBeRoth(plan, figures);
  const isCatchUpOpen = !isCatchUpRothOnly || plan.hasRoth;
  const catchUp = isCatchUpOpen ? catchUpOf(own, ageAtYearEnd(plan.birthDate, year)) : ZERO;
  const used = total(deferred, countedElsewhere(plan, own, figures));
  const allowed = own.limit.plus(catchUp);
  const room = smaller(excessOver(allowed, used), excessOver(compensation, deferred));
  const additionsLimit = additionsLimitOf(plan, figures);
  return {
    limit: own.limit,
    catchUp,
    isCatchUpRothOnly,
    room,
    catchUpRoom: smaller(room, smaller(catchUp, excessOver(allowed, used))),
    excess: excessOver(used, allowed),
    additionsLimit,
    megaBackdoor: megaBackdoor(plan, { limit: own.limit, used, room, additionsLimit }),
  };
}

function limitOf(kind: DeferralPlanKind, figures: RetirementParameters): DeferralLimit {
  switch (kind) {
    case "PLAN_401K":
    case "PLAN_403B":
    case "GOVERNMENTAL_457B":
      return figures.deferral.value;
    case "SIMPLE":
      return figures.simpleDeferral.value;
    case "SIMPLE_SMALL_EMPLOYER":
      return figures.simpleDeferralSmallEmployer.value;
  }
}

const isSimple = (kind: DeferralPlanKind): boolean => kind.startsWith("SIMPLE");

/** What other plans take of this plan's limit; of a SIMPLE's only beyond the difference of the two limits. */
function countedElsewhere(
  plan: PlanParticipation,
  own: DeferralLimit,
  figures: RetirementParameters,
): Decimal {
  if (plan.kind === "GOVERNMENTAL_457B") return ZERO;
  if (!isSimple(plan.kind)) return plan.deferredElsewhere;
  return excessOver(plan.deferredElsewhere, figures.deferral.value.limit.minus(own.limit));
}

function mustCatchUpBeRoth(plan: PlanParticipation, figures: RetirementParameters): boolean {
  const over = figures.rothCatchUpWagesOver.value;
  return over !== null && !isSimple(plan.kind) && plan.wagesYearBefore.gt(over);
}

/** @returns null for 457(b) plans and SIMPLE IRAs */
function additionsLimitOf(plan: PlanParticipation, figures: RetirementParameters): Decimal | null {
  const holds = plan.kind === "PLAN_401K" || plan.kind === "PLAN_403B";
  return holds ? smaller(figures.annualAdditions.value, plan.compensation) : null;
}

/** Catch-up deferrals do not count toward 415(c) (26 USC 414(v)(3)(A)). */
function megaBackdoor(
  plan: PlanParticipation,
  at: {
    readonly limit: Decimal;
    readonly used: Decimal;
    readonly room: Decimal;
    readonly additionsLimit: Decimal | null;
  },
): Decimal {
  if (!plan.allowsAfterTax || at.additionsLimit === null) return ZERO;
  const withinLimit = excessOver(at.limit, at.used.minus(plan.deferred));
  const deferrals = smaller(plan.deferred.plus(at.room), withinLimit);
  return atLeastZero(
    at.additionsLimit.minus(total(deferrals, plan.employerContributions, plan.afterTax)),
  );
}
