import { createContext, type ReactNode, useContext, useState } from "react";
import type { ViewerQuery } from "../generated/operations.js";

export type ViewerFields = ViewerQuery["viewer"];
export type HouseholdFields = ViewerFields["households"][number];

export interface Chosen {
  readonly viewer: ViewerFields;
  readonly household: HouseholdFields;
  /** Advisers and viewers read only. */
  readonly canWrite: boolean;
  readonly choose: (householdId: string) => void;
}

const Context = createContext<Chosen | null>(null);
const KEY = "wealthgraph.household";

/** @throws TypeError outside of the shell */
export function useHousehold(): Chosen {
  const chosen = useContext(Context);
  if (!chosen) throw new TypeError("useHousehold is used inside of the shell only");
  return chosen;
}

/** The household the views are about: the last one chosen in this browser, or the first. */
export function HouseholdProvider(props: {
  readonly viewer: ViewerFields;
  readonly first: HouseholdFields;
  readonly children: ReactNode;
}) {
  const [id, setId] = useState(() => localStorage.getItem(KEY));
  const household = props.viewer.households.find((each) => each.id === id) ?? props.first;
  const choose = (householdId: string): void => {
    localStorage.setItem(KEY, householdId);
    setId(householdId);
  };
  const canWrite = household.viewerRole === "OWNER" || household.viewerRole === "MEMBER";
  return (
    <Context value={{ viewer: props.viewer, household, canWrite, choose }}>
      {props.children}
    </Context>
  );
}
