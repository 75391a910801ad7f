import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { excessOver } from "../exact.js";
import { type Figure, official, standingOf } from "../figure.js";
import {
  ageAtYearEnd,
  catchUpOf,
  requireNotNegative,
  requireWithinRoom,
} from "./contributionAge.js";
import { contributionDeadline, type ContributionKind } from "./contributionDeadline.js";
import type { AccountKind } from "./householdAccounts.js";
import { type RetirementParameters, retirementParametersFor } from "./retirementParameters.js";

/** What an account of this kind can take at most in a year. USD. */
export interface AccountRoom {
  readonly year: number;
  readonly limit: Decimal | null; // by kind and age; null: none
  readonly room: Decimal | null; // after what was contributed; null: no limit
  readonly by: CalendarDate | null; // last day for the year
  readonly note: string;
  readonly figures: ReturnType<typeof standingOf>;
}

interface Rule {
  readonly limit: (p: RetirementParameters, age: number) => Decimal;
  readonly figure: (p: RetirementParameters) => Figure<unknown>;
  readonly deadline: ContributionKind;
  readonly note: string;
}

const COVERDELL = official("26 USC 530(b)(1)(A)(iii)", new Decimal(2000));

const DEFERRAL: Rule = {
  limit: ({ deferral }, age) => deferral.value.limit.plus(catchUpOf(deferral.value, age)),
  figure: (p) => p.deferral,
  deadline: "ELECTIVE_DEFERRAL",
  note: "Deferrals of all such plans together, at most the pay; what the employer adds comes on top.",
};

const IRA: Rule = {
  limit: ({ ira }, age) =>
    age >= 50 ? ira.value.limit.plus(ira.value.catchUp50) : ira.value.limit,
  figure: (p) => p.ira,
  deadline: "IRA",
  note: "Traditional and Roth IRAs together, at most the compensation; Roth and deductions end with income.",
};

const RULES: Partial<Record<AccountKind, Rule>> = {
  TRADITIONAL_IRA: IRA,
  ROLLOVER_IRA: IRA,
  ROTH_IRA: IRA,
  TRADITIONAL_401K: DEFERRAL,
  ROTH_401K: DEFERRAL,
  TRADITIONAL_403B: DEFERRAL,
  ROTH_403B: DEFERRAL,
  GOVERNMENTAL_457B: {
    ...DEFERRAL,
    note: "A limit of its own, beside other plans; at most the pay.",
  },
  SIMPLE_IRA: {
    limit: ({ simpleDeferral }, age) =>
      simpleDeferral.value.limit.plus(catchUpOf(simpleDeferral.value, age)),
    figure: (p) => p.simpleDeferral,
    deadline: "ELECTIVE_DEFERRAL",
    note: "Deferrals; employers of up to 25 may allow more.",
  },
  SEP_IRA: {
    limit: ({ annualAdditions }) => annualAdditions.value,
    figure: (p) => p.annualAdditions,
    deadline: "SEP",
    note: "From the employer, at most 25 % of compensation.",
  },
  HSA: {
    limit: ({ hsa }, age) =>
      age >= 55 ? hsa.value.family.plus(hsa.value.catchUp55) : hsa.value.family,
    figure: (p) => p.hsa,
    deadline: "HSA",
    note: "Of a family's plan for all months; less for one person or part of a year.",
  },
  EDUCATION_529: {
    limit: ({ giftExclusion }) => giftExclusion.value,
    figure: (p) => p.giftExclusion,
    deadline: "EDUCATION_529",
    note: "Without a gift tax return, from one giver to one beneficiary; five years may come at once.",
  },
  COVERDELL: {
    limit: () => COVERDELL.value,
    figure: () => COVERDELL,
    deadline: "IRA",
    note: "To one beneficiary under 18, from all givers together; ends with income.",
  },
};

/**
 * The most that an account of this kind takes in a year by its owner's age. What income and plan
 * leave of it is the household's contribution plan.
 *
 * @param contributed USD for the year so far, over all accounts that share the limit
 * @param planned USD more
 * @throws {Refusal} TAX_YEAR_UNKNOWN, BAD_INPUT for a negative amount; CONTRIBUTION_OVER_LIMIT when more is planned than there is room
 */
export function accountRoom(
  account: { readonly kind: AccountKind; readonly birthDate: CalendarDate | null },
  year: number,
  amounts: { readonly contributed: Decimal; readonly planned: Decimal },
): AccountRoom {
  const { contributed, planned } = amounts;
  const { kind, birthDate } = account;
  requireNotNegative({ contributed, planned });
  const parameters = retirementParametersFor(year);
  const rule = RULES[kind];
  if (!rule) return withoutRule(kind, year, planned);
  // without a birth date nobody is given a catch-up
  const limit = rule.limit(parameters, birthDate ? ageAtYearEnd(birthDate, year) : 0);
  const room = excessOver(limit, contributed);
  requireWithinRoom(kind, planned, room);
  return {
    year,
    limit,
    room,
    by: contributionDeadline(rule.deadline, year),
    note: birthDate ? rule.note : `${rule.note} The owner's birth date is not known: no catch-up.`,
    figures: standingOf([rule.figure(parameters)]),
  };
}

function withoutRule(kind: AccountKind, year: number, planned: Decimal): AccountRoom {
  const isInherited = kind === "INHERITED_IRA";
  if (isInherited) requireWithinRoom(kind, planned, ZERO);
  return {
    year,
    limit: isInherited ? ZERO : null,
    room: isInherited ? ZERO : null,
    by: null,
    note: isInherited
      ? "Nothing can be added to an inherited account."
      : "Taxable accounts have no limit.",
    figures: standingOf([]),
  };
}
