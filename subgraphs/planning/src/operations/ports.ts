import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { FrozenInputs } from "../domain/frozenInputs.js";
import type { Goal, GoalDraft } from "../domain/goal.js";
import type { HouseholdFacts } from "../domain/householdFacts.js";
import type { FittedMarket } from "../domain/capitalMarket.js";
import type { FittedModel, MarketFit } from "../domain/marketFit.js";
import type { ImportedHistory, ImportedHistoryDraft } from "../domain/importedHistory.js";
import type { Simulation, SimulationFailure } from "../domain/simulation.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";
import type { PathStatistics, SimulationResult } from "../domain/simulationResult.js";

/** Computes a plan. The statistics depend on the plan only, not on who computes or in what order. */
export interface SimulationRunner {
  /**
   * Statistics of the paths done so far, at most ten times a second, and at the end of all of them.
   * Leaving the iteration, or `signal`, stops the work.
   *
   * @throws {Failure} SIMULATION_THREADS_FAILED when threads keep dying
   */
  run(plan: SimulationPlan, signal: AbortSignal): AsyncIterable<PathStatistics>;
}

/** Fits a market to a history, off the event loop. The same fit gives the same market. */
export interface MarketFitter {
  /**
   * @throws {Refusal} HISTORY_TOO_SHORT, MARKET_NOT_IDENTIFIED
   * @throws {Failure} MARKET_FIT_FAILED
   */
  fit(fit: MarketFit & { readonly model: FittedModel }, signal: AbortSignal): Promise<FittedMarket>;
}

/** Monthly histories that households have imported; others are not there. */
export interface MarketHistoryStore {
  /** Newest first. */
  ofHousehold(householdId: string): Promise<readonly ImportedHistory[]>;
  byId(id: string): Promise<ImportedHistory | null>;
  add(householdId: string, history: ImportedHistoryDraft): Promise<ImportedHistory>;
}

/** Goals of the viewer's households; others are not there. */
export interface GoalStore {
  /** By date, then priority. */
  ofHouseholds(householdIds: readonly string[]): Promise<ReadonlyMap<string, readonly Goal[]>>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Goal>>;
  add(householdId: string, draft: GoalDraft): Promise<Goal>;
  /** @returns null when the stored goal is not at `version` */
  replace(goal: Pick<Goal, "id" | "version">, draft: GoalDraft): Promise<Goal | null>;
  /** @returns false when the stored goal is not at `version` */
  remove(goal: Pick<Goal, "id" | "version">): Promise<boolean>;
}

export interface SimulationPage {
  readonly nodes: readonly Simulation[];
  readonly hasNextPage: boolean;
}

/** Simulations of the viewer's households; others are not there. */
export interface SimulationStore {
  /** Newest first. */
  page(
    householdId: string,
    options: { readonly first: number; readonly afterId: string | null },
  ): Promise<SimulationPage>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Simulation>>;
  /** How many of the household's simulations wait or run. */
  countActive(householdId: string): Promise<number>;
  /** Stores a QUEUED simulation and the job that will run it, both or neither. */
  add(householdId: string, inputs: FrozenInputs): Promise<Simulation>;
  /** @returns false when it was finished already */
  cancel(id: string): Promise<boolean>;
}

/** What the job that runs a simulation needs; each step says whether the simulation still wants to run. */
export interface SimulationProgressStore {
  /** @returns null when it is finished or not there */
  begin(id: string): Promise<Simulation | null>;
  /** Keeps the furthest progress. @returns false when it was cancelled in the meantime */
  advance(id: string, result: SimulationResult): Promise<boolean>;
  finish(id: string, result: SimulationResult): Promise<boolean>;
  fail(id: string, failure: SimulationFailure): Promise<boolean>;
}

/** Says that a simulation changed, and hears it. */
export interface SimulationNews {
  publish(simulationId: string): Promise<void>;
  /** Active when it resolves. Every message is one change; ends with `return`. */
  subscribe(simulationId: string): Promise<AsyncIterator<unknown>>;
}

/** The other subgraphs' part of a household, read through the graph. */
export interface HouseholdFactsSource {
  /**
   * @param year of the tax estimate
   * @throws {Failure} when the graph, or a part behind it, does not answer
   */
  read(householdId: string, year: number): Promise<HouseholdFacts>;
}

/** Time and chance come from outside. */
export interface Surroundings {
  today(): CalendarDate;
  /** A fresh 64-bit seed, decimal digits. */
  randomSeed(): string;
}
