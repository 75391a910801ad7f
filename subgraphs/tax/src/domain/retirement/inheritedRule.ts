import { addYears, ageYears, type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { requiredBeginning } from "./requiredBeginning.js";

/**
 * Who inherits. Eligible designated beneficiaries (26 USC 401(a)(9)(E)(ii)): the spouse, the
 * owner's minor child, someone disabled or chronically ill, someone not more than 10 years younger.
 */
export type Beneficiary =
  | {
      readonly kind:
        | "SPOUSE"
        | "MINOR_CHILD"
        | "DISABLED_OR_CHRONICALLY_ILL"
        | "NOT_MORE_THAN_TEN_YEARS_YOUNGER"
        | "OTHER_INDIVIDUAL";
      readonly birthDate: CalendarDate;
    }
  | { readonly kind: "NOT_AN_INDIVIDUAL" }; // an estate or a charity

/** An account with one beneficiary after its owner's death. */
export interface Inheritance {
  readonly ownerBirthDate: CalendarDate;
  readonly ownerDeathDate: CalendarDate; // from 2020 on
  readonly isRoth: boolean; // its owner never reaches a required beginning date
  readonly beneficiary: Beneficiary;
  readonly electsTenYears: boolean; // an eligible beneficiary of an owner who died before the required beginning date may
}

/** How an inherited account must be emptied. */
export interface InheritedRule {
  readonly kind: "LIFE_EXPECTANCY" | "TEN_YEARS" | "TEN_YEARS_AND_ANNUAL" | "FIVE_YEARS";
  readonly isAfterBeginning: boolean; // the owner died on or after the required beginning date
  readonly annualFrom: number | null; // first year with an annual amount; null: none
  readonly emptyBy: number | null; // the year at whose end nothing is left; null: by the life tables
}

/**
 * The rule that an inherited account follows. A spouse who rolls over or treats the account as
 * their own is an owner: use `requiredMinimum`.
 *
 * @throws {Refusal} BAD_INPUT for a death before 2020 (earlier law) or before birth, a minor child of 21 or
 *   over, someone called not more than 10 years younger who is, and a ten-year election that is not theirs
 * @see Treas. Reg. 1.401(a)(9)-3(c), -5(d), (e)
 */
export function inheritedRule(inheritance: Inheritance): InheritedRule {
  const died = checkedYearOfDeath(inheritance);
  const { beneficiary, ownerBirthDate, ownerDeathDate } = inheritance;
  const isAfterBeginning =
    !inheritance.isRoth && ownerDeathDate >= requiredBeginning(ownerBirthDate).beginningDate;
  const annual = isAfterBeginning ? died + 1 : null;
  checkElection(inheritance, isAfterBeginning);
  if (inheritance.electsTenYears) return tenYears(died + 10, isAfterBeginning, annual);
  switch (beneficiary.kind) {
    case "NOT_AN_INDIVIDUAL":
      return isAfterBeginning
        ? { kind: "LIFE_EXPECTANCY", isAfterBeginning, annualFrom: died + 1, emptyBy: null }
        : { kind: "FIVE_YEARS", isAfterBeginning, annualFrom: null, emptyBy: died + 5 };
    case "OTHER_INDIVIDUAL":
      return tenYears(died + 10, isAfterBeginning, annual);
    case "SPOUSE":
      return {
        kind: "LIFE_EXPECTANCY",
        isAfterBeginning,
        annualFrom: isAfterBeginning ? died + 1 : spouseBegins(inheritance, died),
        emptyBy: null,
      };
    case "MINOR_CHILD":
      return {
        kind: "LIFE_EXPECTANCY",
        isAfterBeginning,
        annualFrom: died + 1,
        emptyBy: yearOf(beneficiary.birthDate) + 31, // ten years after 21
      };
    case "DISABLED_OR_CHRONICALLY_ILL":
    case "NOT_MORE_THAN_TEN_YEARS_YOUNGER":
      return { kind: "LIFE_EXPECTANCY", isAfterBeginning, annualFrom: died + 1, emptyBy: null };
  }
}

function tenYears(
  emptyBy: number,
  isAfterBeginning: boolean,
  annualFrom: number | null,
): InheritedRule {
  const kind = annualFrom === null ? "TEN_YEARS" : "TEN_YEARS_AND_ANNUAL";
  return { kind, isAfterBeginning, annualFrom, emptyBy };
}

/** A spouse may wait until the year in which the owner would have begun; a Roth owner by the same age. */
function spouseBegins({ ownerBirthDate }: Inheritance, died: number): number {
  return Math.max(died + 1, requiredBeginning(ownerBirthDate).firstYear);
}

function checkElection(inheritance: Inheritance, isAfterBeginning: boolean): void {
  const { kind } = inheritance.beneficiary;
  const isTheirs = kind !== "NOT_AN_INDIVIDUAL" && kind !== "OTHER_INDIVIDUAL" && !isAfterBeginning;
  if (!inheritance.electsTenYears || isTheirs) return;
  throw new Refusal(
    "BAD_INPUT",
    "Only an eligible beneficiary of an owner who died before the required beginning date may elect the ten-year rule.",
    { beneficiary: kind, isAfterBeginning },
  );
}

function checkedYearOfDeath({ ownerBirthDate, ownerDeathDate, beneficiary }: Inheritance): number {
  const died = yearOf(ownerDeathDate);
  const refuse = (message: string) => {
    throw new Refusal("BAD_INPUT", message, { ownerBirthDate, ownerDeathDate });
  };
  if (died < 2020) refuse("Deaths before 2020 follow the law before P.L. 116-94: not carried.");
  if (ownerDeathDate < ownerBirthDate) refuse("The owner died before birth.");
  if (beneficiary.kind === "MINOR_CHILD" && ageYears(beneficiary.birthDate, ownerDeathDate) >= 21) {
    refuse("A minor child is under 21 on the day of the owner's death.");
  }
  if (
    beneficiary.kind === "NOT_MORE_THAN_TEN_YEARS_YOUNGER" &&
    beneficiary.birthDate > addYears(ownerBirthDate, 10)
  ) {
    refuse("This beneficiary is more than 10 years younger than the owner.");
  }
  return died;
}
