import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { ASSET_CLASSES, type AssetClass } from "../assetClass.js";
import type { FittedMarket } from "../capitalMarket.js";
import type { FittedModel, MarketFit } from "../marketFit.js";
import { lognormalMarket, type MarketPlan } from "../marketPlan.js";
import { keyOfSeed } from "../seed.js";
import { LIMITS } from "../simulationInputs.js";
import { amountAt, type CashFlow, FLOW_KINDS } from "./cashFlow.js";
import type {
  CompiledAccount,
  CompiledContribution,
  CompiledPerson,
  CompiledPlan,
  FloatingFlow,
  FlowGroup,
} from "./compiledPlan.js";
import { compileTaxes, firstWithholding } from "./compileTaxes.js";
import { type ExpandedPlan, expandPlan, FOREVER, monthOf } from "./expandPlan.js";
import { type GlidePoint, type PlanDocument, TREATMENTS } from "./householdPlan.js";
import { INCOME_YIELDS } from "./incomeYields.js";
import { survivalCurve } from "./longevity.js";
import type { PlanInputs } from "./planInputs.js";
import {
  type Beneficiary,
  fullRetirementAgeMonths,
  survivorFullAgeMonths,
} from "./socialSecurity.js";

/** Lives that the table does not end are ended at this age of the youngest. */
export const TABLE_HORIZON_YEARS = 105;

/** A plan as a thread takes it, and the markets it is walked along. */
export interface PlanWork {
  readonly plan: CompiledPlan;
  readonly market: MarketPlan;
}

/** What has to be fitted before these inputs can be walked; null for lognormal markets. */
export function planMarketFit(
  inputs: PlanInputs,
): (MarketFit & { readonly model: FittedModel }) | null {
  const { capitalMarket: chosen, assumptions, document, asOf } = inputs;
  if (!chosen || chosen.model === "LOGNORMAL") return null;
  const horizon = horizonMonths(document, asOf);
  const assetClasses = assetsOf(inputs);
  return { model: chosen.model, chosen, assumptions, assetClasses, horizonMonths: horizon };
}

/**
 * Turns frozen inputs into flat data. Pure: equal inputs give equal work.
 *
 * @param fitted the market that `planMarketFit(inputs)` asks for; null: lognormal
 */
export function compilePlan(inputs: PlanInputs, fitted: FittedMarket | null = null): PlanWork {
  const { document, asOf } = inputs;
  const months = horizonMonths(document, asOf);
  const expanded = expandPlan(document, asOf);
  const assetClasses = assetsOf(inputs);
  const { assumptions, seed } = inputs;
  const market: MarketPlan = fitted
    ? { key: keyOfSeed(seed), months, assetClasses, isAntithetic: false, model: fitted.model }
    : lognormalMarket({ seed, months, assumptions, assetClasses });
  const people = document.people.map((_, i) =>
    compilePerson(document, i, { asOf, months, expanded }),
  );
  const accounts = accountsOf(inputs, expanded);
  const flows = compileFlows(expanded.flows, months);
  const taxes = compileTaxes(inputs.taxTables);
  const surplus = accounts.findIndex((a) => TREATMENTS[a.treatment] === "TAXABLE");
  const plan: CompiledPlan = {
    months,
    calendarMonth: Number(asOf.slice(5, 7)) - 1,
    key: market.key,
    people,
    ...flows,
    contributions: compileContributions(expanded, accounts),
    accounts,
    order: document.withdrawalOrder.map((treatment) => TREATMENTS.indexOf(treatment)),
    surplusAccount: surplus,
    savesSurplus: document.savesSurplus,
    survivorSpendingShare: document.survivorSpendingShare,
    rule: document.spendingRule,
    ruleFrom:
      document.spendingRuleFrom === null
        ? 0
        : Math.max(0, monthOf(asOf, document.spendingRuleFrom)),
    sustainable: null,
    assets: assetClasses.length,
    startWeights: weightsOf(inputs.holdings, assetClasses),
    targets: compileTargets(inputs, assetClasses, months),
    interestYields: Float64Array.from(assetClasses, (c) => INCOME_YIELDS[c].interest),
    dividendYields: Float64Array.from(assetClasses, (c) => INCOME_YIELDS[c].dividends),
    equityColumn: assetClasses.indexOf("US_EQUITY"),
    rebalancing: document.rebalancing.kind,
    band: document.rebalancing.band,
    costRate: document.rebalancing.costRate,
    goals: inputs.goals.map(({ month, amount, spends }) => ({ month, amount, spends })),
    taxes,
    firstWithholding: 0,
  };
  return { plan: { ...plan, firstWithholding: firstWithholding(plan) }, market };
}

const monthsOfAge = (birthDate: CalendarDate, asOf: CalendarDate): number =>
  monthOf(birthDate, asOf) - (asOf.slice(8) < birthDate.slice(8) ? 1 : 0);

/** To the fixed age of the last, or to 105 of the youngest; whole years, at most 100. */
export function horizonMonths(document: PlanDocument, asOf: CalendarDate): number {
  const ages = document.people.map((person) => monthsOfAge(person.birthDate, asOf));
  const until = (document.fixedAgeYears ?? TABLE_HORIZON_YEARS) * 12;
  const months = Math.max(12, until - Math.min(...ages));
  return Math.min(Math.ceil(months / 12) * 12, LIMITS.monthsMax);
}

interface Span {
  readonly asOf: CalendarDate;
  readonly months: number;
  readonly expanded: ExpandedPlan;
}

function compilePerson(
  document: PlanDocument,
  index: number,
  { asOf, months, expanded }: Span,
): CompiledPerson {
  const person = document.people[index];
  if (!person) throw new RangeError(`no person ${index}`);
  const ageMonths = monthsOfAge(person.birthDate, asOf);
  const { fixedAgeYears } = document;
  const fixed = fixedAgeYears === null ? FOREVER : fixedAgeYears * 12 - ageMonths;
  return {
    ageMonths,
    birthYear: yearOf(person.birthDate),
    survival: fixedAgeYears === null ? survivalCurve(ageMonths, person.sex, months) : null,
    fixedDeathMonth: Math.min(expanded.deaths.get(index) ?? FOREVER, fixed),
    benefits: beneficiary(document, index, ageMonths),
  };
}

/** Someone without an own record claims the spouse's benefit at full age. */
function beneficiary(document: PlanDocument, index: number, ageMonths: number): Beneficiary | null {
  if (document.people.every((person) => person.socialSecurity === null)) return null;
  const person = document.people[index];
  if (!person) return null;
  const fullAgeMonths = fullRetirementAgeMonths(person.birthDate);
  return {
    pia: person.socialSecurity?.monthlyAmount ?? 0,
    ageMonths,
    claimAgeMonths: person.socialSecurity?.claimAgeMonths ?? fullAgeMonths,
    fullAgeMonths,
    survivorFullAgeMonths: survivorFullAgeMonths(person.birthDate),
  };
}

/** Classes that are held or aimed at, in the order of ASSET_CLASSES. */
export function assetsOf({
  holdings,
  document,
}: Pick<PlanInputs, "holdings" | "document">): AssetClass[] {
  const used = [...holdings, ...document.glidePath.flatMap((point) => point.weights)];
  return ASSET_CLASSES.filter((c) => used.some((w) => w.assetClass === c && w.weight > 0));
}

function weightsOf(
  weights: GlidePoint["weights"],
  assetClasses: readonly AssetClass[],
): Float64Array {
  return Float64Array.from(
    assetClasses,
    (c) => weights.find((w) => w.assetClass === c)?.weight ?? 0,
  );
}

/** The glide path month by month: level before its first and after its last date. */
function compileTargets(
  { document, holdings, asOf }: PlanInputs,
  assetClasses: readonly AssetClass[],
  months: number,
): Float64Array {
  const path =
    document.glidePath.length > 0 ? document.glidePath : [{ on: asOf, weights: holdings }];
  const points = path.map(({ on, weights }) => ({
    month: monthOf(asOf, on),
    weights: weightsOf(weights, assetClasses),
  }));
  const assets = assetClasses.length;
  const targets = new Float64Array((months + 1) * assets);
  for (let month = 0; month <= months; month++) {
    const next = points.find((point) => point.month >= month) ?? points.at(-1);
    const before = points.findLast((point) => point.month <= month) ?? points[0];
    if (!next || !before) throw new RangeError("a glide path has a point");
    const width = next.month - before.month;
    const share = width > 0 ? (month - before.month) / width : 0;
    for (let a = 0; a < assets; a++) {
      const from = before.weights[a] ?? 0;
      targets[month * assets + a] = from + share * ((next.weights[a] ?? 0) - from);
    }
  }
  return targets;
}

const indexOfPerson = (document: PlanDocument, personId: string | null): number =>
  personId === null ? -1 : document.people.findIndex((person) => person.personId === personId);

/** The household's accounts, and empty ones for what the plan pays into and has none of. */
function accountsOf(inputs: PlanInputs, expanded: ExpandedPlan): CompiledAccount[] {
  const accounts = inputs.accounts.map(({ id, name, treatment, personId, value, basis }) => ({
    id,
    name,
    treatment: TREATMENTS.indexOf(treatment),
    person: indexOfPerson(inputs.document, personId),
    value,
    basis,
  }));
  const open = (name: string, treatment: number, person: number): void => {
    accounts.push({ id: null, name, treatment, person, value: 0, basis: 0 });
  };
  const taxable = TREATMENTS.indexOf("TAXABLE");
  if (!accounts.some((a) => a.treatment === taxable)) open("Savings", taxable, -1);
  for (const c of expanded.contributions) {
    if (!findAccount(accounts, c)) open(c.name, TREATMENTS.indexOf(c.treatment), c.person ?? -1);
  }
  return accounts;
}

type Wanted = Pick<ExpandedPlan["contributions"][number], "treatment" | "person">;

function findAccount(accounts: readonly CompiledAccount[], { treatment, person }: Wanted) {
  const alike = accounts.filter((a) => TREATMENTS[a.treatment] === treatment);
  return person === null ? alike[0] : alike.find((a) => a.person === person);
}

function compileContributions(
  expanded: ExpandedPlan,
  accounts: readonly CompiledAccount[],
): CompiledContribution[] {
  return expanded.contributions.map((c) => {
    const found = findAccount(accounts, c);
    const { monthly, employerMonthly, isPreTax, from, until } = c;
    const account = found ? accounts.indexOf(found) : -1;
    return { person: c.person ?? -1, account, monthly, employerMonthly, isPreTax, from, until };
  });
}

/** Groups flows whose level is known today; the others follow prices of a month to come. */
function compileFlows(
  flows: readonly CashFlow[],
  months: number,
): { readonly groups: FlowGroup[]; readonly floating: FloatingFlow[] } {
  const known = flows.filter((f) => f.baseMonth === null || f.baseMonth === 0);
  const byGroup = Map.groupBy(known, (f) => [f.kind, f.person ?? -1, f.survivorShare].join());
  const groups = [...byGroup.values()].map((members) => {
    const [first] = members;
    if (!first) throw new RangeError("a group has a member");
    const sum = (isIndexed: boolean): Float64Array =>
      Float64Array.from({ length: months }, (_, month) =>
        members
          .filter((f) => (f.baseMonth === null) === isIndexed)
          .reduce((total, f) => total + amountAt(f, month), 0),
      );
    const kind = FLOW_KINDS.indexOf(first.kind);
    const { survivorShare } = first;
    const person = first.person ?? -1;
    return { kind, person, survivorShare, indexed: sum(true), nominal: sum(false) };
  });
  const floating = flows
    .filter((f) => f.baseMonth !== null && f.baseMonth > 0 && f.baseMonth < months)
    .map((f) => {
      const until = Math.min(f.until, months);
      const length = Math.max(0, until - f.from);
      return {
        kind: FLOW_KINDS.indexOf(f.kind),
        person: f.person ?? -1,
        baseMonth: f.baseMonth ?? 0,
        from: f.from,
        until,
        amounts: Float64Array.from({ length }, (_, i) => amountAt(f, f.from + i)),
      };
    });
  return { groups, floating };
}
