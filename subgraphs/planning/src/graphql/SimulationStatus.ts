import { registerEnumType } from "type-graphql";
import { SIMULATION_STATUSES } from "../domain/simulation.js";

/** The states of a simulation as a GraphQL enum. */
export const SimulationStatusEnum = Object.fromEntries(SIMULATION_STATUSES.map((s) => [s, s]));

registerEnumType(SimulationStatusEnum, {
  name: "SimulationStatus",
  description: "DONE, FAILED and CANCELLED are final.",
});
