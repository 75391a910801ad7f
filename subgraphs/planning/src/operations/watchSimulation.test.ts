import { describe, expect, it } from "@jest/globals";
import { SubscriberQueue } from "@wealthgraph/chassis/subscriberQueue";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Simulation, SimulationStatus } from "../domain/simulation.js";
import type { SimulationNews } from "./ports.js";
import { watchSimulation } from "./watchSimulation.js";

/** A simulation that lives in memory, and its news. */
class Stage {
  status: SimulationStatus = "RUNNING";
  pathsDone = 0;
  isListenedTo = false;
  readonly #queue = new SubscriberQueue<string>({ onEnd: () => (this.isListenedTo = false) });
  readonly news: SimulationNews = {
    publish: (id) => Promise.resolve(this.#queue.push(id)),
    subscribe: () => {
      this.isListenedTo = true;
      return Promise.resolve(this.#queue);
    },
  };

  readonly load = (id: string): Promise<Simulation> =>
    Promise.resolve({
      id,
      householdId: "h",
      status: this.status,
      pathsDone: this.pathsDone,
      inputs: {} as Simulation["inputs"],
      result: null,
      failure: null,
      createdAt: new Date(0),
      startedAt: null,
      finishedAt: null,
    });

  change(pathsDone: number, status: SimulationStatus = "RUNNING"): void {
    this.pathsDone = pathsDone;
    this.status = status;
  }
}

const states = async (stage: Stage, onState: (state: Simulation) => void = () => undefined) => {
  const seen: string[] = [];
  for await (const state of await watchSimulation(stage.news, "s", stage.load)) {
    seen.push(`${state.status} ${state.pathsDone}`);
    onState(state);
  }
  return seen;
};

describe("watchSimulation", () => {
  it("gives the state, every change that is announced, and ends with the final one", async () => {
    const stage = new Stage();
    const seen = await states(stage, ({ pathsDone }) => {
      stage.change(pathsDone + 50, pathsDone === 50 ? "DONE" : "RUNNING");
      void stage.news.publish("s");
    });
    expect(seen).toEqual(["RUNNING 0", "RUNNING 50", "DONE 100"]);
    expect(stage.isListenedTo).toBe(false);
  });

  it("gives a finished simulation once, and ends", async () => {
    const stage = new Stage();
    stage.change(100, "CANCELLED");
    expect(await states(stage)).toEqual(["CANCELLED 100"]);
    expect(stage.isListenedTo).toBe(false);
  });

  it("delivers the end although the news of it was lost", async () => {
    const stage = new Stage();
    const seen = await states(stage, () => stage.change(100, "DONE"));
    expect(seen).toEqual(["RUNNING 0", "DONE 100"]);
  });

  it("stops listening at once when the subscriber leaves while it waits", async () => {
    const stage = new Stage();
    const watched = await watchSimulation(stage.news, "s", stage.load);
    await watched.next();
    const waiting = watched.next();
    const startedAt = performance.now();
    await watched.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(stage.isListenedTo).toBe(false);
  });

  it("stops listening when the viewer may not see it", async () => {
    const stage = new Stage();
    const refused = () => Promise.reject(new Refusal("NOT_FOUND", "no such simulation"));
    await expect(watchSimulation(stage.news, "s", refused)).rejects.toThrow(Refusal);
    expect(stage.isListenedTo).toBe(false);
  });
});
