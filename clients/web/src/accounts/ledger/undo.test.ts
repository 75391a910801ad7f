import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  done,
  inverseOf,
  type Step,
  type Steps,
  undoAdding,
  undoCorrecting,
  undoReversing,
  walked,
} from "./undo.ts";

/** A ledger as the endpoint keeps it: what counts; restoring books a copy. */
class Ledger {
  counting = new Set<string>();
  #serial = 0;

  do(step: Step): string | null {
    if (step.do === "reverse") {
      if (!this.counting.delete(step.id)) throw new Error(`${step.id} does not count`);
      return null;
    }
    if (this.counting.has(step.id)) throw new Error(`${step.id} counts`);
    if (step.standing !== null && !this.counting.delete(step.standing))
      throw new Error(`${step.standing} does not stand`);
    const copy = `${step.id.split("#")[0]}#${++this.#serial}`;
    this.counting.add(copy);
    return copy;
  }
}

const contentOf = (ledger: Ledger): string[] =>
  [...ledger.counting].map((id) => id.split("#")[0] ?? "").sort();

describe("undo and redo", () => {
  it.each([
    ["an entry that was added", undoAdding("new", "x"), ["new"], []],
    ["a correction", undoCorrecting("wrong", "right", "x"), ["right"], ["wrong"]],
    ["a transaction that was taken back", undoReversing("old", "x"), [], ["old"]],
  ])("come back to the same for %s, however often", (_, first, after, before) => {
    const ledger = new Ledger();
    ledger.counting = new Set(after);
    let step: Step = first;
    for (let turn = 0; turn < 6; turn += 1) {
      step = inverseOf(step, ledger.do(step));
      expect(contentOf(ledger)).toEqual(turn % 2 === 0 ? before : after);
    }
  });
});

describe("any history", () => {
  const actions = fc.array(
    fc.record({
      what: fc.constantFrom("add" as const, "correct" as const, "reverse" as const),
      which: fc.nat(),
    }),
    { maxLength: 12 },
  );

  it("is undone to the start and redone to the end, twice", () => {
    fc.assert(
      fc.property(actions, (all) => {
        const ledger = new Ledger();
        ledger.counting = new Set(["a", "b"]);
        let steps: Steps = { undo: [], redo: [] };
        const states = [contentOf(ledger)];
        for (const [serial, action] of all.entries()) {
          const step = act(ledger, action, `new${serial}`);
          if (!step) continue;
          steps = done(steps, step);
          states.push(contentOf(ledger));
        }
        const walk = (from: "undo" | "redo"): void => {
          const step = steps[from].at(-1);
          if (step) steps = walked(steps, from, ledger.do(step));
        };
        for (let round = 0; round < 2; round += 1) {
          for (const state of states.slice(0, -1).reverse()) {
            walk("undo");
            expect(contentOf(ledger)).toEqual(state);
          }
          for (const state of states.slice(1)) {
            walk("redo");
            expect(contentOf(ledger)).toEqual(state);
          }
        }
      }),
    );
  });
});

function act(
  ledger: Ledger,
  action: { readonly what: "add" | "correct" | "reverse"; readonly which: number },
  name: string,
): Step | null {
  const counting = [...ledger.counting];
  const id = counting[action.which % Math.max(1, counting.length)];
  if (action.what === "add") {
    ledger.counting.add(name);
    return undoAdding(name, "x");
  }
  if (id === undefined) return null;
  ledger.counting.delete(id);
  if (action.what === "reverse") return undoReversing(id, "x");
  ledger.counting.add(name);
  return undoCorrecting(id, name, "x");
}
