import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FrozenCapitalMarket } from "../capitalMarket.js";
import type { CapitalMarketAssumptions } from "../capitalMarketAssumptions.js";
import { keyOfSeed } from "../seed.js";
import { type AllocationWeight, LIMITS, type SimulatedGoal } from "../simulationInputs.js";
import type { PlanDocument, PlanFilingStatus, Treatment } from "./householdPlan.js";

/** Changes whenever the same inputs would give other numbers: cached answers are of one version. */
export const PLAN_ENGINE_VERSION = "household-2";

export interface FrozenAccount {
  readonly id: string | null;
  readonly name: string;
  readonly treatment: Treatment;
  /** null: of the household. */
  readonly personId: string | null;
  readonly value: number;
  /** Cost basis; of a taxable account. */
  readonly basis: number;
}

export interface FrozenSchedule {
  readonly kind: string;
  readonly incomes: readonly number[];
  readonly taxes: readonly number[];
}

/** Tax tables of one filing status and number of aged persons, as the tax subgraph gave them. */
export interface FrozenTaxTables {
  readonly year: number;
  readonly filingStatus: PlanFilingStatus;
  readonly agedPersons: number;
  /** Growth of indexed amounts that is in the tables by assumption. */
  readonly indexation: number;
  readonly federal: readonly FrozenSchedule[];
  readonly stateSchedules: readonly FrozenSchedule[];
  readonly thresholds: Readonly<Record<TaxThresholdName, number>>;
  /** Largest stated error of a schedule, USD a year. */
  readonly maxError: number;
  readonly source: string;
}

export const TAX_THRESHOLDS = [
  "socialSecurityBase",
  "socialSecurityAdjustedBase",
  "netInvestmentIncomeRate",
  "netInvestmentIncomeOver",
  "additionalMedicareRate",
  "additionalMedicareOver",
  "socialSecurityRate",
  "socialSecurityWageBase",
  "medicareRate",
  "capitalLossLimit",
] as const;

export type TaxThresholdName = (typeof TAX_THRESHOLDS)[number];

/** Everything a run depends on, as it was when it was started: enough to explain and to repeat it. */
export interface PlanInputs {
  readonly asOf: CalendarDate;
  readonly seed: string;
  readonly paths: number;
  readonly engineVersion: string;
  readonly planName: string;
  readonly planVersion: number;
  readonly document: PlanDocument;
  readonly accounts: readonly FrozenAccount[];
  /** Today's weights of the whole portfolio. */
  readonly holdings: readonly AllocationWeight[];
  readonly goals: readonly SimulatedGoal[];
  readonly assumptions: CapitalMarketAssumptions;
  /** The model of the markets with what it is fitted to; absent: lognormal. */
  readonly capitalMarket?: FrozenCapitalMarket;
  /** Empty: a run without taxes. */
  readonly taxTables: readonly FrozenTaxTables[];
  readonly remarks: readonly string[];
}

/**
 * @throws {Refusal} SIMULATION_INPUT_INVALID naming the input, what was asked and what is allowed
 */
export function validatePaths(paths: number, seed: string): void {
  keyOfSeed(seed);
  if (!Number.isInteger(paths) || paths < LIMITS.pathsMin || paths > LIMITS.planPathsMax) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      `paths is a whole number from ${LIMITS.pathsMin} to ${LIMITS.planPathsMax} (asked: ${paths})`,
      { input: "paths", asked: paths, min: LIMITS.pathsMin, max: LIMITS.planPathsMax },
    );
  }
}
