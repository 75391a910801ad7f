import type { Bus } from "@wealthgraph/chassis/bus";
import type { SimulationNews } from "../operations/ports.js";

const topicOf = (simulationId: string): string => `simulations.${simulationId}`;

/** News over the bus: only that something changed; the state is read from the database. */
export class BusSimulationNews implements SimulationNews {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  publish(simulationId: string): Promise<void> {
    return this.#bus.publish(topicOf(simulationId), { simulationId });
  }

  subscribe(simulationId: string): Promise<AsyncIterator<unknown>> {
    return this.#bus.subscribe([topicOf(simulationId)]);
  }
}
