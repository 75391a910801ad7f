import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import { cents } from "../exact.js";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import type { FederalReturn } from "../federalReturn.js";
import { federalTax } from "../federalTax.js";
import { type FigureStatus, standingOf } from "../figure.js";
import type { FilingStatus } from "../filingStatus.js";
import { INCOME_KINDS, type IncomeKind, withMore } from "../incomeKind.js";
import { STATE_NAMES, type StateCode } from "./stateCode.js";
import type { StateCliff, StateReturn, StateRule, StateTaxLine } from "./stateReturn.js";

import { stateRuleFor } from "./stateTable.js";

const ONE_DOLLAR = new Decimal(1);

/** A state income tax as it is shown: USD rounded half-even to the cent, rates as fractions. */
export interface StateTaxResult {
  readonly state: StateCode;
  readonly stateName: string;
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly adjustedGrossIncome: Decimal; // the state's own base, before deductions and exemptions
  readonly taxableIncome: Decimal;
  readonly tax: Decimal; // the exact tax rounded once; its printed parts may differ by a cent
  readonly lines: readonly StateTaxLine[];
  readonly marginalRates: Readonly<Record<IncomeKind, Decimal>>; // 6 places
  readonly cliffs: readonly StateCliff[]; // where a dollar can move the tax by more than its rate
  readonly parameters: { readonly status: FigureStatus; readonly source: string };
  readonly notModelled: readonly string[]; // what a full return of these facts would also need
}

/**
 * Income tax of one state for a resident of the whole year, with every line.
 *
 * @param state postal code, upper case
 * @param federal the federal return of the same facts and year
 * @throws {Refusal} TAX_STATE_UNKNOWN for a state without rules, which it names, or no state at all
 * @throws {Refusal} TAX_YEAR_UNKNOWN for a year of which the federal engine has no figures
 */
export function stateTax(
  state: string,
  year: number,
  facts: FederalFacts,
  federal: FederalReturn,
): StateTaxResult {
  const rule = stateRuleFor(state);
  const base = stateReturn(state, year, facts, federal);
  const filing = { year, facts, federal };
  return {
    state: rule.code,
    stateName: STATE_NAMES[rule.code],
    year,
    filingStatus: facts.filingStatus,
    adjustedGrossIncome: cents(base.adjustedGrossIncome),
    taxableIncome: cents(base.taxableIncome),
    tax: cents(base.tax),
    lines: base.lines.map((line) => ({ ...line, amount: cents(line.amount) })),
    marginalRates: stateMarginalRates(rule, year, facts, base),
    cliffs: rule.isTaxing(year) ? rule.cliffs : [],
    parameters: standingOf(rule.figuresUsed(filing, base)),
    notModelled: rule.omissions.filter((o) => o.applies(filing, base)).map((o) => o.needs),
  };
}

/**
 * The same, exact and without marginal rates: for searches that price many returns.
 *
 * @throws {Refusal} as `stateTax`
 */
export function stateReturn(
  state: string,
  year: number,
  facts: FederalFacts,
  federal: FederalReturn,
): StateReturn {
  federalParametersFor(year); // refuses a year without figures
  invariant(
    federal.ira.length === facts.filers.length && federal.income.interest.eq(facts.interest),
    "a state return reads the federal return of the same facts",
  );
  return stateRuleFor(state).compute({ year, facts, federal });
}

/**
 * What one more dollar of each kind costs: a step of exactly one dollar through the federal and
 * the state return. Inside one dollar of a cliff it is the whole cliff.
 */
function stateMarginalRates(
  rule: StateRule,
  year: number,
  facts: FederalFacts,
  base: StateReturn,
): Readonly<Record<IncomeKind, Decimal>> {
  const parameters = federalParametersFor(year);
  const rates = INCOME_KINDS.map((kind): [IncomeKind, Decimal] => {
    if (!rule.isTaxing(year)) return [kind, ZERO];
    const stepped = withMore(facts, kind, ONE_DOLLAR);
    const federal = federalTax(stepped, parameters);
    const more = rule.compute({ year, facts: stepped, federal });
    return [kind, more.tax.minus(base.tax).toDecimalPlaces(6)];
  });
  // every kind is in the list
  return Object.fromEntries(rates) as Record<IncomeKind, Decimal>;
}
