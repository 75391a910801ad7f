import { useState } from "react";
import {
  AccountDetailDocument,
  AddTransactionDocument,
  CorrectTransactionDocument,
  RestoreTransactionDocument,
  ReverseTransactionDocument,
  type TransactionFieldsFragment,
} from "../../generated/operations.js";
import type { Problem } from "../../graph/Problem.js";
import { useAction } from "../../graph/useGraph.js";
import { label, today } from "../../look/figures.js";
import { type Draft, draftOf, entryOf, type Faults, newDraft } from "./draft.js";
import {
  done,
  type Step,
  type Steps,
  undoAdding,
  undoCorrecting,
  undoReversing,
  walked,
} from "./undo.js";

/** The row that is typed in; `original` null: a new one. */
export interface Editing {
  readonly original: TransactionFieldsFragment | null;
  readonly draft: Draft;
  readonly faults: Faults;
  /** On its way: the draft is shown as if it were booked. */
  readonly isSaving: boolean;
}

export interface Ledger {
  readonly editing: Editing | null;
  /** Being taken back: shown as if it were gone. */
  readonly leavingId: string | null;
  readonly problem: Problem | null;
  readonly undoable: Step | null;
  readonly redoable: Step | null;
  readonly isBusy: boolean;
  readonly edit: (original: TransactionFieldsFragment | null) => void;
  readonly type: (change: Partial<Draft>) => void;
  /** @param instead what the draft corrects now, after a conflict; null: nothing stands, it is added */
  readonly save: (instead?: TransactionFieldsFragment | null) => Promise<void>;
  readonly cancel: () => void;
  readonly takeBack: (transaction: TransactionFieldsFragment) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

/** What somebody does to an account's transactions, with the way back. */
export function useLedger(accountId: string): Ledger {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [leavingId, setLeavingId] = useState<string | null>(null);
  const [steps, setSteps] = useState<Steps>({ undo: [], redo: [] });
  const booking = useBooking(accountId);
  const did = (step: Step): void => setSteps((old) => done(old, step));
  const save = async (instead = editing?.original ?? null): Promise<void> => {
    if (!editing || editing.isSaving) return;
    const read = entryOf(accountId, editing.draft, instead);
    if ("faults" in read) return setEditing({ ...editing, faults: read.faults });
    setEditing({ ...editing, faults: {}, isSaving: true });
    const step = await booking.book(read.entry, instead);
    setEditing(step ? null : { ...editing, faults: {}, isSaving: false });
    if (step) did(step);
  };
  const takeBack = async (of: TransactionFieldsFragment): Promise<void> => {
    setLeavingId(of.id);
    if (await booking.reverse(of.id)) did(undoReversing(of.id, nameOf(of)));
    setLeavingId(null);
  };
  const walk = async (from: "undo" | "redo"): Promise<void> => {
    const step = steps[from].at(-1);
    if (!step || booking.isBusy) return;
    const taken = await booking.take(step);
    if (taken) setSteps((old) => walked(old, from, taken.booked));
  };
  return {
    editing,
    leavingId,
    problem: booking.problem,
    isBusy: booking.isBusy,
    undoable: steps.undo.at(-1) ?? null,
    redoable: steps.redo.at(-1) ?? null,
    edit: (original) => {
      booking.forget();
      const draft = original ? draftOf(original) : newDraft(today());
      setEditing({ original, draft, faults: {}, isSaving: false });
    },
    type: (change) => setEditing((old) => old && { ...old, draft: { ...old.draft, ...change } }),
    save,
    cancel: () => {
      booking.forget();
      setEditing(null);
    },
    takeBack,
    undo: () => walk("undo"),
    redo: () => walk("redo"),
  };
}

/** The four steps the endpoint knows, each giving what undoes it; null: `problem` says why not. */
function useBooking(accountId: string) {
  const add = useAction(AddTransactionDocument, [AccountDetailDocument]);
  const correct = useAction(CorrectTransactionDocument, [AccountDetailDocument]);
  const reverse = useAction(ReverseTransactionDocument, [AccountDetailDocument]);
  const restore = useAction(RestoreTransactionDocument, [AccountDetailDocument]);
  const all = [add, correct, reverse, restore];
  const forget = (): void => all.forEach((action) => action.forget());
  const book = async (
    entry: Parameters<typeof add.run>[0]["input"],
    instead: TransactionFieldsFragment | null,
  ): Promise<Step | null> => {
    forget();
    if (!instead) {
      const [booked] = (await add.run({ input: entry }))?.addTransaction.transactions ?? [];
      return booked ? undoAdding(booked.id, nameOf(booked)) : null;
    }
    const input = { transactionId: instead.id, replacement: { ...entry, accountId } };
    const [booked] = (await correct.run({ input }))?.correctTransaction.transactions ?? [];
    return booked ? undoCorrecting(instead.id, booked.id, nameOf(instead)) : null;
  };
  const takeBack = async (id: string): Promise<boolean> => {
    forget();
    return (await reverse.run({ input: { transactionId: id } })) !== null;
  };
  const take = async (step: Step): Promise<{ readonly booked: string | null } | null> => {
    if (step.do === "reverse") return (await takeBack(step.id)) ? { booked: null } : null;
    forget();
    const data = await restore.run({ input: { transactionId: step.id } });
    return data && { booked: data.restoreTransaction.transactions[0]?.id ?? null };
  };
  return {
    book,
    reverse: takeBack,
    take,
    forget,
    isBusy: all.some((action) => action.isBusy),
    problem: all.find((action) => action.problem)?.problem ?? null,
  };
}

/** For example "Buy VTI". */
function nameOf({ kind, symbol }: TransactionFieldsFragment): string {
  return [label(kind), symbol].filter(Boolean).join(" ");
}
