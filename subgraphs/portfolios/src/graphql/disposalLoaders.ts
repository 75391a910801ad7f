import DataLoader from "dataloader";
import { requireRange } from "../operations/performance.js";
import type { DisposalRange, StoredDisposal } from "../operations/disposalPorts.js";
import type { Slice, Unit } from "../operations/ports.js";
import { requireCurrentDisposals } from "../operations/realizedTotals.js";

type Disposals = Promise<readonly StoredDisposal[]>;

export interface DisposalLoaders {
  /** @throws {Refusal} BAD_INPUT when `from` is after `to` */
  ofAccount(id: string, range: DisposalRange, slice: Slice): Disposals;
  ofHousehold(id: string, range: DisposalRange, slice: Slice): Disposals;
}

/** Pages of disposals; parents that ask for the same range and page share a statement. */
export function disposalLoaders(
  read: <T>(run: (unit: Unit) => Promise<T>) => Promise<T>,
  householdIds: readonly string[],
): DisposalLoaders {
  const loaders = new Map<string, DataLoader<string, readonly StoredDisposal[]>>();
  const loaderOf = (parent: "accountId" | "householdId", range: DisposalRange, slice: Slice) => {
    const key = JSON.stringify([parent, range.from, range.to, slice]);
    const known = loaders.get(key);
    if (known) return known;
    const loader = new DataLoader<string, readonly StoredDisposal[]>(async (ids) => {
      const found = await read(async (unit) => {
        await requireCurrentDisposals(unit, householdIds);
        return parent === "accountId"
          ? unit.disposals.ofAccounts(ids, range, slice)
          : unit.disposals.ofHouseholds(ids, range, slice);
      });
      const byParent = Map.groupBy(found, (disposal) => disposal[parent]);
      return ids.map((id) => byParent.get(id) ?? []);
    });
    loaders.set(key, loader);
    return loader;
  };
  const loaded = (parent: "accountId" | "householdId") => {
    return async (id: string, range: DisposalRange, slice: Slice): Disposals => {
      requireRange(range);
      return loaderOf(parent, range, slice).load(id);
    };
  };
  return { ofAccount: loaded("accountId"), ofHousehold: loaded("householdId") };
}
