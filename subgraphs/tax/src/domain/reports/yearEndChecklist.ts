import { addDays, type CalendarDate, dayOfWeek, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero } from "../exact.js";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalParameters } from "../federalParameters.js";
import type { FederalReturn } from "../federalReturn.js";
import { contributionDeadline } from "../retirement/contributionDeadline.js";
import { dayOf, requiredBeginning } from "../retirement/requiredBeginning.js";
import type { RetirementParameters } from "../retirement/retirementParameters.js";
import type { CapitalGainsReport } from "./capitalGainsReport.js";
import type { EstimatedPayments } from "./estimatedPayments.js";

export const CHECKLIST_CODES = [
  "HARVEST_LOSSES",
  "WASH_SALE_WINDOWS",
  "GAINS_AT_ZERO_RATE",
  "ROTH_CONVERSION",
  "REQUIRED_MINIMUM_DISTRIBUTION",
  "QUALIFIED_CHARITABLE_DISTRIBUTION",
  "ELECTIVE_DEFERRALS",
  "IRA_CONTRIBUTION",
  "HSA_CONTRIBUTION",
  "FLEXIBLE_SPENDING_ACCOUNT",
  "ESTIMATED_PAYMENT",
  "ANNUAL_GIFTS",
] as const;
export type ChecklistCode = (typeof CHECKLIST_CODES)[number];

/** UNKNOWN: a fact is missing, and `why` names it. PASSED: the day is over and it was not done. */
export type ChecklistStatus = "OPEN" | "DONE" | "PASSED" | "NOT_APPLICABLE" | "UNKNOWN";

export interface ChecklistItem {
  readonly code: ChecklistCode;
  readonly deadline: CalendarDate;
  readonly amount: Decimal | null; // USD; null: there is none, or it is not known
  readonly why: string;
  readonly status: ChecklistStatus;
}

export interface ChecklistFacts {
  readonly year: number;
  readonly today: CalendarDate;
  readonly report: CapitalGainsReport;
  readonly retirement: RetirementParameters;
  /** The year's return and its payments, from the tax profile; null without one. */
  readonly profile: {
    readonly facts: FederalFacts;
    readonly parameters: FederalParameters;
    readonly tax: FederalReturn; // with the year's realised gains
    readonly payments: EstimatedPayments;
  } | null;
}

type Draft = Omit<ChecklistItem, "code">;

const NO_PROFILE = "There is no tax profile of this year.";

/** What is to be done before a year ends, or soon after it, each with its last day. */
export function yearEndChecklist(facts: ChecklistFacts): ChecklistItem[] {
  const items: Readonly<Record<ChecklistCode, Draft>> = {
    HARVEST_LOSSES: harvestLosses(facts),
    WASH_SALE_WINDOWS: washSaleWindows(facts),
    GAINS_AT_ZERO_RATE: gainsAtZeroRate(facts),
    ROTH_CONVERSION: rothConversion(facts),
    REQUIRED_MINIMUM_DISTRIBUTION: requiredMinimum(facts),
    QUALIFIED_CHARITABLE_DISTRIBUTION: charitableDistribution(facts),
    ELECTIVE_DEFERRALS: electiveDeferrals(facts),
    IRA_CONTRIBUTION: iraContribution(facts),
    HSA_CONTRIBUTION: hsaContribution(facts),
    FLEXIBLE_SPENDING_ACCOUNT: {
      deadline: dayOf(facts.year, 12, 31),
      amount: null,
      why: "What is left in a health flexible spending account may be lost; the plan's carryover or grace period is not among our facts.",
      status: "UNKNOWN",
    },
    ESTIMATED_PAYMENT: estimatedPayment(facts),
    ANNUAL_GIFTS: {
      deadline: dayOf(facts.year, 12, 31),
      amount: facts.retirement.giftExclusion.value,
      why: "To each person without a gift tax return; contributions to 529 plans count.",
      status: "OPEN",
    },
  };
  return CHECKLIST_CODES.map((code) => {
    const draft = items[code];
    const isPassed = draft.status === "OPEN" && draft.deadline < facts.today;
    return { code, ...draft, status: isPassed ? "PASSED" : draft.status };
  });
}

/** The last day of the year on which exchanges trade: a sale counts on its trade date. */
export function lastTradingDay(year: number): CalendarDate {
  let day = dayOf(year, 12, 31);
  while (dayOfWeek(day) > 5) day = addDays(day, -1);
  return day;
}

function harvestLosses({ year, report }: ChecklistFacts): Draft {
  const { net, lossLimit } = report.scheduleD;
  const room = atLeastZero(net.plus(lossLimit));
  const status = room.isZero() ? "DONE" : "OPEN";
  const why = room.isZero()
    ? "This year's losses reach the limit: more would be carried to later years."
    : `Losses up to this amount still lower this year's tax: the net of gains and carryovers is ${net.toFixed(2)}, the limit against other income ${lossLimit.toFixed(0)}.`;
  return { deadline: lastTradingDay(year), amount: room, why, status };
}

function washSaleWindows({ year, report }: ChecklistFacts): Draft {
  const open = report.openWashSales;
  const last = open
    .map(({ until }) => until)
    .sort()
    .at(-1);
  if (last === undefined) {
    const why = "No loss of this year can be disallowed any more by a purchase.";
    return { deadline: dayOf(year, 12, 31), amount: null, why, status: "NOT_APPLICABLE" };
  }
  const names = open.map(({ symbol, until }) => {
    const straddles = yearOf(until) > year ? " (into next year)" : "";
    return `${symbol} until ${until}${straddles}`;
  });
  return {
    deadline: last,
    amount: sum(open.map(({ loss }) => loss)),
    why: `Do not buy, nor let dividends buy: ${[...new Set(names)].join(", ")}. It would disallow these losses.`,
    status: "OPEN",
  };
}

function gainsAtZeroRate({ year, profile }: ChecklistFacts): Draft {
  const deadline = lastTradingDay(year);
  if (!profile) return unknown(deadline, NO_PROFILE);
  const { parameters, facts, tax } = profile;
  const { zeroUpTo } = parameters.gainBreakpoints.value[facts.filingStatus];
  const room = atLeastZero(zeroUpTo.minus(tax.taxableIncome));
  if (room.isZero()) {
    const why = `Taxable income is over ${zeroUpTo.toFixed(0)}: long-term gains are taxed.`;
    return { deadline, amount: ZERO, why, status: "NOT_APPLICABLE" };
  }
  const why = `Long-term gains up to this amount are taxed at 0 %; they may still make more Social Security taxable or shrink credits.`;
  return { deadline, amount: room, why, status: "OPEN" };
}

function rothConversion({ year, profile }: ChecklistFacts): Draft {
  const deadline = contributionDeadline("ROTH_CONVERSION", year);
  if (!profile) return unknown(deadline, NO_PROFILE);
  const { parameters, facts, tax } = profile;
  const edges = parameters.ordinary.value.from[facts.filingStatus];
  const income = tax.taxableIncome.minus(tax.preferentialIncome);
  const next = edges.find((edge) => edge.gt(income));
  const amount = next ? next.minus(income) : null;
  const why = next
    ? "Room to the end of the rate that ordinary income reaches; a conversion cannot be taken back."
    : "Ordinary income is in the top bracket; a conversion cannot be taken back.";
  return { deadline, amount, why, status: "OPEN" };
}

function requiredMinimum({ year, profile }: ChecklistFacts): Draft {
  const deadline = dayOf(year, 12, 31);
  if (!profile) return unknown(deadline, NO_PROFILE);
  const births = profile.facts.filers.map(({ birthDate }) => birthDate);
  const known = births.flatMap((birth) => (birth ? requiredBeginning(birth) : []));
  const due = known.filter(({ firstYear }) => firstYear <= year);
  if (due.length > 0) {
    const isFirst = due.every(({ firstYear }) => firstYear === year);
    const beginning = due[0]?.beginningDate ?? deadline;
    const why = isFirst
      ? "The first distribution may wait until 1 April; the second then falls into the same year. The amount needs each account's value of last 31 December."
      : "The amount needs each account's value of last 31 December; what is missed costs 25 % of it.";
    return { deadline: isFirst ? beginning : deadline, amount: null, why, status: "OPEN" };
  }
  if (known.length < births.length) return unknown(deadline, "A birth date is missing.");
  return notYet(deadline, "Nobody on the return has reached the age.");
}

function charitableDistribution({ year, profile, retirement }: ChecklistFacts): Draft {
  const deadline = dayOf(year, 12, 31);
  if (!profile) return unknown(deadline, NO_PROFILE);
  const births = profile.facts.filers.map(({ birthDate }) => birthDate);
  const old = births.filter((birth) => birth !== null && isSeventyAndHalf(birth, deadline));
  if (old.length > 0) {
    const amount = retirement.qualifiedCharitable.value.times(old.length);
    const why = "From IRAs straight to charities, out of income, and counted as distribution.";
    return { deadline, amount, why, status: "OPEN" };
  }
  if (births.includes(null)) return unknown(deadline, "A birth date is missing.");
  return notYet(deadline, "Nobody on the return is 70½.");
}

const isSeventyAndHalf = (birth: CalendarDate, on: CalendarDate): boolean => {
  const month = Number(birth.slice(5, 7)) + 6;
  const year = yearOf(birth) + 70 + (month > 12 ? 1 : 0);
  return dayOf(year, ((month - 1) % 12) + 1, Math.min(28, Number(birth.slice(8)))) <= on;
};

function electiveDeferrals({ year, profile, retirement }: ChecklistFacts): Draft {
  const deadline = contributionDeadline("ELECTIVE_DEFERRAL", year);
  if (!profile) return unknown(deadline, NO_PROFILE);
  const { limit, catchUp50, catchUp60to63 } = retirement.deferral.value;
  const rooms = profile.facts.filers.map(({ wages, electiveDeferrals: made, birthDate }) => {
    const age = birthDate ? year - yearOf(birthDate) : 0;
    const catchUp = age >= 60 && age <= 63 ? (catchUp60to63 ?? catchUp50) : catchUp50;
    const all = age >= 50 ? limit.plus(catchUp) : limit;
    return wages.isZero() ? ZERO : atLeastZero(all.minus(made));
  });
  const amount = sum(rooms);
  if (profile.facts.filers.every(({ wages }) => wages.isZero())) {
    return notYet(deadline, "Nobody on the return has wages.");
  }
  const why = amount.isZero()
    ? "Deferrals reach the limit."
    : "Room of plans like a 401(k), with the additions for age; only from pay that is still to come.";
  return { deadline, amount, why, status: amount.isZero() ? "DONE" : "OPEN" };
}

function iraContribution({ year, profile, retirement }: ChecklistFacts): Draft {
  const deadline = contributionDeadline("IRA", year);
  if (!profile) return unknown(deadline, NO_PROFILE);
  const { limit, catchUp50 } = retirement.ira.value;
  const earned = sum(
    profile.facts.filers.map(({ wages, selfEmploymentProfit }) => wages.plus(selfEmploymentProfit)),
  );
  if (earned.lte(0)) return notYet(deadline, "There is no earned income.");
  const rooms = profile.facts.filers.map(({ birthDate, iraDeduction, ira }) => {
    const age = birthDate ? year - yearOf(birthDate) : 0;
    const all = age >= 50 ? limit.plus(catchUp50) : limit;
    return atLeastZero(all.minus(iraDeduction).minus(ira.nonDeductibleContributions));
  });
  const room = sum(rooms);
  const amount = room.lt(earned) ? room : earned;
  const why = room.isZero()
    ? "Contributions reach the limit."
    : "Until the return is due. What went to a Roth IRA already is not among our facts; its phase-out is in the contribution plan.";
  return { deadline, amount, why, status: room.isZero() ? "DONE" : "OPEN" };
}

function hsaContribution({ year, retirement }: ChecklistFacts): Draft {
  const { selfOnly, family } = retirement.hsa.value;
  const why = `With a high-deductible health plan up to ${selfOnly.toFixed(0)} (self-only) or ${family.toFixed(0)} (family); the coverage is not among our facts.`;
  return { deadline: contributionDeadline("HSA", year), amount: null, why, status: "UNKNOWN" };
}

function estimatedPayment({ year, profile }: ChecklistFacts): Draft {
  const last = profile?.payments.installments.at(-1);
  const deadline = last?.dueOn ?? dayOf(year + 1, 1, 15);
  if (!profile || !last) return unknown(deadline, NO_PROFILE);
  const { why, harbor } = profile.payments;
  if (harbor === "NONE") return { deadline, amount: ZERO, why, status: "NOT_APPLICABLE" };
  return { deadline, amount: last.toPay, why, status: last.toPay.isZero() ? "DONE" : "OPEN" };
}

function unknown(deadline: CalendarDate, why: string): Draft {
  return { deadline, amount: null, why, status: "UNKNOWN" };
}

function notYet(deadline: CalendarDate, why: string): Draft {
  return { deadline, amount: null, why, status: "NOT_APPLICABLE" };
}
