/** A step on the ledger that undoes or redoes another; nothing is ever erased there. */
export type Step =
  | { readonly do: "reverse"; readonly id: string; readonly label: string }
  | {
      readonly do: "restore";
      readonly id: string;
      /** What is taken back in the same step, when something stands in its place. */
      readonly standing: string | null;
      readonly label: string;
    };

/** What takes an entry back that was just booked. */
export function undoAdding(id: string, label: string): Step {
  return { do: "reverse", id, label };
}

/** What brings back a transaction that was just corrected. */
export function undoCorrecting(id: string, replacement: string, label: string): Step {
  return { do: "restore", id, standing: replacement, label };
}

/** What brings back a transaction that was just taken back. */
export function undoReversing(id: string, label: string): Step {
  return { do: "restore", id, standing: null, label };
}

/**
 * The step that undoes `step` once it was done.
 *
 * @param booked the transaction that a restoring booked: a copy with an id of its own
 */
export function inverseOf(step: Step, booked: string | null): Step {
  const { id, label } = step;
  if (step.do === "reverse") return { do: "restore", id, standing: null, label };
  const copy = booked ?? id;
  return step.standing === null
    ? { do: "reverse", id: copy, label }
    : { do: "restore", id: step.standing, standing: copy, label };
}

/** What somebody did, newest last, and what was undone of it. */
export interface Steps {
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
}

/** After something new was done there is nothing to redo. */
export function done({ undo }: Steps, step: Step): Steps {
  return { undo: [...undo, step], redo: [] };
}

/**
 * After the last step of `from` was taken: its inverse lies on the other side. Where it booked a
 * copy, every other step that named the transaction names the copy: the old one counts no more.
 */
export function walked(steps: Steps, from: keyof Steps, booked: string | null): Steps {
  const step = steps[from].at(-1);
  if (!step) return steps;
  const to = from === "undo" ? "redo" : "undo";
  const copied = step.do === "restore" && booked !== null ? booked : step.id;
  const renamed = (others: readonly Step[]): Step[] =>
    others.map((other) => rename(other, step.id, copied));
  return {
    ...steps,
    [from]: renamed(steps[from].slice(0, -1)),
    [to]: [...renamed(steps[to]), inverseOf(step, booked)],
  };
}

function rename(step: Step, from: string, to: string): Step {
  const id = step.id === from ? to : step.id;
  if (step.do === "reverse") return { ...step, id };
  return { ...step, id, standing: step.standing === from ? to : step.standing };
}
