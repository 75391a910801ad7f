import type { Decimal } from "@wealthgraph/kernel/decimal";
import { at, comparison, type Json, type Pair } from "../referenceSheet.fixture.js";
import { household, returnOf } from "./stateFacts.fixture.js";
import { CARRIED, FIGURES_OF, type Pairs, supplementalPairs } from "./stateSheet.fixture.js";
import { SUPPORTED_STATES } from "./stateTable.js";

/** Every figure of the states beside the sheet's. */
export const statePairs = (sheet: Json, years: readonly number[]): readonly Pair[] =>
  years.flatMap((year) => [
    ...SUPPORTED_STATES.flatMap(({ code }) => ofState(sheet, year, code)),
    ...under(sheet, supplementalPairs(year), ["tables", "nySupplemental", year]),
  ]);

function under(sheet: Json, ours: Pairs, root: (string | number)[]): readonly Pair[] {
  const { pairs, check } = comparison(sheet, ...root);
  for (const [path, value] of ours) check(value, ...path.split("."));
  return pairs;
}

function ofState(sheet: Json, year: number, code: string): readonly Pair[] {
  const amounts: Pairs = new Map();
  CARRIED[code]?.(year, amounts);
  const root = ["states", year, code];
  const { pairs, check } = comparison(sheet, ...root);
  const figures = FIGURES_OF[code]?.[year] ?? {};
  const isCarried = Object.values(figures).some((f) => f.status === "CARRIED_FORWARD");
  check(isCarried, "carriedForward");
  check(recognisesHsa(year, code), "hsaRecognised");
  // a null of theirs: the law has no such figure, and none of that name is carried
  for (const name of ["standardDeduction", "personalExemption"]) {
    const isNamed = name in (at(sheet, ...root) as object);
    if (isNamed && at(sheet, ...root, name) === null) check(name in figures || null, name);
  }
  return [...pairs, ...under(sheet, amounts, root)];
}

/** Whether a deduction for an HSA leaves the state's taxable income lower; where wages are free it always may. */
function recognisesHsa(year: number, code: string): boolean {
  const income = (hsaDeduction: number): Decimal => {
    const facts = household(year, "SINGLE", [{ wages: 100000, hsaDeduction }]);
    return returnOf(code, year, facts).taxableIncome;
  };
  const without = income(0);
  return without.isZero() || without.minus(income(4000)).eq(4000);
}
