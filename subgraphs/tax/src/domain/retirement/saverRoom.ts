import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import { requireWithinRoom } from "./contributionAge.js";
import { type DeferralRoom, deferralRoom, type PlanParticipation } from "./deferralRoom.js";
import {
  type EmployerMatch,
  employerMatch,
  type MatchFormula,
  type Paycheck,
} from "./employerMatch.js";
import { type HsaRoom, hsaRoom, type HsaSaver } from "./hsaContribution.js";
import { type IraRoom, iraRooms } from "./iraContribution.js";
import { retirementParametersFor } from "./retirementParameters.js";
import type { SavingsRates } from "./savingsRates.js";
import { sepLimitSelfEmployed } from "./sepContribution.js";

/** A plan at work, as its member knows it. USD, >= 0. */
export interface StatedPlan extends Omit<PlanParticipation, "birthDate" | "compensation"> {
  readonly compensation: Decimal | null; // null: the wages of the tax profile
  readonly match: Omit<MatchFormula, "compensationLimit"> | null; // on top of employerContributions
  readonly paychecks: readonly Paycheck[]; // of the year, for a match by paycheck; none: one of the year
}

/** One person of the return, in its order. USD, >= 0. */
export interface ContributionSaver {
  readonly personId: string;
  readonly birthDate: CalendarDate;
  readonly plan: StatedPlan | null;
  readonly isCoveredByPlan: boolean; // form W-2 box 13; also with a plan
  readonly hsa:
    | (Omit<HsaSaver, "birthDate" | "spouseUsesOfFamily"> & { readonly throughPayroll: boolean })
    | null;
  readonly traditionalIra: Decimal; // contributed for the year so far
  readonly rothIra: Decimal; // contributed for the year so far
  readonly preTaxIraBalance: Decimal; // on 31 December
}

/** One person's room of the year. USD. */
export interface SaverRoom {
  readonly personId: string;
  readonly compensation: Decimal; // of all work, half the self-employment tax taken off
  readonly ira: IraRoom;
  readonly deferral: DeferralRoom | null; // null without a plan
  readonly match: EmployerMatch | null; // null without a formula
  readonly hsa: HsaRoom | null; // null without a high-deductible plan
  readonly sepMax: Decimal; // of self-employment, before what the 415(c) limit of other plans takes
}

/** The people of a return with what the exact engine says of it. */
interface SaversOfReturn {
  readonly savers: readonly ContributionSaver[];
  readonly rates: SavingsRates;
  readonly isSeparateSpouseCovered: boolean;
}

/**
 * The room of each person of a return.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN, BAD_INPUT; CONTRIBUTION_OVER_LIMIT when more was contributed than the law takes
 */
export function roomsOf(
  facts: FederalFacts,
  year: number,
  of: SaversOfReturn,
): readonly SaverRoom[] {
  const { savers, rates, isSeparateSpouseCovered } = of;
  const iras = iraRooms(
    {
      filingStatus: facts.filingStatus,
      livedApart: facts.livedApart,
      rothMagi: rates.rothMagi,
      deductionMagi: rates.deductionMagi,
      isSeparateSpouseCovered,
      savers: savers.map((saver, i) => ({
        birthDate: saver.birthDate,
        compensation: rates.earners[i]?.compensation ?? ZERO,
        isCoveredByPlan: saver.isCoveredByPlan || saver.plan !== null,
        traditional: saver.traditionalIra,
        roth: saver.rothIra,
      })),
    },
    year,
  );
  return iras.map((ira, i) => roomOf(ira, i, year, of));
}

function roomOf(
  ira: IraRoom,
  index: number,
  year: number,
  { savers, rates }: SaversOfReturn,
): SaverRoom {
  const saver = savers[index];
  const earner = rates.earners[index];
  if (!saver || !earner) throw new RangeError("a room has its saver");
  const match = saver.plan?.match ? matchNow(saver.plan, earner.wages, year) : null;
  const room: SaverRoom = {
    personId: saver.personId,
    compensation: earner.compensation,
    ira,
    deferral:
      saver.plan && deferralRoom(participationOf(saver, saver.plan, earner.wages, match), year),
    match,
    hsa:
      saver.hsa &&
      hsaRoom(
        {
          ...saver.hsa,
          birthDate: saver.birthDate,
          spouseUsesOfFamily: usedBySpouse(savers, index),
        },
        year,
      ),
    sepMax: sepLimitSelfEmployed(earner.selfEmployment, year),
  };
  requireNoExcess(room);
  return room;
}

/** What is over the limit already cannot be planned on: it must come out first. */
function requireNoExcess({ personId, ira, deferral, hsa }: SaverRoom): void {
  const check = (kind: string, excess: Decimal | undefined, limit: Decimal | undefined) => {
    if (excess?.gt(0))
      requireWithinRoom(`${kind} of ${personId}`, excess.plus(limit ?? ZERO), limit ?? ZERO);
  };
  check("IRAs", ira.excess, ira.limit);
  check("the plan", deferral?.excess, deferral?.limit.plus(deferral.catchUp));
  check("the HSA", hsa?.excess, hsa?.limit);
}

/** Of a family's limit, what the other's account has; the first saver takes what is left. */
function usedBySpouse(savers: readonly ContributionSaver[], index: number): Decimal {
  const other = savers[1 - index]?.hsa;
  if (other?.coverage !== "FAMILY" || savers[index]?.hsa?.coverage !== "FAMILY") return ZERO;
  return index === 0 ? other.contributed : FAMILY_TAKEN;
}

/** More than any family limit: a second account has its own catch-up only. */
const FAMILY_TAKEN = new Decimal("1e9");

function participationOf(
  { birthDate }: ContributionSaver,
  plan: StatedPlan,
  wages: Decimal,
  match: EmployerMatch | null,
): PlanParticipation {
  return {
    ...plan,
    birthDate,
    compensation: plan.compensation ?? wages,
    employerContributions: plan.employerContributions.plus(match?.fullMatch ?? ZERO),
  };
}

function matchNow(plan: StatedPlan, wages: Decimal, year: number): EmployerMatch | null {
  if (!plan.match) return null;
  const compensationLimit = retirementParametersFor(year).compensationLimit.value;
  const pay = plan.compensation ?? wages;
  const whole = [{ pay, deferral: Decimal.min(plan.deferred, pay) }];
  const paychecks = plan.paychecks.length > 0 ? plan.paychecks : whole;
  return employerMatch({ ...plan.match, compensationLimit }, paychecks);
}
