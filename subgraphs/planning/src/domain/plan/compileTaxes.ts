import { FLOW_KINDS, type FlowKind } from "./cashFlow.js";
import { Benefits } from "./benefits.js";
import type { CompiledPlan, CompiledTaxes } from "./compiledPlan.js";
import type { FrozenSchedule, FrozenTaxTables } from "./planInputs.js";
import { type FlatTable, type TaxRegime, TaxYear } from "./taxYear.js";

/**
 * The tables of a plan: joint and single ones, by number of aged persons; today's money.
 *
 * @returns null without tables: a run without taxes
 */
export function compileTaxes(tables: readonly FrozenTaxTables[]): CompiledTaxes | null {
  const of = (isJoint: boolean): TaxRegime[] =>
    tables
      .filter((t) => (t.filingStatus === "MARRIED_FILING_JOINTLY") === isJoint)
      .toSorted((a, b) => a.agedPersons - b.agedPersons)
      .map(regimeOf);
  const [joint, single] = [of(true), of(false)];
  return single.length === 0 ? null : { joint: joint.length > 0 ? joint : null, single };
}

function regimeOf(tables: FrozenTaxTables): TaxRegime {
  const { indexation, thresholds } = tables;
  const find = (list: readonly FrozenSchedule[], kind: string): FlatTable => {
    const schedule = list.find((s) => s.kind === kind);
    if (!schedule) throw new RangeError(`the tables have ${kind}`);
    return {
      x: Float64Array.from(schedule.incomes, (income) => income / indexation),
      y: Float64Array.from(schedule.taxes, (tax) => tax / indexation),
    };
  };
  const { federal, stateSchedules } = tables;
  return {
    ...thresholds,
    socialSecurityWageBase: thresholds.socialSecurityWageBase / indexation,
    ordinary: find(federal, "PENSION"),
    gains: find(federal, "LONG_TERM_GAIN"),
    state:
      stateSchedules.length === 0
        ? null
        : {
            wages: find(stateSchedules, "WAGES"),
            gains: find(stateSchedules, "LONG_TERM_GAIN"),
            pensions: find(stateSchedules, "PENSION"),
          },
  };
}

/** A twelfth of the tax on what the plan knows of its first twelve months, without investments. */
export function firstWithholding(plan: CompiledPlan): number {
  const { taxes, people, groups } = plan;
  const aged = people.filter((person) => person.ageMonths >= 65 * 12).length;
  const regime = people.length === 2 ? taxes?.joint?.[aged] : taxes?.single[Math.min(aged, 1)];
  if (!regime) return 0;
  const year = new TaxYear();
  const benefits = new Benefits(people);
  const sum = (kind: FlowKind, isSecond: boolean | null): number =>
    groups
      .filter((g) => FLOW_KINDS[g.kind] === kind)
      .filter((g) => isSecond === null || (g.person === 1) === isSecond)
      .reduce((total, g) => total + first12(g.indexed) + first12(g.nominal), 0);
  year.months = 12;
  year.wages0 = sum("WAGES", false);
  year.wages1 = sum("WAGES", true);
  year.pensions = sum("PENSION", null);
  year.ordinary = sum("ORDINARY", null);
  for (let month = 0; month < 12; month++) year.socialSecurity += benefits.of(month);
  return Math.max(0, year.close(regime, 1)) / 12;
}

const first12 = (amounts: Float64Array): number =>
  amounts.subarray(0, 12).reduce((sum, amount) => sum + amount, 0);
