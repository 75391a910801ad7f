import type { Decimal } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { type IncomeKind, withMore } from "../incomeKind.js";
import { scheduleOf, type TaxSchedule } from "../taxSchedule.js";
import { blankReturn, type TaxTablesKey } from "../taxTables.js";
import { stateReturn } from "./stateTax.js";
import { stateRuleFor } from "./stateTable.js";

/**
 * Income tax of a state on a blank return as a function of one kind of income.
 *
 * @throws {Refusal} TAX_STATE_UNKNOWN, TAX_YEAR_UNKNOWN
 */
export function stateSchedule(
  key: TaxTablesKey & { state: string },
  kind: IncomeKind,
): TaxSchedule {
  const parameters = federalParametersFor(key.year);
  const rule = stateRuleFor(key.state);
  const blank = blankReturn(key);
  const taxOn = (income: Decimal): Decimal => {
    const facts = withMore(blank, kind, income);
    return stateReturn(rule.code, key.year, facts, federalTax(facts, parameters)).tax;
  };
  return { year: key.year, kind, ...scheduleOf(taxOn) };
}
