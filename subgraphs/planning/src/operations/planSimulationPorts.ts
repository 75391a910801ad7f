import type { PlanWork } from "../domain/plan/compilePlan.js";
import type { OutcomeSlice, PathOutcomes } from "../domain/plan/pathOutcomes.js";
import type { FrozenAccount, FrozenTaxTables, PlanInputs } from "../domain/plan/planInputs.js";
import type { PathYear, PlanResult, PlanSimulation } from "../domain/plan/planSimulation.js";
import type { PlanNumbers } from "../domain/plan/planStatistics.js";
import type { PlanFilingStatus } from "../domain/plan/householdPlan.js";
import type { SimulationFailure } from "../domain/simulation.js";
import type { AllocationWeight } from "../domain/simulationInputs.js";

/** Walks households along paths. Every answer depends on its arguments only, not on who computes. */
export interface PlanRunner {
  /** Slices that are worked on at once. */
  readonly threads: number;
  /** @throws {Failure} SIMULATION_THREADS_FAILED when threads keep dying */
  slice(work: PlanWork, firstPath: number, paths: number): Promise<OutcomeSlice>;
  /** Rates that last 1 to `years` years with the rule's target, low and high probability. */
  sustainable(work: PlanWork, years: number): Promise<Float64Array[]>;
  /** Numbers of the first `count` paths. */
  numbers(outcomes: PathOutcomes, count: number, goals: number): Promise<PlanNumbers>;
  replay(work: PlanWork, path: number): Promise<PathYear[]>;
}

/** Success and terminal wealth of each path of a finished simulation. */
export interface KeptOutcomes {
  readonly succeeded: Uint8Array;
  /** In today's money. */
  readonly terminal: Float64Array;
}

export interface PlanSimulationPage {
  readonly nodes: readonly PlanSimulation[];
  readonly hasNextPage: boolean;
}

/** Plan simulations of the viewer's households; others are not there. */
export interface PlanSimulationStore {
  /** Newest first. */
  page(
    householdId: string,
    options: { readonly first: number; readonly afterId: string | null },
  ): Promise<PlanSimulationPage>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, PlanSimulation>>;
  countActive(householdId: string): Promise<number>;
  /**
   * Stores a QUEUED simulation and its job, both or neither; or gives the one of the same inputs that
   * waits, runs or is done.
   */
  add(
    householdId: string,
    planId: string,
    inputs: PlanInputs,
    hash: string,
  ): Promise<PlanSimulation>;
  /** @returns false when it was finished already */
  cancel(id: string): Promise<boolean>;
  /** @returns null unless it is DONE */
  outcomes(id: string): Promise<KeptOutcomes | null>;
}

/** What the job needs; each step says whether the simulation still wants to run. */
export interface PlanProgressStore {
  /** @returns null when it is finished or not there */
  begin(id: string): Promise<PlanSimulation | null>;
  /** Slices that an earlier attempt left. */
  slices(id: string): Promise<readonly OutcomeSlice[]>;
  /** Keeps slices, and the result so far. */
  advance(
    id: string,
    slices: readonly OutcomeSlice[],
    progress: { readonly done: number; readonly result: PlanResult | null },
  ): Promise<boolean>;
  /** Keeps the answer, drops the slices, and tells of goals that today's wealth meets already. */
  finish(
    id: string,
    result: PlanResult,
    kept: KeptOutcomes & { readonly completedGoalIds: readonly string[] },
  ): Promise<boolean>;
  fail(id: string, failure: SimulationFailure): Promise<boolean>;
}

/** The other subgraphs' part of a plan, read through the graph. */
export interface PlanFacts {
  readonly accounts: readonly FrozenAccount[];
  readonly holdings: readonly AllocationWeight[];
  readonly remarks: readonly string[];
}

export interface TaxTablesWanted {
  readonly year: number;
  readonly filingStatus: PlanFilingStatus;
  readonly agedPersons: number;
  readonly state: string | null;
}

export interface PlanFactsSource {
  /** @throws {Failure} when the graph, or a part behind it, does not answer */
  read(householdId: string): Promise<PlanFacts>;
  /** @throws {Refusal} TAX_STATE_UNKNOWN; {Failure} when the graph does not answer */
  taxTables(
    householdId: string,
    wanted: readonly TaxTablesWanted[],
  ): Promise<readonly FrozenTaxTables[]>;
}
