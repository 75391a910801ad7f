import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal, type RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { PlanDocument, PlanLifeEvent, PlanPerson } from "./householdPlan.js";
import { templateOf } from "./lifeEventTemplates.js";
import { EARLIEST_CLAIM_MONTHS, LATEST_CLAIM_MONTHS } from "./socialSecurity.js";

const AMOUNT_MAX = 1e12;
const ELEMENTS_MAX = 200;

const refuse = (element: string, message: string, facts: RefusalFacts = {}): never => {
  throw new Refusal("PLAN_INVALID", message, { element, ...facts });
};

const within = (
  element: string,
  [what, value]: readonly [string, number],
  [min, max]: readonly [number, number],
): void => {
  if (value >= min && value <= max) return;
  refuse(element, `${element}: ${what} is from ${min} to ${max} (asked: ${value})`, {
    field: what,
    asked: String(value),
    min,
    max,
  });
};

const amount = (element: string, value: number): void =>
  within(element, ["amount", value], [0, AMOUNT_MAX]);

/**
 * @param asOf today: what happens once, and the events of the plan, are not before its month
 * @throws {Refusal} PLAN_INVALID naming the element, what was asked and what is allowed
 */
export function validatePlan(document: PlanDocument, asOf: CalendarDate): void {
  validatePeople(document, asOf);
  const ids = new Set(document.people.map((person) => person.personId));
  const lists = [
    document.incomes,
    document.expenses,
    document.debts,
    document.oneTimes,
    document.contributions,
    document.lifeEvents,
    document.glidePath,
  ];
  for (const list of lists) {
    if (list.length > ELEMENTS_MAX) {
      refuse("plan", `at most ${ELEMENTS_MAX} of a kind`, { elementsMax: ELEMENTS_MAX });
    }
  }
  validateFlows(document, ids);
  for (const { name, amount: sum, on } of document.oneTimes) {
    amount(name, sum);
    notBefore(name, on, asOf);
  }
  for (const event of document.lifeEvents) validateEvent(event, ids, asOf);
  validateIntentions(document);
}

function validatePeople({ people, filingStatus, fixedAgeYears }: PlanDocument, asOf: CalendarDate) {
  if (people.length < 1 || people.length > 2) {
    refuse("people", `a plan has one or two people (asked: ${people.length})`);
  }
  if (new Set(people.map((person) => person.personId)).size !== people.length) {
    refuse("people", "a person stands twice in the plan");
  }
  const isJoint = filingStatus === "MARRIED_FILING_JOINTLY";
  if (isJoint !== (people.length === 2)) {
    refuse("filingStatus", "a joint return is of two people, another of one", { filingStatus });
  }
  for (const person of people) validatePerson(person, asOf, fixedAgeYears);
}

function validatePerson(person: PlanPerson, asOf: CalendarDate, fixedAgeYears: number | null) {
  const { name, birthDate, socialSecurity } = person;
  if (birthDate > asOf) refuse(name, `${name} is not born yet: the age would be negative`);
  const age = Number(asOf.slice(0, 4)) - Number(birthDate.slice(0, 4));
  within(name, ["age", age], [0, 110]);
  if (fixedAgeYears !== null) {
    within("fixedAgeYears", ["fixedAgeYears", fixedAgeYears], [1, 119]);
    if (fixedAgeYears <= age) {
      refuse("fixedAgeYears", `${name} is past ${fixedAgeYears} already`, { ageYears: age });
    }
  }
  if (!socialSecurity) return;
  amount(name, socialSecurity.monthlyAmount);
  within(
    name,
    ["claimAgeMonths", socialSecurity.claimAgeMonths],
    [EARLIEST_CLAIM_MONTHS, LATEST_CLAIM_MONTHS],
  );
}

interface Dated {
  readonly name: string;
  readonly personId: string | null;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
}

function validateFlows(document: PlanDocument, ids: ReadonlySet<string>): void {
  const dated: readonly Dated[] = [
    ...document.incomes,
    ...document.expenses,
    ...document.contributions,
  ];
  for (const { name, personId, from, until } of dated) {
    if (from !== null && until !== null && until <= from) {
      refuse(name, `${name} ends (${until}) before it begins (${from})`, { from, until });
    }
    validateOwner(name, personId, ids);
  }
  validateAmounts(document);
  for (const { name, balance, annualRate, monthlyPayment } of document.debts) {
    amount(name, balance);
    within(name, ["annualRate", annualRate], [0, 1]);
    if (balance > 0 && monthlyPayment <= (balance * annualRate) / 12) {
      refuse(name, `${name}: the payment does not cover the interest`, {
        monthlyPayment,
        monthlyInterest: (balance * annualRate) / 12,
      });
    }
  }
}

function validateAmounts(document: PlanDocument): void {
  for (const { name, kind, personId, monthlyAmount, growth, survivorShare } of document.incomes) {
    amount(name, monthlyAmount);
    within(name, ["growth", growth], [-0.2, 0.2]);
    within(name, ["survivorShare", survivorShare], [0, 1]);
    if (kind === "WAGES" && personId === null) refuse(name, "wages are of a person");
  }
  for (const { name, monthlyAmount, growth } of document.expenses) {
    amount(name, monthlyAmount);
    within(name, ["growth", growth], [-0.2, 0.2]);
  }
  for (const { name, yearlyAmount, employerYearlyAmount } of document.contributions) {
    amount(name, yearlyAmount);
    amount(name, employerYearlyAmount);
  }
}

function validateOwner(name: string, personId: string | null, ids: ReadonlySet<string>): void {
  if (personId !== null && !ids.has(personId)) {
    refuse(name, `${name} is of a person who is not in the plan`, { personId });
  }
}

function notBefore(name: string, on: CalendarDate, asOf: CalendarDate): void {
  if (!parseCalendarDate(on) || on.slice(0, 7) < asOf.slice(0, 7)) {
    refuse(name, `${name} is before today (${on})`, { on, today: asOf });
  }
}

function validateEvent(event: PlanLifeEvent, ids: ReadonlySet<string>, asOf: CalendarDate): void {
  const template = templateOf(event.template);
  if (!template) return refuse(event.name, `no template ${event.template}`);
  notBefore(event.name, event.on, asOf);
  validateOwner(event.name, event.personId, ids);
  if (template.needsPerson && event.personId === null) {
    refuse(event.name, `${template.title} is of a person`);
  }
  if (event.template === "DEATH_OF_SPOUSE" && ids.size < 2) {
    refuse(event.name, "one who lives alone has no spouse");
  }
  for (const [name, value] of Object.entries(event.assumptions)) {
    const known = template.assumptions.find((a) => a.name === name);
    if (!known) return refuse(event.name, `${template.title} has no assumption ${name}`);
    within(event.name, [name, value], [known.min, known.max]);
  }
}

const ORDER = ["ROTH", "TAXABLE", "TAX_DEFERRED"].join();

function validateIntentions(document: PlanDocument): void {
  if ([...document.withdrawalOrder].sort().join() !== ORDER) {
    refuse("withdrawalOrder", "the order has TAXABLE, TAX_DEFERRED and ROTH, each once");
  }
  for (const { on, weights } of document.glidePath) {
    const sum = weights.reduce((total, { weight }) => total + weight, 0);
    const classes = new Set(weights.map(({ assetClass }) => assetClass));
    if (classes.size !== weights.length) refuse("glidePath", `${on}: a class stands twice`);
    if (weights.some(({ weight }) => !(weight >= 0)) || !(Math.abs(sum - 1) <= 1e-9)) {
      refuse("glidePath", `${on}: the weights are at least 0 and sum to 1 (sum: ${sum})`, {
        weightSum: sum,
      });
    }
  }
  const dates = document.glidePath.map(({ on }) => on);
  if (dates.some((on, i) => i > 0 && on <= (dates[i - 1] ?? ""))) {
    refuse("glidePath", "the dates of a glide path rise");
  }
  within("survivorSpendingShare", ["share", document.survivorSpendingShare], [0, 1]);
  within("rebalancing", ["costRate", document.rebalancing.costRate], [0, 0.1]);
  within("rebalancing", ["band", document.rebalancing.band], [0.001, 1]);
  validateRule(document);
}

function validateRule({ spendingRule: rule }: PlanDocument): void {
  within("spendingRule", ["rate", rule.rate], [0, 1]);
  within("spendingRule", ["realReturn", rule.realReturn], [-0.05, 0.2]);
  within("spendingRule", ["untilAgeYears", rule.untilAgeYears], [1, 119]);
  within("spendingRule", ["capeBase", rule.capeBase], [0, 0.2]);
  within("spendingRule", ["capeSlope", rule.capeSlope], [0, 5]);
  within("spendingRule", ["cape", rule.cape], [1, 200]);
  within("spendingRule", ["floorChange", rule.floorChange], [-1, 0]);
  within("spendingRule", ["ceilingChange", rule.ceilingChange], [0, 1]);
  const { lowProbability: low, targetProbability: target, highProbability: high } = rule;
  if (!(0 < low && low < target && target < high && high < 1)) {
    refuse("spendingRule", "0 < lowProbability < targetProbability < highProbability < 1");
  }
}
