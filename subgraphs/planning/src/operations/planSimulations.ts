import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type PairedDifference, pairedDifference } from "../domain/plan/planComparison.js";
import type { PlanSimulation, ReplayedPath } from "../domain/plan/planSimulation.js";
import type { PlanSimulationPage, PlanSimulationStore } from "./planSimulationPorts.js";
import type { SimulationNews } from "./ports.js";
import { planWork, type RunPlanPorts } from "./runPlanSimulation.js";

type Load = (id: string) => Promise<PlanSimulation | null>;

/** @throws {Refusal} NOT_FOUND when there is none among the viewer's */
export async function planSimulationById(
  load: Load,
  viewer: Viewer,
  id: string,
): Promise<PlanSimulation> {
  const simulation = await load(id);
  if (!simulation) throw new Refusal("NOT_FOUND", "no such simulation among yours");
  requireHousehold(viewer, simulation.householdId, "read");
  return simulation;
}

/** @throws {Refusal} NOT_FOUND for a household that is not the viewer's */
export async function planSimulationPage(
  store: PlanSimulationStore,
  viewer: Viewer,
  householdId: string,
  options: { readonly first: number; readonly afterId: string | null },
): Promise<PlanSimulationPage> {
  requireHousehold(viewer, householdId, "read");
  return store.page(householdId, options);
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN */
export async function cancelPlanSimulation(
  store: PlanSimulationStore,
  news: SimulationNews,
  viewer: Viewer,
  id: string,
): Promise<PlanSimulation> {
  const load = loadFrom(store);
  const simulation = await planSimulationById(load, viewer, id);
  requireHousehold(viewer, simulation.householdId, "write");
  if (await store.cancel(id)) await news.publish(id);
  return planSimulationById(load, viewer, id);
}

export const loadFrom =
  (store: PlanSimulationStore): Load =>
  async (id) =>
    (await store.byIds([id])).get(id) ?? null;

/**
 * One path again, year by year, from the frozen inputs.
 *
 * @throws {Refusal} NOT_FOUND; BAD_INPUT for a path that the simulation does not have
 */
export async function replayPath(
  ports: Pick<RunPlanPorts, "runner" | "fitter">,
  simulation: PlanSimulation,
  path: number,
): Promise<ReplayedPath> {
  const { inputs } = simulation;
  if (!Number.isInteger(path) || path < 0 || path >= inputs.paths) {
    throw new Refusal("BAD_INPUT", `a path is from 0 to ${inputs.paths - 1} (asked: ${path})`, {
      input: "path",
      asked: path,
      max: inputs.paths - 1,
    });
  }
  const { plan, market } = await planWork(ports, inputs, new AbortController().signal);
  const first = Number(inputs.asOf.slice(0, 4));
  const years = await ports.runner.replay({ plan, market }, path);
  return {
    path,
    accounts: plan.accounts.map((account) => account.name),
    years: years.map((row) => ({ ...row, year: first + row.year })),
  };
}

export interface PlanComparison {
  readonly first: PlanSimulation;
  readonly second: PlanSimulation;
  /** Probability of success, as a fraction. */
  readonly success: PairedDifference;
  /** Terminal wealth in today's money. */
  readonly terminal: PairedDifference;
}

/**
 * Second less first, path by path: both saw the same markets and lives.
 *
 * @throws {Refusal} NOT_FOUND; SIMULATION_NOT_READY before both are done; SIMULATION_INPUT_INVALID unless
 * both have one household, seed, number of paths and set of assumptions
 */
export async function comparePlanSimulations(
  store: PlanSimulationStore,
  viewer: Viewer,
  firstId: string,
  secondId: string,
): Promise<PlanComparison> {
  const load = loadFrom(store);
  const first = await planSimulationById(load, viewer, firstId);
  const second = await planSimulationById(load, viewer, secondId);
  for (const input of ["seed", "paths", "engineVersion"] as const) {
    if (first.inputs[input] !== second.inputs[input] || first.householdId !== second.householdId) {
      throw new Refusal(
        "SIMULATION_INPUT_INVALID",
        `simulations are compared with the same household and ${input}: run one again`,
        { input },
      );
    }
  }
  if (first.inputs.capitalMarket?.model !== second.inputs.capitalMarket?.model) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      "simulations are compared with the same model: run one again",
      { input: "model" },
    );
  }
  const [a, b] = [await store.outcomes(firstId), await store.outcomes(secondId)];
  if (!a || !b) throw new Refusal("SIMULATION_NOT_READY", "both simulations have to be done");
  return {
    first,
    second,
    success: pairedDifference(a.succeeded, b.succeeded),
    terminal: pairedDifference(a.terminal, b.terminal),
  };
}
