import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { levelPayment, monthsToRepay } from "./amortisation.js";
import type { CashFlow, ContributionFlow, FlowKind } from "./cashFlow.js";
import type { PlanDocument, PlanLifeEvent } from "./householdPlan.js";
import { type LifeEventTemplateKind, templateOf } from "./lifeEventTemplates.js";

/** A plan as flows over its months; life events have become flows and dates. */
export interface ExpandedPlan {
  readonly flows: readonly CashFlow[];
  readonly contributions: readonly ContributionFlow[];
  /** By person: the month of a death that the plan fixes. */
  readonly deaths: ReadonlyMap<number, number>;
}

/** Beyond every horizon. */
export const FOREVER = 1_200;

/** Calendar months from one date to another; the plan's first month is that of `asOf`. */
export function monthOf(asOf: CalendarDate, on: CalendarDate): number {
  const count = (d: CalendarDate): number => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
  return count(on) - count(asOf);
}

interface Making {
  readonly document: PlanDocument;
  readonly asOf: CalendarDate;
  flows: CashFlow[];
  contributions: ContributionFlow[];
  readonly deaths: Map<number, number>;
}

/**
 * Turns a valid plan into flows. Life events are applied in the order of their dates, so that a
 * retirement also ends the wages of an earlier job change.
 *
 * @param asOf the plan's month 0
 */
export function expandPlan(document: PlanDocument, asOf: CalendarDate): ExpandedPlan {
  const making: Making = { document, asOf, flows: [], contributions: [], deaths: new Map() };
  making.flows.push(...ownFlows(making), ...debtFlows(document));
  making.contributions.push(...contributionFlows(making));
  const events = [...document.lifeEvents].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  for (const event of events) {
    // validated: the template is one of ours
    EXPANSIONS[event.template as LifeEventTemplateKind](making, occurrence(making, event));
  }
  const { flows, contributions, deaths } = making;
  return { flows: flows.filter(({ from, until }) => until > from), contributions, deaths };
}

const personIndex = ({ people }: PlanDocument, personId: string | null): number | null => {
  const index = people.findIndex((person) => person.personId === personId);
  return index < 0 ? null : index;
};

function span(making: Making, from: CalendarDate | null, until: CalendarDate | null) {
  return {
    from: from === null ? 0 : Math.max(0, monthOf(making.asOf, from)),
    until: until === null ? FOREVER : monthOf(making.asOf, until),
  };
}

function ownFlows(making: Making): CashFlow[] {
  const { document } = making;
  const incomes = document.incomes.map((income) => ({
    name: income.name,
    kind: income.kind,
    person: personIndex(document, income.personId),
    amount: income.monthlyAmount,
    growth: income.growth,
    baseMonth: income.isIndexed ? null : span(making, income.from, null).from,
    ...span(making, income.from, income.until),
    survivorShare: income.survivorShare,
  }));
  const expenses = document.expenses.map((expense) => ({
    name: expense.name,
    kind: expense.category,
    person: personIndex(document, expense.personId),
    amount: expense.monthlyAmount,
    growth: expense.growth,
    baseMonth: null,
    ...span(making, expense.from, expense.until),
    survivorShare: 0,
  }));
  const oneTimes = document.oneTimes.map(({ name, kind, amount, on }) =>
    once({ name, kind, amount }, monthOf(making.asOf, on)),
  );
  return [...incomes, ...expenses, ...oneTimes];
}

type Sum = Pick<CashFlow, "name" | "kind" | "amount">;

/** A flow of the household in today's money. */
function flow(sum: Sum, from: number, until: number, more: Partial<CashFlow> = {}): CashFlow {
  const blank = { person: null, growth: 0, baseMonth: null, survivorShare: 0 };
  return { ...sum, ...blank, from, until, ...more };
}

const once = (sum: Sum, month: number, more: Partial<CashFlow> = {}): CashFlow =>
  flow(sum, month, month + 1, more);

/** Payments at the start of months 1, 2 …: the debt is as of today. */
function debtFlows({ debts }: PlanDocument): CashFlow[] {
  return debts.flatMap((debt) => {
    const months = Math.min(
      monthsToRepay(debt.balance, debt.annualRate, debt.monthlyPayment),
      FOREVER,
    );
    if (months === 0) return [];
    const r = debt.annualRate / 12;
    const before = (1 + r) ** (months - 1);
    const level = debt.monthlyPayment;
    const paid = r === 0 ? (months - 1) * level : (level * (before - 1)) / r;
    const last = Math.max(0, (debt.balance * before - paid) * (1 + r));
    const sum = { name: debt.name, kind: "DEBT" as const, amount: level };
    return [
      flow(sum, 1, months, { baseMonth: 0 }),
      once({ ...sum, amount: last }, months, { baseMonth: 0 }),
    ];
  });
}

function contributionFlows(making: Making): ContributionFlow[] {
  return making.document.contributions.map((c) => ({
    name: c.name,
    person: personIndex(making.document, c.personId),
    treatment: c.treatment,
    monthly: c.yearlyAmount / 12,
    isPreTax: c.isPreTax,
    employerMonthly: c.employerYearlyAmount / 12,
    ...span(making, c.from, c.until),
  }));
}

/** An event with its month, its person and every assumption of its template. */
interface Occurrence {
  readonly name: string;
  readonly month: number;
  readonly person: number | null;
  readonly figure: (name: string) => number;
}

function occurrence({ asOf, document }: Making, event: PlanLifeEvent): Occurrence {
  const defaults = templateOf(event.template)?.assumptions ?? [];
  return {
    name: event.name,
    month: monthOf(asOf, event.on),
    person: personIndex(document, event.personId),
    figure: (name) =>
      event.assumptions[name] ?? defaults.find((a) => a.name === name)?.value ?? Number.NaN,
  };
}

/** Ends what the person earns, and what is saved from it. */
function endWork(making: Making, person: number | null, month: number): void {
  const end = <F extends { readonly from: number; readonly until: number }>(f: F): F => ({
    ...f,
    until: Math.min(f.until, month),
  });
  making.flows = making.flows.map((f) => (f.kind === "WAGES" && f.person === person ? end(f) : f));
  making.contributions = making.contributions.map((c) => (c.person === person ? end(c) : c));
}

type Expansion = (making: Making, event: Occurrence) => void;

const years = (count: number): number => Math.round(count * 12);

const EXPANSIONS: Readonly<Record<LifeEventTemplateKind, Expansion>> = {
  RETIREMENT: (making, { name, month, person, figure }) => {
    endWork(making, person, month);
    const born = making.document.people[person ?? 0]?.birthDate ?? making.asOf;
    const at65 = Math.max(month, monthOf(making.asOf, born) + 65 * 12);
    const more = { person, growth: figure("healthGrowth") };
    making.flows.push(
      flow({ name, kind: "HEALTH", amount: figure("healthBefore65") }, month, at65, more),
      flow({ name, kind: "HEALTH", amount: figure("healthFrom65") }, at65, FOREVER, more),
    );
  },
  CHILD: (making, { name, month, figure }) => {
    const cost = (kind: FlowKind, amount: string, length: string) =>
      flow({ name, kind, amount: figure(amount) }, month, month + years(figure(length)));
    making.flows.push(
      cost("ESSENTIAL", "monthlyCost", "years"),
      cost("ESSENTIAL", "careCost", "careYears"),
    );
  },
  COLLEGE: (making, { name, month, figure }) => {
    const sum = { name, kind: "EDUCATION" as const, amount: figure("yearlyCost") / 12 };
    const until = month + years(figure("years"));
    making.flows.push(flow(sum, month, until, { growth: figure("growth") }));
  },
  HOME_PURCHASE: (making, { name, month, figure }) => {
    const price = figure("price");
    const down = figure("downPaymentShare");
    const months = years(figure("mortgageYears"));
    const loan = { balance: price * (1 - down), annualRate: figure("mortgageRate"), months };
    const paid = price * (down + figure("closingCostShare"));
    const yearly = (price * figure("yearlyCostShare")) / 12;
    making.flows.push(
      once({ name, kind: "ESSENTIAL", amount: paid }, month),
      flow({ name, kind: "DEBT", amount: levelPayment(loan) }, month + 1, month + 1 + months, {
        baseMonth: month,
      }),
      flow({ name, kind: "ESSENTIAL", amount: yearly }, month, FOREVER),
      flow({ name, kind: "ESSENTIAL", amount: -figure("rentSaved") }, month, FOREVER),
    );
  },
  HOME_SALE: (making, { name, month, figure }) => {
    const net = figure("value") * (1 - figure("costShare"));
    const growth = figure("appreciation");
    const nominal = nominalFrom(0);
    making.flows.push(
      once({ name, kind: "TAX_FREE", amount: net }, month, { growth }),
      once({ name, kind: "DEBT", amount: figure("mortgageOwed") }, month, nominal),
      flow({ name, kind: "ESSENTIAL", amount: figure("rentAfter") }, month, FOREVER),
    );
  },
  JOB_CHANGE: (making, { name, month, person, figure }) => {
    const kept = making.contributions;
    endWork(making, person, month);
    // saving goes on with the new job; what leaves no surplus is not saved
    making.contributions = kept;
    const sum = { name, kind: "WAGES" as const, amount: figure("monthlyWages") };
    const growth = figure("growth");
    making.flows.push(
      flow(sum, month + Math.round(figure("pauseMonths")), FOREVER, { person, growth }),
      once({ name, kind: "ESSENTIAL", amount: figure("movingCost") }, month),
    );
  },
  INHERITANCE: (making, { name, month, figure }) => {
    making.flows.push(once({ name, kind: "TAX_FREE", amount: figure("amount") }, month));
  },
  CARE: (making, { name, month, person, figure }) => {
    const sum = { name, kind: "HEALTH" as const, amount: figure("monthlyCost") };
    const until = month + years(figure("years"));
    making.flows.push(flow(sum, month, until, { person, growth: figure("growth") }));
  },
  DEATH_OF_SPOUSE: (making, { name, month, person, figure }) => {
    if (person !== null) making.deaths.set(person, month);
    making.flows.push(
      once({ name, kind: "ESSENTIAL", amount: figure("funeralCost") }, month),
      once({ name, kind: "TAX_FREE", amount: figure("lifeInsurance") }, month, nominalFrom(0)),
    );
  },
};

const nominalFrom = (baseMonth: number): Partial<CashFlow> => ({ baseMonth });
